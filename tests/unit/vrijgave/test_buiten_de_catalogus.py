"""Every figure about persons is released by a rule, or named as one that is not, with the reason (ADR 0056)."""

import re

import pytest

from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.model import Celdeel, Verhouding
from tests.gebeurtenissen import ROOT

VRIJ = {een.indicator.code for een in ONDERWERPEN}
BUITEN = {code for code, een in INDICATOREN.items() if een.herkomst == "persoon"} - VRIJ


@pytest.mark.parametrize("bestand", ["docs/decisions/0056-what-is-not-released.md", "docs/privacy/vrijgave.md"])
def test_what_is_not_released_is_named(bestand: str) -> None:
    alineas = (ROOT / bestand).read_text("utf-8").split("\n\n")
    tekst = "".join(alinea for alinea in alineas if "`thuiszitters`" in alinea)
    genoemd = set(re.findall(r"`([a-z0-9-]+)`", tekst)) & set(INDICATOREN)
    assert {code for code in genoemd if INDICATOREN[code].herkomst == "persoon"} == BUITEN


def test_no_ratio_about_persons_could_be_made_from_what_is_released() -> None:
    """When one can, it must come in: then this decision is too strict."""
    for code in BUITEN:
        een = INDICATOREN[code]
        if isinstance(een, Verhouding):
            delen = [deel for deel in (een.teller, een.noemer) if isinstance(deel, Celdeel)]
            assert any(deel.herkomst or deel.filters or not set(deel.codes) <= VRIJ for deel in delen), code
