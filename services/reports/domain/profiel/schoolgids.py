"""The section for the schoolgids: what a profile says in short, without title page or contents, to paste elsewhere.

Chapters with figures, views and ambitions are left out: they are in the profile. What is answered with a choice becomes
lists of what is there; what is not there is told by the school itself, under its limits.
"""

from collections.abc import Iterator
from typing import Final

from services.reports.domain.document import Alinea, Blok, Document, Kop, Lijst, Stijl
from services.reports.domain.profiel.lezen import (
    KEUZES,
    OORDELEN,
    Json,
    Profielgegevens,
    alineas,
    dag_van,
    is_er,
    items,
    kop,
    steunpunt,
)
from services.reports.domain.profiel.omslag import in_document

_ZONDER: Final = frozenset({"visie", "kengetallen", "kwaliteit"})
_INLEIDING: Final = (
    "In het kort: wat {naam} leerlingen kan bieden, en wat niet. Alles staat in het schoolondersteuningsprofiel van"
    " schooljaar {jaar}."
)


def maak_schoolgids(profiel: Profielgegevens) -> Document:
    """The document."""
    inleiding = _INLEIDING.format(naam=profiel.naam, jaar=profiel.jaar)
    blokken: list[Blok] = [
        Kop(f"Extra ondersteuning op {profiel.naam}", 1, door=True),
        Alinea(inleiding, Stijl.INLEIDING),
    ]
    for onderdeel in profiel.onderdelen:
        if onderdeel["code"] not in _ZONDER:
            blokken += _onderdeel(onderdeel)
    blokken += _meer(profiel)
    return in_document(profiel, "schoolgids", "Schoolgidstekst", blokken, los=True)


def _onderdeel(onderdeel: Json) -> Iterator[Blok]:
    blokken = [*_teksten(onderdeel), *_lijsten(onderdeel), *_oordelen(onderdeel)]
    if blokken:
        yield Kop(kop(onderdeel))
        yield from blokken


def _teksten(onderdeel: Json) -> Iterator[Blok]:
    for item in items([onderdeel], "tekst"):
        yield Kop(str(item["titel"]), 3)
        yield from alineas(str(item["tekst"]))
    regels = tuple(f"{_vraag(item)} {item['tekst']}" for item in items([onderdeel], "regel"))
    if regels:
        yield Lijst(regels)


def _vraag(item: Json) -> str:
    """The question before its answer: with a colon, unless it asks."""
    titel = str(item["titel"])
    return titel if titel.endswith("?") else f"{titel}:"


def _lijsten(onderdeel: Json) -> Iterator[Blok]:
    """What is there, by how: in the school, or to be called in."""
    alle = [item for item in items([onderdeel], *KEUZES) if is_er(item)]
    for keuze in dict.fromkeys(str(item["keuzeTekst"]) for item in alle):
        punten = tuple(str(item["titel"]) for item in alle if item["keuzeTekst"] == keuze)
        if keuze != "Ja":
            yield Alinea(f"{keuze}:")
        yield Lijst(punten)


def _oordelen(onderdeel: Json) -> Iterator[Blok]:
    punten = tuple(_oordeel(item) for item in items([onderdeel], *OORDELEN))
    if punten:
        yield Lijst(punten)


def _oordeel(item: Json) -> str:
    """'Advies van de medezeggenschapsraad over dit profiel: positief (12 september 2026)'."""
    dag = f" ({dag_van(item)})" if dag_van(item) else ""
    return f"{_vraag(item)} {str(item['keuzeTekst'] or '').lower()}{dag}"


def _meer(profiel: Profielgegevens) -> Iterator[Blok]:
    plek = steunpunt(profiel)
    if plek:
        yield Kop("Wilt u met iemand praten?")
        yield from alineas(plek)
