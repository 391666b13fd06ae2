"""Canary pupils: unique tokens in every personal and free-text field, and a search for them in any disguise."""

import base64
import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from tests.gebeurtenissen import WEG, changed, example, with_identity

AANTAL: Final = 10_000
SOURCE: Final = "urn:nld:oin:00000009990000000001:systeem:muur"
SWV: Final = "PO9981"
VESTIGING: Final = "99ZY00"

STAM: Final = "KanarieVogelZingtHoog"
"""Every token of letters holds it, so that one search through the bytes looks for all of them at once."""
BSN_STAM: Final = "91736"
"""Every BSN starts with it; nine digits that stand alone."""
DAG: Final = "1911-03-17"
"""The day of birth, and the day that a pupil came home, in the lists with persons."""

_VELDEN: Final = (
    "voornaam", "achternaam", "geboren", "geslacht", "adres", "postcode", "leerlingnr", "ouder", "telefoon", "mail",
    "aanvrager", "functie", "tekst", "bijlage", "dossier", "nummer", "deskundige", "motivering", "brief", "extra",
)  # fmt: skip


def dossiernummer(kind: int) -> str:
    """As LDOS numbers pupil `kind`."""
    return f"dossier{STAM}{kind:05d}"


def event(kind: int) -> dict[str, Any]:
    """An event in which every personal field holds a token of this pupil, in fields that are known and unknown."""
    t = {veld: f"{veld}{STAM}{kind:05d}" for veld in _VELDEN}
    basis = with_identity(example("beschikking-afgegeven"), swv=SWV, dossiernummer=dossiernummer(kind), versie=2)
    return changed(
        basis,
        {
            "source": SOURCE,
            "subject": t["extra"],
            "data.aanvraag.vestiging": VESTIGING,
            "data.aanvraag.leerling": {
                "voornamen": t["voornaam"], "achternaam": t["achternaam"], "geboortedatum": t["geboren"],
                "geslacht": t["geslacht"], "bsn": f"{BSN_STAM}{kind:04d}", "adres": t["adres"],
                "postcode": t["postcode"], "leerlingnummer": t["leerlingnr"], "onbekend": {t["extra"]: [t["extra"]]},
            },
            "data.aanvraag.ouders": [
                {"naam": t["ouder"], "telefoon": t["telefoon"], "email": f"{t['mail']}@voorbeeld.example"}
            ],
            "data.aanvraag.aanvrager": {
                "naam": t["aanvrager"], "functie": t["functie"], "email": f"{t['mail']}@school.example",
                "telefoon": t["telefoon"],
            },
            "data.aanvraag.toelichting": f"Over {t['tekst']} valt veel te zeggen.",
            "data.aanvraag.bijlagen": [{"naam": t["bijlage"], "url": f"https://x.example/{t['bijlage']}"}],
            "data.aanvraag.nieuwVeld": t["extra"],
            "data.beschikking.nummer": t["nummer"],
            "data.beschikking.motivering": t["motivering"],
            "data.beschikking.deskundigen": [{"naam": t["deskundige"], "rol": t["deskundige"]}],
            "data.beschikking.brief": t["brief"],
        },
    )  # fmt: skip


def foute_events(kind: int) -> list[dict[str, Any]]:
    """The same person in events that are refused: the answer and the logs must not repeat it."""
    goed = event(kind)
    leerling, tekst = goed["data"]["aanvraag"]["leerling"], goed["data"]["aanvraag"]["toelichting"]
    return [
        changed(goed, {"data.aanvraag.leerjaar": tekst}),
        changed(goed, {"data.soort": leerling["achternaam"]}),
        changed(goed, {"data.aanvraag.vestiging": WEG, "time": tekst}),
        changed(goed, {"source": f"urn:{leerling['achternaam']}"}),
    ]


def _vermommingen(stam: str) -> Iterator[bytes]:
    """The stem as it is, and in the codings in which it could slip through."""
    ruw = stam.encode()
    yield from {ruw, ruw.upper(), ruw.lower(), quote(stam, safe="").encode()}
    yield from {ruw.hex().encode(), ruw.hex().upper().encode()}
    yield from (stam.encode("utf-16-le"), stam.encode("utf-16-be"))
    yield from _in_base64(stam)


def _in_base64(tekst: str) -> Iterator[bytes]:
    """A longer text in base64 holds this one at one of three alignments; the edges depend on the neighbours."""
    ruw = tekst.encode()
    for voor in (0, 1, 2):
        zeker = slice(-(-voor * 8 // 6), (voor + len(ruw)) * 8 // 6)
        gecodeerd = base64.b64encode(b"\0" * voor + ruw + b"\0\0")[zeker]
        yield from {gecodeerd, gecodeerd.translate(bytes.maketrans(b"+/", b"-_"))}


_LETTERS: Final = (*_vermommingen(STAM), *(vorm for kind in range(3) for vorm in _in_base64(f"{BSN_STAM}{kind:04d}")))
# Digits alone happen by chance: plain ones must be a whole number of nine, the others keep the length of their coding.
_BSN: Final = tuple(
    re.compile(vorm)
    for vorm in (
        rb"(?<![0-9.])" + BSN_STAM.encode() + rb"[0-9]{4}(?![0-9])",
        BSN_STAM.encode().hex().encode() + rb"(?:3[0-9]){4}(?![0-9a-fA-F])",
        re.escape(BSN_STAM.encode("utf-16-le")) + rb"(?:[0-9]\x00){4}(?![0-9]\x00)",
        rb"(?<![0-9.])(?:1911-03-17|17-0?3-1911|19110317)(?![0-9])",
    )
)


def gevonden(bytes_: bytes) -> list[str]:
    """The disguises that stand in these bytes, and in the parts of the zip that they may be."""
    plat = [repr(vorm) for vorm in _LETTERS if vorm in bytes_]
    plat += [repr(vorm.pattern) for vorm in _BSN if vorm.search(bytes_)]
    return plat + (_in_zip(bytes_) if bytes_[:4] == b"PK\x03\x04" else [])


def _in_zip(inhoud: bytes) -> list[str]:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
        return [f"{naam}: {vorm}" for naam in zip_.namelist() for vorm in gevonden(naam.encode() + zip_.read(naam))]
    return []


def inhoud_van(pad: Path) -> bytes:
    """The bytes of a file without its holes: Kafka and PostgreSQL reserve far more than they write."""
    with pad.open("rb", buffering=0) as bestand:
        einde, plaats, delen = os.fstat(bestand.fileno()).st_size, 0, list[bytes]()
        while plaats < einde:
            try:
                begin = os.lseek(bestand.fileno(), plaats, os.SEEK_DATA)
            except OSError:
                break  # nothing but a hole from here on
            plaats = os.lseek(bestand.fileno(), begin, os.SEEK_HOLE)
            delen.append(os.pread(bestand.fileno(), plaats - begin, begin))
        return b"\0".join(delen)


def in_bestanden(folder: Path) -> tuple[int, dict[str, list[str]]]:
    """Bytes that were searched, and per file what was found in it or in its name."""
    gezocht, hits = 0, dict[str, list[str]]()
    for pad in sorted(folder.rglob("*")):
        # Servers that run rename and remove files of their own while we look.
        with suppress(FileNotFoundError):
            inhoud = inhoud_van(pad) if pad.is_file() and not pad.is_symlink() else b""
            gezocht += len(inhoud)
            if vormen := gevonden(inhoud) + gevonden(pad.name.encode()):
                hits[str(pad.relative_to(folder))] = vormen
    return gezocht, hits
