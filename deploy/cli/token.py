"""`./pos token`: access tokens for the API."""

import re
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from deploy import accountbeheer
from deploy.cli.gebruiker import meldingen, with_database
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.taal import Opdrachten
from deploy.launcher.errors import UserError
from services.gateway.domain.tokens import VOORVOEGSEL

app = Opdrachten(help="Toegangstokens voor de API.")

_TERMIJN = re.compile(r"(\d{1,4})d?", re.ASCII)


class TokenError(UserError):
    """Something about a token is not right; the message is Dutch."""


@app.command()
def maken(
    gebruiker: Annotated[str, typer.Argument(metavar="GEBRUIKER", help="Wiens rechten het token heeft.")],
    geldig: Annotated[str, typer.Option("--geldig", metavar="30d", help="Hoe lang het token werkt.")] = "30d",
    naam: Annotated[str, typer.Option("--naam", help="Waar het token voor is.")] = "opdrachtregel",
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Maak een token; het staat alleen op de laatste regel en wordt niet nog eens getoond."""
    dagen = _dagen(geldig)
    with meldingen(gebruiker):
        token = with_database(
            state_folder(folder),
            lambda connection: accountbeheer.add_token(connection, gebruiker, naam, datetime.now(UTC), dagen),
        )
    typer.echo(f"Token van {gebruiker}, {dagen} {'dag' if dagen == 1 else 'dagen'} geldig. Bewaar het nu:")
    typer.echo(token)


@app.command()
def lijst(
    gebruiker: Annotated[str | None, typer.Argument(metavar="GEBRUIKER", help="Zonder: van iedereen.")] = None,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Laat de tokens zien die nog werken, zonder het geheim."""
    with meldingen(gebruiker or ""):
        tokens = with_database(
            state_folder(folder),
            lambda connection: accountbeheer.list_tokens(connection, gebruiker, datetime.now(UTC)),
        )
    if not tokens:
        typer.echo("Er zijn geen tokens. Maken: ./pos token maken GEBRUIKER")
    for each in tokens:
        typer.echo(f"{each.id}: {each.gebruiker}, {each.naam}, geldig tot {each.geldig_tot:%d-%m-%Y}")


@app.command()
def intrekken(
    token: Annotated[str, typer.Argument(metavar="KENMERK", help="Uit ./pos token lijst; of het token zelf.")],
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Trek een token in: het werkt meteen niet meer, en wat ermee gemaakt is ook niet."""
    try:
        kenmerk = token if token.startswith(VOORVOEGSEL) else UUID(token)
        with_database(
            state_folder(folder),
            lambda connection: accountbeheer.withdraw_token(connection, kenmerk, datetime.now(UTC)),
        )
    except (ValueError, accountbeheer.TokenOnbekendError) as error:
        raise TokenError("Dit token is er niet, of het was al ingetrokken. Kijk met: ./pos token lijst") from error
    typer.echo("Het token is ingetrokken, en wat ermee gemaakt is ook.")


def _dagen(geldig: str) -> int:
    gevonden = _TERMIJN.fullmatch(geldig.strip())
    if gevonden is None or not 1 <= int(gevonden[1]) <= accountbeheer.MAX_TOKEN_DAGEN:
        raise TokenError(f"--geldig is een aantal dagen, zoals 30d, en hoogstens {accountbeheer.MAX_TOKEN_DAGEN}d.")
    return int(gevonden[1])
