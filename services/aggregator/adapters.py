"""The stand in PostgreSQL, and the topic that tells pages what changed."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from services.aggregator import rekenregels
from services.aggregator.domain import REKENREGELS, Lijsten, Stand, Telling
from services.aggregator.handlers import Bron, DodeLetter, Plaatsen, Positie, Transactie, Veranderd
from services.aggregator.lijsten import Lijstleveringen, lijsten_bij, maak_bekend
from services.aggregator.lijsten.opslag import deel_slot
from services.aggregator.organisatie import Leveringen
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.cellen import Cel, Maten
from shared.runtime.consume import TP
from shared.runtime.metrics import gauge
from shared.runtime.postgres import Connection, Pool, transaction

_POSITIE = """
    INSERT INTO stand.partitie (topic, partitie) VALUES ($1, $2) ON CONFLICT DO NOTHING
"""
_POSITIE_SLOT = f"""
    SELECT volgende, laatste, ({rekenregels.GELDEND}) AS regels FROM stand.partitie
    WHERE topic = $1 AND partitie = $2 FOR UPDATE
"""
_POSITIES = """
    SELECT topic, partitie, volgende, laatste FROM stand.partitie
    WHERE (topic, partitie) IN (SELECT * FROM unnest($1::text[], $2::int[]))
"""
_GEHOUDEN = "SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.zaak WHERE zaak = ANY ($1::bytea[])"
_GEVOUWEN = "SELECT zaak FROM stand.gevouwen WHERE zaak = ANY ($1::bytea[])"
_BEWAAR = """
    INSERT INTO stand.zaak (zaak, versie, swv, bron, digest, inhoud)
    SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::smallint[], $4::int[], $5::bytea[], $6::bytea[])
    ON CONFLICT (zaak) DO UPDATE
    SET versie = excluded.versie, bron = excluded.bron, digest = excluded.digest, inhoud = excluded.inhoud
"""
_CELLEN = """
    unnest($1::smallint[], $2::smallint[], $3::smallint[], $4::int[], $5::int[], $6::bigint[],
           $7::int[], $8::bigint[], $9::bigint[])
        AS d (swv, schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen)
"""
_ZELFDE_CEL = """
    (cel.swv, cel.schooljaar, cel.kubus, cel.vestiging, cel.herkomst, cel.code)
        = (d.swv, d.schooljaar, d.kubus, d.vestiging, d.herkomst, d.code)
"""
_ERBIJ = f"""
    INSERT INTO stand.cel AS cel (swv, schooljaar, kubus, vestiging, herkomst, code,
                                  aantal, bedrag_cent, leerlingen)
    SELECT d.* FROM {_CELLEN}
    ON CONFLICT (swv, schooljaar, kubus, vestiging, herkomst, code) DO UPDATE
    SET aantal = cel.aantal + excluded.aantal,
        bedrag_cent = cel.bedrag_cent + excluded.bedrag_cent,
        leerlingen = cel.leerlingen + excluded.leerlingen
"""
_ERAF = f"""
    UPDATE stand.cel AS cel
    SET aantal = cel.aantal + d.aantal,
        bedrag_cent = cel.bedrag_cent + d.bedrag_cent,
        leerlingen = cel.leerlingen + d.leerlingen
    FROM {_CELLEN} WHERE {_ZELFDE_CEL}
"""
_LEEG = f"DELETE FROM stand.cel AS cel USING {_CELLEN} WHERE {_ZELFDE_CEL} AND cel.aantal = 0"
_LEG_WEG = """
    INSERT INTO stand.dode_letter (dienst, topic, partitie, positie, reden, event_id, op)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::bigint[], $5::text[], $6::text[],
                         $7::timestamptz[])
    ON CONFLICT DO NOTHING
"""
_BRONNEN = """
    INSERT INTO stand.bron_teller AS t (bron, swv, verwerkt, dood, laatste)
    SELECT *, $5::timestamptz FROM unnest($1::int[], $2::smallint[], $3::bigint[], $4::bigint[])
    ON CONFLICT (bron, swv) DO UPDATE
    SET verwerkt = t.verwerkt + excluded.verwerkt, dood = t.dood + excluded.dood, laatste = excluded.laatste
"""
VERSIES = """
    INSERT INTO stand.swv_versie AS v (swv, versie, bijgewerkt)
    SELECT swv, 1, $2 FROM unnest($1::smallint[]) AS s (swv)
    ON CONFLICT (swv) DO UPDATE SET versie = v.versie + 1, bijgewerkt = excluded.bijgewerkt
"""
_HOGER = "ON CONFLICT (vestiging, schooljaar) DO UPDATE SET versie = v.versie + 1, bijgewerkt = excluded.bijgewerkt"
_PLAATSEN = f"""
    INSERT INTO stand.plaats_versie AS v (vestiging, schooljaar, versie, bijgewerkt)
    SELECT *, 1, $3 FROM unnest($1::int[], $2::smallint[]) {_HOGER}
"""
ALLE_PLAATSEN = f"""
    INSERT INTO stand.plaats_versie AS v (vestiging, schooljaar, versie, bijgewerkt)
    SELECT DISTINCT vestiging, schooljaar, 1, $2::timestamptz FROM stand.cel WHERE swv = ANY ($1::smallint[])
    ORDER BY 1, 2 {_HOGER}
"""
_SCHUIF_OP = """
    UPDATE stand.partitie
    SET volgende = $3, laatste = $4, ontvangen = ontvangen + $5, geteld = geteld + $6,
        achterhaald = achterhaald + $7, dubbel = dubbel + $8, dood = dood + $9, bijgewerkt = $10
    WHERE topic = $1 AND partitie = $2
"""
_TELLINGEN = """
    SELECT coalesce(sum(ontvangen), 0)::bigint AS ontvangen, coalesce(sum(geteld), 0)::bigint AS geteld,
           coalesce(sum(achterhaald), 0)::bigint AS achterhaald, coalesce(sum(dubbel), 0)::bigint AS dubbel,
           coalesce(sum(dood), 0)::bigint AS dood
    FROM stand.partitie
"""


class CelOntbreekt(Exception):
    """A contribution is taken off a cell that isn't there: the rule or the table is wrong. Never retried."""


class PostgresTransactie:
    """Transactie on one connection; see services.aggregator.handlers for the meaning of each method."""

    def __init__(self, connection: Connection, leveringen: Leveringen) -> None:
        self._connection = connection
        self._leveringen = leveringen
        self._lijsten = Lijstleveringen()

    async def positie(self, tp: TP) -> Positie:
        await self._connection.execute(_POSITIE, tp.topic, tp.partition)
        rij = await self._connection.fetchrow(_POSITIE_SLOT, tp.topic, tp.partition)
        assert rij is not None, "de rij is zojuist gemaakt"
        # Also while we run: a recomputation by newer rules may have come in between.
        if rij["regels"] != REKENREGELS:
            await rekenregels.begin(self._connection)
        return Positie(rij["volgende"], rij["laatste"])

    async def gehouden(self, zaken: Sequence[bytes]) -> dict[bytes, Stand]:
        rijen = await self._connection.fetch(_GEHOUDEN, list(set(zaken)))
        return {rij[0]: Stand(*rij[1:]) for rij in map(tuple, rijen)}

    async def gevouwen(self, zaken: Sequence[bytes]) -> set[bytes]:
        return {rij[0] for rij in await self._connection.fetch(_GEVOUWEN, list(zaken))} if zaken else set()

    async def bewaar(self, zaken: Mapping[bytes, Stand]) -> None:
        if zaken:
            # In key order: two workers never wait for each other in a circle.
            rijen = sorted((zaak, *stand) for zaak, stand in zaken.items())
            await self._connection.execute(_BEWAAR, *_kolommen(rijen))

    async def verreken(self, delta: Mapping[Cel, Maten]) -> None:
        rijen = sorted((*cel, *maten) for cel, maten in delta.items())
        eraf = [rij for rij in rijen if min(rij[6:]) < 0]
        erbij = [rij for rij in rijen if min(rij[6:]) >= 0]
        if eraf:
            gedaan = await self._connection.execute(_ERAF, *_kolommen(eraf))
            if int(gedaan.split()[-1]) != len(eraf):
                raise CelOntbreekt
            await self._connection.execute(_LEEG, *_kolommen(eraf))
        if erbij:
            await self._connection.execute(_ERBIJ, *_kolommen(erbij))

    async def leg_weg(self, letters: Sequence[DodeLetter]) -> None:
        if letters:
            await self._connection.execute(_LEG_WEG, *_kolommen(letters))

    async def tel_bronnen(self, bronnen: Sequence[Bron], nu: datetime) -> None:
        if bronnen:
            rijen = [(een.bron, een.swv, een.verwerkt, een.dood) for een in bronnen]
            await self._connection.execute(_BRONNEN, *_kolommen(rijen), nu)

    async def pas_leveringen_toe(self, berichten: Sequence[bytes], nu: datetime) -> set[int]:
        return await self._leveringen.verwerk(self._connection, berichten, nu)

    async def lijsten(self, swvs: Collection[int], nummers: Collection[str]) -> Lijsten:
        await deel_slot(self._connection)
        return await lijsten_bij(self._connection, swvs, nummers)

    async def maak_bekend(self, bekend: Mapping[int, int]) -> Mapping[Cel, Maten]:
        return await maak_bekend(self._connection, bekend)

    async def zet_lijsten_klaar(self, delen: Sequence[Lijstdeel], nu: datetime) -> Veranderd:
        return await self._lijsten.verwerk(self._connection, delen, nu)

    async def hoog_versies_op(self, swvs: Iterable[int], plaatsen: Plaatsen, nu: datetime) -> None:
        if gesorteerd := sorted(swvs):
            await self._connection.execute(VERSIES, gesorteerd, nu)
            if plaatsen is None:
                await self._connection.execute(ALLE_PLAATSEN, gesorteerd, nu)
            elif plaatsen:
                await self._connection.execute(_PLAATSEN, *_kolommen(sorted(plaatsen)), nu)

    async def schuif_op(self, tp: TP, positie: Positie, telling: Telling, nu: datetime) -> None:
        await self._connection.execute(
            _SCHUIF_OP,
            *(tp.topic, tp.partition, positie.volgende, positie.laatste),
            *(telling.ontvangen, telling.geteld, telling.achterhaald, telling.dubbel, telling.dood, nu),
        )


class PostgresStore:
    """Store on a pool of connections of role pos_aggregator."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._leveringen = Leveringen()

    def transactie(self) -> AbstractAsyncContextManager[Transactie]:
        return self._open()

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Transactie]:
        async with transaction(self._pool) as connection:
            yield PostgresTransactie(connection, self._leveringen)

    async def begin(self) -> None:
        """Before the first batch. Raises AndereRekenregels when the stand was counted by other rules."""
        async with transaction(self._pool) as connection:
            await rekenregels.begin(connection)

    async def meet(self) -> None:
        """Show the conservation law as metrics: sums over all partitions."""
        async with transaction(self._pool, readonly=True) as connection:
            rij = await connection.fetchrow(_TELLINGEN)
        assert rij is not None, "een som heeft altijd een rij"
        for naam, waarde in rij.items():
            gauge(f"pos_stand_{naam}").set(waarde)

    async def posities(self, partities: Sequence[TP]) -> dict[TP, Positie]:
        async with transaction(self._pool, readonly=True) as connection:
            rijen = await connection.fetch(_POSITIES, *_kolommen(partities))
        return {TP(rij["topic"], rij["partitie"]): Positie(rij["volgende"], rij["laatste"]) for rij in rijen}


def _kolommen(rijen: Sequence[Sequence[object]]) -> list[list[object]]:
    """Rows to columns, as unnest wants them."""
    return [list(kolom) for kolom in zip(*rijen, strict=True)]
