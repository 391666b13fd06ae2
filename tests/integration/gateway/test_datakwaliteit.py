"""Data quality: schools that are not placed, boards that differ, sources that are silent; own SWV only."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import jsonschema
import pytest

from tests.bouwers import MOMENT, dossier
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

LEDEN = (
    Lid("PO9901", "99AB00", "99001", tot=2025),
    Lid("PO9901", "99AB00", "99002", van=2026),
    Lid("PO9902", "99AC00", "99003", schoolsoort="so"),
    Lid("PO9902", "99AE00", "99003"),
    Lid("VO9901", "99AG00", "99004", schoolsoort="vo"),
)


def _in(jaar: int, school: str, bestuur: str | None = None) -> dict[str, Any]:
    return dossier(vestiging=school, bestuur=bestuur, ingediend=MOMENT | {"schooljaar": jaar})


ZAKEN = [
    ("PO9901", _in(2025, "99AB00", "99001")),
    ("PO9901", _in(2026, "99AB00", "99001")),
    ("PO9901", _in(2026, "99AB00", "99001")),
    ("PO9901", _in(2026, "99AB00", "99002")),
    ("PO9901", _in(2026, "99AC00", "99003")),
    ("PO9901", _in(2026, "77ZZ00", "99009")),
    ("PO9901", _in(2025, "77ZZ00")),
    ("VO9901", _in(2026, "99AE00", "99004")),
    ("VO9901", _in(2026, "99AC00")),
    ("VO9901", _in(2026, "99AG00", "99004")),
]


async def _vul(url: str) -> None:
    await Wereld(LEDEN, ZAKEN, {"99001": "Bestuur Een", "99002": "Bestuur Twee"}).vul(url)
    verbinding = await asyncpg.connect(url)
    await verbinding.execute(
        "INSERT INTO bronnen.bron (naam, source) VALUES ('oud', 'urn:oud'), ('nieuw', 'urn:nieuw')"
    )
    await verbinding.execute("INSERT INTO bronnen.bron_swv SELECT id, 'PO9901' FROM bronnen.bron")
    await verbinding.execute(
        "INSERT INTO stand.bron_teller VALUES ((SELECT id FROM bronnen.bron WHERE naam = 'oud'), 9901, 7, 0,"
        " '2026-11-18T08:30:00Z')"
    )
    await verbinding.close()


@pytest.fixture(scope="module")
def gevuld(module_database: Database) -> Database:
    """Every kind of oddity once."""
    asyncio.run(_vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(gevuld: Database) -> AsyncIterator[Huis]:
    """The gateway over it."""
    async with open_huis(gevuld.url("pos_gateway"), gevuld.url()) as geopend:
        yield geopend


async def _lees(huis: Huis, vraag: str, rechten: str) -> Any:
    antwoord = await huis.get(f"/v1/datakwaliteit{vraag}", rechten)
    assert antwoord.status_code == 200, antwoord.text
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"]["/datakwaliteit"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(antwoord.json(), {**schema, "components": document["components"]})
    return antwoord.json()


async def test_schools_that_are_not_placed_are_listed_with_their_label(huis: Huis) -> None:
    po = await _lees(huis, "?swv=PO9901", "swv:PO9901")
    assert [(een["schooljaar"], een["vestiging"], een["bestuur"], een["label"], een["aantal"])
            for een in po["vestigingen"]] == [
        ("2026-2027", "77ZZ00", None, "onbekend", 1),
        ("2026-2027", "99AC00", "99003", "buiten het SWV", 1),
        ("2025-2026", "77ZZ00", None, "onbekend", 1),
    ]  # fmt: skip
    vo = await _lees(huis, "", "beheerder:VO9901")
    labels = {een["vestiging"]: een["label"] for een in vo["vestigingen"]}
    assert labels == {"99AE00": "primair onderwijs", "99AC00": "buiten het SWV"}
    assert vo["totalen"]["primairOnderwijs"] == 1


async def test_a_bestuur_that_differs_from_the_reference_data_of_that_year(huis: Huis) -> None:
    gevonden = await _lees(huis, "?swv=PO9901", "beheerder:PO9901")
    assert gevonden["afwijkendeBesturen"] == [
        {
            "schooljaar": "2026-2027",
            "vestiging": "99AB00",
            "naam": "Naam van 99AB00",
            "opgegeven": "99001",
            "opgegevenNaam": "Bestuur Een",
            "geldend": "99002",
            "geldendNaam": "Bestuur Twee",
            "aantal": 2,
        }
    ]
    assert gevonden["totalen"] == {
        "onbekend": 2, "buitenHetSwv": 1, "primairOnderwijs": 0, "afwijkendBestuur": 2, "bronnenTeLaat": 2
    }  # fmt: skip
    alleen_2025 = await _lees(huis, "?swv=PO9901&schooljaar=2025-2026", "swv:PO9901")
    assert alleen_2025["afwijkendeBesturen"] == []
    assert len(alleen_2025["vestigingen"]) == 1


async def test_sources_that_are_silent(huis: Huis) -> None:
    leveringen = (await _lees(huis, "?swv=PO9901", "swv:PO9901"))["leveringen"]
    assert [(een["bron"], een["urenGeleden"], een["teLaat"]) for een in leveringen] == [
        ("nieuw", None, True),
        ("oud", 96, True),
    ]


async def test_only_of_the_own_swv(huis: Huis) -> None:
    for rechten in ("swv:PO9902", "bestuur:99001", "school:99AB00", "platform:"):
        assert (await huis.get("/v1/datakwaliteit?swv=PO9901", rechten)).status_code == 404, rechten
    assert (await huis.get("/v1/datakwaliteit", "bestuur:99001")).status_code == 404
    assert (await huis.get("/v1/datakwaliteit?swv=onzin", "swv:PO9901")).status_code == 404
    token = await huis.token("swv:PO9901", "beheerder:VO9901")
    dubbel = await huis.client.get("/v1/datakwaliteit", headers={"Authorization": f"Bearer {token}"})
    assert (dubbel.status_code, dubbel.json()["fouten"][0]["veld"]) == (400, "query.swv")
    assert (await huis.get("/v1/datakwaliteit?schooljaar=2025", "swv:PO9901")).status_code == 400


async def test_units_carry_the_same_labels(huis: Huis) -> None:
    async def labels(swv: str) -> dict[str, str | None]:
        antwoord = await huis.get(f"/v1/eenheden?binnen={swv}&schooljaar=2026-2027&niveau=school", f"swv:{swv}")
        return {een["eenheid"]: een["label"] for een in antwoord.json()["eenheden"]}

    assert await labels("PO9901") == {"77ZZ00": "onbekend", "99AB00": None, "99AC00": "buiten het SWV"}
    assert await labels("VO9901") == {"99AC00": "buiten het SWV", "99AE00": "primair onderwijs", "99AG00": None}
