"""The same week of another year, and twelve whole months: packed weeks against plain dates, for every day."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.gateway.domain.som import Som
from services.gateway.domain.vergelijking.peil import Kalender, Peil, maand_tekst, rang
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.schooljaar import schooljaar_van

DAGEN = st.dates(date(2015, 1, 1), date(2035, 12, 31))
TIJD = Kalender(Kubus.BESLUIT)


def _som(dag: date) -> Som:
    code = INDELINGEN[Kubus.BESLUIT].pak(maand=dag.month, week=dag.isocalendar().week, leerjaar=5)
    return Som(0, schooljaar_van(dag), 9901, code, 1, 1, schooljaar_van(dag))


@given(DAGEN, st.integers(0, 5), st.integers(0, 364))
@example(date(2027, 1, 1), 1, 152)
@example(date(2026, 8, 1), 1, 0)
@example(date(2020, 12, 31), 5, 152)
@settings(max_examples=2000, deadline=None)
def test_up_to_the_same_iso_week(vandaag: date, terug: int, dagen: int) -> None:
    jaar = schooljaar_van(vandaag) - terug
    dag = date(jaar, 8, 1) + timedelta(days=dagen)
    iso, nu = dag.isocalendar(), vandaag.isocalendar()

    gevonden = TIJD.tot_en_met(_som(dag), Peil.van(schooljaar_van(vandaag), vandaag))

    assert gevonden == ((iso.year + terug, iso.week) <= (nu.year, nu.week))


@given(DAGEN, DAGEN)
@settings(max_examples=1000, deadline=None)
def test_the_last_twelve_whole_months(vandaag: date, dag: date) -> None:
    eind = vandaag.replace(day=1)
    laatste = Peil.van(None, vandaag).maand

    gevonden = TIJD.in_maanden(_som(dag), laatste - 11, laatste)

    assert gevonden == (eind.replace(year=eind.year - 1) <= dag < eind)


def test_a_closed_schooljaar_is_compared_as_a_whole() -> None:
    peil = Peil.van(2024, date(2026, 11, 22))
    assert peil.week is None
    assert (maand_tekst(peil.maand - 11), maand_tekst(peil.maand)) == ("2024-08", "2025-07")
    assert TIJD.tot_en_met(_som(date(2025, 7, 31)), peil)


def test_months_are_numbered_through() -> None:
    maanden = [(2025, 8), (2025, 12), (2025, 1), (2025, 7), (2026, 8)]
    assert [rang(*maand) - rang(2025, 8) for maand in maanden] == [0, 4, 5, 11, 12]
    assert [maand_tekst(rang(*maand)) for maand in maanden] == ["2025-08", "2025-12", "2026-01", "2026-07", "2026-08"]


def test_may_has_come_on_the_first_of_may() -> None:
    for dag, gekomen in ((date(2026, 4, 30), False), (date(2026, 5, 1), True)):
        assert Peil.van(2025, dag).is_al_mei(2025) is gekomen
