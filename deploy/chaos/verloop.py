"""One run: a stack, a stream, faults by a seed, and a judgement after each."""

import asyncio
import random
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx

from deploy.bronbeheer import add_source
from deploy.chaos.proxy import HOST
from deploy.chaos.rechter import Behoud, Oordeel, Plaats, Rechter
from deploy.chaos.stapel import Stapel, onder_vuur
from deploy.chaos.storingen import ALLE, Storing
from deploy.chaos.stroom import Gebeurtenis, Stroom, wereld
from deploy.chaos.veld import GaatNietVerderError, Veld
from deploy.cli.levering import bestemming, laad
from deploy.cli.verbinding import database, keystore
from deploy.example.regio import als_csv
from deploy.local.postgres import DATABASE
from shared.contracts.bronnen.levering import Opdracht
from shared.runtime.clock import SystemClock
from shared.runtime.settings import KafkaSettings

AANLOOP = 150
"""Accepted events before the first fault: batches of every size, and versions that replace others."""
BIJ_SECONDEN = 90.0
HEEL_SECONDEN = 60.0


@dataclass
class Beurt:
    """What came of one fault."""

    storing: str
    seconden: float = 0.0
    vooruit: float | None = None
    """Seconds after the fault until figures moved again; None: they did not."""
    oordeel: Oordeel | None = None
    gezien: Sequence[str] = ()
    fout: str = ""

    @property
    def goed(self) -> bool:
        return not self.fout and self.oordeel is not None and self.oordeel.goed


@dataclass
class Uitslag:
    """What came of a run."""

    seed: int
    beurten: list[Beurt] = field(default_factory=list)
    gedood: Counter[str] = field(default_factory=Counter)
    gepusht: int = 0
    aanvaard: int = 0
    opnieuw: int = 0
    gekeken: int = 0
    behoud: list[str] = field(default_factory=list)
    seconden: float = 0.0
    fout: str = ""

    @property
    def goed(self) -> bool:
        return not self.fout and not self.behoud and bool(self.beurten) and all(een.goed for een in self.beurten)


@dataclass(frozen=True)
class Opzet:
    """What runs are made of. `duur`: about how long the faults of one run take, together, in seconds."""

    duur: float = 60.0
    brokers: int = 1
    werkers: Mapping[str, int] = field(default_factory=dict)
    storingen: Sequence[str] = ()
    logboeken: Path | None = None
    """Where the logs go of a run that goes wrong."""


Toon = Callable[[str], None]


def schema(seed: int, opzet: Opzet) -> list[Storing]:
    """The faults of a run in order; always the same for a seed. Those that were asked for, all of them once."""
    if opzet.storingen:
        return [ALLE[naam] for naam in opzet.storingen]
    kans = random.Random(f"{seed}/schema")
    mogelijk = [een for een in ALLE.values() if een.brokers <= opzet.brokers]
    gekozen: list[Storing] = []
    while sum(een.seconden for een in gekozen) < opzet.duur:
        gekozen += kans.sample(mogelijk, len(mogelijk))
        while len(gekozen) > 1 and sum(een.seconden for een in gekozen[:-1]) >= opzet.duur:
            gekozen.pop()
    return gekozen


@dataclass
class _Eerder:
    """What earlier runs on the same stack left in the figures."""

    aanvaard: list[Gebeurtenis] = field(default_factory=list)
    dood: dict[Plaats, str] = field(default_factory=dict)
    verschoven: int | None = 0


async def voer_uit(seeds: Sequence[int], opzet: Opzet, toon: Toon) -> AsyncIterator[Uitslag]:
    """Runs one after another on one stack; ends early when one goes wrong. What was wrong stands in what it gives."""
    eerder = _Eerder()
    async with onder_vuur(opzet.brokers, opzet.werkers) as stapel:
        for seed in seeds:
            uitslag = await _run(stapel, seed, opzet, eerder, toon)
            if not uitslag.goed and opzet.logboeken is not None:
                shutil.copytree(stapel.state.logs, opzet.logboeken / f"seed-{seed}", dirs_exist_ok=True)
            yield uitslag
            if not uitslag.goed:
                return


async def _run(stapel: Stapel, seed: int, opzet: Opzet, eerder: _Eerder, toon: Toon) -> Uitslag:
    begin, uitslag = time.monotonic(), Uitslag(seed)
    try:
        async with _veld(stapel, seed, SystemClock().today(), eerder) as veld:
            try:
                await _beurten(veld, schema(seed, opzet), uitslag, toon)
            finally:
                _noteer(veld, uitslag)
                eerder.aanvaard, eerder.verschoven = veld.aanvaard, veld.behoud.verschoven
    except (GaatNietVerderError, TimeoutError) as fout:
        uitslag.fout = str(fout) or "het inrichten duurde te lang"
    uitslag.seconden = time.monotonic() - begin
    return uitslag


def _noteer(veld: Veld, uitslag: Uitslag) -> None:
    uitslag.gedood, uitslag.gekeken, uitslag.behoud = veld.gedood, veld.behoud.gekeken, veld.behoud.fouten
    uitslag.gepusht, uitslag.aanvaard = sum(veld.stroom.uitkomsten.values()), len(veld.stroom.aanvaard)
    uitslag.opnieuw = veld.stroom.opnieuw


@asynccontextmanager
async def _veld(stapel: Stapel, seed: int, vandaag: date, eerder: _Eerder) -> AsyncIterator[Veld]:
    spel = wereld(seed, vandaag)
    opdracht = Opdracht(wie="chaos", bron="verzonnen", peildatum=vandaag, bevestigd=True)
    await laad(bestemming(stapel.state), "organisatie", als_csv(spel.regio).encode(), opdracht)
    async with database(stapel.state) as connection:
        geheim = await add_source(connection, keystore(stapel.state), spel.bron.naam, spel.bron.source, spel.regio.swvs)
    password = stapel.state.secret("postgres")
    dsn = f"postgresql://postgres:{password}@{HOST}:{stapel.options.ports.postgres}/{DATABASE}"
    behoud = Behoud(dsn, verschoven=eerder.verschoven)
    ontvangst = f"http://{HOST}:{stapel.lijnen.ontvangst.poort}"
    async with httpx.AsyncClient(base_url=ontvangst) as client:
        stroom = Stroom(client, geheim, spel, seed)
        taken = [asyncio.create_task(behoud.kijk()), asyncio.create_task(stroom.speel())]
        rechter = Rechter(dsn, KafkaSettings(kafka=stapel.bootstrap, ops_poort=1))
        try:
            kans = random.Random(f"{seed}/keuzes")
            yield Veld(stapel, stroom, rechter, behoud, kans, dood=eerder.dood, eerder=eerder.aanvaard)
        finally:
            await _eindig(taken)


async def _eindig(taken: Iterable["asyncio.Task[None]"]) -> None:
    for taak in taken:
        taak.cancel()
        with suppress(asyncio.CancelledError):
            await taak


async def _beurten(veld: Veld, storingen: Sequence[Storing], uitslag: Uitslag, toon: Toon) -> None:
    await veld.wacht_op(lambda: veld.stroom.antwoorden >= AANLOOP, BIJ_SECONDEN, "de stroom komt op gang")
    for nummer, storing in enumerate(storingen, start=1):
        beurt = Beurt(storing.naam)
        uitslag.beurten.append(beurt)
        toon(storing.naam)
        begin, veld.gezien = time.monotonic(), []
        try:
            await storing.doe(veld)
            beurt.vooruit = await veld.vooruit()
            beurt.oordeel = await _oordeel(veld, laatste=nummer == len(storingen))
        except GaatNietVerderError as fout:
            beurt.fout = str(fout)
        beurt.seconden, beurt.gezien = time.monotonic() - begin, tuple(veld.gezien)
        if not beurt.goed:
            return


async def _oordeel(veld: Veld, laatste: bool) -> Oordeel:
    """Once everything is counted and every part works."""
    await veld.wacht_op(veld.stapel.heel, HEEL_SECONDEN, "alle onderdelen zijn gereed")
    async with asyncio.timeout(BIJ_SECONDEN):
        await veld.stroom.pauzeer()
    await veld.wacht_tot(veld.rechter.bij, BIJ_SECONDEN, "alles is verwerkt")
    oordeel = await veld.rechter.oordeel(veld.aanvaard, veld.dood, met_herbereken=laatste)
    veld.stroom.verder()
    return oordeel
