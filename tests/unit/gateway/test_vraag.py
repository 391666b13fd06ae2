"""A question, read from an address."""

import pytest

from services.gateway.domain.vraag import MAX_EENHEDEN, OngeldigeVraag, Parameters, Vraag, lees_vraag
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS

LOPEND = 2026
MINIMUM = [("niveau", "swv"), ("eenheid", "PO9901")]


def lees(code: str, *meer: tuple[str, str], basis: Parameters = MINIMUM) -> Vraag:
    return lees_vraag(CATALOGUS[code], [*basis, *meer], LOPEND)


def missers(code: str, *meer: tuple[str, str], basis: Parameters = MINIMUM) -> list[str]:
    with pytest.raises(OngeldigeVraag) as fout:
        lees(code, *meer, basis=basis)
    return [misser.veld.removeprefix("query.") for misser in fout.value.missers]


def test_the_least_that_a_question_says() -> None:
    assert lees("tlv-aanvragen") == Vraag(Niveau.SWV, ("PO9901",), (LOPEND,), indicator=CATALOGUS["tlv-aanvragen"])


def test_a_stock_without_schooljaar_is_what_is_open_now() -> None:
    for code, jaren in (("tlv-openstaand", (None,)), ("arrangement-openstaand", (None,)), ("tlv-lopend", (LOPEND,))):
        assert lees(code).schooljaren == jaren


def test_schooljaren_come_in_order_and_once() -> None:
    gevraagd = [("schooljaar", "2025-2026"), ("schooljaar", "2019-2020..2021-2022"), ("schooljaar", "2020-2021")]
    assert lees("tlv-aanvragen", *gevraagd).schooljaren == (2019, 2020, 2021, 2025)


@pytest.mark.parametrize(("code", "verste"), [("tlv-lopend", 2031), ("tlv-aflopend", 2031), ("tlv-toegekend", 2026)])
def test_how_far_ahead_may_be_asked(code: str, verste: int) -> None:
    assert lees(code, ("schooljaar", f"{verste}-{verste + 1}")).schooljaren == (verste,)
    assert missers(code, ("schooljaar", f"{verste + 1}-{verste + 2}")) == ["schooljaar"]


def test_empty_fields_of_a_form_say_nothing() -> None:
    leeg = [(naam, "") for naam in ("schooljaar", "splitsing", "binnen", "toerekening", "zicht", "teldatum")]
    assert lees("tlv-aanvragen", *leeg) == lees("tlv-aanvragen")


def test_filter_values_get_their_own_type() -> None:
    gelezen = lees("tlv-aanvragen", ("filter.herindicatie", "false"), ("filter.leerjaar", "0"))
    assert gelezen.filters == (("herindicatie", False), ("leerjaar", 0))
    assert gelezen.noemt("leerjaar")
    assert not gelezen.noemt("behoefte")


def test_every_mistake_is_found_at_once() -> None:
    fout = [
        *[("kleur", "rood"), ("niveau", "klas"), ("schooljaar", "x"), ("splitsing", "a,a,b"), ("zicht", "x")],
        *[("filter.a", "1"), ("filter.maand", "0"), ("filter.leerjaar", "9"), ("toerekening", "x"), ("teldatum", "x")],
    ]
    assert missers("tlv-aanvragen", *fout, basis=()) == [
        *["kleur", "niveau", "eenheid", "schooljaar", "splitsing", "splitsing", "splitsing"],
        *["filter.a", "filter.maand", "filter.leerjaar", "filter", "toerekening", "zicht", "teldatum"],
    ]


def test_a_name_that_could_hold_anything_is_not_repeated() -> None:
    assert missers("tlv-aanvragen", ("Jan Jansen, Dorpsstraat 1", "x"), ("filter.<b>", "x")) == ["…", "…"]


def test_no_more_units_than_an_answer_can_hold() -> None:
    veel = [("niveau", "school"), *[("eenheid", str(nummer)) for nummer in range(MAX_EENHEDEN + 1)]]
    assert missers("tlv-aanvragen", basis=veel) == ["eenheid"]


def test_units_keep_their_order_and_come_once() -> None:
    assert lees("tlv-aanvragen", ("eenheid", "A"), ("eenheid", "PO9901")).eenheden == ("PO9901", "A")


@pytest.mark.parametrize(
    ("reeks", "zegt"),
    [
        ("2024-2025..2020-2021", "terugloopt"),
        ("2024-2025..2020-2022", "heeft de vorm"),
        ("2024-2025..", "heeft de vorm"),
        ("٢٠٢٥-2026", "heeft de vorm"),
    ],
)
def test_what_is_wrong_with_a_range_is_said_as_it_is(reeks: str, zegt: str) -> None:
    with pytest.raises(OngeldigeVraag) as fout:
        lees("tlv-aanvragen", ("schooljaar", reeks))
    assert [(misser.veld, zegt in misser.melding) for misser in fout.value.missers] == [("query.schooljaar", True)]
