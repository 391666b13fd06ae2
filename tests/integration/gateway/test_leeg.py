"""Before the first delivery: reference data and nothing else. Every page answers, says so, and invents nothing."""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from services.gateway.dashboards import DASHBOARDS
from tests.integration.gateway.huis import Huis, open_huis
from tests.stack import Database

_EEN_SCHOOL = """
    INSERT INTO organisatie.swv SELECT 8801, 'SWV Duinstreek';
    INSERT INTO organisatie.bestuur SELECT 88001, 'Stichting Duin';
    INSERT INTO organisatie.vestiging SELECT 5948800, 'De Schelp', 'Zandwijk';
    INSERT INTO organisatie.lidmaatschap SELECT 8801, 5948800, 2024, 9999, 88001, NULL, 'bao';
    UPDATE organisatie.versie SET versie = versie + 1
"""
EENHEDEN = (("swv", "PO8801"), ("bestuur", "88001"), ("school", "88AA00"))
_VERGETEN = re.compile(r"\bNone\b|\bnan\b|\{|\}|  |\.\.|\b1 (?:scholen|besturen)\b")


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """One SWV with one board with one school, and nothing else."""
    verbinding = await asyncpg.connect(database.url())
    for opdracht in _EEN_SCHOOL.split(";"):
        await verbinding.execute(opdracht)
    await verbinding.close()
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        yield geopend


async def _dashboard(huis: Huis, naam: str, niveau: str, code: str, jaar: str) -> Any:
    vraag = f"niveau={niveau}&eenheid={code}&schooljaar={jaar}"
    antwoord = await huis.get(f"/v1/dashboards/{naam}?{vraag}", f"{niveau}:{code}")
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


async def test_every_dashboard_of_every_unit_answers_and_says_that_there_is_nothing(huis: Huis) -> None:
    for niveau, code in EENHEDEN:
        for naam in DASHBOARDS:
            for jaar in ("2026-2027", "2019-2020"):
                d = await _dashboard(huis, naam, niveau, code, jaar)
                assert d["eenheid"]["eenheid"] == code
                for figuur in d["figuren"]:
                    waar = naam, niveau, jaar, figuur["code"]
                    assert figuur["zin"], waar
                    assert not _VERGETEN.search(f"{figuur['zin']} {figuur['vergelijking'] or ''}"), (
                        waar,
                        figuur["zin"],
                    )
                    getallen = [
                        cel["waarde"]
                        for rij in figuur["tabel"]["rijen"]
                        for cel in rij["cellen"]
                        if isinstance(cel, dict)
                    ]
                    assert not any(getallen), waar


async def test_a_schooljaar_before_the_unit_is_not_a_zero(huis: Huis) -> None:
    antwoord = await huis.waarden(
        "tlv-aanvragen", "niveau=swv&eenheid=PO8801&schooljaar=2023-2024..2026-2027", "swv:PO8801"
    )
    per_jaar = {een["schooljaar"]: een["totaal"] for een in antwoord["reeksen"][0]["perioden"]}
    assert (per_jaar["2023-2024"]["waarde"], per_jaar["2023-2024"]["status"]) == (None, "z")
    assert (per_jaar["2024-2025"]["waarde"], per_jaar["2024-2025"]["status"]) == (0, None)
    assert (per_jaar["2026-2027"]["waarde"], per_jaar["2026-2027"]["status"]) == (0, "p")
