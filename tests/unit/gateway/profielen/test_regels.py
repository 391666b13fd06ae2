"""The rules of profiles, each on its own: form, answers, who may, checks, what is published, what changed."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from services.gateway.domain.organisatie import Organisatie, Vestiging
from services.gateway.domain.profielen.antwoord import LEEG, Antwoord, OngeldigAntwoord, lees_antwoord
from services.gateway.domain.profielen.document import Cijfer, afdruk, maak_document, zoekvelden
from services.gateway.domain.profielen.formulier import Formulier, Item, Onderdeel, Soort, keur_formulier
from services.gateway.domain.profielen.keuring import Eigen, Ernst, keur
from services.gateway.domain.profielen.profiel import (
    Concept,
    Ingevuld,
    Mag,
    Sleutel,
    Staat,
    Wijziging,
    eigen_profielen,
    mag,
    verdeel,
    volgende_staten,
)
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.domain.profielen.taal import lange_zinnen, moeilijke_woorden, tips
from services.gateway.domain.profielen.verschil import Wat, verschillen, woordverschil
from services.gateway.domain.profielen.voortgang import Aandacht, regel, tel
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.lidmaatschap import Lid

VANDAAG = date(2026, 11, 22)
OP = datetime(2026, 11, 1, 9, tzinfo=UTC)
SWV, SCHOOL = swv_getal("PO9901"), vestiging_getal("99AB00")
SLEUTEL = Sleutel(SWV, SCHOOL, 2026)
LID = Lid(SWV, SCHOOL, 2000, 9999, 99001, None, "bao")
ORGANISATIE = Organisatie(1, (LID,), {SWV: "SWV"}, {99001: "Bestuur"}, {}, {SCHOOL: Vestiging("De Proef", "Proefstad")})


def _form(*items: Item) -> Formulier:
    return Formulier(onderdelen=(Onderdeel(code="deel", titel="Deel", items=items),))


def _item(soort: Soort, code: str = "vraag", **overig: Any) -> Item:
    return Item(code=code, soort=soort, titel="Vraag?", **overig)


def _staan(**antwoorden: Antwoord) -> dict[str, Ingevuld]:
    return {code.replace("_", "-"): Ingevuld(een, 1, OP, "jan") for code, een in antwoorden.items()}


def _concept(staat: Staat = Staat.CONCEPT, antwoorden: dict[str, Ingevuld] | None = None, **wat: Any) -> Concept:
    gegeven = {"gewijzigd_op": OP, "staat_op": OP, **wat}
    return Concept(SLEUTEL, staat, 1, OP, gewijzigd_door="jan", antwoorden=antwoorden or {}, **gegeven)


def test_the_standard_form_keeps_its_own_rules_and_travels_as_json() -> None:
    form = standaardformulier()

    assert keur_formulier(form, [], frozenset(INDICATOREN)) == []
    assert Formulier.model_validate_json(form.model_dump_json(by_alias=True)) == form
    assert {item.code for item in form.items() if item.verplicht} >= {"wat-kan", "wat-kan-niet", "waarom-niet"}


@pytest.mark.parametrize(
    ("items", "eerder", "melding"),
    [
        ([_item(Soort.TEKST), _item(Soort.TEKST)], [], "staat twee keer als vraag"),
        ([_item(Soort.TEKST)], [_item(Soort.STAND)], "was een vraag van de soort stand"),
        ([_item(Soort.TEKST, vorm="email")], [], "is geen regel"),
        ([_item(Soort.CIJFERS)], [], "minstens één indicator"),
        ([_item(Soort.CIJFERS, indicatoren=("bestaat-niet",))], [], "die een school niet heeft"),
        ([_item(Soort.TEKST, indicatoren=("leerlingen",))], [], "niet van de soort cijfers"),
    ],
)
def test_a_form_that_would_lose_or_confuse_answers_is_refused(
    items: list[Item], eerder: list[Item], melding: str
) -> None:
    fouten = keur_formulier(_form(*items), [_form(*eerder)] if eerder else [], frozenset({"leerlingen"}))

    assert any(melding in een.melding for een in fouten), fouten


def test_a_form_takes_no_code_that_could_be_something_else() -> None:
    for code in ("A", "a b", "a:b", "../a", "x" * 61, ""):
        with pytest.raises(ValidationError):
            _item(Soort.TEKST, code)


@pytest.mark.parametrize(
    ("item", "keuze", "tekst", "datum", "verwacht"),
    [
        (_item(Soort.STAND), "ja", " uitleg \r\n meer", None, Antwoord("ja", "uitleg \n meer")),
        (_item(Soort.STAND), "", "", "", LEEG),
        (_item(Soort.ADVIES), "positief", "", "2026-11-22", Antwoord("positief", "", VANDAAG)),
        (_item(Soort.REGEL, vorm="website"), None, "https://school.nl/a", None, Antwoord(None, "https://school.nl/a")),
    ],
)
def test_an_answer_is_kept_as_it_was_meant(
    item: Item, keuze: str | None, tekst: str, datum: str | None, verwacht: Antwoord
) -> None:
    assert lees_antwoord(item, keuze, tekst, datum, VANDAAG) == verwacht


@pytest.mark.parametrize(
    ("item", "keuze", "tekst", "datum"),
    [
        (_item(Soort.STAND), "in_huis", "", None),
        (_item(Soort.TEKST), "ja", "", None),
        (_item(Soort.TEKST), None, "x" * 4001, None),
        (_item(Soort.TEKST), None, "a\x00b", None),
        (_item(Soort.TEKST), None, "omge\u202ekeerd", None),
        (_item(Soort.REGEL), None, "twee\nregels", None),
        (_item(Soort.REGEL, vorm="website"), None, "javascript:alert(1)", None),
        (_item(Soort.REGEL, vorm="email"), None, "geen adres", None),
        (_item(Soort.ADVIES), "positief", "", "2026-11-23"),
        (_item(Soort.ADVIES), "positief", "", "2026-02-30"),
        (_item(Soort.TEKST), None, "", "2026-11-01"),
        (_item(Soort.CIJFERS, indicatoren=("leerlingen",)), None, "7", None),
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


def _meldingen(form: Formulier, staan: dict[str, Ingevuld], **eigen: Eigen) -> list[str]:
    cijfers = {code.replace("_", "-"): een for code, een in eigen.items()}
    return [f"{een.ernst}: {een.melding}" for een in keur(form, staan, cijfers, "2025-2026")]


@pytest.mark.parametrize(
    ("item", "antwoord", "stukje"),
    [
        (_item(Soort.TEKST, verplicht=True), LEEG, "fout: Dit is nog niet ingevuld"),
        (_item(Soort.STAND, verplicht=True), Antwoord(None, "uitleg"), "fout: Dit is nog niet ingevuld"),
        (_item(Soort.ADVIES), Antwoord("positief"), "fout: De datum ontbreekt"),
        (_item(Soort.ADVIES), Antwoord(None, "", VANDAAG), "fout: Er staat een datum, maar geen keuze"),
        (_item(Soort.INSTEMMING), Antwoord("niet_gegeven", "", VANDAAG), "waarschuwing: Zonder instemming"),
        (_item(Soort.STAND), Antwoord("nee"), "tip: Leg uit"),
        (_item(Soort.BESCHIKBAARHEID), Antwoord("in_huis", "Niet aanwezig."), "waarschuwing: Uw keuze en uw uitleg"),
        (
            _item(Soort.TEKST),
            Antwoord(None, "Vorig jaar kregen drie leerlingen hulp."),
            "waarschuwing: U noemt een klein",
        ),
        (
            _item(Soort.TEKST),
            Antwoord(None, "Wij hebben 300 leerlingen."),
            "waarschuwing: U noemt 300 leerlingen. Volgens",
        ),
        (_item(Soort.TEKST, "wat-kan-niet"), Antwoord(None, "N.v.t."), "waarschuwing: Elke school heeft grenzen. Uw"),
        (_item(Soort.TEKST), Antwoord(None, "Wij faciliteren dit preventief."), "tip: Niet iedere ouder"),
    ],
)
def test_what_the_checks_find(item: Item, antwoord: Antwoord, stukje: str) -> None:
    staan = {item.code: Ingevuld(antwoord, 1, OP, "jan")} if antwoord != LEEG else {}
    eigen = {"leerlingen": Eigen(200, "2025-2026"), "tlv_aanvragen": Eigen(4, "2025-2026")}

    assert any(een.startswith(stukje) for een in _meldingen(_form(item), staan, **eigen))


@pytest.mark.parametrize(
    ("item", "antwoord"),
    [
        (_item(Soort.INSTEMMING), Antwoord("nvt")),
        (_item(Soort.STAND), Antwoord("ja")),
        (_item(Soort.TEKST), Antwoord(None, "Wij hebben 190 leerlingen. Elke klas heeft 24 leerlingen.")),
        (_item(Soort.TEKST, "wat-kan-niet"), Antwoord(None, "Geen rolstoel: er is geen lift.")),
    ],
)
def test_what_the_checks_leave_alone(item: Item, antwoord: Antwoord) -> None:
    eigen = {"leerlingen": Eigen(200, "2025-2026"), "tlv_aanvragen": Eigen(4, "2025-2026")}

    assert _meldingen(_form(item), {item.code: Ingevuld(antwoord, 1, OP, "jan")}, **eigen) == []


def test_no_offer_at_all_beside_granted_arrangements_looks_wrong() -> None:
    form = _form(_item(Soort.BESCHIKBAARHEID, "a"), _item(Soort.BESCHIKBAARHEID, "b"))
    eigen = Eigen(3, "2025-2026")

    niets = _meldingen(form, _staan(a=Antwoord("geen"), b=Antwoord("geen")), arrangement_toegekend=eigen)
    iets = _meldingen(form, _staan(a=Antwoord("geen"), b=Antwoord("op_afroep")), arrangement_toegekend=eigen)

    assert ["kreeg uw school 3 keer een arrangement" in een for een in niets] == [True]
    assert iets == []


def test_answers_of_last_year_that_nobody_looked_at_are_told() -> None:
    staan = {"vraag": Ingevuld(Antwoord(None, "oud"), 1, OP, "jan", overgenomen=True)}

    (gevonden,) = keur(_form(_item(Soort.TEKST)), staan, {}, "2025-2026")

    assert (gevonden.ernst, gevonden.item) == (Ernst.WAARSCHUWING, None)
    assert gevonden.melding == "Eén antwoord komt uit 2025-2026 en is nog niet bekeken."


def test_hints_on_language() -> None:
    lang = "Dit is een zin die maar doorgaat " + "en doorgaat " * 10 + "tot iedereen de draad kwijt is."

    assert len(lange_zinnen(f"Kort. {lang} Ook kort!")) == 1
    assert moeilijke_woorden("Interventies: eerst preventief, dan een interventie.") == ["interventie", "preventief"]
    assert list(tips("Wij helpen uw kind. Dat doen we samen.")) == []
    assert any(tip.startswith("Eén zin is langer dan 20 woorden") for tip in tips(lang))


def _document(form: Formulier, antwoorden: dict[str, Ingevuld], **cijfers: list[Cijfer]) -> dict[str, Any]:
    return maak_document(_concept(antwoorden=antwoorden), 4, form, LID, ORGANISATIE, cijfers, 2, OP)


def test_what_is_published_holds_public_figures_only_and_no_account() -> None:
    form = _form(_item(Soort.CIJFERS, "cijfers", indicatoren=("leerlingen", "tlv-aanvragen")), _item(Soort.TEKST))
    cijfers = [
        Cijfer("leerlingen", "Leerlingen", "2025-2026", 187, None, None, True, "DUO"),
        Cijfer("leerlingen", "Leerlingen", "2026-2027", None, "x", None, True, "DUO"),
        Cijfer("tlv-aanvragen", "TLV-aanvragen", "2025-2026", 4321, None, None, False),
    ]

    document = _document(form, _staan(vraag=Antwoord(None, "tekst")), cijfers=cijfers)

    assert [een["waarde"] for een in document["onderdelen"][0]["items"][0]["cijfers"]] == [187]
    assert "4321" not in json.dumps(document)
    assert "jan" not in json.dumps(document)


def test_questions_without_an_answer_are_left_out_and_dropped_ones_too() -> None:
    staan = _staan(vraag=Antwoord(None, "tekst"), vervallen=Antwoord(None, "van vroeger"), keuze=Antwoord(None, "los"))
    form = _form(_item(Soort.TEKST), _item(Soort.STAND, "keuze"), _item(Soort.TEKST, "leeg"))

    (onderdeel,) = _document(form, staan)["onderdelen"]

    assert [item["code"] for item in onderdeel["items"]] == ["vraag"]
    assert _document(_form(_item(Soort.TEKST, "leeg")), {})["onderdelen"] == []


def test_a_profile_is_found_by_what_it_offers_not_by_what_it_lacks() -> None:
    form = _form(
        _item(Soort.BESCHIKBAARHEID, "plusklas", behoeften=("hoogbegaafd",)),
        _item(Soort.BESCHIKBAARHEID, "lift", behoeften=("lichamelijk",)),
        _item(Soort.STAND, "rust", behoeften=("gedrag",)),
    )
    staan = _staan(plusklas=Antwoord("op_afroep"), lift=Antwoord("geen"), rust=Antwoord("in_ontwikkeling"))

    velden = zoekvelden(_document(form, staan))

    assert velden.aanbod == ["plusklas:op_afroep", "lift:geen", "rust:in_ontwikkeling"]
    assert velden.behoeften == ["hoogbegaafd"]
    assert "De Proef" in velden.tekst


def test_the_digest_is_of_the_content_not_of_its_order() -> None:
    assert afdruk({"a": 1, "b": "é"}) == afdruk({"b": "é", "a": 1})
    assert afdruk({"a": 1}) != afdruk({"a": 2})


def test_the_difference_between_two_versions_word_by_word() -> None:
    form = _form(_item(Soort.TEKST), _item(Soort.STAND, "keuze"), _item(Soort.TEKST, "zelfde"))
    voor = _document(form, _staan(vraag=Antwoord(None, "Er is geen lift."), zelfde=Antwoord(None, "gelijk")))
    na = _document(
        form,
        _staan(vraag=Antwoord(None, "Er is een lift."), keuze=Antwoord("ja"), zelfde=Antwoord(None, "gelijk")),
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


@pytest.mark.parametrize(
    ("concept", "gepubliceerd", "aandacht"),
    [
        (None, None, Aandacht.NIET_BEGONNEN),
        (_concept(gewijzigd_op=datetime(2026, 11, 20, tzinfo=UTC)), None, None),
        (_concept(), None, Aandacht.LIGT_STIL),
        (_concept(opmerking="Vul de grenzen aan."), None, Aandacht.TERUGGEGEVEN),
        (_concept(Staat.TER_VASTSTELLING), None, Aandacht.WACHT_OP_BESTUUR),
        (_concept(Staat.TER_VASTSTELLING, staat_op=datetime(2026, 11, 20, tzinfo=UTC)), None, None),
        (_concept(Staat.GEPUBLICEERD), OP, None),
    ],
)
def test_who_should_hear_about_it(concept: Concept | None, gepubliceerd: datetime | None, aandacht: Any) -> None:
    gevonden = regel(SLEUTEL, concept, gepubliceerd, standaardformulier(), VANDAAG)

    assert gevonden.aandacht is aandacht
    assert gevonden.te_laat == (gepubliceerd is None), "the standard day is 1 October"


def test_progress_counts_questions_of_the_form_as_it_is_now() -> None:
    form = _form(_item(Soort.TEKST, "a", verplicht=True), _item(Soort.STAND, "b", verplicht=True),
                 _item(Soort.CIJFERS, "c", indicatoren=("leerlingen",)))  # fmt: skip
    staan = _staan(b=Antwoord("ja"), vervallen=Antwoord(None, "x"))

    assert tel(form, staan) == (1, 0, 2, 1)
