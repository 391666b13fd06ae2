"""The gateway over a filled database, a real Chromium, and visitors."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from deploy.assets.install import ensure
from deploy.cli.demo_profielen import vul_profielen
from deploy.cli.demo_stappen import RAPPORT_SCHOOL
from tests.browser import chromium
from tests.browser.bezoeker import Bezoeker
from tests.browser.server import NU, Draaiend, draaiend
from tests.browser.vulling import vul
from tests.stack import Database, PostgresUnderTest, cache

Bezoek = Callable[..., Bezoeker]


@pytest.fixture(scope="session")
def gevuld(postgres_server: PostgresUnderTest) -> Iterator[Database]:
    """A database with the example world, for all browser tests."""
    gemaakt = asyncio.run(postgres_server.new_database())
    asyncio.run(vul(gemaakt.url(), NU.date()))
    yield gemaakt
    asyncio.run(postgres_server.drop_database(gemaakt))


@pytest.fixture(scope="session")
def profielen(gevuld: Database) -> None:
    """Profiles of all schools, but for that of the demo login, which begins this year's itself."""
    asyncio.run(vul_profielen(gevuld.url("pos_gateway"), NU.date(), frozenset({RAPPORT_SCHOOL})))


@pytest.fixture(scope="session")
def middelen() -> Path:
    """The files of others that the pages use."""
    return ensure(cache())


@pytest.fixture(scope="session")
def gateway(gevuld: Database, middelen: Path) -> Iterator[Draaiend]:
    """The gateway, answering on localhost."""
    with draaiend(gevuld.url("pos_gateway"), middelen, aggregator=gevuld.url("pos_aggregator")) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def browser(gateway: Draaiend) -> Iterator[Browser]:
    """One Chromium for the tests of a module, after all that needs an event loop: playwright keeps this thread's.

    Not longer than a module, for other tests in this session want their loop back.
    """
    with sync_playwright() as playwright:
        start = chromium.browser(cache())
        gestart = playwright.chromium.launch(
            executable_path=start.executable, env=start.environment, args=list(chromium.ARGUMENTS)
        )
        yield gestart
        gestart.close()


@pytest.fixture(scope="session")
def axe() -> str:
    return chromium.axe(cache())


@pytest.fixture(scope="session")
def sessies() -> dict[str, StorageState]:
    """The cookies of who logged in before: the tests of login do it anew, the others need not."""
    return {}


@pytest.fixture
def bezoek(browser: Browser, gateway: Draaiend, axe: str, sessies: dict[str, StorageState]) -> Iterator[Bezoek]:
    """Makes a visitor: `bezoek("swv.po9901", breedte=390, donker=True, javascript=False)`.

    Without a name not logged in; `vers=True` logs in anew.
    """
    geopend = []

    def maak(
        naam: str | None = None,
        *,
        breedte: int = 1280,
        donker: bool = False,
        javascript: bool = True,
        vers: bool = False,
    ) -> Bezoeker:
        context = browser.new_context(
            viewport={"width": breedte, "height": 900},
            color_scheme="dark" if donker else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="nl-NL",
            storage_state=None if vers else sessies.get(naam or ""),
        )
        # No budget of a page: its first load on a machine with other work took over ten seconds.
        context.set_default_timeout(30_000)
        geopend.append(context)
        bezoeker = Bezoeker(context.new_page(), gateway.adres, axe)
        if naam and (vers or naam not in sessies):
            bezoeker.log_in(naam)
            if not vers:
                sessies[naam] = context.storage_state()
        return bezoeker

    yield maak
    for context in geopend:
        context.close()
