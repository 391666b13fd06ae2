"""PostgreSQL by asyncpg: a pool, one transaction per message or request, and which errors pass by themselves."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Literal

import asyncpg

from shared.runtime.errors import NoAccess, Unavailable

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
else:
    Pool, Connection = asyncpg.Pool, asyncpg.pool.PoolConnectionProxy

Isolation = Literal["read_committed", "repeatable_read", "serializable"]

# Restarts, failover (a server that became read-only), full or overloaded servers, and clashes that the loser redoes.
_PASSING = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.TransactionRollbackError,
    asyncpg.ObjectInUseError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,
    asyncpg.InternalClientError,  # the driver lost track of its connection: a time-out just before the answer
    OSError,
    TimeoutError,
)
_CLOSE_SECONDS = 3.0
_CLOSED = ("closed", "closing", "released back")


def is_unavailable(error: BaseException) -> bool:
    """Does this error of asyncpg or the network pass by itself?"""
    if isinstance(error, asyncpg.InterfaceError):
        return any(word in str(error) for word in _CLOSED)
    return isinstance(error, _PASSING)


@contextmanager
def unavailable_guard() -> Iterator[None]:
    """Turns passing errors of the driver into Unavailable, refused accounts into NoAccess; leaves bugs alone."""
    try:
        yield
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
        raise NoAccess("PostgreSQL") from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError) as error:
        if is_unavailable(error):
            raise Unavailable("postgresql") from error
        raise


@asynccontextmanager
async def open_pool(
    dsn: str,
    naam: str,
    max_size: int = 10,
    statement_seconds: float = 60.0,
    connect_seconds: float = 5.0,
    *,
    leaves_nothing: bool = False,
) -> AsyncIterator[Pool]:
    """A pool under the name of the service; a statement that runs longer than `statement_seconds` is cancelled.

    `leaves_nothing`: everything that is set ends with its transaction (SET LOCAL) and nothing is locked or listened to
    beyond it, so that a connection that comes back needs no RESET ALL: a round trip less each time. A transaction
    that is still open then is rolled back all the same.

    Raises:
        Unavailable: the server does not answer now.
        NoAccess: it refuses the account.
    """
    with unavailable_guard():
        pool = await asyncpg.create_pool(
            dsn, min_size=1, max_size=max_size, timeout=connect_seconds, command_timeout=statement_seconds + 5,
            server_settings={
                "application_name": naam,
                "timezone": "UTC",
                "statement_timeout": str(int(statement_seconds * 1000)),
                # A frozen process must not keep its rows locked for the one that takes over (R5: 30 s).
                "idle_in_transaction_session_timeout": "20000",
            },
            reset=_nothing_to_undo if leaves_nothing else None,
        )  # fmt: skip
    try:
        yield pool
    finally:
        await _close(pool)


async def _nothing_to_undo(_connection: object) -> None:
    return None


async def _close(pool: Pool) -> None:
    try:
        await asyncio.wait_for(pool.close(), _CLOSE_SECONDS)
    except (TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        pool.terminate()


@asynccontextmanager
async def statements(pool: Pool, acquire_seconds: float = 10.0) -> AsyncIterator[Connection]:
    """One connection for single statements, each a transaction of its own: half the round trips of `transaction`.

    Raises:
        Unavailable: as `transaction`.
    """
    with unavailable_guard():
        async with pool.acquire(timeout=acquire_seconds) as connection:
            yield connection


@asynccontextmanager
async def transaction(
    pool: Pool,
    isolation: Isolation = "read_committed",
    *,
    readonly: bool = False,
    acquire_seconds: float = 10.0,
) -> AsyncIterator[Connection]:
    """One connection in one transaction: commits at the end of the block, rolls back on any exception.

    Raises:
        Unavailable: try the whole block again; the commit may or may not have happened.
    """
    with unavailable_guard():
        async with (
            pool.acquire(timeout=acquire_seconds) as connection,
            connection.transaction(isolation=isolation, readonly=readonly),
        ):
            yield connection
