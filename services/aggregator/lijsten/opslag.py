"""Lists in PostgreSQL (schema `stand`), on a connection inside a transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from services.aggregator.domain import Lijsten, Teldag, Treffer
from services.aggregator.domain.verzilvering import cel_van_regel
from shared.contracts.cellen import Cel, Maten
from shared.runtime.postgres import Connection

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any] | Connection
else:
    Verbinding = asyncpg.Connection

SLOT: Final = 0x706F736C
"""Advisory lock: shared by who counts cases beside lists, exclusive for who puts a list in force."""
BEKOSTIGD: Final = "duo-bekostigd"
THUISZITTERS: Final = "thuiszitters"

_DEEL: Final = "SELECT pg_advisory_xact_lock_shared($1)"
_ALLEEN: Final = "SELECT pg_advisory_xact_lock($1)"
_GELADEN: Final = """
    SELECT swv, peildatum, schooljaar FROM stand.lijst WHERE soort = $2 AND swv = ANY ($1::smallint[]) AND NOT vast
"""
_TREFFERS: Final = """
    SELECT n.nummer, b.id, l.swv, l.peildatum, l.schooljaar
    FROM stand.bekostigd_nummer n JOIN stand.bekostigd b ON b.id = n.regel JOIN stand.lijst l ON l.id = b.lijst
    WHERE n.nummer = ANY ($1::bytea[])
"""
_OP_VOLGORDE: Final = "SELECT FROM stand.bekostigd WHERE id = ANY ($1::bigint[]) ORDER BY id FOR UPDATE"
_BEKEND: Final = """
    UPDATE stand.bekostigd b SET bekend = b.bekend + d.erbij
    FROM unnest($1::bigint[], $2::int[]) AS d (regel, erbij), stand.lijst l
    WHERE b.id = d.regel AND l.id = b.lijst
    RETURNING l.swv, l.schooljaar, b.vestiging, b.code, b.bekend - d.erbij AS voor, b.bekend AS na
"""


def teldag(swv: int, peildatum: date, schooljaar: int) -> Teldag:
    """The list of funded pupils of this day."""
    return Teldag(swv, schooljaar, f"{peildatum:%m-%d}")


async def deel_slot(connection: Verbinding) -> None:
    """Until the end of the transaction no list is put in force."""
    await connection.execute(_DEEL, SLOT)


async def neem_slot(connection: Verbinding) -> None:
    """Until the end of the transaction nobody counts cases beside lists."""
    await connection.execute(_ALLEEN, SLOT)


async def lijsten_bij(connection: Verbinding, swvs: Collection[int], nummers: Collection[str]) -> Lijsten:
    """What the lists of these SWV's say about these numbers; the caller holds the slot (or a snapshot)."""
    geladen = frozenset(teldag(*rij) for rij in await connection.fetch(_GELADEN, sorted(swvs), BEKOSTIGD))
    if not geladen or not nummers:
        return Lijsten(geladen)
    rijen = await connection.fetch(_TREFFERS, [bytes.fromhex(nummer) for nummer in nummers])
    return Lijsten(geladen, treffers_van((rij[0], rij[1], teldag(*tuple(rij)[2:])) for rij in rijen))


def treffers_van(rijen: Iterable[tuple[bytes, int, Teldag]]) -> dict[str, tuple[Treffer, ...]]:
    """Lines per pseudonym."""
    gevonden: defaultdict[str, list[Treffer]] = defaultdict(list)
    for nummer, regel, dag in rijen:
        gevonden[nummer.hex()].append(Treffer(regel, dag))
    return {nummer: tuple(lijst) for nummer, lijst in gevonden.items()}


async def maak_bekend(connection: Verbinding, bekend: Mapping[int, int]) -> dict[Cel, Maten]:
    """Move `bekend` of these lines; the change in cells of lines that nobody knew, or nobody knows any more.

    The row lock makes that exact when two partitions do it at once: each sees what the other left.
    """
    if not bekend:
        return {}
    regels = sorted(bekend)
    # In order of id: two partitions that meet on the same lines never wait for each other in a circle.
    await connection.execute(_OP_VOLGORDE, regels)
    som: defaultdict[Cel, int] = defaultdict(int)
    for swv, schooljaar, vestiging, code, voor, na in await connection.fetch(
        _BEKEND, regels, [bekend[regel] for regel in regels]
    ):
        som[cel_van_regel(swv, schooljaar, vestiging, code)] += (na == 0) - (voor == 0)
    return {cel: Maten(aantal) for cel, aantal in som.items() if aantal}


def kolommen(rijen: Sequence[Sequence[object]], aantal: int) -> list[list[object]]:
    """Rows to columns, as unnest wants them; also when there are no rows."""
    return [list(kolom) for kolom in zip(*rijen, strict=True)] if rijen else [[] for _ in range(aantal)]
