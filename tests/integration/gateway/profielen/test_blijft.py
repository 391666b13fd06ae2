"""What is published never changes: not by a role of the database, not by another form."""

import hashlib
import json

import asyncpg
import pytest

from services.gateway.domain.profielen.document import canoniek
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import sql

ROLLEN = ("pos_gateway", "pos_beheer", "pos_eigenaar", None)


AANVALLEN = (
    "UPDATE profielen.versie SET inhoud = '{}'",
    "UPDATE profielen.versie SET gepubliceerd_op = now()",
    "UPDATE profielen.geldend SET naam = 'anders'",
    "DELETE FROM profielen.versie",
    "TRUNCATE profielen.versie CASCADE",
    "DELETE FROM profielen.intrekking",
    "UPDATE profielen.formulier SET definitie = '{}'",
)


async def test_what_is_published_can_not_change_in_the_database(huis: Huis) -> None:
    await _gepubliceerd_en_ingetrokken(huis)
    voor = await sql(huis, "SELECT * FROM profielen.versie")

    for rol in ROLLEN:
        for opdracht in AANVALLEN:
            # A view of DISTINCT ON takes no update at all.
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ObjectNotInPrerequisiteStateError)):
                await sql(huis, opdracht, rol)

    assert await sql(huis, "SELECT * FROM profielen.versie") == voor
    assert hashlib.sha256(canoniek(json.loads(voor[0]["inhoud"]))).digest() == voor[0]["sha256"]


async def _gepubliceerd_en_ingetrokken(huis: Huis) -> None:
    """One of each, by hand: the tests above come there by the API."""
    document = {"school": {"code": "99AB00"}}
    rij = "1, 1, 2026, 1, 0, $1, $2, now(), 'x', 'n', 'p', 'bao', 1, null, '{}', '{}', ''"
    await sql(
        huis, f"INSERT INTO profielen.versie VALUES ({rij})",
        None, json.dumps(document), hashlib.sha256(canoniek(document)).digest(),
    )  # fmt: skip
    await sql(huis, "INSERT INTO profielen.intrekking VALUES (1, 1, 2026, 1, now(), 'x', 'naam')")
    await sql(huis, "INSERT INTO profielen.formulier VALUES (1, 1, '{}', now(), 'x')")
