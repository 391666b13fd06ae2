"""The whole profile as a document for parents, in the order of the public page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Final

from services.reports.domain.document import ALLE, Alinea, Blok, Document, Kop, Stijl, Tabel, Voorblad
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
from services.reports.domain.taal import bestandsnaam_deel, dag
from shared.contracts.rapporten import SOORTEN

_VOORBEELD: Final = "Voorbeeldgegevens: deze school en alles wat in dit profiel staat, zijn verzonnen."


def maak_profiel(profiel: Profielgegevens) -> Document:
    """The document."""
    blokken: list[Blok] = []
    for plaats, onderdeel in enumerate(profiel.onderdelen):
        blokken += [Kop(kop(onderdeel), 1, door=plaats > 0), *_onderdeel(onderdeel)]
    blokken += _slot(profiel, leeg=not blokken)
    return Document(
        voorblad=voorblad(profiel, "profiel"),
        blokken=tuple(blokken),
        bestandsnaam=bestandsnaam(profiel, "Ondersteuningsprofiel"),
        onderwerp=onderwerp(profiel),
        gemaakt_op=profiel.gemaakt_op,
        merken=merken(profiel),
        sjabloon=profiel.sjabloon,
        kenmerken=kenmerken(profiel),
        stroomt=True,
    )


def onderwerp(profiel: Profielgegevens) -> str:
    """What the document is about, in the foot of its pages."""
    return f"{profiel.naam}, schooljaar {profiel.jaar}"


def merken(profiel: Profielgegevens) -> tuple[str, ...]:
    """What every page says at its head."""
    return ("voorbeeldgegevens",) if profiel.voorbeeld else ()


def bestandsnaam(profiel: Profielgegevens, begin: str) -> str:
    """'Ondersteuningsprofiel De Boomgaard (99AB00, PO9901) 2026-2027.docx': also in a bundle no two are the same."""
    school = profiel.school
    naam = bestandsnaam_deel(profiel.naam)
    return f"{begin} {naam} ({school['code']}, {school['swv']['code']}) {profiel.jaar}.docx"


def kenmerken(profiel: Profielgegevens) -> dict[str, str]:
    """What the properties of the file record."""
    return {
        "Kenmerk": profiel.kenmerk,
        "Weergave": "iedereen",
        "School": str(profiel.school["code"]),
        "Samenwerkingsverband": str(profiel.school["swv"]["code"]),
        "Schooljaar": profiel.jaar,
        "Versie": str(profiel.inhoud["nummer"]),
        "Gepubliceerd op": str(profiel.inhoud["gepubliceerdOp"]),
    }


def voorblad(profiel: Profielgegevens, documentsoort: str) -> Voorblad:
    """The title page: which school, whose, and which version."""
    school = profiel.school
    gepubliceerd = dag(datetime.fromisoformat(profiel.inhoud["gepubliceerdOp"]))
    regels = [
        ("School", f"{profiel.naam} ({school['code']})"),
        ("Plaats", str(school["plaats"])),
        ("Soort onderwijs", profiel.soort),
        ("Bestuur", str(school["bestuur"]["naam"])),
        ("Samenwerkingsverband", str(school["swv"]["naam"] or school["swv"]["code"])),
        ("Vastgesteld", f"Versie {profiel.inhoud['nummer']}, gepubliceerd op {gepubliceerd}"),
    ]
    return Voorblad(
        SOORTEN[documentsoort].titel,
        profiel.naam,
        f"Schooljaar {profiel.jaar}",
        tuple((naam, waarde) for naam, waarde in regels if waarde),
        _VOORBEELD if profiel.voorbeeld else "",
    )


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
