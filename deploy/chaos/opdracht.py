"""Running `./pos` on the stack under fire, as an operator does."""

import asyncio
import subprocess
import sys

from deploy.chaos.stapel import Stapel
from deploy.launcher.places import PROJECT

_SECONDEN = 120


async def pos(stapel: Stapel, *woorden: str) -> tuple[int, str]:
    """Exit code, and what it said."""
    command = [sys.executable, "-m", "deploy.cli", *woorden, "--dir", str(stapel.state.folder)]
    try:
        klaar = await asyncio.to_thread(
            subprocess.run, command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=_SECONDEN
        )
    except subprocess.TimeoutExpired:
        return 1, f"./pos {woorden[0]} was na {_SECONDEN} s niet klaar"
    return klaar.returncode, klaar.stdout + klaar.stderr
