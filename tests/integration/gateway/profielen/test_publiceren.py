"""A profile from the first answer to everybody's screen: figures beside it, next year, corrections, withdrawal."""

import json

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import (
    BESTUUR,
    BOOS,
    CONCEPT,
    JAAR,
    SCHOOL,
    TEKST,
    VERPLICHT,
    VOLGEND,
    geef_antwoord,
    items_van,
    klopt,
    publiceer,
    put,
    sql,
    vul,
    zet_staat,
)


async def test_from_the_first_answer_to_everybody(huis: Huis) -> None:
    await vul(
        huis,
        voorziening_plusklas={"keuze": "in_huis", "tekst": BOOS},
        advies_mr={"keuze": "positief", "datum": "2026-11-01"},
        voorziening_time_out={"keuze": "geen", "tekst": "=1+1"},
    )
    concept = (await huis.get(CONCEPT, SCHOOL)).json()
    await klopt(huis, "/profielen/{vestiging}/concepten/{swv}/{schooljaar}", concept)
    keuring = (await huis.get(f"{CONCEPT}/keuring", SCHOOL)).json()
    await klopt(huis, "/profielen/{vestiging}/concepten/{swv}/{schooljaar}/keuring", keuring)
    assert keuring["fouten"] == 0
    assert (await huis.get("/v1/profielen/99AB00")).status_code == 404

    await publiceer(huis)

    antwoord = await huis.get("/v1/profielen/99AB00")
    profiel = antwoord.json()
    await klopt(huis, "/profielen/{vestiging}", profiel)
    assert (profiel["school"]["naam"], profiel["schooljaar"], profiel["nummer"]) == ("De Proef", JAAR, 1)
    assert items_van(profiel)["voorziening-plusklas"]["tekst"] == BOOS
    assert "voorziening-structuurgroep" not in items_van(profiel), "not answered"
    geldend = {"If-None-Match": antwoord.headers["etag"]}
    assert (await huis.get("/v1/profielen/99AB00", headers=geldend)).status_code == 304
    versies = (await huis.get("/v1/profielen/99AB00/versies")).json()
    await klopt(huis, "/profielen/{vestiging}/versies", versies)
    assert (await huis.get(versies["versies"][0]["_links"]["self"]["href"])).json() == profiel


async def test_the_form_shows_exact_figures_and_what_is_published_none_of_persons(huis: Huis) -> None:
    await vul(huis)
    naast = items_van((await huis.get(CONCEPT, SCHOOL)).json())["kengetallen"]["cijfers"]
    assert {een["waarde"] for een in naast if een["indicator"] == "tlv-aanvragen"} >= {13}
    assert not any(een["openbaar"] for een in naast if een["indicator"] != "leerlingen")

    await publiceer(huis)

    tekst = (await huis.get("/v1/profielen/99AB00")).text
    assert "tlv" not in tekst
    assert "13" not in json.dumps(items_van(json.loads(tekst)))
    regels = await sql(huis, "SELECT eenheden FROM toegang.leesverslag WHERE '99AB00' = ANY (eenheden)")
    assert regels, "reading the exact figures beside the form stands in the read audit"


async def test_next_year_everything_stands_ready_but_what_is_asked_anew(huis: Huis) -> None:
    await vul(huis, advies_mr={"keuze": "positief", "datum": "2026-11-01"}, basis_lezen={"keuze": "ja"})
    await publiceer(huis)
    pad = CONCEPT.replace(JAAR, VOLGEND)

    nieuw = (await put(huis, pad, SCHOOL)).json()

    items = items_van(nieuw)
    assert items["visie"]["antwoord"]["tekst"] == TEKST
    assert items["visie"]["antwoord"]["overgenomen"]
    assert items["advies-mr"]["antwoord"] is None
    assert items["advies-mr"]["vorig"]["datum"] == "2026-11-01"
    keuring = (await huis.get(f"{pad}/keuring", SCHOOL)).json()["bevindingen"]
    assert any(f"antwoorden komen uit {JAAR}" in een["melding"] for een in keuring)
    bevestigd = await put(huis, f"{pad}/antwoorden/basis-lezen", SCHOOL, {"keuze": "ja"}, "1")
    assert bevestigd.json()["overgenomen"] is False
    voor_later = CONCEPT.replace(JAAR, "2028-2029")
    assert (await put(huis, voor_later, SCHOOL)).status_code == 404


async def test_the_board_gives_back_and_establishes_only_what_it_read(huis: Huis) -> None:
    await vul(huis)
    assert (await zet_staat(huis, "gepubliceerd", BESTUUR)).status_code == 409, "nothing was offered"
    await zet_staat(huis, "ter_vaststelling", SCHOOL)
    gelezen = (await huis.get(CONCEPT, BESTUUR)).headers["etag"]

    terug = await zet_staat(huis, "concept", BESTUUR, opmerking="Noem ook het gebouw.")

    assert terug.status_code == 200
    assert (await huis.get(CONCEPT, SCHOOL)).json()["opmerking"] == "Noem ook het gebouw."
    await geef_antwoord(huis, "visie", {"tekst": "Aangevuld."}, "1")
    await zet_staat(huis, "ter_vaststelling", SCHOOL)
    oud = await put(huis, f"{CONCEPT}/staat", BESTUUR, {"staat": "gepubliceerd"}, gelezen)
    assert (oud.status_code, oud.json()["code"]) == (412, "intussen_gewijzigd")
    assert (await zet_staat(huis, "gepubliceerd", BESTUUR)).status_code == 200


async def test_what_is_not_complete_is_not_offered(huis: Huis) -> None:
    await put(huis, CONCEPT, SCHOOL)

    antwoord = await zet_staat(huis, "ter_vaststelling", SCHOOL)

    assert (antwoord.status_code, antwoord.json()["code"]) == (409, "onvolledig")
    assert {een["veld"] for een in antwoord.json()["fouten"]} == set(VERPLICHT)


async def test_a_correction_is_a_new_version_and_the_old_one_stays(huis: Huis) -> None:
    await vul(huis)
    await publiceer(huis)
    await geef_antwoord(huis, "visie", {"tekst": "Verbeterd."}, "1")
    assert items_van((await huis.get("/v1/profielen/99AB00")).json())["visie"]["tekst"] == TEKST

    await publiceer(huis)

    versies = (await huis.get("/v1/profielen/99AB00/versies")).json()["versies"]
    assert [een["nummer"] for een in versies] == [2, 1]
    eerste = (await huis.get(f"/v1/profielen/99AB00/versies/{JAAR}/1")).json()
    assert items_van(eerste)["visie"]["tekst"] == TEKST
    assert items_van((await huis.get("/v1/profielen/99AB00")).json())["visie"]["tekst"] == "Verbeterd."


async def test_the_board_takes_a_version_from_view_and_an_earlier_one_stands_again(huis: Huis) -> None:
    await vul(huis)
    await publiceer(huis)
    await geef_antwoord(huis, "visie", {"tekst": "Jan de Voorbeeldleerling."}, "1")
    await publiceer(huis)
    pad = f"/v1/profielen/99AB00/versies/{JAAR}/2/intrekkingen/PO9901"

    assert (await put(huis, pad, SCHOOL, {"reden": "naam"})).status_code == 403
    assert (await put(huis, pad, BESTUUR, {"reden": " "})).status_code == 400
    assert (await put(huis, pad, BESTUUR, {"reden": "naam van een leerling"})).status_code == 204

    assert (await put(huis, pad, BESTUUR, {"reden": "nog eens"})).status_code == 404
    assert "Voorbeeldleerling" not in (await huis.get("/v1/profielen/99AB00")).text
    assert (await huis.get(f"/v1/profielen/99AB00/versies/{JAAR}/2")).status_code == 404
    assert [een["nummer"] for een in (await huis.get("/v1/profielen/99AB00/versies")).json()["versies"]] == [1]
    assert (await huis.get("/v1/profielen?zoek=Voorbeeldleerling")).json()["totaal"] == 0
