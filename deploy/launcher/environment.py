"""The Python environment of the project: made once per lock, from hash-pinned wheels, in the cache.

Two levels: `runtime` holds what runs, `test` holds only what the tests need on top and sees `runtime` beside it.
A folder without the mark `compleet` is half made: it is thrown away and made again from the wheels that are kept.
"""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from deploy.launcher.locking import only_one
from deploy.launcher.places import PROJECT
from deploy.launcher.wheels import Say, SetUpFailedError, entries, install

MARK = "compleet"
TITLES = {"runtime": "Pakketten", "test": "Pakketten voor de tests"}


@dataclass(frozen=True)
class Level:
    """One level of the environment: its name, its lock and the folder that the lock, Python and platform lead to."""

    name: str
    lock: Path
    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        return self.folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def level(name: str, cache: Path, project: Path = PROJECT) -> Level:
    """The level `runtime` or `test`, made or not."""
    folder = project / "requirements"
    locks = ["installer.lock", "runtime.lock"] + (["test.lock"] if name == "test" else [])
    mix = hashlib.sha256()
    for part in [platform.python_version(), platform.python_implementation(), sysconfig.get_platform()]:
        mix.update(part.encode() + b"\0")
    for lock in locks:
        mix.update((folder / lock).read_bytes())
    mix.update(str(Path(sys.base_prefix)).encode())
    return Level(name, folder / f"{name}.lock", cache / "omgevingen" / f"{name}-{mix.hexdigest()[:16]}")


def is_complete(wanted: Level) -> bool:
    """Whether the folder is whole: marked, its Python still there, and every package still in it."""
    try:
        names = json.loads((wanted.folder / MARK).read_text())
        present = {entry.name for entry in wanted.packages.iterdir()}
    except (OSError, ValueError):
        return False
    return wanted.python.exists() and set(names) <= present


def ensure(name: str, cache: Path, say: Say) -> Path:
    """The interpreter of the level `name`; the environment is made when it is not there yet."""
    runtime = level("runtime", cache)
    for wanted in [runtime] if name == "runtime" else [runtime, level(name, cache)]:
        if not is_complete(wanted):
            with only_one(cache / "opzetten.slot", lambda: say("Een ander venster zet de omgeving op; even wachten.")):
                if not is_complete(wanted):
                    _make(wanted, runtime, cache, say)
    return level(name, cache).python


def _make(wanted: Level, runtime: Level, cache: Path, say: Say) -> None:
    shutil.rmtree(wanted.folder, ignore_errors=True)
    wanted.folder.parent.mkdir(parents=True, exist_ok=True)
    venv.create(wanted.folder, with_pip=False, symlinks=True)
    _bootstrap_pip(wanted, say)
    store = cache / "wielen" / wanted.folder.name
    install(wanted.python, PROJECT / "requirements" / "installer.lock", store, say, "Installatieprogramma")
    lock = wanted.lock
    if wanted is not runtime:
        (wanted.packages / "runtime.pth").write_text(f"{runtime.packages}\n")
        lock = _only_extra(wanted, runtime)
    install(wanted.python, lock, store, say, TITLES[wanted.name])
    _mark(wanted)
    _drop_older(wanted)


def _bootstrap_pip(wanted: Level, say: Say) -> None:
    done = subprocess.run(
        [wanted.python, "-m", "ensurepip", "--default-pip"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        say(done.stderr.strip()[-500:])
        raise SetUpFailedError(
            "De omgeving kon niet worden gemaakt: ensurepip werkt niet in deze Python.\n"
            "Debian of Ubuntu: sudo apt install python3-venv. Daarna: ./pos doctor"
        )


def _only_extra(wanted: Level, runtime: Level) -> Path:
    """The test lock without what the runtime lock already brought."""
    known = set(entries(runtime.lock))
    extra = wanted.folder / "extra.lock"
    extra.write_text("".join(entry for entry in entries(wanted.lock) if entry not in known))
    return extra


def _mark(wanted: Level) -> None:
    names = sorted(entry.name for entry in wanted.packages.iterdir() if entry.name != "__pycache__")
    half = wanted.folder / f"{MARK}.half"
    half.write_text(json.dumps(names))
    half.replace(wanted.folder / MARK)


def _drop_older(wanted: Level) -> None:
    """Earlier environments of this level for this Python that nobody can have used for a month."""
    month_ago = time.time() - 30 * 86400
    for folder in wanted.folder.parent.glob(f"{wanted.name}-*"):
        mark = folder / MARK
        if folder != wanted.folder and mark.exists() and mark.stat().st_atime < month_ago:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(wanted.folder.parents[1] / "wielen" / folder.name, ignore_errors=True)
