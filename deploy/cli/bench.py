"""`./pos bench`: how fast this machine runs the whole product, beside the goals."""

import asyncio
import os
import platform
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import psutil
import typer
from rich.table import Table

from bench import doelen, rapporten, stroom, vragen
from bench.doelen import Meting, deel
from bench.stapel import Stapel, eigen_stapel
from deploy.cli import run_stack
from deploy.cli.show import console
from deploy.launcher.errors import UserError
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import SystemClock


class MetenMisluktError(UserError):
    """There is nothing to show."""


class Wat(StrEnum):
    """What can be measured."""

    PRODUCT = "product"
    RAPPORTEN = "rapporten"


def bench(
    wat: Annotated[Wat, typer.Argument(help="het hele product, of Word-rapporten")] = Wat.PRODUCT,
) -> None:
    """Meet de snelheid op een eigen, tijdelijke stapel en zet die naast de doelen; duurt een paar minuten."""
    vandaag, werkers = SystemClock().today(), {"reports": rapporten.WERKERS} if wat is Wat.RAPPORTEN else None
    try:
        with run_stack.stop_signals(), eigen_stapel(vandaag, werkers) as stapel:
            gemeten = _meet(stapel) if wat is Wat.PRODUCT else rapporten.meet_rapporten(stapel, vandaag)
            metingen = list(_met_voortgang(gemeten))
    except run_stack.StopAskedError:
        raise KeyboardInterrupt from None
    except stroom.NietVerwerktError:
        raise MetenMisluktError("De cijfers lopen te ver achter om te meten. Kijk of er genoeg geheugen is.") from None
    except rapporten.NietGemaaktError:
        raise MetenMisluktError("De rapporten komen niet op tijd. Is de computer bezig?") from None
    _toon(metingen)


def _met_voortgang(metingen: Iterable[Meting]) -> Iterator[Meting]:
    for een in metingen:
        console.print(f"gemeten: {een.wat}", style="dim")
        yield een


def _meet(stapel: Stapel) -> Iterator[Meting]:
    vandaag = SystemClock().today()
    yield Meting("Starten van een lege stapel, met gevulde cache", stapel.start_seconden, "s", doelen.STARTEN_SECONDEN)
    yield from _doorvoer(asyncio.run(stroom.meet_doorvoer(stapel, vandaag)))
    zichtbaar = asyncio.run(stroom.meet_zichtbaar(stapel, vandaag))
    yield Meting("Van push tot zichtbaar in /waarden, zonder ander verkeer, p50", deel(zichtbaar, 50), "ms")
    yield Meting("  hetzelfde, p99", deel(zichtbaar, 99), "ms", doelen.ZICHTBAAR_MS)
    tijden = vragen.meet_antwoorden(stapel, schooljaar_van(vandaag))
    yield Meting("Antwoord van /waarden, één tegelijk, voorbeeldregio, p50", deel(tijden, 50), "ms")
    yield Meting("  hetzelfde, p95", deel(tijden, 95), "ms", doelen.ANTWOORD_MS)
    yield from vragen.meet_beelden(stapel, schooljaar_van(vandaag))
    geheugen = stapel.geheugen_mib()
    yield Meting("Geheugen van alle onderdelen samen", sum(geheugen.values()), "MiB", doelen.GEHEUGEN_MIB)
    for naam, mib in geheugen.items():
        yield Meting(f"  waarvan {naam}", mib, "MiB")


def _doorvoer(gemeten: stroom.Doorvoer) -> Iterator[Meting]:
    yield Meting(
        f"Push van {stroom.AANTAL:,} gebeurtenissen in ondertekende leveringen, aanvaard".replace(",", ".", 1),
        stroom.AANTAL / gemeten.aanvaard, "per s", doelen.PUSH_PER_SECONDE, meer_is_beter=True,
    )  # fmt: skip
    yield Meting(
        "  dezelfde, tot en met de cijfers (achterstand 0)",
        stroom.AANTAL / gemeten.verwerkt, "per s", doelen.PUSH_PER_SECONDE, meer_is_beter=True,
    )  # fmt: skip


def _toon(metingen: list[Meting]) -> None:
    geheugen = psutil.virtual_memory().total / 2**30
    titel = f"\n{SystemClock().today():%d-%m-%Y}, {os.cpu_count()} kernen, {geheugen:.0f} GiB, {platform.machine()}"
    tabel = Table(title=titel, title_justify="left", box=None, pad_edge=False)
    tabel.add_column("wat")
    for kop in ("gemeten", "doel", "verhouding"):
        tabel.add_column(kop, justify="right", no_wrap=True)
    for een in metingen:
        doel = "" if een.doel is None else f"{_getal(een.doel)} {een.eenheid}"
        verhouding = "" if een.verhouding is None else f"{een.verhouding:.1f}×".replace(".", ",")
        tabel.add_row(een.wat, f"{_getal(een.gemeten)} {een.eenheid}", doel, verhouding)
    console.print(tabel)
    console.print("Verhouding: hoeveel keer zo goed als het doel; 1,0 of meer is gehaald.")
    console.print("De speler die pusht en vraagt, draait op dezelfde machine mee.")


def _getal(waarde: float) -> str:
    """12.345 of 6,7: one decimal under a hundred."""
    return (f"{waarde:,.1f}" if waarde < 100 else f"{waarde:,.0f}").translate(str.maketrans(",.", ".,"))
