"""What a running system keeps: Kafka's own settings, the key store, the tables with their numbers, the logs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import asyncpg

from deploy.bewaard import BEVEILIGING, OPEN, SOORTEN, Soort
from deploy.kafka.read import topic_settings
from deploy.sleutelbeheer import leeftijd
from shared.contracts.topics import ALLE, DAY_MS, THIRTEEN_MONTHS_DAYS
from shared.runtime.kafka import OffsetReader
from shared.runtime.keys import KeyStore
from shared.runtime.settings import KafkaSettings

NIET_INGEDEELD: Final = "Niet ingedeeld"
NIET_IN_GEBRUIK: Final = "nog niet in gebruik"
_TABELLEN: Final = """
    SELECT n.nspname || '.' || c.relname AS naam FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'public')
    ORDER BY 1
"""
_OMVANG: Final = "SELECT aantal, oudste FROM toegang.omvang($1, $2)"


@dataclass(frozen=True)
class Regel:
    """One line as it is now. `aantal`: messages, rows, keys or files; None where there is nothing to count."""

    wat: str
    waar: str
    gegevens: str
    termijn: str
    grond: str
    aantal: int | None
    oudste: date | None

    def als_json(self) -> dict[str, Any]:
        return {**asdict(self), "oudste": self.oudste.isoformat() if self.oudste else None}


@dataclass(frozen=True)
class Systeem:
    """Where to look. `logs`: None when the logs are elsewhere."""

    connection: asyncpg.Connection
    kafka: KafkaSettings
    store: KeyStore
    logs: Path | None
    vandaag: date
    ruw_dagen: int
    jaren: int
    documenten_dagen: int
    leesverslag_dagen: int


async def verantwoord(systeem: Systeem) -> list[Regel]:
    """Every line, and at the end the tables that nobody has put in a line. Raises Unavailable."""
    tabellen = {rij["naam"] for rij in await systeem.connection.fetch(_TABELLEN)}
    topics = await topic_settings(systeem.kafka, [topic.naam for topic in ALLE])
    regels = [await _regel(systeem, soort, topics, tabellen) for soort in SOORTEN]
    rest = tabellen - {naam for soort in SOORTEN for naam, _ in soort.tabellen}
    vergeten = sorted(naam for naam in rest if naam.partition(".")[0] not in OPEN)
    zonder_regel = sorted(set(topics) - {soort.topic for soort in SOORTEN})
    return [
        *regels,
        *[await _vergeten(systeem, naam) for naam in vergeten],
        *[await _vergeten_topic(systeem, naam, topics[naam]) for naam in zonder_regel],
    ]


async def _regel(systeem: Systeem, soort: Soort, topics: Mapping[str, Mapping[str, str]], tabellen: set[str]) -> Regel:
    termijn = soort.termijn.format(
        topic=_termijn(topics.get(soort.topic or "", {})),
        ruw=_dagen(systeem.ruw_dagen),
        jaren=f"{systeem.jaren} jaar",
        documenten=_dagen(systeem.documenten_dagen),
        leesverslag=_dagen(systeem.leesverslag_dagen),
    )
    if soort.tabellen and not soort.topic and not any(naam in tabellen for naam, _ in soort.tabellen):
        termijn = NIET_IN_GEBRUIK
    gevonden = [een async for een in _metingen(systeem, soort, tabellen)]
    aantallen = [aantal for aantal, _ in gevonden]
    oudste = min((oud for _, oud in gevonden if oud), default=None)
    return Regel(
        soort.wat, soort.waar, soort.gegevens, termijn, soort.grond, sum(aantallen) if aantallen else None, oudste
    )


async def _metingen(systeem: Systeem, soort: Soort, tabellen: set[str]) -> Any:
    for naam, moment in soort.tabellen:
        if naam in tabellen:
            yield await _omvang(systeem, naam, moment)
    if soort.topic:
        yield await _berichten(systeem, soort.topic), None
    for aantal, oudste in _sleutels(systeem, soort.sleutels):
        yield aantal, oudste
    if soort.map and systeem.logs is not None:
        yield _bestanden(systeem.logs)


async def _omvang(systeem: Systeem, naam: str, moment: str | None) -> tuple[int, date | None]:
    (rij,) = await systeem.connection.fetch(_OMVANG, naam, moment)
    return rij["aantal"], rij["oudste"].date() if rij["oudste"] else None


async def _berichten(systeem: Systeem, topic: str) -> int:
    async with OffsetReader(systeem.kafka, "verantwoording") as offsets:
        begin, einde = await offsets.begin_offsets(topic), await offsets.end_offsets(topic)
    return sum(einde[tp] - begin[tp] for tp in einde)


def _sleutels(systeem: Systeem, doelen: Sequence[str]) -> Iterator[tuple[int, date | None]]:
    namen = [naam for naam in systeem.store.names() if naam.partition("/")[0] in doelen]
    if doelen:
        dagen = [leeftijd(systeem.store, naam, systeem.vandaag) for naam in namen]
        yield len(namen), date.fromordinal(systeem.vandaag.toordinal() - max(dagen)) if dagen else None


def _bestanden(map_: Path) -> tuple[int, date | None]:
    tijden = [pad.stat().st_mtime for pad in map_.glob("*") if pad.is_file()]
    return len(tijden), datetime.fromtimestamp(min(tijden), UTC).date() if tijden else None


async def _vergeten(systeem: Systeem, naam: str) -> Regel:
    aantal, oudste = await _omvang(systeem, naam, None)
    return Regel(NIET_INGEDEELD, f"PostgreSQL, {naam}", "onbekend", "onbekend", BEVEILIGING, aantal, oudste)


async def _vergeten_topic(systeem: Systeem, naam: str, instellingen: Mapping[str, str]) -> Regel:
    aantal = await _berichten(systeem, naam)
    return Regel(NIET_INGEDEELD, f"Kafka, {naam}", "onbekend", _termijn(instellingen), BEVEILIGING, aantal, None)


def _termijn(instellingen: Mapping[str, str]) -> str:
    """The retention as the broker has it, in words."""
    ms = instellingen.get("retention.ms")
    if ms is None:
        return "topic ontbreekt"
    if instellingen.get("cleanup.policy") != "delete" or int(ms) < 0:
        return "ONBEPERKT"
    return _dagen(int(ms) / DAY_MS)


def _dagen(dagen: float) -> str:
    if dagen == THIRTEEN_MONTHS_DAYS:
        return "13 maanden"
    return "1 dag" if dagen == 1 else f"{dagen:g} dagen".replace(".", ",")
