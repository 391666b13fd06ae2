"""What running TLV's cost: number times amount per kind, this schooljaar and the next; what lacks an amount is told."""

from typing import Any

import pytest

from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Figuur
from services.gateway.dashboards.toewijzing.kosten import KOSTEN
from services.gateway.domain.tlv_bedragen import Bedragen, lees_euro, toon_euro
from tests.unit.gateway.figuren import bouw

JAAR, VOLGEND = "2026-2027", "2027-2028"
KEUZE = Keuze("swv", "PO9901", 2026, 2026)


def _rijen(**per_soort: int) -> list[tuple[dict[str, Any], Any]]:
    return [({"soortCategorie": soort.replace("_", "-")}, aantal) for soort, aantal in per_soort.items()]


def _figuur(bedragen: list[tuple[str, str, str]], bron: str = "de regeling") -> Figuur:
    lopend = bouw.antwoord(
        {JAAR: 15, VOLGEND: 6}, {JAAR: _rijen(sbo=3, so_laag=10, so_hoog=2), VOLGEND: _rijen(so_laag=5, so_hoog=1)}
    )
    lijst = [{"schooljaar": jaar, "soortCategorie": soort, "bedrag": bedrag} for jaar, soort, bedrag in bedragen]
    return bouw.figuur(KOSTEN, [lopend, {"bron": bron if bedragen else "", "bedragen": lijst}], KEUZE)


def _tekst(figuur: Figuur) -> dict[str, list[str]]:
    return {
        str(rij.cellen[0]): [cel if isinstance(cel, str) else cel.toon.replace("\u00a0", " ") for cel in rij.cellen[1:]]
        for rij in figuur.tabel.rijen
    }


def test_number_times_amount_of_each_schooljaar() -> None:
    figuur = _figuur([(JAAR, "so-laag", "1000.60"), (VOLGEND, "so-laag", "1100.00"), (JAAR, "so-hoog", "3000.00")])
    assert _tekst(figuur) == {
        "sbo": ["3", "geen bedrag", "geen bedrag", "0", "geen bedrag", "geen bedrag"],
        "so laag": ["10", "€ 1.001", "€ 10.006", "5", "€ 1.100", "€ 5.500"],
        "so hoog": ["2", "€ 3.000", "€ 6.000", "1", "€ 3.000", "€ 3.000"],
        "Totaal": ["15", "n.v.t.", "€ 16.006", "6", "n.v.t.", "€ 8.500"],
    }
    assert figuur.zin.replace("\u00a0", " ") == (
        "De TLV’s die op 1 oktober van 2026-2027 lopen, kosten dat schooljaar € 16.006; wat nu al voor 2027-2028 is"
        " toegekend, kost dan € 8.500."
    )
    noten = " ".join(figuur.noten)
    assert "Alleen TLV’s van Samen." in noten
    assert "Zonder bedrag, en dus niet meegeteld: sbo." in noten
    assert "Voor 2027-2028 is gerekend met bedragen van 2026-2027." in noten
    assert "Bron van de bedragen: de regeling." in noten


def test_without_amounts_it_says_who_fills_them_in() -> None:
    figuur = _figuur([])
    assert figuur.spec is None
    assert "vult ze in bij Instellingen" in figuur.leeg
    assert _tekst(figuur)["so laag"][:2] == ["10", "geen bedrag"]


def test_a_hidden_number_makes_the_cost_hidden_too() -> None:
    verborgen = {"waarde": None, "status": "c", "tekst": "< 8"}
    lopend = bouw.antwoord({JAAR: 12, VOLGEND: 0}, {JAAR: [({"soortCategorie": "so-laag"}, verborgen)]})
    bedragen = {"bron": "x", "bedragen": [{"schooljaar": JAAR, "soortCategorie": "so-laag", "bedrag": "10.00"}]}
    figuur = bouw.figuur(KOSTEN, [lopend, bedragen], KEUZE)
    assert _tekst(figuur)["so laag"][:3] == ["< 8", "€ 10", "< 8"]
    assert _tekst(figuur)["Totaal"][2] == "< 8"


@pytest.mark.parametrize(
    ("tekst", "cent"),
    [
        ("12345", 1_234_500), ("12.345,67", 1_234_567), (" € 7,5 ", 750), ("0", 0), ("1.000.000", 100_000_000),
        ("1.2", None), ("12,345", None), ("-5", None), ("x", None), ("1e3", None), ("٣", None), ("", None),
        (",50", None), ("1234.567", None),
    ],
)  # fmt: skip
def test_euro_as_people_write_it(tekst: str, cent: int | None) -> None:
    assert lees_euro(tekst) == cent
    if cent is not None:
        assert lees_euro(toon_euro(cent)) == cent


@pytest.mark.parametrize(
    ("bedragen", "velden"),
    [
        (Bedragen({(2026, "so-laag"): 1}, "x"), set()),
        (Bedragen({(2026, "havo"): 1}, "x"), {"bedragen"}),
        (Bedragen({(2026, "sbo"): -1}, "x"), {"bedragen"}),
        (Bedragen({(2026, "sbo"): 100_000_001}, "x"), {"bedragen"}),
        (Bedragen({}, ""), {"bron"}),
        (Bedragen({}, "twee\nregels"), {"bron"}),
        (Bedragen({}, "\u202eomgekeerd"), {"bron"}),
        (Bedragen({}, "x" * 201), {"bron"}),
    ],
)
def test_what_may_be_set(bedragen: Bedragen, velden: set[str]) -> None:
    assert set(bedragen.fouten()) == velden
