"""An attacker who knows the rules of the gate and has every published table; shares no code with the gate or audit.

Unknown: how many applications each school had of each kind at each release. From what is shown follow bounds on sums;
from what the attacker knows of the own schools, exact numbers. Each cell is made as small and as large as possible.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import highspy
import numpy as np

KINDS = ("so-laag", "so-midden", "so-hoog", "sbo")
ROUNDED_BY, HELD = 2, 4
_LEAST, _MOST = highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize


class Published(NamedTuple):
    """One release: unit → (its schools, kind or None → what is shown). Only units looked at in that release."""

    tables: Mapping[str, tuple[frozenset[str], Mapping[str | None, Mapping[str, Any]]]]
    truth: Counter[tuple[str, str]]
    """(school, kind) → applications: what insiders know of their own."""


class Found(NamedTuple):
    """A cell with a true value of 1–4 of which fewer than five values are left."""

    attacker: str
    cell: str
    low: int
    high: int


class Attacker:
    """`growing`: everybody knows that nothing was withdrawn. `least`: the lowest number behind "< n"."""

    def __init__(self, releases: Sequence[Published], schools: Iterable[str], *, growing: bool, least: int = 0) -> None:
        self._releases, self._schools, self._least = releases, sorted(schools), least
        self._columns = {
            (moment, school, kind): number
            for number, (moment, school, kind) in enumerate(
                (m, s, k) for m in range(len(releases)) for s in self._schools for k in KINDS
            )
        }
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        count = len(self._columns)
        kinds = np.full(count, highspy.HighsVarType.kInteger.value, np.uint8)
        self._solver.addVars(count, np.zeros(count), np.full(count, 500.0))
        self._solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self._read()
        if growing:
            self._grow()

    def _read(self) -> None:
        before: dict[tuple[str, str | None], Mapping[str, Any]] = {}
        for moment, release in enumerate(self._releases):
            for unit, (schools, rows) in release.tables.items():
                for kind, shown in rows.items():
                    same = before.get((unit, kind)) == shown
                    before[unit, kind] = shown
                    bounds = self._bounds(shown, HELD if same else 0)
                    if bounds:
                        self._row(self._cell(moment, schools, kind), *bounds)

    def _bounds(self, shown: Mapping[str, Any], slack: int) -> tuple[int, int] | None:
        text = str(shown.get("tekst", ""))
        if text.startswith("< "):
            return self._least, int(text[2:]) - 1 + slack
        if shown["status"] == "z":
            return 0, 0
        if shown["waarde"] is None:
            return None
        value = int(shown["waarde"])
        exact = value % 5 != 0 or value == 0
        return (value, value) if exact else (max(0, value - ROUNDED_BY - slack), value + ROUNDED_BY + slack)

    def _cell(self, moment: int, schools: Iterable[str], kind: str | None) -> list[int]:
        kinds = KINDS if kind is None else (kind,)
        return [self._columns[moment, school, one] for school in sorted(schools) for one in kinds]

    def _row(self, columns: Sequence[int], low: int, high: int, minus: Sequence[int] = ()) -> None:
        index = np.array([*columns, *minus], np.int32)
        value = np.array([1.0] * len(columns) + [-1.0] * len(minus))
        self._solver.addRow(float(low), float(high), len(index), index, value)

    def _grow(self) -> None:
        for moment in range(1, len(self._releases)):
            for school in self._schools:
                for kind in KINDS:
                    later, sooner = (self._columns[one, school, kind] for one in (moment, moment - 1))
                    self._row([later], 0, 1000, [sooner])

    def attack(self, name: str, knows: frozenset[str]) -> list[Found]:
        """Everything that who knows these schools exactly can confine."""
        for (moment, school, kind), column in self._columns.items():
            if school in knows:
                true = float(self._releases[moment].truth[school, kind])
                self._solver.changeColBounds(column, true, true)
        found = [one for one in (self._confine(name, *cell) for cell in self._cells(knows)) if one]
        for (_, school, _), column in self._columns.items():
            if school in knows:
                self._solver.changeColBounds(column, 0.0, 500.0)
        return found

    def _cells(self, knows: frozenset[str]) -> Iterable[tuple[str, list[int], int]]:
        for moment, release in enumerate(self._releases):
            units = {school: frozenset({school}) for school in self._schools}
            units |= {unit: schools for unit, (schools, _) in release.tables.items()}
            for unit, schools in units.items():
                for kind in (*KINDS, None):
                    kinds = KINDS if kind is None else (kind,)
                    true = sum(release.truth[school, one] for school in schools for one in kinds)
                    if 1 <= true <= 4 and not schools <= knows:
                        yield f"{unit} {kind} @{moment}", self._cell(moment, schools, kind), true

    def _confine(self, name: str, cell: str, columns: list[int], true: int) -> Found | None:
        low, high = (
            self._extreme(columns, sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
        )
        assert low <= true <= high, "the attacker reasons wrongly"
        return Found(name, cell, low, high) if high - low < 4 else None

    def _extreme(self, columns: list[int], sense: highspy.ObjSense) -> int:
        every = np.arange(len(self._columns), dtype=np.int32)
        cost = np.zeros(len(every))
        cost[columns] = 1.0
        self._solver.changeColsCost(len(every), every, cost)
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return round(self._solver.getInfo().objective_function_value)
