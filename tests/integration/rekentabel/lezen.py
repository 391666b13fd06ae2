"""Reads the two tables of rekentabel.md: dossiers become events, expectations become questions; and other pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.gebeurtenissen import Event

TABEL = Path(__file__).with_name("rekentabel.md")
_LEEG = "–"

Regel = Mapping[str, str]


class Verwachting(NamedTuple):
    """One line of the second table."""

    indicator: str
    eenheid: str
    schooljaar: str
    splitsing: str
    verwacht: str


def tabel(kop: str) -> Iterator[Regel]:
    """The rows of the table whose first column is called `kop`; an empty cell is an empty text."""
    namen: list[str] | None = None
    for regel in TABEL.read_text("utf-8").splitlines():
        velden = [veld.strip() for veld in regel.strip("|").split("|")] if regel.startswith("|") else []
        if not velden:
            namen = None
        elif namen is None and velden[0] == kop:
            namen = velden
        elif namen is not None and not velden[0].startswith("---"):
            yield {naam: "" if veld == _LEEG else veld for naam, veld in zip(namen, velden, strict=True)}


def events() -> list[Event]:
    """One event per dossier."""
    return [_event(regel) for regel in tabel("nr")]


def verwachtingen() -> list[Verwachting]:
    """Every expected value."""
    return [Verwachting(*regel.values()) for regel in tabel("indicator")]


def _event(regel: Regel) -> Event:
    swv, nummer = regel["swv"], f"dossier-{regel['nr']}"
    return {
        "specversion": "1.0",
        "id": f"{swv}/{nummer}/1",
        "source": "urn:nld:oin:00000001234567890000:systeem:ldos",
        "type": "nl.passendonderwijs.aanvraag.gewijzigd.v1",
        "time": "2026-11-01T12:00:00+01:00",
        "datacontenttype": "application/json",
        "dataschema": "urn:nl:passendonderwijs:ldos:dossier:v1",
        "data": {
            "dossiernummer": nummer,
            "versie": 1,
            "aangemaaktOp": regel["ingediend"],
            "swv": swv,
            "soort": regel["soort"],
            "status": regel["status"],
            "aanvraag": _aanvraag(regel),
            "beschikking": _beschikking(regel) if regel["besluit"] else None,
        },
    }


def _aanvraag(regel: Regel) -> dict[str, Any]:
    return {
        "ingediendOp": regel["ingediend"],
        "compleetOp": regel["compleet"] or None,
        "herindicatie": regel["herindicatie"] == "ja",
        "vestiging": regel["school"],
        "vestigingHerkomst": regel["komt van"] or None,
        "herkomst": regel["herkomst"],
        "leerjaar": int(regel["leerjaar"]) if regel["leerjaar"] else None,
        "ondersteuningsbehoeften": regel["behoeften"].split(", ") if regel["behoeften"] else None,
        regel["soort"]: _wat(regel["soort"], regel["gevraagd"]),
    }


def _beschikking(regel: Regel) -> dict[str, Any]:
    toegekend = regel["besluit"] == "toegekend"
    return {
        "nummer": f"nummer-{regel['nr']}",
        "besluit": regel["besluit"],
        "besluitOp": regel["besluit op"],
        "bekendgemaaktOp": regel["bekend"] or None,
        "bezwaar": _bezwaar(regel),
        **({regel["soort"]: _wat(regel["soort"], regel["toegekend"])} if toegekend else {}),
        **({"geldigVan": regel["geldig van"], "geldigTot": regel["geldig tot"]} if toegekend else {}),
    }


def _bezwaar(regel: Regel) -> dict[str, Any] | None:
    if not regel["bezwaar"]:
        return None
    uitkomst = None if regel["bezwaar"] == "lopend" else regel["bezwaar"]
    return {"ingediendOp": regel["besluit op"], "uitkomst": uitkomst}


def _wat(soort: str, tekst: str) -> dict[str, Any]:
    if soort == "tlv":
        schoolsoort, _, categorie = tekst.partition("-")
        return {"schoolsoort": schoolsoort, "categorie": categorie or None}
    type_, bedrag, leerlingen = tekst.split()
    return {"type": type_, "bedrag": bedrag, "leerlingen": int(leerlingen)}


def tabellen(naam: str) -> dict[str, list[dict[str, str]]]:
    """The tables of a page, by the heading that they stand under."""
    gevonden: dict[str, list[dict[str, str]]] = {}
    kop, kolommen = "", None
    for regel in TABEL.with_name(naam).read_text(encoding="utf-8").splitlines():
        if regel.startswith("## "):
            kop, kolommen = regel[3:], None
        elif regel.startswith("|"):
            cellen = [cel.strip() for cel in regel.strip().strip("|").split("|")]
            if kolommen is None:
                kolommen, gevonden[kop] = cellen, []
            elif set(cellen[0]) != {"-"}:
                gevonden[kop].append(dict(zip(kolommen, cellen, strict=True)))
    return gevonden
