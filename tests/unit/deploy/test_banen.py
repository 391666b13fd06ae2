"""Commands side by side: each is shown whole and in order, whoever is first; none outlives the one who asked."""

import sys
import time
from itertools import pairwise
from pathlib import Path

import psutil

from deploy.cli.banen import Work, side_by_side

SAY = "import sys, pathlib, time; place = pathlib.Path({place!r})\n"
WAIT = "\nwhile not (place / {name!r}).exists(): time.sleep(0.01)\n"


def _work(place: Path, name: str, then: str) -> Work:
    return Work(name, [sys.executable, "-c", SAY.format(place=str(place)) + then])


def _mark(name: str) -> str:
    return f"(place / {name!r}).touch()"


def _heard(works: list[Work], lanes: int) -> list[tuple[str, str, int]]:
    with side_by_side(works, lanes) as opened:
        return [(each.work.name, "".join(each.speech(opened.turn)), each.code) for each in opened.speakers]


def test_what_is_said_is_whole_and_in_order_though_the_second_is_done_first(tmp_path: Path) -> None:
    first = _work(tmp_path, "first", "print('één')" + WAIT.format(name="done") + "print('twee')")
    second = _work(tmp_path, "second", "print('x' * 100_000, file=sys.stderr); sys.stderr.flush();" + _mark("done"))

    assert _heard([first, second], 2) == [("first", "één\ntwee\n", 0), ("second", "x" * 100_000 + "\n", 0)]


def test_an_exit_code_is_that_of_its_own_command(tmp_path: Path) -> None:
    codes = [_work(tmp_path, str(code), f"sys.exit({code})") for code in (0, 3, 0)]

    assert [code for _name, _said, code in _heard(codes, 2)] == [0, 3, 0]


def test_they_begin_in_the_order_of_the_list_and_no_more_run_than_there_are_lanes(tmp_path: Path) -> None:
    note = "print(time.monotonic(), flush=True); time.sleep(0.2); print(time.monotonic())"
    works = [_work(tmp_path, str(number), note) for number in range(4)]

    spans = [tuple(map(float, said.split())) for _name, said, _code in _heard(works, 1)]

    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_three_lanes_are_three_at_once(tmp_path: Path) -> None:
    others = [[name for name in "abc" if name != own] for own in "abc"]
    works = [
        _work(tmp_path, own, _mark(own) + "".join(WAIT.format(name=name) for name in names))
        for own, names in zip("abc", others, strict=True)
    ]

    assert [code for _name, _said, code in _heard(works, 3)] == [0, 0, 0]


def test_who_leaves_early_ends_what_runs_and_lets_it_clean_up(tmp_path: Path) -> None:
    then = f"\ntry:\n  {_mark('begun')}; time.sleep(600)\nexcept KeyboardInterrupt:\n  {_mark('clean')}"
    begun = tmp_path / "begun"

    with side_by_side([_work(tmp_path, "long", then)], 1) as opened:
        deadline = time.monotonic() + 20
        while not begun.exists() and time.monotonic() < deadline:
            opened.turn()
            time.sleep(0.01)

    process = opened.speakers[0].process
    assert process is not None
    assert not psutil.pid_exists(process.pid)
    assert (tmp_path / "clean").exists()
