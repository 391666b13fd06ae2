"""What the cells of one SWV's lists should be: its cases beside the lines, read in the transaction of the caller.

Used when a list is put in force, by the self-check, and by a recomputation for what changed meanwhile.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.aggregator.domain import Lijsten, Stand, verzilvering
from services.aggregator.domain.verzilvering import cel_van_regel
from services.aggregator.lijsten.opslag import BEKOSTIGD, Verbinding, teldag, treffers_van
from shared.contracts.cellen import Cel, Maten

TEGELIJK: Final = 500
_LIJSTEN: Final = """
    SELECT swv, peildatum, schooljaar FROM stand.lijst WHERE soort = $2 AND swv = $1::smallint AND NOT vast
"""
_NUMMERS: Final = """
    SELECT n.nummer, b.id, l.swv, l.peildatum, l.schooljaar
    FROM stand.lijst l JOIN stand.bekostigd b ON b.lijst = l.id JOIN stand.bekostigd_nummer n ON n.regel = b.id
    WHERE l.soort = $2 AND l.swv = $1::smallint
"""
_REGELS: Final = """
    SELECT b.id, l.schooljaar, b.vestiging, b.code FROM stand.lijst l JOIN stand.bekostigd b ON b.lijst = l.id
    WHERE l.soort = $2 AND l.swv = $1::smallint
"""
THUISZITTEND: Final = """
    SELECT l.swv, l.schooljaar, 7::smallint AS kubus, t.vestiging, t.vestiging AS herkomst, t.code,
           count(*)::int AS aantal, 0::bigint AS bedrag_cent, 0::bigint AS leerlingen
    FROM (SELECT DISTINCT ON (swv, schooljaar) * FROM stand.lijst WHERE soort = 'thuiszitters'
          ORDER BY swv, schooljaar, peildatum DESC) AS l
    JOIN stand.thuiszitter t ON t.lijst = l.id
    WHERE $1::smallint IS NULL OR l.swv = $1::smallint
    GROUP BY 1, 2, t.vestiging, t.code
"""
"""Cells of kubus THUISZITTER as they should be: of each schooljaar its last peildatum."""
VAST: Final = """
    EXISTS (SELECT FROM stand.lijst v WHERE v.vast AND v.swv = cel.swv AND v.schooljaar = cel.schooljaar AND (
        cel.kubus = 8 AND v.soort = 'duo-bekostigd' AND (extract(month FROM v.peildatum) = 2)::int = cel.code & 1
        OR cel.kubus = 7 AND v.soort = 'thuiszitters' AND NOT EXISTS (
            SELECT FROM stand.lijst n WHERE n.soort = v.soort AND n.swv = v.swv AND n.schooljaar = v.schooljaar
                AND NOT n.vast)))
"""
"""Condition on stand.cel AS cel: a cell of a list that is past its retention. It stays as it is."""
_VASTE: Final = f"""
    SELECT swv, schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen
    FROM stand.cel AS cel WHERE swv = $1::smallint AND kubus IN (7, 8) AND {VAST}
"""


async def lijsten_van(connection: Verbinding, swv: int) -> Lijsten:
    """All lists of funded pupils of one SWV that still have lines."""
    geladen = frozenset(teldag(*rij) for rij in await connection.fetch(_LIJSTEN, swv, BEKOSTIGD))
    rijen = await connection.fetch(_NUMMERS, swv, BEKOSTIGD)
    return Lijsten(geladen, treffers_van((rij[0], rij[1], teldag(*tuple(rij)[2:])) for rij in rijen))


@dataclass(frozen=True)
class Beeld:
    """The lists of one SWV at one moment: what lines say, per line where it counts, and cells that need no case."""

    lijsten: Lijsten
    regels: Mapping[int, Cel]
    overig: Mapping[Cel, Maten]


async def beeld_van(connection: Verbinding, swv: int) -> Beeld:
    """Read it; the caller holds the slot, or a snapshot."""
    regels = {rij[0]: cel_van_regel(swv, *tuple(rij)[1:]) for rij in await connection.fetch(_REGELS, swv, BEKOSTIGD)}
    overig = [*await connection.fetch(THUISZITTEND, swv), *await connection.fetch(_VASTE, swv)]
    return Beeld(
        await lijsten_van(connection, swv), regels, {Cel(*rij[:6]): Maten(*rij[6:]) for rij in map(tuple, overig)}
    )


class Zilvertelling:
    """Adds up cases beside the lists of one SWV."""

    def __init__(self, beeld: Beeld) -> None:
        self._beeld = beeld
        self._som: Counter[Cel] = Counter()
        self.bekend: Counter[int] = Counter()

    def tel(self, zaken: Mapping[bytes, Stand]) -> None:
        """Add cases; each once."""
        erbij = verzilvering({}, zaken, self._beeld.lijsten)
        self.bekend.update(erbij.bekend)
        self._som.update({cel: maten.aantal for cel, maten in erbij.cellen.items()})

    def van_zaken(self) -> dict[Cel, Maten]:
        """Cells that count cases."""
        return {cel: Maten(aantal) for cel, aantal in self._som.items()}

    def onbekend(self) -> dict[Cel, Maten]:
        """Cells of the lines that no case knows."""
        som = Counter(cel for regel, cel in self._beeld.regels.items() if not self.bekend[regel])
        return {cel: Maten(aantal) for cel, aantal in som.items()}


async def in_beurten(rijen: AsyncIterator[Any]) -> AsyncIterator[dict[bytes, Stand]]:
    """Rows (zaak, versie, swv, bron, digest, inhoud) as cases, some hundreds at a time."""
    beurt: dict[bytes, Stand] = {}
    async for rij in rijen:
        beurt[rij[0]] = Stand(*tuple(rij)[1:])
        if len(beurt) >= TEGELIJK:
            yield beurt
            beurt = {}
    if beurt:
        yield beurt
