"""The school calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts import schooljaar


@pytest.mark.parametrize(
    ("dag", "jaar"),
    [(date(2025, 7, 31), 2024), (date(2025, 8, 1), 2025), (date(2025, 12, 31), 2025), (date(2026, 1, 1), 2025)],
)
def test_a_schooljaar_begins_on_the_first_of_august(dag: date, jaar: int) -> None:
    assert schooljaar.schooljaar_van(dag) == jaar


@pytest.mark.parametrize(
    "tekst",
    ["2025", "2025-2027", "25-26", "2025-2026 ", "2025/2026", "", "2026-2025", "٢٠٢٥-2026", "２０２５-２０２６"],
)
def test_other_texts_are_no_schooljaar(tekst: str) -> None:
    with pytest.raises(schooljaar.OngeldigSchooljaar):
        schooljaar.lees(tekst)


def test_a_range_holds_both_ends() -> None:
    assert list(schooljaar.lees_bereik("2019-2020..2021-2022")) == [2019, 2020, 2021]
    assert list(schooljaar.lees_bereik("2019-2020")) == [2019]


def test_a_range_runs_forward() -> None:
    with pytest.raises(schooljaar.OmgekeerdBereik):
        schooljaar.lees_bereik("2021-2022..2019-2020")


@pytest.mark.parametrize(
    ("van", "tot", "jaren"),
    [
        (date(2025, 11, 12), date(2027, 7, 31), 1),
        (date(2025, 8, 1), date(2026, 7, 31), 1),
        (date(2025, 8, 2), date(2026, 7, 31), 0),
        (date(2025, 8, 1), date(2026, 7, 30), 0),
        (date(2025, 1, 10), date(2025, 7, 31), 0),
        (date(2024, 3, 1), date(2028, 7, 31), 4),
        (date(2025, 11, 12), date(2027, 9, 1), 1),
    ],
)
def test_only_whole_schooljaren_count_for_the_length(van: date, tot: date, jaren: int) -> None:
    assert schooljaar.hele_schooljaren(van, tot) == jaren


def test_counting_days_inside_a_validity_in_order() -> None:
    assert list(schooljaar.teldatums_tussen(date(2025, 10, 1), date(2026, 10, 1))) == [
        (2025, "10-01"),
        (2025, "02-01"),
        (2026, "10-01"),
    ]


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    assert list(schooljaar.teldatums_tussen(date.min, date(1, 3, 1))) == []
    assert list(schooljaar.teldatums_tussen(date(9998, 9, 1), date.max))[-1] == (9998, "02-01")


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_week_and_month_give_back_the_iso_year(dag: date) -> None:
    jaar, week, _ = dag.isocalendar()

    assert schooljaar.week_jaar(schooljaar.schooljaar_van(dag), dag.month, week) == jaar


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 200))
def test_whole_weeks_between_two_days(dag: date, weken: int) -> None:
    later = dag + timedelta(weeks=weken)

    assert schooljaar.weken_tussen(dag.isocalendar()[:2], later.isocalendar()[:2]) == weken
