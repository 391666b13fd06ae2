"""Documents of published profiles over a real database: who gets one, of which version, until it is withdrawn."""

import asyncio
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest

from deploy.cli.demo_profielen import vul_profielen
from tests.integration.gateway.huis import NU
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat, open_straat
from tests.integration.reports.test_bundels import scholen
from tests.stack import Database
from tests.unit.reports.docx_lezen import Docx, W, gebreken, stijl, tekst
from tests.unit.reports.ooxml import schemafouten
from tests.unit.reports.test_profiel import regels, schoon

JAAR = "2025-2026"
VREEMD = "school:98ZZ99"
"""Somebody of a school far away: what is published is for everybody."""


@pytest.fixture(scope="module")
def gepubliceerd(gevuld: Database) -> Database:
    """The example region, with the profiles of its schools."""
    asyncio.run(vul_profielen(gevuld.url("pos_gateway"), NU.date()))
    return gevuld


@pytest.fixture
async def straat(gepubliceerd: Database) -> Any:
    async with open_straat(gepubliceerd) as geopend:
        yield geopend


@pytest.fixture
def school(verhaal: Voorbeeld) -> str:
    return scholen(verhaal)[0]


async def _profiel(straat: Straat, school: str) -> Any:
    versies = (await straat.client.get(f"/v1/profielen/{school}/versies")).json()["versies"]
    adres = next(een["_links"]["self"]["href"] for een in versies if een["schooljaar"] == JAAR)
    return (await straat.client.get(adres)).json()


def _zinnen(docx: Docx) -> set[str]:
    alle = [(stijl(alinea), tekst(alinea)) for alinea in docx.document.iter(f"{W}p")]
    begin = next(plaats for plaats, (naam, _) in enumerate(alle) if naam == "Heading1")
    return {zin.strip() for _, zin in alle[begin:]} - {""}


async def test_the_document_of_a_real_profile_says_all_of_it(straat: Straat, school: str) -> None:
    antwoord = await straat.document(VREEMD, soort="profiel", eenheid=school)
    docx, profiel = Docx(antwoord.content), await _profiel(straat, school)
    assert gebreken(docx.inhoud) + schemafouten(docx) == []
    verwacht = {schoon(regel) for regel in regels(profiel)} - {""}
    assert len(verwacht) > 40, "a whole profile was read back"
    assert verwacht - _zinnen(docx) == set()
    bericht = next(een for een in (await straat.get("/v1/rapporten", VREEMD)).json()["rapporten"])
    assert bericht["lezer"] == {"rol": "iedereen", "eenheid": school}
    assert (bericht["nummer"], bericht["binnen"]) == (profiel["nummer"], profiel["school"]["swv"]["code"])
    assert all(een in docx.zip.read("docProps/custom.xml").decode() for een in (profiel["gepubliceerdOp"], school))


async def test_the_section_for_the_schoolgids_is_a_part_of_it(straat: Straat, school: str) -> None:
    docx = Docx((await straat.document(VREEMD, soort="schoolgids", eenheid=school)).content)
    grenzen = next(een for een in (await _profiel(straat, school))["onderdelen"] if een["code"] == "grenzen")
    assert {schoon(regel) for regel in regels({"onderdelen": [grenzen]})} - {""} <= _zinnen(docx)
    assert gebreken(docx.inhoud) + schemafouten(docx) == []


async def test_a_version_has_one_document_and_a_new_version_another(straat: Straat, school: str) -> None:
    eerste = await straat.document("swv:PO9901", soort="profiel", eenheid=school)
    nogmaals = await straat.document(VREEMD, soort="profiel", eenheid=school)
    assert eerste.content == nogmaals.content, "taken over: what was published, template and layout are the same"
    await _nieuwe_versie(straat, school)
    nieuw = await straat.document("swv:PO9901", soort="profiel", eenheid=school)
    assert nieuw.content != eerste.content
    oud = await straat.document("swv:PO9901", soort="profiel", eenheid=school, nummer=1)
    assert oud.content == eerste.content


async def test_what_is_withdrawn_is_not_made_and_not_handed_out(straat: Straat, verhaal: Voorbeeld) -> None:
    school = scholen(verhaal)[1]
    gemaakt = await straat.vraag(VREEMD, soort="profiel", eenheid=school)
    await straat.maker.maak(UUID(gemaakt.json()["id"]))
    adres = gemaakt.headers["location"]
    assert (await straat.get(f"{adres}/document", VREEMD)).status_code == 200
    wacht = await straat.vraag("swv:PO9901", soort="profiel", eenheid=school)
    await _trek_in(straat, school)
    await straat.maker.maak(UUID(wacht.json()["id"]))
    for pad in (adres, f"{adres}/document"):
        assert (await straat.get(pad, VREEMD)).status_code == 404
    assert (await straat.vraag(VREEMD, soort="profiel", eenheid=school)).status_code == 404
    status = await straat.sql("SELECT status FROM rapporten.rapport WHERE id = $1", UUID(wacht.json()["id"]))
    assert status == "mislukt"
    assert (await straat.get("/v1/rapporten", VREEMD)).status_code == 200


async def test_all_profiles_of_an_swv_become_one_zip(straat: Straat, verhaal: Voorbeeld) -> None:
    kop = await straat.kop(VREEMD)
    body = {"soort": "schoolgids", "niveau": "school", "schooljaar": JAAR}
    van = {"niveau": "swv", "eenheid": "PO9902"}
    gevraagd = await straat.client.post("/v1/rapporten", json={**body, "alleVan": van}, headers=kop)
    assert gevraagd.status_code == 202, gevraagd.text
    for id_ in straat.melding.rapporten:
        await straat.maker.maak(id_)
    document = await straat.get(f"{gevraagd.headers['location']}/document", VREEMD)
    archief = ZipFile(BytesIO(document.content))
    publiek = (await straat.client.get("/v1/profielen?swv=PO9902&paginaGrootte=100")).json()["profielen"]
    met = {een["school"]["code"] for een in publiek}
    assert {naam.partition("(")[2][:6] for naam in archief.namelist()} <= met
    assert len(archief.namelist()) == len(set(archief.namelist())) > 2
    assert all(", PO9902) 2025-2026.docx" in naam for naam in archief.namelist())
    assert all(gebreken(archief.read(naam)) == [] for naam in archief.namelist())
    assert "Teksten%20voor%20de%20schoolgids%202025-2026" in document.headers["content-disposition"]
    fout = {"eenheden": [scholen(verhaal)[0], "98ZZ99"]}
    assert (await straat.client.post("/v1/rapporten", json={**body, **fout}, headers=kop)).status_code == 404


async def test_a_bundle_goes_on_without_a_profile_that_was_withdrawn(straat: Straat) -> None:
    publiek = (await straat.client.get("/v1/profielen?swv=PO9901&paginaGrootte=100")).json()["profielen"]
    blijft, weg = [een["school"]["code"] for een in publiek if een["schooljaar"] == JAAR][-2:]
    body = {"soort": "profiel", "niveau": "school", "schooljaar": JAAR, "eenheden": [blijft, weg]}
    kop = await straat.kop("swv:PO9901")
    adres = (await straat.client.post("/v1/rapporten", json=body, headers=kop)).headers["location"]
    for id_ in straat.melding.rapporten:
        await straat.maker.maak(id_)
    heel = (await straat.get(adres, "swv:PO9901")).json()
    assert (heel["voortgang"]["totaal"], heel["ingetrokken"]) == (2, [])

    await _trek_in(straat, weg)

    later = (await straat.get(adres, "swv:PO9901")).json()
    (naam,) = later["ingetrokken"]
    assert (later["klaar"], later["voortgang"]["totaal"]) == (True, 1)
    archief = ZipFile(BytesIO((await straat.get(f"{adres}/document", "swv:PO9901")).content))
    (document,) = (een for een in archief.namelist() if een.endswith(".docx"))
    assert blijft in document
    assert naam in archief.read("Ingetrokken.txt").decode()
    assert weg not in str(archief.namelist())

    await _trek_in(straat, blijft)
    assert (await straat.get(adres, "swv:PO9901")).status_code == 404


@pytest.mark.parametrize(
    ("meer", "status"),
    [
        ({"schooljaar": "2019-2020"}, 404), ({"eenheid": "98ZZ99"}, 404), ({"nummer": 99}, 404), ({"nummer": 0}, 400),
        ({"nummer": "1"}, 400), ({"themas": ["doelen"]}, 400), ({"lezer": "maker"}, 400), ({"binnen": "PO9999"}, 404),
        ({"eenheid": "zomaar"}, 404), ({"niveau": "swv"}, 400), ({"soort": "gespreksrapport", "nummer": 1}, 400),
    ],
)  # fmt: skip
async def test_what_cannot_be_asked(straat: Straat, school: str, meer: dict[str, Any], status: int) -> None:
    antwoord = await straat.vraag("swv:PO9901", **{"soort": "profiel", "eenheid": school, "schooljaar": JAAR, **meer})
    assert antwoord.status_code == status, antwoord.text


async def _trek_in(straat: Straat, school: str) -> None:
    """Withdraw every version of a schooljaar."""
    await straat.sql(
        "INSERT INTO profielen.intrekking (swv, vestiging, schooljaar, nummer, op, door, reden)"
        " SELECT swv, vestiging, schooljaar, nummer, now(), 'proef', 'naam van een leerling' FROM profielen.versie"
        " WHERE inhoud -> 'school' ->> 'code' = $1 AND schooljaar = 2025",
        school,
    )


async def _nieuwe_versie(straat: Straat, school: str) -> None:
    """The same again, as a correction."""
    kolommen = (
        "formulier, sha256, gepubliceerd_op, gepubliceerd_door, naam, plaats, schoolsoort, bestuur, aanbod, behoeften,"
        " zoektekst, swv, vestiging, schooljaar"
    )
    await straat.sql(
        f"INSERT INTO profielen.versie (nummer, inhoud, {kolommen})"
        f" SELECT nummer + 1, inhoud || jsonb_build_object('nummer', nummer + 1), {kolommen} FROM profielen.versie"
        " WHERE inhoud -> 'school' ->> 'code' = $1 AND schooljaar = 2025 ORDER BY nummer DESC LIMIT 1",
        school,
    )
