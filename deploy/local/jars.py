"""Fetching the jars of Kafka and PostgreSQL: each file checked against the SHA-256 in its lock, kept in the cache.

jgo knows where the jars are and honours what the machine is set up with; what it brings in is not trusted until
the hash agrees, and only then moved into place. A file that was damaged later is noticed and fetched again.
"""

import hashlib
import os
import platform
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy.launcher.errors import UserError
from deploy.launcher.locking import only_one

LOCKS = Path(__file__).parent
ATTEMPTS = 5
TIMEOUT_SECONDS = 60
POSTGRES_BINARIES = "io.zonky.test.postgres:embedded-postgres-binaries"
POSTGRES_PLATFORMS = {
    ("Linux", "x86_64"): "linux-amd64",
    ("Linux", "aarch64"): "linux-arm64v8",
    ("Darwin", "x86_64"): "darwin-amd64",
    ("Darwin", "arm64"): "darwin-arm64v8",
}

Say = Callable[[str], None]


class FetchFailedError(UserError):
    """A file could not be fetched, or is not what the lock says; the message is Dutch."""


@dataclass(frozen=True)
class Jar:
    """One file of a lock."""

    group: str
    name: str
    version: str
    sha256: str

    @property
    def filename(self) -> str:
        return f"{self.name}-{self.version}.jar"


def kafka_jars() -> list[Jar]:
    """Kafka and everything it needs, in class path order."""
    return _read_lock("kafka")


def postgres_jar() -> Jar:
    """The PostgreSQL binaries for this machine."""
    machine = (platform.system(), platform.machine())
    if machine not in POSTGRES_PLATFORMS:
        raise FetchFailedError(
            f"Er is geen ingebouwde PostgreSQL voor deze computer ({' '.join(machine)}).\n"
            "Gebruik een eigen server: POS_DATABASE_URL=postgresql://gebruiker:wachtwoord@server/database ./pos up"
        )
    ending = f"-{POSTGRES_PLATFORMS[machine]}"
    return next(jar for jar in _read_lock("postgres") if jar.name.endswith(ending))


def fetch(jars: Iterable[Jar], cache: Path, say: Say, title: str) -> list[Path]:
    """The files of `jars`, fetched when missing or damaged; safe beside another fetch."""
    folder = cache / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(jars)
    with only_one(folder / "slot", lambda: say("Een ander venster haalt bestanden op; even wachten.")):
        todo = [jar for jar in wanted if not is_whole(folder / jar.filename, jar)]
        for number, jar in enumerate(todo, 1):
            say(f"\r{title}: {number} van {len(todo)} ophalen")
            _fetch_one(jar, folder, say)
        if todo:
            say(f"\r{title}: klaar")
    return [folder / jar.filename for jar in wanted]


def is_whole(path: Path, jar: Jar) -> bool:
    """Whether the file is there and has the hash of the lock."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


def _read_lock(name: str) -> list[Jar]:
    content = tomllib.loads((LOCKS / f"{name}.lock.toml").read_text())
    return [
        Jar(entry["groupId"], entry["artifactId"], entry["version"], entry["sha256"])
        for entry in content["dependencies"]
    ]


def _fetch_one(jar: Jar, folder: Path, say: Say) -> None:
    problem: Exception | None = None
    for attempt in range(1, ATTEMPTS + 1):
        try:
            _download(jar, folder)
            return
        except (OSError, RuntimeError) as error:
            problem = error
        if attempt < ATTEMPTS:
            say(f"{jar.filename}: de verbinding hapert; poging {attempt + 1} van {ATTEMPTS}.")
            time.sleep(attempt)
    raise FetchFailedError(
        f"{jar.filename} kon niet worden opgehaald ({type(problem).__name__}). \n"
        "Is er netwerk, en is de schijf niet vol? "
        "Wat al binnen is, blijft bewaard. Probeer het opnieuw, of kijk met: ./pos doctor"
    ) from problem


def _download(jar: Jar, folder: Path) -> None:
    from jgo.maven import MavenContext  # slow to import, and not needed once the cache is filled

    with tempfile.TemporaryDirectory(dir=folder, prefix="nu-") as place:
        context = MavenContext(repo_cache=Path(place), timeout=TIMEOUT_SECONDS)
        artifact = context.project(jar.group, jar.name).at_version(jar.version).artifact()
        fetched = Path(artifact.resolve())
        if not is_whole(fetched, jar):
            raise RuntimeError("controlesom klopt niet")
        fetched.chmod(0o644)
        os.replace(fetched, folder / jar.filename)
