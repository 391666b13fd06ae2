"""The base figures in PostgreSQL (stand.basis), under the same row level security as the cells."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from typing import Final

from services.gateway.domain.basis import Basisrij, Basissleutel, Basisvraag
from shared.runtime.postgres import Connection

_JAREN: Final = "SELECT swv, schooljaar FROM stand.jaren_met_basis($1::smallint[])"
_JAREN_VAN_ALLEN: Final = """
    SELECT DISTINCT schooljaar FROM stand.jaren_met_basis(
        ARRAY(SELECT swv FROM stand.swv_versie UNION SELECT swv FROM organisatie.swv)::smallint[])
"""
_DELEN: Final = ("schooljaar", "swv", "vestiging", "bestuur", "subregio")


@cache
def _sql(gegeven: tuple[bool, ...]) -> str:
    """The query for keys that fix these parts; its text depends on closed lists only."""
    voorwaarden = [f"b.{naam} = k.{naam}" for naam, vast in zip(_DELEN, gegeven, strict=True) if vast]
    return f"""
        SELECT k.reeks, k.schooljaar, b.swv, b.schooljaar AS jaar, b.splitsing, b.waarde, b.meting, b.dagen,
               sum(b.aantal)::bigint AS aantal, sum(b.maat)::bigint AS maat
        FROM unnest($1::int[], $2::smallint[], $3::smallint[], $4::int[], $5::int[], $6::text[])
            AS k (reeks, schooljaar, swv, vestiging, bestuur, subregio)
        JOIN stand.basis AS b ON {" AND ".join(voorwaarden)}
        WHERE b.indicator = $7 AND b.teldatum = $8 AND b.herkomst = $9 AND b.splitsing = ANY ($10::text[])
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    """


class Basisgeheugen:
    """Which schooljaren of an SWV have base rows at all, read once per view: most have none."""

    def __init__(self, verbinding: Connection) -> None:
        self._verbinding = verbinding
        self._jaren: dict[int | None, set[int]] = {}

    async def nodig(self, vraag: Basisvraag) -> Basisvraag:
        """The same question without the keys that have no rows; a key without SWV is about all of them."""
        await self._lees({sleutel.swv for sleutel in vraag.sleutels} - self._jaren.keys())
        return replace(vraag, sleutels=tuple(filter(self._kan, vraag.sleutels)))

    def _kan(self, sleutel: Basissleutel) -> bool:
        jaren = self._jaren[sleutel.swv]
        return bool(jaren) if sleutel.schooljaar is None else sleutel.schooljaar in jaren

    async def _lees(self, swvs: Collection[int | None]) -> None:
        self._jaren |= {swv: set() for swv in swvs}
        if None in swvs:
            self._jaren[None] = {jaar for (jaar,) in await self._verbinding.fetch(_JAREN_VAN_ALLEN)}
        genoemd = sorted(swv for swv in swvs if swv is not None)
        for swv, jaar in await self._verbinding.fetch(_JAREN, genoemd) if genoemd else ():
            self._jaren[swv].add(jaar)


async def basis(verbinding: Connection, vraag: Basisvraag) -> list[Basisrij]:
    """Base rows per series and schooljaar; order does not matter."""
    groepen: dict[tuple[bool, ...], list[Basissleutel]] = defaultdict(list)
    for sleutel in vraag.sleutels:
        groepen[tuple(deel is not None for deel in sleutel[1:])].append(sleutel)
    gevonden: list[Basisrij] = []
    for gegeven, groep in groepen.items():
        rijen = await verbinding.fetch(
            _sql(gegeven),
            *(list(kolom) for kolom in zip(*groep, strict=True)),
            *(vraag.indicator.code, vraag.teldatum, vraag.herkomst, list(vraag.splitsingen)),
        )
        gevonden += [Basisrij(*rij) for rij in rijen]
    return gevonden
