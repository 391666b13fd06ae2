"""The sources as people name them, for who reads a figure or a document."""

from collections.abc import Mapping
from typing import Final

BRONNAMEN: Final[Mapping[str, str]] = {
    "organisatie": "scholen, besturen en samenwerkingsverbanden",
    "duo-vestigingen": "DUO, adressen van scholen",
    "duo-leerlingen": "DUO, leerlingen per school",
    "duo-leerlingen-vo": "DUO, leerlingen vo per school",
    "duo-swv": "DUO, bekostigde leerlingen per samenwerkingsverband",
    "duo-oordelen": "DUO, oordelen van de Inspectie",
    "duo-bekostigd": "DUO, bekostigde leerlingen per beschikking",
    "landelijk": "gepubliceerde landelijke cijfers",
    "stromen": "leerlingstromen van het samenwerkingsverband",
    "financien": "financiële gegevens van het samenwerkingsverband",
    "doelen": "doelen van het samenwerkingsverband",
    "thuiszitters": "registratie van thuiszitters",
}


def bronnaam(soort: str, *, hoofd: bool = False) -> str:
    """The name of a kind of source, inside a sentence or with a capital; never its code."""
    naam = BRONNAMEN.get(soort, "een andere bron")
    return naam[0].upper() + naam[1:] if hoofd else naam
