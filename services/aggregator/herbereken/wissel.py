"""The swap: the running tables become what was recomputed, inside the transaction that holds the positions still.

Only rows that differ are written (ADR 0010): readers see the old stand until the commit and wait for nothing, and
grants, row level security, indexes and prepared statements stay what they are.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from services.aggregator import rekenregels
from services.aggregator.adapters import ALLE_PLAATSEN, VERSIES
from services.aggregator.herbereken.tussenstand import Letter, Tussenstand
from services.aggregator.herbereken.vergelijking import Verbinding, Vergelijking, lees_teller
from services.aggregator.lijsten.schaduw import BEKEND_GELIJK
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.consume import TP

_CELLEN_WEG: Final = """
    DELETE FROM stand.cel AS nu WHERE NOT EXISTS (
        SELECT FROM schaduw_cel AS s
        WHERE (s.swv, s.schooljaar, s.kubus, s.vestiging, s.herkomst, s.code)
            = (nu.swv, nu.schooljaar, nu.kubus, nu.vestiging, nu.herkomst, nu.code))
"""
_CELLEN: Final = """
    INSERT INTO stand.cel AS nu SELECT * FROM schaduw_cel
    ON CONFLICT (swv, schooljaar, kubus, vestiging, herkomst, code) DO UPDATE
    SET aantal = excluded.aantal, bedrag_cent = excluded.bedrag_cent, leerlingen = excluded.leerlingen
    WHERE (nu.aantal, nu.bedrag_cent, nu.leerlingen)
        IS DISTINCT FROM (excluded.aantal, excluded.bedrag_cent, excluded.leerlingen)
"""
_ZAKEN_WEG: Final = """
    DELETE FROM stand.zaak AS nu WHERE NOT EXISTS (SELECT FROM schaduw_zaak AS s WHERE s.zaak = nu.zaak)
"""
_ZAKEN: Final = """
    INSERT INTO stand.zaak AS nu (zaak, versie, swv, bron, digest, inhoud) SELECT * FROM schaduw_zaak
    ON CONFLICT (zaak) DO UPDATE
    SET versie = excluded.versie, swv = excluded.swv, bron = excluded.bron, digest = excluded.digest,
        inhoud = excluded.inhoud
    WHERE (nu.versie, nu.swv, nu.bron, nu.digest, nu.inhoud)
        IS DISTINCT FROM (excluded.versie, excluded.swv, excluded.bron, excluded.digest, excluded.inhoud)
"""
_TELLING: Final = """
    UPDATE stand.partitie SET ontvangen = $3, geteld = $4, achterhaald = $5, dubbel = $6, dood = $7
    WHERE topic = $1 AND partitie = $2
"""
_BRONNEN_WEG: Final = """
    DELETE FROM stand.bron_teller WHERE (bron, swv) NOT IN (SELECT * FROM unnest($1::int[], $2::smallint[]))
"""
_BRON: Final = """
    INSERT INTO stand.bron_teller AS t (bron, swv, verwerkt, dood, laatste) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (bron, swv) DO UPDATE SET verwerkt = excluded.verwerkt, dood = excluded.dood
    WHERE (t.verwerkt, t.dood) <> (excluded.verwerkt, excluded.dood)
"""
_LETTER_WEG: Final = """
    DELETE FROM stand.dode_letter
    WHERE dienst = 'aggregator' AND topic = $1 AND partitie = $2 AND positie = $3 AND reden = $4
"""
_LETTER: Final = """
    INSERT INTO stand.dode_letter (dienst, topic, partitie, positie, reden, event_id, op)
    VALUES ('aggregator', $1, $2, $3, $4, $5, $6)
"""
_HERSTELD: Final = """
    UPDATE stand.zelfcontrole SET hersteld_op = $1 WHERE hersteld_op IS NULL AND cellen + zaken > 0
"""


async def wissel(
    connection: Verbinding, tussen: Tussenstand, van: Mapping[TP, int], verschil: Vergelijking, nu: datetime
) -> None:
    """Write what differs; the caller holds the lock on the positions and commits."""
    if verschil.cellen:
        swvs = sorted({een.swv for een in verschil.cellen})
        await connection.execute(ALLE_PLAATSEN, swvs, nu)
        await connection.execute(_CELLEN_WEG)
        await connection.execute(_CELLEN)
        await connection.execute(VERSIES, swvs, nu)
        await connection.execute(ALLE_PLAATSEN, swvs, nu)
    if verschil.lijstregels:
        await connection.execute(BEKEND_GELIJK)
    if verschil.zaken:
        await connection.execute(_ZAKEN_WEG)
        await connection.execute(_ZAKEN)
    if verschil.aantal:
        await _tellers(connection, tussen, van, nu)
    await connection.execute(_HERSTELD, nu)
    await rekenregels.herrekend(connection)


async def _tellers(connection: Verbinding, tussen: Tussenstand, van: Mapping[TP, int], nu: datetime) -> None:
    for tp, stuk in tussen.stukken.items():
        t = stuk.telling
        await connection.execute(_TELLING, *tp, t.ontvangen, t.geteld, t.achterhaald, t.dubbel, t.dood)
    sleutels = list(tussen.bronnen)
    await connection.execute(_BRONNEN_WEG, [bron for bron, _ in sleutels], [swv for _, swv in sleutels])
    await connection.executemany(_BRON, [(*sleutel, *aantal, nu) for sleutel, aantal in tussen.bronnen.items()])
    await _letters(connection, (await lees_teller(connection, van)).letters, tussen.letters)


async def _letters(connection: Verbinding, nu: Iterable[Letter], herberekend: Iterable[Letter]) -> None:
    """Letters that both have stay as they are: somebody may have handled them."""
    oud, nieuw = {een[:3]: een for een in nu}, {een[:3]: een for een in herberekend}
    topic = ONDERWIJS_ZAKEN.naam
    weg = [(topic, tp.partition, positie, reden) for tp, positie, reden in oud.keys() - nieuw.keys()]
    await connection.executemany(_LETTER_WEG, weg)
    erbij = [nieuw[plaats] for plaats in nieuw.keys() - oud.keys()]
    await connection.executemany(_LETTER, [(*een.tp, een.positie, een.reden, een.event_id, een.op) for een in erbij])
