"""A dossier as LDOS holds it, and the steps that change it.

A life (deploy.example.levensloop) is a list of steps planned ahead; a dossier takes them one by one and
each gives one event. Planned days are `date` values: taken before their day (live play), they become the
day on which the step is really taken. Days that are decided freely (validity, birth) are text already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from deploy.example.kalender import DAG, rfc3339

BRON = "urn:nld:oin:00000009990000000001:systeem:ldos"
DATASCHEMA = "urn:nl:passendonderwijs:ldos:dossier:v1"
_TYPE = "nl.passendonderwijs.{}.v1"

Velden = Mapping[str, object]
Gebeurtenis = dict[str, object]
"""One CloudEvents envelope with its dossier, as JSON values."""

_GEEN: Velden = {}


class Stap(NamedTuple):
    """One thing that happens: what it is called and what it changes."""

    tijd: int
    type: str
    status: str | None = None
    aanvraag: Velden = _GEEN
    beschikking: Velden | None = _GEEN
    """Fields to change; None takes the whole decision away."""
    soort: str | None = None


@dataclass(slots=True)
class Nummering:
    """Running numbers of one SWV, per calendar year and kind."""

    swv: str
    tellers: dict[tuple[str, int], int] = field(default_factory=dict)

    def _volgende(self, soort: str, jaar: int) -> int:
        nummer = self.tellers.get((soort, jaar), 0) + 1
        self.tellers[soort, jaar] = nummer
        return nummer

    def dossier(self, jaar: int) -> str:
        """The next dossiernummer, such as 2025-000123."""
        return f"{jaar}-{self._volgende('dossier', jaar):06d}"

    def beschikking(self, soort: str, jaar: int) -> str:
        """The next number of a decision, such as PO9901-TLV-2025-0042."""
        return f"{self.swv}-{soort[:3].upper()}-{jaar}-{self._volgende(soort, jaar):04d}"


def _waarde(waarde: object, uiterlijk: date | None) -> object:
    if isinstance(waarde, date):
        return (waarde if uiterlijk is None else min(waarde, uiterlijk)).isoformat()
    if isinstance(waarde, dict):
        return {naam: _waarde(inhoud, uiterlijk) for naam, inhoud in waarde.items()}
    return waarde


@dataclass(slots=True)
class Dossier:
    """State of one dossier and the steps still to come. `nummer` is given with the first step."""

    swv: str
    soort: str
    aangemaakt: date
    stappen: list[Stap]
    nummer: str = ""
    versie: int = 0
    status: str = ""
    aanvraag: dict[str, object] = field(default_factory=dict)
    beschikking: dict[str, object] | None = None
    aangemaakt_op: str = ""

    @property
    def volgende(self) -> Stap | None:
        """The step that comes next."""
        return self.stappen[self.versie] if self.versie < len(self.stappen) else None

    def neem_stap(self, nummering: Nummering, nu: int | None = None, bron: str = BRON) -> Gebeurtenis:
        """Take the next step, at its planned moment or (live) at `nu`, and tell it as an event."""
        stap = self.stappen[self.versie]
        uiterlijk = None if nu is None else date.fromordinal(nu // DAG)
        if not self.nummer:
            aangemaakt = self.aangemaakt if uiterlijk is None else min(self.aangemaakt, uiterlijk)
            self.nummer, self.aangemaakt_op = nummering.dossier(aangemaakt.year), aangemaakt.isoformat()
        self.versie += 1
        self._verwerk(stap, uiterlijk, nummering)
        return self._gebeurtenis(stap.type, stap.tijd if nu is None else nu, bron)

    def _verwerk(self, stap: Stap, uiterlijk: date | None, nummering: Nummering) -> None:
        self.status = stap.status or self.status
        self.soort = stap.soort or self.soort
        for naam, waarde in stap.aanvraag.items():
            self.aanvraag[naam] = _waarde(waarde, uiterlijk)
        if stap.beschikking is None:
            self.beschikking = None
        elif stap.beschikking:
            nieuw = {naam: _waarde(waarde, uiterlijk) for naam, waarde in stap.beschikking.items()}
            if self.beschikking is None:
                jaar = int(str(nieuw["besluitOp"])[:4])
                self.beschikking = {"nummer": nummering.beschikking(self.soort, jaar)}
            self.beschikking = {**self.beschikking, **nieuw}

    def _gebeurtenis(self, soort: str, tijd: int, bron: str) -> Gebeurtenis:
        data: dict[str, object] = {
            "dossiernummer": self.nummer,
            "versie": self.versie,
            "aangemaaktOp": self.aangemaakt_op,
            "swv": self.swv,
        }
        if soort != "dossier.verwijderd":
            data |= {"soort": self.soort, "status": self.status, "aanvraag": dict(self.aanvraag)}
            data["beschikking"] = self.beschikking
        return {
            "specversion": "1.0",
            "id": f"{self.swv}/{self.nummer}/{self.versie}",
            "source": bron,
            "type": _TYPE.format(soort),
            "time": rfc3339(tijd),
            "datacontenttype": "application/json",
            "dataschema": DATASCHEMA,
            "data": data,
        }
