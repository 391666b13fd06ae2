"""Reading what somebody filled in: a body of the API or the fields of a form, with every mistake told at once.

Nothing that was sent is repeated. The same rules for both, so that a page accepts what the API accepts.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_vrije_tekst
from services.gateway.domain.vraag import Misser, OngeldigeVraag

_GETAL: Final = re.compile(r"-?\d{1,12}([.,]\d{1,20})?", re.ASCII)
_OPGENOEMD: Final = 12
_VROEGST: Final = date(2000, 1, 1)
_LAATST: Final = date(2099, 12, 31)


class Velden:
    """The fields of one body. Each method reads one and notes what is wrong; `klaar` raises when anything was."""

    def __init__(self, inhoud: Mapping[str, object]) -> None:
        self._inhoud = inhoud
        self._missers: list[Misser] = []

    def fout(self, naam: str, melding: str) -> None:
        """Something is wrong with this field."""
        self._missers.append(Misser(f"bericht.{naam}", melding))

    def klaar(self) -> None:
        """Raises OngeldigeVraag with every mistake."""
        if self._missers:
            raise OngeldigeVraag(self._missers)

    def tekst(self, naam: str, hoogstens: int, *, nodig: bool = False, regels: bool = False) -> str:
        """Plain text of at most so many characters; on one line unless `regels`."""
        ruw = self._inhoud.get(naam)
        if ruw is None or ruw == "":
            if nodig:
                self.fout(naam, "ontbreekt")
            return ""
        if not isinstance(ruw, str):
            self.fout(naam, "is geen tekst")
            return ""
        try:
            gelezen = lees_vrije_tekst(ruw, hoogstens)
        except OnleesbareTekst as fout:
            self.fout(naam, str(fout))
            return ""
        if nodig and not gelezen:
            self.fout(naam, "ontbreekt")
        return gelezen if regels else " ".join(gelezen.split())

    def dag(self, naam: str, *, nodig: bool = False) -> date | None:
        """A calendar day, written 2026-11-22."""
        ruw = self._inhoud.get(naam)
        if ruw is None or ruw == "":
            if nodig:
                self.fout(naam, "ontbreekt")
            return None
        try:
            gelezen = date.fromisoformat(ruw if isinstance(ruw, str) and len(ruw) == 10 else "")
        except ValueError:
            self.fout(naam, "is geen dag, geschreven als 2026-11-22")
            return None
        if not _VROEGST <= gelezen <= _LAATST:
            self.fout(naam, "ligt niet tussen 2000 en 2100")
            return None
        return gelezen

    def keuze(self, naam: str, uit: Collection[str], *, nodig: bool = True) -> str | None:
        """One of these words."""
        ruw = self._inhoud.get(naam)
        if (ruw is None or ruw == "") and not nodig:
            return None
        if not isinstance(ruw, str) or ruw not in uit:
            kort = f"; kies uit {', '.join(uit)}" if len(uit) <= _OPGENOEMD else ""
            self.fout(naam, f"is geen toegestane waarde{kort}")
            return None
        return ruw

    def keuzes(self, naam: str, uit: Collection[str]) -> tuple[str, ...]:
        """Any of these words, each once, in their own order."""
        ruw = self._inhoud.get(naam)
        if ruw is None or ruw == "":
            return ()
        if not isinstance(ruw, list | tuple) or not all(isinstance(een, str) and een in uit for een in ruw):
            self.fout(naam, "bevat iets dat niet te kiezen is")
            return ()
        return tuple(een for een in uit if een in ruw)

    def getal(self, naam: str) -> Decimal | None:
        """A number; decimal comma or point."""
        ruw = self._inhoud.get(naam)
        if ruw is None or ruw == "":
            return None
        is_getal = isinstance(ruw, int | float) and not isinstance(ruw, bool)
        als_tekst = format(Decimal(str(ruw)), "f") if is_getal else ruw.strip() if isinstance(ruw, str) else ""
        if not _GETAL.fullmatch(als_tekst):
            self.fout(naam, "is geen getal")
            return None
        return Decimal(als_tekst.replace(",", "."))

    def uuid(self, naam: str) -> UUID | None:
        """An id."""
        ruw = self._inhoud.get(naam)
        if ruw is None or ruw == "":
            return None
        try:
            return UUID(str(ruw))
        except ValueError:
            self.fout(naam, "is geen id")
            return None
