"""The page of the form: renaming, moving, dropping and adding, and codes that stay."""

import pytest

from services.gateway.domain.profielen.formulier import Formulier, Soort, keur_formulier
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.handlers.profielen.cijfers import TOONBAAR
from services.gateway.paginas.profielen.formulierlezer import OnleesbaarFormulier, lees_formulier

NU = standaardformulier()
BEKEND = {item.code for item in NU.items()}


def _lees(**anders: str) -> Formulier:
    """The page as it was shown, with some fields changed; a field None is left away."""
    velden = {"dag": "01", "maand": "10"}
    for nummer, deel in enumerate(NU.onderdelen):
        velden |= {f"deelplaats.{deel.code}": str(nummer), f"deeltitel.{deel.code}": deel.titel}
        velden[f"deelhulp.{deel.code}"] = deel.uitleg
        for plaats, item in enumerate(deel.items):
            velden |= {f"plaats.{item.code}": str(plaats), f"titel.{item.code}": item.titel}
            velden |= {f"hulp.{item.code}": item.hulp} | ({f"verplicht.{item.code}": "ja"} if item.verplicht else {})
    return lees_formulier(NU, velden | anders, BEKEND)


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
