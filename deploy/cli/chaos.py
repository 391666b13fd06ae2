"""`./pos chaos`: faults on a stack of its own, by a seed, while an LDOS pushes; nothing may be lost or wrong."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from deploy.chaos.bewaren import bewaar, lees
from deploy.chaos.storingen import ALLE
from deploy.chaos.verloop import Beurt, Opzet, Uitslag, voer_uit
from deploy.chaos.verslag import fouten, getal, verslag
from deploy.cli import run_stack
from deploy.cli.options import Werkers, lees_werkers
from deploy.cli.show import console
from deploy.launcher.errors import UserError
from shared.runtime.clock import SystemClock
from shared.runtime.logging import configure

LANG_SECONDEN = 30 * 60
Noteer = Callable[[Uitslag], None]
SECONDEN = 60.0


class OnbekendeStoringError(UserError):
    """A fault that does not exist."""


def chaos(
    seed: Annotated[int | None, typer.Option(min=0, help="Hetzelfde getal geeft dezelfde storingen.")] = None,
    runs: Annotated[int, typer.Option(min=1, help="Zo veel runs, met opvolgende seeds.")] = 1,
    duur: Annotated[float, typer.Option(min=1, help="Zo veel seconden aan storingen per run, ongeveer.")] = SECONDEN,
    samen: Annotated[int, typer.Option(min=1, help="Zo veel runs na elkaar op één stapel.")] = 1,
    lang: Annotated[bool, typer.Option("--lang", help="Begin steeds een nieuwe run, een half uur lang.")] = False,
    fout: Annotated[list[str] | None, typer.Option(metavar="NAAM", help="Alleen deze storing; mag vaker.")] = None,
    brokers: Annotated[int, typer.Option(help="1 of 3 brokers.", metavar="AANTAL")] = 1,
    werkers: Werkers = "",
    rapport: Annotated[Path | None, typer.Option(help="Schrijf het verslag naar dit bestand.")] = None,
    uitslagen: Annotated[
        Path | None, typer.Option(metavar="MAP", help="Bewaar hier elke uitslag; het verslag gaat over alle in de map.")
    ] = None,
    logboeken: Annotated[Path | None, typer.Option(help="Bewaar hier de logboeken van een run die misgaat.")] = None,
    lijst: Annotated[bool, typer.Option("--lijst", help="Laat zien welke storingen er zijn.")] = False,
) -> None:
    """Doe van alles mis op een eigen, tijdelijke stapel terwijl LDOS pusht, en kijk of alles klopt."""
    if lijst:
        _toon_lijst()
        return
    if brokers not in (1, 3):
        raise typer.BadParameter("kies 1 of 3", param_hint="--brokers")
    opzet = Opzet(duur, brokers, lees_werkers(werkers), _namen(fout or [], brokers), logboeken)
    begin = SystemClock().now()
    eerste = random.SystemRandom().randrange(10**6) if seed is None else seed
    gedraaid: list[Uitslag] = []

    def noteer(uitslag: Uitslag) -> None:
        gedraaid.append(uitslag)
        if uitslagen is not None:
            bewaar(uitslagen, uitslag)

    try:
        with run_stack.stop_signals():
            _draai(eerste, runs, samen, lang, opzet, noteer)
    except run_stack.StopAskedError:
        raise KeyboardInterrupt from None
    finally:
        if rapport is not None and gedraaid:
            alle = gedraaid if uitslagen is None else lees(uitslagen)
            rapport.write_text(verslag(alle, opzet, begin), "utf-8")
    _slot(gedraaid)


def _namen(gevraagd: Sequence[str], brokers: int) -> Sequence[str]:
    for naam in gevraagd:
        if naam not in ALLE:
            raise OnbekendeStoringError(f"{naam!r} is geen storing. Kijk met: ./pos chaos --lijst")
        if ALLE[naam].brokers > brokers:
            raise OnbekendeStoringError(f"{naam} heeft {ALLE[naam].brokers} brokers nodig: --brokers 3")
    return gevraagd


def _draai(eerste: int, runs: int, samen: int, lang: bool, opzet: Opzet, noteer: Noteer) -> None:
    configure("chaos", "tekst")
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    logging.getLogger().setLevel(logging.CRITICAL)
    klok, seed = SystemClock(), eerste
    begin = klok.monotonic()
    while klok.monotonic() - begin < LANG_SECONDEN if lang else seed < eerste + runs:
        seeds = range(seed, seed + samen if lang else min(seed + samen, eerste + runs))
        seed += max(1, asyncio.run(_op_een_stapel(seeds, opzet, noteer)))


async def _op_een_stapel(seeds: Sequence[int], opzet: Opzet, noteer: Noteer) -> int:
    """How many runs there were: it ends at the first that goes wrong."""
    gedaan: list[Uitslag] = []
    with console.status("de stapel start") as balk:
        async for uitslag in voer_uit(seeds, opzet, lambda naam: balk.update(f"seed {seeds[len(gedaan)]}: {naam}")):
            gedaan.append(uitslag)
            _toon_uitslag(uitslag)
            noteer(uitslag)
    return len(gedaan)


def _toon_uitslag(uitslag: Uitslag) -> None:
    console.print(
        f"{'[green]✓[/]' if uitslag.goed else '[red]✗[/]'} seed {uitslag.seed}: {len(uitslag.beurten)} storingen,"
        f" {uitslag.gedood.total()} × kill -9, {getal(uitslag.aanvaard)} gebeurtenissen aanvaard,"
        f" {getal(uitslag.gekeken)} keer gekeken ({uitslag.seconden:.0f} s)"
    )
    _toon_beurten(uitslag.beurten)
    for regel in fouten(uitslag):
        console.print(f"  [red]{regel}[/]")


def _toon_beurten(beurten: Sequence[Beurt]) -> None:
    tabel = Table(box=None, pad_edge=True)
    for kop in ("storing", "duur", "weer vooruit", "cellen anders", "verloren", ""):
        tabel.add_column(kop, justify="left" if kop in ("storing", "") else "right")
    for een in beurten:
        vooruit = "niet" if een.vooruit is None else f"{een.vooruit:.1f} s"
        oordeel = ("?", "?") if een.oordeel is None else (str(een.oordeel.cellen), str(een.oordeel.verloren))
        tabel.add_row(een.storing, f"{een.seconden:.0f} s", vooruit, *oordeel, "; ".join(een.gezien))
    console.print(tabel)


def _slot(uitslagen: Sequence[Uitslag]) -> None:
    mis = [str(een.seed) for een in uitslagen if not een.goed]
    if mis:
        console.print(f"[red]Er ging iets mis bij seed {', '.join(mis)}.[/] Nog eens: ./pos chaos --seed {mis[0]}")
        raise typer.Exit(1)
    console.print("Er is niets verloren gegaan en alles klopt.")


def _toon_lijst() -> None:
    tabel = Table(box=None, pad_edge=False)
    for kop in ("storing", "wat er gebeurt", "brokers"):
        tabel.add_column(kop)
    for een in ALLE.values():
        tabel.add_row(een.naam, een.wat, str(een.brokers))
    console.print(tabel)
