"""Where PostgreSQL may live: it refuses to run as root, so under root it runs as `nobody`, who must be able to
reach its programs and data. Under a closed folder (a home directory, `mktemp -d`) they get a place beside it.
"""

import os
import pwd
import shutil
import stat
import tempfile
import uuid
from pathlib import Path

NOBODY = 65534
PREFIX = "perspectief-op-school-"
OWNER_FILE = "hoort-bij"


def postgres_user() -> int | None:
    """The user id to run PostgreSQL as; None means: as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        return NOBODY


def can_reach(path: Path, user: int | None) -> bool:
    """Whether the user may pass through every folder above and including `path`."""
    if user is None:
        return True
    try:
        return all(_may_pass(folder.stat(), user) for folder in [path, *path.parents])
    except OSError:
        return False


def postgres_folder(state: Path, user: int | None) -> Path:
    """The folder for the data of the stack in `state`; outside it when the user cannot reach `state`."""
    return state if can_reach(state, user) else _outside(state)


def collect_garbage() -> None:
    """Remove places outside of which the stack or cache that they belonged to no longer exists."""
    for place in _shared_place().glob(f"{PREFIX}*"):
        if not _is_ours(place):
            continue
        try:
            folder, token = (place / OWNER_FILE).read_text().splitlines()
        except (OSError, ValueError):
            continue
        if _token(Path(folder)) != token:
            shutil.rmtree(place, ignore_errors=True)


def _may_pass(found: os.stat_result, user: int) -> bool:
    if found.st_uid == user:
        return bool(found.st_mode & stat.S_IXUSR)
    return bool(found.st_mode & stat.S_IXOTH)


def _shared_place() -> Path:
    return next((place for place in (Path("/var/tmp"), Path("/tmp")) if place.is_dir()), Path(tempfile.gettempdir()))


def _outside(belonging_to: Path) -> Path:
    token_file = belonging_to / "kenmerk"
    if not token_file.exists():
        token_file.write_text(uuid.uuid4().hex)
    token = token_file.read_text()
    place = _shared_place() / f"{PREFIX}{token[:16]}"
    if not place.exists():
        place.mkdir(mode=0o700)
        place.chmod(0o711)  # not at once: a strict umask would close it for the database's user
        (place / OWNER_FILE).write_text(f"{belonging_to}\n{token}")
    elif not _is_ours(place):
        raise PermissionError(f"{place} is van een andere gebruiker")
    return place


def _token(folder: Path) -> str | None:
    try:
        return (folder / "kenmerk").read_text()
    except OSError:
        return None


def _is_ours(place: Path) -> bool:
    try:
        found = place.lstat()
    except FileNotFoundError:
        return False  # another process that cleans up was here since we listed it
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
