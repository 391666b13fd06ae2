"""Checks before a profile is established: what stops, what looks wrong, and hints on language."""

import pytest

from services.gateway.domain.profielen.antwoord import LEEG, Antwoord
from services.gateway.domain.profielen.formulier import Formulier, Item, Soort
from services.gateway.domain.profielen.keuring import Eigen, Ernst, keur
from services.gateway.domain.profielen.profiel import (
    Ingevuld,
)
from services.gateway.domain.profielen.taal import lange_zinnen, moeilijke_woorden, tips
from tests.unit.gateway.profielen.bouwers import OP, VANDAAG, form_van, item_van, staan_er


def _meldingen(form: Formulier, staan: dict[str, Ingevuld], **eigen: Eigen) -> list[str]:
    cijfers = {code.replace("_", "-"): een for code, een in eigen.items()}
    return [f"{een.ernst}: {een.melding}" for een in keur(form, staan, cijfers, "2025-2026")]


@pytest.mark.parametrize(
    ("item", "antwoord", "stukje"),
    [
        (item_van(Soort.TEKST, verplicht=True), LEEG, "fout: Dit is nog niet ingevuld"),
        (item_van(Soort.STAND, verplicht=True), Antwoord(None, "uitleg"), "fout: Dit is nog niet ingevuld"),
        (item_van(Soort.ADVIES), Antwoord("positief"), "fout: De datum ontbreekt"),
        (item_van(Soort.ADVIES), Antwoord(None, "", VANDAAG), "fout: Er staat een datum, maar geen keuze"),
        (item_van(Soort.INSTEMMING), Antwoord("niet_gegeven", "", VANDAAG), "waarschuwing: Zonder instemming"),
        (item_van(Soort.STAND), Antwoord("nee"), "tip: Leg uit"),
        (item_van(Soort.BESCHIKBAARHEID), Antwoord("in_huis", "Niet aanwezig."), "waarschuwing: Uw keuze en uw uitleg"),
        (
            item_van(Soort.TEKST),
            Antwoord(None, "Vorig jaar kregen drie leerlingen hulp."),
            "waarschuwing: U noemt een klein",
        ),
        (
            item_van(Soort.TEKST),
            Antwoord(None, "Wij hebben 300 leerlingen."),
            "waarschuwing: U noemt 300 leerlingen. Volgens",
        ),
        (
            item_van(Soort.TEKST, "wat-kan-niet"),
            Antwoord(None, "N.v.t."),
            "waarschuwing: Elke school heeft grenzen. Uw",
        ),
        (item_van(Soort.TEKST), Antwoord(None, "Wij faciliteren dit preventief."), "tip: Niet iedere ouder"),
    ],
)
def test_what_the_checks_find(item: Item, antwoord: Antwoord, stukje: str) -> None:
    staan = {item.code: Ingevuld(antwoord, 1, OP, "jan")} if antwoord != LEEG else {}
    eigen = {"leerlingen": Eigen(200, "2025-2026"), "tlv_aanvragen": Eigen(4, "2025-2026")}

    assert any(een.startswith(stukje) for een in _meldingen(form_van(item), staan, **eigen))


@pytest.mark.parametrize(
    ("item", "antwoord"),
    [
        (item_van(Soort.INSTEMMING), Antwoord("nvt")),
        (item_van(Soort.STAND), Antwoord("ja")),
        (item_van(Soort.TEKST), Antwoord(None, "Wij hebben 190 leerlingen. Elke klas heeft 24 leerlingen.")),
        (item_van(Soort.TEKST, "wat-kan-niet"), Antwoord(None, "Geen rolstoel: er is geen lift.")),
    ],
)
def test_what_the_checks_leave_alone(item: Item, antwoord: Antwoord) -> None:
    eigen = {"leerlingen": Eigen(200, "2025-2026"), "tlv_aanvragen": Eigen(4, "2025-2026")}

    assert _meldingen(form_van(item), {item.code: Ingevuld(antwoord, 1, OP, "jan")}, **eigen) == []


def test_no_offer_at_all_beside_granted_arrangements_looks_wrong() -> None:
    form = form_van(item_van(Soort.BESCHIKBAARHEID, "a"), item_van(Soort.BESCHIKBAARHEID, "b"))
    eigen = Eigen(3, "2025-2026")

    niets = _meldingen(form, staan_er(a=Antwoord("geen"), b=Antwoord("geen")), arrangement_toegekend=eigen)
    iets = _meldingen(form, staan_er(a=Antwoord("geen"), b=Antwoord("op_afroep")), arrangement_toegekend=eigen)

    assert ["kreeg uw school 3 keer een arrangement" in een for een in niets] == [True]
    assert iets == []


def test_answers_of_last_year_that_nobody_looked_at_are_told() -> None:
    staan = {"vraag": Ingevuld(Antwoord(None, "oud"), 1, OP, "jan", overgenomen=True)}

    (gevonden,) = keur(form_van(item_van(Soort.TEKST)), staan, {}, "2025-2026")

    assert (gevonden.ernst, gevonden.item) == (Ernst.WAARSCHUWING, None)
    assert gevonden.melding == "Eén antwoord komt uit 2025-2026 en is nog niet bekeken."


def test_hints_on_language() -> None:
    lang = "Dit is een zin die maar doorgaat " + "en doorgaat " * 10 + "tot iedereen de draad kwijt is."

    assert len(lange_zinnen(f"Kort. {lang} Ook kort!")) == 1
    assert moeilijke_woorden("Interventies: eerst preventief, dan een interventie.") == ["interventie", "preventief"]
    assert list(tips("Wij helpen uw kind. Dat doen we samen.")) == []
    assert any(tip.startswith("Eén zin is langer dan 20 woorden") for tip in tips(lang))
