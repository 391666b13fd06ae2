"""The words of the audit report: one is one, none is none, and the thresholds are told as they are."""

from dataclasses import asdict

from services.aggregator.vrijgave.beleid import STANDAARD
from services.reports.domain.toetsrapport import tekst
from shared.contracts.toetsrapport import AndereDrempel


def _drempel(drempel: int, getoond: int, ingesloten: int, precies: int) -> AndereDrempel:
    return AndereDrempel(drempel, 5, {"swv": getoond}, {"swv": 100}, 40, ingesloten, precies)


def test_one_cell_is_told_as_one() -> None:
    nu, lager, hoger = _drempel(8, 10, 1, 0), _drempel(5, 11, 2, 1), _drempel(12, 10, 0, 0)

    assert tekst.les([nu, lager, hoger]) == (
        "Ook met de drempel die nu geldt is zonder toets 1\u00a0kleine cel in te sluiten; daarom is er een toets."
        " Drempel 5 met afronding 5 toont 1\u00a0cel meer, en 2\u00a0kleine cellen zijn dan zonder toets in te sluiten,"
        " 1 daarvan precies."
        " Drempel 12 met afronding 5 toont even veel cellen, en geen kleine cellen zijn dan zonder toets in te sluiten."
    )


def test_thresholds_are_lower_bounds() -> None:
    zin = tekst.beleid({"installatie": asdict(STANDAARD), "swv": {}})

    assert "als minstens 5 dossiers anders zijn" in zin
    assert "minstens 3 scholen" in zin
