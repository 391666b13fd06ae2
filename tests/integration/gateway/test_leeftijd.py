"""Age of open applications over HTTP: who sees it, at which rows, and that it rises with the calendar."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from tests.bouwers import besloten, dossier
from tests.integration.gateway.huis import NU, Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

LEDEN = (Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99002"), Lid("PO9902", "99AD00", "99002"))
SWV = "swv:PO9901"


def _open(maand: int, week: int, jaar: int = 2026, **overig: Any) -> tuple[str, dict[str, Any]]:
    return "PO9901", dossier(ingediend={"schooljaar": jaar, "maand": maand, "week": week}, **overig)


@pytest.fixture(scope="module")
def klein(module_database: Database) -> Database:
    """Three open applications, of weeks 40 and 46 of 2026 and of 1 January 2026 (ISO week 1); and one decided."""
    zaken = [_open(10, 40), _open(11, 46, status="in_behandeling"), _open(1, 1, 2025), ("PO9901", besloten())]
    asyncio.run(Wereld(LEDEN, zaken).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(klein: Database) -> AsyncIterator[Huis]:
    """The gateway over it, in ISO week 47 of 2026."""
    async with open_huis(klein.url("pos_gateway"), klein.url()) as geopend:
        yield geopend


async def _periode(huis: Huis, vraag: str, rol: str = SWV) -> Any:
    return (await huis.waarden("tlv-openstaand", vraag, rol))["reeksen"][0]["perioden"][0]


async def test_oldest_and_median_of_the_total_and_of_each_row(huis: Huis) -> None:
    periode = await _periode(huis, "niveau=swv&eenheid=PO9901&splitsing=status")
    assert periode["totaal"] == {"waarde": 3, "leeftijd": {"oudste": 46, "mediaan": 7}, "status": None}
    assert [(rij["splitsing"]["status"], rij["leeftijd"]) for rij in periode["rijen"]] == [
        ("ingediend", {"oudste": 46, "mediaan": 7}),
        ("in_behandeling", {"oudste": 1, "mediaan": 1}),
    ]


async def test_nothing_open_and_other_indicators(huis: Huis) -> None:
    leeg = await _periode(huis, "niveau=swv&eenheid=PO9901&filter.schoolsoort=pro")
    assert leeg["totaal"] == {"waarde": 0, "leeftijd": None, "status": None}
    aanvragen = await huis.waarden("tlv-aanvragen", "niveau=swv&eenheid=PO9901", SWV)
    assert "leeftijd" not in aanvragen["reeksen"][0]["perioden"][0]["totaal"]


async def test_only_who_sees_the_number_sees_the_age(huis: Huis) -> None:
    ander = await _periode(huis, "niveau=swv&eenheid=PO9901", "bestuur:99001")
    assert ander["totaal"] == {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}


async def test_a_week_later_it_is_a_week_older_and_the_etag_knows(huis: Huis) -> None:
    pad = "/v1/indicatoren/tlv-openstaand/waarden?niveau=swv&eenheid=PO9901"
    etag = (await huis.get(pad, SWV)).headers["etag"]
    assert (await huis.get(pad, SWV, headers={"If-None-Match": etag})).status_code == 304
    huis.clock.moment = NU + timedelta(hours=16)

    later = await huis.get(pad, SWV, headers={"If-None-Match": etag})

    assert later.status_code == 200
    assert later.json()["reeksen"][0]["perioden"][0]["totaal"]["leeftijd"] == {"oudste": 47, "mediaan": 8}
