"""How old the oldest thing in each store is, beside how old it may be: what an alert on retention looks at."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from services.aggregator.opruimen import BEWAREN
from services.aggregator.settings import Settings
from shared.runtime.clock import Clock
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Pool, transaction

_DAG: Final = 86_400
_MAAND: Final = 31 * _DAG
_OUDSTE: Final = "SELECT opslag, oudste FROM toegang.oudste_bewaard()"


def termijnen(settings: Settings) -> Mapping[str, int]:
    """Seconds that each store keeps, with the month in which the checkpoint comes by where that is what removes.
    Of the documents reports says it."""
    leesverslag = settings.leesverslag_dagen * _DAG
    return {
        "dode_letters": int(BEWAREN.total_seconds()) + _MAAND,
        "gevouwen": settings.bewaren_jaren * 366 * _DAG + _MAAND,
        "ijkpunt": _MAAND,
        "leesverslag": leesverslag,
        "accountwijzigingen": leesverslag,
    }


class Bewaard:
    """Sets the gauges."""

    def __init__(self, settings: Settings, pool: Pool, clock: Clock) -> None:
        self._settings, self._pool, self._clock = settings, pool, clock

    async def meet(self) -> None:
        """An empty store is 0 seconds old. Raises Unavailable."""
        nu = self._clock.now()
        async with transaction(self._pool, readonly=True) as connection:
            rijen = await connection.fetch(_OUDSTE)
        for rij in rijen:
            gauge("pos_bewaard_oudste_seconden").labels(rij["opslag"]).set(_leeftijd(rij["oudste"], nu))
        for opslag, seconden in termijnen(self._settings).items():
            gauge("pos_bewaard_termijn_seconden").labels(opslag).set(seconden)


def _leeftijd(oudste: datetime | None, nu: datetime) -> float:
    return 0.0 if oudste is None else max(0.0, (nu - oudste).total_seconds())
