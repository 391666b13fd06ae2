"""`./pos avg`: the account that the AVG asks for, from the running system."""

import asyncio
import json
import os
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from deploy.cli.options import (
    DEFAULT_FOLDER,
    Folder,
    documenten_bewaren_dagen,
    leesverslag_dagen,
    ruw_bewaren_dagen,
    state_folder,
    zaken_bewaren_jaren,
)
from deploy.cli.taal import Opdrachten
from deploy.cli.verbinding import database, kafka_settings, keystore
from deploy.launcher.errors import UserError
from deploy.local.state import StateFolder
from deploy.verantwoording import NIET_INGEDEELD, Regel, Systeem, verantwoord
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Unavailable

app = Opdrachten(help="Verantwoording volgens de AVG.")

_BREED: Final = 190
_KOPPEN: Final = ("wat", "waar", "gegevens", "hoe lang", "grond", "aantal", "oudste")
_terminal = Console(highlight=False)
_uitvoer = _terminal if _terminal.is_terminal else Console(highlight=False, width=_BREED)


@app.callback()
def _groep() -> None:
    """Keeps `avg` a group, also with one command."""


@app.command()
def verantwoording(
    als_json: Annotated[bool, typer.Option("--json", help="Als JSON, voor een eigen register.")] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Wat wordt waar bewaard, hoe lang en op welke grond; gemeten op het draaiende systeem."""
    try:
        regels = asyncio.run(_meet(state_folder(folder)))
    except Unavailable:
        raise UserError("Kafka antwoordt niet. Kijk met: ./pos status") from None
    if als_json:
        typer.echo(json.dumps([een.als_json() for een in regels], ensure_ascii=False, indent=2))
        return
    _toon(regels)


async def _meet(state: StateFolder) -> list[Regel]:
    async with database(state) as connection:
        return await verantwoord(
            Systeem(
                connection,
                kafka_settings(state),
                keystore(state),
                state.logs if state.logs.is_dir() else None,
                SystemClock().today(),
                ruw_bewaren_dagen(os.environ),
                zaken_bewaren_jaren(os.environ),
                documenten_bewaren_dagen(os.environ),
                leesverslag_dagen(os.environ),
            )
        )


def _toon(regels: list[Regel]) -> None:
    tabel = Table(box=None, pad_edge=False, show_lines=False)
    for kop in _KOPPEN:
        tabel.add_column(kop, justify="right" if kop == "aantal" else "left", overflow="fold")
    for een in regels:
        aantal = "" if een.aantal is None else f"{een.aantal:,}".replace(",", ".")
        oudste = f"{een.oudste:%d-%m-%Y}" if een.oudste else ""
        tabel.add_row(een.wat, een.waar, een.gegevens, een.termijn, een.grond, aantal, oudste)
    _uitvoer.print(tabel)
    typer.echo("Pseudoniem is niet anoniem: alleen wat de vrijgavepoort doorlaat, is anoniem (docs/privacy/README.md).")
    if any(een.wat == NIET_INGEDEELD for een in regels):
        typer.echo("Let op: van de tabellen die niet ingedeeld zijn, is geen bewaartermijn vastgelegd.")
