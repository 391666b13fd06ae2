"""The measures of the themes that are not about dossiers: which indicator, how it is called, what it is split by.

A new figure is one more line; a new theme is a line in `MATEN` and an entry in `gespreksrapport.rapport.THEMAS`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN, Definitie
from shared.contracts.indicatoren.model import Maat as Soort
from shared.contracts.profiel import VOORZIENINGEN


@dataclass(frozen=True, slots=True)
class Maat:
    """`onderwerp`: how a sentence about it begins. `splitsing`: rows of its table, with their names in `labels`.
    `geteld`: what a ratio counts. `groeit`: a running schooljaar is not whole. `vergelijk`: also ask like units and the
    national figure. `kort`: told in 'In het kort', which is one page. `figuren`: as (dashboard, code), where the pages
    show it.
    """

    code: str
    kop: str
    onderwerp: str
    splitsing: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    geteld: str = "leerlingen"
    groeit: bool = False
    vergelijk: bool = False
    kort: bool = True
    figuren: tuple[tuple[str, str], ...] = ()

    @property
    def definitie(self) -> Definitie:
        """What the catalogue says of it."""
        return INDICATOREN[self.code]

    @property
    def euro(self) -> bool:
        return self.definitie.eenheid.startswith("euro")

    @property
    def verhouding(self) -> bool:
        return self.definitie.maat is Soort.VERHOUDING


_SOORTEN: Final = {
    "bao": "Basisonderwijs (bao)",
    "sbo": "Speciaal basisonderwijs (sbo)",
    "so": "Speciaal onderwijs (so)",
    "so/vso": "Speciaal onderwijs (so en vso samen)",
    "vso": "Voortgezet speciaal onderwijs (vso)",
    "vo": "Voortgezet onderwijs (vo)",
    "pro": "Praktijkonderwijs (pro)",
}
_BESTEMMINGEN: Final = {soort: f"Naar: {_SOORTEN[soort]}" for soort in ("sbo", "so", "vso", "pro")}
"""Who goes back is known from another source, and not in every schooljaar: that is no row of the same sum."""
_CATEGORIEEN: Final = {
    "basisondersteuning": "Basisondersteuning",
    "extra_ondersteuning": "Extra ondersteuning",
    "arrangementen": "Arrangementen",
    "verwijzingen": "Verwijzingen",
    "overig": "Overig",
}
_DEELNAME: Final = tuple(
    Maat(
        f"deelname-{soort}",
        f"Deelname {soort}",
        f"Het deelnamepercentage {soort}",
        vergelijk=True,
        figuren=(("deelname-en-stromen", "deelname"),),
    )
    for soort in ("sbo", "so", "vso", "pro")
)

MATEN: Final[Mapping[str, Sequence[Maat]]] = {
    "verzilvering": (
        Maat(
            "tlv-verzilverd",
            "Verzilverd",
            "Het aantal verzilverde TLV’s op 1 oktober",
            "schoolsoort",
            _SOORTEN,
            figuren=(("toewijzing", "verzilvering"), ("toewijzing", "verzilverd-per-soort")),
        ),
        Maat("tlv-niet-verzilverd", "Niet verzilverd", "Het aantal niet-verzilverde TLV’s op 1 oktober", kort=False),
        Maat("verzilveringsgraad", "Verzilveringsgraad", "De verzilveringsgraad", geteld="TLV’s"),
        Maat(
            "verzilverd-onbekend",
            "Zonder bekende TLV",
            "Het aantal bekostigde leerlingen zonder bekende TLV",
            kort=False,
        ),
        Maat(
            "tlv-lopend",
            "Lopende TLV’s",
            "Het aantal lopende TLV’s op 1 oktober",
            figuren=(("toewijzing", "lopend"),),
        ),
    ),
    "deelname-en-stromen": (
        Maat(
            "leerlingen",
            "Leerlingen",
            "Het aantal leerlingen op 1 oktober",
            "schoolsoort",
            _SOORTEN,
            figuren=(("deelname-en-stromen", "leerlingen"),),
        ),
        *_DEELNAME,
        Maat(
            "leerlingstromen",
            "Leerlingstromen",
            "Het aantal TLV’s waarmee leerlingen naar ander onderwijs gaan",
            "naar",
            _BESTEMMINGEN,
            groeit=True,
            kort=False,
            figuren=(("deelname-en-stromen", "stromen"),),
        ),
        Maat(
            "verwijzingspercentage",
            "Verwijzingspercentage",
            "Het verwijzingspercentage",
            groeit=True,
            vergelijk=True,
            figuren=(("verwijzingen", "percentage"),),
        ),
        Maat(
            "grensverkeer-uit", "Grensverkeer uit", "Het aantal leerlingen op een school buiten het verband", kort=False
        ),
        Maat("grensverkeer-in", "Grensverkeer in", "Het aantal leerlingen van buiten het verband", kort=False),
    ),
    "thuiszitters": (
        Maat(
            "thuiszitters",
            "Thuiszitters",
            "Het aantal thuiszitters op de laatste peildatum",
            figuren=(("thuiszitters", "aantallen"),),
        ),
        Maat(
            "thuiszitters-per-1000",
            "Per 1.000 leerlingen",
            "Het aantal thuiszitters per 1.000 leerlingen",
            vergelijk=True,
            figuren=(("thuiszitters", "per-duizend"),),
        ),
    ),
    "aanbod": (
        Maat(
            "sop-actueel",
            "Actuele profielen",
            "Het deel van de scholen met een profiel van dat schooljaar",
            geteld="scholen",
            groeit=True,
        ),
        Maat(
            "dekking",
            "Dekking van het aanbod",
            "Het deel van de scholen met aanbod",
            geteld="scholen",
            vergelijk=True,
            kort=False,
        ),
        Maat(
            "aanbod",
            "Scholen met aanbod",
            "Het aantal scholen met aanbod",
            "voorziening",
            VOORZIENINGEN,
            kort=False,
            figuren=(("kwaliteit", "aanbod"),),
        ),
    ),
    "middelen": (
        Maat("middelen-begroot", "Begroot", "Het begrote bedrag", "categorie", _CATEGORIEEN, groeit=True),
        Maat(
            "middelen-besteed",
            "Besteed",
            "Het bestede bedrag",
            "categorie",
            _CATEGORIEEN,
            groeit=True,
            figuren=(("middelen", "besteed"), ("middelen", "categorieen")),
        ),
        Maat(
            "middelen-per-leerling",
            "Besteed per leerling",
            "Het bestede bedrag per leerling",
            groeit=True,
            vergelijk=True,
            figuren=(("middelen", "per-leerling"),),
        ),
    ),
}
"""Measures by theme."""


def maten(thema: str, niveau: Niveau) -> Iterator[Maat]:
    """Those of a theme that exist on this level."""
    return (maat for maat in MATEN.get(thema, ()) if niveau in maat.definitie.niveaus)
