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


def adres(inhoud: Json) -> str:
    """Readable and lasting: the code decides, the name may change. `/scholen/99ab00-de-regenboog-voorbeeldstad`."""
    school = inhoud["school"]
    woorden = unicodedata.normalize("NFKD", f"{school['naam']} {school['plaats']}").encode("ascii", "ignore").decode()
    staart = _SCHEIDT.sub("-", woorden.lower()).strip("-")[:80].strip("-")
    return f"/scholen/{school['code'].lower()}{f'-{staart}' if staart else ''}"


class Gevonden(NamedTuple):
    """One school in a list."""

    code: str
    naam: str
    plaats: str
    soort: str
    adres: str
    behoeften: list[str]


def gevonden(een: Gepubliceerd) -> Gevonden:
    """Its line."""
    school = een.inhoud["school"]
    namen = [BEHOEFTEN[code] for code in zoekvelden(een.inhoud).behoeften if code in BEHOEFTEN]
    return Gevonden(school["code"], school["naam"], school["plaats"], soort(school), adres(een.inhoud), namen)


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
