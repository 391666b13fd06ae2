"""Single cells: what a value may look like. A rule gives the value, or raises FoutWaarde with the rule in Dutch."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from shared.contracts import eenheden, schooljaar

MAX_NAAM: Final = 200
EERSTE_JAAR: Final = 1900
LAATSTE_JAAR: Final = 2100
MAX_AANTAL: Final = 999_999_999
_AANTAL: Final = re.compile(r"[0-9]{1,9}")
_DECIMAAL: Final = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")
# Control characters, invisible formatting (also text that runs the other way), line separators, broken letters.
_VERBODEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_VERVANGTEKEN: Final = "\ufffd"

Waarde = TypeVar("Waarde")


class FoutWaarde(ValueError):
    """The value breaks a rule; the text is that rule in Dutch, without the value."""


def naam(cel: str) -> str:
    """A name as it is, 1…MAX_NAAM characters, without characters that cannot be seen."""
    if not cel:
        raise FoutWaarde("mag niet leeg zijn")
    if len(cel) > MAX_NAAM:
        raise FoutWaarde(f"mag hoogstens {MAX_NAAM} tekens lang zijn")
    if not cel.isascii() or not cel.isprintable():
        if any(unicodedata.category(teken) in _VERBODEN for teken in cel):
            raise FoutWaarde("bevat een onzichtbaar teken of een regeleinde")
        if _VERVANGTEKEN in cel:
            raise FoutWaarde("bevat een letter die verloren is gegaan (verkeerde tekencodering)")
    return cel


def patroon(regel: re.Pattern[str], uitleg: str) -> Callable[[str], str]:
    """A rule: the whole value matches; `uitleg` says how it is written, with an example."""

    def lees(cel: str) -> str:
        if not cel:
            raise FoutWaarde("mag niet leeg zijn")
        if regel.fullmatch(cel) is None:
            raise FoutWaarde(f"moet {uitleg} zijn")
        return cel

    return lees


def een_van(waarden: Sequence[str]) -> Callable[[str], str]:
    """A rule: one of a closed list."""

    def lees(cel: str) -> str:
        if cel not in waarden:
            raise FoutWaarde(f"moet een van deze waarden zijn: {', '.join(waarden)}")
        return cel

    return lees


def jaar(cel: str) -> int:
    """A schooljaar as its first calendar year."""
    if not cel:
        raise FoutWaarde("mag niet leeg zijn")
    try:
        eerste = schooljaar.lees(cel)
    except schooljaar.OngeldigSchooljaar:
        raise FoutWaarde("moet een schooljaar zijn, zoals 2025-2026") from None
    if not cel.isascii() or not EERSTE_JAAR <= eerste <= LAATSTE_JAAR:
        raise FoutWaarde(f"moet liggen van {schooljaar.tekst(EERSTE_JAAR)} tot en met {schooljaar.tekst(LAATSTE_JAAR)}")
    return eerste


def aantal(cel: str) -> int:
    """A whole number from 0; a dot or space between the thousands is refused, for it could be a decimal point."""
    if _AANTAL.fullmatch(cel) is None:
        raise FoutWaarde("moet een heel getal zijn, zonder punten of spaties")
    return int(cel)


def decimaal(cel: str) -> Decimal:
    """A number from 0 with a decimal comma or point; the decimals stay as written."""
    if _DECIMAAL.fullmatch(cel) is None:
        raise FoutWaarde("moet een getal zijn, zoals 2,4")
    return Decimal(cel.replace(",", "."))


def mag_leeg(lees: Callable[[str], Waarde]) -> Callable[[str], Waarde | None]:
    """The same rule, for a column that may be empty."""
    return lambda cel: lees(cel) if cel else None


vestiging = patroon(eenheden.VESTIGING, "een BRIN met vestigingsnummer (zes tekens, zoals 99AB00)")
swv = patroon(eenheden.SWV, "PO of VO met vier cijfers (zoals PO9901)")
bestuur = patroon(eenheden.BESTUUR, "een bestuursnummer van vijf cijfers (zoals 99001)")
