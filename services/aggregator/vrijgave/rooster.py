"""Releases at their fixed moments, made by the aggregator itself; and what an operator sees of them.

Any number of aggregators may run: the lock lets one of them make a release, and for the others nothing is due then.
"""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from services.aggregator.domain import Telling
from services.aggregator.handlers import Melder, Verwerkt
from services.aggregator.settings import Settings
from services.aggregator.vrijgave.beleid import Beleidsboek
from services.aggregator.vrijgave.maken import NietAanDeBeurt, maak_vrijgave
from services.aggregator.vrijgave.rapport import vul_aan
from services.aggregator.vrijgave.toets import Stopbaar, ToetsMislukt
from shared.runtime.clock import Clock
from shared.runtime.logging import get_logger
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Pool, transaction

log = get_logger(__name__)

_KIJK: Final = """
    SELECT dag, uur, greatest(vanaf, (SELECT max(moment) FROM vrijgave.vrijgave),
                              (SELECT max(moment) FROM vrijgave_intern.poging)) AS sinds FROM vrijgave.rooster
"""
_POGINGEN: Final = "SELECT uitkomst, count(*) AS aantal FROM vrijgave_intern.poging GROUP BY uitkomst"
_LAATSTE: Final = "SELECT extract(epoch FROM max(moment))::float8 FROM vrijgave.vrijgave"
_TERUG: Final = timedelta(days=366)


class Rooster:
    """Looks every minute whether a fixed moment has passed since the last release, and makes it."""

    def __init__(
        self, settings: Settings, pool: Pool, clock: Clock, melder: Melder, toets: Stopbaar | None = None
    ) -> None:
        self._settings, self._pool, self._clock = settings, pool, clock
        self._melder, self._toets = melder, toets

    async def run(self, stop: asyncio.Event) -> None:
        """Stay until `stop` is set; a release that is being made then is given up, and nothing is written."""
        blijf = asyncio.create_task(self._blijf())
        await stop.wait()
        if self._toets is not None:
            self._toets.stop()
        blijf.cancel()
        with suppress(asyncio.CancelledError):
            await blijf

    async def _blijf(self) -> None:
        while True:
            try:
                await self.doe()
            except Exception as fout:
                # Fails closed: the release before stays in force, and the live stream goes on.
                log.error("vrijgave mislukt", exc_info=fout)
            await asyncio.sleep(self._settings.vrijgave_kijken_seconden)

    async def doe(self) -> None:
        """Make the release that is due, if one is. Raises Unavailable."""
        nu = self._clock.now().replace(microsecond=0)
        if await self._gemist(nu) is None:
            return
        dsn = self._settings.database_url.get_secret_value()
        try:
            gemaakt = await maak_vrijgave(dsn, nu, nu, toets=self._toets)
        except NietAanDeBeurt:
            return
        except ToetsMislukt as fout:
            log.error("de toets hield een vrijgave tegen; de vorige blijft gelden", reden=str(fout))
            return
        log.info("vrijgave gemaakt", nummer=gemaakt.uitgave.nummer, tabellen=gemaakt.gewijzigd)
        self._melder.meld(Verwerkt(Telling(), vrijgave=gemaakt.uitgave.nummer))
        if self._toets is not None and gemaakt.getoetst:
            await self._vul_rapport_aan(dsn, gemaakt.uitgave.nummer, self._toets)

    @staticmethod
    async def _vul_rapport_aan(dsn: str, nummer: int, toets: Stopbaar) -> None:
        """What another threshold would do; without, the release is no less made."""
        try:
            await vul_aan(dsn, nummer, toets.lekken)
        except ToetsMislukt as fout:
            log.warning("toetsrapport zonder andere drempels", nummer=nummer, reden=str(fout))

    async def _gemist(self, nu: datetime) -> datetime | None:
        """The newest fixed moment that has passed without a release or an attempt."""
        async with transaction(self._pool, readonly=True) as connection:
            rij = await connection.fetchrow(_KIJK)
        assert rij is not None, "de migratie zette deze rij"
        rooster = Beleidsboek(dag=rij["dag"], uur=rij["uur"])
        return max(rooster.momenten(max(rij["sinds"], nu - _TERUG), nu), default=None)

    async def meet(self) -> None:
        """What an operator looks at; the alert rules in deploy/prometheus use these."""
        nu = self._clock.now()
        gemist = await self._gemist(nu)
        async with transaction(self._pool, readonly=True) as connection:
            pogingen = {rij["uitkomst"]: rij["aantal"] for rij in await connection.fetch(_POGINGEN)}
            laatste = await connection.fetchval(_LAATSTE)
        for uitkomst in ("gemaakt", "gehouden"):
            gauge("pos_vrijgaven").labels(uitkomst).set(pogingen.get(uitkomst, 0))
        gauge("pos_vrijgave_te_laat_seconden").set((nu - gemist).total_seconds() if gemist else 0)
        if laatste is not None:
            gauge("pos_vrijgave_laatste_tijd_seconden").set(laatste)
