"""The grid of figures has no hole, and what belongs together stays on one line."""

import pytest

from services.gateway.paginas.raster import alleenstaand
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch


@pytest.mark.parametrize(
    ("plaatsen", "alleen"),
    [
        ("heel half half half heel", {"3"}),
        ("half half heel half", {"3"}),
        ("half heel half half", {"0"}),
        ("breed smal half half", set()),
        ("", set()),
    ],
)
def test_the_last_of_an_odd_number_stands_alone(plaatsen: str, alleen: set[str]) -> None:
    figuren = [{"code": str(nummer), "plaats": plaats} for nummer, plaats in enumerate(plaatsen.split())]
    assert alleenstaand(figuren) == alleen


@pytest.mark.parametrize(
    ("tekst", "samen"),
    [
        ("van 2025-2026 zijn er 10–16.", ["2025-2026", "10–16"]),
        ("tussen 2,39–2,51% en 1.200–1.300", ["2,39–2,51%", "1.200–1.300"]),
        ("leerlingen 2025-2026 (heel jaar)", ["2025-2026", "(heel jaar)"]),
        ("<b>2025</b>", []),
    ],
)
def test_what_belongs_together_stays_on_one_line(tekst: str, samen: list[str]) -> None:
    maak = Sjablonen(Statisch(None))._omgeving.from_string("{{ t|schooljaar_heel }}").render(t=tekst)
    assert maak.count('<span class="heel">') == len(samen)
    assert all(f'<span class="heel">{een}</span>' in maak for een in samen)
    assert "<b>" not in maak
