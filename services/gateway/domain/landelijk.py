"""Published national figures: what may be asked of them, and the answer. Open data, never computed here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.gateway.domain.vraag import Misser, OngeldigeVraag, Parameters
from shared.contracts.bronnen.landelijk import SCHOOLSOORT_VAN
from shared.contracts.schooljaar import OngeldigSchooljaar, lees_bereik, tekst

_VOORLOPIG: Final = "voorlopig"


class Cijfer(NamedTuple):
    """One figure: a percentage, with the publisher and definition in `bron`; `peildatum` is that of its delivery."""

    indicator: str
    schooljaar: int
    schoolsoort: str
    waarde: Decimal
    teller: int | None
    noemer: int | None
    status: str | None
    bron: str
    peildatum: date


class Vraag(NamedTuple):
    """Which figures; None: all."""

    indicator: str | None = None
    schooljaren: range | None = None

    def neemt(self, cijfer: Cijfer) -> bool:
        """Is this one asked?"""
        return self.indicator in (None, cijfer.indicator) and (
            self.schooljaren is None or cijfer.schooljaar in self.schooljaren
        )


def lees_vraag(parameters: Parameters) -> Vraag:
    """The question in these query parameters (each at most once). Raises OngeldigeVraag with every mistake."""
    gegeven = {naam: waarde for naam, waarde in parameters if waarde != ""}
    indicator, jaren, missers = gegeven.get("indicator"), None, []
    if indicator is not None and indicator not in SCHOOLSOORT_VAN:
        missers.append(Misser("query.indicator", f"is geen toegestane waarde; kies uit {', '.join(SCHOOLSOORT_VAN)}"))
    if "schooljaar" in gegeven:
        try:
            jaren = lees_bereik(gegeven["schooljaar"])
        except OngeldigSchooljaar:
            missers.append(Misser("query.schooljaar", "heeft de vorm 2025-2026 of 2019-2020..2025-2026"))
    if missers:
        raise OngeldigeVraag(missers)
    return Vraag(indicator, jaren)


def antwoord(cijfers: Sequence[Cijfer]) -> dict[str, Any]:
    """The answer of the API; `status` p is provisional, as with every other figure."""
    return {"cijfers": [_json(een) for een in cijfers]}


def _json(een: Cijfer) -> dict[str, Any]:
    return {
        "indicator": een.indicator,
        "schooljaar": tekst(een.schooljaar),
        "schoolsoort": een.schoolsoort,
        "waarde": float(een.waarde),
        "status": "p" if een.status == _VOORLOPIG else None,
        "teller": een.teller,
        "noemer": een.noemer,
        "bron": een.bron,
        "standPer": een.peildatum.isoformat(),
    }
