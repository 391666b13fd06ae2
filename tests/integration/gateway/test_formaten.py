"""Every format says what the JSON says: each number and each status, read back and compared."""

import csv
import io
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.contracts.indicatoren import INDICATOREN
from tests.integration.gateway.huis import Huis

SWV, SCHOOL = "swv:PO9901", "school:99AI00"
EEN = "niveau=swv&eenheid=PO9901&schooljaar=2023-2024..2026-2027"
VRAGEN = {
    "tlv-aanvragen": f"{EEN}&splitsing=schoolsoort,status",
    "tlv-openstaand": "niveau=swv&eenheid=PO9901&splitsing=status",
    "tlv-doorlooptijd": f"{EEN}&splitsing=schoolsoort",
    "arrangement-bedrag": f"{EEN}&splitsing=type",
}
_WOORDEN = {"": None, "verborgen": "c", "onbekend": "x", "n.v.t.": "z", "voorlopig": "p"}


async def _rijen(huis: Huis, pad: str, formaat: str, *rechten: str) -> list[dict[str, Any]]:
    """A download back as rows by the names of its columns; empty is None."""
    antwoord = await huis.get(f"{pad}{'&' if '?' in pad else '?'}formaat={formaat}", *rechten)
    assert antwoord.status_code == 200, antwoord.text
    if formaat == "xlsx":
        koppen, *rijen = load_workbook(io.BytesIO(antwoord.content))["Cijfers"].iter_rows(values_only=True)
        return [dict(zip(map(str, koppen), rij, strict=True)) for rij in rijen]
    komma = formaat == "csv-nl"
    assert antwoord.content.startswith(b"\xef\xbb\xbf") is komma
    tekst = antwoord.content.decode("utf-8-sig")
    assert tekst.endswith("\r\n")
    return [
        {naam: waarde or None for naam, waarde in rij.items()}
        for rij in csv.DictReader(io.StringIO(tekst), delimiter=";" if komma else ",")
    ]


def _getal(waarde: Any) -> Decimal | None:
    # A cell of a workbook has fifteen digits.
    return None if waarde is None else round(Decimal(str(waarde).replace(",", ".")), 9)


def _status(waarde: Any, formaat: str) -> str | None:
    if formaat == "csv":
        return str(waarde) if waarde else None
    return _WOORDEN[str(waarde or "").split(" (")[0]]


def _plat(waarde: dict[str, Any], begin: str = "") -> dict[str, Decimal | None]:
    gevonden: dict[str, Decimal | None] = {}
    for naam, deel in waarde.items():
        if naam in ("splitsing", "status", "tekst"):
            continue
        gevonden |= _plat(deel, f"{naam}.") if isinstance(deel, dict) else {begin + naam: _getal(deel)}
    return gevonden


def _verwacht(antwoord: Any) -> list[tuple[tuple[str, ...], dict[str, Decimal | None], str | None]]:
    gevonden = []
    for reeks in antwoord["reeksen"]:
        for periode in reeks["perioden"]:
            sleutel = (reeks["eenheid"], periode["schooljaar"] or "nu")
            rijen = [(tuple("totaal" for _ in antwoord["splitsing"]), periode["totaal"])]
            rijen += [(tuple(map(str, rij["splitsing"].values())), rij) for rij in periode["rijen"]]
            gevonden += [((*sleutel, *naam), _plat(waarde), waarde["status"]) for naam, waarde in rijen]
    return gevonden


@pytest.mark.parametrize(("code", "wie"), [*product(VRAGEN, (SWV,)), ("tlv-aanvragen", SCHOOL)])
async def test_tables_of_values_hold_every_number_and_status(huis: Huis, code: str, wie: str) -> None:
    pad = f"/v1/indicatoren/{code}/waarden?{VRAGEN[code]}"
    antwoord = (await huis.get(pad, wie)).json()
    verwacht = _verwacht(antwoord)
    assert any(getal for _, getallen, _ in verwacht for getal in getallen.values()) is (wie == SWV)

    koppen = ("eenheid", "schooljaar", *(f"splitsing.{naam}" for naam in antwoord["splitsing"]))
    for formaat in ("csv", "csv-nl", "xlsx"):
        rijen = await _rijen(huis, pad, formaat, wie)
        assert len(rijen) == len(verwacht)
        for rij, (sleutel, getallen, status) in zip(rijen, verwacht, strict=True):
            assert tuple(rij[naam] for naam in koppen) == sleutel
            assert {naam: _getal(rij[naam]) for naam in getallen} == getallen
            assert _status(rij["status"], formaat) == status


@pytest.mark.parametrize("code", VRAGEN)
async def test_json_stat_is_the_same_cube(huis: Huis, code: str) -> None:
    pad = f"/v1/indicatoren/{code}/waarden?{VRAGEN[code]}"
    antwoord = (await huis.get(pad, SWV)).json()
    kubus = (await huis.get(pad, SWV, headers={"Accept": "application/vnd.json-stat+json"})).json()

    assert (kubus["version"], kubus["class"], kubus["id"][-1]) == ("2.0", "dataset", "maat")
    codes = [kubus["dimension"][naam]["category"]["index"] for naam in kubus["id"]]
    assert [len(lijst) for lijst in codes] == kubus["size"]
    vakken = {sleutel: plek for plek, sleutel in enumerate(product(*codes))}
    assert len(vakken) == len(kubus["value"])
    for sleutel, getallen, status in _verwacht(antwoord):
        for maat, getal in getallen.items():
            plek = vakken[(*sleutel, maat)]
            assert _getal(kubus["value"][plek]) == getal
            assert kubus["status"].get(str(plek)) == status
    genoemd = {sleutel for sleutel, _, _ in _verwacht(antwoord)}
    rest = [plek for sleutel, plek in vakken.items() if sleutel[:-1] not in genoemd]
    assert {kubus["value"][plek] for plek in rest} <= {0, None}


async def test_comparison_as_a_table(huis: Huis) -> None:
    pad = "/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=bestuur&eenheid=99002&schooljaar=2025-2026"
    antwoord = (await huis.get(pad, SWV)).json()
    for formaat in ("csv", "csv-nl", "xlsx"):
        rijen = await _rijen(huis, pad, formaat, SWV)
        per = {(rij["onderdeel"], rij["kenmerk"], rij["maat"]): rij for rij in rijen}
        assert len(per) == len(rijen)
        assert _getal(per["eigen", "2025-2026", "waarde"]["waarde"]) == antwoord["eigen"]["waarde"]
        for eerder in antwoord["eerder"]:
            for naam in ("zelfdePeriode", "heelSchooljaar"):
                rij = per[f"eerder.{naam}", eerder["schooljaar"], "waarde"]
                assert _getal(rij["waarde"]) == _getal(eerder[naam]["waarde"])
                assert _status(rij["status"], formaat) == eerder[naam]["status"]
        for verdeling in antwoord["verdelingen"]:
            wie = " ".join(filter(None, (verdeling["binnen"], verdeling["schoolsoort"])))
            for maat in ("kwartiel1", "mediaan", "kwartiel3"):
                if maat in verdeling:
                    assert _getal(per["verdelingen", wie, maat]["waarde"]) == _getal(verdeling[maat])


async def test_units_and_the_catalogue_as_tables(huis: Huis) -> None:
    eenheden = (await huis.get("/v1/eenheden?paginaGrootte=500", SWV)).json()["eenheden"]
    for formaat in ("csv", "csv-nl", "xlsx"):
        rijen = await _rijen(huis, "/v1/eenheden?paginaGrootte=500", formaat, SWV)
        assert rijen == [{naam: een[naam] for naam in rijen[0]} for een in eenheden]
        catalogus = await _rijen(huis, "/v1/indicatoren", formaat, SWV)
        assert [rij["code"] for rij in catalogus] == list(INDICATOREN)
        assert [rij["definitie"] for rij in catalogus] == [een.uitleg.definitie for een in INDICATOREN.values()]


async def test_every_format_has_its_own_etag(huis: Huis) -> None:
    pad = f"/v1/indicatoren/tlv-aanvragen/waarden?{VRAGEN['tlv-aanvragen']}"
    gezien = {}
    for formaat in ("json", "jsonstat", "csv", "csv-nl", "xlsx"):
        eerste = await huis.get(f"{pad}&formaat={formaat}", SWV)
        gezien[formaat] = eerste.headers["etag"]
        weer = await huis.get(f"{pad}&formaat={formaat}", SWV, headers={"If-None-Match": gezien[formaat]})
        assert (weer.status_code, weer.content) == (304, b"")
    assert len(set(gezien.values())) == len(gezien)
    anders = await huis.get(f"{pad}&formaat=csv", SWV, headers={"If-None-Match": gezien["json"]})
    assert anders.status_code == 200


async def test_a_figure_comes_in_every_format_by_name_or_by_accept(huis: Huis) -> None:
    pad = "/v1/grafieken/verwijzingen/aanvragen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    dashboard = (
        await huis.get("/v1/dashboards/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026", SWV)
    ).json()
    figuur = next(een for een in dashboard["figuren"] if een["code"] == "aanvragen")
    assert (await huis.get(pad, SWV)).json() == figuur
    for formaat, einde in (("csv", "csv"), ("csv-nl", "nl.csv"), ("xlsx", "xlsx"), ("jsonstat", "stat.json")):
        gevraagd = await huis.get(f"{pad}&formaat={formaat}", SWV)
        gevonden = await huis.get(pad.replace("aanvragen?", f"aanvragen.{einde}?"), SWV)
        assert gevraagd.status_code == 200
        assert gevraagd.headers["content-type"] == gevonden.headers["content-type"]
        assert formaat == "xlsx" or gevraagd.content == gevonden.content
        kent = {"If-None-Match": gevraagd.headers["etag"]}
        assert (await huis.get(f"{pad}&formaat={formaat}", SWV, headers=kent)).status_code == 304
        assert (await huis.get(pad, SWV, headers=kent)).status_code == 200
    tabel = await huis.get(pad, SWV, headers={"Accept": "text/csv"})
    assert tabel.headers["content-type"].startswith("text/csv")
    assert (await huis.get(f"{pad}&formaat=pdf", SWV)).status_code == 400
    assert (await huis.get(pad, SWV, headers={"Accept": "image/gif"})).status_code == 406
    assert (await huis.get(pad.replace("aanvragen?", "aanvragen.json?"), SWV)).status_code == 404


_LIJSTEN = (
    "eenheden", "eenheden/swv/PO9901", "indicatoren", "landelijk", "dashboards", "doelen", "tokens",
    "datakwaliteit?swv=PO9901", "toelichtingen?niveau=swv&eenheid=PO9901",
)  # fmt: skip


@pytest.mark.parametrize("lijst", _LIJSTEN)
async def test_lists_have_an_etag(huis: Huis, lijst: str) -> None:
    pad = f"/v1/{lijst}"
    eerste = await huis.get(pad, SWV)
    weer = await huis.get(pad, SWV, headers={"If-None-Match": eerste.headers["etag"]})
    assert (eerste.status_code, weer.status_code, weer.content) == (200, 304, b"")
    assert eerste.headers["api-version"] == weer.headers["api-version"]


async def test_accept_chooses_and_refuses(huis: Huis) -> None:
    pad = "/v1/eenheden"
    tabel = await huis.get(pad, SWV, headers={"Accept": "application/json;q=0.5, text/csv"})
    assert tabel.headers["content-type"].startswith("text/csv")
    assert (await huis.get(pad, SWV, headers={"Accept": "image/png"})).status_code == 406
    fout = await huis.get(f"{pad}?formaat=pdf&pagina=0", SWV)
    assert (fout.status_code, fout.json()["fouten"][0]["veld"]) == (400, "query.formaat")
