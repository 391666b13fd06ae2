"""A report opens with what is still open of earlier conversations, and only with what who asked may read."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.integration.reports.test_rapporten import drukste
from tests.unit.reports.docx_lezen import Docx

SWV = "swv:PO9901"
TABEL = "Open afspraken uit eerdere gesprekken"


@pytest.fixture
def school(verhaal: Voorbeeld) -> str:
    return drukste(verhaal)


async def houd_gesprek(straat: Straat, wie: str, school: str, dag: str, *afspraken: dict[str, Any]) -> None:
    """A meeting about a school, and what was agreed in it."""
    inhoud = {"swv": wie.partition(":")[2], "niveau": "school", "eenheid": school, "dag": dag, "onderwerp": "Voortgang"}
    gemaakt = await straat.client.post("/v1/gesprekken", json=inhoud, headers=await straat.kop(wie))
    assert gemaakt.status_code == 201, gemaakt.text
    for een in afspraken:
        pad = f"{gemaakt.headers['location']}/afspraken"
        assert (await straat.client.post(pad, json=een, headers=await straat.kop(wie))).status_code == 201


async def _open(straat: Straat, wie: str, school: str) -> list[list[str]]:
    tabellen = Docx((await straat.document(wie, eenheid=school)).content).tabellen()
    return [list(rij) for rij in tabellen.get(TABEL, [])[1:]]


async def test_open_agreements_stand_at_the_opening_and_a_new_one_makes_a_new_document(
    straat: Straat, school: str
) -> None:
    assert await _open(straat, SWV, school) == []
    klaar = {"tekst": "Al gedaan", "status": "gedaan"}
    nog = {"tekst": "=1+1 <b>Plan maken</b>", "wie": "intern begeleider", "uiterlijk": "2026-12-24"}

    await houd_gesprek(straat, SWV, school, "2026-03-10", klaar, nog)

    verwacht = [["=1+1 <b>Plan maken</b>", "intern begeleider", "24 december 2026", ""]]
    assert await _open(straat, SWV, school) == verwacht
    assert await _open(straat, f"school:{school}", school) == verwacht


async def test_never_more_than_who_asked_may_see(straat: Straat, school: str) -> None:
    ander = "swv:PO9902"
    await straat.sql(
        "INSERT INTO organisatie.lidmaatschap SELECT 9902, vestiging, 2000, 9999, bestuur, NULL, schoolsoort"
        " FROM organisatie.lidmaatschap WHERE swv = 9901 AND vestiging = opendata.vestiging_getal($1) LIMIT 1", school,
    )  # fmt: skip
    await straat.sql("UPDATE organisatie.versie SET versie = versie + 1")
    await houd_gesprek(straat, ander, school, "2026-04-01", {"tekst": "Van het andere SWV"})
    await houd_gesprek(straat, SWV, school, "2015-04-01", {"tekst": "Van voor de jaren van het rapport"})

    van_swv, van_school = await _open(straat, SWV, school), await _open(straat, f"school:{school}", school)

    assert "Van het andere SWV" not in [rij[0] for rij in van_swv]
    assert "Van het andere SWV" in [rij[0] for rij in van_school]
    assert "Van voor de jaren van het rapport" not in [rij[0] for rij in (*van_swv, *van_school)]


async def test_a_meeting_names_the_report_that_lay_on_the_table(straat: Straat, school: str) -> None:
    rapport = (await straat.vraag(SWV, eenheid=school)).json()["id"]
    await straat.maker.maak(UUID(rapport))
    inhoud = {"swv": "PO9901", "niveau": "school", "eenheid": school, "dag": "2026-10-01", "onderwerp": "Voortgang",
              "rapport": rapport, "rapportSchooljaar": "2025-2026"}  # fmt: skip
    kop = await straat.kop(SWV)
    gemaakt = await straat.client.post("/v1/gesprekken", json=inhoud, headers=kop)
    assert gemaakt.status_code == 201, gemaakt.text
    adres = gemaakt.headers["location"]
    gesprek = (await straat.get(adres, SWV)).json()
    assert (gesprek["rapport"], gesprek["rapportSchooljaar"]) == (rapport, "2025-2026")
    assert (await straat.get(f"/v1/rapporten/{gesprek['rapport']}/document", SWV)).status_code == 200
    # The school reads the meeting; the document itself stays with who asked it, and can be asked again.
    assert (await straat.get(adres, f"school:{school}")).json()["rapportSchooljaar"] == "2025-2026"
    assert (await straat.get(f"/v1/rapporten/{rapport}", f"school:{school}")).status_code == 404
    assert (await straat.client.delete(f"/v1/rapporten/{rapport}", headers=kop)).status_code == 204
    assert (await straat.get(adres, SWV)).json()["rapportSchooljaar"] == "2025-2026", "what it was about stays known"
