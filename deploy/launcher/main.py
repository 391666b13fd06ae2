"""From `./pos` to the real command: make the environment when needed, then give way to it."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from deploy.launcher.environment import ensure
from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT, cache_folder

NEEDS_TEST_LEVEL = {"test"}


def launch(arguments: list[str]) -> int:
    """Become `python -m deploy.cli` in the right environment; returns an exit code only when that fails."""
    level = "test" if NEEDS_TEST_LEVEL & set(arguments[:1]) else "runtime"
    try:
        cache = cache_folder(os.environ)
        python = ensure(level, cache, say)
    except UserError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAfgebroken. De volgende keer gaat het opzetten hier verder.", file=sys.stderr)
        return 130
    return _become(python, cache, arguments)


def _become(python: Path, cache: Path, arguments: list[str]) -> NoReturn:
    os.environ["POS_CACHE"] = str(cache)
    os.environ["PYTHONPATH"] = str(PROJECT)
    os.environ.pop("PYTHONHOME", None)
    os.execv(python, [str(python), "-m", "deploy.cli", *arguments])


def say(line: str) -> None:
    """Progress on standard error, so that output stays clean; on a terminal a passing line is written over."""
    passing = line.startswith("\r")
    if not sys.stderr.isatty():
        if not passing or "klaar" in line or "uitpakken" in line:
            print(line.strip(), file=sys.stderr, flush=True)
    elif passing and "klaar" not in line:
        print(f"\r\x1b[K{line.strip()}", end="", file=sys.stderr, flush=True)
    else:
        print(f"\r\x1b[K{line.strip()}", file=sys.stderr, flush=True)
