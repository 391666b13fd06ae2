"""The leaf cells in PostgreSQL: a Celvraag becomes one group-by over the ranges of the key that it needs.

The text of a query depends only on closed lists (which parts of the key are given, which measure); every value
is bound. Codes are compared with a mask in place, so a filter or selection is one `&` and one `= ANY`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from services.gateway.domain.datakwaliteit import Opgave
from services.gateway.domain.lijsten import Lijst
from services.gateway.domain.plan import Celvraag, Sleutel
from services.gateway.domain.rechten import Spoor
from services.gateway.domain.som import Som
from shared.contracts.cellen import INDELINGEN, Kubus
from shared.contracts.indicatoren import Maat
from shared.runtime.postgres import Connection

_KOLOM = {
    Maat.AANTAL: "aantal",
    Maat.DUUR: "aantal",
    Maat.BEDRAG: "bedrag_cent",
    Maat.LEERLINGEN: "leerlingen",
}
_SLEUTELS = """unnest($1::int[], $2::smallint[], $3::smallint[], $4::int[])
    AS k (reeks, schooljaar, swv, school)"""
# Word for word the condition of the index cel_open, or the planner does not see that it fits.
OPEN = "c.kubus = 1 AND (c.code >> 1) & 7 IN (0, 1, 3, 4)"
_LIJSTEN = """
    SELECT soort, swv, schooljaar, CASE soort WHEN 'duo-bekostigd' THEN to_char(peildatum, 'MM-DD') END AS teldatum,
           status IS NOT DISTINCT FROM 'voorlopig' AS voorlopig
    FROM stand.lijst WHERE soort = $1
"""
_OPGAVEN = """
    SELECT schooljaar, vestiging, CASE kubus WHEN $3::smallint THEN code & $4::bigint END AS bestuur,
           sum(aantal)::int AS aantal
    FROM stand.cel WHERE swv = $1::smallint AND kubus = ANY ($2::smallint[])
    GROUP BY 1, 2, 3
"""
_BESTUUR = INDELINGEN[Kubus.OPGAVE].velden["bestuur"]


class _Vorm(NamedTuple):
    """Which parts of the key the sleutels of one query fix."""

    schooljaar: bool
    swv: bool
    school: bool
    herkomst: bool

    def voorwaarden(self) -> str:
        """How cells join their sleutel."""
        kolom = "herkomst" if self.herkomst else "vestiging"
        delen = {
            "c.swv = k.swv": self.swv,
            "c.schooljaar = k.schooljaar": self.schooljaar,
            f"c.{kolom} = k.school": self.school,
        }
        return " AND ".join(deel for deel, geldt in delen.items() if geldt)


@cache
def _som_sql(vorm: _Vorm, kolom: str, voorraad: bool) -> str:
    # OFFSET 0 keeps the subquery whole: one walk of the index per sleutel. Left free, the planner guesses from the
    # subqueries of row level security that reading a whole kubus is cheaper (measured: 47 ms instead of 5).
    return f"""
        SELECT k.reeks, k.schooljaar, c.swv, c.code & $9::bigint AS code,
               sum(c.aantal)::bigint AS aantal, sum(c.maat)::bigint AS maat, c.schooljaar AS jaar
        FROM {_SLEUTELS} CROSS JOIN LATERAL (
            SELECT c.swv, c.schooljaar, c.code, c.aantal, c.{kolom} AS maat FROM stand.cel AS c
            WHERE {vorm.voorwaarden()} AND c.kubus = $5::smallint AND c.code & $6::bigint = ANY ($7::bigint[])
              AND c.code & $8::bigint = $8::bigint{f" AND {OPEN}" if voorraad else ""}
            OFFSET 0
        ) AS c
        GROUP BY 1, 2, 3, 4, c.schooljaar
    """


@cache
def _sporen_sql(school: str, alle: bool) -> str:
    # Two texts, for a plan is kept: by school it goes along another index than by SWV.
    deze, deze_basis = ("", "") if alle else (f" AND {school} = ANY ($3::int[])", " AND vestiging = ANY ($3::int[])")
    return f"""
        SELECT swv, {school} AS vestiging, schooljaar FROM stand.cel
        WHERE swv = ANY ($1::smallint[]) AND {school} >= 0{deze}
        UNION
        SELECT swv, vestiging, schooljaar FROM stand.basis
        WHERE swv = ANY ($1::smallint[]) AND vestiging >= 0 AND herkomst = $2{deze_basis}
    """


@cache
def _telt_sql(vorm: _Vorm) -> str:
    return f"""
        SELECT DISTINCT k.reeks, k.schooljaar FROM {_SLEUTELS}
        WHERE EXISTS (SELECT FROM stand.cel AS c WHERE {vorm.voorwaarden()})
           OR EXISTS (SELECT FROM stand.basis AS c WHERE {vorm._replace(herkomst=False).voorwaarden()}
                      AND c.herkomst = {vorm.herkomst})
    """


def _per_vorm(sleutels: Iterable[Sleutel], herkomst: bool) -> Iterator[tuple[_Vorm, tuple[list[int | None], ...]]]:
    """Sleutels of the same form together, as columns for unnest."""
    groepen: dict[_Vorm, list[Sleutel]] = defaultdict(list)
    for een in sleutels:
        gegeven = (een.schooljaar is not None, een.swv is not None, een.vestiging is not None)
        groepen[_Vorm(*gegeven, herkomst=herkomst)].append(een)
    for vorm, groep in groepen.items():
        yield vorm, tuple([list(kolom) for kolom in zip(*groep, strict=True)])


async def sommen(verbinding: Connection, vraag: Celvraag) -> list[Som]:
    """Sums per series, schooljaar, SWV and masked code; order does not matter."""
    gevonden: list[Som] = []
    eis = vraag.eis
    for vorm, kolommen in _per_vorm(vraag.sleutels, vraag.herkomst):
        rijen = await verbinding.fetch(
            _som_sql(vorm, _KOLOM[vraag.maat], vraag.voorraad),
            *(*kolommen, int(vraag.kubus), eis.masker, sorted(eis.nummers), vraag.bits, vraag.groep),
        )
        gevonden += [Som(*rij) for rij in rijen]
    return gevonden


async def telt(
    verbinding: Connection, sleutels: Sequence[Sleutel], herkomst: bool
) -> frozenset[tuple[int, int | None]]:
    """(series, schooljaar) that have a cell of any kubus."""
    gevonden: set[tuple[int, int | None]] = set()
    for vorm, kolommen in _per_vorm(sleutels, herkomst):
        gevonden |= {(rij[0], rij[1]) for rij in await verbinding.fetch(_telt_sql(vorm), *kolommen)}
    return frozenset(gevonden)


async def sporen(
    verbinding: Connection, swvs: Collection[int], vestigingen: Collection[int] | None, herkomst: bool
) -> frozenset[Spoor]:
    """Where dossiers of these schools (None: of any) count at these SWV's, as applicant or also as school of origin."""
    gezocht = [] if vestigingen is None else [sorted(vestigingen)]
    gevonden: set[Spoor] = set()
    for school in ("vestiging", "herkomst") if herkomst else ("vestiging",):
        opdracht = _sporen_sql(school, vestigingen is None)
        rijen = await verbinding.fetch(opdracht, sorted(swvs), school == "herkomst", *gezocht)
        gevonden |= {Spoor(*rij) for rij in rijen}
    return frozenset(gevonden)


async def lijsten(verbinding: Connection, soort: str) -> list[Lijst]:
    """The lists of one source that are in force."""
    return [Lijst(*rij) for rij in await verbinding.fetch(_LIJSTEN, soort)]


async def opgaven(verbinding: Connection, swv: int) -> list[Opgave]:
    """Applications at an SWV per schooljaar and vestiging, and by the bestuur that the dossiers name."""
    kubussen = [int(Kubus.AANVRAAG), int(Kubus.OPGAVE)]
    masker = _BESTUUR.masker << _BESTUUR.plek
    return [Opgave(*rij) for rij in await verbinding.fetch(_OPGAVEN, swv, kubussen, int(Kubus.OPGAVE), masker)]
