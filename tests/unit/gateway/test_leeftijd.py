"""Age of open applications: packed weeks against plain dates."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.gateway.domain.leeftijd import Leeftijden, leeftijd_masker
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.schooljaar import schooljaar_van

DAGEN = st.dates(date(2015, 1, 1), date(2035, 12, 31))
INDELING = INDELINGEN[Kubus.AANVRAAG]


def _leeftijden(vandaag: date, *dagen: date) -> Leeftijden:
    iso = vandaag.isocalendar()
    leeftijden = Leeftijden((iso.year, iso.week))
    for dag in dagen:
        code = INDELING.pak(maand=dag.month, week=dag.isocalendar().week, leerjaar=5)
        leeftijden.tel(schooljaar_van(dag), code, 1)
    return leeftijden


@given(DAGEN, DAGEN)
@example(date(2027, 1, 1), date(2026, 12, 31))
@example(date(2027, 1, 4), date(2026, 12, 28))
@example(date(2025, 1, 5), date(2024, 12, 30))
@settings(max_examples=2000, deadline=None)
def test_whole_iso_weeks_over_every_turn_of_the_year(een: date, twee: date) -> None:
    ingediend, vandaag = min(een, twee), max(een, twee)
    maandagen = [dag - timedelta(days=dag.weekday()) for dag in (ingediend, vandaag)]
    weken = (maandagen[1] - maandagen[0]).days // 7
    assert _leeftijden(vandaag, ingediend).uitkomst() == {"oudste": weken, "mediaan": weken}


def test_the_policy_as_a_table() -> None:
    vandaag = date(2026, 11, 22)
    for dagen, verwacht in (
        ([], None),
        ([vandaag], {"oudste": 0, "mediaan": 0}),
        ([date(2026, 11, 16)], {"oudste": 0, "mediaan": 0}),
        ([date(2026, 11, 15)], {"oudste": 1, "mediaan": 1}),
        ([date(2026, 11, 15), date(2026, 10, 5)], {"oudste": 6, "mediaan": 1}),
        ([date(2026, 11, 15), date(2026, 10, 5), date(2021, 1, 1)], {"oudste": 307, "mediaan": 6}),
        ([date(2027, 2, 1)], {"oudste": 0, "mediaan": 0}),
    ):
        assert _leeftijden(vandaag, *dagen).uitkomst() == verwacht


def test_only_a_stock_has_an_age() -> None:
    assert {code for code, een in CATALOGUS.items() if leeftijd_masker(een)} == {
        "tlv-openstaand",
        "arrangement-openstaand",
    }
