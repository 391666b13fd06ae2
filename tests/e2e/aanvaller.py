"""An attacker after the keys were destroyed: he has the whole disk, the code, and the list of dossiernummers.

He tries every key that is left, and no key at all, over everything that the code ever hashes and what a careless
version of it might, and looks for each outcome as 16 bytes anywhere, and as hexadecimal text.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from shared.contracts.beschikkingsnummer import normaliseer
from shared.runtime.keys import mac
from tests.e2e.kanarielijsten import melding
from tests.e2e.kanaries import SOURCE, SWV, dossiernummer

_BITS: Final = 22
_LENGTE: Final = 16
_SCHEIDING: Final = ("", "/", "|", ":")


def sleutels_in(folder: Path) -> list[bytes]:
    """Whatever could be a key: every small file in the folder, as it is."""
    kleine = (pad for pad in folder.rglob("*") if pad.is_file() and 0 < pad.stat().st_size <= 256)
    return [vorm for pad in kleine for vorm in {pad.read_bytes(), pad.read_bytes().strip()}]


def uitkomsten(kind: int, sleutels: Sequence[bytes]) -> Iterator[bytes]:
    """Every 16 bytes that could stand for this pupil."""
    for sleutel in sleutels:
        for sub in (sleutel, mac(sleutel, b"partitie"), mac(sleutel, b"gebeurtenis")):
            yield from (mac(sub, *delen)[:_LENGTE] for delen in _delen(kind))
    for tekst in _teksten(kind):
        for soort in ("md5", "sha1", "sha256", "sha512", "blake2b", "sha3_256"):
            yield hashlib.new(soort, tekst).digest()[:_LENGTE]
        yield hashlib.blake2b(tekst, digest_size=_LENGTE).digest()


def _delen(kind: int) -> Iterator[tuple[bytes, ...]]:
    bron, swv, nummer = SOURCE.encode(), SWV.encode(), dossiernummer(kind)
    beschikking = normaliseer(nummer.replace("dossier", "nummer", 1), SWV) or ""
    yield from ((bron, swv, nummer.encode()), (swv, nummer.encode()), (nummer.encode(),), (swv, beschikking.encode()))
    yield (swv, melding(kind).encode())
    yield from ((bron, f"{SWV}/{nummer}/{versie}".encode()) for versie in (1, 2, 3))


def _teksten(kind: int) -> Iterator[bytes]:
    for delen in _delen(kind):
        yield from (teken.encode().join(delen) for teken in _SCHEIDING)


def herkend(hooibergen: Iterable[bytes], kinderen: Sequence[int], sleutels: Sequence[bytes]) -> set[int]:
    """The pupils of whom something was found."""
    van = {uitkomst: kind for kind in kinderen for uitkomst in uitkomsten(kind, sleutels)}
    zoeker = _Zoeker(van)
    return {van[gezien] for hooiberg in hooibergen for gezien in zoeker.gezien(hooiberg)}


class _Zoeker:
    """Finds any of these 16 bytes in a haystack, raw or as hexadecimal text in small or capital letters."""

    def __init__(self, gezocht: Iterable[bytes]) -> None:
        ruw = {uitkomst: uitkomst for uitkomst in gezocht}
        klein = {uitkomst.hex().encode(): uitkomst for uitkomst in ruw}
        groot = {vorm.upper(): uitkomst for vorm, uitkomst in klein.items()}
        self._soorten = [(_filter(vormen), vormen, len(next(iter(vormen)))) for vormen in (ruw, klein, groot)]

    def gezien(self, hooiberg: bytes) -> Iterator[bytes]:
        for tabel, vormen, lengte in self._soorten:
            yield from (vormen[stuk] for stuk in _kandidaten(hooiberg, tabel, lengte) if stuk in vormen)


def _filter(gezocht: Iterable[bytes]) -> np.ndarray:
    tabel = np.zeros(1 << _BITS, dtype=bool)
    tabel[[_plaats(int.from_bytes(stuk[:4], "little")) for stuk in gezocht]] = True
    return tabel


def _plaats(getal: int) -> int:
    return (getal * 2654435761 & 0xFFFFFFFF) >> (32 - _BITS)


def _kandidaten(hooiberg: bytes, tabel: np.ndarray, lengte: int) -> Iterator[bytes]:
    """The pieces, at any offset, whose first four bytes are among those sought."""
    for verschuiving in range(4):
        bruikbaar = (len(hooiberg) - verschuiving) // 4 * 4
        if bruikbaar <= 0:
            continue
        woorden = np.frombuffer(hooiberg, dtype="<u4", count=bruikbaar // 4, offset=verschuiving)
        plaatsen = (woorden * np.uint32(2654435761)) >> np.uint32(32 - _BITS)
        for index in np.flatnonzero(tabel[plaatsen]):
            begin = int(index) * 4 + verschuiving
            yield hooiberg[begin : begin + lengte]
