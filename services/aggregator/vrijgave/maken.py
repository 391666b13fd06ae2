"""Making a release: read, put together, audit, write. One transaction, one at a time, on a connection of its own."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Final

import asyncpg

from services.aggregator.vrijgave import opslag, uitgaven
from services.aggregator.vrijgave.beleid import Beleidsboek
from services.aggregator.vrijgave.catalogus import OPEN_NU
from services.aggregator.vrijgave.indeling import Indeling, Kijker
from services.aggregator.vrijgave.meten import Korrels, Plek, bijdragen, perioden, plekken, tel, veranderd
from services.aggregator.vrijgave.opslag import Paar, Verbinding, Zaak
from services.aggregator.vrijgave.rapport import leg_vast
from services.aggregator.vrijgave.ronden import Bewijs, Geheugen, door_de_toets, waarheden_van
from services.aggregator.vrijgave.samenstellen import Invoer, Samenstelling, dichte_jaren
from services.aggregator.vrijgave.toets import Toets, ToetsMislukt
from services.aggregator.vrijgave.uitgave import Uitgave
from shared.runtime.postgres import unavailable_guard

# The transaction waits while the audit computes.
_INSTELLINGEN: Final = {"application_name": "vrijgave", "timezone": "UTC", "idle_in_transaction_session_timeout": "0"}
_POGING: Final = "INSERT INTO vrijgave_intern.poging (moment, op, uitkomst, seconden) VALUES ($1, $2, 'gemaakt', $3)"
_GEHOUDEN: Final = """
    INSERT INTO vrijgave_intern.poging (moment, op, uitkomst, reden) VALUES ($1, $2, 'gehouden', $3)
"""


class NietAanDeBeurt(Exception):
    """The moment does not lie after that of the release before; or it is no fixed moment and `extra` was not asked."""

    def __init__(self, volgende: datetime) -> None:
        super().__init__("geen vrijgave aan de beurt")
        self.volgende = volgende


@dataclass(frozen=True)
class Gemaakt:
    """A release that was made. `gewijzigd`: tables that differ from the one before; `gehouden`: cells that kept an
    earlier value because too few dossiers changed; `seconden`: how long the audit took.
    """

    uitgave: Uitgave
    gewijzigd: int
    gehouden: int
    getoetst: bool
    seconden: float = 0.0


Rust = Callable[[], Awaitable[None]]


async def maak_vrijgave(
    dsn: str,
    moment: datetime,
    nu: datetime,
    *,
    extra: bool = False,
    toets: Toets | None = None,
    rust: Rust | None = None,
) -> Gemaakt:
    """Make the release of `moment` of the figures as they stand. `extra`: outside the fixed moments, all units.

    `nu` is only noted beside the attempt. `rust` is awaited between pieces, where others need the event loop.

    Raises:
        NietAanDeBeurt: nothing is due; nothing has changed.
        ToetsMislukt: the audit held it back; the release before stays in force.
        Beschadigd: the release before is not what its manifest says.
        Unavailable: PostgreSQL does not answer.
    """
    with unavailable_guard():
        verbinding = await asyncpg.connect(dsn, server_settings=_INSTELLINGEN)
        try:
            return await _Maker(verbinding, moment, extra, toets, rust or _geen_rust).maak(nu)
        finally:
            await verbinding.close()


async def _geen_rust() -> None:
    return None


class _Maker:
    def __init__(self, verbinding: Verbinding, moment: datetime, extra: bool, toets: Toets | None, rust: Rust) -> None:
        self._verbinding, self._moment, self._extra = verbinding, moment, extra
        self._toets, self._rust = toets, rust

    async def maak(self, nu: datetime) -> Gemaakt:
        try:
            async with self._verbinding.transaction(isolation="repeatable_read"):
                await opslag.neem_slot(self._verbinding)
                gemaakt = await self._in_transactie()
                await self._verbinding.execute(_POGING, self._moment, nu, gemaakt.seconden)
                return gemaakt
        except ToetsMislukt as fout:
            await self._verbinding.execute(_GEHOUDEN, self._moment, nu, str(fout))
            raise

    async def _in_transactie(self) -> Gemaakt:
        hoofden = await uitgaven.lees_hoofden(self._verbinding)
        boek = await opslag.lees_beleid(self._verbinding)
        _controleer(boek, hoofden[-1][1] if hoofden else None, self._moment, self._extra)
        # Only the audit looks further back than the release before.
        terug = hoofden if self._toets else hoofden[-1:]
        eerdere = await uitgaven.lees_uitgaven(self._verbinding, [nummer for nummer, _ in terug])
        invoer = await self._invoer(boek, eerdere[-1] if eerdere else None)
        geheugen = await self._geheugen(eerdere, invoer.kijkers)
        begin = monotonic()
        samen, certificaat = await asyncio.to_thread(door_de_toets, invoer, eerdere, geheugen, self._toets)
        seconden = monotonic() - begin
        await self._schrijf(invoer, samen, certificaat)
        await leg_vast(self._verbinding, samen.uitgave, certificaat, seconden, samen.nut.als_json())
        oud = {} if invoer.vorige is None else invoer.vorige.tabellen
        gewijzigd = sum(oud.get(sleutel) is not tabel for sleutel, tabel in samen.uitgave.tabellen.items())
        return Gemaakt(samen.uitgave, gewijzigd, len(samen.gehouden), certificaat is not None, seconden)

    async def _invoer(self, boek: Beleidsboek, vorige: Uitgave | None) -> Invoer:
        invoer = Invoer(
            moment=self._moment,
            korrels={},
            indeling=Indeling(*await opslag.lees_indeling(self._verbinding)),
            boek=boek,
            termijnen=await opslag.lees_termijnen(self._verbinding),
            vorige=vorige,
            gehouden=await opslag.lees_gehouden(self._verbinding),
            extra=self._extra,
            gevouwen=await opslag.lees_gevouwen(self._verbinding),
            kijkers=await uitgaven.lees_kijkers(self._verbinding),
        )
        zaken: list[Zaak] = []
        async for stapel in opslag.lees_zaken(self._verbinding):
            zaken += await asyncio.to_thread(_tel, invoer.korrels, stapel, invoer.lopend, dichte_jaren(vorige))
            await self._rust()
        await opslag.zet_wens(self._verbinding, zaken)
        telling = await self._tel_verschillen(invoer)
        return replace(invoer, veranderd=telling.__getitem__)

    async def _tel_verschillen(self, invoer: Invoer) -> dict[int, Counter[Plek]]:
        """Per release that some cell still tells: how many distinct cases changed since, per cell."""
        vorige = invoer.vorige
        sinds = set() if vorige is None else {*vorige.ververst.values(), *invoer.gehouden.values()}
        telling: dict[int, Counter[Plek]] = {}
        for nummer in sorted(sinds):
            toen = Indeling(await opslag.leden_toen(self._verbinding, nummer))
            gelijk = toen.leden == invoer.indeling.leden
            paren = await opslag.paren(self._verbinding, nummer, alle=not gelijk)
            telling[nummer] = await asyncio.to_thread(_verschillen, paren, toen, invoer)
            await self._rust()
        return telling

    async def _geheugen(self, eerdere: Sequence[Uitgave], kijkers: Sequence[Kijker]) -> Geheugen:
        if self._toets is None:
            return Geheugen({}, ())
        toen = await uitgaven.lees_waarheden(self._verbinding)
        for uitgave in eerdere:
            open_ = {een.sleutel.schooljaar for een in uitgave.tabellen.values() if not een.definitief} - {OPEN_NU}
            if open_ - toen.get(uitgave.nummer, {}).keys() - self._nu_dicht(eerdere):
                raise ToetsMislukt(f"van vrijgave {uitgave.nummer} is niet meer bekend wat er geteld was")
        return Geheugen(toen, kijkers)

    @staticmethod
    def _nu_dicht(eerdere: Sequence[Uitgave]) -> frozenset[int]:
        return dichte_jaren(eerdere[-1])

    async def _schrijf(self, invoer: Invoer, samen: Samenstelling, certificaat: Bewijs | None) -> None:
        uitgave = samen.uitgave
        await opslag.schrijf(self._verbinding, uitgave, invoer.vorige, certificaat, samen.nut.als_json())
        open_jaren = sorted({een.sleutel.schooljaar for een in uitgave.tabellen.values() if not een.definitief})
        nu = {jaar: een for jaar, een in waarheden_van(invoer, samen).items() if jaar in open_jaren and jaar != OPEN_NU}
        dicht = {sleutel.schooljaar for sleutel in uitgave.tabellen} - set(open_jaren)
        await uitgaven.onthoud_waarheid(self._verbinding, uitgave.nummer, nu, dicht)
        await opslag.onthoud(self._verbinding, uitgave.nummer, invoer.indeling.leden, samen.gehouden, open_jaren)
        await opslag.vergeet(self._verbinding, min([*uitgave.ververst.values(), *samen.gehouden.values()], default=0))


def _controleer(boek: Beleidsboek, vorige: datetime | None, moment: datetime, extra: bool) -> None:
    if vorige is None:
        return
    if moment <= vorige or not (extra or any(boek.momenten(vorige, moment))):
        raise NietAanDeBeurt(boek.volgende(max(vorige, moment)))


def _tel(korrels: Korrels, stapel: Sequence[Zaak], lopend: int, dicht: frozenset[int]) -> list[Zaak]:
    """Add these cases to the grains; gives those that count in a schooljaar that is not closed."""
    open_ = []
    for zaak in stapel:
        gevonden = bijdragen(zaak.swv, zaak.inhoud)
        tel(korrels, gevonden)
        jaren = {jaar for korrel, _ in gevonden for jaar, _ in perioden(korrel, lopend)} - dicht
        if jaren:
            open_.append(zaak._replace(jaren=tuple(sorted(jaren))))
    return open_


def _verschillen(paren: Sequence[Paar], toen: Indeling, invoer: Invoer) -> Counter[Plek]:
    return veranderd(
        (
            plekken(bijdragen(*paar.toen), toen, invoer.lopend),
            plekken(bijdragen(*paar.nu), invoer.indeling, invoer.lopend),
        )
        for paar in paren
    )
