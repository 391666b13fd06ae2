"""Answers: what fits a question, two writers, who may, and the road of a draft."""

import pytest

from services.gateway.domain.profielen.antwoord import LEEG, Antwoord, OngeldigAntwoord, lees_antwoord
from services.gateway.domain.profielen.formulier import Item, Soort
from services.gateway.domain.profielen.profiel import (
    Ingevuld,
    Mag,
    Staat,
    Wijziging,
    eigen_profielen,
    mag,
    verdeel,
    volgende_staten,
)
from services.gateway.domain.rechten import Recht, Rol
from tests.unit.gateway.profielen.bouwers import (
    OP,
    ORGANISATIE,
    SLEUTEL,
    VANDAAG,
    item_van,
)


@pytest.mark.parametrize(
    ("item", "keuze", "tekst", "datum", "verwacht"),
    [
        (item_van(Soort.STAND), "ja", " uitleg \r\n meer", None, Antwoord("ja", "uitleg \n meer")),
        (item_van(Soort.STAND), "", "", "", LEEG),
        (item_van(Soort.ADVIES), "positief", "", "2026-11-22", Antwoord("positief", "", VANDAAG)),
        (
            item_van(Soort.REGEL, vorm="website"),
            None,
            "https://school.nl/a",
            None,
            Antwoord(None, "https://school.nl/a"),
        ),
    ],
)
def test_an_answer_is_kept_as_it_was_meant(
    item: Item, keuze: str | None, tekst: str, datum: str | None, verwacht: Antwoord
) -> None:
    assert lees_antwoord(item, keuze, tekst, datum, VANDAAG) == verwacht


@pytest.mark.parametrize(
    ("item", "keuze", "tekst", "datum"),
    [
        (item_van(Soort.STAND), "in_huis", "", None),
        (item_van(Soort.TEKST), "ja", "", None),
        (item_van(Soort.TEKST), None, "x" * 4001, None),
        (item_van(Soort.TEKST), None, "a\x00b", None),
        (item_van(Soort.TEKST), None, "omge\u202ekeerd", None),
        (item_van(Soort.REGEL), None, "twee\nregels", None),
        (item_van(Soort.REGEL, vorm="website"), None, "javascript:alert(1)", None),
        (item_van(Soort.REGEL, vorm="email"), None, "geen adres", None),
        (item_van(Soort.ADVIES), "positief", "", "2026-11-23"),
        (item_van(Soort.ADVIES), "positief", "", "2026-02-30"),
        (item_van(Soort.TEKST), None, "", "2026-11-01"),
        (item_van(Soort.CIJFERS, indicatoren=("leerlingen",)), None, "7", None),
    ],
)
def test_what_does_not_fit_its_question_is_refused_without_an_echo(
    item: Item, keuze: str | None, tekst: str, datum: str | None
) -> None:
    with pytest.raises(OngeldigAntwoord) as fout:
        lees_antwoord(item, keuze, tekst, datum, VANDAAG)
    assert not tekst or tekst not in str(fout.value)


def test_two_writers_lose_nothing() -> None:
    oud, nieuw = Antwoord(None, "oud"), Antwoord(None, "nieuw")
    staat = {"a": Ingevuld(oud, 3, OP, "jan"), "b": Ingevuld(oud, 1, OP, "jan", overgenomen=True)}

    def lot(item: str, zag: int, antwoord: Antwoord) -> str:
        keus = verdeel([Wijziging(item, zag, antwoord)], staat)
        return next((naam for naam in ("schrijf", "gelijk", "botst") if getattr(keus, naam)), "niets")

    assert lot("a", 3, nieuw) == "schrijf"
    assert lot("a", 2, nieuw) == "botst"
    assert lot("a", 0, nieuw) == "botst"
    assert lot("a", 2, oud) == "gelijk", "who writes what stands there clashes with nobody"
    assert lot("b", 1, oud) == "schrijf", "saving says that it still holds"
    assert lot("c", 0, nieuw) == "schrijf"
    assert lot("c", 0, LEEG) == "niets"


@pytest.mark.parametrize(
    ("recht", "verwacht"),
    [
        (Recht(Rol.SCHOOL, "99AB00"), Mag(True, True, False)),
        (Recht(Rol.BESTUUR, "99001"), Mag(True, False, True)),
        (Recht(Rol.SWV, "PO9901"), Mag(True, False, False)),
        (Recht(Rol.BEHEERDER, "PO9901"), Mag(True, False, False)),
        (Recht(Rol.SWV, "PO9902"), Mag(False, False, False)),
        (Recht(Rol.BESTUUR, "99002"), Mag(False, False, False)),
        (Recht(Rol.SCHOOL, "99AC00"), Mag(False, False, False)),
        (Recht(Rol.PLATFORM, ""), Mag(False, False, False)),
    ],
)
def test_who_may_do_what(recht: Recht, verwacht: Mag) -> None:
    assert mag(frozenset({recht}), SLEUTEL, ORGANISATIE) == verwacht
    assert (eigen_profielen(frozenset({recht}), ORGANISATIE, 2026) == [SLEUTEL]) == verwacht.lezen


def test_the_road_of_a_draft() -> None:
    school, bestuur, swv = Mag(True, True, False), Mag(True, False, True), Mag(True, False, False)
    wacht = Staat.TER_VASTSTELLING

    assert volgende_staten(Staat.CONCEPT, school) == {wacht}
    assert volgende_staten(Staat.CONCEPT, bestuur) == set()
    assert volgende_staten(wacht, school) == {Staat.CONCEPT}
    assert volgende_staten(wacht, bestuur) == {Staat.CONCEPT, Staat.GEPUBLICEERD}
    assert volgende_staten(wacht, swv) == volgende_staten(Staat.GEPUBLICEERD, bestuur) == set()
