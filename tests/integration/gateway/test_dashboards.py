"""Dashboards through the API: in the view of the caller, by token or session, kept by ETag, every mistake told."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.dashboards import DASHBOARDS
from shared.runtime.postgres import open_pool
from tests.integration.gateway.huis import NU, Huis

SWV, BESTUUR, SCHOOL, PLATFORM = "swv:PO9901", "bestuur:99002", "school:99AI00", "platform:"
JAAR = "schooljaar=2025-2026"


async def _dashboard(huis: Huis, naam: str, vraag: str, wie: str) -> Any:
    antwoord = await huis.get(f"/v1/dashboards/{naam}?{vraag}", wie)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


async def test_key_figures_are_what_the_indicators_answer(huis: Huis) -> None:
    d = await _dashboard(huis, "verwijzingen", f"{JAAR}&soort=sbo", SWV)
    vraag = f"niveau=swv&eenheid=PO9901&{JAAR}&filter.schoolsoort=sbo"
    for kern, code in (("aangevraagd", "tlv-aanvragen"), ("toegekend", "tlv-toegekend")):
        waarden = await huis.waarden(code, vraag, SWV)
        getoond = next(een for een in d["kerncijfers"] if een["code"] == kern)
        assert getoond["waarde"]["waarde"] == waarden["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    assert d["filters"]["zin"].startswith("Ik bekijk aanvragen voor sbo in schooljaar 2025-2026 naast een jaar eerder")


async def test_money_and_pupils_of_arrangementen(huis: Huis) -> None:
    d = await _dashboard(huis, "arrangementen", JAAR, SWV)
    per_code = {figuur["code"]: figuur for figuur in d["figuren"]}
    for figuur, code in (("bedragen", "arrangement-bedrag"), ("leerlingen", "arrangement-leerlingen")):
        waarden = await huis.waarden(code, f"niveau=swv&eenheid=PO9901&{JAAR}", SWV)
        rij = next(rij for rij in per_code[figuur]["tabel"]["rijen"] if rij["cellen"][0] == "2025-2026")
        totaal = waarden["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
        assert rij["cellen"][-1]["waarde"] == float(totaal) > 0


@pytest.mark.parametrize("dashboard", DASHBOARDS)
async def test_every_mistake_is_told_and_none_repeated(huis: Huis, dashboard: str) -> None:
    fout = await huis.get(f"/v1/dashboards/{dashboard}?schooljaar=gisteren&vergelijk=9&verdeling=x&onzin=1", SWV)
    velden = {een["veld"] for een in fout.json()["fouten"]}
    assert (fout.status_code, velden) == (
        400,
        {"query.onzin", "query.schooljaar", "query.vergelijk", "query.verdeling"},
    )
    assert "gisteren" not in fout.text


async def test_what_you_may_not_see_is_what_does_not_exist(huis: Huis) -> None:
    vreemd = await huis.get("/v1/dashboards/verwijzingen?niveau=school&eenheid=99AJ00", SCHOOL)
    verzonnen = await huis.get("/v1/dashboards/verwijzingen?niveau=school&eenheid=00ZZ00", SCHOOL)
    naam = await huis.get("/v1/dashboards/bestaat-niet", SCHOOL)
    geen_cijfers = await huis.get("/v1/dashboards/verwijzingen", PLATFORM)
    zonder = await huis.get("/v1/dashboards/verwijzingen")
    assert vreemd.content == verzonnen.content == naam.content == geen_cijfers.content
    assert {vreemd.status_code, naam.status_code} == {404}
    assert zonder.status_code == 401


async def test_outside_the_own_unit_nothing_is_shown_that_is_not_released(huis: Huis) -> None:
    d = await _dashboard(huis, "verwijzingen", f"niveau=swv&eenheid=PO9901&{JAAR}", BESTUUR)
    assert (d["zicht"], d["nietVrijgegeven"], d["figuren"], d["kerncijfers"]) == ("vergelijking", True, [], [])
    assert d["stand"] is None


async def test_only_the_swv_chooses_the_school_of_origin(huis: Huis) -> None:
    swv, bestuur = [await _dashboard(huis, "verwijzingen", JAAR, wie) for wie in (SWV, BESTUUR)]
    assert "toerekening" in [veld["naam"] for veld in swv["filters"]["velden"]]
    assert "toerekening" not in [veld["naam"] for veld in bestuur["filters"]["velden"]]


async def test_etag_changes_with_the_figures_and_is_of_one_caller(huis: Huis) -> None:
    pad = f"/v1/dashboards/verwijzingen?niveau=swv&eenheid=PO9901&{JAAR}"
    eerste = await huis.get(pad, SWV)
    kent = {"If-None-Match": eerste.headers["etag"]}
    assert (await huis.get(pad, SWV, headers=kent)).status_code == 304
    assert (await huis.get(pad, BESTUUR, headers=kent)).status_code == 200
    verbinding = await asyncpg.connect(huis.admin_url)
    await verbinding.execute("UPDATE stand.swv_versie SET versie = versie + 1, bijgewerkt = now() WHERE swv = 9901")
    await verbinding.close()
    assert (await huis.get(pad, SWV, headers=kent)).status_code == 200


async def test_a_session_reads_and_does_not_write(huis: Huis) -> None:
    await huis.token(SWV)
    verbinding = await asyncpg.connect(huis.admin_url)
    account = await verbinding.fetchval("SELECT account FROM toegang.recht WHERE rol = 'swv' AND eenheid = 'PO9901'")
    await verbinding.close()
    async with open_pool(huis.admin_url, "sessie-proef", 1) as pool:
        koekje = {"Cookie": f"sessie={await PostgresSessies(pool).begin(account, NU)}"}
    paden = (
        f"/v1/dashboards/verwijzingen?{JAAR}",
        f"/v1/grafieken/verwijzingen/aanvragen.csv?{JAAR}",
        "/v1/eenheden?zoek=lantaarn",
    )
    for pad in paden:
        assert (await huis.get(pad, headers=koekje)).status_code == 200
        assert (await huis.get(pad, headers={"Cookie": "sessie=verzonnen"})).status_code == 401
    schrijft = await huis.client.post("/v1/tokens", headers=koekje, json={"naam": "x", "geldigDagen": 1})
    assert schrijft.status_code == 401
    huis.clock.moment += timedelta(days=1)
    assert (await huis.get(paden[0], headers=koekje)).status_code == 401


async def test_comparison_with_like_units(huis: Huis) -> None:
    d = await _dashboard(huis, "verwijzingen", f"niveau=bestuur&eenheid=99002&{JAAR}&vergelijk=soortgelijk", SWV)
    regels = next(een for een in d["kerncijfers"] if een["code"] == "aangevraagd")["regels"]
    antwoord = await huis.get(f"/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=bestuur&eenheid=99002&{JAAR}", SWV)
    assert len(regels) == len(antwoord.json()["verdelingen"]) > 0
    assert all(regel.startswith("Andere besturen") for regel in regels)
