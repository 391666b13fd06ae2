"""Numbers as Dutch people read them: the one rule by which pages, files and Word documents round.

Half goes away from zero, on the decimal value as it is written: 2.25 is 2,3 and 0.285 is 0,29 with two decimals, as
Excel and Word show the same number.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

_NEDERLANDS: Final = str.maketrans(",.", ".,")


def afgerond(waarde: float | Decimal | Fraction, decimalen: int = 0) -> Decimal:
    """The rounded value, never minus zero."""
    exact = Decimal(waarde.numerator) / waarde.denominator if isinstance(waarde, Fraction) else Decimal(str(waarde))
    return exact.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP) + 0


def getal(waarde: float | Decimal | Fraction, decimalen: int = 0) -> str:
    """1234 → '1.234', and with one decimal 1234.5 → '1.234,5'."""
    if type(waarde) is int and not decimalen:
        return f"{waarde:,}".replace(",", ".")
    return f"{afgerond(waarde, decimalen):,f}".translate(_NEDERLANDS)


def met_eenheid(waarde: float | str, eenheid: str) -> str:
    """A figure in the unit of its indicator: '€ 1.235', '2,3%', '11,2' (per 1.000 leerlingen), '1.234'."""
    exact = Decimal(waarde) if isinstance(waarde, str) else waarde
    if eenheid.startswith("euro"):
        return f"€\u00a0{getal(exact)}"
    if eenheid == "procent":
        return f"{getal(exact, 1)}%"
    return getal(exact, int(eenheid == "per 1.000 leerlingen"))
