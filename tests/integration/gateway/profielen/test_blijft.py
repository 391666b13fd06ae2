"""What is published never changes: not by a role of the database, not by another form."""

import hashlib
import json

import asyncpg
import pytest

from services.gateway.domain.profielen.document import canoniek
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import JAAR, STAF, publiceer, put, sql, vul

_ROLLEN = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'pos\\_%' ORDER BY rolname"
_KOLOMMEN = (
    "formulier, inhoud, sha256, gepubliceerd_op, gepubliceerd_door, naam, plaats, schoolsoort, bestuur, subregio,"
    " aanbod, behoeften, zoektekst"
)
_SLEUTEL = "swv, vestiging, schooljaar, nummer"
_ERBIJ = f"INSERT INTO profielen.versie SELECT {_SLEUTEL} + 1, {_KOLOMMEN} FROM profielen.versie"
AANVALLEN = (
    "UPDATE profielen.versie SET inhoud = '{}'",
    "UPDATE profielen.versie SET gepubliceerd_op = now()",
    "UPDATE profielen.geldend SET naam = 'anders'",
    f"{_ERBIJ.replace(' + 1', '')} ON CONFLICT ({_SLEUTEL}) DO UPDATE SET naam = 'anders'",
    "DELETE FROM profielen.versie",
    "TRUNCATE profielen.versie CASCADE",
    "DELETE FROM profielen.intrekking",
    "TRUNCATE profielen.intrekking",
    "UPDATE profielen.formulier SET definitie = '{}'",
    "DELETE FROM profielen.formulier",
    "TRUNCATE profielen.formulier",
)
_ALLEEN_EIGENAAR = (
    "ALTER TABLE profielen.versie DISABLE TRIGGER ALL",
    "DROP TRIGGER blijft ON profielen.versie",
    "DROP TABLE profielen.versie CASCADE",
    "CREATE OR REPLACE FUNCTION profielen.blijft() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'",
    "SET session_replication_role = replica",
    "SET ROLE pos_eigenaar",
)
"""What an operator can do on purpose (docs/profielen), and no service."""


async def test_what_is_published_can_not_change_in_the_database(huis: Huis) -> None:
    await _gepubliceerd_en_ingetrokken(huis)
    voor = await sql(huis, "SELECT * FROM profielen.versie")

    rollen = [rij["rolname"] for rij in await sql(huis, _ROLLEN)]
    assert {"pos_gateway", "pos_aggregator", "pos_reports", "pos_ingest", "pos_beheer"} <= set(rollen)
    for rol in (*rollen, None):
        for opdracht in AANVALLEN:
            # A view of DISTINCT ON takes no update at all.
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ObjectNotInPrerequisiteStateError)):
                await sql(huis, opdracht, rol)

    assert await sql(huis, "SELECT * FROM profielen.versie") == voor
    assert hashlib.sha256(canoniek(json.loads(voor[0]["inhoud"]))).digest() == voor[0]["sha256"]


async def test_no_service_takes_the_locks_off(huis: Huis) -> None:
    for rij in await sql(huis, _ROLLEN):
        if rij["rolname"] != "pos_eigenaar":
            for opdracht in _ALLEEN_EIGENAAR:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await _als_dienst(huis, rij["rolname"], opdracht)


async def _als_dienst(huis: Huis, rol: str, opdracht: str) -> None:
    """As if that service had logged in: SET ROLE would keep what the administrator may."""
    verbinding = await asyncpg.connect(huis.admin_url)
    try:
        await verbinding.execute(f"SET SESSION AUTHORIZATION {rol}")
        await verbinding.execute(opdracht)
    finally:
        await verbinding.close()


async def test_only_the_gateway_publishes(huis: Huis) -> None:
    await _gepubliceerd_en_ingetrokken(huis)
    for rij in await sql(huis, _ROLLEN):
        if rij["rolname"] not in ("pos_gateway", "pos_eigenaar"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await sql(huis, _ERBIJ, rij["rolname"])
    await sql(huis, _ERBIJ, "pos_gateway")
    assert len(await sql(huis, "SELECT FROM profielen.versie")) == 2


async def test_another_form_changes_nothing_that_was_published(huis: Huis) -> None:
    await vul(huis, voorziening_plusklas={"keuze": "in_huis", "tekst": "Elke week een dagdeel."})
    await publiceer(huis)
    paden = ("/v1/profielen/99AB00", f"/v1/profielen/99AB00/versies/{JAAR}/1", "/v1/profielen/antwoorden?swv=PO9901")
    voor = [(await huis.get(pad)).content for pad in paden]
    pad = "/v1/profielen/formulieren/PO9901"
    form = (await huis.get(pad, STAF)).json()["formulier"]

    form["onderdelen"] = [een for een in reversed(form["onderdelen"]) if een["code"] not in ("visie", "voorzieningen")]
    for onderdeel in form["onderdelen"]:
        onderdeel["titel"] = f"Anders: {onderdeel['titel']}"
        onderdeel["items"] = [een | {"titel": "Heel iets anders?"} for een in reversed(onderdeel["items"])]
    assert (await put(huis, pad, STAF, form)).status_code == 200

    assert [(await huis.get(een)).content for een in paden] == voor
    (rij,) = await sql(huis, "SELECT inhoud, sha256 FROM profielen.versie")
    assert hashlib.sha256(canoniek(json.loads(rij["inhoud"]))).digest() == rij["sha256"]


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
