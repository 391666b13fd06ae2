"""Where the project, its cache and the state of a stack live on this machine."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from deploy.launcher.errors import UserError

PROJECT = Path(__file__).resolve().parents[2]


class NoPlaceToWriteError(UserError):
    """No folder in which the cache may be kept."""


def cache_folder(environ: Mapping[str, str], project: Path = PROJECT) -> Path:
    """The cache: POS_CACHE, else XDG_CACHE_HOME/pos, else ~/.cache/pos, else inside the project."""
    if chosen := environ.get("POS_CACHE"):
        return _made(Path(chosen).expanduser().absolute())
    for candidate in _usual_places(environ, project):
        try:
            return _made(candidate)
        except NoPlaceToWriteError:
            continue
    raise NoPlaceToWriteError(
        "Er is geen map waarin bestanden bewaard kunnen worden.\n"
        "Kies er zelf een waarin u mag schrijven: POS_CACHE=/pad/naar/map ./pos ..."
    )


def _usual_places(environ: Mapping[str, str], project: Path) -> Iterator[Path]:
    if (xdg := environ.get("XDG_CACHE_HOME")) and Path(xdg).is_absolute():
        yield Path(xdg) / "pos"
    if (home := environ.get("HOME")) and Path(home).is_absolute():
        yield Path(home) / ".cache" / "pos"
    yield project / ".pos" / "cache"


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise NoPlaceToWriteError(
            f"In de map {folder} kan niet geschreven worden ({os.strerror(error.errno or 0)}).\n"
            "Kies een andere map: POS_CACHE=/pad/naar/map ./pos ..."
        ) from error
