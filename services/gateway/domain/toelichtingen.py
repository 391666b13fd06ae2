"""What a unit writes beside its own figures: who may read it, who may write it, and what a text may be.

A text belongs to one figure of one unit in one schooljaar. Every version is kept until the unit erases them all.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol
from shared.contracts.eenheden import Niveau

MAX_TEKENS: Final = 2000
_NAAM: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_NAAM: Final = 60
_REGELS: Final = re.compile(r"\r\n?")
_GEEN_TEKST: Final = ("Cc", "Cs", "Co", "Cn")
# Turns the reading order of what follows, so that a text seems to say something else.
_OMKEREND: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class OnleesbareTekst(ValueError):
    """Holds characters that are no text, or too many of them. The message is Dutch."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a text stands; `schooljaar` is the first calendar year."""

    eenheid: Eenheid
    dashboard: str
    figuur: str
    schooljaar: int


@dataclass(frozen=True, slots=True)
class Versie:
    """A text as somebody wrote it; an empty one takes back what stood there."""

    plek: Plek
    versie: int
    tekst: str
    op: datetime
    door: str


def lees_tekst(ruw: str) -> str:
    """The text of an explanation. Raises OnleesbareTekst."""
    return lees_vrije_tekst(ruw, MAX_TEKENS)


def lees_vrije_tekst(ruw: str, max_tekens: int) -> str:
    """A text with plain line ends and without space around. Raises OnleesbareTekst."""
    tekst = _REGELS.sub("\n", unicodedata.normalize("NFC", ruw)).strip()
    if len(tekst) > max_tekens:
        raise OnleesbareTekst(f"is langer dan {max_tekens} tekens")
    if any(teken in _OMKEREND or _is_geen_tekst(teken) for teken in tekst):
        raise OnleesbareTekst("bevat tekens die geen tekst zijn")
    return tekst


def _is_geen_tekst(teken: str) -> bool:
    return teken not in "\n\t" and unicodedata.category(teken) in _GEEN_TEKST


def is_naam(naam: str) -> bool:
    """Could a figure be called so?"""
    return len(naam) <= _MAX_NAAM and _NAAM.fullmatch(naam) is not None


def leest(rechten: Rechten, plek: Plek, organisatie: Organisatie) -> bool:
    """The unit itself, its bestuur and its SWV's, as they were in that schooljaar: a text may name exact numbers."""
    return any(_leest(recht, plek, organisatie) for recht in rechten)


def _leest(recht: Recht, plek: Plek, organisatie: Organisatie) -> bool:
    if recht.rol is Rol.PLATFORM:
        return False
    if recht.als_eenheid == plek.eenheid:
        return True
    if recht.rol in SWV_ROLLEN:
        return _bij_swv(recht.als_eenheid.getal, plek, organisatie)
    if recht.rol is Rol.BESTUUR and plek.eenheid.niveau is Niveau.SCHOOL:
        return organisatie.is_van_bestuur(plek.eenheid.getal, recht.als_eenheid.getal, plek.schooljaar)
    return False


def schrijft(rechten: Rechten, plek: Plek, organisatie: Organisatie) -> bool:
    """The unit itself, and nobody else. A subregio has no accounts of its own: its SWV writes for it."""
    return any(
        recht.rol in (Rol.SWV, Rol.BESTUUR, Rol.SCHOOL)
        and (recht.als_eenheid == plek.eenheid or _schrijft_namens(recht, plek, organisatie))
        for recht in rechten
    )


def _schrijft_namens(recht: Recht, plek: Plek, organisatie: Organisatie) -> bool:
    subregio = plek.eenheid.niveau is Niveau.SUBREGIO
    return subregio and recht.rol is Rol.SWV and _bij_swv(recht.als_eenheid.getal, plek, organisatie)


def _bij_swv(swv: int, plek: Plek, organisatie: Organisatie) -> bool:
    match plek.eenheid.niveau:
        case Niveau.SUBREGIO:
            return organisatie.swv_van_subregio(plek.eenheid.code) == swv
        case Niveau.SCHOOL | Niveau.BESTUUR:
            return any(lid.swv == swv for lid in organisatie.van(plek.eenheid, plek.schooljaar))
    return False
