"""A recomputation from begin to end: replay beside live traffic, then compare, swap, or make a checkpoint."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any, Final

import asyncpg

from services.aggregator.domain import Bericht, Stand, fold, reduce
from services.aggregator.handlers import TopicOpnieuwGemaakt, digest
from services.aggregator.herbereken import ijkpunt
from services.aggregator.herbereken.fouten import LooptAl
from services.aggregator.herbereken.logboek import Logboek
from services.aggregator.herbereken.schaduw import Schaduw
from services.aggregator.herbereken.tussenstand import NIETS, Tussenstand, rest
from services.aggregator.herbereken.vergelijking import Verbinding, Vergelijking, lees_stukken, som, vergelijk
from services.aggregator.herbereken.vouwen import Termijn, rijp, vouw
from services.aggregator.herbereken.wachten import uitvrijgegeven
from services.aggregator.herbereken.wissel import wissel
from services.aggregator.soorten import bronnen_van, lees
from shared.runtime.clock import Clock
from shared.runtime.consume import TP
from shared.runtime.postgres import unavailable_guard

SLOT: Final = 0x706F7368
"""Advisory lock: one recomputation at a time in a database."""
_DICHTBIJ: Final = 2_000
_BEURT: Final = 200
_LOG_DEEL: Final = 0.7
_BIJNA_KLAAR: Final = 0.98

Meld = Callable[[float, int], Awaitable[None]]
"""Called now and then with the part that is done (0…1) and the number of messages read."""


class Wijze(StrEnum):
    """What is done with a recomputed stand."""

    WISSEL = "wissel"
    CONTROLE = "controle"
    IJKPUNT = "ijkpunt"


class Herberekening:
    """One recomputation on one connection. Every method may raise Unavailable and Fatal; nothing has changed then."""

    def __init__(
        self, connection: Verbinding, logboek: Logboek, clock: Clock, meld: Meld, bewaren_jaren: int | None = None
    ) -> None:
        self._connection, self._logboek, self._clock, self._meld = connection, logboek, clock, meld
        self._termijn = None if bewaren_jaren is None else Termijn(bewaren_jaren, clock.today())
        self._schaduw = Schaduw(connection)
        self._tussen = Tussenstand()
        self._van: Mapping[TP, int] = {}

    @property
    def gelezen(self) -> int:
        """Messages read from the log so far."""
        return self._tussen.gelezen

    async def voer_uit(self, wijze: Wijze) -> Vergelijking:
        """Recompute, and do what is asked; what differed from the running stand before that."""
        await self.bereken()
        return await {Wijze.WISSEL: self._wissel, Wijze.CONTROLE: self._vergelijk, Wijze.IJKPUNT: self._ijk}[wijze]()

    async def bereken(self) -> None:
        """Checkpoint + log into the shadow, until close to where the running stand is."""
        with unavailable_guard():
            await self._schaduw.maak()
            await self._begin()
            await self._vouw(await self._posities())
            await self._tel_cellen()
            while rest(self._tussen.posities, tot := await self._posities()) > _DICHTBIJ:
                await self._haal_in(tot)
            await self._schaduw.bereid_voor()

    async def _begin(self) -> None:
        """From the checkpoint, after recognising that this is the log that it was made of (ADR 0008)."""
        async with self._connection.transaction(isolation="repeatable_read"):
            start = await ijkpunt.nieuwste(self._connection)
            if start is None:
                return
            await self._schaduw.begin_bij(start.id)
            await ijkpunt.controleer(self._connection, start, "schaduw_zaak")
        self._tussen, self._van = start.tussen, start.tussen.posities
        await self._herken()

    async def _herken(self) -> None:
        begin = await self._logboek.begin()
        bekend = {
            tp: stuk.positie
            for tp, stuk in self._tussen.stukken.items()
            if stuk.positie.laatste is not None and begin.get(tp, 0) < stuk.positie.volgende
        }
        voor = {tp: positie.volgende - 1 for tp, positie in bekend.items()}
        async for [record] in self._logboek.lees(voor, {tp: positie.volgende for tp, positie in bekend.items()}):
            tp = TP(record.topic, record.partition)
            if digest(record) != bekend[tp].laatste:
                raise TopicOpnieuwGemaakt(tp)

    async def _posities(self) -> dict[TP, int]:
        return {tp: stuk.positie.volgende for tp, stuk in (await lees_stukken(self._connection)).items()}

    async def _vouw(self, tot: Mapping[TP, int]) -> None:
        """Cases only: what a case contributes is counted once, when its newest version is known."""
        alles = max(1, rest(self._van, tot))
        async for records in self._logboek.lees(self._van, tot):
            berichten, onleesbaar = lees(records)
            gehouden = await self._schaduw.gehouden(_sleutels(berichten))
            gevolg = fold(gehouden, berichten, await self._schaduw.gevouwen(_sleutels(berichten)))
            await self._schaduw.bewaar(gevolg.zaken, gehouden)
            self._tussen.volg(TP(*records[0][:2]), records, onleesbaar, gevolg)
            self._tussen.tel_bronnen(bronnen_van(berichten, gevolg))
            await self._meld(self._tussen.gelezen / alles * _LOG_DEEL, self._tussen.gelezen)

    async def _tel_cellen(self) -> None:
        aantal, geteld = max(1, await self._schaduw.aantal()), 0
        async with self._connection.transaction():
            async for zaken in _beurten(self._schaduw.alle()):
                await self._schaduw.tel(zaken)
                geteld += len(zaken)
                await asyncio.sleep(0)
                await self._meld(_LOG_DEEL + geteld / aantal * (_BIJNA_KLAAR - _LOG_DEEL), self._tussen.gelezen)
            await self._schaduw.schrijf_cellen()

    async def _haal_in(self, tot: Mapping[TP, int]) -> None:
        """As the running stand does it: cases and cells together."""
        async for records in self._logboek.lees(self._tussen.posities, tot):
            berichten, onleesbaar = lees(records)
            gehouden = await self._schaduw.gehouden(_sleutels(berichten))
            gevolg = reduce(gehouden, berichten, await self._schaduw.gevouwen(_sleutels(berichten)))
            await self._schaduw.bewaar(gevolg.zaken, gehouden)
            await self._schaduw.verreken(gevolg.delta)
            await self._schaduw.tel_lijsten(gehouden, gevolg.zaken)
            self._tussen.volg(TP(*records[0][:2]), records, onleesbaar, gevolg)
            self._tussen.tel_bronnen(bronnen_van(berichten, gevolg))
        await self._schaduw.schrijf_cellen()

    async def _gelijkgezet(self, met_som: bool = True) -> Vergelijking:
        """Apply the last messages and compare; the positions must hold still in this transaction."""
        nu = await lees_stukken(self._connection)
        await self._haal_in({tp: stuk.positie.volgende for tp, stuk in nu.items()})
        for tp, stuk in nu.items():
            if stuk.positie != self._tussen.stukken.setdefault(tp, NIETS).positie:
                raise TopicOpnieuwGemaakt(tp)
        await self._schaduw.rond_lijsten_af()
        return await vergelijk(self._connection, self._tussen, self._van, met_som)

    async def _vergelijk(self) -> Vergelijking:
        with unavailable_guard():
            async with self._connection.transaction(isolation="repeatable_read"):
                return await self._gelijkgezet()

    async def _ijk(self) -> Vergelijking:
        with unavailable_guard():
            if self._termijn is not None:
                return await self._ijk_en_vouw(self._termijn, await self._rijp(self._termijn))
            async with self._connection.transaction(isolation="repeatable_read"):
                uitkomst = await self._gelijkgezet()
                if uitkomst.gelijk and uitkomst.herberekend is not None:
                    await ijkpunt.maak(self._connection, uitkomst.herberekend, self._clock.now())
                return uitkomst

    async def _rijp(self, termijn: Termijn) -> list[bytes]:
        """Cases that are due, looked for before anything is locked."""
        gevonden: list[bytes] = []
        async with self._connection.transaction():
            async for zaken in _beurten(self._schaduw.alle()):
                gevonden += rijp(zaken, termijn)
                await self._meld(_BIJNA_KLAAR, self._tussen.gelezen)
        return gevonden

    async def _ijk_en_vouw(self, termijn: Termijn, kandidaten: Sequence[bytes]) -> Vergelijking:
        """The monthly checkpoint: what is due leaves stand and checkpoint in one transaction."""
        nu = self._clock.now()
        async with self._connection.transaction():
            await self._houd_vast()
            uitkomst = await self._gelijkgezet()
            if uitkomst.gelijk:
                vrij = await uitvrijgegeven(self._connection, kandidaten)
                vertrokken = await vouw(self._connection, vrij, termijn, nu)
                na = await som(self._connection, "stand.cel", "stand.zaak")
                await ijkpunt.maak(self._connection, na, nu, vertrokken, termijn)
            return uitkomst

    async def _houd_vast(self) -> None:
        """Whoever wants to move a position waits for us; who only reads, does not."""
        await self._connection.execute("LOCK TABLE stand.partitie IN EXCLUSIVE MODE")

    async def _wissel(self) -> Vergelijking:
        nu = self._clock.now()
        with unavailable_guard():
            async with self._connection.transaction():
                await self._houd_vast()
                uitkomst = await self._gelijkgezet(met_som=False)
                await wissel(self._connection, self._tussen, self._van, uitkomst, nu)
                return uitkomst


@asynccontextmanager
async def open_herberekening(
    dsn: str, logboek: Logboek, clock: Clock, meld: Meld, bewaren_jaren: int | None = None
) -> AsyncIterator[Herberekening]:
    """A recomputation on a connection of its own, the only one at this moment. Raises LooptAl, Unavailable."""
    with unavailable_guard():
        connection = await asyncpg.connect(
            dsn, timeout=10,
            server_settings={
                "application_name": "herberekening", "timezone": "UTC", "lock_timeout": "60000",
                "temp_buffers": "128MB", "work_mem": "64MB", "synchronous_commit": "on",
            },
        )  # fmt: skip
    try:
        with unavailable_guard():
            if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", SLOT):
                raise LooptAl
        yield Herberekening(connection, logboek, clock, meld, bewaren_jaren)
    finally:
        await connection.close(timeout=5)


def _sleutels(berichten: Iterable[Bericht]) -> list[bytes]:
    return [bytes.fromhex(bericht.zaak.zaak) for bericht in berichten]


async def _beurten(rijen: "asyncpg.cursor.CursorFactory[Any]") -> AsyncIterator[dict[bytes, Stand]]:
    beurt: dict[bytes, Stand] = {}
    async for rij in rijen:
        beurt[rij[0]] = Stand(*tuple(rij)[1:])
        if len(beurt) >= _BEURT:
            yield beurt
            beurt = {}
    if beurt:
        yield beurt
