"""What became of a delivery, and its line in the history."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from services.aggregator.organisatie import oordeel, opslag
from shared.contracts.bronnen.levering import Kop
from shared.runtime.clock import amsterdam_date
from shared.runtime.postgres import Connection


class Uitslag(NamedTuple):
    """What became of a delivery: applied, refused with a reason, or a repeat of another.

    `gewijzigd`: the SWV's whose organisation changed.
    """

    toegepast: bool = False
    afgewezen: str | None = None
    herhaling_van: UUID | None = None
    uitkomst: dict[str, object] = {}  # noqa: RUF012 - never changed
    gewijzigd: frozenset[int] = frozenset()


def peildatum(kop: Kop) -> date:
    """The day that the file is about."""
    return kop.opdracht.peildatum or amsterdam_date(kop.ontvangen_op)


def met_meldingen(meldingen: Sequence[str]) -> dict[str, object]:
    """Remarks for who delivered it: the first ones, and how many there are."""
    return {"meldingen": list(meldingen[: oordeel.MAX_MELDINGEN]), "aantalMeldingen": len(meldingen)}


async def leg_vast(connection: Connection, kop: Kop, nummer: int, uitslag: Uitslag, nu: datetime) -> None:
    """Write the line of this delivery."""
    opdracht = kop.opdracht
    await opslag.schrijf_levering(
        connection,
        *(kop.levering, nummer, kop.soort, opdracht.bron, opdracht.status, peildatum(kop)),
        *(bytes.fromhex(kop.sha256), kop.rijen, opdracht.wie, kop.ontvangen_op),
        *(nu if uitslag.toegepast else None, uitslag.afgewezen, uitslag.herhaling_van),
        uitkomst=uitslag.uitkomst,
    )
