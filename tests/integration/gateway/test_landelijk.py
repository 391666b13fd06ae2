"""`GET /v1/landelijk`: open to whoever is logged in, and what is asked only."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.gateway.routes.modellen import Landelijk
from tests.integration.gateway.huis import Huis, open_huis
from tests.stack import Database

_LEVERING = """
    INSERT INTO organisatie.levering (id, nummer, soort, peildatum, sha256, rijen, wie, ontvangen_op, toegepast_op)
    VALUES (gen_random_uuid(), 1, 'landelijk', '2023-10-01', sha256(''), 3, 'test', now(), now()) RETURNING id
"""
_CIJFERS = """
    INSERT INTO landelijk.cijfer (indicator, schooljaar, schoolsoort, waarde, teller, status, bron, levering)
    VALUES ('deelname-sbo', 2022, 'sbo', 2.4, 34613, 'definitief', 'OCW', $1),
           ('deelname-sbo', 2023, 'sbo', 2.4, 33919, 'voorlopig', 'OCW', $1),
           ('deelname-so', 2023, 'so', 2.0, NULL, NULL, 'OCW', $1)
"""
ROLLEN = ("swv:PO9901", "bestuur:99002", "school:99AI00", "platform:")


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """The gateway over three national figures and nothing else."""
    verbinding = await asyncpg.connect(database.url())
    try:
        await verbinding.execute(_CIJFERS, await verbinding.fetchval(_LEVERING))
    finally:
        await verbinding.close()
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        yield geopend


@pytest.mark.parametrize("recht", ROLLEN)
async def test_every_role_reads_all_of_it(huis: Huis, recht: str) -> None:
    antwoord = await huis.get("/v1/landelijk", recht)

    assert antwoord.status_code == 200
    cijfers = Landelijk.model_validate(antwoord.json()).cijfers
    assert [(een.indicator, een.schooljaar, een.waarde, een.teller, een.status) for een in cijfers] == [
        ("deelname-sbo", "2022-2023", 2.4, 34613, None),
        ("deelname-sbo", "2023-2024", 2.4, 33919, "p"),
        ("deelname-so", "2023-2024", 2.0, None, None),
    ]
    assert {een.stand_per for een in cijfers} == {"2023-10-01"}


@pytest.mark.parametrize(
    ("vraag", "aantal"),
    [
        ("indicator=deelname-sbo", 2),
        ("schooljaar=2023-2024", 2),
        ("schooljaar=2019-2020..2022-2023&indicator=deelname-sbo", 1),
        ("indicator=deelname-vso", 0),
        ("indicator=&schooljaar=", 3),
    ],
)
async def test_what_is_asked(huis: Huis, vraag: str, aantal: int) -> None:
    assert len((await huis.get(f"/v1/landelijk?{vraag}", "swv:PO9901")).json()["cijfers"]) == aantal


@pytest.mark.parametrize(
    ("vraag", "velden"),
    [
        ("indicator=tlv-aanvragen&schooljaar=2023", ["query.indicator", "query.schooljaar"]),
        ("schooljaar=2024-2025..2023-2024", ["query.schooljaar"]),
        ("niveau=swv", ["query.niveau"]),
        ("indicator=deelname-so&indicator=deelname-sbo", ["query.indicator"]),
        ("formaat=xml", ["query.formaat"]),
    ],
)
async def test_what_is_wrong_with_a_question(huis: Huis, vraag: str, velden: list[str]) -> None:
    antwoord = await huis.get(f"/v1/landelijk?{vraag}", "swv:PO9901")

    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == velden


async def test_not_without_a_token(huis: Huis) -> None:
    assert (await huis.get("/v1/landelijk")).status_code == 401
