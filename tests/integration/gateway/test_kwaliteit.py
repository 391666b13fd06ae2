"""Goals and own judgements of an SWV: who writes, nothing lost, nothing rewritten, and the last word counts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import jsonschema
import pytest

from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.opendata import vul_open
from tests.integration.gateway.wereld import Lid, Wereld, besluiten
from tests.stack import Database

SWV, BEHEERDER, ANDER, BESTUUR, SCHOOL = (
    "swv:PO9901", "beheerder:PO9901", "swv:PO9902", "bestuur:99001", "school:99AB00",
)  # fmt: skip
ALLEN = (SWV, BEHEERDER, ANDER, BESTUUR, SCHOOL, "platform:")
LEDEN = (
    Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99001"), Lid("PO9902", "99AD00", "99002"),
)  # fmt: skip
DOEL = {
    "swv": "PO9901", "plan": "Ondersteuningsplan", "code": "D1", "titel": "Minder verwijzingen",
    "indicator": "tlv-toegekend", "niveau": "swv", "eenheid": "PO9901", "streefwaarde": "3", "richting": "lager",
    "uiterlijk": "2027-07-31", "eigenaar": "directeur",
}  # fmt: skip
SCHOOLDOEL = {**DOEL, "code": "D2", "niveau": "school", "eenheid": "99AB00", "titel": "Alleen over deze school"}
_GELEVERD = "UPDATE organisatie.levering SET toegepast_op = now() + make_interval(days => $1) WHERE soort = 'doel'"
BOOS = "=1+1 <script>alert(1)</script>"


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    async def vul() -> None:
        await Wereld(LEDEN, besluiten(LEDEN)).vul(module_database.url())
        verbinding = await asyncpg.connect(module_database.url())
        await vul_open(verbinding, {"doel": [DOEL, SCHOOLDOEL]})
        await verbinding.close()

    asyncio.run(vul())
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        geopend.clock.moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
        yield geopend


async def _doelen(huis: Huis, wie: str) -> dict[str, Any]:
    antwoord = await huis.get("/v1/doelen", wie)
    assert antwoord.status_code == 200, antwoord.text
    return {een["code"]: een for een in antwoord.json()["doelen"]}


async def _klopt(huis: Huis, pad: str, inhoud: Any) -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"][pad]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


def _wijziging(doel: Any, **anders: Any) -> dict[str, Any]:
    namen = ("titel", "indicator", "streefwaarde", "richting", "uiterlijk", "eigenaar", "notitie")
    return {naam: doel[naam] for naam in namen} | anders


async def test_a_delivered_goal_is_changed_and_the_last_word_counts(huis: Huis) -> None:
    huis.clock.moment = datetime.now(UTC)
    doel = (await _doelen(huis, SWV))["D1"]
    pad = f"/v1/doelen/{doel['id']}"
    oud = (await huis.get(pad, SWV)).headers["etag"]

    nieuw = await huis.stuur("PUT", pad, SWV, _wijziging(doel, streefwaarde="0,5", notitie=f"intern {BOOS}"), oud)

    assert nieuw.status_code == 200, nieuw.text
    inhoud = nieuw.json()
    await _klopt(huis, "/doelen/{id}", inhoud)
    assert (inhoud["streefwaarde"], inhoud["gehaald"], inhoud["notitie"]) == (0.5, False, f"intern {BOOS}")
    assert [een["versie"] for een in inhoud["geschiedenis"]] == [1]
    te_laat = await huis.stuur("PUT", pad, SWV, _wijziging(doel, titel="te laat"), oud)
    assert (te_laat.status_code, te_laat.json()["code"]) == (412, "intussen_gewijzigd")
    gezien = (await _doelen(huis, BESTUUR))["D1"]
    assert (gezien["streefwaarde"], gezien["notitie"], gezien["gewijzigdDoor"]) == (0.5, None, None)
    assert (await huis.get(pad, BESTUUR)).json()["geschiedenis"] == []
    verbinding = await asyncpg.connect(huis.admin_url)
    for dagen, streefwaarde in ((1, 3), (-1, 0.5)):
        await verbinding.execute(_GELEVERD, dagen)
        assert (await _doelen(huis, SWV))["D1"]["streefwaarde"] == streefwaarde
    await verbinding.close()


async def test_a_goal_is_made_changed_and_lapses_with_its_history(huis: Huis) -> None:
    nieuw = {**DOEL, "plan": "Jaarplan 2026", "code": "J1", "titel": "Snel besluiten", "indicator": "tlv-doorlooptijd"}
    gemaakt = await huis.stuur("POST", "/v1/doelen", SWV, {**nieuw, "streefwaarde": 42})
    assert (gemaakt.status_code, gemaakt.json()["streefwaarde"]) == (201, 42), gemaakt.text
    pad = gemaakt.headers["location"]
    assert (await huis.stuur("POST", "/v1/doelen", SWV, nieuw)).json()["fouten"][0]["veld"] == "bericht.code"

    zelfde = await huis.stuur("PUT", pad, SWV, _wijziging(gemaakt.json()))
    assert len(zelfde.json()["geschiedenis"]) == 1
    assert (await huis.stuur("DELETE", pad, SWV)).status_code == 204

    assert "J1" not in await _doelen(huis, SWV)
    assert (await huis.get(pad, SWV)).status_code == 404
    opnieuw = await huis.stuur("POST", "/v1/doelen", SWV, nieuw)
    assert [een["vervallen"] for een in opnieuw.json()["geschiedenis"]] == [False, True, False]


async def test_only_staff_of_the_swv_writes_goals_and_others_see_only_their_own(huis: Huis) -> None:
    doelen = await _doelen(huis, SWV)
    gezien = {wie: set(await _doelen(huis, wie)) for wie in ALLEN}
    assert gezien[SWV] == gezien[BEHEERDER] >= {"D1", "D2"}
    assert "D2" in gezien[SCHOOL]
    assert "D2" not in gezien[BESTUUR]
    assert "D1" in gezien[BESTUUR]
    assert not {"D1", "D2"} & (gezien[ANDER] | gezien["platform:"])
    for wie in ALLEN[1:]:
        pad = f"/v1/doelen/{doelen['D1']['id']}"
        ziet = "D1" in gezien[wie]
        assert (await huis.get(pad, wie)).status_code == (200 if ziet else 404)
        for methode, inhoud in (("PUT", _wijziging(doelen["D1"], titel="x")), ("DELETE", None)):
            assert (await huis.stuur(methode, pad, wie, inhoud)).status_code == (403 if ziet else 404), wie
        assert (await huis.stuur("POST", "/v1/doelen", wie, {**DOEL, "code": "X"})).status_code == 403


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"titel": ""}, "titel"),
        ({"titel": "x" * 1001}, "titel"),
        ({"titel": "omge\u202ekeerd"}, "titel"),
        ({"indicator": "bestaat-niet"}, "indicator"),
        ({"streefwaarde": "veel"}, "streefwaarde"),
        ({"streefwaarde": "1e9"}, "streefwaarde"),
        ({"richting": None}, "richting"),
        ({"uiterlijk": "31-07-2027"}, "uiterlijk"),
        ({"uiterlijk": "1027-07-31"}, "uiterlijk"),
        ({"eenheid": "99AD00", "niveau": "school"}, "eenheid"),
        ({"eenheid": "PO9902"}, "eenheid"),
        ({"notitie": "x" * 2001}, "notitie"),
    ],
)
async def test_what_is_wrong_with_a_goal_is_told(huis: Huis, anders: dict[str, Any], veld: str) -> None:
    fout = await huis.stuur("POST", "/v1/doelen", SWV, {**DOEL, "code": "X", **anders})
    assert fout.status_code == 400, fout.text
    assert [een["veld"] for een in fout.json()["fouten"]] == [f"bericht.{veld}"]


async def test_a_judgement_stands_above_the_one_before_with_evidence_of_now(huis: Huis) -> None:
    pad, doel = "/v1/kwaliteitsoordelen/PO9901/RPO3", (await _doelen(huis, SWV))["D2"]["id"]
    leeg = (await huis.get(pad, SWV)).json()
    assert (leeg["versie"], leeg["oordeel"], leeg["magSchrijven"]) == (0, None, True)
    assert "indicator:tlv-doorlooptijd" in [een["id"] for een in leeg["bewijs"]]
    oud = (await huis.get(pad, SWV)).headers["etag"]
    eerste = {"oordeel": "voldoende", "peildatum": "2026-11-01", "toelichting": BOOS,
              "bewijs": [f"doel:{doel}", "indicator:tlv-toegekend"]}  # fmt: skip

    for oordeel in (eerste, eerste, {**eerste, "oordeel": "goed"}):
        antwoord = await huis.stuur("PUT", pad, SWV, oordeel)
        assert antwoord.status_code == 200, antwoord.text

    blad = (await huis.get(pad, BEHEERDER)).json()
    await _klopt(huis, "/kwaliteitsoordelen/{swv}/{standaard}", blad)
    assert [(een["versie"], een["oordeel"]) for een in blad["geschiedenis"]] == [(2, "goed"), (1, "voldoende")]
    assert (blad["toelichting"], blad["magSchrijven"]) == (BOOS, False)
    bewijs = {een["id"]: een for een in blad["bewijs"]}
    waarden = await huis.waarden("tlv-toegekend", "niveau=swv&eenheid=PO9901&schooljaar=2025-2026", SWV)
    nu = waarden["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    assert bewijs["indicator:tlv-toegekend"]["nu"] == {
        "schooljaar": "2025-2026",
        "waarde": nu,
        "laag": None,
        "hoog": None,
        "status": None,
    }
    assert bewijs[f"doel:{doel}"]["opKoers"] is not None
    assert (await huis.stuur("PUT", pad, SWV, eerste, oud)).status_code == 412
    alle = (await huis.get("/v1/kwaliteitsoordelen/PO9901", SWV)).json()
    await _klopt(huis, "/kwaliteitsoordelen/{swv}", alle)
    assert [een["standaard"] for een in alle["standaarden"]] == ["RPO1", "RPO2", "RPO3", "BKA1", "BKA2", "BKA3"]


async def test_judgements_are_of_the_swv_alone_and_two_at_once_lose_nothing(huis: Huis) -> None:
    pad = "/v1/kwaliteitsoordelen/PO9901/BKA1"
    nieuw = {"oordeel": "goed", "peildatum": "2026-11-22"}
    for wie in ALLEN[1:]:
        verwacht = (200, 403) if wie == BEHEERDER else (404, 404)
        gelezen, geschreven = await huis.get(pad, wie), await huis.stuur("PUT", pad, wie, nieuw)
        assert (gelezen.status_code, geschreven.status_code) == verwacht, wie
    for anders in ({"oordeel": "prima"}, {"peildatum": "2026-11-23"}, {"bewijs": ["doel:x"]}, {"bewijs": ["x"]}):
        assert (await huis.stuur("PUT", pad, SWV, nieuw | anders)).status_code == 400
    assert (await huis.get("/v1/kwaliteitsoordelen/PO9901/BKA9", SWV)).status_code == 404

    etag = (await huis.get(pad, SWV)).headers["etag"]
    teksten = [f"tekst {n}" for n in range(3)]
    antwoorden = await asyncio.gather(
        *(huis.stuur("PUT", pad, SWV, nieuw | {"toelichting": een}, etag) for een in teksten)
    )
    assert sorted(een.status_code for een in antwoorden) == [200, 412, 412]


async def test_the_database_itself_keeps_what_was_written_and_shows_it_to_nobody_else(huis: Huis) -> None:
    pad = "/v1/kwaliteitsoordelen/PO9901/BKA2"
    await huis.stuur("PUT", pad, SWV, {"oordeel": "goed", "peildatum": "2026-11-22"})
    verbinding = await asyncpg.connect(huis.admin_url)
    for rol in ("pos_gateway", "pos_eigenaar"):
        for opdracht in ("UPDATE kwaliteit.oordeel SET oordeel = 'onvoldoende'", "DELETE FROM kwaliteit.oordeel"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await _als(verbinding, rol, opdracht)
    tabellen = ("kwaliteit.oordeel", "kwaliteit.doel", "kwaliteit.moment", "kwaliteit.geldend_doel")
    for context, ziet in (("{9902}", False), ("", False), ("{9901}", True)):
        async with verbinding.transaction():
            await verbinding.execute("SET LOCAL ROLE pos_gateway")
            await verbinding.execute("SELECT set_config('pos.swv', $1, true)", context)
            aantallen = [await verbinding.fetchval(f"SELECT count(*) FROM {naam}") for naam in tabellen]
        assert any(aantallen) is ziet, context
    await verbinding.close()


async def _als(verbinding: asyncpg.Connection, rol: str, opdracht: str) -> None:
    async with verbinding.transaction():
        await verbinding.execute(f"SET LOCAL ROLE {rol}")
        await verbinding.execute(opdracht)


async def test_the_dashboard_shows_goals_and_judgements(huis: Huis) -> None:
    d = (await huis.get("/v1/dashboards/kwaliteit", SWV)).json()
    figuren = {een["code"]: een for een in d["figuren"]}
    assert list(figuren) == ["doelen", "standaarden", "op-tijd", "aanbod"]
    doel = next(rij for rij in figuren["doelen"]["tabel"]["rijen"] if rij["cellen"][0].startswith("Alleen over"))
    assert doel["naar"]["href"].startswith("/doelen/")
    assert doel["cellen"][1] == "hoogstens 3"
    assert len(figuren["standaarden"]["tabel"]["rijen"]) == 6
    kent = {"If-None-Match": (await huis.get("/v1/dashboards/kwaliteit", SWV)).headers["etag"]}
    assert (await huis.get("/v1/dashboards/kwaliteit", SWV, headers=kent)).status_code == 304
    await huis.stuur("PUT", "/v1/kwaliteitsoordelen/PO9901/BKA3", SWV,
                 {"oordeel": "goed", "peildatum": date(2026, 11, 20).isoformat()})  # fmt: skip
    assert (await huis.get("/v1/dashboards/kwaliteit", SWV, headers=kent)).status_code == 200
    school = (await huis.get("/v1/dashboards/kwaliteit", SCHOOL)).json()
    assert [een["code"] for een in school["figuren"]] == ["doelen", "op-tijd"]
