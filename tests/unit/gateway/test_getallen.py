"""One rule of rounding everywhere: as the Dutch locale writes, and half away from zero on the decimal value."""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal

from services.gateway.dashboards import gegevens as pagina
from services.gateway.dashboards.export import als_csv_nl, van_figuur
from services.gateway.dashboards.figuren.maatwerk import bedrag, procent
from services.gateway.domain.doelen import haalt
from services.gateway.domain.open.verhouding import _tekst
from services.reports.domain import cijfers as document
from services.reports.domain.profiel.lezen import cijfer
from shared.contracts.getallen import getal, met_eenheid
from shared.contracts.indicatoren import INDICATOREN


def _volgens_babel(waarde: float, decimalen: int) -> str:
    patroon = f"#,##0.{'0' * decimalen}" if decimalen else "#,##0"
    rond = Decimal(str(waarde)).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    return str(format_decimal(rond, format=patroon, locale="nl_NL"))


def test_numbers_are_written_as_the_locale_says() -> None:
    kans = random.Random(1)
    grootten = (1, 1_000, 1_000_000, 10_000_000_000)
    waarden = [kans.uniform(-grootte, grootte) for grootte in grootten for _ in range(200)]
    for waarde in (*waarden, 0, 1, 999, 1000, 1234.5, -1234.5, 999_999.999, 2.675):
        for decimalen in (0, 1, 2, 3):
            if round(waarde, decimalen):
                assert getal(waarde, decimalen) == _volgens_babel(waarde, decimalen)


def test_nothing_is_less_than_zero_without_a_digit_to_show_it() -> None:
    assert getal(-0.3) == "0"
    assert getal(-0.04, 1) == "0,0"


@pytest.mark.parametrize(
    ("waarde", "toon"),
    [(2.25, "2,3%"), (2.35, "2,4%"), (0.05, "0,1%"), (12.45, "12,5%"), (97.15, "97,2%"), (1234.25, "1.234,3%")],
)
def test_page_file_and_document_agree_where_half_lies(waarde: float, toon: str) -> None:
    json = {"waarde": waarde, "status": None, "teller": 225, "noemer": 1000}
    assert procent(pagina.lees(json)).toon == toon
    assert document.lees(json, "procent").toon == toon
    assert f"{_tekst(Fraction(str(waarde)), False)}%" == toon
    cel = {"waarde": waarde, "status": None, "tekst": toon}
    figuur = {"tabel": {"kolommen": [{"naam": "Deel", "soort": "getal"}], "rijen": [{"cellen": [cel]}]}}
    in_bestand = als_csv_nl(van_figuur(figuur)).decode().splitlines()[1].split(";")[0]
    assert in_bestand == str(waarde).replace(".", ","), "a file has every digit"
    assert f"{getal(Decimal(in_bestand.replace(',', '.')), 1)}%" == toon, "which reads as the page says"


def test_money_and_targets_round_alike() -> None:
    for euro, toon in (("0.50", "€\u00a01"), ("1.50", "€\u00a02"), ("2.50", "€\u00a03"), ("1234.50", "€\u00a01.235")):
        json = {"waarde": euro, "status": None}
        assert bedrag(pagina.lees(json)).toon == document.lees(json, "euro").toon == toon
    assert haalt("gelijk", Decimal("2.25"), Decimal("2.3"))
    assert not haalt("gelijk", Decimal("2.25"), Decimal("2.2"))


@pytest.mark.parametrize(
    ("indicator", "waarde", "toon"),
    [("leerlingen", 1234, "1.234"), ("verwijzingspercentage", 2.25, "2,3%"), ("verwijzingspercentage", 3.0, "3,0%"),
     ("thuiszitters-per-1000", 11.25, "11,3"), ("middelen-per-leerling", "688.50", "€\u00a0689")],
)  # fmt: skip
def test_a_published_figure_reads_the_same_on_the_page_and_in_the_document(
    indicator: str, waarde: float | str, toon: str
) -> None:
    assert met_eenheid(waarde, INDICATOREN[indicator].eenheid) == toon
    assert cijfer({"indicator": indicator, "waarde": waarde, "status": None}).toon == toon
