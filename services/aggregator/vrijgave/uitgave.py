"""A release: its tables, and the manifest that anybody can compute again from them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from services.aggregator.vrijgave.waarderegel import Vak
from shared.contracts.cellen import Waarde

Rij = tuple[Waarde | None, Vak]
"""Row of a split (None: the table has one value) with what it shows."""


class Sleutel(NamedTuple):
    """Which table: `eenheid` a code, or a group as 'PO9901/bao'; `splitsing` '' for the total, 'verdeling' for
    quartiles; `schooljaar` 0 for what is open now."""

    niveau: str
    eenheid: str
    indicator: str
    teldatum: str
    schooljaar: int
    splitsing: str


@dataclass(frozen=True)
class Tabel:
    """One released table with every row of its fixed list; `definitief`: it will never change again."""

    sleutel: Sleutel
    rijen: tuple[Rij, ...]
    definitief: bool = False

    def vak(self, rij: Waarde | None) -> Vak | None:
        """What a row shows; None: the table does not have it."""
        return next((vak for wie, vak in self.rijen if wie == rij), None)

    @cached_property
    def inhoud(self) -> str:
        """The rows as JSON, always in the same bytes."""
        return canoniek(list(self.rijen))

    @cached_property
    def sha256(self) -> bytes:
        """Over key, rows and finality."""
        return hashlib.sha256(canoniek([*self.sleutel, self.definitief, list(self.rijen)]).encode()).digest()


Tabellen = Mapping[Sleutel, Tabel]


@dataclass(frozen=True)
class Uitgave:
    """A release as a whole. `ververst`: for each (level, unit) the release that last looked at it."""

    nummer: int
    moment: datetime
    tabellen: Tabellen
    ververst: Mapping[tuple[str, str], int]
    beleid: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def sha256(self) -> bytes:
        """The manifest: SHA-256 over number, moment, policy in force and the digest of every table, in key order."""
        return manifest(self.nummer, self.moment, self.beleid, (een.sha256 for een in in_volgorde(self.tabellen)))


def in_volgorde(tabellen: Tabellen) -> list[Tabel]:
    """Tables in the order of their keys."""
    return [tabellen[sleutel] for sleutel in sorted(tabellen)]


def manifest(nummer: int, moment: datetime, beleid: Mapping[str, Any], tabellen: Iterable[bytes]) -> bytes:
    """Anybody who has the tables gets the same 32 bytes."""
    som = hashlib.sha256(canoniek([nummer, moment.astimezone(UTC).isoformat(), beleid]).encode())
    for een in tabellen:
        som.update(een)
    return som.digest()


def canoniek(inhoud: Any) -> str:
    """JSON with one way to write it."""
    return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
