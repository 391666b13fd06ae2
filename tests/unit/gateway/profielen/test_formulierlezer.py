"""The page of the form: renaming, moving, dropping and adding, and codes that stay."""

from collections.abc import Mapping

import pytest

from services.gateway.domain.profielen.formulier import Formulier, Soort, keur_formulier
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.handlers.profielen.cijfers import TOONBAAR
from services.gateway.paginas.profielen.formulierlezer import OnleesbaarFormulier, lees_formulier

NU = standaardformulier()


def _lees(**anders: str) -> Formulier:
    return _lees_van(NU, anders)


def _lees_van(nu: Formulier, anders: Mapping[str, str]) -> Formulier:
    """The page of a form as it was shown, with some fields changed."""
    velden = {"dag": "01", "maand": "10"}
    for nummer, deel in enumerate(nu.onderdelen):
        velden |= {f"deelplaats.{deel.code}": str(nummer), f"deeltitel.{deel.code}": deel.titel}
        velden[f"deelhulp.{deel.code}"] = deel.uitleg
        for plaats, item in enumerate(deel.items):
            velden |= {f"plaats.{item.code}": str(plaats), f"titel.{item.code}": item.titel}
            velden |= {f"hulp.{item.code}": item.hulp} | ({f"verplicht.{item.code}": "ja"} if item.verplicht else {})
    return lees_formulier(nu, velden | dict(anders), [nu, NU])


def test_a_page_that_was_not_touched_gives_the_same_form() -> None:
    assert _lees() == NU


def test_renaming_moving_and_dropping_keep_the_codes() -> None:
    nieuw = _lees(**{"titel.visie": "Waar wij voor staan", "plaats.onderwijs": "0", "plaats.visie": "5",
                     "weg.extra-samen": "ja", "deelplaats.inspraak": "0", "deelplaats.contact": "3"})  # fmt: skip

    assert nieuw.per_code["visie"].titel == "Waar wij voor staan"
    deel = nieuw.onderdeel("visie")
    assert deel is not None
    assert [item.code for item in deel.items] == ["onderwijs", "visie"]
    assert "extra-samen" not in nieuw.per_code
    assert nieuw.onderdelen[0].code == "inspraak"
    assert keur_formulier(nieuw, [NU], TOONBAAR) == []


def test_a_new_question_never_gets_the_answers_of_an_old_one() -> None:
    nieuw = _lees(**{"nieuw.voorzieningen": "Visie", "nieuwsoort.voorzieningen": "beschikbaarheid",
                     "nieuw.visie": "Wat doen we bij één té druk kind?", "nieuwsoort.visie": "tekst"})  # fmt: skip

    assert nieuw.per_code["visie-2"].soort is Soort.BESCHIKBAARHEID
    assert nieuw.per_code["wat-doen-we-bij-een-te-druk-kind"].soort is Soort.TEKST
    assert keur_formulier(nieuw, [NU], TOONBAAR) == []


def test_a_chapter_without_questions_is_gone() -> None:
    nieuw = _lees(**{"weg.extra-samen": "ja", "weg.extra-hoe": "ja"})

    assert nieuw.onderdeel("extra") is None


def test_a_dropped_question_comes_back_with_its_own_code() -> None:
    zonder = _lees(**{"weg.visie": "ja", "weg.onderwijs": "ja"})
    assert zonder.onderdeel("visie") is None

    weer = _lees_van(zonder, {"terug.visie": "grenzen"})

    deel = weer.onderdeel("grenzen")
    assert deel is not None
    assert deel.items[-1] == NU.per_code["visie"]
    assert "onderwijs" not in weer.per_code
    assert _lees_van(zonder, {"nieuw.grenzen": "Visie", "nieuwsoort.grenzen": "tekst"}).per_code["visie-2"]


def test_a_new_chapter_begins_with_a_question() -> None:
    nieuw = _lees(nieuwdeel="Contact", nieuwdeelvraag="Hoe reist een kind?", nieuwdeelsoort="stand")

    assert [een.code for een in nieuw.onderdelen][-1] == "contact-2"
    assert nieuw.onderdelen[-1].items[0].soort is Soort.STAND
    assert keur_formulier(nieuw, [NU], TOONBAAR) == []
    for los in ({"nieuwdeel": "Vervoer"}, {"nieuwdeelvraag": "Hoe reist een kind?"}):
        with pytest.raises(OnleesbaarFormulier):
            _lees(**los)


@pytest.mark.parametrize(
    ("anders", "veld", "melding"),
    [
        ({"titel.visie": " "}, "Visie", "heeft geen titel"),
        ({"nieuw.visie": "Iets", "nieuwsoort.visie": "onzin"}, "Iets", "heeft een soort nodig"),
        ({"titel.visie": "a\x00b"}, "visie", "bevat tekens die geen tekst zijn"),
        ({"maand": "13"}, "Het formulier", "klopt niet"),
        ({"steunpunt.naam": "Steunpunt", "steunpunt.website": "javascript:x"}, "Het formulier", "klopt niet"),
        ({"steunpunt.website": "https://a.example"}, "Het formulier", "heeft geen titel"),
    ],
)
def test_what_makes_no_form_is_told(anders: dict[str, str], veld: str, melding: str) -> None:
    with pytest.raises(OnleesbaarFormulier) as fout:
        _lees(**anders)

    assert [(een.veld, een.melding) for een in fout.value.fouten] == [(veld, melding)]
