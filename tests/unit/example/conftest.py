"""The example world on one fixed day, made once: eight schooljaren up to 22 November 2026."""

from datetime import date

import pytest

from deploy.example.dossier import Gebeurtenis
from deploy.example.simulatie import Wereld, maak_wereld

VANDAAG = date(2026, 11, 22)


@pytest.fixture(scope="session")
def wereld() -> Wereld:
    return maak_wereld(VANDAAG)


@pytest.fixture(scope="session")
def alle_gebeurtenissen(wereld: Wereld) -> list[Gebeurtenis]:
    return list(wereld.gebeurtenissen())
