"""Profiles in PostgreSQL: drafts that change answer by answer, and published versions that never change."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import asyncpg
import orjson

from services.gateway.adapters import profielrijen as rijen
from services.gateway.domain.profielen.document import afdruk, zoekvelden
from services.gateway.domain.profielen.profiel import (
    Concept,
    Gepubliceerd,
    Ingevuld,
    Profielkop,
    Sleutel,
    Staat,
    Wijziging,
    verdeel,
)
from services.gateway.handlers.profielen.poorten import (
    Formulierversie,
    NietInDezeStaat,
    Opgeslagen,
    Vindplaats,
    Vorig,
    Zoekvraag,
)
from shared.contracts.lidmaatschap import Lid
from shared.runtime.postgres import Connection, Pool, transaction

_FORMULIEREN: Final = """
    SELECT versie, definitie, gewijzigd_op, gewijzigd_door FROM profielen.formulier WHERE swv = $1 ORDER BY versie DESC
"""
_NIEUW_FORMULIER: Final = """
    INSERT INTO profielen.formulier (swv, versie, definitie, gewijzigd_op, gewijzigd_door)
    VALUES ($1, $2, $3::jsonb, $4, $5) ON CONFLICT DO NOTHING RETURNING versie
"""
_CONCEPTEN: Final = """
    SELECT c.* FROM profielen.concept c
    JOIN unnest($1::smallint[], $2::int[], $3::smallint[]) AS k (swv, vestiging, schooljaar)
    USING (swv, vestiging, schooljaar)
"""
_ANTWOORDEN: Final = """
    SELECT a.* FROM profielen.antwoord a
    JOIN unnest($1::smallint[], $2::int[], $3::smallint[]) AS k (swv, vestiging, schooljaar)
    USING (swv, vestiging, schooljaar)
"""
_VORIG: Final = """
    SELECT DISTINCT ON (a.item) a.* FROM profielen.antwoord a
    WHERE a.swv = $1 AND a.vestiging = $2 AND a.schooljaar < $3
    ORDER BY a.item, a.schooljaar DESC
"""
_BEGIN: Final = """
    INSERT INTO profielen.concept (swv, vestiging, schooljaar, staat, versie, begonnen_op, begonnen_door, gewijzigd_op,
        gewijzigd_door, staat_op)
    VALUES ($1, $2, $3, 'concept', 1, $4, $5, $4, $5, $4) ON CONFLICT DO NOTHING RETURNING versie
"""
# Locks the draft, so that answers of two people come one after the other.
_SLOT: Final = """
    SELECT staat FROM profielen.concept WHERE swv = $1 AND vestiging = $2 AND schooljaar = $3 FOR UPDATE
"""
_RAAK_AAN: Final = """
    UPDATE profielen.concept SET versie = versie + 1, gewijzigd_op = $4, gewijzigd_door = $5,
        staat = 'concept', staat_op = CASE staat WHEN 'concept' THEN staat_op ELSE $4 END
    WHERE swv = $1 AND vestiging = $2 AND schooljaar = $3
"""
_ANTWOORD: Final = """
    INSERT INTO profielen.antwoord AS a (swv, vestiging, schooljaar, item, versie, keuze, tekst, datum, overgenomen,
        gewijzigd_op, gewijzigd_door)
    VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (swv, vestiging, schooljaar, item) DO UPDATE
        SET versie = a.versie + 1, keuze = excluded.keuze, tekst = excluded.tekst, datum = excluded.datum,
            overgenomen = excluded.overgenomen, gewijzigd_op = excluded.gewijzigd_op,
            gewijzigd_door = excluded.gewijzigd_door
    RETURNING *
"""
_ZET_STAAT: Final = """
    UPDATE profielen.concept SET versie = versie + 1, staat = $5, staat_op = $6, opmerking = $7, gewijzigd_op = $6,
        gewijzigd_door = $8
    WHERE swv = $1 AND vestiging = $2 AND schooljaar = $3 AND versie = $4 RETURNING versie
"""
_PUBLICEER: Final = """
    INSERT INTO profielen.versie (swv, vestiging, schooljaar, nummer, formulier, inhoud, sha256, gepubliceerd_op,
        gepubliceerd_door, naam, plaats, schoolsoort, bestuur, subregio, aanbod, behoeften, zoektekst)
    VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    ON CONFLICT DO NOTHING RETURNING nummer
"""
_TREK_IN: Final = """
    INSERT INTO profielen.intrekking (swv, vestiging, schooljaar, nummer, op, door, reden)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
"""
_VERSIES: Final = """
    SELECT v.*, i.op IS NOT NULL AS ingetrokken
    FROM profielen.versie v LEFT JOIN profielen.intrekking i USING (swv, vestiging, schooljaar, nummer)
    WHERE v.vestiging = $1 ORDER BY v.schooljaar DESC, v.gepubliceerd_op DESC, v.nummer DESC
"""
_NIET_INGETROKKEN: Final = """
    NOT EXISTS (SELECT FROM profielen.intrekking i
                WHERE (i.swv, i.vestiging, i.schooljaar, i.nummer) = (v.swv, v.vestiging, v.schooljaar, v.nummer))
"""
_GEPUBLICEERD_OP: Final = f"""
    SELECT swv, vestiging, schooljaar, max(gepubliceerd_op) AS op
    FROM profielen.versie v JOIN unnest($1::smallint[], $2::int[], $3::smallint[]) AS k (swv, vestiging, schooljaar)
    USING (swv, vestiging, schooljaar)
    WHERE {_NIET_INGETROKKEN} GROUP BY swv, vestiging, schooljaar
"""
_KOPPEN: Final = f"""
    SELECT DISTINCT ON (swv, vestiging) swv, vestiging, schooljaar, nummer, naam FROM profielen.versie v
    WHERE vestiging = ANY ($1::int[]) AND schooljaar = $2 AND ($3::int IS NULL OR nummer = $3) AND {_NIET_INGETROKKEN}
    ORDER BY swv, vestiging, nummer DESC
"""
_OPENBAAR: Final = f"""
    SELECT swv, vestiging, schooljaar, nummer FROM profielen.versie v
    JOIN unnest($1::smallint[], $2::int[], $3::smallint[], $4::int[]) AS k (swv, vestiging, schooljaar, nummer)
    USING (swv, vestiging, schooljaar, nummer) WHERE {_NIET_INGETROKKEN}
"""
_VINDPLAATSEN: Final = f"""
    SELECT vestiging, naam, plaats, gepubliceerd_op FROM profielen.geldend WHERE {rijen.LID_IN.format(1)}
    ORDER BY plaats, naam, vestiging, swv
"""


class PostgresProfielboek:
    """Profielboek over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def formulieren(self, swv: int) -> list[Formulierversie]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [rijen.formulier(rij) for rij in await verbinding.fetch(_FORMULIEREN, swv)]

    async def schrijf_formulier(self, swv: int, nieuw: Formulierversie) -> bool:
        definitie = nieuw.formulier.model_dump_json(by_alias=True)
        async with transaction(self._pool) as verbinding:
            gegeven = (swv, nieuw.versie, definitie, nieuw.op, nieuw.door)
            return await verbinding.fetchval(_NIEUW_FORMULIER, *gegeven) is not None

    async def concept(self, sleutel: Sleutel) -> Concept | None:
        return next(iter(await self.concepten([sleutel])), None)

    async def concepten(self, sleutels: Collection[Sleutel]) -> list[Concept]:
        kolommen = rijen.kolommen(sleutels)
        async with transaction(self._pool, "repeatable_read", readonly=True) as verbinding:
            concepten = await verbinding.fetch(_CONCEPTEN, *kolommen)
            antwoorden = await verbinding.fetch(_ANTWOORDEN, *kolommen)
        return rijen.concepten(concepten, antwoorden)

    async def vorig(self, sleutel: Sleutel) -> Vorig | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            gevonden = await verbinding.fetch(_VORIG, *sleutel)
        if not gevonden:
            return None
        jaren = {rij["item"]: rij["schooljaar"] for rij in gevonden}
        antwoorden = {rij["item"]: rijen.ingevuld(rij).antwoord for rij in gevonden}
        return Vorig(max(jaren.values()), antwoorden, jaren)

    async def begin(self, nieuw: Concept) -> bool:
        async with transaction(self._pool) as verbinding:
            wie = (nieuw.begonnen_op, nieuw.gewijzigd_door)
            if await verbinding.fetchval(_BEGIN, *nieuw.sleutel, *wie) is None:
                return False
            alle = [(*nieuw.sleutel, item, *_velden(een)) for item, een in nieuw.antwoorden.items()]
            await verbinding.executemany(_ANTWOORD, alle)
        return True

    async def bewaar(self, sleutel: Sleutel, wijzigingen: Sequence[Wijziging], nu: datetime, door: str) -> Opgeslagen:
        async with transaction(self._pool) as verbinding:
            if await verbinding.fetchval(_SLOT, *sleutel) in (None, Staat.TER_VASTSTELLING.value):
                raise NietInDezeStaat
            staat_er = {rij["item"]: rijen.ingevuld(rij) for rij in await _antwoorden(verbinding, sleutel)}
            keus = verdeel(wijzigingen, staat_er)
            nieuw = {
                een.item: await _schrijf(verbinding, sleutel, een.item, Ingevuld(een.antwoord, 0, nu, door))
                for een in keus.schrijf
            }
            if nieuw:
                await verbinding.execute(_RAAK_AAN, *sleutel, nu, door)
        return Opgeslagen({**keus.gelijk, **nieuw}, keus.botst)

    async def zet_staat(
        self, sleutel: Sleutel, zag: int, staat: Staat, opmerking: str, nu: datetime, door: str
    ) -> bool:
        async with transaction(self._pool) as verbinding:
            return await _zet_staat(verbinding, sleutel, zag, staat, opmerking, nu, door)

    async def publiceer(self, zag: int, nieuw: Gepubliceerd, lid: Lid) -> bool:
        async with transaction(self._pool) as verbinding:
            if not await _zet_staat(verbinding, nieuw.sleutel, zag, Staat.GEPUBLICEERD, "", nieuw.op, nieuw.door):
                return False
            # The draft is locked since the line above: nobody else publishes it between.
            return await verbinding.fetchval(_PUBLICEER, *_versie(nieuw, lid)) is not None

    async def trek_in(self, sleutel: Sleutel, nummer: int, nu: datetime, door: str, reden: str) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_TREK_IN, *sleutel, nummer, nu, door, reden)

    async def versies(self, vestiging: int) -> list[Gepubliceerd]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [rijen.gepubliceerd(rij) for rij in await verbinding.fetch(_VERSIES, vestiging)]

    async def geldend(self, vraag: Zoekvraag) -> list[Gepubliceerd]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return await geldend(verbinding, vraag)

    async def tel(self, vraag: Zoekvraag) -> int:
        sql, waarden = rijen.tel_sql(vraag)
        async with transaction(self._pool, readonly=True) as verbinding:
            return int(await verbinding.fetchval(sql, *waarden))

    async def vindplaatsen(self, lid_in: int) -> list[Vindplaats]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return [Vindplaats(*rij) for rij in await verbinding.fetch(_VINDPLAATSEN, lid_in)]

    async def gepubliceerd_op(self, sleutels: Collection[Sleutel]) -> Mapping[Sleutel, datetime]:
        async with transaction(self._pool, readonly=True) as verbinding:
            gevonden = await verbinding.fetch(_GEPUBLICEERD_OP, *rijen.kolommen(sleutels))
        return {rijen.sleutel(rij): rij["op"] for rij in gevonden}

    async def koppen(self, vestigingen: Sequence[int], schooljaar: int, nummer: int | None) -> list[Profielkop]:
        async with transaction(self._pool, readonly=True) as verbinding:
            gevonden = await verbinding.fetch(_KOPPEN, list(vestigingen), schooljaar, nummer)
        return [Profielkop(rijen.sleutel(rij), rij["nummer"], rij["naam"]) for rij in gevonden]

    async def openbaar(self, versies: Collection[tuple[Sleutel, int]]) -> set[tuple[Sleutel, int]]:
        alle = list(versies)
        kolommen = (*rijen.kolommen([sleutel for sleutel, _ in alle]), [nummer for _, nummer in alle])
        async with transaction(self._pool, readonly=True) as verbinding:
            gevonden = await verbinding.fetch(_OPENBAAR, *kolommen)
        return {(rijen.sleutel(rij), rij["nummer"]) for rij in gevonden}


async def geldend(verbinding: Connection, vraag: Zoekvraag) -> list[Gepubliceerd]:
    """What stands now, inside a transaction of the caller: figures count profiles in the same view."""
    sql, waarden = rijen.zoek_sql(vraag)
    return [rijen.gepubliceerd(rij) for rij in await verbinding.fetch(sql, *waarden)]


async def _antwoorden(verbinding: Connection, sleutel: Sleutel) -> list[asyncpg.Record]:
    return await verbinding.fetch(_ANTWOORDEN, *rijen.kolommen([sleutel]))


async def _schrijf(verbinding: Connection, sleutel: Sleutel, item: str, een: Ingevuld) -> Ingevuld:
    rij = await verbinding.fetchrow(_ANTWOORD, *sleutel, item, *_velden(een))
    assert rij is not None, "an insert or update returns its row"
    return rijen.ingevuld(rij)


def _velden(een: Ingevuld) -> tuple[Any, ...]:
    antwoord = een.antwoord
    return antwoord.keuze, antwoord.tekst, antwoord.datum, een.overgenomen, een.op, een.door


async def _zet_staat(
    verbinding: Connection, sleutel: Sleutel, zag: int, staat: Staat, opmerking: str, nu: datetime, door: str
) -> bool:
    gegeven = (*sleutel, zag, staat.value, nu, opmerking, door)
    return await verbinding.fetchval(_ZET_STAAT, *gegeven) is not None


def _versie(nieuw: Gepubliceerd, lid: Lid) -> tuple[Any, ...]:
    school, velden = nieuw.inhoud["school"], zoekvelden(nieuw.inhoud)
    return (
        *nieuw.sleutel, nieuw.nummer, nieuw.formulier, orjson.dumps(nieuw.inhoud).decode(), afdruk(nieuw.inhoud),
        nieuw.op, nieuw.door, school["naam"], school["plaats"], lid.schoolsoort, lid.bestuur, lid.subregio,
        velden.aanbod, velden.behoeften, velden.tekst,
    )  # fmt: skip
