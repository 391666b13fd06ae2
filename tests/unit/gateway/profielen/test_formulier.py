"""Forms: rules that keep answers apart and findable."""

import pytest
from pydantic import ValidationError

from services.gateway.domain.profielen.formulier import Formulier, Item, Soort, keur_formulier
from services.gateway.domain.profielen.standaard import standaardformulier
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.profielen import EIGEN, VOORZIENINGEN
from shared.contracts.profiel import VOORZIENINGEN as NAMEN
from tests.unit.gateway.profielen.bouwers import form_van, item_van


def test_the_standard_form_keeps_its_own_rules_and_travels_as_json() -> None:
    form = standaardformulier()

    assert keur_formulier(form, [], frozenset(INDICATOREN)) == []
    assert Formulier.model_validate_json(form.model_dump_json(by_alias=True)) == form
    assert {item.code for item in form.items() if item.verplicht} >= {"wat-kan", "wat-kan-niet", "waarom-niet"}


@pytest.mark.parametrize(
    ("items", "eerder", "melding"),
    [
        ([item_van(Soort.TEKST), item_van(Soort.TEKST)], [], "staat twee keer als vraag"),
        ([item_van(Soort.TEKST)], [item_van(Soort.STAND)], "was een vraag van de soort stand"),
        ([item_van(Soort.TEKST, vorm="email")], [], "is geen regel"),
        ([item_van(Soort.CIJFERS)], [], "minstens één indicator"),
        ([item_van(Soort.CIJFERS, indicatoren=("bestaat-niet",))], [], "die een school niet heeft"),
        ([item_van(Soort.TEKST, indicatoren=("leerlingen",))], [], "niet van de soort cijfers"),
    ],
)
def test_a_form_that_would_lose_or_confuse_answers_is_refused(
    items: list[Item], eerder: list[Item], melding: str
) -> None:
    fouten = keur_formulier(form_van(*items), [form_van(*eerder)] if eerder else [], frozenset({"leerlingen"}))

    assert any(melding in een.melding for een in fouten), fouten


def test_a_form_takes_no_code_that_could_be_something_else() -> None:
    for code in ("A", "a b", "a:b", "../a", "x" * 61, ""):
        with pytest.raises(ValidationError):
            item_van(Soort.TEKST, code)


def test_the_rows_of_the_offer_are_called_as_on_the_standard_form() -> None:
    per_code = standaardformulier().per_code
    assert {code: naam for code, naam in NAMEN.items() if code != EIGEN} == {
        code: per_code[code].titel for code in VOORZIENINGEN
    }
    assert tuple(NAMEN) == (*VOORZIENINGEN, EIGEN)
