"""A key store without a disk, for tests."""

import secrets
from datetime import date

from shared.runtime.keys.store import KEY_BYTES, KeyDestroyed, KeyMissing, checked_name, versions_among


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
        return versions_among(name, self._keys)

    def made_on(self, name: str) -> date:
        return self.made[name] if name in self.made else date.today()
