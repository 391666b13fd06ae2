"""Numbers, days and lists as Dutch people write them in running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from shared.contracts.codes import leerjaar_tekst
from shared.contracts.getallen import getal

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
MAANDEN: Final = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
                  "oktober", "november", "december")  # fmt: skip
VASTE_SPATIE: Final = "\u00a0"
# What a file system refuses, and characters that turn the reading order.
_VERBODEN_IN_NAAM: Final = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_MAX_IN_NAAM: Final = 80


@dataclass(frozen=True, slots=True)
class Telbaar:
    """A word that is counted: 'aanvraag', 'aanvragen'."""

    een: str
    meer: str

    def bij(self, aantal: float) -> str:
        """The form that goes with a number."""
        return self.een if aantal == 1 else self.meer


AANVRAAG: Final = Telbaar("aanvraag", "aanvragen")
BESLUIT: Final = Telbaar("besluit", "besluiten")
TLV: Final = Telbaar("TLV", "TLV’s")


def bedrag(euro: float) -> str:
    """1234.5 → '€ 1.235', whole euros, which may not break over a line."""
    return f"€{VASTE_SPATIE}{getal(euro)}"


def aantal(waarde: float, woord: Telbaar) -> str:
    """'1 aanvraag', '12 aanvragen', 'geen aanvragen'; number and word stay together."""
    return f"geen {woord.meer}" if waarde == 0 else f"{getal(waarde)}{VASTE_SPATIE}{woord.bij(waarde)}"


def alle_of_beide(aantal: float) -> str:
    """'beide' of two, else 'alle'."""
    return "beide" if aantal == 2 else "alle"


def opsomming(delen: Sequence[str]) -> str:
    """'a, b en c'."""
    return " en ".join(filter(None, [", ".join(delen[:-1]), *delen[-1:]]))


def tijdstip(moment: datetime) -> str:
    """'21 november 2026, 10.42 uur', in Dutch time."""
    lokaal = moment.astimezone(_AMSTERDAM)
    return f"{dag(moment)}, {lokaal.hour}.{lokaal.minute:02d} uur"


def dag(moment: datetime) -> str:
    """'21 november 2026'."""
    return kalenderdag(moment.astimezone(_AMSTERDAM).date())


def kalenderdag(waarde: date) -> str:
    """A day without a clock: '22 november 2026'."""
    return f"{waarde.day} {MAANDEN[waarde.month - 1]} {waarde.year}"


def dag_van(iso: str | None) -> str:
    """A day as the API writes it, as people do; empty where there is none."""
    return kalenderdag(date.fromisoformat(iso)) if iso else ""


def maand_nummer(moment: datetime) -> int:
    """Month (1…12) in Dutch time."""
    return moment.astimezone(_AMSTERDAM).month


def kort_schooljaar(schooljaar: str) -> str:
    """'2025-2026' → '2025-26', for an axis."""
    return f"{schooljaar[:5]}{schooljaar[-2:]}"


def leerjaar_kort(code: object) -> str:
    """For an axis: 'gr. 5', 'vo 2', 'onbekend'."""
    if not isinstance(code, int):
        return "onbekend"
    if code == 0:
        return "geen"
    return f"gr. {code}" if code < 11 else f"vo {code - 10}"


def voor_leerjaar(code: object, aantal: float) -> str:
    """In a sentence: 'voor leerlingen in groep 5'."""
    if not isinstance(code, int):
        return "zonder bekend leerjaar"
    if code == 0:
        enkel, meer = "voor een kind dat nog niet naar school ging", "voor kinderen die nog niet naar school gingen"
        return enkel if aantal == 1 else meer
    return f"voor {'een leerling' if aantal == 1 else 'leerlingen'} in {leerjaar(code)}"


def leerjaar(code: object) -> str:
    """As it stands alone, without a heading that says what it is."""
    return leerjaar_tekst(code) if isinstance(code, int) else "leerjaar onbekend"


def bestandsnaam_deel(naam: str) -> str:
    """A name inside the name of a file."""
    return " ".join(_VERBODEN_IN_NAAM.sub(" ", naam).split())[:_MAX_IN_NAAM].strip()
