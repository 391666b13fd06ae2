"""Invented profiles for the invented schools of the example region: the same school always tells the same story.

What is rare is rare on purpose: some needs have no school in a subregio, so that a covering network shows its gaps.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.formulier import Formulier, Item, Soort
from services.gateway.domain.profielen.profiel import Staat

SPECIAAL: Final = frozenset({"sbo", "so", "so/vso", "vso", "pro"})
_NOG_NIET: Final = 0.30
_VISIE: Final = (
    "Elk kind leert in zijn eigen tempo. Wij kijken eerst naar wat een kind al kan, en dan naar wat het nodig heeft.",
    "Wij willen dat kinderen uit de buurt samen naar school gaan. Hulp geven we zo veel mogelijk in de eigen klas.",
    "Rust, duidelijke regels en veel bewegen: dat helpt kinderen bij het leren. Ouders denken vanaf de start mee.",
)
_ONDERWIJS: Final = (
    "De dag begint met een inloop. Daarna werken de groepen aan taal en rekenen. 's Middags werken we aan projecten.",
    "Wij geven les in jaargroepen. Wie uitleg nodig heeft, krijgt die aan een kleine tafel. De rest werkt zelfstandig.",
    "Kinderen van twee leerjaren zitten bij elkaar. Zij leren veel van elkaar en krijgen elk hun eigen taken.",
)
_KAN: Final = (
    "Kinderen die extra uitleg nodig hebben bij lezen of rekenen, zijn bij ons op hun plek. Dat geldt ook voor kinderen"
    " die snel zijn afgeleid.",
    "Wij kunnen goed omgaan met kinderen die moeite hebben met contact maken. De klassen zijn klein en de dag is"
    " voorspelbaar.",
    "Kinderen die meer aankunnen, krijgen bij ons ander werk. Kinderen die Nederlands leren, krijgen elke dag taalles.",
)
_KAN_NIET: Final = (
    "Wij kunnen een kind niet de hele dag één op één begeleiden. Ook kunnen wij geen medische handelingen doen.",
    "Als een kind zichzelf of anderen vaak pijn doet, kunnen wij de veiligheid niet goed bewaken.",
    "Ons gebouw heeft trappen en geen lift. Voor een kind in een rolstoel is dat niet te doen.",
)
_WAAROM: Final = (
    "Eén leraar staat voor een hele groep. Voor deze hulp zijn meer handen of een andere opleiding nodig.",
    "Wij hebben hier de kennis en de ruimte niet voor. Dan doen we een kind tekort.",
)
_DAN: Final = (
    "Wij praten met ouders en kind over wat wel kan. Samen met het samenwerkingsverband zoeken we een school die past.",
    "Een kind blijft bij ons tot er een goede plek is. Zolang krijgt het hulp van een ambulant begeleider.",
)
_EXTRA: Final = (
    "De leraar bespreekt zijn zorgen eerst met ouders. Daarna kijkt het ondersteuningsteam mee. Ouders zitten daar"
    " altijd bij, en het kind vertelt zelf wat het wil. Na acht weken kijken we samen of het helpt.",
    "Elke acht weken bespreken we alle kinderen. Is er meer nodig, dan maken we met ouders een plan. Wij vragen hulp"
    " aan het samenwerkingsverband als ons eigen team er niet uitkomt.",
)
_TEKSTEN: Final[Mapping[str, Sequence[str]]] = {
    "visie": _VISIE, "onderwijs": _ONDERWIJS, "extra-hoe": _EXTRA, "wat-kan": _KAN, "wat-kan-niet": _KAN_NIET,
    "waarom-niet": _WAAROM, "wat-dan": _DAN,
    "contact-wie": ("De intern begeleider", "De directeur", "De zorgcoördinator"),
    "extra-samen": ("Wij werken samen met scholen in de buurt, de gemeente en de jeugdarts.",),
    "kwaliteit": ("Twee keer per jaar kijken we naar de resultaten. We vragen ouders wat beter kan.",),
    "ambities": ("Dit jaar leren alle leraren meer over gedrag.", "Dit jaar verbeteren we ons leesonderwijs."),
    "mening-leerlingen": ("De leerlingenraad vindt de rustige werkplek fijn. Zij willen vaker buiten werken.",),
}  # fmt: skip
_ONTWIKKELING: Final = "Wij werken hieraan. Volgend schooljaar moet het klaar zijn."
_NEE: Final = "Dat lukt ons nu niet. Wij verwijzen dan naar een school in de buurt."
# Share of ordinary schools that have it in house, and on call; unnamed: _GEWOON.
_GEWOON: Final = (0.35, 0.45)
_KANSEN: Final = {
    "expertise-intern-begeleider": (0.97, 0.03), "expertise-autisme": (0.25, 0.55), "expertise-bewegen": (0.05, 0.45),
    "expertise-begaafdheid": (0.30, 0.40), "voorziening-rustige-werkplek": (0.75, 0.0),
    "voorziening-structuurgroep": (0.06, 0.08), "voorziening-plusklas": (0.25, 0.25),
    "voorziening-schakelklas": (0.05, 0.10), "voorziening-time-out": (0.45, 0.0),
    "voorziening-lift-en-toilet": (0.30, 0.0), "voorziening-verzorgingsruimte": (0.06, 0.0),
    "voorziening-hulpmiddelen": (0.05, 0.35), "voorziening-onderwijszorg": (0.02, 0.03),
}  # fmt: skip


class School(NamedTuple):
    """What the story needs of a school."""

    code: str
    naam: str
    schoolsoort: str


class Verhaal(NamedTuple):
    """A profile of one schooljaar: how far it came, when, and its answers."""

    staat: Staat
    op: datetime
    antwoorden: Mapping[str, Antwoord]


def verhaal(school: School, formulier: Formulier, schooljaar: int, vandaag: date, vast: bool) -> Verhaal | None:
    """The profile of a school; None: not begun. `vast`: a schooljaar that is over, in which nearly all published."""
    lot = _lot(school.code, f"staat/{schooljaar}")
    if lot < (0.06 if vast else _NOG_NIET):
        return None
    dag = min(date(schooljaar, 9, 1) + timedelta(days=round(55 * lot)), vandaag)
    staat = Staat.GEPUBLICEERD if vast or lot > 0.50 else Staat.TER_VASTSTELLING if lot > 0.42 else Staat.CONCEPT
    op = datetime.combine(dag, time(9), UTC)
    return Verhaal(staat, op, {item.code: een for item in formulier.items() if (een := _antwoord(school, item, dag))})


def _antwoord(school: School, item: Item, dag: date) -> Antwoord | None:
    match item.soort:
        case Soort.STAND:
            return _stand(school, item)
        case Soort.BESCHIKBAARHEID:
            return Antwoord(_beschikbaar(school, item))
        case Soort.ADVIES:
            return Antwoord("positief", "", dag - timedelta(days=20))
        case Soort.INSTEMMING:
            nvt = "leerlingen" in item.code and school.schoolsoort in ("bao", "sbo", "so")
            return Antwoord("nvt") if nvt else Antwoord("gegeven", "", dag - timedelta(days=20))
        case Soort.CIJFERS:
            return None
    tekst = _contact(school, item.code) or _kies(school, item.code)
    return Antwoord(None, tekst, dag - timedelta(days=40) if item.velden.datum else None) if tekst else None


def _stand(school: School, item: Item) -> Antwoord:
    lot = _lot(school.code, item.code)
    if lot < 0.06:
        return Antwoord("nee", _NEE)
    return Antwoord("in_ontwikkeling", _ONTWIKKELING) if lot < 0.20 else Antwoord("ja")


def _beschikbaar(school: School, item: Item) -> str:
    in_huis, op_afroep = (0.75, 0.20) if school.schoolsoort in SPECIAAL else _KANSEN.get(item.code, _GEWOON)
    lot = _lot(school.code, item.code)
    return "in_huis" if lot < in_huis else "op_afroep" if lot < in_huis + op_afroep else "geen"


def _contact(school: School, code: str) -> str | None:
    """Addresses that nobody can have: the domain `example` is kept free for this."""
    huis = re.sub(r"[^a-z0-9]+", "-", school.naam.lower()).strip("-")
    return {
        "contact-telefoon": "088 000 00 00",
        "contact-email": f"info@{huis}.example",
        "contact-website": f"https://www.{huis}.example",
    }.get(code)


def _kies(school: School, code: str) -> str | None:
    teksten = _TEKSTEN.get(code)
    return teksten[int(_lot(school.code, code) * len(teksten))] if teksten else None


def _lot(school: str, waarvoor: str) -> float:
    """From 0 to 1, always the same for the same school and purpose."""
    return zlib.crc32(f"{school}/{waarvoor}".encode()) / 2**32
