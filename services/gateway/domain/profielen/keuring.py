"""Does a profile hold together? What must be mended before it can be established, what looks wrong, and tips.

A rule that names an item of the standard form is silent where an SWV dropped that item.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from services.gateway.domain.profielen import taal
from services.gateway.domain.profielen.antwoord import Antwoord, beantwoord
from services.gateway.domain.profielen.formulier import JAARLIJKS, Formulier, Item, Soort
from services.gateway.domain.profielen.profiel import Ingevuld
from shared.contracts.profiel import AANWEZIG

GRENS: Final = "wat-kan-niet"
_LEEG_GEZEGD: Final = re.compile(
    r"(geen( grenzen)?|n\.?v\.?t\.?|niet van toepassing|niets|onbekend|[-–.?]+)[.!]?", re.I
)
_TOTAAL: Final = re.compile(r"\b(\d{2,4}) leerlingen\b", re.I)
_KLEIN: Final = re.compile(r"\b([1-7]|twee|drie|vier|vijf|zes|zeven) (leerling|leerlingen|kind|kinderen)\b", re.I)
_ONTKENT: Final = re.compile(r"(nog )?(niet|geen)\b", re.I)
_AFWIJKING: Final = 0.10
_SCHOOLGROOTTE: Final = 50
_ZONDER_DAG: Final = "nvt"


class Ernst(StrEnum):
    """What it means: `fout` stops, the rest does not."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    TIP = "tip"


class Bevinding(NamedTuple):
    """Something about an item (None: about the whole), in Dutch."""

    ernst: Ernst
    item: str | None
    melding: str


class Eigen(NamedTuple):
    """An own figure of the school: exact, so for the school and who is above it only."""

    waarde: int
    schooljaar: str


def keur(
    formulier: Formulier, antwoorden: Mapping[str, Ingevuld], eigen: Mapping[str, Eigen], vorig_jaar: str = ""
) -> list[Bevinding]:
    """Everything there is to say, the gravest first. `eigen` by indicator; `vorig_jaar`: where answers came from."""
    gevonden: list[Bevinding] = []
    for item in formulier.items():
        een = antwoorden.get(item.code)
        gevonden += _over_item(item, een.antwoord if een else Antwoord(), eigen)
    gevonden += _tegenspraken(formulier, antwoorden, eigen)
    gevonden += _overgenomen(formulier, antwoorden, vorig_jaar)
    return sorted(gevonden, key=lambda een: list(Ernst).index(een.ernst))


def fouten(bevindingen: list[Bevinding]) -> list[Bevinding]:
    """Those that stop."""
    return [een for een in bevindingen if een.ernst is Ernst.FOUT]


def _over_item(item: Item, antwoord: Antwoord, eigen: Mapping[str, Eigen]) -> Iterator[Bevinding]:
    if item.verplicht and not beantwoord(item, antwoord):
        yield Bevinding(Ernst.FOUT, item.code, "Dit is nog niet ingevuld.")
    if item.soort in JAARLIJKS:
        yield from _dagen(item, antwoord)
    yield from _keuze(item, antwoord)
    yield from _tekst(item, antwoord.tekst, eigen)


def _dagen(item: Item, antwoord: Antwoord) -> Iterator[Bevinding]:
    if beantwoord(item, antwoord) and antwoord.datum is None and antwoord.keuze != _ZONDER_DAG:
        yield Bevinding(Ernst.FOUT, item.code, "De datum ontbreekt.")
    if antwoord.keuze is None and antwoord.datum is not None and item.velden.keuzes:
        yield Bevinding(Ernst.FOUT, item.code, "Er staat een datum, maar geen keuze.")
    if antwoord.keuze == "niet_gegeven":
        yield Bevinding(
            Ernst.WAARSCHUWING, item.code,
            "Zonder instemming kan deze tekst niet zo in de schoolgids. Het profiel kunt u wel publiceren.",
        )  # fmt: skip


def _keuze(item: Item, antwoord: Antwoord) -> Iterator[Bevinding]:
    if item.soort is Soort.STAND and antwoord.keuze in ("nee", "in_ontwikkeling") and not antwoord.tekst:
        yield Bevinding(Ernst.TIP, item.code, "Leg uit hoe het nu dan gaat, en wanneer het er wel is.")
    if antwoord.keuze in AANWEZIG and _ONTKENT.match(antwoord.tekst):
        yield Bevinding(Ernst.WAARSCHUWING, item.code, "Uw keuze en uw uitleg lijken elkaar tegen te spreken.")
    if antwoord.keuze is None and antwoord.tekst and item.velden.keuzes:
        yield Bevinding(
            Ernst.WAARSCHUWING, item.code, "U schreef een uitleg, maar koos nog niets: zo verschijnt die niet."
        )


def _tekst(item: Item, tekst: str, eigen: Mapping[str, Eigen]) -> Iterator[Bevinding]:
    if _KLEIN.search(tekst):
        melding = "U noemt een klein aantal leerlingen. Iemand kan er een kind in herkennen: laat het aantal weg."
        yield Bevinding(Ernst.WAARSCHUWING, item.code, melding)
    bekend = eigen.get("leerlingen")
    for aantal in map(int, _TOTAAL.findall(tekst)):
        if bekend and aantal >= _SCHOOLGROOTTE and abs(aantal - bekend.waarde) > _AFWIJKING * bekend.waarde:
            melding = f"U noemt {aantal} leerlingen. Volgens DUO waren het er {bekend.waarde} in {bekend.schooljaar}."
            yield Bevinding(Ernst.WAARSCHUWING, item.code, melding)
    if item.soort is not Soort.REGEL:
        yield from (Bevinding(Ernst.TIP, item.code, tip) for tip in taal.tips(tekst))


def _tegenspraken(
    formulier: Formulier, antwoorden: Mapping[str, Ingevuld], eigen: Mapping[str, Eigen]
) -> Iterator[Bevinding]:
    grens = antwoorden.get(GRENS)
    if GRENS in formulier.per_code and grens and _LEEG_GEZEGD.fullmatch(grens.antwoord.tekst):
        tlv = eigen.get("tlv-aanvragen")
        cijfer = f" Uw school vroeg in {tlv.schooljaar} {_keer(tlv.waarde)} een TLV aan." if tlv and tlv.waarde else ""
        yield Bevinding(Ernst.WAARSCHUWING, GRENS, f"Elke school heeft grenzen.{cijfer} Wat kunt u niet bieden?")
    arrangementen = eigen.get("arrangement-toegekend")
    aanbod = [item for item in formulier.items() if item.soort is Soort.BESCHIKBAARHEID]
    gekozen = [antwoorden[item.code].antwoord.keuze for item in aanbod if item.code in antwoorden]
    if arrangementen and arrangementen.waarde and gekozen and not AANWEZIG.intersection(filter(None, gekozen)):
        melding = (
            "U schrijft dat er geen expertise of voorziening is. In"
            f" {arrangementen.schooljaar} kreeg uw school {_keer(arrangementen.waarde)} een arrangement. Klopt het?"
        )
        yield Bevinding(Ernst.WAARSCHUWING, None, melding)


def _overgenomen(formulier: Formulier, antwoorden: Mapping[str, Ingevuld], vorig_jaar: str) -> Iterator[Bevinding]:
    aantal = sum(code in formulier.per_code and een.overgenomen for code, een in antwoorden.items())
    if aantal:
        melding = (
            f"{_antwoorden(aantal)} uit {vorig_jaar or 'een eerder schooljaar'} en {_zijn(aantal)} nog niet bekeken."
        )
        yield Bevinding(Ernst.WAARSCHUWING, None, melding)


def _keer(aantal: int) -> str:
    return f"{aantal} keer"


def _antwoorden(aantal: int) -> str:
    return "Eén antwoord komt" if aantal == 1 else f"{aantal} antwoorden komen"


def _zijn(aantal: int) -> str:
    return "is" if aantal == 1 else "zijn"
