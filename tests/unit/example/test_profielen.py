"""The invented profiles are what a school could have written: they fit the form, pass its checks, and leave gaps."""

from collections import Counter
from datetime import UTC, date, datetime

from deploy.example.profielen import School, Verhaal, verhaal
from deploy.example.regio import voorbeeld_regio
from services.gateway.domain.profielen.antwoord import lees_antwoord
from services.gateway.domain.profielen.keuring import Ernst, keur
from services.gateway.domain.profielen.profiel import Ingevuld, Staat
from services.gateway.domain.profielen.standaard import standaardformulier

VANDAAG = date(2026, 11, 22)
FORM = standaardformulier()
OP = datetime(2026, 11, 1, tzinfo=UTC)


def _alle(schooljaar: int, vast: bool) -> list[Verhaal | None]:
    leden = [lid for swv in voorbeeld_regio().swvs for lid in voorbeeld_regio().leden_van(swv, schooljaar)]
    scholen = [School(lid.vestiging, lid.naam, lid.schoolsoort) for lid in leden]
    return [verhaal(school, FORM, schooljaar, VANDAAG, vast) for school in scholen]


def test_every_answer_fits_its_question_and_no_check_stops_a_profile() -> None:
    for verteld in filter(None, _alle(2026, False)):
        for code, een in verteld.antwoorden.items():
            item = FORM.per_code[code]
            datum = een.datum.isoformat() if een.datum else None
            assert lees_antwoord(item, een.keuze, een.tekst, datum, VANDAAG) == een
        ingevuld = {code: Ingevuld(een, 1, OP, "x") for code, een in verteld.antwoorden.items()}
        zwaar = [een for een in keur(FORM, ingevuld, {}) if een.ernst is not Ernst.TIP]
        assert zwaar == []


def test_every_state_occurs_this_year_and_nearly_all_published_last_year() -> None:
    nu, vorig = _alle(2026, False), _alle(2025, True)

    staten = Counter(een.staat if een else None for een in nu)
    assert set(staten) == {None, *Staat}
    assert all(een.op.date() <= VANDAAG for een in nu if een)
    assert sum(een is not None for een in vorig) > 0.9 * len(vorig)


def test_some_offers_are_everywhere_and_some_are_rare() -> None:
    gepubliceerd = [een for een in _alle(2025, True) if een]

    def deel(code: str) -> float:
        return sum(een.antwoorden[code].keuze != "geen" for een in gepubliceerd) / len(gepubliceerd)

    assert deel("expertise-intern-begeleider") > 0.95
    assert deel("voorziening-verzorgingsruimte") < 0.4


def test_the_same_school_tells_the_same_story() -> None:
    assert _alle(2026, False) == _alle(2026, False)
