"""Three schools of two SWV's, and no profile yet."""

from collections.abc import AsyncIterator

import pytest

from tests.bouwers import besloten
from tests.integration.gateway.huis import Huis, open_huis_en_wis
from tests.integration.gateway.profielen.school import LEDEN
from tests.integration.gateway.wereld import Wereld
from tests.stack import Database


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    """Three schools of two SWV's; 99AB00 applied for a TLV thirteen times."""
    zaken = [("PO9901", besloten(vestiging="99AB00")) for _ in range(13)]
    return Wereld(LEDEN, zaken, {"99AB00": "De Proef"}).vul_in(module_database)


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    tabellen = ("formulier", "antwoord", "concept", "intrekking", "versie")
    async with open_huis_en_wis(wereld, *(f"profielen.{een}" for een in tabellen)) as geopend:
        yield geopend
