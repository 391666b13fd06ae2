"""The gateway over the example region."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.gateway.huis import Huis, open_huis
from tests.stack import Database


@pytest.fixture
async def huis(gevuld: Database) -> AsyncIterator[Huis]:
    """The gateway over the example region."""
    async with open_huis(gevuld.url("pos_gateway"), gevuld.url()) as geopend:
        yield geopend
