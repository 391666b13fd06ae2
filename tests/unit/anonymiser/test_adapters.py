"""The key store as vault: without a key nothing goes on."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from services.anonymiser.adapters import KeyVault, WrongKeyStore, destroy_expired_days, measure_keys, refuse_wrong_store
from services.anonymiser.handlers import Reden, handle_record
from shared.contracts.zaken import Besluit
from shared.runtime.errors import Invalid, Unavailable
from shared.runtime.kafka import TP
from shared.runtime.key_versions import MAX_LIVE, next_version
from shared.runtime.keys import FileKeyStore, KeyMissing, KeyStore, MemoryKeyStore, seal
from shared.runtime.metrics import gauge
from tests.gebeurtenissen import Event
from tests.unit.anonymiser.given import BRON, DAY, sealed


class UnreadableStore(MemoryKeyStore):
    """A folder that is there and cannot be read."""

    def get(self, name: str, *, create: bool = False) -> bytes:
        raise PermissionError(13, "denied", f"/sleutels/{name}")


class Ends:
    """Topics that end at a given offset."""

    def __init__(self, *ends: int) -> None:
        self._ends = ends

    async def end_offsets(self, topic: str) -> Mapping[TP, int]:
        return {TP(topic, number): end for number, end in enumerate(self._ends)}


def sealed_in(store: KeyStore, event: Event) -> bytes:
    return seal(DAY, store.get(DAY, create=True), json.dumps(event).encode())


def decision(value: bytes, vault: KeyVault) -> Besluit:
    dossier = handle_record(value, BRON, vault).zaak.dossier
    assert dossier is not None
    assert dossier.besluit is not None
    return dossier.besluit


def test_missing_folder_stops_and_makes_no_folder(tmp_path: Path, besluit: Event) -> None:
    folder = tmp_path / "sleutels"
    value = sealed(MemoryKeyStore(), besluit)

    with pytest.raises(KeyMissing):
        handle_record(value, BRON, KeyVault(FileKeyStore(folder)))
    assert not folder.exists()


def test_unreadable_store_is_waited_for(besluit: Event) -> None:
    vault = KeyVault(UnreadableStore())

    asks: list[Callable[[], bytes]] = [
        lambda: vault.open(sealed(MemoryKeyStore(), besluit)),
        lambda: vault.zaak(2025),
    ]
    for ask in asks:
        with pytest.raises(Unavailable) as caught:
            ask()
        assert caught.value.__cause__ is None


@pytest.mark.parametrize("name", ["zaak/2025-2026", "partitie", "gebeurtenis", "dagen/2026-11-22"])
def test_only_a_key_of_a_day_opens(name: str) -> None:
    store = MemoryKeyStore()
    value = seal(name, store.get(name, create=True), b"{}")

    with pytest.raises(Invalid) as caught:
        KeyVault(store).open(value)
    assert caught.value.reden == Reden.VERZEGELING


def test_keys_differ_by_purpose_schooljaar_and_swv() -> None:
    vault = KeyVault(MemoryKeyStore())
    keys = [
        *(vault.zaak(year) for year in (0, 2024, 2025, 9999)),
        *(vault.beschikking(swv)[0] for swv in ("PO9901", "VO9901")),
        KeyVault(MemoryKeyStore()).zaak(2025),
    ]

    assert len(set(keys)) == len(keys)


def test_a_rotation_is_noticed_without_a_restart_and_the_numbers_meet(tmp_path: Path, besluit: Event) -> None:
    now = [0.0]
    store = FileKeyStore(tmp_path, cache_seconds=2.0, now=lambda: now[0])
    vault, other = KeyVault(store), FileKeyStore(tmp_path)
    value = sealed_in(store, besluit)
    before = decision(value, vault)

    other.get(next_version(other, "beschikking/PO9901"), create=True)
    now[0] += 2.0
    during = decision(value, vault)
    other.destroy("beschikking/PO9901")
    now[0] += 2.0
    after = decision(value, vault)

    assert before.beschikkingen == after.beschikkingen == ()
    assert during.beschikkingen == (before.beschikking,)
    assert during.beschikking == after.beschikking != before.beschikking
    assert not before.nummers() & after.nummers()


def test_older_keys_than_a_message_can_carry_are_left_out(besluit: Event) -> None:
    store = MemoryKeyStore()
    for _ in range(MAX_LIVE + 2):
        store.get(next_version(store, "beschikking/PO9901"), create=True)

    assert len(decision(sealed(store, besluit), KeyVault(store)).nummers()) == MAX_LIVE


async def test_empty_store_beside_a_filled_log_is_the_wrong_one() -> None:
    with pytest.raises(WrongKeyStore):
        await refuse_wrong_store(MemoryKeyStore(), Ends(0, 7))


async def test_first_start_and_restart_are_fine() -> None:
    store = MemoryKeyStore()
    await refuse_wrong_store(store, Ends(0, 0))
    KeyVault(store).zaak(2025)

    await refuse_wrong_store(store, Ends(0, 7))
    store.destroy("zaak/2025-2026")
    await refuse_wrong_store(store, Ends(0, 7))


def test_destroyed_day_stays_destroyed_in_a_running_vault(tmp_path: Path, besluit: Event) -> None:
    now = [0.0]
    store = FileKeyStore(tmp_path, cache_seconds=2.0, now=lambda: now[0])
    key, vault = store.get(DAY, create=True), KeyVault(store)
    value = seal(DAY, key, b"{}")
    assert vault.open(value) == b"{}"

    FileKeyStore(tmp_path).destroy(DAY)
    now[0] += 2.0

    with pytest.raises(Invalid) as caught:
        vault.open(value)
    assert caught.value.reden == Reden.SLEUTEL_VERNIETIGD


@pytest.mark.parametrize(("day", "goes"), [("2026-11-13", True), ("2026-11-14", True), ("2026-11-15", False)])
def test_the_key_of_a_day_goes_when_its_last_event_is_past_the_retention(day: str, goes: bool) -> None:
    store = MemoryKeyStore()
    for name in (f"dag/{day}", "dag/2026-11-22", "zaak/2010-2011", "partitie"):
        store.get(name, create=True)

    destroy_expired_days(store, date(2026, 11, 22), keep_days=7)

    assert store.destroyed() == ([f"dag/{day}"] if goes else [])


def test_figures_name_purposes_and_never_a_key() -> None:
    store = MemoryKeyStore()
    for name in ("dag/2026-11-20", "dag/2026-11-21", "zaak/2025-2026", "partitie"):
        store.get(name, create=True)

    measure_keys(store, date(2026, 11, 22), keep_days=7)

    samples = {sample.labels["doel"]: sample.value for sample in next(iter(gauge("pos_sleutels").collect())).samples}
    assert samples == {"dag": 2, "zaak": 1, "partitie": 1}
    ages = next(iter(gauge("pos_sleutel_leeftijd_seconden").collect())).samples
    assert [(sample.labels["doel"], sample.value) for sample in ages] == [("dag", 86_400.0)]
