"""Other worlds: a school that changed board, a question dropped for a year, a form of its own, an SWV without one."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from shared.contracts.eenheden import swv_getal
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.profielen.school import SCHOOL, STAF, TEKST, VERPLICHT, items_van, put
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

TOEN, NU, STRAKS = (datetime(jaar, 11, 22, 9, tzinfo=UTC) for jaar in (2025, 2026, 2027))
OUD, NIEUW = "bestuur:99002", "bestuur:99001"
LEDEN = (
    Lid("PO9901", "99AB00", "99002", van=2018, tot=2025), Lid("PO9901", "99AB00", "99001", van=2026),
    Lid("PO9901", "99AC00", "99002"),
)  # fmt: skip
LEEG = "swv:PO9904"


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    async def vul() -> None:
        await Wereld(LEDEN).vul(module_database.url())
        verbinding = await asyncpg.connect(module_database.url())
        await verbinding.execute("INSERT INTO organisatie.swv VALUES ($1, 'Zonder scholen')", swv_getal("PO9904"))
        await verbinding.execute("UPDATE organisatie.versie SET versie = versie + 1")
        await verbinding.close()

    asyncio.run(vul())
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        geopend.clock.moment = NU
        for wie in (SCHOOL, STAF, OUD, NIEUW, LEEG):
            await _token(geopend, wie)
        yield geopend
        verbinding = await asyncpg.connect(wereld.url())
        await verbinding.execute("SET session_replication_role = replica")
        tabellen = ("formulier", "antwoord", "concept", "intrekking", "versie")
        await verbinding.execute("TRUNCATE " + ", ".join(f"profielen.{een}" for een in tabellen))
        await verbinding.close()


async def _token(huis: Huis, wie: str) -> None:
    """One that works in every year of these tests."""
    await huis.token(wie)
    verbinding = await asyncpg.connect(huis.admin_url)
    await verbinding.execute("UPDATE toegang.token SET gemaakt_op = '2025-01-01', geldig_tot = '2030-01-01'")
    await verbinding.close()


def _concept(jaar: int) -> str:
    return f"/v1/profielen/99AB00/concepten/PO9901/{jaar}-{jaar + 1}"


async def _begin(huis: Huis, jaar: int, moment: datetime) -> Any:
    huis.clock.moment = moment
    antwoord = await put(huis, _concept(jaar), SCHOOL)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


async def _publiceer(huis: Huis, jaar: int, moment: datetime, bestuur: str, **anders: dict[str, str]) -> None:
    begonnen = items_van(await _begin(huis, jaar, moment))
    antwoorden = {code: {"tekst": TEKST} for code in VERPLICHT} | {"contact-email": {"tekst": "info@proef.example"}}
    for code, inhoud in {**antwoorden, **{naam.replace("_", "-"): een for naam, een in anders.items()}}.items():
        if code in begonnen:
            staat_er = begonnen[code]["antwoord"]
            zag = str(staat_er["versie"] if staat_er else 0)
            gegeven = await put(huis, f"{_concept(jaar)}/antwoorden/{code}", SCHOOL, inhoud, zag)
            assert gegeven.status_code == 200, gegeven.text
    for staat, wie in (("ter_vaststelling", SCHOOL), ("gepubliceerd", bestuur)):
        etag = (await huis.get(_concept(jaar), wie)).headers["etag"]
        gezet = await put(huis, f"{_concept(jaar)}/staat", wie, {"staat": staat}, etag)
        assert gezet.status_code == 200, gezet.text


async def test_each_board_decides_about_its_own_years(huis: Huis) -> None:
    await _publiceer(huis, 2025, TOEN, OUD, visie={"tekst": "Van toen."})
    nieuw = items_van(await _begin(huis, 2026, NU))
    assert nieuw["visie"]["antwoord"]["tekst"] == "Van toen.", "the answers stay with the school"
    for pad, leest, leest_niet in ((_concept(2025), OUD, NIEUW), (_concept(2026), NIEUW, OUD)):
        assert [(await huis.get(pad, wie)).status_code for wie in (leest, leest_niet)] == [200, 404]
    assert (await huis.get("/v1/profielen/99AB00")).json()["school"]["bestuur"]["code"] == "99002", "as it was then"

    await _publiceer(huis, 2026, NU, NIEUW)

    assert (await huis.get("/v1/profielen/99AB00")).json()["school"]["bestuur"]["code"] == "99001"
    weg = "/v1/profielen/99AB00/versies/2025-2026/1/intrekkingen/PO9901"
    assert [(await put(huis, weg, wie, {"reden": "een naam"})).status_code for wie in (NIEUW, OUD)] == [404, 204]
    for wie, verwacht in ((NIEUW, (1, 1)), (OUD, (0, 1))):
        vraag = f"niveau=bestuur&eenheid={wie.partition(':')[2]}&schooljaar=2026-2027"
        totaal = (await huis.waarden("sop-actueel", vraag, wie))["reeksen"][0]["perioden"][0]["totaal"]
        assert (totaal["teller"], totaal["noemer"]) == verwacht, wie


async def test_an_answer_comes_back_with_its_question_after_a_year_without(huis: Huis) -> None:
    await _publiceer(huis, 2025, TOEN, OUD, extra_samen={"tekst": "Met de buurt."}, visie={"tekst": "Van toen."})
    pad = "/v1/profielen/formulieren/PO9901"
    heel = (await huis.get(pad, STAF)).json()["formulier"]
    zonder = heel | {"onderdelen": [een for een in heel["onderdelen"] if een["code"] != "extra"]}
    assert (await put(huis, pad, STAF, zonder)).status_code == 200
    await _publiceer(huis, 2026, NU, NIEUW, visie={"tekst": "Van nu."})
    assert "extra-samen" not in items_van((await huis.get("/v1/profielen/99AB00")).json())

    assert (await put(huis, pad, STAF, heel)).status_code == 200
    items = items_van(await _begin(huis, 2027, STRAKS))

    assert items["extra-samen"]["antwoord"]["tekst"] == "Met de buurt."
    assert items["extra-samen"]["antwoord"]["overgenomen"]
    assert items["visie"]["antwoord"]["tekst"] == "Van nu.", "of each question the newest answer"


async def test_a_form_of_ones_own_asks_only_what_the_swv_asks(huis: Huis) -> None:
    """No chapter, question or kind of the standard form: everything still works."""
    vragen = [
        {"code": "een", "soort": "stand", "titel": "Hebben wij rust?", "verplicht": True},
        {"code": "twee", "soort": "tekst", "titel": "Vertel"},
    ]
    pad = "/v1/profielen/formulieren/PO9901"
    eigen = {"onderdelen": [{"code": "alles", "titel": "Alles", "items": vragen}], "uiterlijk": "03-15"}
    assert (await put(huis, pad, STAF, eigen)).status_code == 200
    await _publiceer(huis, 2026, NU, NIEUW, een={"keuze": "ja"}, twee={"tekst": "=1+1"})

    profiel = (await huis.get("/v1/profielen/99AB00")).json()
    assert list(items_van(profiel)) == ["een", "twee"]
    matrix = (await huis.get("/v1/profielen/dekking?swv=PO9901")).json()
    assert [(een["code"], een["totaal"]["inHuis"], een["totaal"]["scholen"]) for een in matrix["aanbod"]] == [
        ("een", 1, 2)
    ]
    jaar = (await huis.get("/v1/kwaliteitsjaar/PO9901", STAF)).json()
    (streefdag,) = (een["dag"] for een in jaar["punten"] if een["soort"] == "profielen")
    assert streefdag == "2027-03-15"
    assert not any(een["teLaat"] for een in (await huis.get("/v1/profielen/voortgang", STAF)).json()["scholen"])


async def test_an_swv_without_a_school_gets_empty_pages_not_errors(huis: Huis) -> None:
    assert (await huis.get("/v1/profielen/voortgang", LEEG)).json()["scholen"] == []
    assert (await huis.get("/v1/profielen/dekking?swv=PO9904")).status_code == 404
    assert (await huis.get("/v1/profielen?swv=PO9904")).json()["totaal"] == 0
    assert (await huis.get("/v1/profielen/formulieren/PO9904", LEEG)).status_code == 200
    jaar = (await huis.get("/v1/kwaliteitsjaar/PO9904", LEEG)).json()
    assert "profielen" not in {een["soort"] for een in jaar["punten"]}
    soorten = {een["soort"] for een in (await huis.get("/v1/signalen", LEEG)).json()["signalen"]}
    assert "profiel" not in soorten
    d = await huis.get("/v1/dashboards/kwaliteit?niveau=swv&eenheid=PO9904", LEEG)
    assert d.status_code == 200, d.text
    (aanbod,) = (een for een in d.json()["figuren"] if een["code"] == "aanbod")
    assert aanbod["grafiek"] is None
