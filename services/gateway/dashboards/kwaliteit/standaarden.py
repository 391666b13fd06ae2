"""Figure: the standards of the waarderingskader as rows, with the judgement of the SWV itself and its evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from services.gateway.dashboards.getallen import dag
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.kwaliteit.waarden import KOERSEN, punt
from services.gateway.dashboards.model import Begrip, Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import Uitleg

_KOLOMMEN: Final = (
    Kolom("Standaard", "tekst"), Kolom("Eigen oordeel", "tekst"), Kolom("Bewijs, zoals het nu is", "tekst"),
    Kolom("Datum", "tekst"),
)  # fmt: skip
_BEGRIP: Final = Begrip(
    "kwaliteit",
    "Eigen oordeel per standaard",
    Uitleg(
        "Wat het samenwerkingsverband zelf vindt van zijn kwaliteit, per standaard van het waarderingskader.",
        "Het is geen oordeel van de inspectie. Bewijs zijn indicatoren en doelen die het samenwerkingsverband koos.",
        "Het nieuwste oordeel geldt; eerdere blijven in de geschiedenis staan.",
        "alle",
        "Het samenwerkingsverband zelf",
    ),
)


def _vragen(kader: Kader) -> Iterable[Vraag]:
    """Only of an own SWV."""
    if kader.keuze.niveau == "swv" and kader.eigen:
        yield Vraag("standaarden", kader.keuze.eenheid)


def _maak(gegevens: Gegevens) -> Figuur | None:
    vragen = list(_vragen(gegevens.kader))
    if not vragen:
        return None
    standaarden = gegevens.ruw(vragen[0])["standaarden"]
    gegeven = sum(een["oordeel"] is not None for een in standaarden)
    return Figuur(
        code="standaarden",
        titel="Eigen oordeel per standaard",
        zin=f"Over {gegeven or 'geen'} van de {len(standaarden)} standaarden is een eigen oordeel gegeven.",
        tabel=Tabel(_KOLOMMEN, tuple(map(_rij, standaarden))),
        indicatoren=(_BEGRIP,),
        vorm="tabel",
        plaats="heel",
        noten=("Zonder oordeel staat er bewijs dat vaak past; kies zelf wat bij u hoort.",),
    )


def _rij(een: Json) -> Rij:
    datum = dag(date.fromisoformat(een["peildatum"])) if een["peildatum"] else ""
    bewijs = "; ".join(_bewijs(regel) for regel in een["bewijs"]) or "nog niets gekozen"
    cellen = (f"{een['standaard']} {een['titel']}", een["oordeel"] or "nog geen oordeel", bewijs, datum)
    return Rij(cellen, naar=f"/kwaliteit/standaarden/{een['standaard']}?swv={een['swv']}")


def _bewijs(regel: Json) -> str:
    """'Thuiszitters: 12', 'Minder thuiszitters: niet op koers'."""
    if regel["soort"] == "doel":
        return f"{regel['titel']}: {KOERSEN[regel['opKoers']]}"
    return f"{regel['titel']}: {punt(regel['indicator'], regel['nu']).toon}"


STANDAARDEN: Final = Bouwsteen(_vragen, _maak)
