"""Single cells: what a value may look like. A rule gives the value, or raises FoutWaarde with the rule in Dutch."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from shared.contracts import eenheden, schooljaar, waarde

MAX_NAAM: Final = 200
MAX_TEKST: Final = 2000
EERSTE_JAAR: Final = 1900
LAATSTE_JAAR: Final = 2100
MAX_AANTAL: Final = 999_999_999
_AANTAL: Final = re.compile(r"[0-9]{1,9}")
_DECIMAAL: Final = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")
_DATUMS: Final = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII), (3, 2, 1)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII), (1, 2, 3)),
)
_TWIJFEL: Final = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_BEDRAG: Final = re.compile(
    r"(?P<min>-)?(?P<heel>[0-9]{1,12}|[0-9]{1,3}(?:\.[0-9]{3}){1,3}(?=,|$)|[0-9]{1,3}(?:,[0-9]{3}){1,3}(?=\.|$))"
    r"(?:[.,](?P<cent>[0-9]{1,2}))?"
)
_LEESTEKENS: Final = re.compile(r"[\s.-]+")
# Control characters, invisible formatting (also text that runs the other way), line separators, broken letters.
_VERBODEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_VERVANGTEKEN: Final = "\ufffd"

Waarde = TypeVar("Waarde")


class FoutWaarde(ValueError):
    """The value breaks a rule; the text is that rule in Dutch, without the value."""


def naam(cel: str) -> str:
    """A name as it is, 1…MAX_NAAM characters, without characters that cannot be seen."""
    return _schoon(cel, MAX_NAAM)


def _schoon(cel: str, lengte: int) -> str:
    if not cel:
        raise FoutWaarde("mag niet leeg zijn")
    if len(cel) > lengte:
        raise FoutWaarde(f"mag hoogstens {lengte} tekens lang zijn")
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


def leerlingen(cel: str) -> waarde.Waarde:
    """A number of pupils, or DUO's `<5`."""
    try:
        return waarde.Waarde.lees(cel)
    except waarde.OngeldigeWaardeError:
        raise FoutWaarde("moet een heel getal zijn (zonder punten of spaties), of <5") from None


def datum(cel: str) -> date:
    """A day: 2025-10-01, 1-10-2025 or 20251001."""
    for patroon_, volgorde in _DATUMS:
        if gevonden := patroon_.fullmatch(cel):
            try:
                return date(*(int(gevonden[plek]) for plek in volgorde))
            except ValueError:
                break
    raise FoutWaarde("moet een datum zijn, zoals 2025-10-01 of 1-10-2025")


def bedrag(cel: str) -> int:
    """Euro's to whole cents. A single dot or comma before three digits could be either, so that is refused."""
    schoon = cel.removeprefix("€").strip().replace(" ", "").replace("\u00a0", "")
    if _TWIJFEL.fullmatch(schoon):
        raise FoutWaarde("kan op twee manieren gelezen worden; schrijf 1234 of 1234,00")
    gevonden = _BEDRAG.fullmatch(schoon)
    if gevonden is None:
        raise FoutWaarde("moet een bedrag in euro's zijn, zoals 1234,50")
    heel = gevonden["heel"].replace(".", "").replace(",", "")
    centen = int(heel) * 100 + int((gevonden["cent"] or "").ljust(2, "0"))
    return -centen if gevonden["min"] else centen


def getal(cel: str) -> Decimal:
    """A number with a decimal comma or point, possibly negative."""
    return -decimaal(cel[1:]) if cel.startswith("-") else decimaal(cel.removesuffix("%").strip())


def tekst(cel: str) -> str:
    """Free text of at most MAX_TEKST characters; line ends become spaces."""
    return _schoon(" ".join(cel.split()), MAX_TEKST)


def vrije_swv(cel: str) -> str:
    """An SWV as DUO and SWV's write it: `PO 99-01`, `po99.01`."""
    return swv(_LEESTEKENS.sub("", cel).upper())


def mag_leeg(lees: Callable[[str], Waarde]) -> Callable[[str], Waarde | None]:
    """The same rule, for a column that may be empty."""
    return lambda cel: lees(cel) if cel else None


vestiging = patroon(eenheden.VESTIGING, "een BRIN met vestigingsnummer (zes tekens, zoals 99AB00)")
swv = patroon(eenheden.SWV, "PO of VO met vier cijfers (zoals PO9901)")
bestuur = patroon(eenheden.BESTUUR, "een bestuursnummer van vijf cijfers (zoals 99001)")
