"""Put the lines of a delivery in force, and count the SWV's cells of that kubus anew."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from services.aggregator.domain import samen
from services.aggregator.domain.thuiszitters import code_van, vestiging_van
from services.aggregator.domain.verzilvering import code_van_regel
from services.aggregator.lijsten.opslag import BEKOSTIGD, kolommen
from services.aggregator.lijsten.telling import THUISZITTEND, VAST, Zilvertelling, beeld_van, in_beurten
from shared.contracts.bronnen.lijsten import Bekostigd, Lijstdeel, Lijstkop, Thuiszitter
from shared.contracts.cellen import Cel, Kubus, Maten
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.postgres import Connection

_WEG: Final = "DELETE FROM stand.lijst WHERE soort = $1 AND swv = $2 AND peildatum = $3"
_LIJST: Final = """
    INSERT INTO stand.lijst (soort, swv, peildatum, schooljaar, status, levering) VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING id
"""
_NUMMERS: Final = """
    SELECT nextval(pg_get_serial_sequence('stand.bekostigd', 'id')) FROM generate_series(1, $1::int)
"""
_REGELS: Final = """
    INSERT INTO stand.bekostigd (id, lijst, vestiging, code) OVERRIDING SYSTEM VALUE
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[])
"""
_BIJ_NUMMER: Final = (
    "INSERT INTO stand.bekostigd_nummer (nummer, regel) SELECT * FROM unnest($1::bytea[], $2::bigint[])"
)
_THUIS: Final = """
    INSERT INTO stand.thuiszitter (lijst, melding, vestiging, code)
    SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::int[], $4::bigint[]) ON CONFLICT DO NOTHING
"""
_CELLEN_WEG: Final = f"DELETE FROM stand.cel AS cel WHERE swv = $1 AND kubus = $2 AND NOT {VAST}"
_CELLEN_ERIN: Final = """
    INSERT INTO stand.cel (swv, schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen)
"""
_CELLEN: Final = f"""
    {_CELLEN_ERIN} SELECT * FROM unnest($1::smallint[], $2::smallint[], $3::smallint[], $4::int[], $5::int[],
        $6::bigint[], $7::int[], $8::bigint[], $9::bigint[])
"""
_ZAKEN: Final = """
    SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.zaak WHERE swv = $1 AND inhoud IS NOT NULL
"""
_ONBEKEND: Final = """
    UPDATE stand.bekostigd SET bekend = 0
    WHERE bekend <> 0 AND lijst IN (SELECT id FROM stand.lijst WHERE soort = 'duo-bekostigd' AND swv = $1)
"""
_BEKEND: Final = """
    UPDATE stand.bekostigd b SET bekend = d.aantal FROM unnest($1::bigint[], $2::int[]) AS d (regel, aantal)
    WHERE b.id = d.regel
"""


async def zet_in_werking(
    connection: Connection, kop: Lijstkop, perioden: Sequence[date], delen: Sequence[Lijstdeel]
) -> None:
    """Replace the lists of these days by these lines; the caller holds the slot alone."""
    swv = swv_getal(kop.swv)
    lijsten: dict[date, int] = {}
    for periode in perioden:
        await connection.execute(_WEG, kop.soort, swv, periode)
        lijsten[periode] = await connection.fetchval(
            _LIJST, kop.soort, swv, periode, schooljaar_van(periode), kop.status, UUID(kop.levering)
        )
    if kop.soort == BEKOSTIGD:
        await _schrijf_bekostigd(connection, lijsten, [regel for deel in delen for regel in deel.bekostigd])
        await hertel_verzilvering(connection, swv)
    else:
        await _schrijf_thuiszitters(connection, lijsten, [regel for deel in delen for regel in deel.thuiszitters])
        await _hertel_thuiszitters(connection, swv)


async def _schrijf_bekostigd(connection: Connection, lijsten: Mapping[date, int], regels: Sequence[Bekostigd]) -> None:
    uniek = _eenmaal(regels)
    nummers = [rij[0] for rij in await connection.fetch(_NUMMERS, len(uniek))]
    rijen, bij_nummer = [], []
    for nummer, regel in zip(nummers, uniek, strict=True):
        code = code_van_regel(f"{regel.teldatum:%m-%d}", regel.schoolsoort, regel.categorie)
        rijen.append((nummer, lijsten[regel.teldatum], vestiging_getal(regel.vestiging), code))
        bij_nummer += [(bytes.fromhex(pseudoniem), nummer) for pseudoniem in dict.fromkeys(regel.nummers)]
    await connection.execute(_REGELS, *kolommen(rijen, 4))
    await connection.execute(_BIJ_NUMMER, *kolommen(bij_nummer, 2))


def _eenmaal(regels: Sequence[Bekostigd]) -> list[Bekostigd]:
    """Each number once per teldatum, also where a key was rotated between two parts: the first line holds."""
    gezien: set[tuple[date, str]] = set()
    uniek = []
    for regel in regels:
        sleutels = {(regel.teldatum, nummer) for nummer in regel.nummers}
        if not sleutels & gezien:
            uniek.append(regel)
        gezien |= sleutels
    return uniek


async def _schrijf_thuiszitters(
    connection: Connection, lijsten: Mapping[date, int], regels: Sequence[Thuiszitter]
) -> None:
    rijen = [
        (
            lijsten[een.peildatum],
            bytes.fromhex(een.melding),
            vestiging_van(een),
            code_van(een),
        )
        for een in regels
    ]
    await connection.execute(_THUIS, *kolommen(rijen, 4))


async def hertel_verzilvering(connection: Connection, swv: int) -> None:
    """All cells of kubus VERZILVERING of one SWV, and what is known of its lines, from cases and lists."""
    telling = Zilvertelling(await beeld_van(connection, swv))
    async for zaken in in_beurten(aiter(connection.cursor(_ZAKEN, swv, prefetch=500))):
        telling.tel(zaken)
    await connection.execute(_ONBEKEND, swv)
    await connection.execute(_BEKEND, list(telling.bekend), list(telling.bekend.values()))
    await connection.execute(_CELLEN_WEG, swv, int(Kubus.VERZILVERING))
    await _schrijf_cellen(connection, samen(telling.van_zaken(), telling.onbekend()))


async def _hertel_thuiszitters(connection: Connection, swv: int) -> None:
    await connection.execute(_CELLEN_WEG, swv, int(Kubus.THUISZITTER))
    await connection.execute(f"{_CELLEN_ERIN} {THUISZITTEND}", swv)


async def _schrijf_cellen(connection: Connection, cellen: Mapping[Cel, Maten]) -> None:
    rijen = sorted((*cel, *maten) for cel, maten in cellen.items())
    await connection.execute(_CELLEN, *kolommen(rijen, 9))
