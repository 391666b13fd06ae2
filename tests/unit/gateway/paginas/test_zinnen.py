"""Sentences and comparisons: computed, careful with few cases, honest about a running year."""

from datetime import date
from typing import Any

import pytest

from services.gateway.paginas.gegevens import NIETS, Antwoord, Waarde, som
from services.gateway.paginas.keuze import Keuze, lees_keuze
from services.gateway.paginas.poorten import OngeldigAdres
from services.gateway.paginas.verwijzingen import zinnen
from services.gateway.paginas.verwijzingen.periode import Vergeleken, hele_maanden, vergelijk

AFGESLOTEN = Keuze("swv", "PO9901", 2025, 2026)
LOPEND = Keuze("swv", "PO9901", 2026, 2026)


def _antwoord(perioden: dict[str, list[tuple[dict[str, Any], int]]], status: str | None = None) -> Antwoord:
    return Antwoord(
        {
            "reeksen": [
                {
                    "eenheid": "PO9901",
                    "zicht": "eigen",
                    "perioden": [
                        {
                            "schooljaar": jaar,
                            "totaal": {"waarde": sum(aantal for _, aantal in rijen), "status": status},
                            "rijen": [{"splitsing": s, "waarde": aantal, "status": status} for s, aantal in rijen],
                        }
                        for jaar, rijen in perioden.items()
                    ],
                }
            ]
        }
    )


@pytest.mark.parametrize(
    ("nu", "eerder", "verwacht"),
    [
        (90, 86, "4 meer dan in 2024-2025 (86)"),
        (80, 86, "6 minder dan in 2024-2025 (86)"),
        (86, 86, "evenveel als in 2024-2025"),
    ],
)
def test_difference_tells_direction_and_the_other_number(nu: int, eerder: int, verwacht: str) -> None:
    assert zinnen.verschil(Vergeleken(Waarde(nu), Waarde(eerder)), "2024-2025") == verwacht


def test_hidden_value_gives_no_difference() -> None:
    verborgen = Waarde(None, "c", "< 8")
    assert zinnen.verschil(Vergeleken(Waarde(12), verborgen), "2024-2025") == "2024-2025: < 8"


def test_few_cases_come_with_a_warning() -> None:
    antwoord = _antwoord({"2025-2026": [({"schoolsoort": "so"}, 3)], "2024-2025": [({"schoolsoort": "so"}, 5)]})
    zin = zinnen.aanvragen(antwoord, ["so"], Vergeleken(Waarde(3), Waarde(5)), AFGESLOTEN)
    assert zin.endswith("Het gaat om kleine aantallen; een verschil zegt dan weinig.")


def test_running_year_is_compared_over_whole_months_only() -> None:
    maanden = _antwoord(
        {
            "2026-2027": [({"maand": 8}, 1), ({"maand": 10}, 4), ({"maand": 11}, 9)],
            "2025-2026": [({"maand": 9}, 2), ({"maand": 11}, 5), ({"maand": 3}, 40)],
        }
    )
    gevonden = vergelijk(maanden, maanden, LOPEND, date(2026, 11, 22))
    assert gevonden is not None
    assert (gevonden.nu.getal, gevonden.eerder.getal) == (5, 2)
    assert gevonden.tot_en_met == "augustus tot en met oktober"


def test_first_month_of_a_schooljaar_compares_nothing() -> None:
    leeg = _antwoord({})
    assert hele_maanden(LOPEND, date(2026, 8, 20)) == ()
    assert vergelijk(leeg, leeg, LOPEND, date(2026, 8, 20)) is None


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    assert som([Waarde(12), Waarde(None, "c", "< 8")]) == Waarde(None, "c", "< 8")
    assert som([Waarde(12, "p"), Waarde(None, "z")]) == Waarde(12, "p")
    assert som([]).toon == "n.v.t."


def test_rows_that_are_left_out_are_zero_but_not_below_a_hidden_total() -> None:
    antwoord = _antwoord({"2025-2026": [({"schoolsoort": "so"}, 3)]})
    assert antwoord.bij("2025-2026", "schoolsoort", "sbo") == Waarde(0)
    assert antwoord.bij("2024-2025", "schoolsoort", "sbo") == NIETS


def test_every_view_is_one_address_and_back() -> None:
    keuze = Keuze("bestuur", "99002", 2024, 2026, "PO9901", "so", 2, "herkomst", "school")
    _, _, query = keuze.adres().partition("?")
    delen = dict(deel.split("=") for deel in query.split("&"))
    assert lees_keuze(delen, ("swv", "PO9901"), 2026) == keuze


def test_all_mistakes_in_an_address_are_told_without_repeating_them() -> None:
    with pytest.raises(OngeldigAdres) as fout:
        lees_keuze({"niveau": "<b>", "schooljaar": "2025-2027", "soort": "gym"}, ("swv", "PO9901"), 2026)
    assert len(fout.value.meldingen) == 4
    assert not any("<b>" in melding or "gym" in melding for melding in fout.value.meldingen)
