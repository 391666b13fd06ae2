"""`./pos bench`: what its ratios and percentiles mean."""

import pytest

from bench.doelen import Meting, deel


@pytest.mark.parametrize(
    ("meting", "verhouding"),
    [
        (Meting("tijd", 10.0, "ms", 50.0), 5.0),
        (Meting("tijd", 100.0, "ms", 50.0), 0.5),
        (Meting("tempo", 5_000.0, "per s", 2_000.0, meer_is_beter=True), 2.5),
        (Meting("uitleg", 3.0, "MiB"), None),
    ],
)
def test_a_ratio_above_one_is_better_than_the_goal(meting: Meting, verhouding: float | None) -> None:
    assert meting.verhouding == verhouding


def test_percentiles_lie_within_what_was_measured() -> None:
    tijden = [float(een) for een in range(1, 101)]
    assert (deel(tijden, 50), round(deel(tijden, 99))) == (50.5, 99)
    assert max(tijden) >= deel(tijden, 99)
