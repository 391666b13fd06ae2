"""Security properties of the key store and of sealing."""

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.runtime.key_versions import live_keys, next_version
from shared.runtime.keys import (
    Corrupt,
    FileKeyStore,
    KeyDestroyed,
    KeyMissing,
    KeyStore,
    MemoryKeyStore,
    mac,
    open_sealed,
    seal,
    sealed_with,
)

DAY = "dag/2026-11-22"


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """Both stores keep the same rules."""
    return FileKeyStore(tmp_path / "sleutels") if request.param == "folder" else MemoryKeyStore()


def test_a_key_is_made_once(store: KeyStore) -> None:
    key = store.get(DAY, create=True)

    assert len(key) == 32
    assert store.get(DAY) == key == store.get(DAY, create=True)
    assert store.names() == [DAY]


def test_a_key_that_was_never_made_is_a_hard_stop(store: KeyStore) -> None:
    with pytest.raises(KeyMissing, match="POS_SLEUTELS"):
        store.get(DAY)


def test_a_destroyed_key_stays_destroyed(store: KeyStore) -> None:
    sealed = seal(DAY, store.get(DAY, create=True), b"persoon")

    store.destroy(DAY)

    assert store.is_destroyed(DAY)
    assert store.names() == []
    with pytest.raises(KeyDestroyed) as shredded:
        open_sealed(sealed, store)
    assert shredded.value.reden == "shredded"
    with pytest.raises(KeyDestroyed):
        store.get(DAY, create=True)


def test_a_key_can_be_destroyed_before_it_exists(store: KeyStore) -> None:
    store.destroy(DAY)

    with pytest.raises(KeyDestroyed):
        store.get(DAY, create=True)


def test_versions_are_listed_newest_first_and_never_come_back(store: KeyStore) -> None:
    name = "beschikking/PO9901"
    store.get("beschikking/PO99010", create=True)
    first = live_keys(store, name)[0]
    for _ in range(10):
        store.get(next_version(store, name), create=True)
    assert store.versions(name) == (11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
    assert store.names()[:3] == [name, f"{name}/10", f"{name}/11"]

    store.destroy(f"{name}/11")
    store.destroy(name)

    assert store.versions(name) == tuple(range(10, 1, -1))
    assert store.destroyed() == [name, f"{name}/11"]
    assert next_version(store, name) == f"{name}/12"
    assert first not in live_keys(store, name)


def test_no_version_left_is_a_destroyed_key(store: KeyStore) -> None:
    live_keys(store, "beschikking/PO9901")
    store.destroy("beschikking/PO9901")

    with pytest.raises(KeyDestroyed):
        live_keys(store, "beschikking/PO9901")


@pytest.mark.parametrize(
    "name", ["", "../x", "/etc/passwd", "dag/..", "dag/a/b", "dag/a/1", "dag/a/02", "DAG", "dag/a\n", "dag/é"]
)
def test_a_name_is_never_a_path(store: KeyStore, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        store.get(name, create=True)


def test_only_the_owner_can_read(tmp_path: Path) -> None:
    FileKeyStore(tmp_path / "sleutels").get(DAY, create=True)

    assert stat.S_IMODE((tmp_path / "sleutels" / DAY).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "sleutels").stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "sleutels" / "dag").iterdir()] == ["2026-11-22"]


def test_a_full_disk_makes_no_key_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, write = FileKeyStore(tmp_path), os.fsync

    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OSError, match="No space"):
        store.get(DAY, create=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    monkeypatch.setattr(os, "fsync", write)
    assert store.get(DAY, create=True) == FileKeyStore(tmp_path).get(DAY)


def test_all_who_race_get_the_same_key(tmp_path: Path) -> None:
    def make(_: int) -> bytes:
        return FileKeyStore(tmp_path).get(DAY, create=True)

    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(make, range(64)))

    assert len(keys) == 1


def test_another_process_sees_a_destruction_within_the_cache_time(tmp_path: Path) -> None:
    now = 0.0
    reader = FileKeyStore(tmp_path, cache_seconds=2.0, now=lambda: now)
    reader.get(DAY, create=True)
    FileKeyStore(tmp_path).destroy(DAY)
    assert reader.get(DAY)

    now = 2.1

    with pytest.raises(KeyDestroyed):
        reader.get(DAY)


def test_the_bytes_of_a_destroyed_key_are_overwritten(tmp_path: Path) -> None:
    store = FileKeyStore(tmp_path)
    key = store.get(DAY, create=True)
    os.link(tmp_path / DAY, tmp_path / "kopie")

    store.destroy(DAY)

    assert (tmp_path / "kopie").read_bytes() != key


def test_a_key_file_of_the_wrong_size_is_not_used(tmp_path: Path) -> None:
    FileKeyStore(tmp_path).get(DAY, create=True)
    (tmp_path / DAY).write_bytes(b"kort")

    with pytest.raises(KeyMissing):
        FileKeyStore(tmp_path).get(DAY)


@given(plaintext=st.binary(max_size=2_000))
def test_what_is_sealed_can_be_opened(plaintext: bytes) -> None:
    store = MemoryKeyStore()

    sealed = seal(DAY, store.get(DAY, create=True), plaintext)

    assert sealed.startswith(b"POS1\x0edag/2026-11-22")
    assert sealed_with(sealed) == DAY
    assert open_sealed(sealed, store) == plaintext


@given(at=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255))
def test_one_changed_byte_is_noticed(at: int, flip: int) -> None:
    store = MemoryKeyStore()
    sealed = bytearray(seal(DAY, store.get(DAY, create=True), b"geheim"))
    sealed[at % len(sealed)] ^= flip

    with pytest.raises((Corrupt, KeyMissing)):
        open_sealed(bytes(sealed), store)


@pytest.mark.parametrize(
    "junk", [b"", b"POS1", b"POS1\xff", b"{}", b"POS1\x03dag" + b"x" * 20, b"POS1\x02\xff\xff" + b"x" * 40]
)
def test_what_we_did_not_seal_is_corrupt(junk: bytes) -> None:
    with pytest.raises(Corrupt):
        open_sealed(junk, MemoryKeyStore())


def test_a_value_does_not_open_under_another_day() -> None:
    store = MemoryKeyStore()
    store.get("dag/2026-11-23", create=True)
    sealed = seal(DAY, store.get(DAY, create=True), b"geheim")

    with pytest.raises(Corrupt):
        open_sealed(sealed.replace(b"2026-11-22", b"2026-11-23"), store)


def test_nonces_differ() -> None:
    assert seal(DAY, bytes(32), b"x") != seal(DAY, bytes(32), b"x")


def test_mac_parts_have_borders() -> None:
    assert mac(bytes(32), b"ab", b"c") != mac(bytes(32), b"a", b"bc")
    assert mac(bytes(32), b"ab") != mac(bytes(32), b"ab", b"")
    assert mac(bytes(32), b"x") != mac(b"1" * 32, b"x")
    assert len(mac(bytes(32), b"x")) == 32
