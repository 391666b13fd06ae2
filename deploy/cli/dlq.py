"""`./pos dlq`: the dead letters; what they mean and what to do stands in docs/running/dode-letters.md."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Final, TypeVar

import asyncpg
import typer
from rich.console import Console
from rich.table import Table

from deploy import dlqbeheer
from deploy.cli.options import DEFAULT_FOLDER, Folder, ruw_bewaren_dagen, state_folder
from deploy.cli.taal import Opdrachten
from deploy.cli.verbinding import database, kafka_settings
from deploy.dlqbeheer import Keuze, Regel
from deploy.hiaten import Bron, Hiaat
from deploy.hiaten import hiaten as hiaten_van
from deploy.launcher.errors import UserError
from deploy.local.state import StateFolder
from shared.runtime.clock import AMSTERDAM, SystemClock
from shared.runtime.errors import Unavailable

app = Opdrachten(help="Dode letters: berichten die niet te gebruiken zijn.")

Dienst = Annotated[str | None, typer.Option("--dienst", metavar="DIENST", help="Alleen van deze dienst.")]
Topic = Annotated[str | None, typer.Option("--topic", metavar="TOPIC", help="Alleen van dit topic.")]
Reden = Annotated[str | None, typer.Option("--reden", metavar="REDEN", help="Alleen met deze reden.")]
Alle = Annotated[bool, typer.Option("--alle", help="Ook wat al afgehandeld is.")]
Answer = TypeVar("Answer")

_BREED: Final = 150
_UITLEG: Final = "Wat de redenen betekenen en wat u doet: docs/running/dode-letters.md"
_terminal = Console(highlight=False)
_uitvoer = _terminal if _terminal.is_terminal else Console(highlight=False, width=_BREED)


class KafkaWegError(UserError):
    """Kafka does not answer."""

    def __init__(self) -> None:
        super().__init__("Kafka antwoordt niet. Er is niets aangeboden. Kijk met: ./pos status")


@app.command()
def lijst(
    dienst: Dienst = None,
    topic: Topic = None,
    reden: Reden = None,
    alle: Alle = False,
    hiaten: Annotated[
        bool, typer.Option("--hiaten", help="Wat aanvaard en nooit gelezen is: dat moet LDOS opnieuw pushen.")
    ] = False,
    aantal: Annotated[int, typer.Option("--aantal", min=1, help="Hoogstens zo veel regels, de nieuwste.")] = 100,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Laat zien wat er niet verwerkt kon worden: plaats en reden, nooit de inhoud."""
    state, keuze = state_folder(folder), Keuze(dienst, topic, reden, alle)
    if hiaten:
        kafka, dagen = kafka_settings(state), ruw_bewaren_dagen(os.environ)
        _toon_hiaten(_with(state, lambda connection: hiaten_van(connection, kafka, alle, dagen)))
        return
    tellingen = _with(state, lambda connection: dlqbeheer.aantallen(connection, keuze))
    if not tellingen:
        typer.echo("Er zijn geen dode letters." if alle else "Er zijn geen dode letters die nog open staan.")
        return
    _toon(_with(state, lambda connection: dlqbeheer.lijst(connection, keuze, aantal)))
    for van, waarom, hoe_vaak in tellingen:
        typer.echo(f"{van}, {waarom}: {_getal(hoe_vaak)}")
    typer.echo(_UITLEG)


@app.command()
def opnieuw(dienst: Dienst = None, topic: Topic = None, reden: Reden = None, folder: Folder = DEFAULT_FOLDER) -> None:
    """Bied berichten opnieuw aan, na een herstel van de oorzaak. Dubbel tellen kan niet."""
    state, keuze = state_folder(folder), Keuze(dienst, topic, reden)
    if reden in dlqbeheer.NOOIT:
        raise typer.BadParameter("deze reden verandert niet door opnieuw aanbieden", param_hint="--reden")
    kafka, nu = kafka_settings(state), SystemClock().now()
    uitkomst = _with(state, lambda connection: dlqbeheer.opnieuw(connection, kafka, keuze, nu))
    typer.echo(f"Opnieuw aangeboden: {_getal(uitkomst.aangeboden)}.")
    if uitkomst.weg:
        typer.echo(f"Niet meer in Kafka: {_getal(uitkomst.weg)}. Laat de bron die dossiers opnieuw pushen.")
    typer.echo("Wat opnieuw niet lukt, verschijnt als een nieuwe dode letter: ./pos dlq lijst")


@app.command()
def afhandelen(
    dienst: Dienst = None, topic: Topic = None, reden: Reden = None, folder: Folder = DEFAULT_FOLDER
) -> None:
    """Noteer dat er voor deze dode letters niets meer te doen is."""
    keuze = Keuze(dienst, topic, reden)
    if keuze == Keuze():
        raise typer.BadParameter("kies welke: --reden, --dienst of --topic")
    nu = SystemClock().now()
    aantal = _with(state_folder(folder), lambda connection: dlqbeheer.handel_af(connection, keuze, nu))
    typer.echo(f"Afgehandeld: {_getal(aantal)}.")


def _toon(regels: list[Regel]) -> None:
    tabel = Table(box=None, pad_edge=False)
    for kop in ("dienst", "topic"):
        tabel.add_column(kop)
    for kop in ("partitie", "positie"):
        tabel.add_column(kop, justify="right")
    for kop in ("reden", "sinds", "afgehandeld"):
        tabel.add_column(kop)
    for een in regels:
        gedaan = _moment(een.afgehandeld_op) if een.afgehandeld_op else "nee"
        tabel.add_row(*(een.dienst, een.topic, str(een.partitie), str(een.positie), een.reden, _moment(een.op), gedaan))
    _uitvoer.print(tabel)


def _toon_hiaten(gevonden: list[Hiaat]) -> None:
    if not gevonden:
        typer.echo("Er zijn geen hiaten: alles wat aanvaard is, is ook gelezen.")
        return
    tabel = Table(box=None, pad_edge=False)
    for kop in ("reden", "topic", "partitie", "van", "tot en met", "berichten", "gepusht na", "gepusht voor", "bron"):
        tabel.add_column(kop, justify="right" if kop in ("partitie", "van", "tot en met", "berichten") else "left")
    for een in gevonden:
        na = _moment(een.na) if een.na else "onbekend"
        getallen = map(str, (een.partitie, een.van, een.tot, een.tot - een.van + 1))
        tabel.add_row(een.reden, een.topic, *getallen, na, _moment(een.voor), "; ".join(map(_bron, een.bronnen)))
    _uitvoer.print(tabel)
    begin = [een.na for een in gevonden]
    van = f"van {_moment(min(filter(None, begin)))}" if all(begin) else "van het begin"
    typer.echo(
        f"Laat LDOS alle gebeurtenissen {van} tot en met {_moment(max(een.voor for een in gevonden))} opnieuw pushen; "
        "dubbel tellen kan niet."
    )
    redenen = sorted({een.reden for een in gevonden})
    typer.echo("Daarna: " + " en ".join(f"./pos dlq afhandelen --reden {reden}" for reden in redenen))


def _bron(bron: Bron) -> str:
    return f"{bron.naam} ({', '.join(bron.swvs)})" if bron.swvs else bron.naam


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")


def _with(state: StateFolder, call: Callable[[asyncpg.Connection], Awaitable[Answer]]) -> Answer:
    async def run() -> Answer:
        async with database(state) as connection:
            return await call(connection)

    try:
        return asyncio.run(run())
    except Unavailable:
        raise KafkaWegError from None
