"""Data quality: schools that are not placed, boards that differ, sources that are silent; own SWV only."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import asyncpg
import jsonschema
import pytest

from shared.contracts.eenheden import vestiging_getal
from tests.bouwers import MOMENT, dossier
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.opendata import levering
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
    duo = await levering(verbinding, "duo-vestigingen")
    await verbinding.executemany(
        "INSERT INTO opendata.vestiging VALUES ($1, 'Naam', 'Plaats', '0285 VOORST', $2, $3, $4)",
        [
            (vestiging_getal("99AB00"), 99001, "Stichting Een", duo),
            (vestiging_getal("99AC00"), 99003, None, duo),
            (vestiging_getal("99AE00"), None, None, duo),
        ],
    )
    inspectie = await levering(verbinding, "duo-oordelen")
    await verbinding.executemany(
        "INSERT INTO opendata.oordeel VALUES ($1, $2, 'PO', $3, $4)",
        [
            (vestiging_getal("99AC00"), date(2025, 9, 1), "Onvoldoende", inspectie),
            (vestiging_getal("99AC00"), date(2026, 9, 1), "Voldoende", inspectie),
            (vestiging_getal("99AE00"), date(2026, 9, 1), "Goed", inspectie),
        ],
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
            "plaats": "Plaats",
            "opgegeven": "99001",
            "opgegevenNaam": "Bestuur Een",
            "geldend": "99002",
            "geldendNaam": "Bestuur Twee",
            "aantal": 2,
        }
    ]
    assert gevonden["totalen"] == {
        "onbekend": 2, "buitenHetSwv": 1, "primairOnderwijs": 0, "afwijkendBestuur": 2, "anderBestuurBijDuo": 1,
        "bronnenTeLaat": 2,
    }  # fmt: skip
    alleen_2025 = await _lees(huis, "?swv=PO9901&schooljaar=2025-2026", "swv:PO9901")
    assert alleen_2025["afwijkendeBesturen"] == []
    assert len(alleen_2025["vestigingen"]) == 1


async def test_a_bestuur_that_differs_from_what_duo_publishes(huis: Huis) -> None:
    gevonden = await _lees(huis, "?swv=PO9901", "beheerder:PO9901")
    assert gevonden["andereBesturenBijDuo"] == [
        {
            "vestiging": "99AB00", "naam": "Naam van 99AB00", "plaats": "Plaats", "geldend": "99002",
            "geldendNaam": "Bestuur Twee", "bijDuo": "99001", "bijDuoNaam": "Stichting Een",
        }
    ]  # fmt: skip
    assert (await _lees(huis, "?swv=PO9902", "swv:PO9902"))["andereBesturenBijDuo"] == []


async def test_judgements_of_the_inspectie_for_who_may_see_the_unit(huis: Huis) -> None:
    vraag = "/v1/oordelen?niveau=swv&eenheid=PO9902"
    antwoord = await huis.get(vraag, "swv:PO9902")
    assert [(een["vestiging"], een["sector"], een["oordeel"], een["peildatum"])
            for een in antwoord.json()["oordelen"]] == [
        ("99AC00", "PO", "Voldoende", "2026-09-01"), ("99AE00", "PO", "Goed", "2026-09-01"),
    ]  # fmt: skip
    gelijk = await huis.get(vraag, "swv:PO9902", headers={"If-None-Match": antwoord.headers["ETag"]})
    assert gelijk.status_code == 304
    school = await huis.get("/v1/oordelen?niveau=school&eenheid=99AE00", "school:99AE00")
    assert [een["oordeel"] for een in school.json()["oordelen"]] == ["Goed"]
    assert (await huis.get(vraag, "school:99AB00")).status_code == 404
    fout = await huis.get("/v1/oordelen?niveau=landelijk", "swv:PO9902")
    assert [een["veld"] for een in fout.json()["fouten"]] == ["query.niveau", "query.eenheid"]


async def test_overzicht_shows_the_judgements_where_the_file_is_loaded(huis: Huis) -> None:
    async def figuur(swv: str) -> Any:
        antwoord = await huis.get(f"/v1/dashboards/overzicht?niveau=swv&eenheid={swv}", f"swv:{swv}")
        return next((een for een in antwoord.json()["figuren"] if een["code"] == "oordelen"), None)

    gevonden = await figuur("PO9902")
    assert gevonden["zin"] == "2 oordelen: 1 keer ‘Voldoende’, 1 keer ‘Goed’."
    assert await figuur("VO9901") is None


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
