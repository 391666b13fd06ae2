"""Sentences and comparisons: computed, careful with few cases, honest about a running year."""

from datetime import date
from typing import Any

import pytest

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.onderwerp import TLV
from services.gateway.dashboards.figuren.periode import Vergeleken, vergelijk
from services.gateway.dashboards.gegevens import NIETS, Antwoord, Waarde, som
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Filter, Keuze, lees_keuze
from services.gateway.domain.vraag import OngeldigeVraag

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
    zin = zinnen.beweging(Vergeleken(Waarde(3), Waarde(5)), AFGESLOTEN)
    assert zin.endswith("Het gaat om kleine aantallen; een verschil zegt dan weinig.")


def test_conclusion_names_the_kinds_that_occur() -> None:
    antwoord = _antwoord({"2025-2026": [({"schoolsoort": "so"}, 3), ({"schoolsoort": "sbo"}, 1)]})
    zin = zinnen.aanvragen(antwoord, TLV, ["sbo", "so"], AFGESLOTEN)
    assert zin == "In 2025-2026 waren er 4 aanvragen: 1 voor sbo en 3 voor so."


def test_running_year_is_compared_up_to_the_same_week() -> None:
    kader = Kader(LOPEND, {"niveau": "swv", "eenheid": "PO9901", "ouders": []}, (), date(2026, 11, 22))
    vraag = kader.vergelijking("tlv-aanvragen")
    eerder = [
        {"schooljaar": "2025-2026", "zelfdePeriode": {"waarde": 2, "status": None}},
        {"schooljaar": "2024-2025", "zelfdePeriode": {"waarde": 9, "status": None}},
    ]
    antwoord = {
        "totEnMet": {"jaar": 2026, "week": 47},
        "totEnMetWeek": {"waarde": 5, "status": "p"},
        "eerder": eerder,
    }
    gevonden = vergelijk(Gegevens(kader, {vraag: antwoord}), vraag)
    assert gevonden == Vergeleken(Waarde(5, "p"), Waarde(2), 47)
    assert zinnen.verschil(gevonden, "2025-2026") == "tot en met week 47: 5; dezelfde weken van 2025-2026: 2"


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    assert som([Waarde(12), Waarde(None, "c", "< 8")]) == Waarde(None, "c", "< 8")
    assert som([Waarde(12, "p"), Waarde(None, "z")]) == Waarde(12, "p")
    assert som([]).toon == "n.v.t."


def test_rows_that_are_left_out_are_zero_but_not_below_a_hidden_total() -> None:
    antwoord = _antwoord({"2025-2026": [({"schoolsoort": "so"}, 3)]})
    assert antwoord.bij("2025-2026", "schoolsoort", "sbo") == Waarde(0)
    assert antwoord.bij("2024-2025", "schoolsoort", "sbo") == NIETS


SOORT = Filter("soort", "schoolsoort", ("so", "sbo"), "Schoolsoort", "alle")


def test_every_view_is_one_address_and_back() -> None:
    filters = (("soort", "so"),)
    keuze = Keuze(
        "bestuur", "99002", 2024, 2026, "verwijzingen", "PO9901", filters, "2", "herkomst", "school", uitleg=True
    )
    _, _, query = keuze.adres().partition("?")
    delen = dict(deel.split("=") for deel in query.split("&"))
    assert lees_keuze(delen, ("swv", "PO9901"), 2026, "verwijzingen", [SOORT]) == keuze


def test_all_mistakes_in_an_address_are_told_without_repeating_them() -> None:
    with pytest.raises(OngeldigeVraag) as fout:
        lees_keuze({"niveau": "<b>", "schooljaar": "2025-2027", "soort": "gym"}, ("swv", "PO9901"), 2026, "x", [SOORT])
    assert len(fout.value.missers) == 4
    assert not any("<b>" in melding or "gym" in melding for _, melding in fout.value.missers)
