"""The recomputed stand in temporary tables of one connection: nobody else sees them, and they end with it.

So a recomputation that is killed leaves nothing behind, and needs no right to make tables in `stand`.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final

import asyncpg

from services.aggregator.domain import Stand, delta
from services.aggregator.herbereken.vergelijking import Verbinding
from services.aggregator.lijsten.schaduw import Lijstschaduw
from shared.contracts.cellen import Cel, Maten

_MAAK: Final = """
    CREATE TEMP TABLE schaduw_zaak (
        zaak bytea PRIMARY KEY, versie bigint NOT NULL, swv smallint NOT NULL, bron int NOT NULL,
        digest bytea NOT NULL, inhoud bytea);
    CREATE TEMP TABLE schaduw_cel (
        swv smallint NOT NULL, schooljaar smallint NOT NULL, kubus smallint NOT NULL, vestiging int NOT NULL,
        herkomst int NOT NULL, code bigint NOT NULL,
        aantal bigint NOT NULL, bedrag_cent bigint NOT NULL, leerlingen bigint NOT NULL,
        PRIMARY KEY (swv, schooljaar, kubus, vestiging, herkomst, code));
    CREATE TEMP TABLE klaar_cel (LIKE schaduw_cel);
"""
_GEHOUDEN: Final = "SELECT zaak, versie, swv, bron, digest, inhoud FROM schaduw_zaak WHERE zaak = ANY ($1::bytea[])"
_ZAKEN_ERUIT: Final = "DELETE FROM schaduw_zaak WHERE zaak = ANY ($1::bytea[])"
_CELLEN_ERIN: Final = """
    INSERT INTO schaduw_cel AS cel SELECT * FROM klaar_cel
    ON CONFLICT (swv, schooljaar, kubus, vestiging, herkomst, code) DO UPDATE
    SET aantal = cel.aantal + excluded.aantal, bedrag_cent = cel.bedrag_cent + excluded.bedrag_cent,
        leerlingen = cel.leerlingen + excluded.leerlingen
"""
_GEVOUWEN: Final = "SELECT zaak FROM stand.gevouwen WHERE zaak = ANY ($1::bytea[])"
_VAN_IJKPUNT: Final = """
    INSERT INTO schaduw_zaak SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.ijkpunt_zaak WHERE ijkpunt = $1
"""
_ALLE: Final = "SELECT zaak, versie, swv, bron, digest, inhoud FROM schaduw_zaak WHERE inhoud IS NOT NULL"
_CELLEN_TEGELIJK: Final = 100_000


class Schaduw:
    """Cases and cells of a recomputation. The caller decides about transactions; driver errors are the caller's."""

    def __init__(self, connection: Verbinding) -> None:
        self._connection = connection
        self._som: dict[Cel, list[int]] = {}
        self._lijsten = Lijstschaduw(connection)

    async def maak(self) -> None:
        """Make the empty tables."""
        await self._connection.execute(_MAAK)
        await self._lijsten.begin()

    async def begin_bij(self, ijkpunt: int) -> None:
        """Start from the cases of a checkpoint."""
        await self._connection.execute(_VAN_IJKPUNT, ijkpunt)

    async def aantal(self) -> int:
        """How many cases there are."""
        return int(await self._connection.fetchval("SELECT count(*) FROM schaduw_zaak"))

    async def gehouden(self, zaken: Sequence[bytes]) -> dict[bytes, Stand]:
        """The held cases among these."""
        rijen = await self._connection.fetch(_GEHOUDEN, list(set(zaken)))
        return {rij[0]: Stand(*rij[1:]) for rij in map(tuple, rijen)}

    async def gevouwen(self, zaken: Iterable[bytes]) -> set[bytes]:
        """Those that left with a checkpoint; that table changes with a checkpoint only, so never under a replay."""
        gezocht = sorted(set(zaken))
        return {rij[0] for rij in await self._connection.fetch(_GEVOUWEN, gezocht)} if gezocht else set()

    async def bewaar(self, zaken: Mapping[bytes, Stand], gehouden: Container[bytes]) -> None:
        """Keep these as the newest versions; `gehouden` says which of them are there now (faster than an upsert)."""
        if oud := [zaak for zaak in zaken if zaak in gehouden]:
            await self._connection.execute(_ZAKEN_ERUIT, oud)
        rijen = [(zaak, *stand) for zaak, stand in zaken.items()]
        await self._connection.copy_records_to_table("schaduw_zaak", records=rijen)

    def alle(self) -> "asyncpg.cursor.CursorFactory[Any]":
        """All cases that contribute; iterate inside a transaction."""
        return self._connection.cursor(_ALLE, prefetch=1_000)

    async def tel(self, zaken: Mapping[bytes, Stand]) -> None:
        """Add what these cases contribute to the cells."""
        await self.verreken(delta({}, zaken))
        await self.tel_lijsten({}, zaken)

    async def tel_lijsten(self, gehouden: Mapping[bytes, Stand], zaken: Mapping[bytes, Stand]) -> None:
        """Add what changes beside the lists when these cases replace the ones that are held."""
        await self.verreken(await self._lijsten.tel(gehouden, zaken))

    async def rond_lijsten_af(self) -> None:
        """All cells of lists, as they are now; the last thing before a comparison."""
        await self._lijsten.rond_af()

    async def verreken(self, verschil: Mapping[Cel, Maten]) -> None:
        """Add signed changes to the cells; they are in the table after `schrijf_cellen`."""
        for cel, maten in verschil.items():
            som = self._som.setdefault(cel, [0, 0, 0])
            for plaats, maat in enumerate(maten):
                som[plaats] += maat
        if len(self._som) > _CELLEN_TEGELIJK:
            await self._schrijf_som()

    async def _schrijf_som(self) -> None:
        if self._som:
            await self._connection.execute("TRUNCATE klaar_cel")
            rijen = [(*cel, *som) for cel, som in self._som.items()]
            await self._connection.copy_records_to_table("klaar_cel", records=rijen)
            await self._connection.execute(_CELLEN_ERIN)
            self._som.clear()

    async def schrijf_cellen(self) -> None:
        """Write what was added up; cells that count nothing are left out."""
        await self._schrijf_som()
        await self._connection.execute("DELETE FROM schaduw_cel WHERE aantal = 0")

    async def bereid_voor(self) -> None:
        """Let the planner know the size of the tables: nothing does so by itself for temporary ones."""
        await self._connection.execute("ANALYZE schaduw_zaak, schaduw_cel")
