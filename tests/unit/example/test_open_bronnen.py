"""The invented files of the example: read by the product's own rules, about the region and nothing else."""

from datetime import date

import pytest

from deploy.example.open_bronnen import Bestand, bestanden
from deploy.example.regio import voorbeeld_regio
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.soorten import SOORTEN

VANDAAG = date(2026, 11, 22)


@pytest.fixture(scope="module")
def alle() -> list[Bestand]:
    return list(bestanden(voorbeeld_regio(), VANDAAG))


def test_every_file_is_valid_and_names_only_invented_units(alle: list[Bestand]) -> None:
    for bestand in alle:
        for rij in lees_bestand(SOORTEN[bestand.soort], bestand.inhoud).rijen:
            codes = [getattr(rij, naam) for naam in ("vestiging", "bestuur") if getattr(rij, naam, None)]
            assert all(code.startswith("99") for code in codes)
            assert getattr(rij, "swv", None) is None or rij.swv[2:4] == "99"  # type: ignore[attr-defined]


def test_every_swv_has_every_source(alle: list[Bestand]) -> None:
    for soort in ("duo-swv", "stromen", "financien", "doelen"):
        [bestand] = [een for een in alle if een.soort == soort]
        rijen = lees_bestand(SOORTEN[soort], bestand.inhoud).rijen
        assert {rij.swv for rij in rijen} == set(voorbeeld_regio().swvs)  # type: ignore[attr-defined]


def test_the_same_day_gives_the_same_bytes_and_nothing_lies_ahead(alle: list[Bestand]) -> None:
    assert list(bestanden(voorbeeld_regio(), VANDAAG)) == alle
    assert all(bestand.peildatum <= VANDAAG for bestand in alle)
    zomer = {een.soort: een for een in bestanden(voorbeeld_regio(), date(2026, 9, 1))}
    assert b"LEERLINGEN_2025" in zomer["duo-leerlingen"].inhoud
    assert b"LEERLINGEN_2026" not in zomer["duo-leerlingen"].inhoud
