"""The figure of published national shares: absent without figures, and never a number that was not published."""

from datetime import date
from typing import Any

import pytest

from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.verwijzingen.landelijk import figuur, hoort_erbij


def cijfer(indicator: str, jaar: str, waarde: float, teller: int | None = None, status: str | None = None) -> Any:
    """One figure as the API gives it."""
    return {
        "indicator": indicator, "schooljaar": jaar, "schoolsoort": indicator[9:], "waarde": waarde, "status": status,
        "teller": teller, "noemer": None, "bron": f"bron van {indicator[9:]}", "standPer": "2023-10-01",
    }  # fmt: skip


@pytest.mark.parametrize("antwoord", [None, {"cijfers": []}, {"cijfers": [cijfer("deelname-vso", "2023-2024", 3.7)]}])
def test_without_figures_there_is_no_card(antwoord: Any) -> None:
    assert figuur(antwoord) is None


def test_only_what_was_published() -> None:
    gevonden = figuur({"cijfers": [
        cijfer("deelname-so", "2023-2024", 2.0, status="p"),
        cijfer("deelname-sbo", "2022-2023", 2.4, 34613), cijfer("deelname-sbo", "2023-2024", 2.45, 33919),
    ]})  # fmt: skip

    assert gevonden is not None
    rijen = [[cel.toon if isinstance(cel, Waarde) else cel for cel in rij.cellen] for rij in gevonden.tabel.rijen]
    assert rijen == [
        ["2023-2024", "2,45%", "33.919", "2,00%", "onbekend"],
        ["2022-2023", "2,40%", "34.613", "onbekend", "onbekend"],
    ]
    assert gevonden.zin == (
        "In heel Nederland zat in 2023-2024 2,45% van de leerlingen op het sbo (33.919 leerlingen)"
        " en 2,00% van de leerlingen op het so."
    )
    assert {waarde.status for waarde in gevonden.tabel.waarden()} == {None, "p", "x"}
    assert gevonden.indicatoren[0].uitleg.databron == "bron van so; bron van sbo"
    assert "stand per 1 oktober 2023" in gevonden.noten[0]


@pytest.mark.parametrize(
    ("niveau", "eenheid", "ouders", "binnen", "erbij"),
    [
        ("swv", "PO9901", [], None, True),
        ("swv", "VO9901", [], None, False),
        ("landelijk", "NL-PO", [], None, False),
        ("school", "99AI00", ["PO9901"], None, True),
        ("school", "99AD00", ["PO9901", "VO9901"], None, True),
        ("school", "99AD00", ["PO9901", "VO9901"], "VO9901", False),
        ("bestuur", "99009", ["VO9901"], None, False),
    ],
)
def test_only_in_primary_education_from_swv_down(
    niveau: str, eenheid: str, ouders: list[str], binnen: str | None, erbij: bool
) -> None:
    keuze = Keuze(niveau, eenheid, 2026, 2026, binnen=binnen)
    boven = [{"niveau": "swv", "eenheid": code} for code in ouders]
    assert hoort_erbij(Kader(keuze, {"ouders": boven}, (), date(2026, 11, 22))) is erbij
