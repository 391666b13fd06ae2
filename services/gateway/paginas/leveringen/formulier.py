"""The form of a delivery: fields and file, read with care (the file may be 100 MB)."""

from dataclasses import dataclass, field
from datetime import date

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser

from shared.contracts.bronnen.levering import Opdracht, Status
from shared.contracts.bronnen.verzoek import MAX_BYTES

# A list with persons must not touch the disk on its way: by default a form of over 1 MB becomes a temporary file.
MultiPartParser.spool_max_size = 2 * MAX_BYTES


class FormulierFout(Exception):
    """Something is missing or wrong; the text is Dutch."""


@dataclass(frozen=True, slots=True)
class Formulier:
    """What somebody filled in."""

    token: str
    soort: str
    naam: str
    inhoud: bytes = field(repr=False)
    peildatum: date | None
    status: Status | None

    def opdracht(self, wie: str) -> Opdracht:
        """What goes along with the file."""
        return Opdracht(wie=wie, peildatum=self.peildatum, status=self.status)


async def lees(request: Request) -> Formulier:
    """Read the multipart form. Raises FormulierFout."""
    async with request.form(max_files=1, max_fields=10) as form:
        bestand = form.get("bestand")
        if not isinstance(bestand, UploadFile) or not bestand.filename:
            raise FormulierFout("Kies een bestand.")
        velden = {naam: str(waarde) for naam, waarde in form.items() if isinstance(waarde, str)}
        return Formulier(
            token=velden.get("formulier", ""),
            soort=velden.get("soort", ""),
            naam=bestand.filename[-100:],
            inhoud=await bestand.read(),
            peildatum=_datum(velden.get("peildatum", "")),
            status=_status(velden.get("status", "")),
        )


def _datum(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst) if tekst else None
    except ValueError:
        raise FormulierFout("De peildatum is geen datum, zoals 2025-10-01.") from None


def _status(tekst: str) -> Status | None:
    match tekst:
        case "voorlopig" | "definitief":
            return tekst
        case _:
            return None
