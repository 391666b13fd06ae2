"""The pages about faults name every fault that `./pos chaos` knows, and no other; the matrix is whole."""

import re
from pathlib import Path

from deploy.chaos.storingen import ALLE

ROOT = Path(__file__).parents[2]
PAGINA = ROOT / "docs" / "running" / "storingen.md"
MATRIX = ROOT / "docs" / "testing.md"
AANTAL = 27


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
