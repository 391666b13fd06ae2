"""A process that reads a topic into a SQLite file the way the aggregator reads into PostgreSQL; tests kill it."""

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from shared.runtime.consume import TP, FaustConsumer, Record
from shared.runtime.errors import Displaced, Fatal, Unavailable
from shared.runtime.service import Runtime, run
from shared.runtime.settings import ConsumeSettings

SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS stand (partitie INTEGER PRIMARY KEY, volgende INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS gezien (id TEXT NOT NULL, proces INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS gaten (partitie INTEGER, verwacht INTEGER, gevonden INTEGER);
"""


class Settings(ConsumeSettings):
    """Where to count, and what to do at a record that says so."""

    bestand: Path
    groep: str
    topic: str
    # "stand": positions from the file, exactly once; "kafka": positions from the group, at least once.
    posities: str = "stand"
    gat: str = "verder"


class Counting:
    """Counts every record in one transaction with the position of its partition."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._failed = 0
        with closing(self._open()) as db:
            db.executescript(SCHEMA)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._settings.bestand, timeout=20, isolation_level=None)

    async def positions(self, partitions: Sequence[TP]) -> Mapping[TP, int | None]:
        if self._settings.posities == "kafka":
            return dict.fromkeys(partitions)
        with closing(self._open()) as db:
            stored = dict(db.execute("SELECT partitie, volgende FROM stand").fetchall())
        return {tp: stored.get(tp.partition) for tp in partitions}

    async def on_gap(self, tp: TP, expected: int, found: int) -> None:
        if self._settings.gat == "stop":
            raise Fatal("Er is een gat.", "Dit is een test.")
        with closing(self._open()) as db:
            db.execute("INSERT INTO gaten VALUES (?, ?, ?)", (tp.partition, expected, found))
            db.execute("UPDATE stand SET volgende = ? WHERE partitie = ?", (found, tp.partition))

    async def handle(self, tp: TP, records: Sequence[Record]) -> None:
        self._obey(records)
        with closing(self._open()) as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT volgende FROM stand WHERE partitie = ?", (tp.partition,)).fetchone()
            if self._settings.posities == "stand" and row is not None and row[0] != records[0].offset:
                db.execute("ROLLBACK")
                raise Displaced(row[0])
            rows = [((record.value or b"").decode(), os.getpid()) for record in records]
            db.executemany("INSERT INTO gezien VALUES (?, ?)", rows)
            self._crash_before_commit(rows)
            db.execute("INSERT OR REPLACE INTO stand VALUES (?, ?)", (tp.partition, records[-1].offset + 1))
            db.execute("COMMIT")

    def _obey(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.value == b"onbereikbaar" and self._failed < 3:
                self._failed += 1
                raise Unavailable("test")
            if record.value == b"bug":
                raise ValueError("geheime inhoud van een bericht")

    def _crash_before_commit(self, rows: list[tuple[str, int]]) -> None:
        marker = self._settings.bestand.with_suffix(".crash")
        if any(value == "kill" for value, _ in rows) and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), 9)


async def wire(settings: Settings, runtime: Runtime) -> None:
    """One consumer."""
    consumer = FaustConsumer(settings, settings.groep, [settings.topic], Counting(settings))
    runtime.add(consumer)
    runtime.ready_when(consumer.ready)


if __name__ == "__main__":
    run("telproef", Settings, wire)
