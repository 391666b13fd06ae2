"""What an SWV delivers about itself: money, goals, flows."""

from datetime import date
from decimal import Decimal

import pytest

from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import Fout, OngeldigBestandError
from shared.contracts.bronnen.soorten import DOELEN, FINANCIEN, SOORTEN, STROMEN
from tests.duo import tabel

GELD = ["swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed", "toelichting"]
DOEL = [
    "swv",
    "plan",
    "code",
    "titel",
    "indicator",
    "niveau",
    "eenheid",
    "streefwaarde",
    "richting",
    "uiterlijk",
    "eigenaar",
]
STROOM = ["swv", "schooljaar", "van", "naar", "aantal", "status"]


def fouten(soort: str, inhoud: bytes) -> list[tuple[int, str]]:
    with pytest.raises(OngeldigBestandError) as fout:
        lees_bestand(SOORTEN[soort], inhoud)
    return [(een.rij, een.kolom) for een in fout.value.fouten]


@pytest.mark.parametrize(
    ("cel", "cent"),
    [("1234", 123400), ("1234,5", 123450), ("1234.50", 123450), ("1.234,56", 123456), ("1,234.56", 123456),
     ("-12,00", -1200),     ("€ 1.234.567", 123456700), ("1 234,00", 123400), ("0", 0), ("0,00", 0)],
)  # fmt: skip
def test_euros_with_comma_or_point(cel: str, cent: int) -> None:
    [rij] = lees_bestand(FINANCIEN, tabel(GELD, ["PO9901", "", "", "2025", "overig", cel, "", ""])).rijen

    assert (rij.begroot_cent, rij.besteed_cent) == (cent, None)


@pytest.mark.parametrize("cel", ["1.234", "1,234", "12,345", "1,2,3", "duizend", "1234,567", "1e5", "--5", "1.23.456"])
def test_an_amount_that_can_be_read_two_ways_is_refused(cel: str) -> None:
    assert fouten("financien", tabel(GELD, ["PO9901", "", "", "2025", "overig", cel, "", ""])) == [(2, "begroot")]


def test_boekjaar_and_schooljaar_of_swv_board_and_school() -> None:
    inhoud = tabel(
        GELD, ["PO9901", "", "", "2025", "Extra ondersteuning", "10", "9", ""],
        ["PO9901", "99001", "", "2025-2026", "arrangementen", "", "5", "a\tb"],
        ["PO9901", "", "99AB00", "2025", "overig", "1", "", ""],
        ["PO9901", "", "99AB00", "2025", "overig", "2", "0", ""],
    )  # fmt: skip
    gelezen = lees_bestand(FINANCIEN, inhoud)

    assert [(rij.bestuur, rij.vestiging, rij.periode_soort, rij.jaar, rij.categorie) for rij in gelezen.rijen] == [
        (None, None, "boekjaar", 2025, "extra_ondersteuning"), ("99001", None, "schooljaar", 2025, "arrangementen"),
        (None, "99AB00", "boekjaar", 2025, "overig"), (None, "99AB00", "boekjaar", 2025, "overig"),
    ]  # fmt: skip
    assert FINANCIEN.bereiken(gelezen.rijen, date(2026, 1, 1), None) == {
        "PO9901 boekjaar 2025": 3,
        "PO9901 2025-2026": 1,
    }
    assert gelezen.waarschuwingen == (
        "1 regel gaat over dezelfde eenheid, periode en categorie als een eerdere; die zijn opgeteld.",
        "2 bedragen zijn leeg: die blijven onbekend.",
    )


def test_what_financien_refuses() -> None:
    inhoud = tabel(
        GELD, ["PO9901", "", "", "25", "overig", "1", "", ""], ["PO9901", "1", "", "2025", "overig", "1", "", ""],
        ["PO9901", "", "", "2025", "iets", "1", "", ""], ["PO9901", "", "", "2025", "overig", "", "", ""],
    )  # fmt: skip

    assert fouten("financien", inhoud) == [(2, "periode"), (3, "bestuur"), (4, "categorie"), (5, "besteed")]


def test_goals_of_each_level() -> None:
    inhoud = tabel(
        DOEL,
        ["PO9901", "Jaarplan 2026", "J1", "T", "thuiszitters", "swv", "", "12", "lager", "2026-07-31", "directeur"],
        ["PO9901", "Jaarplan 2026", "J2", "Sbo", "deelname-sbo", "School", "99AB00", "2,1", "<=", "2025-2026", ""],
        ["PO9901", "Jaarplan 2026", "J3", "Kwalitatief", "", "bestuur", "99001", "", "", "", ""],
    )  # fmt: skip
    gelezen = lees_bestand(DOELEN, inhoud).rijen

    assert [(rij.eenheid, rij.streefwaarde, rij.richting, rij.uiterlijk) for rij in gelezen] == [
        ("PO9901", Decimal(12), "lager", date(2026, 7, 31)), ("99AB00", Decimal("2.1"), "lager", date(2026, 7, 31)),
        ("99001", None, None, None),
    ]  # fmt: skip


def test_what_doelen_refuses() -> None:
    basis = ["PO9901", "Plan", "A", "Titel", "tlv-toegekend", "swv", "", "1", "lager", "", ""]

    def anders(**kolommen: str) -> list[str]:
        return [kolommen.get(naam, waarde) for naam, waarde in zip(DOEL, basis, strict=True)]

    inhoud = tabel(
        DOEL, basis, anders(eenheid="PO9902", code="B"), anders(niveau="school", eenheid="99001", code="C"),
        anders(niveau="subregio", eenheid="PO9902-N", code="D"), anders(richting="zijwaarts", code="E"),
        anders(richting="", code="F"), anders(), anders(uiterlijk="31 juli", code="G"),
    )  # fmt: skip
    assert fouten("doelen", inhoud) == [
        (3, "eenheid"), (4, "eenheid"), (5, "eenheid"), (6, "richting"), (7, "richting"), (8, "code"), (9, "uiterlijk"),
    ]  # fmt: skip


def test_flows_keep_the_interval_and_their_own_status() -> None:
    inhoud = tabel(
        STROOM, ["PO9901", "2024-2025", "sbo", "bao", "<5", "Voorlopig"], ["PO9901", "2024-2025", "so", "bao", "7", ""]
    )
    gelezen = lees_bestand(STROMEN, inhoud).rijen

    assert [(rij.van, rij.naar, rij.laag, rij.hoog, rij.status) for rij in gelezen] == [
        ("sbo", "bao", 1, 4, "voorlopig"), ("so", "bao", 7, 7, None),
    ]  # fmt: skip
    assert fouten("stromen", tabel(STROOM, ["PO9901", "2024", "sbo", "thuis", "x", "later"])) == [
        (2, "schooljaar"), (2, "naar"), (2, "aantal"), (2, "status"),
    ]  # fmt: skip


def test_no_value_of_the_file_is_in_an_error() -> None:
    with pytest.raises(OngeldigBestandError) as fout:
        lees_bestand(STROMEN, tabel(STROOM, ["geheim1", "geheim2", "geheim3", "geheim4", "geheim5", "geheim6"]))

    assert isinstance(fout.value.fouten[0], Fout)
    assert "geheim" not in repr(fout.value.fouten)
