"""The daily batch of LDOS as events: one dossier (`data` of the event contract) a line becomes the same event.

Same source, same id, same content: whoever pushes and still delivers day files counts nothing twice. The type of an
event decides no figure; it is taken from the status. A dossier that is absent from the file is left alone.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from shared.contracts import ldos
from shared.contracts.ldos.envelope import TYPE_PREFIX

SOORT: Final = "ldos-dagbestand"
_BOM: Final = b"\xef\xbb\xbf"
_GEWIJZIGD: Final = "aanvraag.gewijzigd"
_TYPEN: Final[Mapping[str, str]] = {
    "ingediend": "aanvraag.ingediend",
    "akkoord_bestuur": "aanvraag.akkoord-bestuur",
    "afgewezen_bestuur": "aanvraag.afgewezen-bestuur",
    "in_behandeling": "aanvraag.in-behandeling",
    "aanvulling_gevraagd": "aanvraag.aanvulling-gevraagd",
    "besloten": "beschikking.afgegeven",
    "ingetrokken": "aanvraag.ingetrokken",
    "niet_behandelbaar": "aanvraag.niet-behandelbaar",
}
MAX_FOUTEN: Final = 100


class Herkomst(NamedTuple):
    """The registered source that the file is of, the SWV's it may deliver for, and when (RFC 3339)."""

    source: str
    swvs: frozenset[str]
    tijd: str


class Regelfout(NamedTuple):
    """What is wrong with one line; never a value from it. `veld` is empty when it is about the whole line."""

    regel: int
    veld: str
    melding: str


@dataclass
class Controle:
    """What a whole file holds: lines with a dossier, and everything that is wrong (the first ones, and how many)."""

    dossiers: int = 0
    aantal_fouten: int = 0
    fouten: list[Regelfout] = field(default_factory=list)

    def fout(self, een: Regelfout) -> None:
        """Count an error; the first ones are kept."""
        self.aantal_fouten += 1
        if len(self.fouten) < MAX_FOUTEN:
            self.fouten.append(een)


def controleer(bestand: Path, herkomst: Herkomst, gelezen: Callable[[int], None]) -> Controle:
    """Check the whole file, before anything is pushed; `gelezen` is told the bytes read. Raises OSError."""
    controle, eerder = Controle(), dict[str, tuple[int, bytes]]()
    with bestand.open("rb") as inhoud:
        for nummer, regel in _regels(inhoud):
            controle.dossiers += 1
            for een in _fouten(nummer, regel, herkomst, eerder):
                controle.fout(een)
            gelezen(inhoud.tell())
    return controle


def gebeurtenissen(bestand: Path, herkomst: Herkomst) -> Iterator[bytes]:
    """The events of a file that was checked, one by one. Raises OSError."""
    with bestand.open("rb") as inhoud:
        for _, regel in _regels(inhoud):
            yield _verpak(regel, ldos.read(regel), herkomst)


def _regels(inhoud: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Line numbers (from 1) and lines; empty ones are passed over, one that is too long is cut: it is refused."""
    nummer = 0
    while regel := inhoud.readline(ldos.MAX_EVENT_BYTES + 1):
        nummer += 1
        while len(regel) > ldos.MAX_EVENT_BYTES and not regel.endswith(b"\n") and (rest := inhoud.readline(1 << 20)):
            if rest.endswith(b"\n"):
                break
        regel = regel.removeprefix(_BOM).strip() if nummer == 1 else regel.strip()
        if regel:
            yield nummer, regel


def _fouten(nummer: int, regel: bytes, herkomst: Herkomst, eerder: dict[str, tuple[int, bytes]]) -> Iterator[Regelfout]:
    try:
        data = ldos.read(regel)
    except ldos.OnleesbaarError as fout:
        yield Regelfout(nummer, "", fout.melding.replace("de gebeurtenis", "de regel"))
        return
    if not isinstance(data, dict):
        yield Regelfout(nummer, "", "de regel moet een dossier zijn: een JSON-object")
        return
    gebeurtenis = {**_envelop(data, herkomst), "data": data}
    uitkomst = ldos.check(gebeurtenis)
    if isinstance(uitkomst, list):
        yield from (Regelfout(nummer, fout.veld.removeprefix("data").lstrip("."), fout.melding) for fout in uitkomst)
    elif data["swv"] not in herkomst.swvs:
        yield Regelfout(nummer, "swv", "de bron is niet geregistreerd voor dit samenwerkingsverband")
    elif len(_verpak(regel, data, herkomst)) > ldos.MAX_EVENT_BYTES:
        yield Regelfout(nummer, "", "de regel is te groot: als gebeurtenis is dit meer dan 256 KiB")
    else:
        yield from _botsing(nummer, str(gebeurtenis["id"]), data, eerder)


def _botsing(
    nummer: int, wie: str, data: Mapping[str, Any], eerder: dict[str, tuple[int, bytes]]
) -> Iterator[Regelfout]:
    """The same version of a dossier twice, with other content: which one is right can't be known."""
    som = blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=16).digest()
    regel, bekend = eerder.setdefault(wie, (nummer, som))
    if bekend != som:
        yield Regelfout(nummer, "versie", f"regel {regel} heeft dezelfde versie van dit dossier met een andere inhoud")


def _verpak(regel: bytes, data: object, herkomst: Herkomst) -> bytes:
    """The event around the line as it was delivered, byte for byte."""
    assert isinstance(data, dict), "is al gecontroleerd"
    return json.dumps(_envelop(data, herkomst)).encode()[:-1] + b', "data": ' + regel + b"}"


def _envelop(data: Mapping[str, Any], herkomst: Herkomst) -> dict[str, object]:
    soort = _TYPEN.get(str(data.get("status")), _GEWIJZIGD)
    return {
        "specversion": "1.0",
        "id": "/".join(str(data.get(naam)) for naam in ("swv", "dossiernummer", "versie")),
        "source": herkomst.source,
        "type": f"{TYPE_PREFIX}{soort}.v1",
        "time": herkomst.tijd,
        "datacontenttype": "application/json",
        "dataschema": ldos.DATASCHEMA,
    }
