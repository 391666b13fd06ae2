"""The figures in PostgreSQL, each view in one read-only transaction with the context of its caller."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from services.gateway.adapters import (
    basis,
    cellen,
    instellingen,
    landelijk,
    leesboek,
    tlv_bedragen,
    toelichtingen,
    vrijgave,
)
from services.gateway.adapters.context import lezend
from services.gateway.adapters.opendata import PostgresOpendata
from services.gateway.adapters.organisatie import OrganisatieGeheugen
from services.gateway.adapters.profielen import PostgresProfielboek
from services.gateway.adapters.sporen import Sporengeheugen
from services.gateway.adapters.vrijgavebeleid import PostgresBeleidsboek
from services.gateway.adapters.werkboek import PostgresWerkboek, PostgresWerklezing
from services.gateway.domain.basis import Basisrij, Basisvraag
from services.gateway.domain.datakwaliteit import Opgave
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.instellingen import Instellingen
from services.gateway.domain.landelijk import Cijfer
from services.gateway.domain.leesverslag import Leesregel, Leesvraag
from services.gateway.domain.lijsten import Lijst
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Celvraag, Sleutel
from services.gateway.domain.rechten import Context, Rechten, Spoor, context
from services.gateway.domain.som import Som
from services.gateway.domain.staat import Plaats, Staat
from services.gateway.domain.tlv_bedragen import Bedragenversie
from services.gateway.domain.toelichtingen import Plek, Versie
from services.gateway.domain.vrijgave import Hoofd, OpenVrijgave, Tabellen, Tabelsleutel
from services.gateway.handlers.poorten import (
    Lezing,
    Plaatsversie,
    Versies,
    Wijziging,
)
from shared.runtime.postgres import Connection, Pool, statements, transaction

_VERSIES = """
    SELECT NULL::smallint AS swv, versie, bijgewerkt FROM organisatie.versie
    UNION ALL SELECT swv, versie, bijgewerkt FROM stand.swv_versie
"""
_STAAT = "SELECT toegang.staat($1, $2, $3, $4, $5, $6, $7)"
_PLAATSVERSIES = """
    SELECT DISTINCT v.vestiging, v.schooljaar, v.versie, v.bijgewerkt
    FROM unnest($1::int[], $2::smallint[]) AS k (vestiging, schooljaar)
    JOIN stand.plaats_versie AS v ON v.vestiging = k.vestiging AND coalesce(k.schooljaar, v.schooljaar) = v.schooljaar
    ORDER BY 1, 2
"""


class PostgresLezing:
    """Lezing on one connection; see services.gateway.handlers.poorten for the meaning of each method."""

    def __init__(
        self,
        verbinding: Connection,
        geheugen: OrganisatieGeheugen,
        sporen: Sporengeheugen,
        grens: Context,
        lopend: int,
    ) -> None:
        self._verbinding, self._geheugen, self._sporen = verbinding, geheugen, sporen
        self._grens, self._lopend = grens, lopend
        self._basisgeheugen = basis.Basisgeheugen(verbinding)

    async def staat(self, plek: Plaats) -> Staat:
        return await _staat(self._verbinding, self._grens, self._lopend, plek)

    async def versies(self) -> Versies:
        rijen = await self._verbinding.fetch(_VERSIES)
        van_allen = next(rij for rij in rijen if rij["swv"] is None)
        per_swv = {rij["swv"]: (rij["versie"], rij["bijgewerkt"]) for rij in rijen if rij["swv"] is not None}
        return Versies(van_allen["versie"], van_allen["bijgewerkt"], per_swv)

    async def organisatie(self, versie: int) -> Organisatie:
        return await self._geheugen.van(self._verbinding, versie)

    async def instellingen(self) -> Instellingen:
        return await instellingen.geldend(self._verbinding)

    async def geschiedenis(self, swv: int) -> list[Wijziging]:
        return await instellingen.geschiedenis(self._verbinding, swv)

    async def leesregels(self, vraag: Leesvraag) -> tuple[list[Leesregel], int]:
        return await leesboek.lees(self._verbinding, vraag)

    async def toelichtingen(self, eenheid: Eenheid, schooljaar: int | None) -> list[Versie]:
        return await toelichtingen.geldend(self._verbinding, eenheid, schooljaar)

    async def toelichting_versies(self, plek: Plek) -> list[Versie]:
        return await toelichtingen.versies(self._verbinding, plek)

    async def opgaven(self, swv: int) -> list[Opgave]:
        return await cellen.opgaven(self._verbinding, swv)

    async def sporen(
        self, swvs: Collection[int], vestigingen: Collection[int] | None, herkomst: bool
    ) -> frozenset[Spoor]:
        # Only for who sees these SWV's whole: row level security shows less of them to others.
        if vestigingen is None and set(swvs) <= set(self._grens.swvs):
            return await self._sporen.van(self._verbinding, await self.versies(), swvs, herkomst)
        return await cellen.sporen(self._verbinding, swvs, vestigingen, herkomst)

    async def plaatsversies(self, plaatsen: Sequence[tuple[int, int | None]]) -> list[Plaatsversie]:
        kolommen = [[vestiging for vestiging, _ in plaatsen], [jaar for _, jaar in plaatsen]]
        return [Plaatsversie(*rij) for rij in await self._verbinding.fetch(_PLAATSVERSIES, *kolommen)]

    async def vrijgave(self, getoetst: bool) -> Hoofd | None:
        return await vrijgave.hoofd(self._verbinding, getoetst)

    async def open_vrijgave(self) -> OpenVrijgave | None:
        return await vrijgave.open_vrijgave(self._verbinding)

    async def tabellen(self, hoofd: Hoofd, sleutels: Sequence[Tabelsleutel]) -> Tabellen:
        return await vrijgave.tabellen(self._verbinding, hoofd, sleutels)

    async def stand_vrijgave(self, nummer: int, eenheden: Collection[tuple[str, str]]) -> datetime | None:
        return await vrijgave.stand(self._verbinding, nummer, eenheden)

    async def sommen(self, vraag: Celvraag) -> list[Som]:
        return await cellen.sommen(self._verbinding, vraag)

    @property
    def open_data(self) -> PostgresOpendata:
        return PostgresOpendata(self._verbinding)

    async def landelijk(self) -> list[Cijfer]:
        return await landelijk.cijfers(self._verbinding)

    async def tlv_bedragen(self, swv: int) -> list[Bedragenversie]:
        return await tlv_bedragen.versies(self._verbinding, swv)

    @property
    def werk(self) -> PostgresWerklezing:
        return PostgresWerklezing(self._verbinding)

    async def lijsten(self, soort: str) -> list[Lijst]:
        return await cellen.lijsten(self._verbinding, soort)

    async def basis(self, vraag: Basisvraag) -> list[Basisrij]:
        return await basis.basis(self._verbinding, await self._basisgeheugen.nodig(vraag))

    async def telt(self, sleutels: Sequence[Sleutel], herkomst: bool) -> frozenset[tuple[int, int | None]]:
        return await cellen.telt(self._verbinding, sleutels, herkomst)


class PostgresGegevens:
    """Gegevens over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self._geheugen, self._sporen = pool, OrganisatieGeheugen(), Sporengeheugen()

    async def warm_op(self) -> None:
        """Read what is kept in memory before the first question. Raises Unavailable."""
        async with self.lezing(frozenset(), 0) as lezing:
            await lezing.organisatie((await lezing.versies()).organisatie)

    @property
    def in_geheugen(self) -> int:
        """Version of the reference data that are kept in memory; -1: none yet."""
        return self._geheugen.versie

    def lezing(self, rechten: Rechten, lopend: int) -> AbstractAsyncContextManager[Lezing]:
        return self._open(context(rechten), lopend)

    async def staat(self, rechten: Rechten, lopend: int, plek: Plaats) -> Staat:
        async with statements(self._pool) as verbinding:
            return await _staat(verbinding, context(rechten), lopend, plek)

    async def landelijk(self) -> list[Cijfer]:
        async with transaction(self._pool, readonly=True) as verbinding:
            return await landelijk.cijfers(verbinding)

    @property
    def beleidsboek(self) -> PostgresBeleidsboek:
        return PostgresBeleidsboek(self._pool)

    @property
    def profielboek(self) -> PostgresProfielboek:
        return PostgresProfielboek(self._pool)

    @property
    def werkboek(self) -> PostgresWerkboek:
        return PostgresWerkboek(self._pool)

    async def schrijf_instelling(self, swv: int, wijziging: Wijziging) -> bool:
        return await instellingen.schrijf(self._pool, swv, wijziging)

    async def schrijf_tlv_bedragen(self, swv: int, nieuw: Bedragenversie) -> bool:
        return await tlv_bedragen.schrijf(self._pool, swv, nieuw)

    async def schrijf_toelichting(self, nieuw: Versie) -> bool:
        return await toelichtingen.schrijf(self._pool, nieuw)

    async def wis_toelichting(self, plek: Plek) -> None:
        await toelichtingen.wis(self._pool, plek)

    @asynccontextmanager
    async def _open(self, grens: Context, lopend: int) -> AsyncIterator[Lezing]:
        async with lezend(self._pool, grens, lopend) as verbinding:
            yield PostgresLezing(verbinding, self._geheugen, self._sporen, grens, lopend)


async def _staat(verbinding: Connection, grens: Context, lopend: int, plek: Plaats) -> Staat:
    lijsten = (list(grens.swvs), list(grens.vestigingen), list(grens.besturen))
    staat: str = await verbinding.fetchval(_STAAT, *lijsten, lopend, *plek)
    return staat
