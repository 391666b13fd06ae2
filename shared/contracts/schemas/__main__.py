"""`python -m shared.contracts.schemas [--check]`: write the generated contracts, or compare them."""

import sys
from collections.abc import Iterator
from pathlib import Path

from shared.contracts import asyncapi
from shared.contracts.schemas.compat import breaking_changes
from shared.contracts.schemas.registry import SCHEMAS, as_text, committed, generated, path_of


def main(arguments: list[str]) -> int:
    """0: all well. 1: something breaks, or (with --check) a file is behind the models."""
    breaks = [line for name in SCHEMAS for line in _breaks(name)]
    if breaks:
        return _report("Dit breekt het contract; maak een nieuwe versie.", breaks)
    stale = [path.name for path, text in _documents() if not _is(path, text)]
    if arguments == ["--check"]:
        return _report("Niet bij: voer `python -m shared.contracts.schemas` uit.", stale) if stale else 0
    for path, text in _documents():
        path.write_text(text, "utf-8")
    return 0


def _breaks(name: str) -> list[str]:
    old = committed(name)
    return [] if old is None else [f"{name} {line}" for line in breaking_changes(old, generated(name))]


def _documents() -> Iterator[tuple[Path, str]]:
    for name in SCHEMAS:
        yield path_of(name), as_text(generated(name))
    yield asyncapi.PATH, as_text(asyncapi.document())


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


def _report(title: str, lines: list[str]) -> int:
    sys.stderr.write("\n  ".join([title, *lines]) + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
