"""What a delivery of published national figures does: replace each figure that it names."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from services.aggregator.organisatie import oordeel, opslag
from services.aggregator.organisatie.oordeel import Bestand, Geldend
from services.aggregator.organisatie.uitslag import Uitslag, leg_vast, met_meldingen, peildatum
from shared.contracts.bronnen.landelijk import LandelijkRij, plek
from shared.contracts.bronnen.levering import Kop
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Connection

log = get_logger(__name__)

_RIJEN: Final = TypeAdapter(tuple[LandelijkRij, ...])
_PLEKKEN: Final = "SELECT * FROM unnest($1::text[], $2::smallint[], $3::text[], $4::text[])"
_PLEK: Final = "(indicator, schooljaar, coalesce(schoolsoort, ''), coalesce(soort, ''))"
_NU: Final = f"""
    SELECT c.indicator, c.schooljaar, c.schoolsoort, c.soort, c.waarde, c.teller, c.noemer, c.status, c.bron,
           l.id, l.nummer, l.peildatum, l.sha256
    FROM landelijk.cijfer c JOIN organisatie.levering l ON l.id = c.levering
    WHERE (c.indicator, c.schooljaar, coalesce(c.schoolsoort, ''), coalesce(c.soort, '')) IN ({_PLEKKEN})
"""
_WEG: Final = f"DELETE FROM landelijk.cijfer WHERE {_PLEK} IN ({_PLEKKEN})"
_ERIN: Final = """
    INSERT INTO landelijk.cijfer (
        indicator, schooljaar, schoolsoort, soort, waarde, teller, noemer, status, bron, levering)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""


_waarden: Final = attrgetter(
    "indicator", "schooljaar", "schoolsoort", "soort", "waarde", "teller", "noemer", "status", "bron"
)
"""A figure as it is kept, in the order of the columns."""


async def pas_toe(
    connection: Connection, kop: Kop, nummer: int, rijen: Sequence[dict[str, Any]], nu: datetime
) -> Uitslag:
    """Apply a complete delivery, or say why not. Writes its line in the history only when it is applied."""
    try:
        nieuw = [_met_status(rij, kop) for rij in _RIJEN.validate_python(rijen)]
    except ValidationError as fout:
        log.error("rijen van een levering zijn onleesbaar", exc_info=fout)
        return Uitslag(afgewezen=oordeel.ONLEESBAAR)
    plekken = (
        [een.indicator for een in nieuw],
        [een.schooljaar for een in nieuw],
        [een.schoolsoort or "" for een in nieuw],
        [een.soort or "" for een in nieuw],
    )
    bekend = [tuple(rij) for rij in await connection.fetch(_NU, *plekken)]
    geldend = [Geldend(plek(*rij[:4]), *rij[9:]) for rij in bekend]
    if (bezwaar := await _bezwaar(connection, kop, nieuw, geldend)) is not None:
        return bezwaar
    anders = {_waarden(een) for een in nieuw} - {rij[:9] for rij in bekend}
    uitslag = Uitslag(toegepast=True, uitkomst=_tellingen(nieuw, {indicator for indicator, *_ in anders}))
    await leg_vast(connection, kop, nummer, uitslag, nu)
    await connection.execute(_WEG, *plekken)
    await connection.executemany(_ERIN, [(*_waarden(een), kop.levering) for een in nieuw])
    return uitslag


def _met_status(rij: LandelijkRij, kop: Kop) -> LandelijkRij:
    """A status beside the file holds for the lines that name none."""
    return rij.model_copy(update={"status": rij.status or kop.opdracht.status})


async def _bezwaar(
    connection: Connection, kop: Kop, nieuw: Sequence[LandelijkRij], geldend: Sequence[Geldend]
) -> Uitslag | None:
    delen = frozenset(plek(een.indicator, een.schooljaar, een.schoolsoort, een.soort) for een in nieuw)
    bestand = Bestand(bytes.fromhex(kop.sha256), peildatum(kop), kop.opdracht.peildatum is not None, delen)
    if (herhaald := oordeel.herhaalt(bestand, geldend)) is not None:
        return Uitslag(herhaling_van=herhaald, uitkomst=_tellingen(nieuw, set()))
    if kop.opdracht.bevestigd:
        return None
    eerder = await opslag.eerder_toegepast(connection, kop.soort, bestand.sha256)
    meldingen = oordeel.is_ouder(bestand, geldend, eerder)
    return Uitslag(afgewezen=oordeel.OUDER, uitkomst=met_meldingen(meldingen)) if meldingen else None


def _tellingen(nieuw: Sequence[LandelijkRij], gewijzigd: set[str]) -> dict[str, object]:
    return {
        "cijfers": len(nieuw),
        "indicatoren": len({een.indicator for een in nieuw}),
        "schooljaren": len({een.schooljaar for een in nieuw}),
        "gewijzigd": sorted(gewijzigd),
    }
