"""`./pos test mutatie`: changes the rule of the figures in hundreds of places, one at a time; the tests must notice.

Runs mutmut over a copy in a temporary folder, so that the project itself is never changed. Not part of `./pos test`:
it judges the tests, not the product. The survivors are discussed in docs/testing.md.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from deploy.cli.show import console
from deploy.launcher.places import PROJECT

MINSTENS: Final = 90.0
DOELEN: Final = (
    "services/aggregator/domain/bijdragen.py",
    "services/aggregator/domain/reducer.py",
    "shared/contracts/duren.py",
)
TESTS: Final = ("tests/unit/aggregator", "tests/unit/contracts/test_duren.py")
_MAPPEN: Final = ("services", "shared", "tests", "deploy")
_INSTELLINGEN: Final = """
[tool.mutmut]
source_paths = ["services", "shared"]
only_mutate = {doelen}
also_copy = ["tests", "deploy"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider"]
use_setproctitle = false

[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]
asyncio_mode = "auto"
"""
# mutmut 3.7 reads an attribute that pytest 9.2 no longer has.
_BRUG: Final = """
import pytest

pytest.Item._nodeid = property(lambda item: item.nodeid)
"""
_REGEL: Final = re.compile(r"^\s+(\S+): ([a-z ]+)$", re.MULTILINE)
_GEDOOD: Final = frozenset({"killed", "timeout", "segfault", "caught by type check"})


class Uitslag(NamedTuple):
    """How many mutants there were, how many the tests noticed, and the names of the others."""

    alle: int
    gedood: int
    overlevenden: tuple[str, ...]

    @property
    def score(self) -> float:
        """Percentage noticed."""
        return 100 * self.gedood / self.alle if self.alle else 0.0


def toets_mutaties() -> bool:
    """Make every mutant, run the tests on each, tell the score; True when it is high enough."""
    with tempfile.TemporaryDirectory(prefix="pos-mutatie-") as map_:
        werkmap = Path(map_)
        _maak_kopie(werkmap)
        uitvoer = _mutmut(werkmap, "run", "--max-children", str(min(2, os.cpu_count() or 1)))
        uitslag = lees_uitslag(_mutmut(werkmap, "results", "--all", "true"))
        if uitslag.alle == 0:
            print(uitvoer)
        for naam in uitslag.overlevenden:
            print(f"\n{naam}\n{_verschil(werkmap, naam)}")
    console.print(f"{uitslag.gedood} van de {uitslag.alle} mutaties opgemerkt: {uitslag.score:.1f} %")
    return uitslag.score >= MINSTENS


def lees_uitslag(tekst: str) -> Uitslag:
    """From the list that mutmut prints: one line per mutant."""
    toestand = dict(_REGEL.findall(tekst))
    over = tuple(sorted(naam for naam, hoe in toestand.items() if hoe not in _GEDOOD))
    return Uitslag(len(toestand), len(toestand) - len(over), over)


def _maak_kopie(werkmap: Path) -> None:
    for map_ in _MAPPEN:
        shutil.copytree(PROJECT / map_, werkmap / map_, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    tekst = _INSTELLINGEN.format(doelen=list(DOELEN), tests=list(TESTS))
    (werkmap / "pyproject.toml").write_text(tekst, "utf-8")
    (werkmap / "tests" / "unit" / "conftest.py").write_text(_BRUG, "utf-8")


def _verschil(werkmap: Path, naam: str) -> str:
    regels = _mutmut(werkmap, "show", naam).splitlines()
    return "\n".join(regel for regel in regels if regel[:2] in ("- ", "+ ") or regel.startswith(("-   ", "+   ")))


def _mutmut(werkmap: Path, *woorden: str) -> str:
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mutmut", *woorden],
        cwd=werkmap, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return klaar.stdout + klaar.stderr
