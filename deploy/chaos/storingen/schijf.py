"""Disks without room under PostgreSQL: a real one under its tables, and a limit on what its log may write."""

import asyncio
import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import psutil

from deploy.chaos.storingen.database import NAAM
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from deploy.local.components import log_file
from deploy.local.unprivileged import can_reach, postgres_user

_TABELLEN = ("stand.zaak", "stand.cel")
_RUIMTE = "64m"
_VOL_SECONDEN = 20.0
_MELDING = b"No space left on device"


@storing("logboek-vol", 15)
async def logboek_vol(veld: Veld) -> None:
    """De database kan haar logboek (WAL) niet meer schrijven (grens op bestandsgrootte) en stopt daarop."""
    voor = veld.stapel.pid(NAAM)
    if voor is None or not _begrens_bestanden(psutil.Process(voor)):
        veld.zeg("overgeslagen: prlimit ontbreekt")
        return
    await veld.wacht_op(lambda: veld.nieuw(NAAM, voor), VOORUIT_SECONDEN * 2, "de database is terug")


def _begrens_bestanden(server: psutil.Process) -> bool:
    """No file of the server may grow any more. Asked in its own user's name: not every root may ask it of others."""
    wie = server.uids().real, server.gids().real
    processen = (server, *server.children(recursive=True))
    eerste, *_ = [_gelukt("prlimit", "--fsize=4096:", "--pid", str(een.pid), als=wie) for een in processen]
    return eerste


@storing("tabellen-vol", 20)
async def tabellen_vol(veld: Veld) -> None:
    """De schijf onder de tabellen met cijfers is echt vol, tot er weer ruimte is."""
    with _kleine_schijf() as schijf:
        if schijf is None:
            veld.zeg("overgeslagen: hier mag geen schijf worden aangekoppeld")
            return
        await _beheer(veld, f"CREATE TABLESPACE vol LOCATION '{schijf}'", *_naar("vol"))
        log = log_file(veld.stapel.state, NAAM)
        vanaf, vulling = log.stat().st_size, schijf / "vulling"
        _vul(vulling)
        await veld.wacht_op(lambda: _MELDING in _erbij(log, vanaf), _VOL_SECONDEN, "de schijf is vol")
        await asyncio.sleep(veld.kans.uniform(1, 4))
        vulling.unlink()
        seconden = await veld.vooruit()
        veld.zeg(f"{_erbij(log, vanaf).count(_MELDING)} keer geen ruimte; weer vooruit in {seconden:.1f} s")
        await _beheer(veld, *_naar("pg_default"), "DROP TABLESPACE vol")


@contextmanager
def _kleine_schijf() -> Iterator[Path | None]:
    """A small file system of its own for PostgreSQL's user; None where we may not mount one."""
    user = postgres_user()
    plek = Path(tempfile.mkdtemp(prefix="pos-chaos-schijf-"))
    wie = os.getuid() if user is None else user
    opties = f"size={_RUIMTE},uid={wie},mode=0700"
    mag = can_reach(plek.parent, user) and _gelukt("mount", "-t", "tmpfs", "-o", opties, "tmpfs", str(plek))
    try:
        yield plek if mag else None
    finally:
        if mag:
            _gelukt("umount", "--lazy", str(plek))
        plek.rmdir()


def _gelukt(*woorden: str, als: tuple[int, int] | None = None) -> bool:
    user, group = als or (None, None)
    try:
        return subprocess.run(woorden, capture_output=True, check=False, user=user, group=group).returncode == 0
    except OSError:
        return False


def _vul(vulling: Path) -> None:
    with vulling.open("wb", buffering=0) as bestand:
        while True:
            try:
                bestand.write(b"\0" * 4096)
            except OSError as fout:
                if fout.errno != errno.ENOSPC:
                    raise
                return


def _naar(tablespace: str) -> list[str]:
    return [f"ALTER TABLE {tabel} SET TABLESPACE {tablespace}" for tabel in _TABELLEN]


def _erbij(log: Path, vanaf: int) -> bytes:
    return log.read_bytes()[vanaf:]


async def _beheer(veld: Veld, *opdrachten: str) -> None:
    connection = await asyncpg.connect(veld.rechter.dsn, timeout=5)
    try:
        for opdracht in opdrachten:
            await connection.execute(opdracht)
    finally:
        await connection.close(timeout=5)
