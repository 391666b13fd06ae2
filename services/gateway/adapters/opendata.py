"""The tables of the open sources in PostgreSQL; money passes row level security, goals a view
(migrations opendata and kwaliteit)."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from services.gateway.domain.open.rijen import (
    Doel,
    DuoSchool,
    Leerlingen,
    Levering,
    Middel,
    Oordeel,
    Profielrij,
    Stroom,
    Telling,
)
from services.gateway.domain.open.vakken import VoScholen
from shared.runtime.postgres import Connection

_LEERLINGEN = """
    SELECT vestiging, schooljaar, schoolsoort, laag, hoog, status, levering FROM opendata.leerlingen
    WHERE vestiging = ANY ($1::int[]) AND schooljaar = ANY ($2::smallint[])
"""
_SCHOLEN = """
    SELECT vestiging, naam, plaats, gemeente, bestuur, bestuur_naam FROM opendata.vestiging
    WHERE vestiging = ANY ($1::int[])
"""
_OORDELEN = """
    SELECT DISTINCT ON (vestiging, sector) vestiging, sector, oordeel, peildatum FROM opendata.oordeel
    WHERE vestiging = ANY ($1::int[]) ORDER BY vestiging, sector, peildatum DESC
"""
_PROFIELEN = """
    SELECT DISTINCT ON (swv, vestiging, schooljaar) swv, vestiging, schooljaar, aanbod FROM profielen.versie v
    WHERE vestiging = ANY ($1::int[]) AND schooljaar <= $2 AND NOT EXISTS (
        SELECT FROM profielen.intrekking i
        WHERE (i.swv, i.vestiging, i.schooljaar, i.nummer) = (v.swv, v.vestiging, v.schooljaar, v.nummer))
    ORDER BY swv, vestiging, schooljaar, nummer DESC
"""
_VO_SCHOLEN = """
    SELECT swv, schooljaar, vestiging FROM opendata.vo_swv
    WHERE swv = ANY ($1::smallint[]) AND schooljaar = ANY ($2::smallint[])
"""
_TELLINGEN = """
    SELECT swv, schooljaar, schoolsoort, vestiging_swv, laag, hoog, status, levering FROM opendata.swv_telling
    WHERE (swv = ANY ($1::smallint[]) OR vestiging_swv = ANY ($1::smallint[]))
      AND schooljaar = ANY ($2::smallint[]) AND teldatum = $3
"""
_BETALERS = """
    SELECT DISTINCT swv, schooljaar FROM opendata.swv_telling WHERE schooljaar = ANY ($1::smallint[]) AND teldatum = $2
"""
_STROMEN = """
    SELECT swv, schooljaar, van, naar, laag, hoog, status, levering FROM opendata.stroom
    WHERE swv = ANY ($1::smallint[]) AND schooljaar = ANY ($2::smallint[])
"""
_MIDDELEN = """
    SELECT swv, bestuur, vestiging, periode_soort = 'boekjaar', jaar, categorie, begroot_cent, besteed_cent, levering
    FROM opendata.middelen WHERE jaar = ANY ($1::smallint[])
"""
_DOELEN = """
    SELECT swv, plan, code, titel, indicator, niveau, eenheid, streefwaarde, richting, uiterlijk, eigenaar, peildatum,
           versie, notitie, gewijzigd_op, gewijzigd_door, van_hier
    FROM kwaliteit.geldend_doel ORDER BY swv, plan, code
"""
_LEVERINGEN = """
    SELECT id, soort, peildatum, status, coalesce(toegepast_op, ontvangen_op) FROM organisatie.levering
    WHERE id = ANY ($1::uuid[]) ORDER BY soort, peildatum
"""


class PostgresOpendata:
    """Opendata (services.gateway.handlers.poorten) on the connection of one view."""

    def __init__(self, verbinding: Connection) -> None:
        self._verbinding = verbinding

    async def leerlingen(self, vestigingen: Collection[int], schooljaren: Collection[int]) -> list[Leerlingen]:
        rijen = await self._verbinding.fetch(_LEERLINGEN, sorted(vestigingen), sorted(schooljaren))
        return [Leerlingen(*rij) for rij in rijen]

    async def scholen(self, vestigingen: Collection[int]) -> list[DuoSchool]:
        return [DuoSchool(*rij) for rij in await self._verbinding.fetch(_SCHOLEN, sorted(vestigingen))]

    async def oordelen(self, vestigingen: Collection[int]) -> list[Oordeel]:
        return [Oordeel(*rij) for rij in await self._verbinding.fetch(_OORDELEN, sorted(vestigingen))]

    async def profielen(self, vestigingen: Collection[int], tot: int) -> list[Profielrij]:
        rijen = await self._verbinding.fetch(_PROFIELEN, sorted(vestigingen), tot)
        return [Profielrij(swv, vestiging, jaar, tuple(aanbod)) for swv, vestiging, jaar, aanbod in rijen]

    async def vo_scholen(self, swvs: Collection[int], schooljaren: Collection[int]) -> VoScholen:
        gevonden: dict[tuple[int, int], set[int]] = defaultdict(set)
        for swv, jaar, vestiging in await self._verbinding.fetch(_VO_SCHOLEN, sorted(swvs), sorted(schooljaren)):
            gevonden[swv, jaar].add(vestiging)
        return {sleutel: frozenset(scholen) for sleutel, scholen in gevonden.items()}

    async def tellingen(self, swvs: Collection[int], schooljaren: Collection[int], teldatum: str) -> list[Telling]:
        rijen = await self._verbinding.fetch(_TELLINGEN, sorted(swvs), sorted(schooljaren), teldatum)
        return [Telling(*rij) for rij in rijen]

    async def betalers(self, schooljaren: Collection[int], teldatum: str) -> set[tuple[int, int]]:
        return {(rij[0], rij[1]) for rij in await self._verbinding.fetch(_BETALERS, sorted(schooljaren), teldatum)}

    async def stromen(self, swvs: Collection[int], schooljaren: Collection[int]) -> list[Stroom]:
        return [Stroom(*rij) for rij in await self._verbinding.fetch(_STROMEN, sorted(swvs), sorted(schooljaren))]

    async def middelen(self, jaren: Collection[int]) -> list[Middel]:
        return [Middel(*rij) for rij in await self._verbinding.fetch(_MIDDELEN, sorted(jaren))]

    async def doelen(self) -> list[Doel]:
        return [Doel(*rij) for rij in await self._verbinding.fetch(_DOELEN)]

    async def leveringen(self, ids: Collection[UUID]) -> list[Levering]:
        return [Levering(*rij) for rij in await self._verbinding.fetch(_LEVERINGEN, sorted(ids))]
