"""The self-check: one SWV recomputed in memory from checkpoint + log, beside its running cells and cases.

Small enough for the memory of the aggregator, and it locks nothing: the running side is read in one snapshot, and
the log up to the positions of that snapshot.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from services.aggregator.domain import Bericht, Stand, delta, fold
from services.aggregator.herbereken import ijkpunt
from services.aggregator.herbereken.logboek import Logboek
from services.aggregator.herbereken.vergelijking import lees_stukken
from services.aggregator.lijsten.telling import Zilvertelling, beeld_van
from services.aggregator.soorten import lees
from shared.contracts.cellen import Cel, Maten
from shared.contracts.eenheden import swv_code
from shared.runtime.consume import TP, Record
from shared.runtime.postgres import Connection, Pool, transaction

_BEURT: Final = 200
_IJKPUNT_ZAKEN: Final = """
    SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.ijkpunt_zaak WHERE ijkpunt = $1 AND swv = $2
"""
_ZAKEN: Final = "SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.zaak WHERE swv = $1"
_CELLEN: Final = """
    SELECT swv, schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen
    FROM stand.cel WHERE swv = $1
"""


class Gevonden(NamedTuple):
    """How many cells and cases of the SWV differ; both 0 is what we want."""

    cellen: int
    zaken: int


class _Stand(NamedTuple):
    """One side of the comparison, and the positions that it belongs to."""

    posities: Mapping[TP, int]
    zaken: dict[bytes, Stand]
    cellen: Mapping[Cel, Maten]


async def controleer_swv(pool: Pool, logboek: Logboek, swv: int) -> Gevonden:
    """Recompute one SWV and compare. Raises Unavailable, and Fatal when checkpoint and log don't reach."""
    async with transaction(pool, isolation="repeatable_read", readonly=True) as connection:
        # One snapshot: a checkpoint that folds cases meanwhile changes both sides.
        start, nu, gevouwen = await _begin(connection, swv), await _nu(connection, swv), await _gevouwen(connection)
        beeld = await beeld_van(connection, swv)
    zaken = start.zaken
    async for berichten in _van_swv(logboek, start.posities, nu.posities, swv_code(swv)):
        zaken |= fold(zaken, berichten, gevouwen).zaken
    cellen = dict(beeld.overig)
    telling = Zilvertelling(beeld)
    for beurt in _beurten(zaken):
        _tel_op(cellen, delta({}, beurt))
        telling.tel(beurt)
        await asyncio.sleep(0)
    _tel_op(cellen, telling.van_zaken())
    _tel_op(cellen, telling.onbekend())
    return Gevonden(_anders(nu.cellen, cellen), _anders(nu.zaken, zaken))


async def _begin(connection: Connection, swv: int) -> _Stand:
    start = await ijkpunt.nieuwste(connection)
    if start is None:
        return _Stand({}, {}, {})
    return _Stand(start.tussen.posities, _zaken(await connection.fetch(_IJKPUNT_ZAKEN, start.id, swv)), {})


async def _gevouwen(connection: Connection) -> frozenset[bytes]:
    """All cases that left: 16 bytes each, and they don't say of which SWV."""
    return frozenset(rij[0] for rij in await connection.fetch("SELECT zaak FROM stand.gevouwen"))


async def _nu(connection: Connection, swv: int) -> _Stand:
    posities = {tp: stuk.positie.volgende for tp, stuk in (await lees_stukken(connection)).items()}
    cellen = {Cel(*rij[:6]): Maten(*rij[6:]) for rij in map(tuple, await connection.fetch(_CELLEN, swv))}
    return _Stand(posities, _zaken(await connection.fetch(_ZAKEN, swv)), cellen)


async def _van_swv(
    logboek: Logboek, van: Mapping[TP, int], tot: Mapping[TP, int], swv: str
) -> AsyncIterator[list[Bericht]]:
    """Messages of this SWV, a few at a time: live batches go between. What does not even name it is not read."""
    naam = swv.encode()
    async for records in logboek.lees(van, tot):
        genoemd = [record for record in records if record.value and naam in record.value]
        for begin in range(0, len(genoemd), _BEURT):
            yield _leesbaar(genoemd[begin : begin + _BEURT], swv)
            await asyncio.sleep(0)


def _leesbaar(records: Sequence[Record], swv: str) -> list[Bericht]:
    berichten, _ = lees(records)
    return [bericht for bericht in berichten if bericht.zaak.swv == swv]


def _zaken(rijen: Iterable[Any]) -> dict[bytes, Stand]:
    return {rij[0]: Stand(*rij[1:]) for rij in map(tuple, rijen)}


def _beurten(zaken: Mapping[bytes, Stand]) -> Iterable[dict[bytes, Stand]]:
    alle = list(zaken.items())
    return (dict(alle[begin : begin + _BEURT]) for begin in range(0, len(alle), _BEURT))


def _tel_op(cellen: dict[Cel, Maten], erbij: Mapping[Cel, Maten]) -> None:
    for cel, maten in erbij.items():
        oud = cellen.get(cel, Maten(0))
        cellen[cel] = Maten(*(een + twee for een, twee in zip(oud, maten, strict=True)))


def _anders(nu: Mapping[Any, Any], herberekend: Mapping[Any, Any]) -> int:
    return sum(nu.get(sleutel) != herberekend.get(sleutel) for sleutel in nu.keys() | herberekend.keys())
