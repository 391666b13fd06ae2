"""What `./pos test` makes of what it hears: verdicts, what failed once more at the end, and the line for machines."""

import pytest

from deploy.cli.testuitslag import Result, judged_check, judged_tests, tell

SAID = """....F..E
=================================== FAILURES ===================================
    assert 1 == 2
=========================== short test summary info ============================
FAILED tests/unit/test_x.py::test_sum[a b] - assert 1 == 2
ERROR tests/unit/test_y.py::test_more - ValueError: no
1 failed, 6 passed, 1 error in 1.0s
"""


@pytest.mark.parametrize(
    ("code", "line", "expected"),
    [
        (0, "12 passed in 1.0s", (True, 12, 0, 0)),
        (0, "12 passed, 1 skipped in 1.0s", (False, 12, 0, 1)),
        (1, "2 failed, 10 passed, 1 error in 1.0s", (False, 10, 3, 0)),
        (5, "no tests ran in 0.01s", (True, 0, 0, 0)),
        (2, "", (False, 0, 1, 0)),
    ],
)
def test_a_kind_is_judged_by_code_and_counts(code: int, line: str, expected: tuple[bool, int, int, int]) -> None:
    result = judged_tests("unit", code, line, 1.0)
    assert (result.ok, result.passed, result.failed, result.skipped) == expected


def test_what_failed_is_named_again_after_all_that_others_said(capsys: pytest.CaptureFixture[str]) -> None:
    tell([judged_tests("unit", 1, SAID, 3.0), judged_tests("docs", 0, "8 passed in 1.0s", 1.0)])

    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("mislukt: unit")
    assert said[1:3] == SAID.splitlines()[4:6]
    assert "Samenvatting" in said[3]
    assert said[-1] == "14 passed, 2 failed, 0 skipped"


def test_a_skipped_test_is_named_too() -> None:
    said = "SKIPPED [1] tests/unit/test_x.py:3: no reason\n2 passed, 1 skipped in 0.1s\n"

    assert judged_tests("unit", 0, said, 1.0).failures == ["SKIPPED [1] tests/unit/test_x.py:3: no reason"]


@pytest.mark.parametrize(
    "result",
    [judged_check("mypy", 1, "a\n" * 50 + "the last\n", 1.0), judged_tests("unit", 4, "a\n" * 50 + "the last\n", 1.0)],
)
def test_who_names_nothing_is_quoted(result: Result) -> None:
    assert not result.ok
    assert len(result.failures) == 12
    assert result.failures[-1] == "the last"


def test_what_went_well_says_nothing_at_the_end() -> None:
    assert judged_check("ruff", 0, "fine\n", 1.0).failures == ()
    assert judged_tests("unit", 0, "12 passed in 1.0s", 1.0).failures == ()
