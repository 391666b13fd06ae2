"""What a unit writes beside its figures: who reads it, who writes it, two at once, and that it is gone when erased."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import jsonschema
import pytest

from tests.integration.gateway.huis import Huis, open_huis_en_wis
from tests.integration.gateway.wereld import Lid, Wereld, besluiten
from tests.stack import Database

JAAR = "2025-2026"
PLEK = "verwijzingen/aanvragen/2025-2026"
PAD = f"/v1/toelichtingen/school/99AB00/{PLEK}"
SCHOOL = "school:99AB00"
TEKST = "Twee leerlingen kwamen van buiten de regio.\nZie ons jaarverslag."
# The school moved to another board and another SWV in 2025.
LEDEN = (
    Lid("PO9902", "99AB00", "99002", van=2000, tot=2024),
    Lid("PO9901", "99AB00", "99001", van=2025),
    Lid("PO9901", "99AC00", "99001"),
    Lid("PO9902", "99AD00", "99002"),
)


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    """Three schools of two SWV's, one decision each."""
    return Wereld(LEDEN, besluiten(LEDEN[1:])).vul_in(module_database)


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis_en_wis(wereld, "toelichting.versie") as geopend:
        yield geopend


async def _schrijf(huis: Huis, tekst: Any, wie: str = SCHOOL, pad: str = PAD, zag: str | None = None) -> Any:
    return await huis.stuur("PUT", pad, wie, {"tekst": tekst}, zag)


async def _wis(huis: Huis, wie: str, pad: str = PAD) -> int:
    return int((await huis.stuur("DELETE", pad, wie)).status_code)


async def _bij_figuur(huis: Huis, wie: str, jaar: str = JAAR, niveau: str = "school", code: str = "99AB00") -> Any:
    d = await huis.get(f"/v1/dashboards/verwijzingen?niveau={niveau}&eenheid={code}&schooljaar={jaar}", wie)
    assert d.status_code == 200, d.text
    figuren = {figuur["code"]: figuur for figuur in d.json()["figuren"]}
    assert all(figuur["toelichting"] is None for naam, figuur in figuren.items() if naam != "aanvragen")
    return figuren["aanvragen"] if figuren else None


async def test_a_text_stands_beside_its_figure_with_who_and_when(huis: Huis) -> None:
    leeg = (await huis.get(PAD, SCHOOL)).json()
    assert (leeg["versie"], leeg["tekst"], leeg["geschrevenOp"], leeg["geschiedenis"]) == (0, "", None, [])
    assert leeg["magSchrijven"] is True

    inhoud = (await _schrijf(huis, f"  {TEKST.replace(chr(10), chr(13) + chr(10))} ")).json()

    assert (inhoud["versie"], inhoud["tekst"], inhoud["geschrevenOp"]) == (1, TEKST, "2026-11-22T09:00:00Z")
    figuur = await _bij_figuur(huis, SCHOOL)
    assert figuur["toelichting"]["tekst"] == TEKST
    assert figuur["_links"]["toelichting"]["href"] == PAD
    assert (await _bij_figuur(huis, SCHOOL, "2024-2025"))["toelichting"] is None
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"]["/toelichtingen/{niveau}/{eenheid}/{dashboard}/{figuur}/{schooljaar}"]["get"]
    schema = schema["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


async def test_a_new_text_changes_the_etag_of_the_dashboard(huis: Huis) -> None:
    pad = f"/v1/dashboards/verwijzingen?niveau=school&eenheid=99AB00&schooljaar={JAAR}"
    etag = (await huis.get(pad, SCHOOL)).headers["etag"]
    assert (await huis.get(pad, SCHOOL, headers={"If-None-Match": etag})).status_code == 304

    await _schrijf(huis, TEKST)

    assert (await huis.get(pad, SCHOOL, headers={"If-None-Match": etag})).status_code == 200


async def test_every_version_is_kept_and_an_empty_one_takes_back(huis: Huis) -> None:
    for tekst in ("eerst", "daarna", "daarna", ""):
        assert (await _schrijf(huis, tekst)).status_code == 200

    blad = (await huis.get(PAD, SCHOOL)).json()

    assert [(een["versie"], een["tekst"]) for een in blad["geschiedenis"]] == [(3, ""), (2, "daarna"), (1, "eerst")]
    assert (await _bij_figuur(huis, SCHOOL))["toelichting"] is None
    assert (await huis.get("/v1/toelichtingen?niveau=school&eenheid=99AB00", SCHOOL)).json()["toelichtingen"] == []


async def test_who_saw_something_older_overwrites_nothing(huis: Huis) -> None:
    oud = (await huis.get(PAD, SCHOOL)).headers["etag"]
    nieuw = (await _schrijf(huis, "eerst", zag=oud)).headers["etag"]

    geweigerd = await _schrijf(huis, "te laat", zag=oud)

    assert (geweigerd.status_code, geweigerd.json()["code"]) == (412, "intussen_gewijzigd")
    assert (await _schrijf(huis, "op tijd", zag=nieuw)).json()["versie"] == 2


async def test_two_at_the_same_moment_nothing_is_lost(huis: Huis) -> None:
    etag = (await huis.get(PAD, SCHOOL)).headers["etag"]

    antwoorden = await asyncio.gather(*(_schrijf(huis, f"tekst {n}", zag=etag) for n in range(4)))

    assert sorted(een.status_code for een in antwoorden) == [200, 412, 412, 412]
    goed = next(een.json()["tekst"] for een in antwoorden if een.status_code == 200)
    assert [een["tekst"] for een in (await huis.get(PAD, SCHOOL)).json()["geschiedenis"]] == [goed]


@pytest.mark.parametrize(
    ("wie", "lezen", "schrijven"),
    [
        (SCHOOL, 200, 200),
        ("bestuur:99001", 200, 403),
        ("swv:PO9901", 200, 403),
        ("beheerder:PO9901", 200, 403),
        # Once of this school, but not in that schooljaar.
        ("bestuur:99002", 403, 403),
        ("swv:PO9902", 403, 403),
        ("school:99AC00", 404, 404),
        ("school:99AD00", 404, 404),
        ("platform:", 404, 404),
    ],
)
async def test_the_unit_writes_and_who_is_above_it_reads(huis: Huis, wie: str, lezen: int, schrijven: int) -> None:
    await _schrijf(huis, TEKST)

    assert (await huis.get(PAD, wie)).status_code == lezen
    assert (await _schrijf(huis, "van een ander", wie)).status_code == schrijven
    assert (await huis.get(PAD)).status_code == 401
    if lezen == 200:
        figuur = await _bij_figuur(huis, wie)
        assert figuur["toelichting"]["tekst"] == ("van een ander" if wie == SCHOOL else TEKST)
        assert ("toelichten" in figuur["_links"]) == (wie == SCHOOL)
    lijst = await huis.get("/v1/toelichtingen?niveau=school&eenheid=99AB00", wie)
    assert (lijst.status_code, len(lijst.json().get("toelichtingen", []))) == {
        200: (200, 1), 403: (200, 0), 404: (404, 0),
    }[lezen]  # fmt: skip


@pytest.mark.parametrize(
    ("pad", "schrijvers"),
    [
        ("swv/PO9901", {"swv:PO9901"}),
        ("bestuur/99001", {"bestuur:99001"}),
        ("school/99AC00", {"school:99AC00"}),
    ],
)
async def test_each_level_writes_its_own(huis: Huis, pad: str, schrijvers: set[str]) -> None:
    wie = ("swv:PO9901", "beheerder:PO9901", "swv:PO9902", "bestuur:99001", "school:99AC00")

    gelukt = {een for een in wie if (await _schrijf(huis, "x", een, f"/v1/toelichtingen/{pad}/{PLEK}")).is_success}

    assert gelukt == schrijvers


async def test_a_school_does_not_read_what_its_swv_wrote_beside_exact_figures(huis: Huis) -> None:
    pad = f"/v1/toelichtingen/swv/PO9901/{PLEK}"
    await _schrijf(huis, "Er waren er 3.", "swv:PO9901", pad)

    assert (await huis.get(pad, SCHOOL)).status_code == 403
    dashboard = await huis.get(f"/v1/dashboards/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar={JAAR}", SCHOOL)
    assert "Er waren er 3." not in dashboard.text


async def test_erased_is_gone_with_its_history(huis: Huis) -> None:
    await _schrijf(huis, "Jan de Voorbeeldleerling")
    await _schrijf(huis, "beter")

    assert await _wis(huis, "swv:PO9901") == 403
    assert await _wis(huis, SCHOOL) == 204

    assert (await huis.get(PAD, SCHOOL)).json()["geschiedenis"] == []
    verbinding = await asyncpg.connect(huis.admin_url)
    assert await verbinding.fetchval("SELECT count(*) FROM toelichting.versie") == 0
    await verbinding.close()


@pytest.mark.parametrize("tekst", ["x" * 2001, "a\x00b", "a\x07b", "omge\u202ekeerd", "\ud800", None, 3])
async def test_what_is_no_text_is_refused(huis: Huis, tekst: Any) -> None:
    if tekst == "\ud800":
        headers = {"Authorization": f"Bearer {await huis.token(SCHOOL)}", "Content-Type": "application/json"}
        antwoord = await huis.client.put(PAD, content=b'{"tekst": "\\ud800"}', headers=headers)
    else:
        antwoord = await _schrijf(huis, tekst)

    assert antwoord.status_code == 400, antwoord.text
    assert "bericht" in antwoord.json()["fouten"][0]["veld"]
    assert (await huis.get(PAD, SCHOOL)).json()["versie"] == 0


@pytest.mark.parametrize(
    ("plek", "status"),
    [
        ("school/99AB00/verwijzingen/bestaat-niet/2025-2026", 404),
        ("school/99AB00/bestaat-niet/aanvragen/2025-2026", 404),
        ("school/99AB00/verwijzingen/../2025-2026", 404),
        ("school/99AB00/verwijzingen/aanvragen/2025", 400),
        ("school/99AB00/verwijzingen/aanvragen/1900-1901", 400),
        ("school/99ZZ99/verwijzingen/aanvragen/2025-2026", 404),
        ("niveau/99AB00/verwijzingen/aanvragen/2025-2026", 400),
    ],
)
async def test_only_beside_a_figure_that_is_there(huis: Huis, plek: str, status: int) -> None:
    assert (await _schrijf(huis, TEKST, pad=f"/v1/toelichtingen/{plek}")).status_code == status
