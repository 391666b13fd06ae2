"""The judges: what must hold in every snapshot, and what must be right once everything is counted."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg

from deploy.chaos.narekenen import Verwacht, reken
from services.aggregator.herbereken import Vergelijking, Wijze, herbereken
from shared.contracts.cellen import Kubus
from shared.contracts.eenheden import swv_code, vestiging_code
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import OffsetReader
from shared.runtime.settings import KafkaSettings

KIJK_SECONDEN: Final = 0.1
WEG: Final = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the driver lost track of its connection, at a time-out just before an answer
)
_BEELD: Final = """
    SELECT (SELECT count(*) FROM stand.partitie WHERE ontvangen <> geteld + achterhaald + dubbel + dood) AS scheef,
           p.geteld, p.ontvangen, p.volgende,
           (SELECT count(*) FROM stand.zaak) AS zaken,
           (SELECT count(*) FROM stand.zaak WHERE inhoud IS NOT NULL) AS levend,
           (SELECT coalesce(sum(aantal), 0)::bigint FROM stand.cel WHERE kubus = 1) AS aanvragen,
           (SELECT count(*) FROM rapporten.rapport r LEFT JOIN rapporten.document d ON d.rapport = r.id
            WHERE (r.status = 'klaar') <> (d.rapport IS NOT NULL)) AS half
    FROM (SELECT coalesce(sum(geteld), 0)::bigint AS geteld, coalesce(sum(ontvangen), 0)::bigint AS ontvangen,
                 coalesce(sum(volgende), 0)::bigint AS volgende
          FROM stand.partitie WHERE topic = 'onderwijs.zaken') AS p
"""
_VERSIES: Final = "SELECT swv, versie, count(*) FROM stand.zaak GROUP BY 1, 2"
_CELLEN: Final = """
    SELECT kubus, swv, schooljaar, vestiging, sum(aantal)::bigint, sum(bedrag_cent)::bigint, sum(leerlingen)::bigint
    FROM stand.cel WHERE kubus = ANY ($1::int[]) GROUP BY 1, 2, 3, 4
"""
# Letters of a topic that was made anew keep its name, with the moment until which it was.
_DOOD: Final = "SELECT topic, partitie, positie, reden FROM stand.dode_letter WHERE topic NOT LIKE '% (tot %'"
_POSITIES: Final = "SELECT topic, partitie, volgende FROM stand.partitie"
_SOORTEN: Final = {Kubus.AANVRAAG: "aanvraag", Kubus.BESLUIT: "besluit", Kubus.DOORLOOPTIJD: "doorlooptijd"}


@dataclass
class Behoud:
    """Looks many times a second, in one statement and so in one snapshot, whether everything adds up."""

    dsn: str
    gekeken: int = 0
    fouten: list[str] = field(default_factory=list)
    verschoven: int | None = 0
    """Messages that were counted and are no longer in the topic, since a repair; None: to be seen in the next look."""
    in_herstel: bool = False
    ontvangen: int = 0
    laatste: Mapping[str, Any] = field(default_factory=dict)

    async def kijk(self) -> None:
        """For ever; a database that is away is looked at again."""
        while True:
            with suppress(*WEG):
                connection = await asyncpg.connect(self.dsn, timeout=3)
                try:
                    while True:
                        self.oordeel(dict(await connection.fetchrow(_BEELD, timeout=5) or {}))
                        await asyncio.sleep(KIJK_SECONDEN)
                finally:
                    connection.terminate()
            await asyncio.sleep(KIJK_SECONDEN)

    def wacht_op_herstel(self) -> None:
        """A repair moves positions: what has been handled is compared again after `herijk`."""
        self.in_herstel = True

    def herijk(self) -> None:
        """The repair is through: from now on what is handled moves with the positions again."""
        self.in_herstel, self.verschoven = False, None

    def oordeel(self, beeld: Mapping[str, Any]) -> None:
        """Judge one snapshot."""
        self.gekeken += 1
        if self.verschoven is None:
            self.verschoven, self.ontvangen = beeld["ontvangen"] - beeld["volgende"], 0
        regels = {
            "ontvangen = geteld + achterhaald + dubbel + dood": beeld["scheef"] == 0,
            "geteld = dossiers in de stand": beeld["geteld"] == beeld["zaken"],
            "aanvragen in de cellen = dossiers die niet verwijderd zijn": beeld["aanvragen"] == beeld["levend"],
            "elk bericht is één keer verwerkt": self.in_herstel
            or beeld["ontvangen"] == beeld["volgende"] + self.verschoven,
            "er wordt niets teruggedraaid": self.in_herstel or beeld["ontvangen"] >= self.ontvangen,
            "een document is heel en hoort bij een klaar verzoek": beeld["half"] == 0,
        }
        self.fouten += [f"{regel}: {dict(beeld)}" for regel, klopt in regels.items() if not klopt]
        self.ontvangen, self.laatste = beeld["ontvangen"], beeld


@dataclass(frozen=True)
class Oordeel:
    """What was compared once all was counted. Only zeros are right."""

    cellen: int
    """Places (what, SWV, schooljaar, school) with another number, amount or pupils than recounted from the events."""
    verloren: int
    """Accepted dossiers whose newest version is not the one held."""
    te_veel: int
    """Dossiers or versions that nobody sent."""
    dode_letters: int
    """Dead letters that should not be there, or are missing."""
    herbereken: int | None = None
    """What `herbereken --controleer` finds: cells, cases, counts; None: not asked."""

    @property
    def goed(self) -> bool:
        return not any((self.cellen, self.verloren, self.te_veel, self.dode_letters, self.herbereken))


Plaats = tuple[str, int, int]
"""Topic, partition, offset."""


@dataclass(frozen=True)
class Rechter:
    """Reads the running stand, over connections of its own and past the proxies."""

    dsn: str
    kafka: KafkaSettings

    async def bij(self) -> bool:
        """Is everything handled that lies in Kafka? False also when something does not answer now."""
        try:
            async with OffsetReader(self.kafka, "chaos-rechter") as offsets:
                if not await _gelezen(offsets):
                    return False
                einden = await offsets.end_offsets(ONDERWIJS_ZAKEN.naam)
                einden |= await offsets.end_offsets("dode-letters")
            rijen = await self.vraag(_POSITIES)
        except (Unavailable, *WEG):
            return False
        waar = {(rij[0], rij[1]): rij[2] for rij in rijen}
        return all(waar.get((tp.topic, tp.partition), 0) == einde for tp, einde in einden.items())

    async def vraag(self, sql: str, *waarden: object) -> list[Any]:
        """Rows, on a connection of one question."""
        connection = await asyncpg.connect(self.dsn, timeout=5)
        try:
            return list(await connection.fetch(sql, *waarden, timeout=30))
        finally:
            await connection.close(timeout=5)

    async def oordeel(
        self, aanvaard: Iterable[Mapping[str, Any]], dood: Mapping[Plaats, str], met_herbereken: bool
    ) -> Oordeel:
        """Compare what is there with what was accepted; `dood`: the dead letters that must be there, with reason."""
        verwacht = reken(aanvaard)
        versies = Counter({(swv_code(rij[0]), rij[1]): rij[2] for rij in await self.vraag(_VERSIES)})
        gevonden = {(rij[0], rij[1], rij[2]): rij[3] for rij in await self.vraag(_DOOD)}
        herrekend = (await self.herreken()).aantal if met_herbereken else None
        return Oordeel(
            cellen=_anders(verwacht, await self.vraag(_CELLEN, list(_SOORTEN))),
            verloren=sum((verwacht.versies - versies).values()),
            te_veel=sum((versies - verwacht.versies).values()),
            dode_letters=len(set(gevonden.items()) ^ set(dood.items())),
            herbereken=herrekend,
        )

    async def herreken(self) -> Vergelijking:
        """`./pos herbereken --controleer`."""
        return await herbereken(self.dsn, self.kafka, Wijze.CONTROLE, SystemClock())


async def _gelezen(offsets: OffsetReader) -> bool:
    """Is the anonymiser at the end of what LDOS sent? A place past the end is of a topic that is no more."""
    begin, einden = await offsets.begin_offsets(LDOS_DOSSIERS.naam), await offsets.end_offsets(LDOS_DOSSIERS.naam)
    plaatsen = await offsets.committed("anonymiser", LDOS_DOSSIERS.naam)
    return all(max(begin[tp], plaatsen[tp] or 0) == einde for tp, einde in einden.items())


def _anders(verwacht: Verwacht, rijen: Iterable[Any]) -> int:
    gevonden = Verwacht()
    for kubus, swv, jaar, school, aantal, cent, leerlingen in rijen:
        plek = (_SOORTEN[Kubus(kubus)], swv_code(swv), jaar, vestiging_code(school))
        gevonden.aantal[plek], gevonden.cent[plek], gevonden.leerlingen[plek] = aantal, cent, leerlingen
    return sum(
        len({plek for plek in een.keys() | ander.keys() if een[plek] != ander[plek]})
        for een, ander in (
            (verwacht.aantal, gevonden.aantal),
            (verwacht.cent, gevonden.cent),
            (verwacht.leerlingen, gevonden.leerlingen),
        )
    )
