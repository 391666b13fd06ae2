"""How the command reaches the database and the keys of a stack: its own, or those that the environment names."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from deploy.launcher.errors import UserError
from deploy.local import postgres
from deploy.local.ports import HOST, Ports
from deploy.local.state import Snapshot, StateFolder
from shared.runtime.keys import FileKeyStore
from shared.runtime.settings import KafkaSettings

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
    url = database_url(state, ROLE)
    try:
        connection = await asyncpg.connect(url, timeout=5)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise NotRunningError("De database antwoordt niet. Kijk met: ./pos status") from error
    try:
        yield connection
    finally:
        await connection.close()


def database_url(state: StateFolder, role: str) -> str:
    """The address to log in as this role, or as `POS_DATABASE_URL` says. Raises NotRunningError."""
    return os.environ.get("POS_DATABASE_URL") or _own_database(state, role)


def kafka_settings(state: StateFolder) -> KafkaSettings:
    """How clients reach Kafka: that of the stack, or of `POS_KAFKA` and what goes with it. Raises NotRunningError."""
    if os.environ.get("POS_KAFKA"):
        return KafkaSettings(ops_poort=1)
    return KafkaSettings(kafka=_running(state).kafka, ops_poort=1)


def _own_database(state: StateFolder, role: str) -> str:
    port = Ports(_running(state).poortbasis).postgres
    return f"postgresql://{role}:{state.secret(role)}@{HOST}:{port}/{postgres.DATABASE}"


def _running(state: StateFolder) -> Snapshot:
    snapshot = state.read()
    if snapshot is None or not state.is_up():
        raise NotRunningError(f"De stapel in {state.folder} staat uit. Starten: ./pos up")
    return snapshot
