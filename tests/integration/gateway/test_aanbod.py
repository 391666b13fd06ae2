"""What schools published, counted: aanbod, dekking, sop-actueel.

A table that can be checked by hand: who has what, in which schooljaar.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from services.gateway.domain.profielen.formulier import Soort
from services.gateway.domain.profielen.standaard import standaardformulier
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.indicatoren.profielen import VOORZIENINGEN
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

PLUSKLAS, LOGOPEDIST, EIGEN = "voorziening-plusklas", "expertise-logopedist", "eigen-vraag"
LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99001", "PO9901-N"),
    Lid("PO9901", "99AD00", "99002", "PO9901-Z"),
    Lid("PO9901", "99AE00", "99002", "PO9901-Z"),
    Lid("PO9902", "99AB00", "99001"),
    Lid("PO9902", "99AF00", "99003"),
)
# SWV, school, schooljaar, nummer, answers, withdrawn
PROFIELEN: tuple[tuple[str, str, int, int, dict[str, str], bool], ...] = (
    ("PO9901", "99AB00", 2025, 1, {PLUSKLAS: "geen", LOGOPEDIST: "in_huis"}, False),
    ("PO9901", "99AB00", 2026, 1, {PLUSKLAS: "geen"}, False),
    ("PO9901", "99AB00", 2026, 2, {PLUSKLAS: "in_huis", EIGEN: "in_huis", "basis-lezen": "ja"}, False),
    ("PO9901", "99AC00", 2025, 1, {PLUSKLAS: "op_afroep"}, False),
    ("PO9901", "99AD00", 2026, 1, {PLUSKLAS: "geen", "basis-lezen": "ja"}, False),
    ("PO9901", "99AE00", 2026, 1, {PLUSKLAS: "in_huis"}, True),
    ("PO9902", "99AB00", 2026, 1, {LOGOPEDIST: "in_huis"}, False),
)


def _inhoud(school: str, jaar: int, keuzes: dict[str, str]) -> dict[str, Any]:
    items: list[dict[str, Any]] = [
        {"code": code, "soort": "beschikbaarheid", "titel": code, "vorm": None, "behoeften": [], "keuze": keuze,
         "keuzeTekst": keuze, "tekst": "=1+1", "datum": None}
        for code, keuze in keuzes.items()
    ]  # fmt: skip
    return {
        "school": {"code": school, "naam": school, "plaats": "", "schoolsoort": "bao"},
        "schooljaar": f"{jaar}-{jaar + 1}", "gepubliceerdOp": "2026-10-01T08:00:00Z", "steunpunt": None,
        "onderdelen": [{"code": "a", "titel": "Aanbod", "voorOuders": "Aanbod", "items": items}],
    }  # fmt: skip


async def _vul(url: str) -> None:
    await Wereld(LEDEN).vul(url)
    verbinding = await asyncpg.connect(url)
    op = datetime(2026, 10, 1, 8, tzinfo=UTC)
    for swv, school, jaar, nummer, keuzes, weg in PROFIELEN:
        sleutel = (swv_getal(swv), vestiging_getal(school), jaar, nummer)
        aanbod = [f"{code}:{keuze}" for code, keuze in keuzes.items()]
        await verbinding.execute(
            "INSERT INTO profielen.versie VALUES ($1, $2, $3, $4, 0, $5, sha256('x'), $6, 'wie', $7, '', 'bao', 99001,"
            " NULL, $8, '{}', '')",
            *sleutel, json.dumps(_inhoud(school, jaar, keuzes)), op, school, aanbod,
        )  # fmt: skip
        if weg:
            await verbinding.execute(
                "INSERT INTO profielen.intrekking VALUES ($1, $2, $3, $4, now(), 'w', 'r')", *sleutel
            )
    await verbinding.close()


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    asyncio.run(_vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        yield geopend


def test_the_rows_are_the_questions_of_the_standard_form() -> None:
    assert (
        tuple(item.code for item in standaardformulier().items() if item.soort is Soort.BESCHIKBAARHEID)
        == VOORZIENINGEN
    )


async def _waarde(huis: Huis, code: str, vraag: str, wie: str) -> tuple[dict[str, Any], dict[str, Any]]:
    (reeks,) = (await huis.waarden(code, vraag, wie))["reeksen"]
    (periode,) = reeks["perioden"]
    return periode["totaal"], {rij["splitsing"]["voorziening"]: rij for rij in periode["rijen"] if "splitsing" in rij}


async def test_offers_are_counted_by_the_profile_that_held(huis: Huis) -> None:
    nu = "niveau=swv&eenheid=PO9901&schooljaar=2026-2027&splitsing=voorziening"
    totaal, rijen = await _waarde(huis, "aanbod", nu, "swv:PO9901")
    # AB: plusklas and a question of its own; AC: on call, of last year; AD: nothing; AE: withdrawn.
    assert (totaal["waarde"], totaal["status"]) == (2, "p")
    assert {code: rij["waarde"] for code, rij in rijen.items() if rij["waarde"]} == {PLUSKLAS: 2, "overig": 1}
    vorig, rijen = await _waarde(huis, "aanbod", nu.replace("2026-2027", "2025-2026"), "swv:PO9901")
    assert vorig["waarde"] == 2
    assert {code: rij["waarde"] for code, rij in rijen.items() if rij["waarde"]} == {PLUSKLAS: 1, LOGOPEDIST: 1}


async def test_shares_of_all_schools_on_every_level(huis: Huis) -> None:
    async def breuk(code: str, vraag: str, wie: str = "swv:PO9901") -> tuple[int, int, float]:
        totaal, _ = await _waarde(huis, code, f"{vraag}&schooljaar=2026-2027", wie)
        return totaal["teller"], totaal["noemer"], totaal["waarde"]

    assert await breuk("dekking", "niveau=swv&eenheid=PO9901") == (2, 4, 50.0)
    assert await breuk("dekking", "niveau=subregio&eenheid=PO9901-Z") == (0, 2, 0.0)
    assert await breuk("dekking", f"niveau=swv&eenheid=PO9901&filter.voorziening={LOGOPEDIST}") == (0, 4, 0.0)
    assert await breuk("sop-actueel", "niveau=swv&eenheid=PO9901") == (2, 4, 50.0)
    assert await breuk("sop-actueel", "niveau=swv&eenheid=PO9902", "swv:PO9902") == (1, 2, 50.0)
    assert await breuk("sop-actueel", "niveau=bestuur&eenheid=99001", "bestuur:99001") == (1, 2, 50.0)
    assert await breuk("sop-actueel", "niveau=school&eenheid=99AE00", "school:99AE00") == (0, 1, 0.0)


async def test_the_page_of_quality_shows_them_and_says_what_nobody_has(huis: Huis) -> None:
    async def figuur(eenheid: str, wie: str) -> dict[str, Any]:
        d = (await huis.get(f"/v1/dashboards/kwaliteit?{eenheid}&schooljaar=2026-2027", wie)).json()
        return next((een for een in d["figuren"] if een["code"] == "aanbod"), {})

    van_swv = await figuur("niveau=swv&eenheid=PO9901", "swv:PO9901")

    assert van_swv["zin"].startswith("2 van de 4 scholen hebben een profiel van 2026-2027 gepubliceerd. Op geen enkele")
    assert van_swv["vergelijking"].startswith("Van alle scholen heeft 50% minstens één voorziening")
    rijen = {rij["cellen"][0]: [cel["waarde"] for cel in rij["cellen"][1:]] for rij in van_swv["tabel"]["rijen"]}
    assert rijen["Plusklas"] == [2, 1]
    assert rijen["Logopedist"] == [0, 1]
    assert rijen["Scholen met aanbod"] == [2, 2]
    assert sum("Overig" in naam for naam in rijen) == 1
    assert [een["code"] for een in van_swv["uitleg"]] == ["aanbod", "dekking", "sop-actueel"]
    assert (await figuur("niveau=bestuur&eenheid=99002", "bestuur:99002"))["zin"].startswith("1 van de 2 scholen heeft")
    assert await figuur("niveau=school&eenheid=99AB00", "school:99AB00") == {}
