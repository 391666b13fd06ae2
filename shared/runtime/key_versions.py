"""Versions of one key, so that it can be rotated with overlap: `beschikking/PO9901`, then `beschikking/PO9901/2`.

While two versions live, whoever hashes uses both. Messages from before and after a rotation then share a pseudonym,
until the old version is destroyed.
"""

from collections.abc import Sequence

from shared.runtime.keys import KeyDestroyed, KeyStore

MAX_LIVE = 9
"""The newest and eight older ones: what a message can carry (shared.contracts.zaken.Besluit)."""


def version_name(name: str, version: int) -> str:
    """`beschikking/PO9901` for 1, `beschikking/PO9901/2` for 2."""
    return name if version == 1 else f"{name}/{version}"


def live_keys(store: KeyStore, name: str) -> Sequence[bytes]:
    """The live versions of a key, 32 bytes each, newest first; the first one is made when there never was any.

    Raises:
        KeyDestroyed: there were versions, and all are gone.
    """
    keys = [key for version in store.versions(name)[:MAX_LIVE] if (key := _get(store, version_name(name, version)))]
    return keys or [store.get(name, create=True)]


def next_version(store: KeyStore, name: str) -> str:
    """The name of the version after all that ever were; a destroyed one is never used again."""
    ever = [*store.versions(name), *(_number(each) for each in store.destroyed() if family(each) == name)]
    return version_name(name, max(ever, default=0) + 1)


def family(name: str) -> str:
    """The name without its version: `beschikking/PO9901/2` → `beschikking/PO9901`."""
    return "/".join(name.split("/")[:2])


def _number(name: str) -> int:
    return 1 if name == family(name) else int(name.rpartition("/")[2])


def _get(store: KeyStore, name: str) -> bytes | None:
    try:
        return store.get(name)
    except KeyDestroyed:
        return None  # between the list and this look
