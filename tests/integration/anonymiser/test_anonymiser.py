"""The anonymiser as it runs: a real broker, a real key folder, a process that gets killed."""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from services.anonymiser.adapters import KeyVault
from services.anonymiser.handlers import handle_record
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.exits import Exit
from tests.forked import Forked
from tests.gebeurtenissen import Event, changed, example, with_identity
from tests.integration.anonymiser.conftest import DAY_BEFORE, Muur
from tests.stack import until

CANARY = "KanarieVanDijk"


def events(count: int, prefix: str = "2025-") -> list[Event]:
    """Dossiers with a canary wherever a person can be."""
    besluit = example("beschikking-afgegeven")
    return [
        changed(
            with_identity(besluit, dossiernummer=f"{prefix}{CANARY}{number}"),
            {
                "data.beschikking.nummer": f"{CANARY}-{number}",
                "data.beschikking.motivering": f"{CANARY} {number}",
                "data.aanvraag.leerling.achternaam": CANARY,
                "data.aanvraag.leerling.bsn": "123456782",
                "data.aanvraag.toelichting": f"{CANARY} {number}",
            },
        )
        for number in range(count)
    ]


def expected(muur: Muur, all_events: list[Event]) -> dict[bytes, bytes]:
    """Per Kafka key the one right value, worked out beside the service with the same keys."""
    vault = KeyVault(muur.keys)
    right = {}
    for event in all_events:
        zaak = handle_record(muur.seal(json.dumps(event).encode()), (("bron", b"3"),), vault).zaak
        right[bytes.fromhex(zaak.zaak)] = zaak.naar_bytes()
    return right


async def published(muur: Muur) -> dict[bytes, set[bytes]]:
    """What stands in the log: per key every different value."""
    found: dict[bytes, set[bytes]] = defaultdict(set)
    for record in await muur.zaken():
        assert record.headers == ()
        found[record.key].add(record.value)
    return found


async def assert_no_canary(muur: Muur) -> None:
    """Neither in what it said, nor in what it put right of the wall."""
    everything = [muur.log().encode(), json.dumps(await muur.letters()).encode()]
    everything += [record.key + record.value for record in await muur.zaken()]
    assert not any(canary in text for text in everything for canary in (CANARY.encode(), b"123456782", b"Verzonnen"))


async def test_shredded_day_goes_aside_and_the_next_day_is_read(muur: Muur) -> None:
    old, new = events(30, "oud-"), events(30, "nieuw-")
    await muur.push_events(old, day=DAY_BEFORE)
    await muur.push_events(new)
    muur.keys.destroy(DAY_BEFORE)

    process = muur.start()
    await muur.until_published(zaken=30, letters=30)

    assert process.poll() is None
    assert {letter["reden"] for letter in await muur.letters()} == {"sleutel_vernietigd"}
    assert await published(muur) == {key: {value} for key, value in expected(muur, new).items()}
    await assert_no_canary(muur)


def assert_lines_name_the_messages(muur: Muur, letters: list[Any]) -> None:
    """Each message that was put aside lies between the places that a line about its partition names."""
    lines = [json.loads(line) for line in muur.log().splitlines() if "terzijde gelegd" in line]
    places = [line["eventId"].split("/") for line in lines]
    assert {topic for topic, _, _ in places} == {"ldos.dossiers"}
    named = [(int(partition), *map(int, run.split("-"))) for _, partition, run in places]
    for letter in letters:
        where = letter["partitie"], letter["offset"]
        assert any(where[0] == partition and first <= where[1] <= last for partition, first, last in named)


async def test_poison_takes_no_neighbour_along(muur: Muur) -> None:
    good = events(24)
    poison: list[bytes | None] = [
        None,
        b"",
        CANARY.encode(),
        muur.seal(b""),
        muur.seal(b"\xff\xfe\x00"),
        muur.seal(f'{{"leerling": "{CANARY}"'.encode()),
        muur.seal(b"[" * 200_000),
        muur.seal(json.dumps(changed(example("aanvraag-ingediend"), {"data.swv": CANARY})).encode()),
        muur.seal(json.dumps({"type": CANARY}).encode()),
        muur.seal(b"{}")[:-1] + b"\x00",
    ]
    mixed: list[bytes | None] = [muur.seal(json.dumps(event).encode()) for event in good]
    for number, bad in enumerate(poison):
        mixed.insert(2 * number + 1, bad)
    await muur.push(mixed)
    await muur.push([muur.seal(b"{}")], headers=())

    process = muur.start()
    await muur.until_published(zaken=24, letters=11)

    assert process.poll() is None
    assert await published(muur) == {key: {value} for key, value in expected(muur, good).items()}
    letters = await muur.letters()
    assert len({(letter["partitie"], letter["offset"]) for letter in letters}) == 11
    assert {letter["reden"] for letter in letters} == {
        "verzegeling_ongeldig",
        "onleesbaar",
        "contract",
        "bron_onbekend",
    }
    assert_lines_name_the_messages(muur, letters)
    await assert_no_canary(muur)


async def test_killed_in_mid_batch_loses_nothing_and_repeats_the_same_bytes(
    muur: Muur, kill9: Callable[[Forked], None]
) -> None:
    all_events = events(18_000)
    await muur.push_events(all_events)

    for target in (1, 9_000):
        process = muur.start(batch=1_000)
        await muur.until_published(zaken=target)
        kill9(process)
    muur.start()

    right = expected(muur, all_events)

    async def complete() -> bool:
        return (await published(muur)).keys() >= right.keys()

    await until(complete, seconds=120)
    assert await published(muur) == {key: {value} for key, value in right.items()}
    assert await muur.letters() == []
    await assert_no_canary(muur)


async def test_wrong_key_folder_stops_before_anything_goes_on(muur: Muur) -> None:
    await muur.push_events(events(5))

    process = muur.start(sleutels=muur.folder / "elders")

    async def ended() -> bool:
        return process.poll() is not None

    await until(ended)
    assert process.returncode == Exit.FATAL
    assert not (muur.folder / "elders").exists()
    assert await muur.count(ONDERWIJS_ZAKEN.naam) == 0
    assert await muur.letters() == []
    assert "Controleer POS_SLEUTELS" in muur.log()
