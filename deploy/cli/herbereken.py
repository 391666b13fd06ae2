"""`./pos herbereken`: the figures anew from checkpoint and log, beside live traffic."""

import asyncio
import gc
from contextlib import suppress
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.verbinding import database_url, kafka_settings
from deploy.launcher.errors import UserError
from services.aggregator.herbereken import Vergelijking, Wijze
from services.aggregator.herbereken import herbereken as voer_uit
from shared.contracts.cellen import Kubus
from shared.contracts.eenheden import swv_code
from shared.contracts.schooljaar import tekst
from shared.contracts.topics import INDICATOREN_GEWIJZIGD
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Fatal, Unavailable
from shared.runtime.kafka import Message, open_producer, send_all
from shared.runtime.logging import configure
from shared.runtime.settings import KafkaSettings

ROLE: Final = "pos_aggregator"
_GETOOND: Final = 100
_KUBUSSEN: Final = {kubus.value: kubus.name.lower() for kubus in Kubus}

_uitvoer = Console(highlight=False, soft_wrap=True)
_fouten = Console(stderr=True, highlight=False)


class HerberekenenMisluktError(UserError):
    """It can't be done now; the message is Dutch. Nothing has changed."""


def herbereken(
    controleer: Annotated[
        bool, typer.Option("--controleer", help="Vergelijk alleen; uitgang 1 als er iets verschilt.")
    ] = False,
    ijkpunt: Annotated[
        bool, typer.Option("--ijkpunt", help="Vergelijk, en leg de stand vast als begin voor een volgende keer.")
    ] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Reken alle cijfers opnieuw uit ijkpunt en log, naast het lopende verkeer, en zet ze dan in de plaats."""
    if controleer and ijkpunt:
        raise typer.BadParameter("kies --controleer of --ijkpunt")
    state = state_folder(folder)
    wijze = Wijze.CONTROLE if controleer else Wijze.IJKPUNT if ijkpunt else Wijze.WISSEL
    uitkomst, seconden = _reken(database_url(state, ROLE), kafka_settings(state), wijze)
    _toon(wijze, uitkomst, seconden)
    if wijze is not Wijze.WISSEL and not uitkomst.gelijk:
        raise typer.Exit(1)


def _reken(dsn: str, kafka: KafkaSettings, wijze: Wijze) -> tuple[Vergelijking, float]:
    configure("herbereken", "tekst")
    # Millions of short-lived objects and no cycles: let the collector look less often.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    try:
        return asyncio.run(_met_balk(dsn, kafka, wijze))
    except Fatal as fout:
        raise HerberekenenMisluktError(f"{fout.melding}\n{fout.herstel}") from None
    except Unavailable as fout:
        raise HerberekenenMisluktError(
            f"{fout.wat.capitalize()} antwoordt niet. De cijfers zijn niet gewijzigd. Kijk met: ./pos status"
        ) from None


async def _met_balk(dsn: str, kafka: KafkaSettings, wijze: Wijze) -> tuple[Vergelijking, float]:
    kolommen = (TextColumn("herberekenen"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[gelezen]}"))
    clock = SystemClock()
    begin = clock.monotonic()
    with Progress(*kolommen, TimeElapsedColumn(), console=_fouten, transient=True) as balk:
        taak = balk.add_task("", total=1.0, gelezen="")

        def toon(deel: float, gelezen: int) -> None:
            balk.update(taak, completed=deel, gelezen=f"{_getal(gelezen)} berichten")

        uitkomst = await voer_uit(dsn, kafka, wijze, clock, toon=toon)
    seconden = clock.monotonic() - begin
    if wijze is Wijze.WISSEL and uitkomst.cellen:
        await _meld(kafka, uitkomst)
    return uitkomst, seconden


async def _meld(kafka: KafkaSettings, uitkomst: Vergelijking) -> None:
    """Open pages fetch what changed; a lost word costs them no more than that."""
    wijziging = Wijziging(
        swvs=tuple(sorted({swv_code(een.swv) for een in uitkomst.cellen})),
        schooljaren=tuple(sorted({een.schooljaar for een in uitkomst.cellen})),
        organisatie=False,
    )
    with suppress(Unavailable):
        async with open_producer(kafka, "herbereken") as producer:
            await send_all(producer, [Message(INDICATOREN_GEWIJZIGD.naam, wijziging.naar_bytes(), partition=0)])


def _toon(wijze: Wijze, uitkomst: Vergelijking, seconden: float) -> None:
    tempo = _getal(round(uitkomst.gebeurtenissen / max(seconden, 0.001)))
    _uitvoer.print(
        f"Herberekend: {_getal(uitkomst.gebeurtenissen)} berichten in {seconden:.1f} s ({tempo} per seconde)."
    )
    if uitkomst.nu is not None and uitkomst.herberekend is not None:
        for naam, nu, nieuw in zip(("cellen", "zaken"), uitkomst.nu, uitkomst.herberekend, strict=True):
            _uitvoer.print(f"SHA-256 {naam}, nu:          {nu.hex()}")
            _uitvoer.print(f"SHA-256 {naam}, herberekend: {nieuw.hex()}")
    if uitkomst.aantal:
        _toon_verschillen(uitkomst)
    _uitvoer.print(_slot(wijze, uitkomst))


def _slot(wijze: Wijze, uitkomst: Vergelijking) -> str:
    if wijze is Wijze.WISSEL:
        return "De herberekende cijfers gelden nu." if uitkomst.aantal else "Er was geen verschil; alles blijft staan."
    if not uitkomst.gelijk:
        geen = " Er is geen ijkpunt gemaakt." if wijze is Wijze.IJKPUNT else ""
        return f"De lopende cijfers wijken af van de herberekening.{geen} Herstellen: ./pos herbereken"
    return "Geen verschil." + (" Het ijkpunt is vastgelegd." if wijze is Wijze.IJKPUNT else "")


def _toon_verschillen(uitkomst: Vergelijking) -> None:
    if uitkomst.cellen:
        tabel = Table(title="Verschillende cellen", title_justify="left", box=None)
        for kop in ("swv", "schooljaar", "kubus", "cellen", "dossiers nu", "dossiers herberekend"):
            tabel.add_column(kop, justify="left" if kop in ("swv", "schooljaar", "kubus") else "right")
        for een in uitkomst.cellen[:_GETOOND]:
            plaats = (swv_code(een.swv), tekst(een.schooljaar), _KUBUSSEN.get(een.kubus, str(een.kubus)))
            tabel.add_row(*plaats, *map(_getal, (een.cellen, een.nu, een.herberekend)))
        _uitvoer.print(tabel)
        if len(uitkomst.cellen) > _GETOOND:
            _uitvoer.print(f"… en nog {len(uitkomst.cellen) - _GETOOND} regels.")
    for swv, zaken in (uitkomst.zaken or {}).items():
        _uitvoer.print(f"Verschillende zaken van {swv_code(swv)}: {_getal(zaken)}.")
    for naam, aantal in (
        ("dode letters", uitkomst.letters), ("tellingen per partitie", uitkomst.partities),
        ("tellingen per bron", uitkomst.bronnen), ("regels van lijsten", uitkomst.lijstregels),
    ):  # fmt: skip
        if aantal:
            _uitvoer.print(f"Verschillende {naam}: {_getal(aantal)}.")


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
