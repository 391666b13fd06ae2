"""What a message of `onderwijs.lijsten` does: stage the part; put the list in force when it is complete.

Everything happens inside the transaction of the caller, so a delivery is applied exactly once and as a whole. A
delivery replaces the list of each teldatum (peildatum) that it names, of its one SWV.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from services.aggregator.handlers import Veranderd
from services.aggregator.lijsten import opslag
from services.aggregator.lijsten.inwerking import zet_in_werking
from services.aggregator.organisatie import oordeel
from services.aggregator.organisatie import opslag as leveringen
from services.aggregator.organisatie.oordeel import Bestand, Geldend
from services.aggregator.organisatie.uitslag import Uitslag, met_meldingen
from shared.contracts.bronnen.lijsten import Lijstdeel, Lijstkop
from shared.contracts.codes import BEWAARTERMIJN_VERSTREKEN
from shared.contracts.eenheden import swv_getal
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import amsterdam_date
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Connection

log = get_logger(__name__)

BEWAAR_DELEN: Final = timedelta(days=7)
_BEKEND: Final = "SELECT EXISTS (SELECT FROM organisatie.levering WHERE id = $1)"
_LEG_KLAAR: Final = """
    INSERT INTO organisatie.levering_deel (levering, deel, aangekomen_op, rijen) VALUES ($1, $2, $3, $4::jsonb)
    ON CONFLICT DO NOTHING
"""
_AANTAL: Final = "SELECT count(*) FROM organisatie.levering_deel WHERE levering = $1"
_DELEN: Final = "SELECT rijen FROM organisatie.levering_deel WHERE levering = $1 ORDER BY deel"
_RUIM_OP: Final = "DELETE FROM organisatie.levering_deel WHERE levering = $1 OR aangekomen_op < $2"
_GELDEND: Final = """
    SELECT t.peildatum, l.id, l.nummer, l.peildatum, l.sha256
    FROM stand.lijst t JOIN organisatie.levering l ON l.id = t.levering
    WHERE t.soort = $1 AND t.swv = $2 AND t.peildatum = ANY ($3::date[])
"""
_VAST: Final = """
    SELECT EXISTS (SELECT FROM stand.lijst WHERE soort = $1 AND swv = $2 AND peildatum = ANY ($3::date[]) AND vast)
"""


class Lijstleveringen:
    """Applies deliveries of lists. Holds no state: parts wait in the database."""

    async def verwerk(self, connection: Connection, delen: Sequence[Lijstdeel], nu: datetime) -> Veranderd:
        """Handle parts in the order of the partition; any database error is the caller's."""
        veranderd = Veranderd()
        for deel in delen:
            if await _leg_klaar(connection, deel, nu):
                erbij = await _rond_af(connection, deel.kop, nu)
                veranderd = Veranderd(veranderd.swvs | erbij.swvs, veranderd.schooljaren | erbij.schooljaren)
        return veranderd


async def _leg_klaar(connection: Connection, deel: Lijstdeel, nu: datetime) -> bool:
    levering = UUID(deel.kop.levering)
    if await connection.fetchval(_BEKEND, levering):
        return False
    await connection.execute(_LEG_KLAAR, levering, deel.deel, nu, deel.model_dump_json())
    return bool(await connection.fetchval(_AANTAL, levering) == deel.kop.delen)


async def _rond_af(connection: Connection, kop: Lijstkop, nu: datetime) -> Veranderd:
    levering, nummer = UUID(kop.levering), await leveringen.volgend_nummer(connection)
    delen = [Lijstdeel.model_validate_json(rij["rijen"]) for rij in await connection.fetch(_DELEN, levering)]
    await connection.execute(_RUIM_OP, levering, nu - BEWAAR_DELEN)
    perioden = sorted({periode for deel in delen for periode in deel.perioden})
    bezwaar = await _bezwaar(connection, kop, perioden)
    if bezwaar is not None:
        await _leg_vast(connection, kop, nummer, bezwaar, nu)
        return Veranderd()
    await opslag.neem_slot(connection)
    swv = swv_getal(kop.swv)
    uitslag = Uitslag(toegepast=True, uitkomst=_telling(delen, perioden) | {"gewijzigd": [kop.swv]})
    await _leg_vast(connection, kop, nummer, uitslag, nu)
    await zet_in_werking(connection, kop, perioden, delen)
    return Veranderd(frozenset({swv}), frozenset(map(schooljaar_van, perioden)))


async def _bezwaar(connection: Connection, kop: Lijstkop, perioden: Sequence[date]) -> Uitslag | None:
    """Why the delivery is not applied; None when it is."""
    rijen = await connection.fetch(_GELDEND, kop.soort, swv_getal(kop.swv), perioden)
    geldend = [Geldend(_naam(kop, rij[0]), *tuple(rij)[1:]) for rij in rijen]
    bestand = Bestand(
        bytes.fromhex(kop.bestand), _peildatum(kop), kop.peildatum is not None,
        frozenset(_naam(kop, periode) for periode in perioden),
    )  # fmt: skip
    if (herhaald := oordeel.herhaalt(bestand, geldend)) is not None:
        return Uitslag(herhaling_van=herhaald)
    if await connection.fetchval(_VAST, kop.soort, swv_getal(kop.swv), perioden):
        return Uitslag(afgewezen=BEWAARTERMIJN_VERSTREKEN)
    if kop.bevestigd:
        return None
    eerder = await leveringen.eerder_toegepast(connection, kop.soort, bestand.sha256)
    meldingen = oordeel.is_ouder(bestand, geldend, eerder)
    return Uitslag(afgewezen=oordeel.OUDER, uitkomst=met_meldingen(meldingen)) if meldingen else None


def _naam(kop: Lijstkop, periode: date) -> str:
    return f"{kop.swv} {periode:%d-%m-%Y}"


def _peildatum(kop: Lijstkop) -> date:
    """The day that the deliverer named, or else the day of receipt."""
    return kop.peildatum or amsterdam_date(kop.ontvangen_op)


def _telling(delen: Sequence[Lijstdeel], perioden: Sequence[date]) -> dict[str, object]:
    regels = sum(len(deel.bekostigd) + len(deel.thuiszitters) for deel in delen)
    return {"lijst": delen[0].kop.soort, "regels": regels, "peildata": [periode.isoformat() for periode in perioden]}


async def _leg_vast(connection: Connection, kop: Lijstkop, nummer: int, uitslag: Uitslag, nu: datetime) -> None:
    """Write the line of this delivery in the history."""
    await leveringen.schrijf_levering(
        connection,
        *(UUID(kop.levering), nummer, kop.soort, None, kop.status, _peildatum(kop)),
        *(bytes.fromhex(kop.bestand), kop.rijen, kop.wie, kop.ontvangen_op),
        *(nu if uitslag.toegepast else None, uitslag.afgewezen, uitslag.herhaling_van),
        uitkomst=uitslag.uitkomst,
    )
