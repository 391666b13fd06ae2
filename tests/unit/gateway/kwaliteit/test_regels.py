"""Rules of quality: what is read from a form, whose last word counts of an agreement, the year, and signals."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit import signalen
from services.gateway.domain.kwaliteit.doelbeheer import Sleutel
from services.gateway.domain.kwaliteit.gesprekken import (
    Afspraak,
    Afspraakinvoer,
    Gesprek,
    Gespreksinvoer,
    lees_afspraak,
    nieuwste,
)
from services.gateway.domain.kwaliteit.jaar import Bronnen, Moment, Momentinvoer, jaarpunten
from services.gateway.domain.kwaliteit.standaarden import STANDAARDEN, Oordeel, kiesbaar, voorstel
from services.gateway.domain.profielen.voortgang import Publicatiestand
from services.gateway.domain.velden import Velden
from services.gateway.domain.vraag import OngeldigeVraag
from shared.contracts.eenheden import Niveau

VANDAAG = date(2026, 11, 22)
NU = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _gesprek(dag: str = "2026-11-10", status: str = "gehouden", door: str = "ander", op: datetime = NU) -> Gesprek:
    invoer = Gespreksinvoer(date.fromisoformat(dag), "Voortgang", "", "", status, None, None)
    return Gesprek(UUID(int=1), 9901, Eenheid(Niveau.SCHOOL, "99AB00"), invoer, 1, op, door)


def _afspraak(
    uiterlijk: str | None = "2026-11-01", status: str = "open", id_: int = 1, versie: int = 1, door: str = "ander"
) -> Afspraak:
    dag = date.fromisoformat(uiterlijk) if uiterlijk else None
    klaar = VANDAAG if status == "gedaan" else None
    return Afspraak(UUID(int=id_), versie, UUID(int=1), Afspraakinvoer("Plan", "IB", dag, status, klaar), NU, door)


@pytest.mark.parametrize(
    ("gegeven", "gelezen"), [("2,5", "2.5"), ("-3", "-3"), (2.25, "2.25"), (7, "7"), (" 4.1 ", "4.1"), ("", None)]
)
def test_numbers_are_read_as_people_write_them(gegeven: Any, gelezen: str | None) -> None:
    velden = Velden({"getal": gegeven})
    assert (None if gelezen is None else str(velden.getal("getal"))) == gelezen
    velden.klaar()


@pytest.mark.parametrize("gegeven", ["1e9", "veel", "1.000,5", True, "12345678901234", [1], "²"])
def test_what_is_no_number_is_refused_without_repeating_it(gegeven: Any) -> None:
    velden = Velden({"getal": gegeven})
    assert velden.getal("getal") is None
    with pytest.raises(OngeldigeVraag) as fout:
        velden.klaar()
    assert [een.veld for een in fout.value.missers] == ["bericht.getal"]
    assert str(gegeven) not in fout.value.missers[0].melding


@pytest.mark.parametrize("gegeven", ["2026-02-30", "22-11-2026", "20261122", "1999-12-31", "2100-01-01", 20261122])
def test_what_is_no_day_is_refused(gegeven: Any) -> None:
    velden = Velden({"dag": gegeven})
    assert velden.dag("dag") is None
    with pytest.raises(OngeldigeVraag):
        velden.klaar()


def test_one_line_is_one_line_and_all_mistakes_are_told() -> None:
    velden = Velden({"een": "  twee\n regels ", "meer": "a\nb", "keuze": "x"})
    assert velden.tekst("een", 20) == "twee regels"
    assert velden.tekst("meer", 20, regels=True) == "a\nb"
    velden.keuze("keuze", ("a", "b"))
    velden.tekst("weg", 5, nodig=True)
    with pytest.raises(OngeldigeVraag) as fout:
        velden.klaar()
    assert [een.veld for een in fout.value.missers] == ["bericht.keuze", "bericht.weg"]


def test_a_goal_has_one_id_wherever_it_comes_from() -> None:
    een, zelfde = Sleutel(9901, "Plan", "D1"), Sleutel(9901, "Plan", "D1")
    assert een.id == zelfde.id
    assert len({een.id, Sleutel(9902, "Plan", "D1").id, Sleutel(9901, "Pla", "nD1").id}) == 3


def test_evidence_that_is_proposed_can_be_chosen() -> None:
    for standaard in STANDAARDEN.values():
        assert {een.partition(":")[2] for een in voorstel(standaard)} <= set(kiesbaar())


def test_done_without_a_day_is_done_today_and_open_has_none() -> None:
    assert lees_afspraak({"tekst": "x", "status": "gedaan"}, VANDAAG).klaar_op == VANDAAG
    assert lees_afspraak({"tekst": "x", "status": "gedaan", "klaarOp": "2026-11-01"}, VANDAAG).klaar_op == date(
        2026, 11, 1
    )
    assert lees_afspraak({"tekst": "x", "klaarOp": "2026-11-01"}, VANDAAG).klaar_op is None
    with pytest.raises(OngeldigeVraag):
        lees_afspraak({"tekst": "x", "status": "gedaan", "klaarOp": "2026-11-23"}, VANDAAG)


def test_the_newest_version_holds_and_open_comes_first() -> None:
    oud, nieuw = _afspraak(), _afspraak(status="gedaan", versie=2)
    open_laat, open_vroeg = _afspraak("2027-01-01", id_=2), _afspraak("2026-12-01", id_=3)
    assert nieuwste([nieuw, open_laat, oud, open_vroeg]) == [open_vroeg, open_laat, nieuw]
    assert [een.te_laat(VANDAAG) for een in (oud, nieuw, open_laat, _afspraak(None))] == [True, False, False, False]


def _oordeel(code: str, peildatum: date) -> Oordeel:
    return Oordeel(9901, code, 1, "goed", peildatum, "", (), NU, "ik")


def test_a_year_holds_what_falls_in_it_and_each_standard_once() -> None:
    moment = Moment(
        UUID(int=9), 1, 9901, Momentinvoer("plan", "Jaarplan", date(2027, 3, 1), None, None), False, NU, "x"
    )
    weg = Moment(UUID(int=8), 2, 9901, Momentinvoer("plan", "Weg", date(2027, 3, 1), None, None), True, NU, "x")
    bronnen = Bronnen(
        [moment, weg], [], frozenset(), [_gesprek(), _gesprek("2025-11-10")], [_afspraak(), _afspraak(None)],
        [_oordeel("RPO1", date(2026, 9, 1)), _oordeel("RPO2", date(2025, 9, 1))],
    )  # fmt: skip
    punten = jaarpunten(bronnen, 2026, VANDAAG)

    per_soort = {soort: [een for een in punten if een.soort == soort] for soort in {een.soort for een in punten}}
    assert [een.titel for een in per_soort["moment"]] == ["Jaarplan"]
    assert [een.dag for een in per_soort["gesprek"]] == [date(2026, 11, 10)]
    assert [een.te_laat(VANDAAG) for een in per_soort["afspraak"]] == [True]
    assert {een.id: (een.klaar, een.dag) for een in per_soort["standaard"]}["RPO1"] == (True, date(2026, 9, 1))
    assert {een.id: (een.klaar, een.dag) for een in per_soort["standaard"]}["RPO2"] == (False, date(2027, 7, 31))
    assert len(per_soort["standaard"]) == 6
    assert [een.dag for een in punten] == sorted(een.dag for een in punten)


def test_profiles_are_due_on_the_day_of_the_form() -> None:
    for gepubliceerd, klaar, te_laat in ((3, False, True), (4, True, False)):
        stand = Publicatiestand(date(2026, 10, 1), gepubliceerd, 4)
        punten = jaarpunten(Bronnen([], [], frozenset(), [], [], [], stand), 2026, VANDAAG)
        (een,) = (punt for punt in punten if punt.soort == "profielen")
        assert (een.klaar, een.te_laat(VANDAAG), een.id) == (klaar, te_laat, "2026-2027")
        assert een.titel == f"Ondersteuningsprofielen gepubliceerd: {gepubliceerd} van 4"


def test_signals_of_what_is_due() -> None:
    gesprek = _gesprek()
    paren = [(gesprek, een) for een in (
        _afspraak("2026-11-21"), _afspraak("2026-12-06", id_=2), _afspraak("2026-12-07", id_=3),
        _afspraak("2026-11-01", "gedaan", id_=4), _afspraak(None, id_=5),
    )]  # fmt: skip
    assert [een.te_laat for een in signalen.afspraken(paren, VANDAAG)] == [True, False]
    dagen = (
        ("2026-12-01", "gepland"),
        ("2026-11-20", "gepland"),
        ("2027-02-01", "gepland"),
        ("2026-12-01", "vervallen"),
    )
    gesprekken = [_gesprek(*een) for een in dagen]
    assert [een.te_laat for een in signalen.gesprekken(gesprekken, VANDAAG)] == [False, True]
    (oordeel,) = signalen.oordelen("PO9901", [_oordeel("RPO1", VANDAAG), _oordeel("RPO2", date(2026, 7, 31))], VANDAAG)
    assert oordeel.tekst.endswith("over RPO2, RPO3, BKA1, BKA2, BKA3")
    alles = [_oordeel(code, VANDAAG) for code in STANDAARDEN]
    assert list(signalen.oordelen("PO9901", alles, VANDAAG)) == []
    assert list(signalen.profielen(0, 5, "2026-2027", None)) == []
    assert next(signalen.profielen(3, 5, "2026-2027", "PO9901")).tekst.startswith("Van 3 van de 5 scholen")


def test_new_is_what_another_did_after_the_visit_before() -> None:
    vorige = NU - timedelta(hours=1)
    gesprek = _gesprek()
    assert [een.tekst for een in signalen.nieuws_gesprekken([gesprek], vorige, "ik")] == ["Nieuw gesprek: Voortgang"]
    for andere in (NU, None):
        assert list(signalen.nieuws_gesprekken([gesprek], andere, "ik")) == []
    assert list(signalen.nieuws_gesprekken([gesprek], vorige, "ander")) == []
    gedaan = _afspraak(status="gedaan", versie=2)
    (nieuw,) = signalen.nieuws_afspraken([(gesprek, gedaan)], vorige, "ik")
    assert (nieuw.tekst, nieuw.nieuw) == ("Afspraak gedaan: Plan", True)


def test_signals_stand_by_kind_and_late_first() -> None:
    alle = [
        signalen.Signaal("nieuw", "n", "/"),
        signalen.Signaal("afspraak", "b", "/", dag=date(2026, 12, 1)),
        signalen.Signaal("afspraak", "a", "/", dag=date(2026, 11, 1), te_laat=True),
    ]
    assert [een.tekst for een in signalen.op_volgorde(alle)] == ["a", "b", "n"]
