"""What a key store promises, and what a key may be called."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from shared.runtime.errors import Fatal, Invalid

KEY_BYTES = 32
_NAME = re.compile(r"[a-z]{1,20}(/[A-Za-z0-9-]{1,40}(/([2-9]|[1-9][0-9]{1,2}))?)?")


class KeyDestroyed(Invalid):
    """The key of this value was destroyed on purpose: nobody can read it any more. A normal outcome."""

    def __init__(self) -> None:
        super().__init__("shredded")


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


def versions_among(name: str, names: Iterable[str]) -> tuple[int, ...]:
    """Numbers of the versions of `name` among names, newest first."""
    first = checked_name(name)
    numbers = (1 if each == first else int(each.rpartition("/")[2]) for each in names if _is_version(each, first))
    return tuple(sorted(numbers, reverse=True))


def _is_version(name: str, first: str) -> bool:
    return name == first or (name.startswith(f"{first}/") and first.count("/") == 1)
