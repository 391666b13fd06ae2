"""The read audit of one SWV, for its beheerder: a page of it, or all of a period to take along."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from services.gateway.domain.eenheid import herken
from services.gateway.domain.leesverslag import Leesregel, Leesvraag
from services.gateway.domain.rechten import Recht, Rol
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, Gegevens, NietVoorDezeRol
from shared.runtime.clock import AMSTERDAM

STANDAARD_DAGEN: Final = 30
MAX_EXPORT: Final = 50_000
MAX_NAAM: Final = 100


class Periode(NamedTuple):
    """Whole days, both included."""

    van: date
    tot: date


class Zoekvraag(NamedTuple):
    """What the beheerder asks; None: not asked."""

    swv: str
    periode: Periode
    account: str | None = None
    eenheid: str | None = None


class Bladzijde(NamedTuple):
    """Lines, the newest first, out of how many."""

    regels: list[Leesregel]
    aantal: int


def lees_zoekvraag(gegeven: Mapping[str, str], swv: str, vandaag: date) -> Zoekvraag:
    """From `van`, `tot`, `account` and `eenheid`; without period the last thirty days. Raises OngeldigeVraag."""
    missers: list[Misser] = []
    tot = _dag(gegeven, "tot", missers) or vandaag
    van = _dag(gegeven, "van", missers) or tot - timedelta(days=STANDAARD_DAGEN - 1)
    if van > tot and not missers:
        missers.append(Misser("query.van", "ligt na tot"))
    account, eenheid = (gegeven.get(naam, "").strip() or None for naam in ("account", "eenheid"))
    if account is not None and len(account) > MAX_NAAM:
        missers.append(Misser("query.account", f"is langer dan {MAX_NAAM} tekens"))
    if eenheid is not None and herken(eenheid) is None:
        missers.append(Misser("query.eenheid", "is geen code van een eenheid"))
    if missers:
        raise OngeldigeVraag(missers)
    return Zoekvraag(swv, Periode(van, tot), account and account.lower(), eenheid)


def _dag(gegeven: Mapping[str, str], naam: str, missers: list[Misser]) -> date | None:
    tekst = gegeven.get(naam)
    if not tekst:
        return None
    try:
        dag = date.fromisoformat(tekst)
        if len(tekst) != len("2026-11-22") or not 2000 <= dag.year <= 2999:
            raise ValueError
    except ValueError:
        missers.append(Misser(f"query.{naam}", "heeft de vorm 2026-11-22"))
        return None
    return dag


async def geef_leesverslag(
    gegevens: Gegevens, beller: Beller, vraag: Zoekvraag, lopend: int, overslaan: int = 0, hoogstens: int = MAX_EXPORT
) -> Bladzijde:
    """A part of the lines.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only the beheerder of that SWV.
        Unavailable
    """
    swv = eigen_swv(beller.rechten, vraag.swv)
    if Recht(Rol.BEHEERDER, vraag.swv) not in beller.rechten:
        raise NietVoorDezeRol
    gezocht = Leesvraag(
        swv, _begin(vraag.periode.van), _begin(vraag.periode.tot + timedelta(days=1)), vraag.account, vraag.eenheid
    )
    async with gegevens.lezing(beller.rechten, lopend) as lezing:
        return Bladzijde(*await lezing.leesregels(replace(gezocht, hoogstens=hoogstens, overslaan=overslaan)))


def _begin(dag: date) -> datetime:
    return datetime.combine(dag, time(), AMSTERDAM)
