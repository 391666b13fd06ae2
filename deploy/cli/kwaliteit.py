"""`./pos test`: every check and every kind of test, two at a time, shown in order, with one summary at the end."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.table import Table

from deploy.cli.banen import Lanes, Speaker, Work, side_by_side
from deploy.cli.mutatie import toets_mutaties
from deploy.cli.run_stack import fetch_all
from deploy.cli.show import console
from deploy.cli.stack import stack_options
from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT
from deploy.local.ports import DEFAULT_BASE

PYTHON = (sys.executable, "-W", "ignore", "-m")
CHECKS = {
    "opmaak": (*PYTHON, "ruff", "format", "--check", "--quiet", "."),
    "ruff": (*PYTHON, "ruff", "check", "--quiet", "."),
    "mypy": (*PYTHON, "mypy"),
    "imports": (sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"),
}
KINDS = ("unit", "contracts", "property", "integration", "e2e", "browser", "chaos", "docs")
MUTATIE = "mutatie"
NEEDS_STACK = {"integration", "e2e", "browser", "chaos"}
LONG = {"integration"}
LANES = min(2, os.cpu_count() or 1)  # a lane has a Kafka, a PostgreSQL or a Chromium of its own: more are too heavy
NOTHING_COLLECTED = 5
COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")


class UnknownKindError(UserError):
    """A kind of test that does not exist."""


@dataclass(frozen=True)
class Result:
    """What one check or kind gave. `failed` counts errors too; a check counts as nothing or one failure."""

    name: str
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    remark: str = ""


def run_tests(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"Eén soort: {', '.join(KINDS)}; of {MUTATIE}.", metavar="SOORT")] = "",
) -> None:
    """Draai alle controles en tests, of één soort; wat er verder staat gaat naar pytest."""
    if kind == MUTATIE:
        raise typer.Exit(0 if toets_mutaties() else 1)
    kinds, extra = _chosen(kind, context.args)
    os.chdir(PROJECT)
    if NEEDS_STACK & set(kinds):
        fetch_all(stack_options(DEFAULT_BASE))
    checks = [] if kind else [Work(name, command) for name, command in CHECKS.items()]
    with side_by_side([*checks, *(_tests(each, extra) for each in kinds if _has_tests(each))], LANES) as lanes:
        results = [_heard(lanes, speaker) for speaker in lanes.speakers]
    results += [Result(each, True, 0.0, remark="nog geen tests") for each in kinds if not _has_tests(each)]
    _summary(results)
    raise typer.Exit(0 if all(result.ok for result in results) else 1)


def _chosen(kind: str, extra: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    if not kind:
        return KINDS, extra
    if kind.startswith("-"):
        return KINDS, (kind, *extra)
    if kind not in KINDS:
        raise UnknownKindError(f"{kind!r} is geen soort test. Kies uit: {', '.join(KINDS)}.")
    return (kind,), extra


def _has_tests(kind: str) -> bool:
    return any((PROJECT / "tests" / kind).rglob("test_*.py"))


def _tests(kind: str, extra: Sequence[str]) -> Work:
    return Work(kind, [sys.executable, "-m", "pytest", f"tests/{kind}", "-q", *extra], long=kind in LONG)


def _heard(lanes: Lanes, speaker: Speaker) -> Result:
    """Show all that it says, and judge it."""
    name = speaker.work.name
    console.rule(name, align="left")
    said = []
    for words in speaker.speech(lanes.turn):
        print(words, end="", flush=True)
        said.append(words)
    seconds = speaker.seconds or 0.0
    if name in CHECKS:
        return Result(name, speaker.code == 0, seconds, failed=int(speaker.code != 0))
    return _judged(name, speaker.code, _last_count("".join(said)), seconds)


def _last_count(said: str) -> str:
    """The last line with numbers of tests."""
    return next((line for line in reversed(said.splitlines()) if COUNT.search(line)), "")


def _judged(kind: str, code: int, last_line: str, seconds: float) -> Result:
    """A skipped test is a failure: a test that does not run proves nothing."""
    counts = {name.rstrip("s"): int(number) for number, name in COUNT.findall(last_line)}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    skipped = counts.get("skipped", 0)
    if code == NOTHING_COLLECTED:
        return Result(kind, True, seconds, remark="geen test gekozen")
    if code != 0 and not failed:
        return Result(kind, False, seconds, failed=1, remark=f"pytest stopte met code {code}")
    remark = "overgeslagen tests tellen als fout" if skipped else ""
    return Result(kind, code == 0 and not skipped, seconds, counts.get("passed", 0), failed, skipped, remark)


def _summary(results: Iterable[Result]) -> None:
    shown = list(results)
    table = Table(title="Samenvatting", title_justify="left", box=None, pad_edge=True)
    for heading in ("wat", "uitslag", "geslaagd", "mislukt", "overgeslagen", "seconden", ""):
        table.add_column(heading, justify="left" if heading in ("wat", "uitslag", "") else "right")
    for each in shown:
        verdict = "[green]goed[/]" if each.ok else "[red]fout[/]"
        numbers = (str(each.passed), str(each.failed), str(each.skipped), f"{each.seconds:.0f}")
        table.add_row(each.name, verdict, *numbers, each.remark)
    console.print(table)
    passed, failed, skipped = (sum(getattr(each, name) for each in shown) for name in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
