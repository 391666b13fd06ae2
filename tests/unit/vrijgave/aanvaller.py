"""An attacker who knows the rules of the gate and has every published table; shares no code with the gate or audit.

Unknown: how many dossiers each school had in each row of each split, at each release. From what is shown follow bounds
on sums; from what the attacker knows of the own schools, exact numbers. For each cell with a true value of 1–4 the
attacker looks for a world in which it is at least four higher than in another: five integers are left then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import highspy
import numpy as np

ROUNDED_BY, HELD, ENOUGH = 2, 4, 4
_LEAST, _MOST = highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize

Truth = Mapping[tuple[str, str, str], int]
"""(school, split, row) → dossiers."""
Shown = Mapping[tuple[str, str], Mapping[str, Any]]
Tables = Mapping[str, tuple[frozenset[str], Shown]]
"""Unit → (its schools, (split, row) → what is shown); split "" is the total. Only units looked at in that release."""


class Published(NamedTuple):
    """One release, and the truth at that moment: insiders know it of their own, and the judge of all."""

    tables: Tables
    truth: Truth


class Found(NamedTuple):
    """A cell with a true value of 1–4 of which fewer than five values are left."""

    attacker: str
    cell: str
    low: int
    high: int


class Cell(NamedTuple):
    """A sum of unknowns that must stay unknown."""

    name: str
    schools: frozenset[str]
    columns: list[int]
    true: int


class Attacker:
    """`growing`: everybody knows that nothing was withdrawn. `least`: the lowest number behind "< n". `summed`: totals
    are known to be the sum of rounded rows."""

    def __init__(
        self,
        releases: Sequence[Published],
        schools: Iterable[str],
        *,
        growing: bool,
        least: int = 0,
        summed: bool = False,
    ) -> None:
        self._releases, self._schools, self._least, self._summed = releases, sorted(schools), least, summed
        rows = {(split, row) for release in releases for _, split, row in release.truth}
        self._splits = {split: sorted(row for one, row in rows if one == split) for split in {one for one, _ in rows}}
        names = [
            (moment, school, split, row)
            for moment in range(len(releases))
            for school in self._schools
            for split, of in sorted(self._splits.items())
            for row in of
        ]
        self._columns = {name: number for number, name in enumerate(names)}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        count = len(names)
        kinds = np.full(count, highspy.HighsVarType.kInteger.value, np.uint8)
        self._solver.addVars(count, np.zeros(count), np.full(count, 500.0))
        self._solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self._read()
        self._agree()
        if growing:
            self._grow()
        self._cells = list(self._all_cells())
        self.programs = 0

    def _read(self) -> None:
        before: dict[tuple[str, str, str], Mapping[str, Any]] = {}
        for moment, release in enumerate(self._releases):
            for unit, (schools, cells) in release.tables.items():
                for (split, row), shown in cells.items():
                    same = before.get((unit, split, row)) == shown
                    before[unit, split, row] = shown
                    bounds = self._bounds(shown, HELD if same else 0)
                    if bounds and (split == "" or row in self._splits.get(split, ())):
                        self._row(self._sum(moment, schools, split, row), *bounds)
                if self._summed:
                    self._subtract(moment, schools, cells)

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

    def _subtract(
        self, moment: int, schools: Iterable[str], cells: Mapping[tuple[str, str], Mapping[str, Any]]
    ) -> None:
        """A total that is a sum of rounded rows: what the shown rows leave is the rounded hidden one."""
        for split in self._splits:
            rows = {row: shown for (one, row), shown in cells.items() if one == split and shown["status"] != "z"}
            hidden = [row for row, shown in rows.items() if shown["waarde"] is None]
            if len(hidden) == 1 and cells["", ""]["waarde"] is not None:
                left = int(cells["", ""]["waarde"]) - sum(int(een["waarde"] or 0) for een in rows.values())
                if hidden[0] in self._splits[split]:
                    columns = self._sum(moment, schools, split, hidden[0])
                    self._row(columns, max(0, left - ROUNDED_BY), left + ROUNDED_BY)

    def _sum(self, moment: int, schools: Iterable[str], split: str, row: str) -> list[int]:
        if split == "":
            split = min(self._splits)
            return [self._columns[moment, one, split, each] for one in sorted(schools) for each in self._splits[split]]
        return [self._columns[moment, one, split, row] for one in sorted(schools)]

    def _row(self, columns: Sequence[int], low: int, high: int, minus: Sequence[int] = ()) -> None:
        index = np.array([*columns, *minus], np.int32)
        value = np.array([1.0] * len(columns) + [-1.0] * len(minus))
        self._solver.addRow(float(low), float(high), len(index), index, value)

    def _agree(self) -> None:
        """Every split of a school adds up to the same total."""
        first, *others = sorted(self._splits)
        for moment in range(len(self._releases)):
            for school in self._schools:
                one = [self._columns[moment, school, first, row] for row in self._splits[first]]
                for split in others:
                    self._row([self._columns[moment, school, split, row] for row in self._splits[split]], 0, 0, one)

    def _grow(self) -> None:
        for (moment, *rest), column in self._columns.items():
            if moment:
                self._row([column], 0, 1000, [self._columns[moment - 1, *rest]])  # type: ignore[index]

    def _all_cells(self) -> Iterable[Cell]:
        for moment, release in enumerate(self._releases):
            units = {school: frozenset({school}) for school in self._schools}
            units |= {unit: schools for unit, (schools, _) in release.tables.items()}
            for unit, schools in units.items():
                for split, row in [("", ""), *((one, row) for one, of in self._splits.items() for row in of)]:
                    columns = self._sum(moment, schools, split, row)
                    true = self._true(columns)
                    if 1 <= true <= 4:
                        yield Cell(f"{unit} {split} {row} @{moment}", schools, columns, true)

    def _true(self, columns: Sequence[int]) -> int:
        if not hasattr(self, "_truths"):
            self._truths = [
                self._releases[moment].truth.get((school, split, row), 0)
                for moment, school, split, row in self._columns
            ]
        return sum(self._truths[column] for column in columns)

    def attack(self, name: str, knows: frozenset[str]) -> list[Found]:
        """Everything that who knows these schools exactly can confine."""
        own = [column for (_, school, *_), column in self._columns.items() if school in knows]
        cells = [cell for cell in self._cells if not cell.schools <= knows]
        for column in own:
            true = float(self._true([column]))
            self._solver.changeColBounds(column, true, true)
        low, high = ([cell.true for cell in cells] for _ in range(2))
        found = []
        for number, cell in enumerate(cells):
            for sense in (_LEAST, _MOST):
                if high[number] - low[number] < ENOUGH:
                    self._widen(cells, low, high, self._extreme(cell.columns, sense))
            assert low[number] <= cell.true <= high[number]
            if high[number] - low[number] < ENOUGH:
                found.append(Found(name, cell.name, low[number], high[number]))
        for column in own:
            self._solver.changeColBounds(column, 0.0, 500.0)
        return found

    @staticmethod
    def _widen(cells: Sequence[Cell], low: list[int], high: list[int], world: Sequence[int]) -> None:
        """One world says something of every cell."""
        for number, cell in enumerate(cells):
            value = sum(world[column] for column in cell.columns)
            low[number], high[number] = min(low[number], value), max(high[number], value)

    def _extreme(self, columns: list[int], sense: highspy.ObjSense) -> list[int]:
        every = np.arange(len(self._columns), dtype=np.int32)
        cost = np.zeros(len(every))
        cost[columns] = 1.0
        self._solver.changeColsCost(len(every), every, cost)
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        self.programs += 1
        assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, "the attacker reasons wrongly"
        return [round(value) for value in self._solver.getSolution().col_value]
