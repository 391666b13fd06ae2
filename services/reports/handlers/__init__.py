"""Making documents: the ports, the maker, and what happens by the clock."""

from services.reports.handlers.maken import Maker
from services.reports.handlers.opruimen import Opruimer
from services.reports.handlers.poorten import (
    Aanwerk,
    Afspraken,
    Cijfers,
    Gemaakt,
    NietZichtbaar,
    Reden,
    Schrijver,
    Werk,
    Werkvoorraad,
)

__all__ = [
    "Aanwerk",
    "Afspraken",
    "Cijfers",
    "Gemaakt",
    "Maker",
    "NietZichtbaar",
    "Opruimer",
    "Reden",
    "Schrijver",
    "Werk",
    "Werkvoorraad",
]
