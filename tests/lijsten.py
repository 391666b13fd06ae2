"""Lists with persons for tests: rows as a file holds them, sent as the anonymiser would send them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from services.anonymiser.lijsten import ListKeys, anonymise_list
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.levering import Opdracht, verdeel
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.bronnen.soorten import SOORTEN

NU = datetime(2026, 11, 22, 9, tzinfo=UTC)
BEKOSTIGD = (
    "bsn_own",
    "beschikkingsnummer",
    "teldatum",
    "schoolsoort",
    "categorie",
    "vestiging",
    "vestiging_swv",
    "swv",
)
THUIS = ("naam", "melding", "vestiging", "swv", "soort", "sinds", "tot", "reden", "peildatum")


class Sleutels:
    """Keys that hide nothing; `beschikkingen` are the live ones, newest first."""

    def __init__(self) -> None:
        self.beschikkingen = [b"1" * 32]

    def zaak(self, schooljaar: int) -> bytes:
        return bytes(32)

    def beschikking(self, swv: str) -> Sequence[bytes]:
        return list(self.beschikkingen)

    def melding(self, swv: str, schooljaar: int) -> bytes:
        return bytes(32)

    def bestand(self, schooljaar: int) -> bytes:
        return bytes(32)


def csv(kolommen: Sequence[str], rijen: Sequence[Mapping[str, Any]]) -> bytes:
    """A file with these columns; a value that a row lacks is empty."""
    regels = [";".join(kolommen), *(";".join(str(rij.get(kolom, "")) for kolom in kolommen) for rij in rijen)]
    return ("\n".join(regels) + "\n").encode()


def bekostigd(nummer: str, teldatum: str = "2025-10-01", **anders: str) -> dict[str, str]:
    """One line of DUO's list."""
    basis = {"beschikkingsnummer": nummer, "teldatum": teldatum, "schoolsoort": "so", "categorie": "laag"}
    return {**basis, "vestiging": "99ZA00", "vestiging_swv": "PO9901", "swv": "PO9901", "bsn_own": "1"} | anders


def thuiszitter(melding: str, peildatum: str = "2025-10-01", **anders: str) -> dict[str, str]:
    """One line of the leerplichtregistratie."""
    basis = {"naam": "Jan", "melding": melding, "swv": "PO9901", "soort": "absoluut", "sinds": "2025-09-25"}
    return {**basis, "peildatum": peildatum} | anders


def delen(
    soort: str, inhoud: bytes, sleutels: ListKeys, levering: UUID | None = None, **opdracht: Any
) -> list[Lijstdeel]:
    """A file by the real reader and the real anonymiser."""
    gelezen = lees_bestand(SOORTEN[soort], inhoud)
    som = hashlib.sha256(inhoud).hexdigest()
    gegeven = Opdracht(**{"wie": "proef", **opdracht})
    ruw = verdeel(soort, levering or uuid4(), som, NU, gegeven, gelezen.rijen)
    return [anonymise_list(deel, sleutels) for deel in ruw]


def dag(tekst: str) -> date:
    return date.fromisoformat(tekst)
