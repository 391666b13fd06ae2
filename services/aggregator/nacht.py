"""What the aggregator does by night: retention, the self-check of one SWV, its cells together on disk, and once a
month a checkpoint.

Any number of aggregators may run: the row of the day (self-check) and the lock (checkpoint) let one of them do it.
Whatever goes wrong here is told by a metric and a log line, and never stops the live stream.
"""

import asyncio
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final

from services.aggregator import opruimen
from services.aggregator.herbereken import Logboek, LooptAl, Wijze, herbereken
from services.aggregator.herbereken.zelfcontrole import Gevonden, controleer_swv
from services.aggregator.ligging import leg_bij_elkaar
from services.aggregator.lijsten.bewaren import jaren_eerder, ruim_op
from services.aggregator.settings import Settings
from shared.runtime.clock import AMSTERDAM, Clock, amsterdam_date
from shared.runtime.logging import get_logger
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Pool, transaction

log = get_logger(__name__)

_GROOTTE: Final = 300
"""Messages at a time: the event loop is also that of the live stream."""
_VERLATEN: Final = timedelta(hours=2)
_STIL: Final = timedelta(hours=2)
"""Since `nacht_om`; pages wait while cells are rewritten, so an aggregator that starts by day leaves it."""
_BEURT: Final = """
    INSERT INTO stand.zelfcontrole AS z (dag, swv, begonnen_op)
    SELECT $1, v.swv, $2 FROM stand.swv_versie AS v
    LEFT JOIN LATERAL (SELECT max(dag) AS dag FROM stand.zelfcontrole WHERE swv = v.swv) AS eerder ON true
    ORDER BY eerder.dag NULLS FIRST, v.swv LIMIT 1
    ON CONFLICT (dag) DO UPDATE SET begonnen_op = excluded.begonnen_op
    WHERE z.klaar_op IS NULL AND z.begonnen_op < $3
    RETURNING z.swv
"""
_KLAAR: Final = "UPDATE stand.zelfcontrole SET klaar_op = $2, cellen = $3, zaken = $4 WHERE dag = $1"
_IJKPUNT_OP: Final = "SELECT max(gemaakt_op) FROM stand.ijkpunt"
_NIET_NU: Final = """
    SELECT EXISTS (SELECT FROM stand.herberekening WHERE wijze = 'ijkpunt' AND begonnen_op >= $1)
        OR NOT EXISTS (SELECT FROM stand.zaak UNION ALL SELECT FROM stand.ijkpunt)
"""
_RUIM_LEESVERSLAG: Final = "SELECT toegang.ruim_leesverslag($1) + toegang.ruim_accountwijziging($1)"
_METEN: Final = """
    SELECT
        coalesce((SELECT voortgang FROM stand.herberekening
                  WHERE klaar_op IS NULL AND NOT afgebroken AND bijgewerkt > $1 ORDER BY id DESC LIMIT 1), 0) AS bezig,
        coalesce((SELECT CASE wijze WHEN 'wissel' THEN 0 ELSE verschillen END FROM stand.herberekening
                  WHERE verschillen IS NOT NULL ORDER BY id DESC LIMIT 1), 0) AS verschillen,
        (SELECT extract(epoch FROM max(gemaakt_op))::float8 FROM stand.ijkpunt) AS ijkpunt,
        (SELECT extract(epoch FROM max(klaar_op))::float8 FROM stand.zelfcontrole) AS zelfcontrole,
        (SELECT coalesce(sum(cellen + zaken), 0)::bigint FROM (
            SELECT DISTINCT ON (swv) cellen, zaken, hersteld_op FROM stand.zelfcontrole
            WHERE klaar_op IS NOT NULL ORDER BY swv, dag DESC) AS laatste WHERE hersteld_op IS NULL) AS afwijkingen
"""
_OPEN_LETTERS: Final = """
    SELECT dienst, reden, count(*) AS aantal FROM stand.dode_letter WHERE afgehandeld_op IS NULL GROUP BY dienst, reden
"""


class Nacht:
    """Looks every minute whether something is due at this time of day, and does it."""

    def __init__(self, settings: Settings, pool: Pool, clock: Clock) -> None:
        self._settings, self._pool, self._clock = settings, pool, clock
        self._opgeruimd: date | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Component: look whether something is due until `stop`, which also ends what is being done."""
        werk = asyncio.create_task(self._blijf())
        await stop.wait()
        werk.cancel()
        with suppress(asyncio.CancelledError):
            await werk

    async def _blijf(self) -> None:
        while True:
            try:
                await self.doe()
            except Exception as fout:
                # Also a bug: it must not take the live stream along. The row of the day makes it wait for later.
                log.error("nachtwerk mislukt", exc_info=fout)
            await asyncio.sleep(self._settings.nacht_kijken_seconden)

    async def doe(self) -> None:
        """The checkpoint of this month first, for the self-check starts from it. Raises Unavailable, Fatal."""
        nu = self._clock.now()
        if nu.astimezone(AMSTERDAM).time() < time.fromisoformat(self._settings.nacht_om):
            return
        await self._ruim_op(nu)
        try:
            await self._ruim_lijsten_op(nu)
            await self._ijkpunt(nu)
            swv = await self._zelfcontrole(nu)
            if swv is not None and self._is_stil(self._clock.now()):
                await leg_bij_elkaar(self._pool, swv)
        except LooptAl:
            log.info("er loopt al een herberekening")

    async def _ruim_lijsten_op(self, nu: datetime) -> None:
        """Before the checkpoint: a case that leaves with it is in no list with lines (lijsten.bewaren)."""
        grens = jaren_eerder(nu.astimezone(AMSTERDAM).date(), self._settings.bewaren_jaren)
        async with transaction(self._pool) as connection:
            if await ruim_op(connection, grens):
                log.info("regels van lijsten zijn na hun bewaartermijn vernietigd")

    async def _ruim_op(self, nu: datetime) -> None:
        """Once a night in each aggregator: a second time finds nothing."""
        vandaag = amsterdam_date(nu)
        if self._opgeruimd != vandaag:
            weg = await opruimen.ruim_op(self._pool, nu)
            await self._ruim_leesverslag_op()
            self._opgeruimd = vandaag
            log.info("bewaartermijnen toegepast", aantal=weg)

    async def _ruim_leesverslag_op(self) -> None:
        async with transaction(self._pool) as connection:
            weg = await connection.fetchval(_RUIM_LEESVERSLAG, self._settings.leesverslag_dagen)
        if weg:
            log.info("regels van leesverslag en accountwijzigingen zijn na hun bewaartermijn vernietigd", aantal=weg)

    async def _ijkpunt(self, nu: datetime) -> None:
        """Once a month; what could not be made is tried again the next night."""
        vandaag = datetime.combine(nu.astimezone(AMSTERDAM).date(), time(), AMSTERDAM)
        async with transaction(self._pool, readonly=True) as connection:
            laatste: datetime | None = await connection.fetchval(_IJKPUNT_OP)
            niet_nu = await connection.fetchval(_NIET_NU, vandaag)
        if niet_nu or (laatste is not None and laatste >= vandaag.replace(day=1)):
            return
        dsn = self._settings.database_url.get_secret_value()
        uitkomst = await herbereken(
            dsn, self._settings, Wijze.IJKPUNT, self._clock, grootte=_GROOTTE, rust=_rust,
            bewaren_jaren=self._settings.bewaren_jaren,
        )  # fmt: skip
        if not uitkomst.gelijk:
            log.error("geen ijkpunt gemaakt: de lopende cijfers wijken af", aantal=uitkomst.aantal)

    def _is_stil(self, nu: datetime) -> bool:
        lokaal = nu.astimezone(AMSTERDAM)
        return lokaal - datetime.combine(lokaal.date(), time.fromisoformat(self._settings.nacht_om), AMSTERDAM) < _STIL

    async def _zelfcontrole(self, nu: datetime) -> int | None:
        """The SWV whose turn it was; None when today's is done or taken."""
        vandaag = nu.astimezone(AMSTERDAM).date()
        async with transaction(self._pool) as connection:
            swv: int | None = await connection.fetchval(_BEURT, vandaag, nu, nu - _VERLATEN)
        if swv is None:
            return None
        async with Logboek(self._settings, grootte=_GROOTTE) as logboek:
            gevonden = await controleer_swv(self._pool, logboek, swv)
        async with transaction(self._pool) as connection:
            await connection.execute(_KLAAR, vandaag, self._clock.now(), *gevonden)
        _vertel(swv, gevonden)
        return swv

    async def meet(self) -> None:
        """What an operator looks at; the alert rules in deploy/prometheus use these."""
        async with transaction(self._pool, readonly=True) as connection:
            rij = await connection.fetchrow(_METEN, self._clock.now() - timedelta(minutes=1))
            letters = await connection.fetch(_OPEN_LETTERS)
        assert rij is not None, "een rij van subvragen is er altijd"
        gauge("pos_herbereken_voortgang").set(rij["bezig"])
        gauge("pos_herbereken_verschillen").set(rij["verschillen"])
        gauge("pos_zelfcontrole_verschillen").set(rij["afwijkingen"])
        if rij["ijkpunt"] is not None:
            gauge("pos_ijkpunt_tijd_seconden").set(rij["ijkpunt"])
        if rij["zelfcontrole"] is not None:
            gauge("pos_zelfcontrole_tijd_seconden").set(rij["zelfcontrole"])
        gauge("pos_dode_letters_open").clear()
        for letter in letters:
            gauge("pos_dode_letters_open").labels(letter["dienst"], letter["reden"]).set(letter["aantal"])


async def _rust() -> None:
    await asyncio.sleep(0)


def _vertel(swv: int, gevonden: Gevonden) -> None:
    if sum(gevonden):
        log.error("zelfcontrole: de cijfers wijken af", swv=swv, cellen=gevonden.cellen, zaken=gevonden.zaken)
    else:
        log.info("zelfcontrole: geen verschil", swv=swv)
