"""What is published, how it is found, and what changed between two versions."""

import json

from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.document import Cijfer, afdruk, zoekvelden
from services.gateway.domain.profielen.formulier import Soort
from services.gateway.domain.profielen.verschil import Wat, verschillen, woordverschil
from tests.unit.gateway.profielen.bouwers import (
    document_van,
    form_van,
    item_van,
    staan_er,
)


def test_what_is_published_holds_public_figures_only_and_no_account() -> None:
    form = form_van(
        item_van(Soort.CIJFERS, "cijfers", indicatoren=("leerlingen", "tlv-aanvragen")), item_van(Soort.TEKST)
    )
    cijfers = [
        Cijfer("leerlingen", "Leerlingen", "2025-2026", 187, None, None, True, "DUO"),
        Cijfer("leerlingen", "Leerlingen", "2026-2027", None, "x", None, True, "DUO"),
        Cijfer("tlv-aanvragen", "TLV-aanvragen", "2025-2026", 4321, None, None, False),
    ]

    document = document_van(form, staan_er(vraag=Antwoord(None, "tekst")), cijfers=cijfers)

    assert [een["waarde"] for een in document["onderdelen"][0]["items"][0]["cijfers"]] == [187]
    assert "4321" not in json.dumps(document)
    assert "jan" not in json.dumps(document)


def test_questions_without_an_answer_are_left_out_and_dropped_ones_too() -> None:
    staan = staan_er(
        vraag=Antwoord(None, "tekst"), vervallen=Antwoord(None, "van vroeger"), keuze=Antwoord(None, "los")
    )
    form = form_van(item_van(Soort.TEKST), item_van(Soort.STAND, "keuze"), item_van(Soort.TEKST, "leeg"))

    (onderdeel,) = document_van(form, staan)["onderdelen"]

    assert [item["code"] for item in onderdeel["items"]] == ["vraag"]
    assert document_van(form_van(item_van(Soort.TEKST, "leeg")), {})["onderdelen"] == []


def test_a_profile_is_found_by_what_it_offers_not_by_what_it_lacks() -> None:
    form = form_van(
        item_van(Soort.BESCHIKBAARHEID, "plusklas", behoeften=("hoogbegaafd",)),
        item_van(Soort.BESCHIKBAARHEID, "lift", behoeften=("lichamelijk",)),
        item_van(Soort.STAND, "rust", behoeften=("gedrag",)),
    )
    staan = staan_er(plusklas=Antwoord("op_afroep"), lift=Antwoord("geen"), rust=Antwoord("in_ontwikkeling"))

    velden = zoekvelden(document_van(form, staan))

    assert velden.aanbod == ["plusklas:op_afroep", "lift:geen", "rust:in_ontwikkeling"]
    assert velden.behoeften == ["hoogbegaafd"]
    assert "De Proef" in velden.tekst


def test_the_digest_is_of_the_content_not_of_its_order() -> None:
    assert afdruk({"a": 1, "b": "é"}) == afdruk({"b": "é", "a": 1})
    assert afdruk({"a": 1}) != afdruk({"a": 2})


def test_the_difference_between_two_versions_word_by_word() -> None:
    form = form_van(item_van(Soort.TEKST), item_van(Soort.STAND, "keuze"), item_van(Soort.TEKST, "zelfde"))
    voor = document_van(form, staan_er(vraag=Antwoord(None, "Er is geen lift."), zelfde=Antwoord(None, "gelijk")))
    na = document_van(
        form,
        staan_er(vraag=Antwoord(None, "Er is een lift."), keuze=Antwoord("ja"), zelfde=Antwoord(None, "gelijk")),
    )

    gevonden = verschillen(voor, na)

    assert [(een.item, een.voor is None, een.na is None) for een in gevonden] == [
        ("vraag", False, False),
        ("keuze", True, False),
    ]
    assert [(stuk.wat, stuk.tekst) for stuk in gevonden[0].tekst] == [
        (Wat.GELIJK, "Er is "), (Wat.WEG, "geen"), (Wat.NIEUW, "een"), (Wat.GELIJK, " lift."),
    ]  # fmt: skip
    assert verschillen(na, na) == []
    assert [een.item for een in verschillen(None, voor)] == ["vraag", "zelfde"]


def test_a_difference_gives_both_texts_back() -> None:
    voor, na = "een twee drie\nvier", "nul een drie\nvier vijf"
    stukken = woordverschil(voor, na)

    assert "".join(een.tekst for een in stukken if een.wat is not Wat.NIEUW) == voor
    assert "".join(een.tekst for een in stukken if een.wat is not Wat.WEG) == na
