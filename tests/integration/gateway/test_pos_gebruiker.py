"""`./pos gebruiker` and `./pos token`: what they print, and that the gateway lets the user in."""

import asyncio
from collections.abc import Callable

import pytest
import typer
from typer.testing import CliRunner, Result

from deploy.cli import gebruiker, token
from deploy.launcher.errors import UserError
from tests.integration.gateway.huis import open_huis
from tests.stack import Database

ANNA = ["toevoegen", "Anna", "--rol", "swv", "--eenheid", "PO9901", "--wachtwoord-stdin"]
Doe = Callable[..., Result]


@pytest.fixture
def doe(database: Database, monkeypatch: pytest.MonkeyPatch) -> Doe:
    """Run a command on an empty database."""
    monkeypatch.setenv("POS_DATABASE_URL", database.url("pos_beheer"))

    def run(app: typer.Typer, *woorden: str, invoer: str | None = None) -> Result:
        return CliRunner().invoke(app, list(woorden), input=invoer)

    return run


async def _status(database: Database, sleutel: str) -> int:
    async with open_huis(database.url("pos_gateway"), database.url()) as huis:
        kop = {"Authorization": f"Bearer {sleutel}"}
        vraag = "/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9901"
        return (await huis.client.get(vraag, headers=kop)).status_code


async def _login(database: Database, naam: str, wachtwoord: str) -> int:
    async with open_huis(database.url("pos_gateway"), database.url()) as huis:
        antwoord = await huis.client.post("/v1/tokens", json={"naam": "x"}, auth=(naam, wachtwoord))
        return antwoord.status_code


async def test_a_user_is_made_and_its_token_stands_alone_on_the_last_line(doe: Doe, database: Database) -> None:

    gemaakt = await asyncio.to_thread(doe, gebruiker.app, *ANNA, invoer="geheim wachtwoord\n")
    assert (gemaakt.exit_code, "geheim wachtwoord" in gemaakt.output) == (0, False)
    assert await _login(database, "anna", "geheim wachtwoord") == 201
    printed = await asyncio.to_thread(doe, token.app, "maken", "anna", "--geldig", "1d")
    sleutel = printed.output.rstrip("\n").split("\n")[-1]
    assert sleutel.startswith("pos_")
    assert await _status(database, sleutel) == 200
    lijst = await asyncio.to_thread(doe, token.app, "lijst", "anna")
    assert sleutel not in lijst.output
    kenmerk = next(regel for regel in lijst.output.split("\n") if "opdrachtregel" in regel).split(":")[0]
    assert (await asyncio.to_thread(doe, token.app, "intrekken", kenmerk)).exit_code == 0
    assert await _status(database, sleutel) == 401


async def test_a_token_that_ends_takes_along_what_was_made_with_it(doe: Doe, database: Database) -> None:
    await asyncio.to_thread(doe, gebruiker.app, *ANNA, invoer="geheim wachtwoord\n")
    ouder = (await asyncio.to_thread(doe, token.app, "maken", "anna")).output.rstrip("\n").split("\n")[-1]
    async with open_huis(database.url("pos_gateway"), database.url()) as huis:
        kop = {"Authorization": f"Bearer {ouder}"}
        kind = (await huis.client.post("/v1/tokens", json={"naam": "kind"}, headers=kop)).json()["token"]
    assert await _status(database, kind) == 200

    assert (await asyncio.to_thread(doe, token.app, "intrekken", ouder)).exit_code == 0

    assert await _status(database, kind) == 401
    assert "geen tokens" in (await asyncio.to_thread(doe, token.app, "lijst")).output


async def test_a_password_is_made_up_when_none_is_given(doe: Doe, database: Database) -> None:

    printed = await asyncio.to_thread(doe, gebruiker.app, *ANNA[:-1])
    assert printed.exit_code == 0
    assert await _login(database, "anna", printed.output.rstrip("\n").split("\n")[-1]) == 201


def test_roles_and_units_go_in_pairs_and_can_be_replaced(doe: Doe) -> None:
    woorden = ["toevoegen", "bo", "--rol", "swv", "--eenheid", "PO9901", "--rol", "school", "--eenheid", "99AB00"]
    assert doe(gebruiker.app, *woorden, "--rol", "platform").exit_code == 0
    assert "bo: platform, school 99AB00, swv PO9901" in doe(gebruiker.app, "lijst").output
    assert doe(gebruiker.app, "wijzigen", "bo", "--rol", "bestuur", "--eenheid", "99001").exit_code == 0
    assert "bo: bestuur 99001\n" in doe(gebruiker.app, "lijst").output


@pytest.mark.parametrize(
    "woorden",
    [
        ["toevoegen", "x"],
        ["toevoegen", "x", "--rol", "koning", "--eenheid", "PO9901"],
        ["toevoegen", "x", "--rol", "swv"],
        ["toevoegen", "x", "--rol", "swv", "--eenheid", "99AB00"],
        ["toevoegen", "x", "--rol", "swv", "--eenheid", "PO9901", "--eenheid", "PO9902"],
        ["toevoegen", " ", "--rol", "swv", "--eenheid", "PO9901"],
        ["toevoegen", "x", "--rol", "swv", "--eenheid", "PO9901", "--wachtwoord-stdin"],
        ["wijzigen", "niemand", "--rol", "swv", "--eenheid", "PO9901"],
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(doe: Doe, woorden: list[str]) -> None:
    gedaan = doe(gebruiker.app, *woorden, invoer="kort\n")
    assert isinstance(gedaan.exception, UserError)
    assert "nog geen gebruikers" in doe(gebruiker.app, "lijst").output


def test_a_name_is_taken_once(doe: Doe) -> None:
    for verwacht in (type(None), UserError):
        assert isinstance(doe(gebruiker.app, *ANNA, invoer="geheim wachtwoord\n").exception, verwacht)


@pytest.mark.parametrize(
    "woorden", [["maken", "niemand"], ["maken", "x", "--geldig", "0d"], ["intrekken", "x"], ["intrekken", "pos_x"]]
)
def test_a_token_command_that_cannot_be_says_so(doe: Doe, woorden: list[str]) -> None:
    assert isinstance(doe(token.app, *woorden).exception, UserError)
