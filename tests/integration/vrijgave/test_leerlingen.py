"""A bestuur and a subregio need three schools with pupils, as DUO's delivery in force says."""

from datetime import UTC, datetime

import asyncpg
import pytest

from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.uitgave import Sleutel
from tests.bouwers import dossier
from tests.integration.gateway.opendata import levering, vul_open
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database

MOMENT = datetime(2025, 11, 2, 5, tzinfo=UTC)
SCHOLEN = ("99AB00", "99AB01", "99AB02")
RIJEN = [("swv", "PO9901"), ("bestuur", "99001"), ("subregio", "PO9901-oost")]


@pytest.mark.parametrize(
    ("soort", "aantallen", "getoond"),
    [
        ("duo-leerlingen", ("120", "<5", "0"), [10, None, None]),
        ("duo-leerlingen", ("120", "<5"), [10, None, None]),
        ("duo-leerlingen", ("120", "<5", "<5"), [10, 10, 10]),
        ("duo-leerlingen-vo", ("120", "<5"), [10, 10, 10]),
    ],
)
async def test_schools_without_pupils_are_no_contributors(
    database: Database, soort: str, aantallen: tuple[str, ...], getoond: list[int | None]
) -> None:
    leden = [Lid("PO9901", school, "99001", "PO9901-oost") for school in SCHOLEN]
    await vul(
        database.url(), Wereld(leden, [("PO9901", dossier(vestiging=SCHOLEN[nummer % 3])) for nummer in range(12)])
    )
    verbinding = await asyncpg.connect(database.url())
    regels = [
        {"vestiging": school, "schooljaar": "2025", "schoolsoort": "bao", "aantal": aantal, "status": ""}
        for school, aantal in zip(SCHOLEN, aantallen, strict=False)
    ]
    await vul_open(verbinding, {"leerlingen": regels})
    await verbinding.execute(
        "INSERT INTO opendata.geldend VALUES ($1, '2025-2026', $2)", soort, await levering(verbinding, soort)
    )
    await verbinding.close()
    uitgave = (await maak_vrijgave(database.url("pos_aggregator"), MOMENT, MOMENT)).uitgave

    assert [
        _waarde(uitgave.tabellen[Sleutel(*rij, "tlv-aanvragen", "", 2025, "")].vak(None)) for rij in RIJEN
    ] == getoond


def _waarde(vak: object) -> object:
    assert isinstance(vak, dict)
    return vak["waarde"]
