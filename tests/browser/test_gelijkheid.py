"""Every number of every dashboard: on the page, in the API for that caller, and in each download it is the same."""

import csv
import io
from decimal import Decimal
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from services.gateway.dashboards import DASHBOARDS
from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.browser.server import Draaiend

WIE = ("swv.po9901", "bestuur.99002", "school.99ai00")
JAREN = ("2025-2026", "2026-2027")
_WOORD = {"c": "verborgen", "x": "onbekend", "z": "n.v.t.", "p": "voorlopig", None: ""}
# All texts at once: a question to the browser per cell would take minutes.
_LEES = """
() => {
  const tekst = (element) => element.textContent.trim();
  const figuren = {};
  for (const figuur of document.querySelectorAll("section.figuur")) {
    figuren[figuur.id] = {
      rijen: [...figuur.querySelectorAll("tbody tr")].map((rij) => [...rij.cells].map(
        (cel) => tekst(cel.querySelector("a, .w") ?? cel))),
      stappen: [...figuur.querySelectorAll(".stap")].map((stap) => [".stap__naam", ".stap__getal", ".stap__noot"].map(
        (deel) => stap.querySelector(deel) ? tekst(stap.querySelector(deel)) : "")),
    };
  }
  return {
    figuren,
    kern: [...document.querySelectorAll(".kerncijfer__getal")].map((getal) => getal.firstChild.textContent.trim()),
    filters: tekst(document.querySelector(".alleen-druk")),
  };
}
"""


def haal(gateway: Draaiend, naam: str, pad: str) -> httpx.Response:
    """An answer of the API to this account."""
    antwoord = gateway.client.get(pad, headers=gateway.pas(naam))
    assert antwoord.status_code == 200, antwoord.text
    return antwoord


def _zoals_getoond(figuur: dict[str, Any]) -> list[list[str]]:
    """The rows of a figure as its page shows them."""
    open_ = figuur["vorm"] != "grafiek"
    telt = [not open_ or kolom["getoond"] for kolom in figuur["tabel"]["kolommen"]]
    return [
        [cel if isinstance(cel, str) else cel["tekst"] for cel, wel in zip(rij["cellen"], telt, strict=True) if wel]
        for rij in figuur["tabel"]["rijen"]
    ]


def _op_de_pagina(gelezen: dict[str, Any], figuur: dict[str, Any]) -> list[list[str]]:
    if figuur["vorm"] == "strook":
        alles = [
            [cel if isinstance(cel, str) else cel["tekst"] for cel in rij["cellen"]] for rij in figuur["tabel"]["rijen"]
        ]
        assert gelezen["rijen"] == alles, "the strip is a table too"
        return list(gelezen["stappen"])
    breedte = len(_zoals_getoond(figuur)[0]) if figuur["tabel"]["rijen"] else 0
    return [rij[:breedte] for rij in gelezen["rijen"]]


def _vakken(figuur: dict[str, Any]) -> list[list[tuple[Any, str | None]]]:
    """Per row the (value, status) of every cell; a name has itself as value."""
    return [
        [(cel, None) if isinstance(cel, str) else (cel["waarde"], cel["status"]) for cel in rij["cellen"]]
        for rij in figuur["tabel"]["rijen"]
    ]


def _als_download(figuur: dict[str, Any], rij: list[Any], woorden: bool) -> list[tuple[Any, str | None]]:
    """A row of a download, back in pairs of value and status."""
    gelezen: list[tuple[Any, str | None]] = []
    resten = iter(rij)
    for kolom in figuur["tabel"]["kolommen"]:
        waarde = next(resten)
        if kolom["soort"] == "tekst":
            gelezen.append((waarde or "", None))
            continue
        status = (next(resten) or "").split(" (")[0]
        # Of a value within bounds the bounds stand there too: 'marge (18–21)', '18..21', 'p 18..21'.
        status = "" if status == "marge" else " ".join(deel for deel in status.split(" ") if ".." not in deel)
        code = next(code for code, woord in _WOORD.items() if status == (woord if woorden else code or ""))
        getal = None if waarde in ("", None) else Decimal(str(waarde).replace(",", "."))
        gelezen.append((getal, code))
    return gelezen


def _zelfde(links: list[list[tuple[Any, str | None]]], rechts: list[list[tuple[Any, str | None]]]) -> bool:
    def getal(waarde: Any) -> Any:
        return waarde if isinstance(waarde, str | None) else round(float(waarde), 9)

    def plat(rijen: list[list[tuple[Any, str | None]]]) -> list[list[tuple[Any, str | None]]]:
        return [[(getal(waarde), status) for waarde, status in rij] for rij in rijen]

    return plat(links) == plat(rechts)


@pytest.mark.parametrize("naam", WIE)
@pytest.mark.parametrize("dashboard", DASHBOARDS)
def test_page_api_and_downloads_agree(bezoek: Bezoek, gateway: Draaiend, dashboard: str, naam: str) -> None:
    bezoeker = bezoek(naam, javascript=False)
    for jaar in JAREN:
        antwoord = haal(gateway, naam, f"/v1/dashboards/{dashboard}?schooljaar={jaar}").json()
        pagina_toont(bezoeker, antwoord)
    for figuur in antwoord["figuren"]:
        downloads_kloppen(gateway, naam, figuur)


def pagina_toont(bezoeker: Bezoeker, antwoord: dict[str, Any]) -> None:
    """The page of this answer shows all of it."""
    bezoeker.ga(antwoord["_links"]["pagina"]["href"])
    gelezen = bezoeker.pagina.evaluate(_LEES)
    assert gelezen["kern"] == [kern["toon"] for kern in antwoord["kerncijfers"]]
    assert gelezen["filters"] == antwoord["filters"]["zin"]
    assert list(gelezen["figuren"]) == [figuur["code"] for figuur in antwoord["figuren"]]
    assert antwoord["figuren"]
    assert bezoeker.onaf() == []
    for figuur in antwoord["figuren"]:
        assert _op_de_pagina(gelezen["figuren"][figuur["code"]], figuur) == _zoals_getoond(figuur), figuur["code"]


def downloads_kloppen(gateway: Draaiend, naam: str, figuur: dict[str, Any]) -> None:
    """Each download of this figure holds its table."""
    links, verwacht = figuur["_links"], _vakken(figuur)

    def inhoud(vorm: str) -> bytes:
        return haal(gateway, naam, links[vorm]["href"]).content

    punt = list(csv.reader(io.StringIO(inhoud("csv").decode())))[1:]
    komma = list(csv.reader(io.StringIO(inhoud("nl.csv").decode("utf-8-sig")), delimiter=";"))[1:]
    blad = load_workbook(io.BytesIO(inhoud("xlsx")))["Cijfers"]
    vellen = [list(rij) for rij in blad.iter_rows(2, values_only=True)]

    assert _zelfde([_als_download(figuur, rij, False) for rij in punt], verwacht)
    assert _zelfde([_als_download(figuur, rij, True) for rij in komma], verwacht)
    assert _zelfde([_als_download(figuur, rij, True) for rij in vellen], verwacht)
    kubus = haal(gateway, naam, links["stat.json"]["href"]).json()
    waarden = [cel for rij in figuur["tabel"]["rijen"] for cel in rij["cellen"] if not isinstance(cel, str)]
    assert kubus["value"] == [cel["waarde"] for cel in waarden]
    assert kubus["status"] == {str(plek): cel["status"] for plek, cel in enumerate(waarden) if cel["status"]}
    if figuur["grafiek"]:
        assert inhoud("png").startswith(b"\x89PNG")
        tekening = inhoud("svg")
        assert b"<svg" in tekening
        assert b"var(" not in tekening
        assert haal(gateway, naam, links["vl.json"]["href"]).json() == figuur["grafiek"]["spec"]
