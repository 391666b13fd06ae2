"""What a check or a part of the tests gave: judged, and told at the end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.table import Table

from deploy.cli.show import console

_NOTHING_COLLECTED: Final = 5
_COUNT: Final = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR|SKIPPED) .*", re.MULTILINE)
_LAST_LINES: Final = 12


@dataclass(frozen=True)
class Result:
    """What it counted. A check counts as nothing or one failure; `failures` names what failed, a line each."""

    name: str
    ok: bool
    seconds: float
    passed: int = 0
    failed: int = 0  # errors too
    skipped: int = 0
    remark: str = ""
    failures: Sequence[str] = ()


def judged_check(name: str, code: int, said: str, seconds: float) -> Result:
    """A check that is not about tests."""
    return Result(name, code == 0, seconds, failed=int(code != 0), failures=_failures(said) if code else ())


def judged_tests(name: str, code: int, said: str, seconds: float) -> Result:
    """A skipped test is a failure: a test that does not run proves nothing."""
    counts = {what.rstrip("s"): int(number) for number, what in _COUNT.findall(_last_count(said))}
    failed = counts.get("failed", 0) + counts.get("error", 0)
    skipped = counts.get("skipped", 0)
    if code == _NOTHING_COLLECTED:
        return Result(name, True, seconds, remark="geen test gekozen")
    if code != 0 and not failed:
        return Result(name, False, seconds, failed=1, remark=f"pytest stopte met code {code}", failures=_failures(said))
    remark = "overgeslagen tests tellen als fout" if skipped else ""
    ok = code == 0 and not skipped
    return Result(name, ok, seconds, counts.get("passed", 0), failed, skipped, remark, () if ok else _failures(said))


def tell(results: Sequence[Result]) -> None:
    """All that failed once more, the table, and the line that machines read."""
    for each in results:
        if not each.ok:
            console.rule(f"mislukt: {each.name}", align="left", style="red")
            print("\n".join(each.failures))
    console.print(_table(results))
    passed, failed, skipped = (sum(getattr(each, name) for each in results) for name in ("passed", "failed", "skipped"))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")


def _last_count(said: str) -> str:
    """The last line with numbers of tests."""
    return next((line for line in reversed(said.splitlines()) if _COUNT.search(line)), "")


def _failures(said: str) -> Sequence[str]:
    """What pytest calls by name; else the last thing that was said."""
    return _FAILED.findall(said) or said.rstrip().splitlines()[-_LAST_LINES:]


def _table(results: Sequence[Result]) -> Table:
    table = Table(title="Samenvatting", title_justify="left", box=None, pad_edge=True)
    for heading in ("wat", "uitslag", "geslaagd", "mislukt", "overgeslagen", "seconden", ""):
        table.add_column(heading, justify="left" if heading in ("wat", "uitslag", "") else "right")
    for each in results:
        verdict = "[green]goed[/]" if each.ok else "[red]fout[/]"
        numbers = (str(each.passed), str(each.failed), str(each.skipped), f"{each.seconds:.0f}")
        table.add_row(each.name, verdict, *numbers, each.remark)
    return table
