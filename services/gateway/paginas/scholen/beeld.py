"""What a public page shows of a published profile: parents first, and nothing that the document does not hold."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.getallen import dag
from services.gateway.domain.profielen.document import zoekvelden
from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.paginas.scholen.woorden import BEHOEFTEN
from shared.contracts.profiel import AANWEZIG, ACHTERAAN, SCHOOLSOORTEN, voor_ouders

Json = Mapping[str, Any]
_SCHEIDT: Final = re.compile(r"[^a-z0-9]+")
MAX_VERGELEKEN: Final = 4
_OPGENOEMD: Final = 4
_WEINIG: Final = 3


def adres(inhoud: Json) -> str:
    """Readable and lasting: the code decides, the name may change. `/scholen/99ab00-de-regenboog-voorbeeldstad`."""
    school = inhoud["school"]
    return adres_van(school["code"], school["naam"], school["plaats"])


def adres_van(code: str, naam: str, plaats: str) -> str:
    """The same, of the parts."""
    woorden = unicodedata.normalize("NFKD", f"{naam} {plaats}").encode("ascii", "ignore").decode()
    staart = _SCHEIDT.sub("-", woorden.lower()).strip("-")[:80].strip("-")
    return f"/scholen/{code.lower()}{f'-{staart}' if staart else ''}"


class Gevonden(NamedTuple):
    """One school in a list."""

    code: str
    naam: str
    plaats: str
    soort: str
    adres: str
    hulp: str


def gevonden(een: Gepubliceerd, behoefte: str = "") -> Gevonden:
    """Its line; `behoefte`: the need that was searched by."""
    school = een.inhoud["school"]
    zin = aanbod_bij(een.inhoud, behoefte) if behoefte else hulp(een.inhoud)
    return Gevonden(school["code"], school["naam"], school["plaats"], soort(school), adres(een.inhoud), zin)


def aanbod_bij(inhoud: Json, behoefte: str) -> str:
    """What this school has for one need: 'Gedragsspecialist (in huis); Plek om tot rust te komen (op afroep).'"""
    items = [item for onderdeel in inhoud["onderdelen"] for item in onderdeel["items"]]
    er = [item for item in items if item.get("keuze") in AANWEZIG and behoefte in item["behoeften"]]
    namen = [f"{item['titel']} ({item['keuzeTekst'].lower()})" for item in er]
    rest = f"; en nog {len(namen) - _OPGENOEMD}" if len(namen) > _OPGENOEMD else ""
    return f"{'; '.join(namen[:_OPGENOEMD])}{rest}." if namen else ""


def hulp(inhoud: Json) -> str:
    """For which needs there is something, in the fewest words; of a school that has nearly all, what is missing."""
    codes = zoekvelden(inhoud).behoeften
    er, niet = ([naam for code, naam in BEHOEFTEN.items() if (code in codes) is wel] for wel in (True, False))
    if not er:
        return ""
    if not niet:
        return "Deze school noemt hulp bij alle vragen waarop u kunt zoeken."
    if len(niet) <= _WEINIG:
        return f"Deze school noemt geen hulp bij: {'; '.join(niet)}."
    return f"Hulp bij: {'; '.join(er)}."


def soort(school: Json) -> str:
    """The kind of school in words."""
    return SCHOOLSOORTEN.get(school["schoolsoort"], school["schoolsoort"])


def onderdelen(inhoud: Json) -> list[Json]:
    """The chapters in the order of parents: what the school can and cannot first, contact last."""
    return [_onderdeel(een) for een in voor_ouders(inhoud["onderdelen"])]


def _onderdeel(onderdeel: Json) -> Json:
    return {**onderdeel, "items": [toonbaar(een) for een in onderdeel["items"]]}


def toonbaar(item: Json) -> Json:
    """An answer with everything that a template asks of it; `er`: it is there."""
    datum = item.get("datum")
    return {
        "vorm": None, "keuze": None, "keuzeTekst": None, "tekst": "", "cijfers": [], **item,
        "dag": dag(date.fromisoformat(datum)) if datum else None,
        "er": item.get("keuze") in AANWEZIG,
    }  # fmt: skip


class Regel(NamedTuple):
    """One question beside each other, an answer per school in the order of the schools (None: not answered)."""

    titel: str
    antwoorden: list[Json | None]


class Blok(NamedTuple):
    """A chapter of a comparison."""

    titel: str
    regels: list[Regel]


def verschillend(blokken: Sequence[Blok]) -> list[Blok]:
    """Only the questions that the schools do not all answer alike."""
    anders = [Blok(een.titel, [regel for regel in een.regels if _anders(regel)]) for een in blokken]
    return [een for een in anders if een.regels]


def _anders(regel: Regel) -> bool:
    gezegd = [(een.get("keuze"), een.get("tekst"), een.get("cijfers")) if een else None for een in regel.antwoorden]
    return any(een != gezegd[0] for een in gezegd)


def naast_elkaar(profielen: Sequence[Gepubliceerd]) -> list[Blok]:
    """The same questions of several schools; a question of one form alone has empty places at the others."""
    titels: dict[str, str] = {}
    vragen: dict[str, dict[str, str]] = {}
    antwoorden: list[dict[str, Json]] = []
    for profiel in profielen:
        eigen: dict[str, Json] = {}
        for onderdeel in onderdelen(profiel.inhoud):
            titels.setdefault(onderdeel["code"], onderdeel["voorOuders"])
            for item in onderdeel["items"]:
                vragen.setdefault(onderdeel["code"], {}).setdefault(item["code"], item["titel"])
                eigen[item["code"]] = item
        antwoorden.append(eigen)
    return [
        Blok(titels[code], [Regel(titel, [een.get(item) for een in antwoorden]) for item, titel in items.items()])
        for code, items in vragen.items()
        if code not in ACHTERAAN
    ]
