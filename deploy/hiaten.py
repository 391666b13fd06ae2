"""What was accepted and never read, so that LDOS must push it again: by retention, or because its key was destroyed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import asyncpg

from deploy.dlqbeheer import VERLOPEN, Lezer, lezer_van
from shared.contracts import codes
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.kafka import TP
from shared.runtime.settings import KafkaSettings

REDENEN: Final = (VERLOPEN, codes.SLEUTEL_VERNIETIGD)

_HIATEN: Final = """
    SELECT reden, topic, partitie, min(positie) AS van, max(positie) AS tot, min(op) AS op
    FROM (SELECT reden, topic, partitie, positie, op,
                 positie - row_number() OVER (PARTITION BY reden, topic, partitie ORDER BY positie) AS eiland
          FROM stand.dode_letter WHERE reden = ANY ($1::text[]) AND ($2::bool OR afgehandeld_op IS NULL)) AS ongelezen
    GROUP BY reden, topic, partitie, eiland ORDER BY topic, partitie, van
"""
_BRONNEN: Final = """
    SELECT b.id, b.naam, array(SELECT swv FROM bronnen.bron_swv WHERE bron = b.id ORDER BY swv) AS swvs
    FROM bronnen.bron b ORDER BY b.naam
"""


class Bron(NamedTuple):
    """A registered source, and the SWV's for which it may push."""

    naam: str
    swvs: tuple[str, ...]


class Hiaat(NamedTuple):
    """Messages `van`…`tot` that nobody read, pushed after `na` (None: unknown) and not after `voor`.

    `bronnen`: the only sources that can have pushed them, as far as that shows without opening anything.
    """

    reden: str
    topic: str
    partitie: int
    van: int
    tot: int
    na: datetime | None
    voor: datetime
    bronnen: tuple[Bron, ...]


async def hiaten(
    connection: asyncpg.Connection, kafka: KafkaSettings, ook_afgehandeld: bool, ruw_dagen: int
) -> list[Hiaat]:
    """What LDOS must push again, in order of place. `ruw_dagen`: retention of the raw topic. Raises Unavailable."""
    rijen = await connection.fetch(_HIATEN, list(REDENEN), ook_afgehandeld)
    if not rijen:
        return []
    bronnen = {rij["id"]: Bron(rij["naam"], tuple(rij["swvs"])) for rij in await connection.fetch(_BRONNEN)}
    async with lezer_van(kafka) as lezer:
        return [await _hiaat(lezer, rij, bronnen, ruw_dagen) for rij in rijen]


async def _hiaat(lezer: Lezer, rij: asyncpg.Record, bronnen: Mapping[int, Bron], ruw_dagen: int) -> Hiaat:
    plek = rij["reden"], rij["topic"], rij["partitie"], rij["van"], rij["tot"]
    nummers, tijden = await lezer.gepusht(TP(rij["topic"], rij["partitie"]), rij["van"], rij["tot"])
    if len(tijden) == rij["tot"] - rij["van"] + 1:
        return Hiaat(*plek, min(tijden), max(tijden), _bekend(bronnen, nummers))
    # Kafka removes only what is older than the retention, so `voor` is certain for what expired; and `na` is when
    # the anonymiser last put out anything before it noticed.
    voor = rij["op"] - timedelta(days=ruw_dagen if rij["reden"] == VERLOPEN else 0)
    na = await lezer.laatste_voor(ONDERWIJS_ZAKEN.naam, rij["op"])
    return Hiaat(*plek, na if na is not None and na < voor else None, voor, tuple(bronnen.values()))


def _bekend(bronnen: Mapping[int, Bron], nummers: frozenset[int]) -> tuple[Bron, ...]:
    return tuple(bronnen.get(nummer, Bron(f"bron {nummer}", ())) for nummer in sorted(nummers))
