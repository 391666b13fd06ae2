"""Files between preview and yes: in memory, one per account, for a quarter of an hour."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from shared.contracts.bronnen.levering import Opdracht

BEWAREN: Final = timedelta(minutes=15)
MAX_TEGELIJK: Final = 4
"""Files of 100 MB at most: the gateway must keep on answering."""


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file that was looked at and not yet loaded."""

    account: int
    soort: str
    naam: str
    inhoud: bytes = field(repr=False)
    opdracht: Opdracht
    sinds: datetime


class Wachtkamer:
    """Holds the files of this process. A restart empties it: then the file is chosen again."""

    def __init__(self) -> None:
        self._bestanden: dict[str, Bestand] = {}

    def leg_klaar(self, bestand: Bestand) -> str:
        """Keep it, in place of an earlier one of the same account; its key."""
        over = {
            sleutel: een
            for sleutel, een in self._bestanden.items()
            if een.account != bestand.account and een.sinds > bestand.sinds - BEWAREN
        }
        while len(over) >= MAX_TEGELIJK:
            del over[min(over, key=lambda sleutel: over[sleutel].sinds)]
        sleutel = secrets.token_urlsafe(16)
        self._bestanden = {**over, sleutel: bestand}
        return sleutel

    def neem(self, sleutel: str, account: int, nu: datetime) -> Bestand | None:
        """Take it out, when it is there and of this account."""
        bestand = self._bestanden.get(sleutel)
        if bestand is None or bestand.account != account or bestand.sinds <= nu - BEWAREN:
            return None
        return self._bestanden.pop(sleutel)
