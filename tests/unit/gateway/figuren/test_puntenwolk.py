"""A cloud of units: every point has its name within reach, and the names in the chart lie over nothing."""

from itertools import combinations
from typing import Final

import orjson
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.adapters.tekenkamer import Tekenkamer
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.figuren.naamplaatsen import KANTEN, Kant, Naam, Vlak, naamvlak, plaats_namen
from services.gateway.dashboards.figuren.puntenwolk import BREED, HOOGTE, As, Punt, puntenwolk, volgorde
from services.gateway.dashboards.grafiek import SMAL
from shared.contracts.getallen import getal

_ASSEN: Final = (As("euro per leerling"), As("% verwezen"))
_PLEK: Final = st.tuples(st.floats(0, 880), st.floats(0, 300), st.integers(1, 28))


def _punten(aantal: int, eigen: int | None = None) -> list[Punt]:
    return [
        Punt(f"School {n}", n % 7, n, f"School {n}", f"{getal(n)}% verwezen", f"/toewijzing?eenheid={n}", n == eigen)
        for n in range(1, aantal + 1)
    ]


@given(st.lists(_PLEK, max_size=40))
def test_no_name_lies_over_a_name_or_another_point(plekken: list[tuple[float, float, int]]) -> None:
    punten = [Naam(x, y, "a" * lang) for x, y, lang in plekken]
    gekozen = plaats_namen(punten, range(len(punten)), 880, 300)
    vlakken = {nummer: naamvlak(punten[nummer], kant) for nummer, kant in gekozen.items()}
    assert not [1 for een, ander in combinations(vlakken.values(), 2) if een.raakt(ander)]
    for nummer, vlak in vlakken.items():
        assert 0 <= vlak.links < vlak.rechts <= 880
        assert 0 <= vlak.onder < vlak.boven <= 300
        for ander, punt in enumerate(punten):
            assert ander == nummer or not vlak.raakt(Vlak(punt.x - 5, punt.y - 5, punt.x + 5, punt.y + 5))


def test_who_comes_first_gets_the_place() -> None:
    dicht = [Naam(100, 100, "Noord"), Naam(112, 100, "Zuid")]
    assert plaats_namen(dicht, [1, 0], 880, 300) == {1: (1, 0), 0: (-1, 0)}
    assert plaats_namen([Naam(0, 0, "Hoek")], [0], 880, 300) == {0: (1, 1)}
    assert plaats_namen(dicht, [], 880, 300) == {}
    assert plaats_namen([Naam(10, 10, "a" * 200)], [0], 880, 300) == {}


def test_of_few_units_all_are_named_and_of_many_the_own_and_the_outermost() -> None:
    assert volgorde(_punten(12))[:2] == [11, 0]
    assert sorted(volgorde(_punten(12))) == list(range(12))
    veel = _punten(60, eigen=20)
    assert volgorde(veel)[0] == 19
    assert {59, 0} <= set(volgorde(veel))
    assert len(volgorde(veel)) == 3, "of equals none is named: that would be chance"


def test_every_point_tells_its_name_and_a_narrow_place_has_sides_of_its_own() -> None:
    punten = _punten(9, eigen=4)
    rijen = orjson.loads(orjson.dumps(puntenwolk("Wolk", punten, *_ASSEN)))["data"]["values"]
    assert {rij["naam"] for rij in rijen} == {punt.naam for punt in punten}
    assert rijen[-1]["eigen"], "own units lie on top"
    assert all(rij[vorm] is None or Kant(*rij[vorm]) in KANTEN for rij in rijen for vorm in ("breed", "smal"))
    assert rijen[-1]["breed"]
    assert rijen[-1]["smal"]


def test_units_on_one_place_are_one_point_that_names_them_all() -> None:
    samen = [Punt(naam, 0, 0, f"{naam} (Zuid)", "0% verwezen", f"/{naam}", naam == "Twee") for naam in ("Een", "Twee")]
    (een,) = [rij for rij in puntenwolk("Wolk", [*samen, *_punten(3)], *_ASSEN)["data"]["values"] if rij["x"] == 0]
    assert een["uitleg"] == "Een (Zuid) en Twee (Zuid): 0% verwezen"
    assert (een["kort"], een["adres"], een["eigen"]) == ("2 op deze plek", None, True)


async def test_the_drawing_without_scripts_has_the_names_too() -> None:
    spec, tekenaar = puntenwolk("Wolk", _punten(9, eigen=4), *_ASSEN), Tekenaar(Tekenkamer())
    for breedte in (BREED, SMAL):
        svg = await tekenaar.svg(spec, breedte, HOOGTE)
        assert svg.count("<title>School ") == 9
        assert svg.count('aria-label="School ') == 9
        assert svg.count('aria-roledescription="punt"') == 9
        assert ">School 4</text>" in svg
