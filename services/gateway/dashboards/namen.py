"""How codes are called on the pages."""

from collections.abc import Mapping
from typing import Any, Final

from shared.contracts.codes import leerjaar_tekst

NIVEAUS: Final[Mapping[str, tuple[str, str]]] = {
    "landelijk": ("landelijk", "landelijk"),
    "swv": ("samenwerkingsverband", "samenwerkingsverbanden"),
    "subregio": ("subregio", "subregio's"),
    "bestuur": ("bestuur", "besturen"),
    "school": ("school", "scholen"),
}
SCHOOLSOORTEN: Final[Mapping[str, str]] = {
    "sbo": "speciaal basisonderwijs (sbo)",
    "so": "speciaal onderwijs (so)",
    "vso": "voortgezet speciaal onderwijs (vso)",
    "pro": "praktijkonderwijs (pro)",
}
TYPEN: Final[Mapping[str, str]] = {
    "individueel": "individueel",
    "groep": "groep",
    "onderwijszorg": "onderwijs-zorg",
    "overgang": "overgang",
    "onderzoek": "onderzoek",
    "overig": "overig",
}
ROLLEN: Final[Mapping[str, str]] = {
    "swv": "samenwerkingsverband",
    "bestuur": "bestuur",
    "school": "school",
    "beheerder": "beheerder",
    "platform": "platformbeheer",
}
TELDATUMS: Final[Mapping[str, str]] = {"10-01": "1 oktober", "02-01": "1 februari"}
SOORT_CATEGORIE: Final[Mapping[str, tuple[str, str]]] = {
    "sbo": ("sbo", "--g-twee"),
    "so-laag": ("so laag", "--g-laag"),
    "so-midden": ("so midden", "--g-midden"),
    "so-hoog": ("so hoog", "--g-hoog"),
    "vso-laag": ("vso laag", "--g-laag"),
    "vso-midden": ("vso midden", "--g-midden"),
    "vso-hoog": ("vso hoog", "--g-hoog"),
    "pro": ("pro", "--g-vier"),
}
"""Kinds of TLV with their colours; so and vso never stand in one SWV."""
TOEREKENINGEN: Final[Mapping[str, str]] = {
    "aanvrager": "de aanvragende school",
    "herkomst": "de school van herkomst",
}


def leerjaar(code: Any) -> str:
    """In a list of its own, so that 'onbekend' says enough."""
    return leerjaar_tekst(code) if isinstance(code, int) else "onbekend"


def leerjaar_kort(code: Any) -> str:
    """For an axis: '5', 'vo 2'."""
    if not isinstance(code, int):
        return "onbekend"
    if code == 0:
        return "nog niet"
    return str(code) if code < 11 else f"vo {code - 10}"


def met_niveau(niveau: str, naam: str) -> str:
    """'Bestuur Stichting …', but not 'Samenwerkingsverband Samenwerkingsverband …'."""
    soort = NIVEAUS[niveau][0]
    return "" if soort in naam.lower() or niveau == "landelijk" else soort.capitalize()
