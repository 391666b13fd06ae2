"""Numbers on pages are written as the Dutch locale writes them."""

import random

from babel.numbers import format_decimal

from services.gateway.dashboards.getallen import getal


def _volgens_babel(waarde: float, decimalen: int) -> str:
    patroon = f"#,##0.{'0' * decimalen}" if decimalen else "#,##0"
    return str(format_decimal(round(waarde, decimalen), format=patroon, locale="nl_NL"))


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
