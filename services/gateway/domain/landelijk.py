"""Published national figures: what may be asked of them, and the answer. Open data, never computed here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.gateway.domain.vraag import Basisvraag, Misser, OngeldigeVraag, Parameters
from shared.contracts.bronnen.landelijk import PO, VO, VORMEN
from shared.contracts.schooljaar import OngeldigSchooljaar, lees_bereik, tekst

_VOORLOPIG: Final = "voorlopig"


class Cijfer(NamedTuple):
    """One figure as published with the publisher and definition in `bron`; `peildatum` is that of its delivery."""

    indicator: str
    schooljaar: int
    schoolsoort: str | None
    soort: str | None
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
    if indicator is not None and indicator not in VORMEN:
        missers.append(Misser("query.indicator", f"is geen toegestane waarde; kies uit {', '.join(VORMEN)}"))
    if "schooljaar" in gegeven:
        try:
            jaren = lees_bereik(gegeven["schooljaar"])
        except OngeldigSchooljaar:
            missers.append(Misser("query.schooljaar", "heeft de vorm 2025-2026 of 2019-2020..2025-2026"))
    if missers:
        raise OngeldigeVraag(missers)
    return Vraag(indicator, jaren)


def passend(cijfers: Sequence[Cijfer], vraag: Basisvraag) -> list[Cijfer]:
    """The figures that count what this question counts: the same schoolsoort and kind of absence, no other filter."""
    filters = {naam: str(waarde) for naam, waarde in vraag.filters}
    schoolsoort, soort = filters.pop("schoolsoort", None), filters.pop("soort", None)
    return [
        een
        for een in cijfers
        if not filters and een.soort == soort and _zelfde_soort(een, schoolsoort, vraag.eenheden[0])
    ]


def _zelfde_soort(een: Cijfer, schoolsoort: str | None, eenheid: str) -> bool:
    if len(VORMEN[een.indicator].schoolsoorten) == 1:
        return schoolsoort is None
    # A school or board has no kind of its own: only with a filter is it clear what to set beside it.
    geheel = {"PO": PO, "VO": VO}.get(eenheid.removeprefix("NL-")[:2])
    return een.schoolsoort == (schoolsoort or geheel)


def antwoord(cijfers: Sequence[Cijfer]) -> dict[str, Any]:
    """The answer of the API; `status` p is provisional, as with every other figure."""
    return {"cijfers": [_json(een) for een in cijfers]}


def _json(een: Cijfer) -> dict[str, Any]:
    return {
        "indicator": een.indicator,
        "schooljaar": tekst(een.schooljaar),
        "schoolsoort": een.schoolsoort,
        "soort": een.soort,
        "waarde": float(een.waarde),
        "status": "p" if een.status == _VOORLOPIG else None,
        "teller": een.teller,
        "noemer": een.noemer,
        "bron": een.bron,
        "standPer": een.peildatum.isoformat(),
    }
