"""Meetings: who reads, both parties agree, nothing is lost, and what is open comes back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import jsonschema
import pytest

from tests.integration.gateway.huis import Huis, open_huis_en_wis
from tests.integration.gateway.wereld import Lid, Wereld, besluiten
from tests.stack import Database

SWV, ANDER, SCHOOL, BESTUUR = "swv:PO9901", "swv:PO9902", "school:99AB00", "bestuur:99001"
ALLEN = (SWV, "beheerder:PO9901", SCHOOL, BESTUUR, ANDER, "bestuur:99002", "school:99AC00", "platform:")
# The school moved to another board in 2026, and is in two SWV's.
LEDEN = (
    Lid("PO9901", "99AB00", "99002", van=2000, tot=2025), Lid("PO9901", "99AB00", "99001", van=2026),
    Lid("PO9902", "99AB00", "99001", van=2026), Lid("PO9901", "99AC00", "99001"), Lid("PO9902", "99AD00", "99002"),
)  # fmt: skip
GESPREK = {"swv": "PO9901", "niveau": "school", "eenheid": "99AB00", "dag": "2026-11-10", "status": "gehouden",
           "onderwerp": "Verwijzingen <b>& meer</b>", "verslag": "=cmd|' /C calc'!A0"}  # fmt: skip

INVOER = {naam: waarde for naam, waarde in GESPREK.items() if naam not in ("swv", "niveau", "eenheid")}


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    return Wereld(LEDEN, besluiten(LEDEN)).vul_in(module_database)


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis_en_wis(wereld, "gesprek.gesprek") as geopend:
        yield geopend


async def _gesprek(huis: Huis, wie: str = SWV, **anders: Any) -> str:
    gemaakt = await huis.stuur("POST", "/v1/gesprekken", wie, GESPREK | anders)
    assert gemaakt.status_code == 201, gemaakt.text
    return str(gemaakt.headers["location"])


async def _spreek_af(huis: Huis, pad: str, wie: str = SWV, **anders: Any) -> Any:
    return await huis.stuur("POST", f"{pad}/afspraken", wie, {"tekst": "Plan maken", "wie": "IB'er"} | anders)


async def _klopt(huis: Huis, pad: str, inhoud: Any) -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"][pad]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


async def test_what_is_open_comes_back_at_the_next_meeting_of_the_same_parties(huis: Huis) -> None:
    eerste = await _gesprek(huis, dag="2026-03-10")
    klaar = (await _spreek_af(huis, eerste, SCHOOL, tekst="Al gedaan", uiterlijk="2026-04-01")).json()
    await _spreek_af(huis, eerste, uiterlijk="2026-05-01")
    await _spreek_af(huis, await _gesprek(huis, ANDER, swv="PO9902"), ANDER, tekst="Van een ander SWV")
    gedaan = await huis.stuur("PUT", klaar["_links"]["self"]["href"], SCHOOL, {"status": "gedaan"})
    assert (gedaan.json()["klaarOp"], gedaan.json()["tekst"]) == ("2026-11-22", "Al gedaan")

    tweede = await _gesprek(huis)

    blad = (await huis.get(tweede, SWV)).json()
    await _klopt(huis, "/gesprekken/{id}", blad)
    assert [een["tekst"] for een in blad["openEerder"]] == ["Plan maken"]
    assert (await huis.get(eerste, SWV)).json()["openEerder"] == []
    lijst = (await huis.get("/v1/afspraken?status=open&niveau=school&eenheid=99AB00&swv=PO9901", SCHOOL)).json()
    await _klopt(huis, "/afspraken", lijst)
    assert [een["tekst"] for een in lijst["afspraken"]] == ["Plan maken"]
    alle = (await huis.get("/v1/gesprekken", SCHOOL)).json()
    await _klopt(huis, "/gesprekken", alle)
    assert [een["swv"] for een in alle["gesprekken"]] != ["PO9901"] * 3
    assert len(alle["gesprekken"]) == 3


async def test_who_reads_and_who_writes(huis: Huis) -> None:
    pad = await _gesprek(huis)
    afspraak = (await _spreek_af(huis, pad)).json()["_links"]["self"]["href"]
    rechten: dict[str, tuple[int, ...]] = {}
    for wie in ALLEN:
        gelezen = await huis.get(pad, wie)
        nieuw = await _spreek_af(huis, pad, wie)
        anders = await huis.stuur("PUT", afspraak, wie, {"wie": wie})
        gesprek = await huis.stuur("PUT", pad, wie, INVOER)
        rechten[wie] = (gelezen.status_code, nieuw.status_code, anders.status_code, gesprek.status_code)
    niets = (404, 404, 404, 404)
    assert rechten == {
        SWV: (200, 201, 200, 200), "beheerder:PO9901": (200, 403, 403, 403), SCHOOL: (200, 201, 200, 403),
        BESTUUR: (200, 403, 403, 403), ANDER: niets, "bestuur:99002": niets, "school:99AC00": niets,
        "platform:": niets,
    }  # fmt: skip
    assert (await huis.get(pad)).status_code == 401
    # The board of that schooljaar reads a meeting of then; the one of now does not.
    toen = await _gesprek(huis, dag="2025-11-10")
    assert [(await huis.get(toen, wie)).status_code for wie in ("bestuur:99002", BESTUUR)] == [200, 404]
    for wie in ALLEN[1:]:
        assert (await huis.stuur("POST", "/v1/gesprekken", wie, GESPREK)).status_code in (400, 403), wie
        assert (await huis.stuur("DELETE", pad, wie)).status_code in (403, 404), wie
    met_bestuur = await _gesprek(huis, niveau="bestuur", eenheid="99001")
    assert (await _spreek_af(huis, met_bestuur, BESTUUR)).status_code == 201
    assert (await huis.get(met_bestuur, SCHOOL)).status_code == 404


async def test_nobody_overwrites_what_was_not_seen(huis: Huis) -> None:
    pad = await _gesprek(huis)
    etag = (await huis.get(pad, SWV)).headers["etag"]
    antwoorden = await asyncio.gather(
        *(huis.stuur("PUT", pad, SWV, INVOER | {"verslag": f"tekst {n}"}, etag) for n in range(3))
    )
    assert sorted(een.status_code for een in antwoorden) == [200, 412, 412]
    gemaakt = await _spreek_af(huis, pad)
    href, oud = gemaakt.json()["_links"]["self"]["href"], gemaakt.headers["etag"]
    paren = await asyncio.gather(
        huis.stuur("PUT", href, SWV, {"tekst": "van het SWV"}, oud),
        huis.stuur("PUT", href, SCHOOL, {"tekst": "van de school"}, oud),
    )
    assert sorted(een.status_code for een in paren) == [200, 412]
    verbinding = await asyncpg.connect(huis.admin_url)
    assert await verbinding.fetchval("SELECT count(*) FROM gesprek.afspraak") == 2
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await verbinding.execute("UPDATE gesprek.afspraak SET tekst = 'anders'")
    assert (await huis.stuur("DELETE", pad, SWV)).status_code == 204
    assert await verbinding.fetchval("SELECT count(*) FROM gesprek.afspraak") == 0
    await verbinding.close()


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"dag": ""}, "dag"),
        ({"dag": "2027-01-01"}, "status"),
        ({"onderwerp": " "}, "onderwerp"),
        ({"verslag": "x" * 4001}, "verslag"),
        ({"rapport": "geen id"}, "rapport"),
        ({"rapportSchooljaar": "2025"}, "rapportSchooljaar"),
        ({"eenheid": "99AD00"}, "eenheid"),
        ({"eenheid": "99ZZ"}, "eenheid"),
        ({"swv": "XX"}, "eenheid"),
    ],
)
async def test_what_is_wrong_is_told(huis: Huis, anders: dict[str, Any], veld: str) -> None:
    fout = await huis.stuur("POST", "/v1/gesprekken", SWV, GESPREK | anders)
    assert fout.status_code == 400, fout.text
    assert [een["veld"] for een in fout.json()["fouten"]] == [f"bericht.{veld}"]


async def test_row_level_security_shows_no_more(huis: Huis) -> None:
    pad = await _gesprek(huis)
    await _spreek_af(huis, pad)
    verbinding = await asyncpg.connect(huis.admin_url)
    gezien = {}
    for naam, waarde in (("swv", "9901"), ("swv", "9902"), ("bestuur", "99001"), ("bestuur", "99002"), ("", "")):
        async with verbinding.transaction():
            await verbinding.execute("SET LOCAL ROLE pos_gateway")
            if naam:
                await verbinding.execute("SELECT set_config($1, $2, true)", f"pos.{naam}", "{" + waarde + "}")
            tabellen = ("gesprek.gesprek", "gesprek.afspraak")
            gezien[naam + waarde] = [await verbinding.fetchval(f"SELECT count(*) FROM {een}") for een in tabellen]
    await verbinding.close()
    niets = [0, 0]
    assert gezien == {"swv9901": [1, 1], "swv9902": niets, "bestuur99001": [1, 1], "bestuur99002": niets, "": niets}
