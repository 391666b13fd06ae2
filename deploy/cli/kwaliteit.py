"""`./pos test`: every check and every kind of test, some at a time, with all that failed and a summary at the end."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

import typer

from deploy.cli.banen import Lanes, Speaker, Work, side_by_side
from deploy.cli.mutatie import toets_mutaties
from deploy.cli.run_stack import fetch_all
from deploy.cli.show import console
from deploy.cli.stack import stack_options
from deploy.cli.testdelen import KINDS, NEEDS_STACK, chosen_parts, lanes_here
from deploy.cli.testuitslag import Result, judged_check, judged_tests, tell
from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT
from deploy.local.ports import DEFAULT_BASE

_PYTHON: Final = (sys.executable, "-W", "ignore", "-m")
CHECKS: Final[Mapping[str, Sequence[str]]] = {
    "opmaak": (*_PYTHON, "ruff", "format", "--check", "--quiet", "."),
    "ruff": (*_PYTHON, "ruff", "check", "--quiet", "."),
    "mypy": (*_PYTHON, "mypy"),
    "imports": (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"),
}
MUTATIE: Final = "mutatie"


class UnknownKindError(UserError):
    """A kind of test that does not exist."""


def run_tests(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"Eén soort: {', '.join(KINDS)}; of {MUTATIE}.", metavar="SOORT")] = "",
    banen: Annotated[int, typer.Option(min=0, help="Hoeveel tegelijk; 0 is wat deze machine aankan.")] = 0,
) -> None:
    """Draai alle controles en tests, of één soort; wat er verder staat gaat naar pytest."""
    if kind == MUTATIE:
        raise typer.Exit(0 if toets_mutaties() else 1)
    kinds, extra = _chosen(kind, context.args)
    os.chdir(PROJECT)
    if NEEDS_STACK & set(kinds):
        fetch_all(stack_options(DEFAULT_BASE))
    checks = [] if len(kinds) == 1 else [Work(name, command) for name, command in CHECKS.items()]
    # With words for pytest about one kind, somebody looks for a few tests: no use in starting more than one.
    parts = chosen_parts(kinds, whole=len(kinds) == 1 and bool(extra))
    with side_by_side([*checks, *(part.work(extra) for part in parts)], banen or lanes_here()) as lanes:
        results = [_heard(lanes, speaker) for speaker in lanes.speakers]
    tell(results)
    raise typer.Exit(0 if all(result.ok for result in results) else 1)


def _chosen(kind: str, extra: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    if not kind:
        return KINDS, extra
    if kind.startswith("-"):
        return KINDS, (kind, *extra)
    if kind not in KINDS:
        raise UnknownKindError(f"{kind!r} is geen soort test. Kies uit: {', '.join(KINDS)}.")
    return (kind,), extra


def _heard(lanes: Lanes, speaker: Speaker) -> Result:
    """Show all that it says, and judge it."""
    console.rule(speaker.work.name, align="left")
    said = []
    for words in speaker.speech(lanes.turn):
        print(words, end="", flush=True)
        said.append(words)
    judge = judged_check if speaker.work.name in CHECKS else judged_tests
    return judge(speaker.work.name, speaker.code, "".join(said), speaker.seconds or 0.0)
