"""The pages about the sources name the columns that the code reads, and the other way round."""

import re
from pathlib import Path

import pytest

from shared.contracts.bronnen import duo_leerlingen, duo_leerlingen_vo
from shared.contracts.bronnen.kolommen import vergelijkbaar
from shared.contracts.bronnen.soorten import LANDELIJK, ORGANISATIE, SOORTEN

MAP = Path(__file__).parents[2] / "docs" / "bronnen"
PER_JAAR = {"duo-leerlingen": duo_leerlingen.JAARKOLOM, "duo-leerlingen-vo": duo_leerlingen_vo.LEERJAARKOLOM}
ZONDER_BRIN = {ORGANISATIE.naam, LANDELIJK.naam}
"""Older pages, which tell about BRIN in a sentence."""


def genoemd(soort: str) -> set[str]:
    """Column names in the first cells of the table of columns."""
    tekst = (MAP / f"{soort}.md").read_text(encoding="utf-8").replace("\\|", "/")
    rijen = re.findall(r"^\| (`[^|]+`) \|", tekst, flags=re.MULTILINE)
    return {vergelijkbaar(naam) for rij in rijen for naam in re.findall(r"`([^`]+)`", rij)}


@pytest.mark.parametrize("soort", SOORTEN)
def test_the_page_and_the_code_name_the_same_columns(soort: str) -> None:
    kolommen = {vergelijkbaar(kolom.naam) for kolom in SOORTEN[soort].gebruikt}
    kolommen |= {vergelijkbaar(PER_JAAR[soort]).replace("|", "/")} if soort in PER_JAAR else set()

    assert genoemd(soort) == kolommen - ({"brin"} if soort in ZONDER_BRIN else set())


def test_the_list_of_sources_is_complete() -> None:
    tekst = (MAP / "README.md").read_text(encoding="utf-8")

    assert [soort for soort in SOORTEN if f"[{soort}]({soort}.md)" not in tekst] == []
