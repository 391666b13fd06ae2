"""The form of an SWV: which questions a profile answers, in which order. A form is data, and each change a new versie.

An item keeps its code for ever: answers hang on it, so a form may drop, add and reorder items without losing one.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, NamedTuple

from pydantic import Field

from shared.contracts.codes import Behoefte
from shared.contracts.gesloten import GeslotenCamel

MAX_ITEMS: Final = 150
MAX_ONDERDELEN: Final = 20
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Kort = Annotated[str, Field(min_length=1, max_length=200)]
Lang = Annotated[str, Field(max_length=1000)]


class Soort(StrEnum):
    """What can be answered."""

    REGEL = "regel"
    TEKST = "tekst"
    STAND = "stand"
    BESCHIKBAARHEID = "beschikbaarheid"
    ADVIES = "advies"
    INSTEMMING = "instemming"
    MENING = "mening"
    CIJFERS = "cijfers"


class Vorm(StrEnum):
    """What one line must look like."""

    EMAIL = "email"
    TELEFOON = "telefoon"
    WEBSITE = "website"


class Velden(NamedTuple):
    """Fields of an answer: its choices (code → text), the longest text, and whether it has a date."""

    keuzes: Mapping[str, str]
    max_tekens: int
    datum: bool = False


VELDEN: Final[Mapping[Soort, Velden]] = {
    Soort.REGEL: Velden({}, 200),
    Soort.TEKST: Velden({}, 4000),
    Soort.STAND: Velden({"ja": "Ja", "in_ontwikkeling": "In ontwikkeling", "nee": "Nee"}, 1000),
    Soort.BESCHIKBAARHEID: Velden({"in_huis": "In huis", "op_afroep": "Op afroep", "geen": "Niet"}, 1000),
    Soort.ADVIES: Velden(
        {"positief": "Positief", "met_opmerkingen": "Positief, met opmerkingen", "negatief": "Negatief"}, 1000, True
    ),
    Soort.INSTEMMING: Velden(
        {"gegeven": "Gegeven", "niet_gegeven": "Niet gegeven", "nvt": "Niet van toepassing"}, 1000, True
    ),
    Soort.MENING: Velden({}, 4000, True),
    Soort.CIJFERS: Velden({}, 0),
}
JAARLIJKS: Final = frozenset({Soort.ADVIES, Soort.INSTEMMING, Soort.MENING})
"""Given each year anew: never taken over from an earlier schooljaar."""


class Item(GeslotenCamel):
    """Eén vraag. `behoeften`: waarvoor dit aanbod bedoeld is; `indicatoren`: de cijfers die ernaast staan."""

    code: Code
    soort: Soort
    titel: Kort
    hulp: Lang = ""
    verplicht: bool = False
    vorm: Vorm | None = None
    behoeften: tuple[Behoefte, ...] = ()
    indicatoren: tuple[Annotated[str, Field(max_length=60)], ...] = ()

    @property
    def velden(self) -> Velden:
        return VELDEN[self.soort]


class Onderdeel(GeslotenCamel):
    """Een hoofdstuk van het profiel; `voor_ouders`: de kop op de openbare pagina."""

    code: Code
    titel: Kort
    uitleg: Lang = ""
    voor_ouders: Annotated[str, Field(max_length=200)] = ""
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=60)]


class Steunpunt(GeslotenCamel):
    """Het ouder- en jeugdsteunpunt van het samenwerkingsverband."""

    naam: Kort
    website: Annotated[str, Field(max_length=200, pattern=r"^(https?://[^\s]+)?$")] = ""
    telefoon: Annotated[str, Field(max_length=30)] = ""


class Formulier(GeslotenCamel):
    """Het formulier van een samenwerkingsverband. `uiterlijk`: de dag (MM-DD) waarop profielen klaar horen te zijn."""

    onderdelen: Annotated[tuple[Onderdeel, ...], Field(min_length=1, max_length=MAX_ONDERDELEN)]
    uiterlijk: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")] = "10-01"
    steunpunt: Steunpunt | None = None

    def items(self) -> Iterator[Item]:
        """All questions, in order."""
        for onderdeel in self.onderdelen:
            yield from onderdeel.items

    @cached_property
    def per_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items()}

    def onderdeel(self, code: str) -> Onderdeel | None:
        """The chapter with this code."""
        return next((een for een in self.onderdelen if een.code == code), None)


class Formulierfout(NamedTuple):
    """What is wrong with a form; `veld` is the code that it is about."""

    veld: str
    melding: str


def keur_formulier(nieuw: Formulier, eerder: Sequence[Formulier], indicatoren: frozenset[str]) -> list[Formulierfout]:
    """Rules that a new form breaks, given all that this SWV used before and the indicators that a school can show."""
    items = list(nieuw.items())
    fouten = [Formulierfout("formulier", f"heeft meer dan {MAX_ITEMS} vragen")] if len(items) > MAX_ITEMS else []
    fouten += _dubbel([een.code for een in nieuw.onderdelen], "onderdeel")
    fouten += _dubbel([een.code for een in items], "vraag")
    vroeger = {item.code: item.soort for formulier in eerder for item in formulier.items()}
    for item in items:
        if vroeger.get(item.code, item.soort) is not item.soort:
            fouten.append(
                Formulierfout(item.code, f"was een vraag van de soort {vroeger[item.code]}: geef een andere code")
            )
        fouten += _bijzonder(item, indicatoren)
    return fouten


def _dubbel(codes: Sequence[str], wat: str) -> list[Formulierfout]:
    return [Formulierfout(code, f"staat twee keer als {wat}") for code in dict.fromkeys(codes) if codes.count(code) > 1]


def _bijzonder(item: Item, indicatoren: frozenset[str]) -> Iterator[Formulierfout]:
    if item.vorm is not None and item.soort is not Soort.REGEL:
        yield Formulierfout(item.code, "heeft een vorm, maar is geen regel")
    if item.indicatoren and item.soort is not Soort.CIJFERS:
        yield Formulierfout(item.code, "heeft indicatoren, maar is niet van de soort cijfers")
    if item.soort is Soort.CIJFERS and (not item.indicatoren or item.verplicht):
        yield Formulierfout(item.code, "toont minstens één indicator, en is nooit verplicht")
    yield from (
        Formulierfout(item.code, "noemt een indicator die een school niet heeft")
        for _ in set(item.indicatoren) - indicatoren
    )
