"""What the unit itself wrote beside its figures: under the figure, or at the end of the theme."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.reports.domain.document import Alinea, Blok, Stijl
from services.reports.domain.gespreksrapport.deel import Deel
from services.reports.domain.taal import dag
from services.reports.domain.vragen import Gegevens, Toelichting

_OVERZICHT: Final = ("overzicht",)
_DASHBOARDS: Final[Mapping[str, Sequence[str]]] = {
    "verzilvering": ("toewijzing",),
    "doelen": ("doelen", "kwaliteit"),
}
"""Pages whose texts stand in a theme that is called otherwise; those with a theme of their own here stand there."""
TITELS: Final[Mapping[str, str]] = {
    "aanbod": "Wat bieden de scholen?",
    "aanvragen": "Aanvragen door de jaren",
    "aflopend": "Welke TLV’s lopen af?",
    "arrangementen": "Arrangementen per leerling",
    "bedrag": "Toegekende bedragen",
    "bestemming": "Van waar naar waar?",
    "besluiten": "Wat werd erover besloten?",
    "doorlooptijd": "Hoe lang duurt het tot een besluit?",
    "duur": "Hoe lang zitten leerlingen thuis?",
    "financien": "Financiën",
    "grensverkeer": "Grensverkeer",
    "kwaliteit": "Kwaliteit",
    "landelijk": "Landelijk ter vergelijking",
    "leerlingen": "Leerlingen",
    "lopend": "Hoeveel TLV’s lopen er?",
    "maanden": "Wanneer komen de aanvragen binnen?",
    "onderliggend": "De onderliggende eenheden",
    "ondersteuning": "Ondersteuning",
    "percentage": "Verwijzingspercentage",
    "prognose": "Waar gaat dit schooljaar heen?",
    "reden": "Waarom zitten leerlingen thuis?",
    "signalen": "Wat opvalt",
    "standaarden": "Eigen oordeel per standaard",
    "spreiding": "Waar gaan de middelen heen, en helpt het?",
    "stappen": "Waar liggen de aanvragen nu?",
    "stromen": "Leerlingstromen",
    "terugplaatsing": "Wie gaat terug naar het gewone onderwijs?",
    "verzilverd-per-soort": "Verzilverd naar soort en categorie",
    "verzilvering": "Worden toegekende TLV’s verzilverd?",
}
"""How the pages call a figure that this document does not show."""


def met_toelichtingen(gegevens: Gegevens, thema: str, delen: Iterable[Deel]) -> list[Blok]:
    """The blocks of a theme, each part followed by what the unit wrote there; the other texts of the theme last."""
    dashboards = _DASHBOARDS.get(thema, (thema,))
    over = _van(gegevens, [een for een in dashboards if een == thema or een not in gegevens.opdracht.themas])
    blokken: list[Blok] = []
    for deel in delen:
        blokken += deel.blokken
        for plek in deel.figuren:
            if plek in over:
                blokken += _blokken(gegevens, over.pop(plek), "")
    return [*blokken, *_overige(gegevens, over.values())]


def bij_overzicht(gegevens: Gegevens) -> list[Blok]:
    """What the unit wrote on the page that sums up."""
    return _overige(gegevens, _van(gegevens, _OVERZICHT).values())


def _van(gegevens: Gegevens, dashboards: Sequence[str]) -> dict[tuple[str, str], Toelichting]:
    gevonden = (een for een in gegevens.toelichtingen if een.dashboard in dashboards)
    return {(een.dashboard, een.figuur): een for een in gevonden}


def _overige(gegevens: Gegevens, teksten: Iterable[Toelichting]) -> list[Blok]:
    gevonden: list[Blok] = []
    for een in teksten:
        titel = TITELS.get(een.figuur, een.figuur.replace("-", " "))
        gevonden += _blokken(gegevens, een, f" bij ‘{titel}’")
    return gevonden


def _blokken(gegevens: Gegevens, een: Toelichting, waarbij: str) -> list[Blok]:
    wie = f"Toelichting van {gegevens.wie.de} zelf{waarbij}, {dag(een.op)}"
    regels = [regel.strip() for regel in een.tekst.split("\n")]
    alineas = [Alinea(regel, Stijl.TOELICHTING) for regel in regels if regel]
    return [Alinea(wie, Stijl.WIE_SCHRIJFT), *alineas]
