"""`./pos bron`: the source systems that may push, and their secrets."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeVar

import asyncpg
import typer

from deploy import bronbeheer
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.taal import Opdrachten
from deploy.cli.verbinding import database, keystore
from deploy.local.state import StateFolder

app = Opdrachten(help="Bronsystemen die mogen pushen, en hun geheimen.")

Naam = Annotated[str, typer.Argument(metavar="NAAM", help="Hoe de bron hier heet.")]
Answer = TypeVar("Answer")

HANDED_OUT = "Het geheim staat op de volgende regel. Bewaar het nu: het wordt niet nog eens getoond."


@app.command()
def toevoegen(
    naam: Naam,
    source: Annotated[
        str, typer.Option("--source", metavar="URN", help="Het attribuut `source` van de bron: urn:… of https://….")
    ],
    swv: Annotated[list[str], typer.Option("--swv", metavar="PO9901", help="Mag herhaald worden.")],
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Registreer een bronsysteem; zijn geheim staat op de laatste regel."""
    state = state_folder(folder)
    secret = _with(state, lambda connection: bronbeheer.add_source(connection, keystore(state), naam, source, swv))
    typer.echo(f"Bron {naam} mag leveren voor {', '.join(sorted(set(swv)))}.")
    _hand_out(secret)


@app.command()
def geheim(
    naam: Naam,
    vervalt: Annotated[
        int | None, typer.Option("--vervalt", metavar="N", min=1, help="Laat het N-de geheim vervallen, geen nieuw.")
    ] = None,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Maak een extra geheim (op de laatste regel), of laat er een vervallen."""
    state = state_folder(folder)
    if vervalt is None:
        _hand_out(_with(state, lambda connection: bronbeheer.add_secret(connection, keystore(state), naam)))
        return
    _with(state, lambda connection: bronbeheer.expire_secret(connection, naam, vervalt))
    typer.echo(f"Geheim {vervalt} van bron {naam} vervalt, binnen 20 seconden.")


@app.command()
def intrekken(naam: Naam, folder: Folder = DEFAULT_FOLDER) -> None:
    """Trek een bron in: zij kan niets meer leveren. Wat zij leverde blijft staan."""
    _with(state_folder(folder), lambda connection: bronbeheer.withdraw_source(connection, naam))
    typer.echo(f"Bron {naam} is ingetrokken; binnen 20 seconden wordt elke levering geweigerd.")


@app.command()
def herstellen(naam: Naam, folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat een ingetrokken bron weer leveren, met de geheimen die nog gelden."""
    geldig = _with(state_folder(folder), lambda connection: bronbeheer.restore_source(connection, naam))
    typer.echo(f"Bron {naam} kan weer leveren, binnen 20 seconden. Wat geldt: {_geheimen(geldig)}.")
    typer.echo(
        f"Heeft de bron dat geheim niet meer, of kan een ander het hebben? Maak een nieuw: ./pos bron geheim {naam}"
    )


@app.command()
def lijst(folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat alle bronnen zien."""
    sources = _with(state_folder(folder), bronbeheer.list_sources)
    if not sources:
        typer.echo("Er zijn nog geen bronnen. Toevoegen: ./pos bron toevoegen NAAM --source URN --swv PO9901")
    for each in sources:
        ended = f"; ingetrokken op {each.ingetrokken_op:%d-%m-%Y}" if each.ingetrokken_op else ""
        typer.echo(f"{each.naam}: {each.source}; {', '.join(each.swvs)}; geldig: {_geheimen(each.geheimen)}{ended}")


def _geheimen(nummers: Sequence[int]) -> str:
    """Which secrets hold, by their number in order of making."""
    if not nummers:
        return "geen geheim"
    *eerdere, laatste = map(str, nummers)
    return f"geheim {', '.join(eerdere)} en {laatste}" if eerdere else f"geheim {laatste}"


def _hand_out(secret: str) -> None:
    typer.echo(HANDED_OUT)
    typer.echo(secret)


def _with(state: StateFolder, call: Callable[[asyncpg.Connection], Awaitable[Answer]]) -> Answer:
    async def run() -> Answer:
        async with database(state) as connection:
            return await call(connection)

    return asyncio.run(run())
