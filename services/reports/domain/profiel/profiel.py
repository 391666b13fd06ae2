"""The whole profile as a document for parents, in the order of the public page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from services.reports.domain.document import ALLE, Alinea, Blok, Document, Kop, Stijl, Tabel
from services.reports.domain.profiel.lezen import (
    KEUZES,
    OORDELEN,
    Json,
    Profielgegevens,
    alineas,
    cijfer,
    dag_van,
    kop,
    steunpunt,
)
from services.reports.domain.profiel.omslag import in_document


def maak_profiel(profiel: Profielgegevens) -> Document:
    """The document."""
    blokken: list[Blok] = []
    for plaats, onderdeel in enumerate(profiel.onderdelen):
        blokken += [Kop(kop(onderdeel), 1, door=plaats > 0), *_onderdeel(onderdeel)]
    blokken += _slot(profiel, leeg=not blokken)
    return in_document(profiel, "profiel", "Ondersteuningsprofiel", blokken)


def _onderdeel(onderdeel: Json) -> Iterator[Blok]:
    """Texts each under their question; what is answered by a choice, a day or a line stands together in a table."""
    titel, na_tabel = kop(onderdeel), False
    for vorm, groep in groupby(onderdeel["items"], key=_vorm):
        if vorm == "los":
            for item in groep:
                yield from _los(item)
        else:
            # Word makes one table of two that touch.
            yield replace(_TABELLEN[vorm](titel, list(groep)), bijschrift=na_tabel)
        na_tabel = vorm != "los"


def _vorm(item: Json) -> str:
    soort = item["soort"]
    if soort in KEUZES:
        return "keuzes"
    return "oordelen" if soort in OORDELEN else "regels" if soort == "regel" else "los"


def _regels(titel: str, alle: Sequence[Json]) -> Tabel:
    rijen = tuple((str(item["titel"]), str(item["tekst"])) for item in alle)
    return Tabel(titel, ("Vraag", "Antwoord"), rijen, (45, 55), tekstkolommen=ALLE)


def _los(item: Json) -> Iterator[Blok]:
    """A text, the opinion of the pupils, or figures, under its own heading."""
    yield Kop(str(item["titel"]))
    if item["soort"] == "cijfers":
        yield _cijfers(item)
        return
    if dag_van(item):
        yield Alinea(dag_van(item), Stijl.NOOT)
    yield from alineas(str(item["tekst"]))


def _cijfers(item: Json) -> Tabel:
    rijen = tuple(
        (str(een["titel"]), str(een["schooljaar"]), str(een.get("bron") or ""), cijfer(een)) for een in item["cijfers"]
    )
    tekst, kolommen = frozenset({0, 1, 2}), ("Cijfer", "Schooljaar", "Bron", "Aantal")
    return Tabel(str(item["titel"]), kolommen, rijen, (34, 18, 30, 18), tekstkolommen=tekst, bijschrift=False)


def _keuzetabel(titel: str, alle: Sequence[Json]) -> Tabel:
    """What is there and what is not, each with its explanation; no column for explanations that nobody gave."""
    met = any(item["tekst"] for item in alle)
    rijen = tuple(
        (str(item["titel"]), str(item["keuzeTekst"]), *([str(item["tekst"])] if met else ())) for item in alle
    )
    kolommen = ("Wat", "Antwoord", *(["Toelichting"] if met else ()))
    breedtes = (40, 18, 42) if met else (75, 25)
    return Tabel(titel, kolommen, rijen, breedtes, tekstkolommen=ALLE)


def _oordelen(titel: str, alle: Sequence[Json]) -> Tabel:
    """Advice and consent: who, what, when."""
    met = any(item["tekst"] for item in alle)
    rijen = tuple(
        (str(item["titel"]), str(item["keuzeTekst"] or ""), dag_van(item), *([str(item["tekst"])] if met else ()))
        for item in alle
    )
    kolommen = ("Over", "Antwoord", "Datum", *(["Toelichting"] if met else ()))
    breedtes = (34, 18, 18, 30) if met else (56, 22, 22)
    return Tabel(titel, kolommen, rijen, breedtes, tekstkolommen=ALLE)


_TABELLEN: Final = {"keuzes": _keuzetabel, "oordelen": _oordelen, "regels": _regels}


def _slot(profiel: Profielgegevens, leeg: bool) -> Iterator[Blok]:
    plek = steunpunt(profiel)
    if plek:
        yield Kop("Wilt u met iemand praten?", 1, door=not leeg)
        yield from alineas(plek)
    yield Alinea(f"De school schreef dit voor schooljaar {profiel.jaar}.", Stijl.NOOT)
