"""The modules of the menu and what each holds today. A module without pages says what comes and where to go now."""

from dataclasses import dataclass
from typing import Final

from services.gateway.dashboards import DASHBOARDS


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A page inside a module."""

    titel: str
    adres: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Module:
    """One entry of the menu."""

    naam: str
    titel: str
    vraag: str
    paginas: tuple[Onderdeel, ...] = ()
    komt: str = ""

    @property
    def adres(self) -> str:
        return f"/{self.naam}"


def _dashboards(module: str) -> tuple[Onderdeel, ...]:
    return tuple(Onderdeel(een.kort, f"/{een.naam}", een.tekst) for een in DASHBOARDS.values() if een.module == module)


RAPPORTEN: Final = Onderdeel(
    "Rapporten",
    "/rapporten",
    "Een Gespreksrapport van een school in Word: cijfers, vragen voor het gesprek en ruimte voor afspraken.",
)
AANBOD: Final = Onderdeel(
    "Ondersteuningsaanbod (SOP)",
    "/ondersteuningsaanbod",
    "Wat elke school kan bieden en wat niet: invullen, vaststellen, publiceren en de voortgang.",
)
SCHOLEN: Final = Onderdeel(
    "Scholen voor ouders",
    "/scholen",
    "Zo lezen ouders wat elke school kan en wat niet: zoeken en vergelijken, zonder inloggen.",
)
DOELEN: Final = Onderdeel(
    "Doelen", "/doelen", "De doelen uit ondersteuningsplan en jaarplan: waar staan we, en wie bewaakt het?"
)
GESPREKKEN: Final = Onderdeel(
    "Gesprekken", "/gesprekken", "Gesprekken met scholen en besturen, wat er is afgesproken en wat nog openstaat."
)
MODULES: Final = (
    Module("overzicht", "Overzicht", ""),
    Module(
        "kwaliteit",
        "Kwaliteit",
        "Doen we wat we ons hebben voorgenomen?",
        (*_dashboards("kwaliteit"), DOELEN),
    ),
    Module(
        "ondersteuning",
        "Ondersteuning",
        "Welke leerlingen krijgen welke ondersteuning, en waar?",
        (*_dashboards("ondersteuning"), AANBOD),
    ),
    Module(
        "financien",
        "Financiën",
        "Waar gaan de middelen heen?",
        _dashboards("financien"),
    ),
    Module(
        "communicatie",
        "Communicatie",
        "Wat vertellen we aan scholen en ouders?",
        (RAPPORTEN, GESPREKKEN, SCHOLEN),
    ),
)
