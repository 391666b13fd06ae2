"""Fetching the wheels of a lock and installing them.

The wheels are kept in the cache, so a set-up that broke off goes on where it was, and a damaged environment
is made again without network. Every wheel is checked against the hashes of the lock, by pip and here.
"""

import hashlib
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT

LEASH = PROJECT / "deploy" / "local" / "leash.py"  # imports nothing but the standard library
ATTEMPTS = 5
BATCH = 8
PIP_OPTIONS = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--progress-bar", "off", "--no-input",
               "--disable-pip-version-check", "--no-cache-dir"]  # fmt: skip

Say = Callable[[str], None]
"""Shows one line of progress; a line that starts with a carriage return replaces the one before it."""


class SetUpFailedError(UserError):
    """The environment could not be made; the message says why and what to do, in Dutch."""


def entries(lock: Path) -> list[str]:
    """The packages of a lock: each with its version, marker and hashes, as written."""
    text = re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE)
    return [entry for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if entry.strip()]


def install(python: Path, lock: Path, store: Path, say: Say, title: str) -> None:
    """Fetch what `store` misses of the lock, then install the lock from there, with the pip of `python`."""
    started = time.monotonic()
    store.mkdir(parents=True, exist_ok=True)
    _fetch_missing(python, lock, store, say, title)
    say(f"\r{title}: uitpakken; dit duurt even")
    source = ["--no-index", "--find-links", str(store), "--no-warn-script-location"]
    code, text = _pip(python, "install", *PIP_OPTIONS, *source, "-r", str(lock))
    if code:
        raise SetUpFailedError(explain(text))
    say(f"\r{title}: klaar in {time.monotonic() - started:.0f} s")


def missing(lock: Path, store: Path) -> list[str]:
    """The entries of the lock of which no whole wheel is in the store; a broken wheel is removed."""
    wanted = entries(lock)
    known = "".join(wanted)
    present = set()
    for wheel in store.glob("*.whl"):
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        present.add(digest)
        if digest not in known and f"{wheel.name.split('-')[0].replace('_', '-').lower()}==" in known:
            wheel.unlink()
    return [entry for entry in wanted if not present & set(re.findall(r"sha256:(\w+)", entry))]


def _fetch_missing(python: Path, lock: Path, store: Path, say: Say, title: str) -> None:
    to_fetch = missing(lock, store)
    for start in range(0, len(to_fetch), BATCH):
        say(f"\r{title}: {start} van {len(to_fetch)} opgehaald")
        _fetch(python, to_fetch[start : start + BATCH], store, say, title)


def _fetch(python: Path, batch: list[str], store: Path, say: Say, title: str) -> None:
    part = store / "nu.lock"
    part.write_text("".join(batch))
    text = ""
    for attempt in range(1, ATTEMPTS + 1):
        code, text = _pip(python, "download", *PIP_OPTIONS, "--retries", "3", "--dest", str(store), "-r", str(part))
        if code == 0:
            part.unlink()
            return
        if attempt == ATTEMPTS or _hopeless(text):
            break
        say(f"{title}: de verbinding hapert; poging {attempt + 1} van {ATTEMPTS}. Wat binnen is, blijft bewaard.")
        time.sleep(2 * attempt)
    raise SetUpFailedError(explain(text))


def _pip(python: Path, *arguments: str) -> tuple[int, str]:
    command = [*_leash(), str(python), "-m", "pip", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def _leash() -> list[str]:
    """Before a command: it does not outlive us, not even when we are killed."""
    return [sys.executable, "-I", str(LEASH), str(os.getpid()), str(int(signal.SIGKILL)), "-1"]


def _hopeless(text: str) -> bool:
    return "No space left" in text or "DO NOT MATCH THE HASHES" in text


def explain(text: str) -> str:
    """Why pip gave up, in plain words, from what it printed."""
    shown = "\n".join(f"  {line}" for line in text.strip().splitlines()[-4:])
    if "No space left" in text:
        return "De schijf is vol. Maak ten minste 3 GB vrij en probeer het opnieuw."
    if "DO NOT MATCH THE HASHES" in text:
        return f"Een pakket is niet wat het moet zijn: de controlesom klopt niet. Er is niets geïnstalleerd.\n{shown}"
    if re.search(r"connection|timed out|proxy|name resolution|unreachable|SSLError", text, re.IGNORECASE):
        return (
            "De pakketten konden niet worden opgehaald. Is er netwerk? Wat al binnen is, blijft bewaard.\n"
            f"Probeer het opnieuw met hetzelfde commando.\n{shown}"
        )
    if "No matching distribution" in text:
        return f"Een pakket is er niet voor deze computer met Python {platform.python_version()}.\n{shown}"
    return f"De pakketten konden niet worden geïnstalleerd.\n{shown}"
