"""Whatever is typed after `./pos`: help and errors are Dutch."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from deploy.cli.main import maak_app
from deploy.launcher.errors import UserError

ENGELS = re.compile(
    r"\b(usage|options|command|arguments|args|missing|invalid|value|required|default|such|show|this|message|exit|try"
    r"|help for|did you mean|possible|unexpected|input|should|valid|integer|requires|takes|error|aborted|file"
    r"|directory|denied|is an?|the|int|str|bool|float|path|range)\b",
    re.IGNORECASE,
)
GEEN_TAAL = re.compile(r"'[^']*'|--?[a-z][a-z-]*|\S*[/.]\S+|[A-Z]{2,}")
"""Names of options, addresses, what was typed itself, and placeholders are no language."""


def _opdrachten(groep: Any, pad: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield pad
    if isinstance(groep, TyperGroup):
        for naam, een in groep.commands.items():
            yield from _opdrachten(een, (*pad, naam))


def _zegt(*woorden: str) -> tuple[int, str]:
    app = maak_app(woorden[0] if woorden else None)
    gedaan = CliRunner().invoke(app, list(woorden), env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
    fout = str(gedaan.exception) if isinstance(gedaan.exception, UserError) else ""
    return gedaan.exit_code, gedaan.output + fout


def _engels(tekst: str) -> list[str]:
    return ENGELS.findall(GEEN_TAAL.sub(" ", tekst))


def test_the_net_catches_english() -> None:
    assert _engels("Usage: ./pos [OPTIONS]  Invalid value for '--swv'") == ["Usage", "Invalid", "value"]


@pytest.mark.parametrize("opdracht", list(_opdrachten(get_command(maak_app()))), ids=" ".join)
def test_the_help_of_every_command_is_dutch(opdracht: tuple[str, ...]) -> None:
    code, uitleg = _zegt(*opdracht, "--help")

    assert code == 0
    assert "Gebruik: " in uitleg
    assert "Laat deze uitleg zien." in uitleg
    assert _engels(uitleg) == []


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        ("", "Gebruik:"),
        ("bron", "Gebruik:"),
        ("doktor", "De opdracht 'doktor' bestaat niet. Bedoelt u 'doctor'?"),
        ("bron xyz", "De opdracht 'xyz' bestaat niet."),
        ("bron toevoegen", "Het argument 'NAAM' ontbreekt."),
        ("bron toevoegen x --source urn:x", "De optie '--swv' ontbreekt."),
        ("bron geheim x --vervalt z", "Ongeldige waarde bij '--vervalt': dit is geen geheel getal."),
        ("bron geheim x --vervalt 0", "Ongeldige waarde bij '--vervalt': geef 1 of meer."),
        ("ldos simuleer --dubbel 101", "Ongeldige waarde bij '--dubbel': geef 100 of minder."),
        ("ldos simuleer --dubbel veel", "Ongeldige waarde bij '--dubbel': dit is geen getal."),
        ("ldos simuleer --vandaag 2026", "Ongeldige waarde bij '--vandaag': schrijf een datum als 2026-11-22."),
        ("ldos simuleer --tempo snel", "Ongeldige waarde bij --tempo: het tempo is een getal boven nul, zoals 200/s."),
        ("herbereken --controleer --ijkpunt", "Kies --controleer of --ijkpunt."),
        ("up --di x", "De optie '--di' bestaat niet. Bedoelt u '--dir'?"),
        ("up -q", "De optie '-q' bestaat niet."),
        ("up --dir", "Bij de optie '--dir' hoort een waarde."),
        ("up --detach=3", "Bij de optie '--detach' hoort geen waarde."),
        ("up x y", "Dit hoort hier niet bij: x y"),
        ("up --dir /dev/null/x", "In /dev/null/x kan niets bewaard worden. Kies met --dir een andere map."),
        ("import organisatie /dev/null/x", "Lezen van /dev/null/x lukt niet: een deel van het pad is geen map."),
        ("import organisatie /er/niet", "Lezen van /er/niet lukt niet: dat is er niet."),
        ("import organisatie /", "Lezen van / lukt niet: dat is een map, geen bestand."),
        ("import onzin x.csv", "Deze soort bestaat niet."),
        ("bron lijst --dir /er/niet", "De stapel in /er/niet staat uit."),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_dutch(
    regel: str, verwacht: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deploy.cli.run_stack.fetch_all", lambda _options: None)
    monkeypatch.delenv("POS_DATABASE_URL", raising=False)

    code, gezegd = _zegt(*regel.split())

    assert code != 0
    assert verwacht in " ".join(gezegd.split())
    assert _engels(gezegd) == []


def test_a_password_is_asked_again_until_both_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from deploy.cli import gebruiker

    antwoorden = iter(["een lang wachtwoord", "een ander", "een lang wachtwoord", "een lang wachtwoord"])
    monkeypatch.setattr("deploy.cli.gebruiker.sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(gebruiker, "_verborgen", lambda _vraag: next(antwoorden))

    assert gebruiker._wachtwoord(uit_invoer=False) == ("een lang wachtwoord", False)
    assert next(antwoorden, None) is None
