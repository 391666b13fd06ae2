"""Real DUO files over real Kafka and PostgreSQL: every number arrives, quickly, once, and nothing by half."""

import time
from datetime import date

import pytest

from deploy.cli.levering import BestandAfgekeurdError
from tests.duo import LEERLINGEN, VESTIGINGEN, duo_bestand, landelijke_totalen
from tests.integration.leveringen.conftest import Weg

SECONDEN = 60.0
"""Far above what was measured (see docs/metingen.md), for a machine that has more to do."""
_TOTALEN = """
    SELECT schooljaar::int, schoolsoort,
           sum(laag) FILTER (WHERE laag = hoog)::int, count(*) FILTER (WHERE laag < hoog)::int
    FROM opendata.leerlingen GROUP BY 1, 2
"""
SOORT = {"bao": "BO", "sbo": "SBO", "so": "SO", "so/vso": "SO/VSO", "vso": "VSO"}


async def totalen(weg: Weg) -> dict[tuple[int, str], tuple[int, int]]:
    rijen = await weg.pool.fetch(_TOTALEN)
    return {(jaar, SOORT[soort]): (aantal, onderdrukt) for jaar, soort, aantal, onderdrukt in map(tuple, rijen)}


async def test_the_historical_file_gives_the_national_totals(weg: Weg) -> None:
    begin = time.monotonic()
    uitslag = await weg.laad(duo_bestand(LEERLINGEN), "duo-leerlingen", status="voorlopig")
    duur = time.monotonic() - begin

    assert uitslag.toegepast
    assert uitslag.rijen == 9_737
    assert uitslag.peildatum == date(2025, 10, 1)
    assert duur < SECONDEN
    assert await totalen(weg) == landelijke_totalen()
    assert uitslag.waarschuwingen == (
        "762 aantallen staan er als <5: die tellen als 1 tot en met 4.",
        "355 vestigingen zijn so/vso: DUO zegt niet hoeveel leerlingen so volgen.",
        "2.783 vestigingen hebben in het laatste jaar geen leerlingen.",
        "5 vestigingen hebben een bestuursnummer dat geen vijf cijfers heeft; dat nummer is niet gebruikt.",
        "7.292 gemeentenummers hebben minder dan vier cijfers; ze zijn met nullen aangevuld.",
    )
    assert len(uitslag.uitkomst["gewijzigd"]) == 30
    assert uitslag.uitkomst["gewijzigd"] == sorted(uitslag.uitkomst["gewijzigd"])
    statussen = await weg.pool.fetch(
        "SELECT status, min(schooljaar) AS van FROM opendata.leerlingen GROUP BY 1 ORDER BY 1"
    )
    assert [tuple(rij) for rij in statussen] == [("definitief", 1996), ("voorlopig", 2025)]

    nog_eens = await weg.laad(duo_bestand(LEERLINGEN), "duo-leerlingen", status="voorlopig")
    assert (nog_eens.toegepast, nog_eens.herhaald) == (False, True)
    definitief = await weg.laad(duo_bestand(LEERLINGEN), "duo-leerlingen", status="definitief")
    assert definitief.uitkomst["gewijzigd"] == ["2025-2026"]
    assert await totalen(weg) == landelijke_totalen()


async def test_the_address_file_loads_as_it_is(weg: Weg) -> None:
    begin = time.monotonic()
    uitslag = await weg.laad(duo_bestand(VESTIGINGEN), "duo-vestigingen")
    duur = time.monotonic() - begin

    assert (uitslag.toegepast, uitslag.rijen) == (True, 6_122)
    assert duur < SECONDEN
    assert uitslag.waarschuwingen == ("2 vestigingen hebben geen gemeente.",)
    assert await weg.pool.fetchval("SELECT count(*) FROM opendata.vestiging") == 6_122
    assert await weg.pool.fetchval("SELECT count(DISTINCT bestuur) FROM opendata.vestiging") == 749
    rij = await weg.pool.fetchrow("SELECT naam, plaats, gemeente FROM opendata.vestiging WHERE plaats LIKE '2E %'")
    assert tuple(rij or ()) == ("Kindcentrum De Wegwijzer", "2E EXLOERMOND", "1681 BORGER-ODOORN")


@pytest.mark.parametrize("deel", [0.5, 0.999])
async def test_a_file_that_was_cut_off_leaves_nothing(weg: Weg, deel: float) -> None:
    inhoud = duo_bestand(LEERLINGEN)
    half = inhoud[: int(len(inhoud) * deel)]
    with pytest.raises(BestandAfgekeurdError) as fout:
        await weg.laad(half[: half.rindex(b";") - 1], "duo-leerlingen")

    assert "afgebroken" in fout.value.fouten[0].melding
    assert await weg.pool.fetchval("SELECT count(*) FROM opendata.leerlingen") == 0
    assert await weg.leveringen() == []
