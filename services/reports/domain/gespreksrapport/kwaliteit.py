"""Theme Kwaliteit: what an SWV thinks of itself, standard by standard, with the evidence as it is now.

The judgement is that of the SWV itself, in its own words; the document adds none.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from services.reports.domain.cijfers import Json
from services.reports.domain.document import ALLE, Alinea, Blok, Cel, Kop, Stijl, Tabel
from services.reports.domain.gespreksrapport.deel import Deel
from services.reports.domain.gespreksrapport.doelen import nu_van
from services.reports.domain.taal import dag_van, opsomming
from services.reports.domain.vragen import Gegevens

_KOERSEN: Final = {True: "op koers", False: "niet op koers", None: "niet te zeggen"}
_NOG_GEEN: Final = "nog geen oordeel"


def kwaliteit(gegevens: Gegevens) -> Sequence[Deel]:
    """First all standards beside each other, then each with its explanation and evidence."""
    if not gegevens.standaarden:
        return (Deel((Alinea(f"Er staan geen oordelen die over {gegevens.wie.deze} gaan."),)),)
    return (_overzicht(gegevens.standaarden), *map(_standaard, gegevens.standaarden))


def _overzicht(standaarden: Sequence[Json]) -> Deel:
    rijen = tuple(
        (een["standaard"], een["titel"], een["oordeel"] or _NOG_GEEN, dag_van(een["peildatum"])) for een in standaarden
    )
    zin = _zin(sum(een["oordeel"] is not None for een in standaarden), len(standaarden))
    tabel = Tabel(
        "Eigen oordeel per standaard",
        ("Code", "Standaard", "Eigen oordeel", "Peildatum"),
        rijen,
        (12, 44, 22, 22),
        tekstkolommen=ALLE,
        noten=("Dit is het oordeel van het samenwerkingsverband zelf, niet dat van de inspectie.",),
    )
    blokken = (Kop("Hoe kijkt het samenwerkingsverband zelf?"), Alinea(zin, Stijl.CONCLUSIE), tabel)
    return Deel(blokken, (zin,), tuple(_vragen(standaarden)), (("kwaliteit", "standaarden"),))


def _zin(gegeven: int, alle: int) -> str:
    if gegeven == 0:
        return f"Over de {alle} standaarden staat nog geen eigen oordeel."
    if gegeven == alle:
        return f"Over alle {alle} standaarden staat een eigen oordeel."
    return f"Over {gegeven} van de {alle} standaarden staat een eigen oordeel."


def _vragen(standaarden: Sequence[Json]) -> Iterator[str]:
    zonder = [een["standaard"] for een in standaarden if een["oordeel"] is None]
    if zonder:
        yield f"Over {opsomming(zonder)} staat nog geen eigen oordeel. Wie schrijft het op, en waarop steunt het?"
    for een in standaarden:
        if een["oordeel"] == "onvoldoende":
            yield f"Bij {een['standaard']} is het eigen oordeel ‘onvoldoende’. Welke stap is nu nodig, en wie zet die?"


def _standaard(een: Json) -> Deel:
    return Deel((Kop(f"{een['standaard']} {een['titel']}"), *_oordeel(een), *_bewijs(een)))


def _oordeel(een: Json) -> Iterator[Blok]:
    if een["oordeel"] is None:
        yield Alinea("Hierover staat nog geen eigen oordeel.")
        return
    yield Alinea(f"Eigen oordeel op {dag_van(een['peildatum'])}: {een['oordeel']}.", Stijl.CONCLUSIE)
    for regel in een["toelichting"].splitlines():
        if regel.strip():
            yield Alinea(regel.strip(), Stijl.TOELICHTING)


def _bewijs(een: Json) -> Iterator[Blok]:
    rijen = tuple(_regel(regel) for regel in een["bewijs"])
    if not rijen:
        yield Alinea("Er is geen bewijs bij gekozen.")
        return
    gekozen = een["oordeel"] is not None
    uitleg = "Zoals het er nu voor staat." if gekozen else "Nog niet gekozen: deze cijfers passen er vaak bij."
    kolommen = ("Cijfer of doel", "Nu", "Over", "Op koers")
    yield Tabel(
        f"Bewijs bij {een['standaard']}", kolommen, rijen, (46, 18, 18, 18), tekstkolommen=ALLE, noten=(uitleg,)
    )


def _regel(regel: Json) -> tuple[Cel, ...]:
    nu = regel["nu"]
    waarde: Cel = "geen waarde" if nu is None else nu_van(regel)
    wanneer = "" if nu is None else nu["schooljaar"] or "nu"
    koers = _KOERSEN[regel["opKoers"]] if regel["soort"] == "doel" else ""
    return f"{'Doel: ' if regel['soort'] == 'doel' else ''}{regel['titel']}", waarde, wanneer, koers
