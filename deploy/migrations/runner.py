"""Applies the numbered SQL files, forward only, each once and in one transaction.

Everything is owned by `pos_eigenaar`, a role that nobody logs in as; files run as that role. A file that was
applied may not change any more: its SHA-256 is kept. Two runners wait for each other on an advisory lock.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from deploy.launcher.errors import UserError

FOLDER = Path(__file__).parent
OWNER = "pos_eigenaar"
SERVICE_ROLES = ("pos_ingest", "pos_anonymiser", "pos_aggregator", "pos_reports", "pos_gateway", "pos_beheer")
LOCK = 0x706F73  # "pos"
NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")

PREPARE = f"""
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER}') THEN
        CREATE ROLE {OWNER} NOLOGIN CREATEROLE;
    END IF;
    IF NOT pg_has_role(current_user, '{OWNER}', 'SET') THEN
        EXECUTE format('GRANT {OWNER} TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO {OWNER}', current_database());
END
$$;
CREATE SCHEMA IF NOT EXISTS migratie AUTHORIZATION {OWNER};
SET ROLE {OWNER};
CREATE TABLE IF NOT EXISTS migratie.toegepast (
    versie int PRIMARY KEY,
    naam text NOT NULL,
    sha256 bytea NOT NULL,
    op timestamptz NOT NULL DEFAULT now()
);
"""


class MigrationError(UserError):
    """The files and the database do not agree; the message says how, in Dutch."""


@dataclass(frozen=True)
class Migration:
    """One file."""

    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.sql.encode()).digest()


def read_migrations(folder: Path = FOLDER) -> list[Migration]:
    """The files in order; a gap or a double number is an error."""
    found = list(_read(folder))
    if [each.version for each in found] != list(range(1, len(found) + 1)):
        raise MigrationError(f"De nummers van de migraties in {folder.name}/ lopen niet door vanaf 0001.")
    return found


async def migrate(url: str, migrations: Sequence[Migration] | None = None) -> list[Migration]:
    """Apply what the database does not have yet; gives what was applied now. `url` is of an administrator."""
    wanted = read_migrations() if migrations is None else migrations
    async with _locked(url) as connection:
        await connection.execute(PREPARE)
        known = {row["versie"]: row for row in await connection.fetch("SELECT * FROM migratie.toegepast")}
        _check(wanted, {version: (row["naam"], row["sha256"]) for version, row in known.items()})
        todo = [each for each in wanted if each.version not in known]
        for each in todo:
            await _apply(connection, each)
        return todo


async def set_passwords(url: str, passwords: Mapping[str, str]) -> None:
    """Let the service roles log in with these passwords; run after `migrate`, which makes the roles."""
    async with _locked(url) as connection:
        await connection.execute(f"SET ROLE {OWNER}")
        for role, password in passwords.items():
            statement = await connection.fetchval(
                "SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)", role, password
            )
            await connection.execute(statement)


@asynccontextmanager
async def _locked(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        yield connection
    finally:
        await connection.close()


async def _apply(connection: asyncpg.Connection, migration: Migration) -> None:
    try:
        async with connection.transaction():
            await connection.execute(migration.sql)
            await connection.execute(
                "INSERT INTO migratie.toegepast (versie, naam, sha256) VALUES ($1, $2, $3)",
                migration.version,
                migration.name,
                migration.sha256,
            )
    except asyncpg.PostgresError as error:
        raise MigrationError(f"Migratie {migration.version:04d}_{migration.name} lukt niet: {error}") from error


def _check(wanted: Sequence[Migration], known: Mapping[int, tuple[str, bytes]]) -> None:
    by_version = {each.version: each for each in wanted}
    for version, (name, sha256) in sorted(known.items()):
        if version not in by_version:
            raise MigrationError(
                f"De database is van een nieuwere versie van dit programma (migratie {version:04d}_{name}).\n"
                "Gebruik die nieuwere versie, of een andere map: ./pos up --dir ANDERE-MAP"
            )
        if by_version[version].sha256 != sha256:
            raise MigrationError(f"Migratie {version:04d}_{name} is veranderd nadat zij was toegepast; dat mag niet.")


def _read(folder: Path) -> Iterator[Migration]:
    for path in sorted(folder.glob("*.sql")):
        match = NAME.fullmatch(path.name)
        if match is None:
            raise MigrationError(f"{path.name} heet niet zoals een migratie: 0001_naam.sql.")
        yield Migration(int(match[1]), match[2], path.read_text())
