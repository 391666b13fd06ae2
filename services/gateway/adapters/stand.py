"""Where topics end and readers are (Kafka), and positions and counters (PostgreSQL)."""

from collections.abc import Iterable, Mapping

from services.gateway.handlers.stand import Bron, Plaatsen
from shared.contracts import topics
from shared.contracts.eenheden import swv_code
from shared.runtime.kafka import TP, OffsetReader
from shared.runtime.postgres import Pool, transaction

ANONYMISER = "anonymiser"
RUWE_TOPICS = tuple(topic.naam for topic in topics.ALLE if ANONYMISER in topic.afnemers)
AGGREGATOR_TOPICS = tuple(topic.naam for topic in topics.ALLE if "aggregator" in topic.afnemers)
_POSITIES = "SELECT topic, partitie, volgende FROM stand.partitie WHERE topic = ANY ($1::text[])"
# A refused event of which not even the SWV could be read belongs to who looks after all SWV's of the source.
_BRONNEN = """
    SELECT b.naam, t.laatste, coalesce(t.verwerkt, 0)::bigint AS verwerkt, coalesce(t.dood, 0)::bigint AS dood,
           coalesce(g.aantal, 0)::bigint AS geweigerd
    FROM bronnen.bron AS b
    LEFT JOIN LATERAL (
        SELECT max(t.laatste) AS laatste, sum(t.verwerkt) AS verwerkt, sum(t.dood) AS dood
        FROM stand.bron_teller AS t
        WHERE t.bron = b.id AND ($1::smallint[] IS NULL OR t.swv = ANY ($1))) AS t ON true
    LEFT JOIN LATERAL (
        SELECT sum(g.aantal) AS aantal FROM bronnen.geweigerd AS g
        WHERE g.bron = b.id AND ($2::text[] IS NULL OR g.swv = ANY ($2) OR (g.swv = '' AND NOT EXISTS (
            SELECT FROM bronnen.bron_swv AS s WHERE s.bron = b.id AND s.swv <> ALL ($2))))) AS g ON true
    WHERE $2::text[] IS NULL
       OR EXISTS (SELECT FROM bronnen.bron_swv AS s WHERE s.bron = b.id AND s.swv = ANY ($2))
    ORDER BY b.naam
"""
_VERSIE = """
    SELECT coalesce(sum(v.versie), 0)::bigint + (SELECT versie FROM organisatie.versie)
    FROM stand.swv_versie AS v WHERE $1::smallint[] IS NULL OR v.swv = ANY ($1)
"""


class KafkaLogboek:
    """Offsets by the broker's word."""

    def __init__(self, lezer: OffsetReader) -> None:
        self._lezer = lezer

    async def ruw_einde(self) -> Plaatsen:
        return await self._einden(RUWE_TOPICS)

    async def geanonimiseerd_tot(self) -> Plaatsen:
        tot: dict[tuple[str, int], int] = {}
        for topic in RUWE_TOPICS:
            tot.update(_plaatsen(await self._lezer.committed(ANONYMISER, topic)))
        return tot

    async def verder_einde(self) -> Plaatsen:
        return await self._einden(AGGREGATOR_TOPICS)

    async def _einden(self, namen: Iterable[str]) -> Plaatsen:
        einden: dict[tuple[str, int], int] = {}
        for topic in namen:
            einden.update(_plaatsen(await self._lezer.end_offsets(topic)))
        return einden


def _plaatsen(offsets: Mapping[TP, int | None]) -> Plaatsen:
    return {(tp.topic, tp.partition): offset for tp, offset in offsets.items() if offset is not None}


class PostgresTellingen:
    """Tellingen over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def verwerkt_tot(self) -> Plaatsen:
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_POSITIES, list(AGGREGATOR_TOPICS))
        return {(rij["topic"], rij["partitie"]): rij["volgende"] for rij in rijen}

    async def bronnen(self, swvs: tuple[int, ...] | None) -> list[Bron]:
        codes = None if swvs is None else [swv_code(swv) for swv in swvs]
        async with transaction(self._pool, readonly=True) as verbinding:
            rijen = await verbinding.fetch(_BRONNEN, swvs, codes)
        return [
            Bron(
                naam=rij["naam"],
                laatste=rij["laatste"],
                ontvangen=rij["verwerkt"] + rij["dood"] + rij["geweigerd"],
                geteld=rij["verwerkt"],
                geweigerd=rij["geweigerd"] + rij["dood"],
            )
            for rij in rijen
        ]

    async def versie(self, swvs: tuple[int, ...] | None) -> int:
        async with transaction(self._pool, readonly=True) as verbinding:
            versie: int = await verbinding.fetchval(_VERSIE, swvs)
        return versie
