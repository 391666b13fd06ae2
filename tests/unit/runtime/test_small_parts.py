"""Settings, clock, back-off, rest, metrics, dead letters, and which database errors pass by themselves."""

import asyncio
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import asyncpg
import pytest
from pydantic import ValidationError

from shared.runtime import metrics
from shared.runtime.backoff import pauses, retry
from shared.runtime.clock import FixedClock, SystemClock, amsterdam_date
from shared.runtime.dead_letters import TOPIC, DeadLetter, InvalidLimit, dead_letter_message
from shared.runtime.errors import NoAccess, TooManyInvalid, Unavailable, WrongSetting
from shared.runtime.kafka import security
from shared.runtime.postgres import is_unavailable, unavailable_guard
from shared.runtime.rest import rest
from shared.runtime.settings import ConsumeSettings, DatabaseSettings, KafkaSettings, load

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_the_dutch_day_is_not_the_day_of_utc() -> None:
    assert amsterdam_date(datetime(2026, 7, 31, 22, 30, tzinfo=UTC)) == date(2026, 8, 1)
    assert amsterdam_date(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == date(2026, 12, 31)
    assert FixedClock(NOW).today() == date(2026, 11, 22)
    assert SystemClock().now().tzinfo is UTC
    with pytest.raises(ValueError, match="time zone"):
        amsterdam_date(datetime(2026, 1, 1))


async def test_a_rest_lasts_its_seconds_or_until_the_event() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    begun = loop.time()
    await rest(0.05, unless=stop)
    assert loop.time() - begun >= 0.05

    loop.call_soon(stop.set)
    await asyncio.wait_for(rest(60, unless=stop), 5)
    await asyncio.wait_for(rest(60, unless=stop), 5)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_KAFKA", "127.0.0.1:9")
    monkeypatch.setenv("POS_OPS_POORT", "8091")

    settings = load(ConsumeSettings)

    assert (settings.kafka, settings.ops_poort, settings.batch_max_gebeurtenissen) == ("127.0.0.1:9", 8091, 5_000)
    with pytest.raises(ValidationError):
        settings.ops_poort = 1  # type: ignore[misc]


def test_a_missing_setting_is_named_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_OPS_POORT", "geheim")
    monkeypatch.delenv("POS_DATABASE_URL", raising=False)

    with pytest.raises(WrongSetting) as wrong:
        load(DatabaseSettings)

    assert "POS_DATABASE_URL, POS_OPS_POORT" in wrong.value.melding
    assert "geheim" not in str(wrong.value)


def test_a_password_is_never_printed() -> None:
    settings = DatabaseSettings(database_url="postgresql://u:geheim@x/y", ops_poort=1)  # type: ignore[arg-type]

    assert "geheim" not in repr(settings)


def test_kafka_with_an_account_uses_scram() -> None:
    settings = KafkaSettings(
        kafka="k:9093",
        ops_poort=1,
        kafka_beveiliging="SASL_SSL",
        kafka_gebruiker="ingest",
        kafka_wachtwoord="w",  # type: ignore[arg-type]
    )

    arguments = security(settings)

    assert arguments["sasl_mechanism"] == "SCRAM-SHA-512"
    assert arguments["sasl_plain_password"] == "w"
    assert arguments["ssl_context"].check_hostname


def test_pauses_grow_to_a_limit() -> None:
    made = [pause for pause, _ in zip(pauses(0.1, 1.0), range(20), strict=False)]

    assert 0.05 <= made[0] <= 0.1
    assert all(0.5 <= pause <= 1.0 for pause in made[5:])


async def test_retry_gives_up_after_the_deadline() -> None:
    tries = 0

    async def down() -> None:
        nonlocal tries
        tries += 1
        raise Unavailable("x")

    with pytest.raises(Unavailable):
        await retry(down, seconds=0.2, first=0.01)
    assert tries > 2


async def test_retry_returns_the_first_result() -> None:
    outcomes = [Unavailable("x"), Unavailable("x")]

    async def flaky() -> int:
        if outcomes:
            raise outcomes.pop()
        return 7

    assert await retry(flaky, seconds=5, first=0.001) == 7


def test_no_metric_names_a_person_school_or_case() -> None:
    for metric in metrics.METRICS:
        assert metric.naam.startswith("pos_")
        assert not set(metric.labels) & metrics.FORBIDDEN_LABELS
        assert metric.meaning
        assert metric.kind != "counter" or metric.naam.endswith("_total")
    assert len({metric.naam for metric in metrics.METRICS}) == len(metrics.METRICS)


def test_a_metric_that_is_not_listed_does_not_exist() -> None:
    with pytest.raises(KeyError):
        metrics.counter("pos_verzonnen_total")
    with pytest.raises(TypeError):
        metrics.gauge("pos_zaken_total")


def test_every_listed_metric_can_be_made() -> None:
    made = {"counter": metrics.counter, "gauge": metrics.gauge, "histogram": metrics.histogram}
    for metric in metrics.METRICS:
        assert made[metric.kind](metric.naam) is made[metric.kind](metric.naam)


def test_every_listed_metric_is_measured_somewhere() -> None:
    lijst = ROOT / "shared/runtime/metrics.py"
    code = "".join(
        each.read_text() for part in ("services", "shared") for each in (ROOT / part).rglob("*.py") if each != lijst
    )
    # The counts of the stand are set by the names of their columns.
    named = [metric.naam for metric in metrics.METRICS if not metric.naam.startswith("pos_stand_")]
    assert [naam for naam in named if f'"{naam}"' not in code] == []


def test_a_dead_letter_holds_a_place_and_a_reason_only() -> None:
    letter = DeadLetter(
        dienst="anonymiser", topic="ldos.dossiers", partitie=3, offset=17, reden="contract", tijd=NOW, eventId="0198-ab"
    )

    message = dead_letter_message(letter)

    assert message.topic == TOPIC
    assert message.key == b"ldos.dossiers/3/17"
    assert DeadLetter.model_validate_json(message.value) == letter
    with pytest.raises(ValidationError):
        DeadLetter(dienst="ingest", topic="t", partitie=0, offset=0, reden="Fatima de Vries", tijd=NOW)


def test_too_many_invalid_within_the_window_stops() -> None:
    clock = FixedClock(NOW)
    limit = InvalidLimit(3, 60.0, clock)
    limit.note(3)
    clock.seconds = 61.0
    limit.note(3)

    with pytest.raises(TooManyInvalid, match="4 ongeldige"):
        limit.note()


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (asyncpg.CannotConnectNowError("x"), True),
        (asyncpg.AdminShutdownError("x"), True),
        (asyncpg.ConnectionDoesNotExistError("x"), True),
        (asyncpg.DeadlockDetectedError("x"), True),
        (asyncpg.SerializationError("x"), True),
        (asyncpg.QueryCanceledError("x"), True),
        (asyncpg.TooManyConnectionsError("x"), True),
        (asyncpg.DiskFullError("x"), True),
        (asyncpg.ReadOnlySQLTransactionError("x"), True),
        (asyncpg.InterfaceError("connection is closed"), True),
        (asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"), True),
        (ConnectionRefusedError(), True),
        (TimeoutError(), True),
        (asyncpg.UniqueViolationError("x"), False),
        (asyncpg.UndefinedTableError("x"), False),
        (asyncpg.InsufficientPrivilegeError("x"), False),
        (asyncpg.InterfaceError("another operation is in progress"), False),
        (ValueError(), False),
    ],
)
def test_which_database_errors_pass(error: Exception, passing: bool) -> None:
    assert is_unavailable(error) is passing


def test_the_guard_keeps_bugs_and_turns_the_rest() -> None:
    with pytest.raises(Unavailable), unavailable_guard():
        raise ConnectionResetError
    with pytest.raises(Unavailable), unavailable_guard():
        raise asyncpg.InternalClientError("x")
    with pytest.raises(NoAccess), unavailable_guard():
        raise asyncpg.InvalidPasswordError("x")
    with pytest.raises(asyncpg.UniqueViolationError), unavailable_guard():
        raise asyncpg.UniqueViolationError("x")
    with pytest.raises(asyncio.CancelledError), unavailable_guard():
        raise asyncio.CancelledError


def test_what_stays_is_left_alone_by_the_garbage_collector() -> None:
    """In a process of its own: it would hold for the rest of the tests."""
    vraag = (
        "import gc; from shared.runtime.garbage import leave_alone_what_stays as f; f(); print(gc.get_freeze_count())"
    )
    gezegd = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=True)
    assert int(gezegd.stdout) > 1_000
