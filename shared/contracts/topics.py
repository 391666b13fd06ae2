"""Every topic, declared once: who writes it, who reads it, what the key is, how long it is kept.

`deploy/kafka` makes the topics from here; a broker makes none by itself. Messages are raw bytes: JSON, or sealed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS
RUW_BEWAREN_DAGEN = 7
"""How long the raw topic keeps persons, unless POS_RUW_BEWAREN_DAGEN says otherwise."""
ZAKEN_BEWAREN_JAREN = 3
"""How long a case is kept after the later of its decision and the end of its validity (WPO 18a-13)."""
LEESVERSLAG_DAGEN = 730
"""How long a line of the read audit stays, unless POS_LEESVERSLAG_DAGEN says otherwise."""
THIRTEEN_MONTHS_DAYS = 396  # a whole schooljaar and the month in which it is looked back on


@dataclass(frozen=True)
class Topic:
    """One topic. `retentie_dagen` in days; `sleutel` says in words what the Kafka key is, None means no key."""

    naam: str
    doc: str
    producent: tuple[str, ...]
    afnemers: tuple[str, ...]
    sleutel: str | None
    partities: int
    retentie_dagen: int
    opruiming: Literal["delete", "compact"] = "delete"
    persoonsgegevens: bool = False

    def config(self, brokers: int) -> dict[str, str]:
        """The broker's settings for this topic in a cluster of `brokers` brokers."""
        settings = {
            "cleanup.policy": self.opruiming,
            "retention.ms": str(self.retentie_dagen * DAY_MS),
            "min.insync.replicas": "2" if brokers >= 3 else "1",
        }
        if self.persoonsgegevens:
            settings |= _REALLY_GONE
        elif self.retentie_dagen >= THIRTEEN_MONTHS_DAYS:
            # True to a day: a segment goes when its newest record is too old.
            settings["segment.ms"] = str(DAY_MS)
        return settings


_REALLY_GONE = {
    # A segment goes as a whole, with its indexes, once its newest record is too old: so segments are short.
    "segment.ms": str(HOUR_MS),
    "segment.bytes": str(64 * 1024 * 1024),
    "file.delete.delay.ms": "10000",
    # By the clock of the broker: a producer that is wrong about the time cannot keep a segment alive.
    "message.timestamp.type": "LogAppendTime",
}


def replicas(brokers: int) -> int:
    """How many copies of every partition a cluster of `brokers` brokers keeps."""
    return 3 if brokers >= 3 else 1


LDOS_DOSSIERS = Topic(
    naam="ldos.dossiers",
    doc="Events of LDOS as received, each sealed under the key of its day. Holds persons.",
    producent=("ingest",),
    afnemers=("anonymiser",),
    sleutel="HMAC of source, swv and dossiernummer under the key of the day: events of one day stay in order",
    partities=6,
    retentie_dagen=RUW_BEWAREN_DAGEN,
    persoonsgegevens=True,
)

ONDERWIJS_ZAKEN = Topic(
    naam="onderwijs.zaken",
    doc="One message per version of a case, without a person: shared.contracts.zaken.Zaak as JSON.",
    producent=("anonymiser",),
    afnemers=("aggregator",),
    sleutel="pseudonym of the case",
    partities=6,
    retentie_dagen=THIRTEEN_MONTHS_DAYS,
)

DODE_LETTERS = Topic(
    naam="dode-letters",
    doc="Where a message could not be used: position and reason, never the content.",
    producent=("ingest", "anonymiser"),
    afnemers=("aggregator",),
    sleutel="topic, partition and offset of the message",
    partities=1,
    retentie_dagen=THIRTEEN_MONTHS_DAYS,
)

BRONNEN_PERSOONSLIJSTEN = Topic(
    naam="bronnen.persoonslijsten",
    doc="Lists that hold persons (duo-bekostigd, thuiszitters) in parts, each sealed under the key of its day.",
    producent=("ingest",),
    afnemers=("anonymiser",),
    sleutel=None,
    partities=1,
    retentie_dagen=7,
    persoonsgegevens=True,
)

ONDERWIJS_LIJSTEN = Topic(
    naam="onderwijs.lijsten",
    doc="The same lists in the same parts, without a person: shared.contracts.bronnen.lijsten as JSON.",
    producent=("anonymiser",),
    afnemers=("aggregator",),
    sleutel=None,
    partities=1,
    retentie_dagen=THIRTEEN_MONTHS_DAYS,
)

BRONNEN_LEVERINGEN = Topic(
    naam="bronnen.leveringen",
    doc="Deliveries of the open sources (organisatie, DUO, ...), in parts that fit one message.",
    producent=("ingest",),
    afnemers=("aggregator",),
    sleutel="id of the delivery",
    partities=1,
    retentie_dagen=THIRTEEN_MONTHS_DAYS,
)

INDICATOREN_GEWIJZIGD = Topic(
    naam="indicatoren.gewijzigd",
    doc="Which figures changed with a commit of the aggregator; no values. Wakes open pages.",
    producent=("aggregator",),
    afnemers=("gateway",),
    sleutel=None,
    partities=1,
    retentie_dagen=1,
)

RAPPORTEN_GEVRAAGD = Topic(
    naam="rapporten.gevraagd",
    doc="One message per report to make; a bundle is many, spread over the workers.",
    producent=("gateway",),
    afnemers=("reports",),
    sleutel="id of the report",
    partities=6,
    retentie_dagen=7,
)

ALLE: tuple[Topic, ...] = (
    LDOS_DOSSIERS,
    ONDERWIJS_ZAKEN,
    DODE_LETTERS,
    BRONNEN_PERSOONSLIJSTEN,
    ONDERWIJS_LIJSTEN,
    BRONNEN_LEVERINGEN,
    INDICATOREN_GEWIJZIGD,
    RAPPORTEN_GEVRAAGD,
)


def met_bewaartermijn(ruw_dagen: int) -> Sequence[Topic]:
    """All topics, those with persons kept for `ruw_dagen` days."""
    return [replace(topic, retentie_dagen=ruw_dagen) if topic.persoonsgegevens else topic for topic in ALLE]
