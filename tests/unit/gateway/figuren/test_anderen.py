"""What others have, in words: each number in its unit, and always a sentence where the reader chose others."""

from typing import Any

import pytest

from services.gateway.dashboards.figuren.anderen import bij_anderen, regels, toen, zin
from services.gateway.dashboards.figuren.periode import Vergeleken
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.keuze import Keuze

_GROEP = {"binnen": "PO9901", "schoolsoort": None, "eenheden": 6, "status": None}


def _antwoord(code: str, eigen: Any, laag: Any, midden: Any, hoog: Any) -> dict[str, Any]:
    groep = {**_GROEP, "kwartiel1": laag, "mediaan": midden, "kwartiel3": hoog}
    besloten = {"binnen": "NL-PO", "schoolsoort": None, "waarde": None, "status": "c", "tekst": "niet vrijgegeven"}
    land = {"waarde": 1.45, "status": None, "schooljaar": "2024-2025", "bron": "DUO", "uitleg": "zoals gepubliceerd"}
    return {"indicator": code, "niveau": "bestuur", "schooljaar": "2025-2026", "eigen": eigen,
            "verdelingen": [groep, besloten], "landelijkCijfer": land}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "waarden", "verwacht"),
    [
        ("tlv-toegekend", (4, 12, 1234), "mediaan 12, de middelste helft 4 tot 1.234"),
        ("verwijzingspercentage", (0.4, 1.37, 2.0), "mediaan 1,37%, de middelste helft 0,40% tot 2,00%"),
        ("arrangement-bedrag", ("1000.00", "12500.40", "9.50"), "mediaan €\u00a012.500, de middelste helft €"),
        ("thuiszitters-per-1000", (0.4, 1.26, 2.0), "mediaan 1,3, de middelste helft 0,4 tot 2,0"),
        ("tlv-doorlooptijd", (20, 34, 41), "mediaan 34 dagen, de middelste helft 20 dagen tot 41 dagen"),
    ],
)  # fmt: skip
def test_numbers_of_others_stand_in_their_unit(code: str, waarden: tuple[Any, Any, Any], verwacht: str) -> None:
    eerste, tweede = regels(_antwoord(code, {"waarde": 1, "status": None}, *waarden), "soortgelijk")

    assert eerste.startswith(f"Andere besturen in PO9901: {verwacht}")
    assert eerste.endswith("(6)")
    assert tweede == "Andere besturen in alle aangesloten SWV’s (po): niet vrijgegeven"


@pytest.mark.parametrize(
    ("eenheden", "waarden", "zegt", "kort"),
    [
        (1, (None, 12, None), "12 (1 eenheid)", "12 (1 eenheid)"),
        (2, (4, 4, 12), "4 en 12 (2 eenheden)", "4 en 12 (2 eenheden)"),
        (3, (4, 9, 12), "mediaan 9, van 4 tot 12 (3)", "9"),
        (4, (4, 9, 12), "mediaan 9, de middelste helft 4 tot 12 (4)", "9"),
    ],
)
def test_few_like_units_are_told_as_they_are(eenheden: int, waarden: tuple[Any, ...], zegt: str, kort: str) -> None:
    antwoord = _antwoord("tlv-toegekend", {"waarde": 1, "status": None}, *waarden)
    antwoord["verdelingen"][0] |= {"eenheden": eenheden}

    assert regels(antwoord, "soortgelijk")[0] == f"Andere besturen in PO9901: {zegt}"
    assert bij_anderen(antwoord, "soortgelijk").toon == kort


def test_the_sentence_says_what_is_compared_and_what_is_here() -> None:
    eigen = {"waarde": 1.2, "status": "p"}
    tekst = zin(_antwoord("verwijzingspercentage", eigen, 0.4, 1.37, 2.0), "landelijk")

    assert tekst == "Verwijzingspercentage in 2025-2026: hier 1,20%. Landelijk in 2024-2025: 1,45% (DUO)."


def test_hidden_and_undecided_are_said_as_they_are() -> None:
    verborgen = _antwoord("tlv-toegekend", {"waarde": None, "status": "c", "tekst": "< 8"}, 1, 2, 3)
    onbeslist = _antwoord("tlv-doorlooptijd", {"aantal": 0, "mediaan": None, "status": None}, 1, 2, 3)

    assert "hier < 8." in zin(verborgen, "soortgelijk")
    assert "hier geen besluiten." in zin(onbeslist, "soortgelijk")


def test_a_column_of_others_holds_the_number_or_why_there_is_none() -> None:
    antwoord = _antwoord("verwijzingspercentage", {"waarde": 1, "status": None}, 0.4, 1.37, 2.0)
    anderen, land = (bij_anderen(antwoord, keuze) for keuze in ("soortgelijk", "landelijk"))
    leeg = {**antwoord, "verdelingen": [], "landelijkCijfer": {"waarde": None, "status": "x", "uitleg": "niets"}}

    assert (anderen.getal, anderen.toon) == (1.37, "1,37%")
    assert (land.getal, land.toon) == (1.45, "1,45% (2024-2025)")
    assert [bij_anderen(leeg, keuze).toon for keuze in ("soortgelijk", "landelijk")] == ["n.v.t.", "onbekend"]


def test_another_schooljaar_says_nothing_of_others() -> None:
    assert regels(_antwoord("tlv-toegekend", {"waarde": 1, "status": None}, 1, 2, 3), "2") == ()


def test_bounds_stay_bounds() -> None:
    eigen = {"waarde": None, "status": None, "laag": 0.906, "hoog": 0.918}
    assert "hier 0,91% tot 0,92%." in zin(_antwoord("verwijzingspercentage", eigen, 0.4, 1.37, 2.0), "soortgelijk")
    assert "hier 0,91%." in zin(
        _antwoord("verwijzingspercentage", {**eigen, "hoog": 0.909}, 0.4, 1.37, 2.0), "soortgelijk"
    )


def test_the_other_schooljaar_over_the_same_weeks() -> None:
    loopt, heel = (Keuze("swv", "PO9901", jaar, 2026) for jaar in (2026, 2025))
    assert toen("TLV’s", Vergeleken(Waarde(24), Waarde(18), 47), loopt) == (
        "TLV’s tot en met week 47: 24, in dezelfde weken van 2025-2026 18."
    )
    assert toen("TLV’s", Vergeleken(Waarde(24), Waarde(18)), heel) == "TLV’s in 2025-2026: 24, in 2024-2025 18."
    assert toen("TLV’s", Vergeleken(Waarde(None, "c"), Waarde(18)), heel) == ""


def test_a_quartile_that_is_hidden_is_said_between_those_that_are_not() -> None:
    antwoord = _antwoord("tlv-toegekend", {"waarde": 12, "status": None}, None, 10, 15)
    antwoord["verdelingen"][0]["tekst"] = "< 8"
    eerste, _ = regels(antwoord, "soortgelijk")
    assert eerste == "Andere besturen in PO9901: mediaan 10, de middelste helft < 8 tot 15 (6)"
    antwoord["verdelingen"][0]["mediaan"] = None
    waarde = bij_anderen(antwoord, "soortgelijk")
    assert (waarde.getal, waarde.status, waarde.toon) == (None, "c", "< 8")
