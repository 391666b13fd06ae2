"""About whom a document speaks: the words for a school, a bestuur, a subregio and a samenwerkingsverband."""

from dataclasses import dataclass
from typing import Final

from shared.contracts.eenheden import Niveau


@dataclass(frozen=True, slots=True)
class Wie:
    """Forms of the word that sentences need; `waar`: where the unit sees its pupils."""

    kop: str
    deze: str
    de: str
    op: str
    waar: str


WIE: Final = {
    Niveau.SCHOOL: Wie("School", "deze school", "de school", "op deze school", "in de klassen"),
    Niveau.BESTUUR: Wie("Bestuur", "dit bestuur", "het bestuur", "op deze scholen", "op zijn scholen"),
    Niveau.SUBREGIO: Wie("Subregio", "deze subregio", "de subregio", "in deze subregio", "op de scholen"),
    Niveau.SWV: Wie(
        "Samenwerkingsverband",
        "dit samenwerkingsverband",
        "het samenwerkingsverband",
        "in dit samenwerkingsverband",
        "op de scholen",
    ),
}
