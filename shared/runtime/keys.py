"""The key store and sealing: who has no key of a day cannot read that day, anywhere, ever again.

Only ingest, anonymiser and deploy may import this module. Security properties (tests/unit/runtime/test_keys.py):
- a key is 32 random bytes in a file of mode 0600, made whole or not at all, and the same for all who race to make it;
- a destroyed key leaves a tombstone first, so `shredded` (normal) differs from a store that is not mounted (hard stop),
  and a destroyed name never gets a new key;
- a sealed value names its key, and that name is authenticated with the value.
"""

import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.runtime.errors import Fatal, Invalid

KEY_BYTES = 32
_MAGIC = b"POS1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_NAME = re.compile(r"[a-z]{1,20}(/[A-Za-z0-9-]{1,40}(/([2-9]|[1-9][0-9]{1,2}))?)?")
_TOMBSTONE = ".vernietigd"
_VERSION_MARK = "@"


class KeyDestroyed(Invalid):
    """The key of this value was destroyed on purpose: nobody can read it any more. A normal outcome."""

    def __init__(self) -> None:
        super().__init__("shredded")


class Corrupt(Invalid):
    """Not something that we sealed, or changed since."""

    def __init__(self) -> None:
        super().__init__("corrupt")


class KeyMissing(Fatal):
    """The key is not there and was not destroyed: most likely the folder is not the right one."""

    def __init__(self, naam: str) -> None:
        super().__init__(
            f"Sleutel {naam} staat niet in de sleutelmap en is ook niet vernietigd.",
            "Controleer POS_SLEUTELS en of de map gekoppeld is; zet anders de map terug uit de kopie.",
        )


class KeyStore(Protocol):
    """Where keys live. Names: `soort`, `soort/kenmerk` as `dag/2026-11-22`, or a later version of that,
    `soort/kenmerk/2` (the name without a number is version 1; see key_versions)."""

    def get(self, name: str, *, create: bool = False) -> bytes:
        """32 bytes. Raises KeyDestroyed, or KeyMissing unless `create`."""
        ...

    def destroy(self, name: str) -> None:
        """Make the key unreadable for ever; seen by every process within seconds."""
        ...

    def is_destroyed(self, name: str) -> bool: ...

    def names(self) -> list[str]:
        """The keys that exist, sorted."""
        ...

    def destroyed(self) -> list[str]:
        """The names that were destroyed, sorted."""
        ...

    def versions(self, name: str) -> tuple[int, ...]:
        """Numbers of the live versions of a key, newest first; as fresh as `get`."""
        ...

    def made_on(self, name: str) -> date:
        """The day on which a key was made. Raises KeyMissing."""
        ...


def checked_name(name: str) -> str:
    """The name, if it is one (never a path)."""
    if not _NAME.fullmatch(name):
        raise ValueError("not a name of a key")
    return name


def _versions(name: str, names: Iterable[str]) -> tuple[int, ...]:
    """Numbers of the versions of `name` among names, newest first."""
    first = checked_name(name)
    numbers = (1 if each == first else int(each.rpartition("/")[2]) for each in names if _is_version(each, first))
    return tuple(sorted(numbers, reverse=True))


def _is_version(name: str, first: str) -> bool:
    return name == first or (name.startswith(f"{first}/") and first.count("/") == 1)


class MemoryKeyStore:
    """The same rules without a disk, for tests."""

    def __init__(self) -> None:
        self.made: dict[str, date] = {}  # for a test that needs a key of long ago
        self._keys: dict[str, bytes] = {}
        self._destroyed: set[str] = set()

    def get(self, name: str, *, create: bool = False) -> bytes:
        if checked_name(name) in self._destroyed:
            raise KeyDestroyed
        if name not in self._keys and not create:
            raise KeyMissing(name)
        return self._keys.setdefault(name, secrets.token_bytes(KEY_BYTES))

    def destroy(self, name: str) -> None:
        self._destroyed.add(checked_name(name))
        self._keys.pop(name, None)

    def is_destroyed(self, name: str) -> bool:
        return name in self._destroyed

    def names(self) -> list[str]:
        return sorted(self._keys)

    def destroyed(self) -> list[str]:
        return sorted(self._destroyed)

    def versions(self, name: str) -> tuple[int, ...]:
        return _versions(name, self._keys)

    def made_on(self, name: str) -> date:
        return self.made[name] if name in self.made else date.today()


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
            found = _versions(name, self._names_in(path.parent.glob(f"{path.name}*"), suffix=""))
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
        _write_new(temporary, secrets.token_bytes(KEY_BYTES))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            temporary.unlink()
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


def seal(key_name: str, key: bytes, plaintext: bytes) -> bytes:
    """AES-256-GCM: `POS1`, length of the name, name, 12 bytes nonce, ciphertext.

    All before the nonce is authenticated too.
    """
    name = checked_name(key_name).encode("ascii")
    prefix = _MAGIC + bytes([len(name)]) + name
    nonce = os.urandom(_NONCE_BYTES)
    return prefix + nonce + AESGCM(key).encrypt(nonce, plaintext, prefix)


def sealed_with(sealed: bytes) -> str:
    """The name of the key of a sealed value. Raises Corrupt."""
    end = len(_MAGIC) + 1 + (sealed[len(_MAGIC)] if len(sealed) > len(_MAGIC) else 0)
    if not sealed.startswith(_MAGIC) or len(sealed) < end + _NONCE_BYTES + _TAG_BYTES:
        raise Corrupt
    try:
        return checked_name(sealed[len(_MAGIC) + 1 : end].decode("ascii"))
    except ValueError as error:
        raise Corrupt from error


def open_sealed(sealed: bytes, keystore: KeyStore) -> bytes:
    """What was sealed. Raises KeyDestroyed, Corrupt, KeyMissing."""
    name = sealed_with(sealed)
    end = len(_MAGIC) + 1 + len(name)
    nonce, ciphertext = sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
    key = keystore.get(name)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, sealed[:end])
    except InvalidTag as error:
        raise Corrupt from error


def mac(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 (32 bytes) over the parts, each with its length, so that `ab|c` and `a|bc` differ."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()
