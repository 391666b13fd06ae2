"""Leaf cells: the smallest running counts, and how their dimensions are packed into one integer.

A kubus is a set of cells that share the same dimensions (`velden`). The place and time of a cell are columns
(swv, vestiging, vestiging of origin, schooljaar); all other dimensions are bit fields of one 63-bit `code`,
so that a cell has a small key and any split or filter is a shift and a mask. Measured reason: long text keys
are the next limit of the running tables after the number of writes.

The positions are part of the contract between aggregator (writes) and gateway (reads): a field may be added
at the end of a kubus, never moved; anything else asks for `./pos herbereken`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from shared.contracts import codes

Waarde = str | int | bool


class Kubus(IntEnum):
    """Number of each set of cells, as stored."""

    AANVRAAG = 1
    BESLUIT = 2
    DOORLOOPTIJD = 3
    LOPEND = 4
    AFLOPEND = 5
    OPGAVE = 6
    THUISZITTER = 7
    VERZILVERING = 8


GEEN_VESTIGING = -1
"""`vestiging` and `herkomst` of a cell that belongs to no school: absoluut verzuim, which has none."""


@dataclass(frozen=True, slots=True)
class Veld:
    """One dimension: its name and its values in the order of their numbers; `bits` fits them all.

    A field without `waarden` holds a plain number below 2**bits (a week, a number of days, a bit mask).
    """

    naam: str
    bits: int
    waarden: tuple[Waarde, ...] = ()
    plek: int = 0

    @property
    def masker(self) -> int:
        """All bits of the field, not shifted."""
        return (1 << self.bits) - 1

    def lees(self, code: int) -> int:
        """The number of this field inside a packed code."""
        return (code >> self.plek) & self.masker

    def nummer(self, waarde: Waarde) -> int:
        """Number of a value as stored. Raises ValueError for a value that the list does not hold."""
        return self.waarden.index(waarde)


@dataclass(frozen=True, slots=True)
class Indeling:
    """The fields of one kubus, laid out from bit 0 upwards."""

    kubus: Kubus
    velden: Mapping[str, Veld] = field(repr=False)

    def pak(self, **nummers: int) -> int:
        """Pack field numbers into one code. Raises OverflowError for a number that does not fit."""
        code = 0
        for naam, nummer in nummers.items():
            veld = self.velden[naam]
            if not 0 <= nummer <= veld.masker:
                raise OverflowError(f"{naam} past niet in {veld.bits} bits")
            code |= nummer << veld.plek
        return code


class Cel(NamedTuple):
    """Key of one leaf cell; see stand.cel. All small integers (shared.contracts.eenheden)."""

    swv: int
    schooljaar: int
    kubus: int
    vestiging: int
    herkomst: int
    code: int


class Maten(NamedTuple):
    """What a cell counts: number of dossiers, granted euro cents, granted pupils."""

    aantal: int
    bedrag_cent: int = 0
    leerlingen: int = 0


def _lijst(naam: str, waarden: tuple[Waarde, ...]) -> Veld:
    return Veld(naam, max(1, (len(waarden) - 1).bit_length()), waarden)


def _indeling(kubus: Kubus, *velden: Veld) -> Indeling:
    geplaatst: dict[str, Veld] = {}
    plek = 0
    for veld in velden:
        geplaatst[veld.naam] = Veld(veld.naam, veld.bits, veld.waarden, plek)
        plek += veld.bits
    assert plek < 64, "een code is een getal van 63 bits"
    return Indeling(kubus, geplaatst)


_SOORT = _lijst("soort", codes.SOORTEN)
_STATUS = _lijst("status", codes.STATUSSEN)
_SCHOOLSOORT = _lijst("schoolsoort", (codes.ONBEKEND, *codes.SCHOOLSOORTEN))
_CATEGORIE = _lijst("categorie", (codes.GEEN, *codes.CATEGORIEEN))
_TYPE = _lijst("type", (codes.ONBEKEND, *codes.TYPEN))
_LEERJAAR = _lijst("leerjaar", (codes.ONBEKEND, *codes.LEERJAREN))
_HERKOMST = _lijst("herkomst", codes.HERKOMSTEN)
_HERINDICATIE = _lijst("herindicatie", (False, True))
_MAAND = Veld("maand", 4)
_WEEK = Veld("week", 6)
_BEHOEFTEN = Veld("behoeften", 12)
_UITKOMST = _lijst("besluit", codes.UITKOMSTEN)
_DUUR = _lijst("duur", (codes.ONBEKEND, "0", "1", "2", "3", "4+"))
_BEKEND = _lijst("bekendgemaakt", (False, True))
_BEZWAAR = _lijst("bezwaar", (codes.GEEN, *codes.BEZWAREN))
_TELDATUM = _lijst("teldatum", ("10-01", "02-01"))
_VERZUIM = _lijst("verzuim", codes.THUISZITTER_SOORTEN)
_VERZUIMDUUR = _lijst("verzuimduur", codes.THUISZITDUREN)
_REDEN = Veld("reden", 5, codes.THUISZITREDENEN)
_VERZILVERING = _lijst("verzilvering", codes.VERZILVERINGEN)


def _toegekend(veld: Veld) -> Veld:
    return Veld(f"toegekend_{veld.naam}", veld.bits, veld.waarden)


INDELINGEN: Mapping[Kubus, Indeling] = {
    indeling.kubus: indeling
    for indeling in (
        _indeling(
            Kubus.AANVRAAG,
            *(_SOORT, _STATUS, _SCHOOLSOORT, _CATEGORIE, _TYPE, _LEERJAAR, _HERKOMST),
            *(_HERINDICATIE, _MAAND, _WEEK, _BEHOEFTEN),
        ),
        _indeling(
            Kubus.BESLUIT,
            *(_SOORT, _UITKOMST, _SCHOOLSOORT, _CATEGORIE, _TYPE, _LEERJAAR, _HERKOMST),
            *(_toegekend(_SCHOOLSOORT), _toegekend(_CATEGORIE), _toegekend(_TYPE)),
            *(_HERINDICATIE, _MAAND, _WEEK, _BEHOEFTEN, _DUUR, _BEKEND, _BEZWAAR),
        ),
        _indeling(
            Kubus.DOORLOOPTIJD,
            *(_SOORT, _SCHOOLSOORT, _CATEGORIE, _TYPE),
            *(Veld("dagen", 22), Veld("tot_compleet", 23)),
        ),
        _indeling(Kubus.LOPEND, _TELDATUM, _SCHOOLSOORT, _CATEGORIE, _HERKOMST),
        _indeling(Kubus.AFLOPEND, _SCHOOLSOORT, _CATEGORIE, _LEERJAAR),
        _indeling(Kubus.OPGAVE, Veld("bestuur", 17)),
        _indeling(Kubus.THUISZITTER, _VERZUIM, _VERZUIMDUUR, _REDEN),
        _indeling(Kubus.VERZILVERING, _TELDATUM, _SCHOOLSOORT, _CATEGORIE, _VERZILVERING),
    )
}
"""`tot_compleet` is the number of days plus one; 0 says that the day of completeness is unknown. OPGAVE counts
applications that name a bestuur, by that bestuur (five digits as a number): no figure, only data quality.
THUISZITTER and VERZILVERING come from lists with persons (shared.contracts.bronnen.lijsten): pupils at home on the
last peildatum of the schooljaar, and TLV's beside DUO's list of funded pupils of a teldatum. A state `onbekend` stands
at the vestiging of the list, the other two where the TLV counts."""


def behoeften_masker(behoeften: tuple[str, ...]) -> int:
    """Bit n set when the n-th need of the code list is present."""
    return sum(1 << codes.BEHOEFTEN.index(behoefte) for behoefte in set(behoeften))
