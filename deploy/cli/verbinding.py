"""How the command reaches the database and the keys of a stack: its own, or those that the environment names."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from deploy.launcher.errors import UserError
from deploy.local import postgres
from deploy.local.ports import HOST, Ports
from deploy.local.state import StateFolder
from shared.runtime.keys import FileKeyStore

ROLE = "pos_beheer"


class NotRunningError(UserError):
    """There is no database to talk to."""


def keystore(state: StateFolder) -> FileKeyStore:
    """The keys of the stack, or of `POS_SLEUTELS`."""
    folder = os.environ.get("POS_SLEUTELS")
    return FileKeyStore(Path(folder) if folder else state.keys)


@asynccontextmanager
async def database(state: StateFolder) -> AsyncIterator[asyncpg.Connection]:
    """A connection as `pos_beheer`, or as `POS_DATABASE_URL` says. Raises NotRunningError."""
    url = os.environ.get("POS_DATABASE_URL") or _own_database(state)
    try:
        connection = await asyncpg.connect(url, timeout=5)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise NotRunningError("De database antwoordt niet. Kijk met: ./pos status") from error
    try:
        yield connection
    finally:
        await connection.close()


def _own_database(state: StateFolder) -> str:
    snapshot = state.read()
    if snapshot is None or not state.is_up():
        raise NotRunningError(f"De stapel in {state.folder} staat uit. Starten: ./pos up")
    port = Ports(snapshot.poortbasis).postgres
    return f"postgresql://{ROLE}:{state.secret(ROLE)}@{HOST}:{port}/{postgres.DATABASE}"
