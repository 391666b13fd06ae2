"""`./pos gebruiker`: accounts, and what they may see."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import asyncpg
import typer

from deploy import accountbeheer
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.taal import Opdrachten
from deploy.cli.verbinding import database
from deploy.launcher.errors import UserError
from deploy.local.state import StateFolder

app = Opdrachten(help="Gebruikers en hun rollen.")

Answer = TypeVar("Answer")
Naam = Annotated[str, typer.Argument(metavar="NAAM", help="Naam waarmee de gebruiker inlogt.")]
Rollen = Annotated[
    list[str] | None, typer.Option("--rol", help="swv, bestuur, school, beheerder of platform; mag herhaald worden.")
]
Eenheden = Annotated[
    list[str] | None,
    typer.Option(
        "--eenheid", metavar="PO9901", help="Bij elke rol een: de eerste bij de eerste. Platform heeft er geen."
    ),
]
UitInvoer = Annotated[bool, typer.Option("--wachtwoord-stdin", help="Lees het wachtwoord van de invoer.")]


class GebruikerError(UserError):
    """Something about an account is not right; the message is Dutch."""


@app.command()
def toevoegen(
    naam: Naam,
    rol: Rollen = None,
    eenheid: Eenheden = None,
    wachtwoord_stdin: UitInvoer = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Maak een gebruiker. Zonder wachtwoord op de invoer wordt erom gevraagd; leeg: er wordt er een verzonnen."""
    with meldingen(naam):
        rechten = accountbeheer.paar(rol or [], eenheid or [])
        if not rechten:
            raise GebruikerError("Geef ten minste een rol: --rol swv --eenheid PO9901")
        wachtwoord, verzonnen = _wachtwoord(wachtwoord_stdin)
        with_database(
            state_folder(folder), lambda connection: accountbeheer.add_account(connection, naam, rechten, wachtwoord)
        )
    typer.echo(f"Gebruiker {naam.strip().lower()} is gemaakt.")
    _hand_out(wachtwoord if verzonnen else None)


@app.command()
def wijzigen(
    naam: Naam,
    rol: Rollen = None,
    eenheid: Eenheden = None,
    wachtwoord_stdin: UitInvoer = False,
    nieuw_wachtwoord: Annotated[
        bool, typer.Option("--nieuw-wachtwoord", help="Vraag om een nieuw wachtwoord; leeg: er wordt er een verzonnen.")
    ] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Vervang de rollen of het wachtwoord van een gebruiker; een blokkade vervalt."""
    with meldingen(naam):
        rechten = accountbeheer.paar(rol or [], eenheid or []) if rol or eenheid else None
        anders = wachtwoord_stdin or nieuw_wachtwoord
        wachtwoord, verzonnen = _wachtwoord(wachtwoord_stdin) if anders else (None, False)
        with_database(
            state_folder(folder), lambda connection: accountbeheer.change_account(connection, naam, rechten, wachtwoord)
        )
    typer.echo(f"Gebruiker {naam.strip().lower()} is gewijzigd.")
    _hand_out(wachtwoord if verzonnen else None)


@app.command()
def lijst(folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat alle gebruikers zien."""
    accounts = with_database(state_folder(folder), accountbeheer.list_accounts)
    if not accounts:
        typer.echo("Er zijn nog geen gebruikers. Toevoegen: ./pos gebruiker toevoegen NAAM --rol swv --eenheid PO9901")
    for each in accounts:
        rollen = ", ".join(f"{recht.rol} {recht.eenheid}".strip() for recht in each.rechten) or "geen rol"
        slot = each.geblokkeerd_tot is not None and each.geblokkeerd_tot > datetime.now(UTC)
        extra = ("; geblokkeerd" if slot else "") + ("" if each.heeft_wachtwoord else "; zonder wachtwoord")
        typer.echo(f"{each.naam}: {rollen}{extra}")


def with_database(state: StateFolder, call: Callable[[asyncpg.Connection], Awaitable[Answer]]) -> Answer:
    """The answer of one call over a connection of its own."""

    async def run() -> Answer:
        async with database(state) as connection:
            return await call(connection)

    return asyncio.run(run())


@contextmanager
def meldingen(naam: str) -> Iterator[None]:
    """What can go wrong with an account, in plain words."""
    try:
        yield
    except accountbeheer.AccountBestaatAlError as error:
        raise GebruikerError(f"Er is al een gebruiker {naam}. Wijzigen: ./pos gebruiker wijzigen {naam}") from error
    except accountbeheer.AccountOnbekendError as error:
        raise GebruikerError(f"Er is geen gebruiker {naam}. Kijk met: ./pos gebruiker lijst") from error
    except accountbeheer.OngeldigeNaamError as error:
        raise GebruikerError("Een naam heeft 1 tot en met 100 tekens.") from error
    except accountbeheer.OngeldigRechtError as error:
        raise GebruikerError(str(error)) from error
    except accountbeheer.OngeldigWachtwoordError as error:
        raise GebruikerError(f"Een wachtwoord heeft ten minste {accountbeheer.MIN_WACHTWOORD} tekens.") from error


def _wachtwoord(uit_invoer: bool) -> tuple[str, bool]:
    """The password, and whether we made it up."""
    if uit_invoer:
        return sys.stdin.readline().rstrip("\r\n"), False
    if sys.stdin.isatty() and (gegeven := _twee_keer_gevraagd()):
        return gegeven, False
    return accountbeheer.verzin_wachtwoord(), True


def _twee_keer_gevraagd() -> str:
    """What was typed, the same both times; empty when nothing was."""
    while gegeven := _verborgen("Wachtwoord (leeg: verzin er een)"):
        if gegeven == _verborgen("Nog een keer, ter controle"):
            return gegeven
        typer.echo("Dat was niet twee keer hetzelfde.", err=True)
    return ""


def _verborgen(vraag: str) -> str:
    antwoord: str = typer.prompt(vraag, default="", show_default=False, hide_input=True)
    return antwoord


def _hand_out(wachtwoord: str | None, regels: Sequence[str] = ("Het wachtwoord wordt niet nog eens getoond:",)) -> None:
    if wachtwoord is not None:
        for regel in (*regels, wachtwoord):
            typer.echo(regel)
