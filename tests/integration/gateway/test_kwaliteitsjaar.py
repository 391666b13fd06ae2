"""The year of an SWV by the API: its own moments, who writes them, and what is due."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import jsonschema
import pytest

from tests.integration.gateway.huis import Huis, open_huis_en_wis
from tests.integration.gateway.wereld import Lid, Wereld, besluiten
from tests.stack import Database

SWV, BEHEERDER, ANDER = "swv:PO9901", "beheerder:PO9901", "swv:PO9902"
VREEMD = (ANDER, "bestuur:99001", "school:99AB00", "platform:")
LEDEN = (Lid("PO9901", "99AB00", "99001"), Lid("PO9902", "99AD00", "99002"))
JAAR = "/v1/kwaliteitsjaar/PO9901"
MOMENTEN = f"{JAAR}/momenten"
BOOS = "=1+1 <script>alert(1)</script>"
MOMENT = {"fase": "act", "titel": f"Jaarverslag {BOOS}", "uiterlijk": "2026-10-15", "eigenaar": "directeur"}


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    return Wereld(LEDEN, besluiten(LEDEN)).vul_in(module_database)


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis_en_wis(wereld, "kwaliteit.moment") as geopend:
        yield geopend


async def _maak(huis: Huis, **anders: Any) -> Any:
    gemaakt = await huis.stuur("POST", MOMENTEN, SWV, MOMENT | anders)
    assert gemaakt.status_code == 201, gemaakt.text
    return gemaakt


async def _jaar(huis: Huis, vraag: str = "", wie: str = SWV) -> Any:
    antwoord = await huis.get(f"{JAAR}{vraag}", wie)
    assert antwoord.status_code == 200, antwoord.text
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"]["/kwaliteitsjaar/{swv}"]["get"]["responses"]["200"]["content"]["application/json"]
    jsonschema.validate(antwoord.json(), {**schema["schema"], "components": document["components"]})
    return antwoord.json()


async def _te_doen(huis: Huis) -> list[tuple[str, bool]]:
    signalen = (await huis.get("/v1/signalen", SWV)).json()["signalen"]
    return [(een["tekst"], een["teLaat"]) for een in signalen if een["soort"] == "moment"]


async def test_what_is_due_follows_from_the_moments(huis: Huis) -> None:
    leeg = await _jaar(huis)
    assert (leeg["schooljaar"], leeg["momenten"], leeg["teLaat"]) == ("2026-2027", [], 1)
    assert sum(een["soort"] == "standaard" for een in leeg["punten"]) == 6
    (profielen,) = (een for een in leeg["punten"] if een["soort"] == "profielen")
    assert (profielen["dag"], profielen["klaar"]) == ("2026-10-01", False)
    assert profielen["titel"] == "Ondersteuningsprofielen gepubliceerd: 0 van 1"
    gemaakt = await _maak(huis)
    await _maak(huis, titel="Volgende week", uiterlijk="2026-12-01")
    await _maak(huis, titel="Nog lang niet", uiterlijk="2027-06-01")
    await _maak(huis, titel="Volgend jaar", uiterlijk="2027-09-01")

    jaar = await _jaar(huis)

    titels = [een["titel"] for een in jaar["momenten"]]
    assert titels == [MOMENT["titel"], "Volgende week", "Nog lang niet"]
    assert [een["titel"] for een in jaar["punten"] if een["teLaat"]] == [profielen["titel"], MOMENT["titel"]]
    assert jaar["teLaat"] == 2
    assert await _te_doen(huis) == [(MOMENT["titel"], True), ("Volgende week", False)]
    assert [een["titel"] for een in (await _jaar(huis, "?schooljaar=2027-2028"))["momenten"]] == ["Volgend jaar"]

    klaar = MOMENT | {"klaarOp": "2026-11-20"}
    gedaan = await huis.stuur("PUT", gemaakt.headers["location"], SWV, klaar, gemaakt.headers["etag"])

    assert (gedaan.status_code, gedaan.json()["versie"], gedaan.json()["teLaat"]) == (200, 2, False)
    assert (await _jaar(huis))["teLaat"] == 1
    assert [een for een, _ in await _te_doen(huis)] == ["Volgende week"]


async def test_a_moment_is_read_changed_and_taken_away_and_nothing_is_overwritten(huis: Huis) -> None:
    gemaakt = await _maak(huis)
    pad, etag = gemaakt.headers["location"], gemaakt.headers["etag"]
    assert (await huis.get(pad, BEHEERDER)).json() == gemaakt.json()
    assert (await huis.stuur("PUT", pad, SWV, MOMENT)).json()["versie"] == 1, "the same again changes nothing"

    keer = [huis.stuur("PUT", pad, SWV, MOMENT | {"titel": f"van {n}"}, etag) for n in range(3)]

    assert sorted(een.status_code for een in await asyncio.gather(*keer)) == [200, 412, 412]
    assert (await huis.stuur("DELETE", pad, SWV, zag=etag)).status_code == 412
    assert (await huis.stuur("DELETE", pad, SWV)).status_code == 204
    assert (await _jaar(huis))["momenten"] == []
    for methode in ("GET", "PUT", "DELETE"):
        assert (await huis.stuur(methode, pad, SWV, MOMENT)).status_code == 404, methode
    verbinding = await asyncpg.connect(huis.admin_url)
    assert await verbinding.fetchval("SELECT count(*) FROM kwaliteit.moment") == 3
    await verbinding.close()


async def test_only_staff_writes_and_nobody_else_knows_of_it(huis: Huis) -> None:
    pad = (await _maak(huis)).headers["location"]
    for wie in (BEHEERDER, *VREEMD):
        ziet = wie == BEHEERDER
        lezen = [(await huis.get(een, wie)).status_code for een in (JAAR, pad)]
        assert lezen == ([200, 200] if ziet else [404, 404]), wie
        schrijven = [("POST", MOMENTEN, MOMENT), ("PUT", pad, MOMENT), ("DELETE", pad, None)]
        gekregen = {(await huis.stuur(methode, een, wie, inhoud)).status_code for methode, een, inhoud in schrijven}
        assert gekregen == {403 if ziet else 404}, wie
    assert (await _jaar(huis, wie=BEHEERDER))["magSchrijven"] is False
    for een in (JAAR, pad):
        assert (await huis.get(een)).status_code == 401
    # Another SWV's staff does not reach it under its own code either.
    assert (await huis.get(pad.replace("PO9901", "PO9902"), ANDER)).status_code == 404


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"fase": "later"}, "fase"),
        ({"titel": " "}, "titel"),
        ({"titel": "x" * 201}, "titel"),
        ({"uiterlijk": "15-10-2026"}, "uiterlijk"),
        ({"uiterlijk": None}, "uiterlijk"),
        ({"eigenaar": "omge\u202ekeerd"}, "eigenaar"),
        ({"klaarOp": "2026-11-23"}, "klaarOp"),
        ({"onbekend": 1}, "onbekend"),
    ],
)
async def test_what_is_wrong_is_told(huis: Huis, anders: dict[str, Any], veld: str) -> None:
    fout = await huis.stuur("POST", MOMENTEN, SWV, MOMENT | anders)
    assert fout.status_code == 400, fout.text
    assert [een["veld"] for een in fout.json()["fouten"]] == [f"bericht.{veld}"]


@pytest.mark.parametrize("jaar", ["2026", "2026-2028", "1990-1991", "2050-2051"])
async def test_a_year_that_is_not_there(huis: Huis, jaar: str) -> None:
    assert (await huis.get(f"{JAAR}?schooljaar={jaar}", SWV)).status_code == 400
