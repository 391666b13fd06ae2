"""The strip: how old, in words that fit a narrow cell."""

import pytest

from services.gateway.dashboards.figuren.strook import Stap, ouderdom, zin
from services.gateway.dashboards.gegevens import Waarde


@pytest.mark.parametrize(
    ("oudste", "mediaan", "aantal", "verwacht"),
    [
        (14, 5, 3, "oudste 14 weken, mediaan 5"),
        (14, 14, 1, "14 weken oud"),
        (1, 1, 1, "1 week oud"),
        (1, 0, 2, "oudste 1 week, mediaan 0"),
        (0, 0, 2, "deze week ingediend"),
    ],
)
def test_age_in_words(oudste: int, mediaan: int, aantal: int, verwacht: str) -> None:
    assert ouderdom(oudste, mediaan, Waarde(aantal)) == verwacht


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        (Waarde(None, "c", "< 8"), "Er wachten minder dan 8 aanvragen op een besluit."),
        (Waarde(None, "c", "niet vrijgegeven"), "Hoeveel aanvragen op een besluit wachten: niet vrijgegeven."),
        (Waarde(1), "1 aanvraag wacht nu op een besluit."),
        (Waarde(0), "Er is nu geen aanvraag die op een besluit wacht."),
    ],
)
def test_sentence_with_and_without_a_number(waarde: Waarde, verwacht: str) -> None:
    assert zin([Stap("nog geen besluit", waarde)], None) == verwacht


def test_table_has_the_weeks_as_numbers() -> None:
    open_ = Stap("open", Waarde(3), "oudste 14 weken, mediaan 5", "", 14, 5)
    klaar = Stap("klaar", Waarde(7), "in 2025-2026", "klaar")
    assert open_.rij().cellen == ("open", Waarde(3), Waarde(14), Waarde(5), "oudste 14 weken, mediaan 5")
    assert klaar.rij().cellen == ("klaar", Waarde(7), Waarde(None, "z"), Waarde(None, "z"), "in 2025-2026")
