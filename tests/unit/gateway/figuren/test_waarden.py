"""Values with bounds, shares and quotients: what is not known exactly never looks as if it were."""

from typing import Any

import pytest

from services.gateway.dashboards.antwoord import als_json
from services.gateway.dashboards.export import Status
from services.gateway.dashboards.figuren.maatwerk import aandeel, bedrag, per, procent
from services.gateway.dashboards.gegevens import Antwoord, Waarde, lees, som
from tests.unit.gateway.figuren import bouw

MARGE = Waarde(None, None, "18–21", 18, 21)


def test_bounds_are_read_shown_and_kept_apart_from_unknown() -> None:
    gelezen = lees(bouw.waarde((18, 21)))
    assert gelezen == MARGE
    assert gelezen.toon == "18–21"
    assert gelezen.midden == 19.5
    assert not gelezen.bekend
    assert lees({"waarde": None, "laag": 4568, "hoog": 4571, "status": "p", "tekst": "4568–4571"}).toon == "4.568–4.571"
    assert als_json(gelezen) == {"waarde": None, "laag": 18, "hoog": 21, "status": None, "tekst": "18–21"}
    assert "laag" not in als_json(Waarde(None, "x"))


def test_sum_with_bounds_has_bounds() -> None:
    assert som([MARGE, Waarde(10)]) == Waarde(None, None, "28–31", 28, 31)
    assert som([MARGE, Waarde(None, "c")]) == Waarde(None, "c")
    assert som([Waarde(3), Waarde(4, "p")]) == Waarde(7, "p")


def test_downloads_tell_the_bounds() -> None:
    assert Status(None, "18–21", (18, 21)).woord() == "marge (18–21)"
    assert Status("p", "18–21", (18, 21)).woord() == "voorlopig (18–21)"
    assert Status("p", "18–21", (18, 21)).kaal() == "p 18..21"
    assert Status(None, "18–21", (18, 21)).kaal() == "18..21"
    assert Status("c", "< 8").kaal() == "c"


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        (Waarde(2.44), "2,4%"),
        (Waarde(None, None, "x", 2.11, 2.64), "2,1–2,6%"),
        (Waarde(None, None, "x", 2.11, 2.12), "±\u00a02,1%"),
        (Waarde(None, "c", "niet vrijgegeven"), "niet vrijgegeven"),
        (Waarde(None, "x"), "onbekend"),
    ],
)
def test_percentage(waarde: Waarde, verwacht: str) -> None:
    assert procent(waarde).toon == verwacht


def test_quotient_follows_the_bounds_and_the_reasons() -> None:
    assert per(Waarde(100, "p"), Waarde(50)) == Waarde(2, "p")
    deel = per(Waarde(100), Waarde(None, None, "20–50", 20, 50))
    assert (deel.getal, deel.laag, deel.hoog) == (None, 2, 5)
    assert per(Waarde(None, "c"), Waarde(50)).status == "c"
    assert per(Waarde(100), Waarde(0)).status == "x"
    assert bedrag(deel).toon == "€\u00a02–5"


def test_share_of_nothing_does_not_apply() -> None:
    assert aandeel(Waarde(0), Waarde(0)).status == "z"
    assert aandeel(Waarde(3), Waarde(4)).toon == "75%"
    assert aandeel(Waarde(3), Waarde(None, "c")).status == "c"


def test_boekjaar_is_found_by_its_name() -> None:
    ruw: dict[str, Any] = {
        "schooljaar": None,
        "boekjaar": 2025,
        "totaal": {"waarde": "12.50", "status": None},
        "rijen": [],
    }
    antwoord = Antwoord({"reeksen": [{"eenheid": "PO9901", "zicht": "eigen", "perioden": [ruw]}]})
    assert antwoord.totaal("2025").getal == 12.5
    assert antwoord.totaal("2024").status == "x"
