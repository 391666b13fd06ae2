"""After a release: what a reader from outside gets rests on that release alone, in every channel.

The example region is released; then every exact number of others becomes another. Not one byte may differ for who sees
released figures only: dashboards and pages, pictures with the names of their marks, Vega specifications with their
data, files, and a Word document with the workbooks inside its charts.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import asyncpg
import pytest

from services.aggregator.adapters import VERSIES
from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel
from services.aggregator.vrijgave.uitgave import Uitgave
from shared.contracts.eenheden import swv_getal, vestiging_getal
from tests.integration.gateway.huis import NU
from tests.integration.gateway.kanalen.loket import Antwoorden, Loket, Wie, open_loket
from tests.integration.gateway.kanalen.wereld import TABELLEN, VORMEN, vast
from tests.integration.gateway.wereld import voorbeeld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database, PostgresUnderTest

MOMENT: Final = datetime(2026, 11, 2, 5, tzinfo=UTC)
EIGEN: Final = "99AI00"
SCHOOL: Final = f"school:{EIGEN}"
JAAR: Final = "schooljaar=2025-2026"
BOVEN: Final = ("niveau=swv&eenheid=PO9901", "niveau=bestuur&eenheid=99002")
DASHBOARD: Final = "verwijzingen"
OPENBAAR: Final = ("/openbaar?eenheid=PO9901", "/v1/openbaar")


def geslaagd(_kandidaat: Kandidaat, _eerdere: Sequence[Uitgave], /) -> Oordeel:
    """An audit that finds nothing: it is tested elsewhere."""
    return Oordeel({"kleinste": 5, "beschermd": [1, 4]})


@pytest.fixture(scope="module")
def uitgegeven(postgres_server: PostgresUnderTest) -> Iterator[Database]:
    """The example region with its cases, and one release."""
    gemaakt = asyncio.run(postgres_server.new_database())

    async def maak() -> None:
        await vul(gemaakt.url(), voorbeeld(2).wereld)
        await maak_vrijgave(gemaakt.url("pos_aggregator"), MOMENT, NU, toets=geslaagd)

    asyncio.run(maak())
    yield gemaakt
    asyncio.run(postgres_server.drop_database(gemaakt))


@pytest.fixture
async def loket_na(uitgegeven: Database) -> AsyncIterator[Loket]:
    """Everything that answers, over it."""
    async with open_loket(uitgegeven, Wie()) as geopend:
        yield geopend


def _adressen() -> Iterable[str]:
    for eenheid in BOVEN:
        for formaat in TABELLEN:
            yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&splitsing=soortCategorie&formaat={formaat}"
        yield f"/v1/indicatoren/tlv-aanvragen/vergelijking?{eenheid}&{JAAR}"
        for dashboard in (DASHBOARD, "overzicht", "arrangementen", "toewijzing"):
            yield f"/v1/dashboards/{dashboard}?{eenheid}&{JAAR}"
        yield f"/{DASHBOARD}?{eenheid}&{JAAR}"
    yield from (*OPENBAAR, "/v1/signalen", "/signalen", "/v1/stand")


async def _alles(loket: Loket, rol: str) -> Antwoorden:
    gevonden = {pad: await loket.get(rol, pad) for pad in _adressen()}
    for figuur in _figuren(gevonden, BOVEN[0]):
        for vorm in VORMEN:
            pad = f"/v1/grafieken/{DASHBOARD}/{figuur['code']}.{vorm}?{BOVEN[0]}&{JAAR}"
            gevonden[pad] = await loket.get(rol, pad)
    return gevonden


def _figuren(antwoorden: Antwoorden, eenheid: str) -> list[dict[str, Any]]:
    antwoord = antwoorden[f"/v1/dashboards/{DASHBOARD}?{eenheid}&{JAAR}"]
    assert antwoord.status_code == 200, antwoord.text
    figuren: list[dict[str, Any]] = antwoord.json()["figuren"]
    return figuren


async def _anders(url: str) -> None:
    """Every exact number of other schools becomes another, not all in the same order, as the aggregator writes it."""
    verbinding = await asyncpg.connect(url)
    eigen = vestiging_getal(EIGEN)
    await verbinding.execute(
        "UPDATE stand.cel SET aantal = aantal * (1 + vestiging % 3) + 1 + code % 4,"
        " bedrag_cent = bedrag_cent + 1234500 * (1 + vestiging % 5) WHERE vestiging <> $1", eigen,
    )  # fmt: skip
    await verbinding.execute(
        "UPDATE stand.plaats_versie SET versie = versie + 1, bijgewerkt = now() WHERE vestiging <> $1", eigen
    )
    await verbinding.execute(VERSIES, [swv_getal(f"PO990{een}") for een in range(1, 6)], NU)
    await verbinding.close()


async def test_only_the_release_decides_what_others_get(loket_na: Loket) -> None:
    gevraagd = {"soort": "gespreksrapport", "niveau": "school", "eenheid": EIGEN}
    voor = {SCHOOL: await _alles(loket_na, SCHOOL), "": {pad: await loket_na.get("", pad) for pad in OPENBAAR}}
    zelf = await loket_na.get("swv:PO9901", f"/v1/dashboards/verwijzingen?{BOVEN[0]}&{JAAR}")
    document = await loket_na.document(SCHOOL, **gevraagd)
    assert len(_getallen(voor[SCHOOL])) >= 20, "a test that finds nothing proves nothing"

    await _anders(loket_na.admin_url)

    na = {SCHOOL: await _alles(loket_na, SCHOOL), "": {pad: await loket_na.get("", pad) for pad in OPENBAAR}}
    for rol, antwoorden in voor.items():
        assert [pad for pad in antwoorden if vast(antwoorden[pad]) != vast(na[rol][pad])] == [], rol
    weer = await loket_na.document(SCHOOL, **gevraagd)
    assert document is not None
    assert weer is not None
    assert document.status_code == 200
    assert vast(document)[2] == vast(weer)[2]  # type: ignore[index]
    live = await loket_na.get("swv:PO9901", f"/v1/dashboards/verwijzingen?{BOVEN[0]}&{JAAR}")
    assert live.json()["figuren"] != zelf.json()["figuren"], "the SWV itself sees what changed"


def _getallen(antwoorden: Antwoorden) -> list[float]:
    """Numbers in the tables of figures."""
    cellen = [
        cel
        for eenheid in BOVEN
        for figuur in _figuren(antwoorden, eenheid)
        for rij in figuur["tabel"]["rijen"]
        for cel in rij["cellen"]
    ]
    return [cel["waarde"] for cel in cellen if not isinstance(cel, str) and cel["waarde"] is not None]
