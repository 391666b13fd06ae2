"""The pages about faults name every fault that `./pos chaos` knows, and no other; the matrix is whole."""

import re
from datetime import UTC, datetime
from pathlib import Path

from deploy.chaos.rechter import Oordeel
from deploy.chaos.storingen import ALLE
from deploy.chaos.verloop import Beurt, Opzet, Uitslag
from deploy.chaos.verslag import getal, verslag

ROOT = Path(__file__).parents[2]
PAGINA = ROOT / "docs" / "running" / "storingen.md"
RAPPORT = ROOT / "docs" / "running" / "chaos-rapport.md"
MATRIX = ROOT / "docs" / "testing.md"
AANTAL = 27
NUL = ("verschillende cellen", "verloren", "te veel", "dode letters die niet klopten", "keer dat het niet optelde")
RUNS, MINUTEN = 50, 30


def test_every_fault_is_told_and_each_that_is_told_exists() -> None:
    haken = re.findall(r"\(((?:`[a-z-]+`(?:, )?)+)\)", PAGINA.read_text(encoding="utf-8"))
    genoemd = {naam for groep in haken for naam in re.findall(r"`([a-z-]+)`", groep)}

    assert genoemd == set(ALLE)


def _matrix() -> list[tuple[str, set[str]]]:
    """Per row: its id, and what shows it."""
    regels = [regel.split("|") for regel in MATRIX.read_text(encoding="utf-8").splitlines()]
    rijen = [[cel.strip() for cel in regel[1:-1]] for regel in regels if len(regel) == 5]
    return [(rij[0], set(re.findall(r"`([a-z][^` ]+)`", rij[2]))) for rij in rijen if re.fullmatch(r"F\d+|own", rij[0])]


def test_every_row_of_the_matrix_is_there_and_is_shown_by_something_that_exists() -> None:
    matrix = _matrix()

    assert [naam for naam, _ in matrix if naam != "own"] == [f"F{nummer}" for nummer in range(1, AANTAL + 1)]
    for naam, door in matrix:
        assert door, naam
        for een in door:
            assert een in ALLE or (een.startswith("tests/") and (ROOT / een).is_file()), f"{naam}: {een}"


def test_every_fault_is_in_the_matrix() -> None:
    assert set(ALLE) <= {een for _, door in _matrix() for een in door}


def test_nothing_relies_on_a_kafka_transaction() -> None:
    met = [
        pad
        for map_ in ("services", "shared", "deploy")
        for pad in (ROOT / map_).rglob("*.py")
        if "transactional_id" in pad.read_text(encoding="utf-8")
    ]
    assert met == []


def _tabellen(tekst: str) -> list[list[list[str]]]:
    """Every table of a page: its rows of cells, the head first."""
    tabellen: list[list[list[str]]] = [[]]
    for regel in tekst.splitlines():
        if not regel.startswith("|"):
            tabellen.append([])
        elif not regel.startswith("| -"):
            tabellen[-1].append([cel.strip() for cel in regel.strip("|").split(" | ")])
    return [tabel for tabel in tabellen if tabel]


def _vorm(tekst: str) -> tuple[list[str], list[list[str]], list[str], str]:
    """Titles, heads of the tables, what is measured, and the line that says when and where, without its numbers."""
    tabellen = _tabellen(tekst)
    wanneer = re.sub(r"\d+", "9", tekst.splitlines()[2])
    titels = [regel for regel in tekst.splitlines() if regel.startswith("#")]
    return titels, [tabel[0] for tabel in tabellen], [rij[0] for rij in tabellen[0]], wanneer


def test_the_last_long_report_is_what_the_command_writes() -> None:
    tekst = RAPPORT.read_text(encoding="utf-8")
    goed = Uitslag(1, [Beurt("gif", 1.0, 1.0, Oordeel(0, 0, 0, 0, 0))])
    zelf = verslag([goed], Opzet(), datetime(2026, 11, 22, tzinfo=UTC))

    assert _vorm(tekst) == _vorm(zelf)
    feiten, per_storing, per_run = (tabel[1:] for tabel in _tabellen(tekst))
    gemeten = {rij[0]: rij[1] for rij in feiten}
    assert len(per_run) >= RUNS
    assert gemeten["runs"] == gemeten["waarvan zonder fout"] == getal(len(per_run))
    assert gemeten["seeds"].split(", ") == [rij[0] for rij in per_run]
    assert gemeten["storingen"] == getal(sum(int(rij[2]) for rij in per_storing))
    assert int(gemeten["duur"].split()[0]) >= MINUTEN
    assert {gemeten[wat] for wat in NUL} == {"0"}
    assert {rij[0] for rij in per_storing} <= set(ALLE)
