"""The pages of profiles in every state, without a database: what they show, what they keep, and what they refuse."""

import html
from collections.abc import AsyncIterator

import pytest

from services.gateway.domain.profielen.profiel import Staat
from services.gateway.domain.profielen.standaard import standaardformulier
from tests.unit.gateway.profielen.huis import ADRES, SLEUTEL, Huis, open_huis

SCHOOL, BESTUUR, STAF = "school:99AB00", "bestuur:99001", "swv:PO9901"
BOOS = """<script>alert(1)</script> "wij" {{ 7*7 }}"""
TEKST = "Wij helpen elk kind dat bij ons past."


@pytest.fixture
async def huis() -> AsyncIterator[Huis]:
    async with open_huis() as geopend:
        yield geopend


async def _begin(huis: Huis) -> None:
    assert (await huis.post(f"{ADRES}/begin", SCHOOL)).status_code == 303


async def _vul(huis: Huis) -> None:
    """All that must be answered, chapter by chapter."""
    await _begin(huis)
    for deel in standaardformulier().onderdelen:
        velden = {}
        for item in deel.items:
            velden[f"zag.{item.code}"] = "0"
            if item.verplicht:
                velden[f"tekst.{item.code}"] = "info@proef.example" if item.vorm else TEKST
        antwoord = await huis.post(f"{ADRES}/onderdelen/{deel.code}", SCHOOL, {**velden, "actie": "verder"})
        assert antwoord.status_code == 303, antwoord.text


async def _staat(huis: Huis, wie: str, naar: str, **velden: str) -> int:
    pagina = (await huis.get(ADRES, wie)).text
    zag = html.unescape(pagina.partition('name="zag" value="')[2].partition('"')[0])
    return (await huis.post(f"{ADRES}/staat", wie, {"naar": naar, "zag": zag, **velden})).status_code


async def test_every_page_in_every_state(huis: Huis) -> None:
    paden = ("", "/voorbeeld", "/versies", *(f"/onderdelen/{een.code}" for een in standaardformulier().onderdelen))

    async def alles_toont() -> None:
        for wie in (SCHOOL, BESTUUR, STAF, "beheerder:PO9901"):
            assert (await huis.get("/ondersteuningsaanbod", wie)).status_code == 200
            for pad in paden:
                assert (await huis.get(ADRES + pad, wie)).status_code in (200, 303), (wie, pad)

    await alles_toont()
    await _vul(huis)
    await alles_toont()
    assert await _staat(huis, SCHOOL, "ter_vaststelling") == 303
    await alles_toont()
    assert await _staat(huis, BESTUUR, "gepubliceerd") == 303
    await alles_toont()
    assert huis.boek.drafts[SLEUTEL].staat is Staat.GEPUBLICEERD
    assert huis.boek.stukken[0].inhoud["school"]["naam"] == "De Proef & Co"


async def test_what_is_not_complete_is_not_offered_and_says_why(huis: Huis) -> None:
    await _begin(huis)

    antwoord = await huis.get(ADRES, SCHOOL)

    assert "Eerst invullen" in antwoord.text
    assert "Bied aan het bestuur aan" not in antwoord.text
    assert huis.boek.drafts[SLEUTEL].staat is Staat.CONCEPT


async def test_last_years_answers_stand_ready_to_be_confirmed(huis: Huis) -> None:
    await _vul(huis)
    volgend = ADRES.replace("2026-2027", "2027-2028")
    assert (await huis.post(f"{volgend}/begin", SCHOOL)).status_code == 303
    pagina = (await huis.get(f"{volgend}/onderdelen/visie", SCHOOL)).text
    assert TEKST in pagina
    assert "Zo stond het in 2026-2027" in pagina
    visie = huis.boek.drafts[SLEUTEL._replace(schooljaar=2027)].antwoorden["visie"]
    assert visie.overgenomen

    velden = {"zag.visie": "1", "tekst.visie": TEKST, "zag.onderwijs": "0"}
    await huis.post(f"{volgend}/onderdelen/visie", SCHOOL, velden)

    assert not huis.boek.drafts[SLEUTEL._replace(schooljaar=2027)].antwoorden["visie"].overgenomen


async def test_free_text_is_escaped_wherever_it_stands(huis: Huis) -> None:
    await _vul(huis)
    velden = {"zag.visie": "1", "tekst.visie": BOOS}
    assert (await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, velden)).status_code == 303
    await _staat(huis, SCHOOL, "ter_vaststelling")
    await _staat(huis, BESTUUR, "concept", opmerking=BOOS)

    for pad in ("", "/onderdelen/visie", "/voorbeeld"):
        pagina = (await huis.get(ADRES + pad, SCHOOL)).text
        assert "<script>alert" not in pagina
        assert "{{ 7*7 }}" in pagina
    assert html.escape(BOOS, quote=False)[:30] in (await huis.get(f"{ADRES}/voorbeeld", SCHOOL)).text


async def test_a_clash_shows_both_and_keeps_the_rest(huis: Huis) -> None:
    await _vul(huis)
    await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, {"zag.visie": "1", "tekst.visie": "van de een"})

    velden = {"zag.visie": "1", "tekst.visie": "van de ander", "zag.onderwijs": "0", "tekst.onderwijs": "dit niet"}
    antwoord = await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, velden)

    assert antwoord.status_code == 409
    for stukje in ("van de een", "van de ander", "Iemand anders was u voor"):
        assert stukje in antwoord.text
    assert 'name="zag.visie" value="2"' in antwoord.text
    staan = huis.boek.drafts[SLEUTEL].antwoorden
    assert (staan["visie"].antwoord.tekst, staan["onderwijs"].antwoord.tekst) == ("van de een", "dit niet")


async def test_what_the_form_only_showed_is_no_change(huis: Huis) -> None:
    await _vul(huis)
    getoond = (await huis.get(f"{ADRES}/onderdelen/visie", SCHOOL)).text
    was = getoond.partition('name="was.visie" value="')[2].partition('"')[0]
    await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, {"zag.visie": "1", "tekst.visie": "van de een"})

    velden = {"zag.visie": "1", "tekst.visie": TEKST, "was.visie": was, "zag.onderwijs": "0", "tekst.onderwijs": "iets"}
    antwoord = await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, velden)

    assert antwoord.status_code == 303, "nobody clashes over a question that was left alone"
    assert huis.boek.drafts[SLEUTEL].antwoorden["visie"].antwoord.tekst == "van de een"


async def test_an_ended_session_gives_the_text_back(huis: Huis) -> None:
    await _vul(huis)
    velden = {"zag.visie": "1", "tekst.visie": f"bleef staan {BOOS}"}

    verlopen = await huis.post(f"{ADRES}/onderdelen/visie", "weg", velden)
    vreemd = await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, velden, token="van een andere sessie")

    assert (verlopen.status_code, vreemd.status_code) == (401, 400)
    for antwoord in (verlopen, vreemd):
        assert "bleef staan &lt;script&gt;" in antwoord.text
    assert huis.boek.drafts[SLEUTEL].antwoorden["visie"].antwoord.tekst == TEKST, "nothing was written"


async def test_a_wrong_answer_keeps_the_others_and_says_what_is_wrong(huis: Huis) -> None:
    await _begin(huis)
    velden = {"zag.contact-email": "0", "tekst.contact-email": "geen adres", "zag.contact-wie": "0",
              "tekst.contact-wie": "De directeur"}  # fmt: skip

    antwoord = await huis.post(f"{ADRES}/onderdelen/contact", SCHOOL, velden)

    assert antwoord.status_code == 400
    assert "is geen e-mailadres" in antwoord.text
    assert 'value="geen adres"' in antwoord.text
    assert set(huis.boek.drafts[SLEUTEL].antwoorden) == {"contact-wie"}


async def test_a_draft_that_waits_keeps_the_text_of_who_was_too_late(huis: Huis) -> None:
    await _vul(huis)
    await _staat(huis, SCHOOL, "ter_vaststelling")

    antwoord = await huis.post(f"{ADRES}/onderdelen/visie", SCHOOL, {"zag.visie": "1", "tekst.visie": "te laat"})

    assert antwoord.status_code == 409
    assert "te laat" in antwoord.text
    assert huis.boek.drafts[SLEUTEL].antwoorden["visie"].antwoord.tekst == TEKST


async def test_saving_by_script_tells_each_outcome(huis: Huis) -> None:
    await _vul(huis)
    pad = f"{ADRES}/antwoord"

    async def bewaar(wie: str = SCHOOL, token: str = "", **velden: str) -> tuple[int, str]:
        antwoord = await huis.post(pad, wie, {"item": "visie", "zag": "1", "tekst": "nieuw", **velden}, token)
        return antwoord.status_code, antwoord.json().get("fout", "")

    assert await bewaar("weg") == (401, "sessie")
    assert await bewaar(token="vreemd") == (403, "formulier")
    assert await bewaar(item="bestaat-niet") == (404, "vraag")
    assert await bewaar(BESTUUR) == (404, "profiel")
    assert await bewaar(tekst="a\x00b") == (400, "antwoord")
    assert await bewaar() == (200, "")
    assert await bewaar(tekst="ander") == (409, "botst")
    assert await bewaar(tekst="ander", zag="2") == (200, "")
    await _staat(huis, SCHOOL, "ter_vaststelling")
    assert await bewaar(zag="3") == (409, "staat")


async def test_only_the_board_publishes_and_no_form_of_another_site_counts(huis: Huis) -> None:
    await _vul(huis)
    await _staat(huis, SCHOOL, "ter_vaststelling")

    assert await _staat(huis, STAF, "gepubliceerd") == 403
    assert await _staat(huis, SCHOOL, "gepubliceerd") == 403
    assert (await huis.post(f"{ADRES}/staat", BESTUUR, {"naar": "gepubliceerd"}, token="vreemd")).status_code == 400
    assert (await huis.get(ADRES, "school:99AC00")).status_code == 404
    assert (await huis.get(ADRES, "weg")).status_code == 303


async def test_the_board_takes_a_version_from_view(huis: Huis) -> None:
    await _vul(huis)
    await _staat(huis, SCHOOL, "ter_vaststelling")
    await _staat(huis, BESTUUR, "gepubliceerd")
    velden = {"versie": "2026-2027.1", "reden": "naam van een leerling"}

    assert (await huis.post(f"{ADRES}/intrekken", SCHOOL, velden)).status_code == 403
    assert (await huis.post(f"{ADRES}/intrekken", BESTUUR, velden | {"reden": " "})).status_code == 400
    assert (await huis.post(f"{ADRES}/intrekken", BESTUUR, velden | {"versie": "2026-2027.2"})).status_code == 404
    assert [een.ingetrokken for een in huis.boek.stukken] == [False]
    assert (await huis.post(f"{ADRES}/intrekken", BESTUUR, velden)).status_code == 303

    assert [een.ingetrokken for een in huis.boek.stukken] == [True]
    assert "niet meer openbaar" in (await huis.get(ADRES, BESTUUR)).text


async def test_the_swv_changes_its_form_on_a_page(huis: Huis) -> None:
    pad = "/ondersteuningsaanbod/formulier/PO9901"
    pagina = await huis.get(pad, STAF)
    assert pagina.status_code == 200
    assert (await huis.get(pad, SCHOOL)).status_code == 403
    zag = html.unescape(pagina.text.partition('name="zag" value="')[2].partition('"')[0])
    velden = {"zag": zag, "dag": "15", "maand": "11", "titel.visie": f"Waar staat u voor? {BOOS}"}

    assert (await huis.post(pad, STAF, velden)).status_code == 303
    botst = await huis.post(pad, STAF, velden | {"titel.visie": "Nog een keer"})
    fout = await huis.post(pad, STAF, velden | {"titel.visie": " "})

    (versie,) = huis.boek.forms
    assert versie.formulier.uiterlijk == "11-15"
    assert versie.formulier.per_code["visie"].titel.startswith("Waar staat u voor?")
    assert (botst.status_code, fout.status_code) == (409, 400)
    assert "<script>alert" not in botst.text
    assert "<li>Nog een keer</li>" in botst.text, "what was typed stands there to be copied"
    nieuw = velden | {
        "titel.visie": " ",
        "hulp.onderwijs": "Blijft staan",
        "nieuw.visie": "Ook deze",
        "weg.wat-kan": "ja",
    }
    assert 'value="Blijft staan"' in (terug := (await huis.post(pad, STAF, nieuw)).text)
    assert 'value="Ook deze"' in terug
    assert 'name="weg.wat-kan" value="ja" checked' in terug


async def test_no_form_is_lost_with_its_session(huis: Huis) -> None:
    await _vul(huis)
    await _staat(huis, SCHOOL, "ter_vaststelling")
    gestuurd = {
        f"{ADRES}/staat": (BESTUUR, {"naar": "concept", "opmerking": f"Noem de lift {BOOS}"}),
        f"{ADRES}/intrekken": (BESTUUR, {"versie": "2026-2027.1", "reden": f"naam van {BOOS}"}),
        "/ondersteuningsaanbod/formulier/PO9901": (STAF, {"titel.visie": f"Waar staat u voor? {BOOS}"}),
    }

    for pad, (wie, velden) in gestuurd.items():
        verlopen = await huis.post(pad, "weg", velden)
        vreemd = await huis.post(pad, wie, velden, token="van een andere sessie")

        assert (verlopen.status_code, vreemd.status_code) == (401, 400), pad
        for antwoord in (verlopen, vreemd):
            assert "&lt;script&gt;alert(1)" in antwoord.text
            assert "<script>alert" not in antwoord.text
            assert all(f'name="{naam}"' in antwoord.text for naam in velden)
        hoofd = verlopen.text.partition("<main")[2]
        assert 'name="formulier"' not in hoofd, "nobody is logged in: there is no token to give"
        assert "Bewaar alsnog" in vreemd.text
    assert huis.boek.drafts[SLEUTEL].staat is Staat.TER_VASTSTELLING, "nothing was written"
    assert huis.boek.forms == []
