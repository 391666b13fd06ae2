"""A key store that is a folder with a file per key."""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from shared.runtime.keys.store import KEY_BYTES, KeyDestroyed, KeyMissing, checked_name, versions_among

_TOMBSTONE = ".vernietigd"
_VERSION_MARK = "@"


class FileKeyStore:
    """A folder, mode 0700, with one file per key; several processes may use it at once.

    `cache_seconds`: for how long a key is used without a look at the disk, so also how late a destruction is seen.
    """

    def __init__(self, folder: Path, cache_seconds: float = 2.0, now: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._cache_seconds, self._now = folder, cache_seconds, now
        self._cache: dict[str, tuple[bytes, float]] = {}
        self._versions: dict[str, tuple[tuple[int, ...], float]] = {}

    def get(self, name: str, *, create: bool = False) -> bytes:
        cached = self._cache.get(name)
        if cached is not None and self._now() < cached[1]:
            return cached[0]
        self._cache.pop(name, None)
        key = self._read(self._path(name)) or (self._create(name) if create else None)
        if self.is_destroyed(name):
            raise KeyDestroyed
        if key is None:
            raise KeyMissing(name)
        self._cache[name] = (key, self._now() + self._cache_seconds)
        return key

    def is_destroyed(self, name: str) -> bool:
        return self._tombstone(name).exists()

    def names(self) -> list[str]:
        return sorted(self._names_in(self._folder.rglob("*"), suffix=""))

    def destroyed(self) -> list[str]:
        return sorted(self._names_in(self._folder.rglob("*"), suffix=_TOMBSTONE))

    def versions(self, name: str) -> tuple[int, ...]:
        known = self._versions.get(name)
        if known is None or self._now() >= known[1]:
            path = self._path(name)
            found = versions_among(name, self._names_in(path.parent.glob(f"{path.name}*"), suffix=""))
            self._versions[name] = known = (found, self._now() + self._cache_seconds)
        return known[0]

    def made_on(self, name: str) -> date:
        try:
            return date.fromtimestamp(self._path(name).stat().st_mtime)
        except FileNotFoundError:
            raise KeyMissing(name) from None

    def _names_in(self, paths: Iterable[Path], suffix: str) -> Iterator[str]:
        for path in paths:
            if path.suffix == suffix and path.is_file():
                yield path.relative_to(self._folder).as_posix().removesuffix(suffix).replace(_VERSION_MARK, "/")

    def destroy(self, name: str) -> None:
        # The tombstone comes first: whoever meets half-overwritten bytes then already knows why.
        path = self._path(name)
        self._make_folders(path.parent)
        self._tombstone(name).touch(mode=0o600)
        _sync_folder(path.parent)
        self._cache.pop(name, None)
        self._versions.clear()
        if path.exists():
            _overwrite(path)
            path.unlink()
            _sync_folder(path.parent)

    def _make_folders(self, folder: Path) -> None:
        # One by one: `parents=True` would give the outer one the mode of the umask.
        for each in (self._folder, folder):
            each.mkdir(mode=0o700, exist_ok=True)

    def _path(self, name: str) -> Path:
        # A version stands beside the first one: a file cannot be a folder as well.
        soort, _, rest = checked_name(name).partition("/")
        return self._folder / soort / rest.replace("/", _VERSION_MARK)

    def _tombstone(self, name: str) -> Path:
        path = self._path(name)
        return path.with_name(path.name + _TOMBSTONE)

    def _read(self, path: Path) -> bytes | None:
        try:
            key = path.read_bytes()
        except FileNotFoundError:
            return None
        if len(key) != KEY_BYTES:
            raise KeyMissing(path.name)
        return key

    def _create(self, name: str) -> bytes | None:
        if self.is_destroyed(name):
            raise KeyDestroyed
        path = self._path(name)
        self._make_folders(path.parent)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.nieuw")
        try:
            _write_new(temporary, secrets.token_bytes(KEY_BYTES))
            os.link(temporary, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            temporary.unlink(missing_ok=True)  # on a full disk it is there, and empty
        _sync_folder(path.parent)
        self._versions.clear()
        return self._read(path)


def _write_new(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open a folder; NTFS journals the name itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
