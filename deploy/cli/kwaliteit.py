"""`./pos test`: every check and every kind of test, in order, with one summary at the end."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.table import Table

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
    results = [] if kind else [_check(name, command) for name, command in CHECKS.items()]
    if NEEDS_STACK & set(kinds):
        fetch_all(stack_options(DEFAULT_BASE))
    results += [_tests(each, extra) for each in kinds]
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


def _check(name: str, command: Sequence[str]) -> Result:
    console.rule(name, align="left")
    started = time.monotonic()
    code = subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode
    return Result(name, code == 0, time.monotonic() - started, failed=int(code != 0))


def _tests(kind: str, extra: Sequence[str]) -> Result:
    if not any((PROJECT / "tests" / kind).rglob("test_*.py")):
        return Result(kind, True, 0.0, remark="nog geen tests")
    console.rule(kind, align="left")
    started = time.monotonic()
    command = [*(sys.executable, "-m", "pytest", f"tests/{kind}", "-q"), *extra]
    code, last = _run_and_keep_last_line(command)
    return _judged(kind, code, last, time.monotonic() - started)


def _run_and_keep_last_line(command: Sequence[str]) -> tuple[int, str]:
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as pytest:
        assert pytest.stdout is not None
        for line in pytest.stdout:
            print(line, end="", flush=True)
            last = line if COUNT.search(line) else last
    return pytest.returncode, last


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
