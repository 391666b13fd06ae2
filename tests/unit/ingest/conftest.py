"""Ingest behind its door, made anew for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from services.ingest.app import build_app
from services.ingest.domain.handtekening import secret_text
from services.ingest.handlers import Ontvangst
from services.ingest.settings import Settings
from shared.runtime.clock import FixedClock
from tests.ldos_client import LdosClient
from tests.unit.ingest.deur import NEW, NOW, Door, FakeRegister, FakeUitgever, FakeWeigeringen


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    settings = Settings(
        kafka="x:1", database_url=SecretStr("postgresql://x"), sleutels=Path("/x"), dienstgeheim=Path("/x"),
        poort=1, ops_poort=2, in_behandeling_max_bytes=4 * 1024 * 1024, ontvangen_max_seconden=0.3,
    )  # fmt: skip
    register, uitgever, weigeringen = FakeRegister(), FakeUitgever(), FakeWeigeringen()
    app = build_app(Ontvangst(register, uitgever, weigeringen, FixedClock(NOW)), settings)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://ingest"
    ) as http:
        yield Door(register, uitgever, weigeringen, http, LdosClient(http, secret_text(NEW)))
