"""The running stand beside the recomputed one: what differs, counted per kubus, SWV and schooljaar.

Both must be of the same moment: call it inside a snapshot, or with the positions locked.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import asyncpg

from services.aggregator.domain import Telling
from services.aggregator.handlers import Positie
from services.aggregator.herbereken.tussenstand import Letter, Stuk, Tussenstand
from services.aggregator.lijsten.schaduw import BEKEND_ANDERS
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.consume import TP
from shared.runtime.postgres import Connection

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any] | Connection
else:
    Verbinding = asyncpg.Connection

_CEL_SLEUTEL: Final = "swv, schooljaar, kubus, vestiging, herkomst, code"
_CEL_VERSCHILLEN: Final = f"""
    SELECT swv, schooljaar, kubus, count(*) AS cellen,
           coalesce(sum(nu.aantal), 0)::bigint AS nu, coalesce(sum(s.aantal), 0)::bigint AS herberekend
    FROM stand.cel AS nu FULL JOIN schaduw_cel AS s USING ({_CEL_SLEUTEL})
    WHERE (nu.aantal, nu.bedrag_cent, nu.leerlingen) IS DISTINCT FROM (s.aantal, s.bedrag_cent, s.leerlingen)
    GROUP BY swv, schooljaar, kubus ORDER BY swv, schooljaar, kubus
"""
_ZAAK_VERSCHILLEN: Final = """
    SELECT coalesce(nu.swv, s.swv) AS swv, count(*) AS zaken
    FROM stand.zaak AS nu FULL JOIN schaduw_zaak AS s USING (zaak)
    WHERE (nu.versie, nu.swv, nu.bron, nu.digest, nu.inhoud)
        IS DISTINCT FROM (s.versie, s.swv, s.bron, s.digest, s.inhoud)
    GROUP BY 1 ORDER BY 1
"""
_CELLEN: Final = "SELECT swv, schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen FROM {}"
CEL_VOLGORDE: Final = f"{_CELLEN} ORDER BY {_CEL_SLEUTEL}"
ZAAK_VOLGORDE: Final = "SELECT zaak, versie, swv, bron, digest, sha256(coalesce(inhoud, '')) FROM {} ORDER BY zaak"
_STUKKEN: Final = """
    SELECT partitie, volgende, laatste, ontvangen, geteld, achterhaald, dubbel, dood
    FROM stand.partitie WHERE topic = $1
"""
_BRONNEN: Final = "SELECT bron, swv, verwerkt, dood FROM stand.bron_teller"
_LETTERS: Final = """
    SELECT l.partitie, l.positie, l.reden, l.event_id, l.op FROM stand.dode_letter AS l
    JOIN unnest($2::int[], $3::bigint[]) AS van (partitie, positie) ON van.partitie = l.partitie
    WHERE l.dienst = 'aggregator' AND l.topic = $1 AND l.positie >= van.positie
"""


class CelVerschil(NamedTuple):
    """Differing cells of one kubus, SWV and schooljaar; `nu` and `herberekend` are dossiers in those cells."""

    swv: int
    schooljaar: int
    kubus: int
    cellen: int
    nu: int
    herberekend: int


class Som(NamedTuple):
    """SHA-256 over the ordered cells and over the ordered cases."""

    cellen: bytes
    zaken: bytes


@dataclass(frozen=True)
class Vergelijking:
    """All that differs. `zaken` per SWV; the others are numbers of letters, partitions, sources and lines of lists.

    The digests are None where they were not asked for.
    """

    nu: Som | None
    herberekend: Som | None
    cellen: tuple[CelVerschil, ...] = ()
    zaken: Mapping[int, int] | None = None
    letters: int = 0
    partities: int = 0
    bronnen: int = 0
    gebeurtenissen: int = 0
    lijstregels: int = 0

    @property
    def aantal(self) -> int:
        """Everything that differs, added up; 0 is what we want."""
        cellen = sum(een.cellen for een in self.cellen)
        return (
            cellen + sum((self.zaken or {}).values()) + self.letters + self.partities + self.bronnen + self.lijstregels
        )

    @property
    def gelijk(self) -> bool:
        """Nothing differs, and the digests agree that nothing does."""
        return self.aantal == 0 and self.nu == self.herberekend


class Teller(NamedTuple):
    """What the running stand holds beside cases and cells; letters from the given positions on."""

    stukken: dict[TP, Stuk]
    bronnen: dict[tuple[int, int], tuple[int, int]]
    letters: list[Letter]


async def vergelijk(connection: Verbinding, tussen: Tussenstand, van: Mapping[TP, int], met_som: bool) -> Vergelijking:
    """Compare `schaduw_*` and `tussen` with the running stand; letters count from the positions `van` on.

    The digests take longest: a swap does without them (`met_som`), for pushes wait meanwhile.
    """
    cellen = tuple(CelVerschil(*rij) for rij in await connection.fetch(_CEL_VERSCHILLEN))
    zaken = {rij["swv"]: rij["zaken"] for rij in await connection.fetch(_ZAAK_VERSCHILLEN)}
    teller = await lees_teller(connection, van)
    return Vergelijking(
        await som(connection, "stand.cel", "stand.zaak") if met_som else None,
        await som(connection, "schaduw_cel", "schaduw_zaak") if met_som else None,
        cellen,
        zaken,
        letters=len(_plaatsen(teller.letters) ^ _plaatsen(tussen.letters)),
        partities=_anders(teller.stukken, tussen.stukken),
        bronnen=_anders(teller.bronnen, tussen.bronnen),
        gebeurtenissen=tussen.gelezen,
        lijstregels=await connection.fetchval(BEKEND_ANDERS),
    )


async def som(connection: Verbinding, cellen: str, zaken: str) -> Som:
    """The digests of two tables: SHA-256 over what `COPY (…) TO STDOUT` prints."""
    return Som(
        await sha256_van(connection, CEL_VOLGORDE.format(cellen)),
        await sha256_van(connection, ZAAK_VOLGORDE.format(zaken)),
    )


async def sha256_van(connection: Verbinding, vraag: str) -> bytes:
    """SHA-256 over the rows of a question, as PostgreSQL's COPY writes them as text."""
    hasher = hashlib.sha256()

    async def erbij(stuk: bytes) -> None:
        hasher.update(stuk)

    await connection.copy_from_query(vraag, output=erbij)
    return hasher.digest()


async def lees_stukken(connection: Verbinding, topic: str = ONDERWIJS_ZAKEN.naam) -> dict[TP, Stuk]:
    """Where the running stand is, and its counts."""
    rijen = await connection.fetch(_STUKKEN, topic)
    return {TP(topic, rij[0]): Stuk(Positie(rij[1], rij[2]), Telling(*tuple(rij)[3:])) for rij in rijen}


async def lees_teller(connection: Verbinding, van: Mapping[TP, int]) -> Teller:
    """Positions, counts and letters of the running stand."""
    stukken = await lees_stukken(connection)
    begin = {tp: van.get(tp, 0) for tp in stukken}
    rijen = await connection.fetch(_LETTERS, ONDERWIJS_ZAKEN.naam, [tp.partition for tp in begin], list(begin.values()))
    letters = [Letter(TP(ONDERWIJS_ZAKEN.naam, rij[0]), *tuple(rij)[1:]) for rij in rijen]
    bronnen = {(rij[0], rij[1]): (rij[2], rij[3]) for rij in await connection.fetch(_BRONNEN)}
    return Teller(stukken, bronnen, letters)


def _plaatsen(letters: Iterable[Letter]) -> set[tuple[TP, int, str]]:
    return {een[:3] for een in letters}


def _anders(nu: Mapping[Any, Any], herberekend: Mapping[Any, Any]) -> int:
    return sum(nu.get(sleutel) != herberekend.get(sleutel) for sleutel in nu.keys() | herberekend.keys())
