"""The strip: how old, in words that fit a narrow cell."""

import pytest

from services.gateway.paginas.gegevens import Waarde
from services.gateway.paginas.verwijzingen.strook import Stap, ouderdom, tabel


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


def test_download_has_the_weeks_as_numbers() -> None:
    stappen = (Stap("open", Waarde(3), "oudste 14 weken, mediaan 5", 14, 5), Stap("klaar", Waarde(7), "in 2025-2026"))
    assert tabel(stappen).rijen == (
        ("open", Waarde(3), Waarde(14), Waarde(5), ""),
        ("klaar", Waarde(7), "", "", "in 2025-2026"),
    )
