"""Cells of lists in a recomputation: counted along with the cases, and counted anew where a list came meanwhile.

The lists themselves are not recomputed (they are deliveries, kept as delivered); what they give beside the cases is.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from services.aggregator.domain import Stand, nummers_van, verzilvering
from services.aggregator.lijsten.opslag import BEKOSTIGD, Verbinding, lijsten_bij
from services.aggregator.lijsten.telling import THUISZITTEND, VAST, Zilvertelling, beeld_van, in_beurten
from shared.contracts.cellen import Cel, Kubus, Maten

_MAAK: Final = "CREATE TEMP TABLE schaduw_bekend (regel bigint PRIMARY KEY, aantal int NOT NULL)"
_IDS: Final = "SELECT swv, array_agg(id ORDER BY id) FROM stand.lijst WHERE soort = $1 AND NOT vast GROUP BY swv"
_OPNIEUW: Final = "DELETE FROM schaduw_cel WHERE swv = $1 AND kubus = $2"
_ZAKEN: Final = """
    SELECT zaak, versie, swv, bron, digest, inhoud FROM schaduw_zaak WHERE swv = $1 AND inhoud IS NOT NULL
"""
_BEKEND_VAN: Final = """
    SELECT b.id FROM stand.bekostigd b JOIN stand.lijst l ON l.id = b.lijst WHERE l.soort = $2 AND l.swv = $1::smallint
"""
_ONBEKEND: Final = """
    INSERT INTO schaduw_cel AS cel
    SELECT l.swv, l.schooljaar, 8, b.vestiging, b.vestiging, b.code, count(*), 0, 0
    FROM stand.bekostigd b JOIN stand.lijst l ON l.id = b.lijst
    WHERE NOT EXISTS (SELECT FROM schaduw_bekend s WHERE s.regel = b.id)
    GROUP BY l.swv, l.schooljaar, b.vestiging, b.code
"""
_THUIS: Final = f"INSERT INTO schaduw_cel {THUISZITTEND}"
_VASTE: Final = f"INSERT INTO schaduw_cel SELECT * FROM stand.cel AS cel WHERE kubus IN (7, 8) AND {VAST}"
BEKEND_ANDERS: Final = """
    SELECT count(*) FROM stand.bekostigd b LEFT JOIN schaduw_bekend s ON s.regel = b.id
    WHERE b.bekend <> coalesce(s.aantal, 0)
"""
BEKEND_GELIJK: Final = """
    UPDATE stand.bekostigd b SET bekend = coalesce(s.aantal, 0)
    FROM stand.bekostigd b2 LEFT JOIN schaduw_bekend s ON s.regel = b2.id
    WHERE b.id = b2.id AND b.bekend <> coalesce(s.aantal, 0)
"""


class Lijstschaduw:
    """Works on the temporary tables of herbereken.schaduw; the caller decides about transactions."""

    def __init__(self, connection: Verbinding) -> None:
        self._connection = connection
        self._geteld: Mapping[int, tuple[int, ...]] = {}
        self._bekend: Counter[int] = Counter()

    async def begin(self) -> None:
        """Note which lists are in force before anything is counted."""
        await self._connection.execute(_MAAK)
        self._geteld = await self._in_werking()

    async def tel(self, gehouden: Mapping[bytes, Stand], zaken: Mapping[bytes, Stand]) -> Mapping[Cel, Maten]:
        """The change in cells when `zaken` replace the ones that are held."""
        oud = [gehouden[zaak] for zaak in zaken if zaak in gehouden]
        alle = [stand for stand in (*oud, *zaken.values()) if stand.swv in self._geteld]
        if not (nummers := nummers_van(alle)):
            return {}
        lijsten = await lijsten_bij(self._connection, {stand.swv for stand in alle}, nummers)
        verschil = verzilvering(gehouden, zaken, lijsten)
        for regel, erbij in verschil.bekend.items():
            self._bekend[regel] += erbij
        return verschil.cellen

    async def rond_af(self) -> None:
        """Everything beside the cases; lists must hold still in this transaction."""
        nu = await self._in_werking()
        for swv in sorted(swv for swv in nu.keys() | self._geteld.keys() if nu.get(swv) != self._geteld.get(swv)):
            await self._tel_opnieuw(swv)
        await self._connection.copy_records_to_table(
            "schaduw_bekend", records=[(regel, aantal) for regel, aantal in self._bekend.items() if aantal > 0]
        )
        for opdracht in (_ONBEKEND, _VASTE):
            await self._connection.execute(opdracht)
        await self._connection.execute(_THUIS, None)

    async def _tel_opnieuw(self, swv: int) -> None:
        """A list came or went while we counted."""
        for rij in await self._connection.fetch(_BEKEND_VAN, swv, BEKOSTIGD):
            del self._bekend[rij[0]]
        telling = Zilvertelling(await beeld_van(self._connection, swv))
        async for zaken in in_beurten(aiter(self._connection.cursor(_ZAKEN, swv, prefetch=500))):
            telling.tel(zaken)
        self._bekend.update(telling.bekend)
        await self._connection.execute(_OPNIEUW, swv, int(Kubus.VERZILVERING))
        rijen = [(*cel, *maten) for cel, maten in telling.van_zaken().items()]
        await self._connection.copy_records_to_table("schaduw_cel", records=rijen)

    async def _in_werking(self) -> dict[int, tuple[int, ...]]:
        return {rij[0]: tuple(rij[1]) for rij in await self._connection.fetch(_IDS, BEKOSTIGD)}
