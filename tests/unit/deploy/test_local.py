"""Parts of the embedded stack that need no server: ports, jars, secrets, places, state."""

import asyncio
import errno
import hashlib
import os
import socket
import stat
from pathlib import Path

import pytest

from deploy.local import supervisor, unprivileged
from deploy.local.components import Options, needed_ports, role_url, service_environment
from deploy.local.jars import Jar, is_whole, kafka_jars
from deploy.local.kafka import KafkaSetUpError, _same_number_of_brokers
from deploy.local.ports import PortBaseError, Ports, PortTakenError, check_free, is_free
from deploy.local.state import Part, Snapshot, StateFolder, new_snapshot

NOBODY = 65534


def test_no_port_is_used_twice() -> None:
    ports = [port for _purpose, port in needed_ports(Options(8080, brokers=3))]
    assert len(ports) == len(set(ports))
    assert {8080, 8081, 8082, 8083, 8084} <= set(ports)


def test_external_servers_need_no_ports() -> None:
    options = Options(8080, database_url="postgresql://x@y/z", kafka="y:9092")
    assert not {8082, 8083, 8084} & {port for _purpose, port in needed_ports(options)}


@pytest.mark.parametrize("base", [80, 65530])
def test_a_base_outside_the_range_is_refused(base: int) -> None:
    with pytest.raises(PortBaseError):
        Ports(base)


def test_a_taken_port_is_named() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(PortTakenError, match=rf"(?s)Poort {port} \(voor Kafka\).*--port-base") as caught:
            check_free([("Kafka", port)])
    assert f"proces {os.getpid()}" in str(caught.value)


def test_a_truncated_jar_is_not_whole(tmp_path: Path) -> None:
    jar = Jar("groep", "naam", "1", hashlib.sha256(b"inhoud").hexdigest())
    path = tmp_path / jar.filename
    assert not is_whole(path, jar)
    path.write_bytes(b"inhoud")
    assert is_whole(path, jar)
    path.write_bytes(b"inh")
    assert not is_whole(path, jar)


def test_the_kafka_lock_is_of_one_version() -> None:
    versions = {jar.version for jar in kafka_jars() if jar.group == "org.apache.kafka"}
    assert versions == {"4.1.1"}


def test_secrets_are_closed_and_stay_the_same(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / "pos")
    state.make()
    first = state.secret("pos_gateway")
    assert len(first) >= 32
    assert state.secret("pos_gateway") == first
    assert stat.S_IMODE(state.secret_file("pos_gateway").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "pos" / "geheimen").stat().st_mode) == 0o700


def test_a_service_gets_only_what_it_needs(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    state.make()
    admin = "postgresql://postgres:geheim@127.0.0.1:8084/pos"
    env = {name: service_environment(name, Options(8080), state, "k:1", admin) for name in ("anonymiser", "gateway")}
    assert "POS_DATABASE_URL" not in env["anonymiser"]
    assert "POS_SLEUTELS" not in env["gateway"]
    assert env["gateway"]["POS_DATABASE_URL"].startswith("postgresql://pos_gateway:")
    assert "geheim" not in env["gateway"]["POS_DATABASE_URL"]


def test_who_starts_a_stack_names_other_frontends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They reach the gateway and nobody else; what the command itself was told reaches nobody."""
    for name in ("POS_FRONTENDS", "POS_VAN_DE_OPDRACHT"):
        monkeypatch.setenv(name, "gekozen")
    state = StateFolder(tmp_path)
    state.make()
    gateway, reports = (
        service_environment(name, Options(8080), state, "k:1", "postgresql://p:g@h:1/pos")
        for name in ("gateway", "reports")
    )
    assert gateway["POS_FRONTENDS"] == "gekozen"
    assert "POS_FRONTENDS" not in reports
    assert "POS_VAN_DE_OPDRACHT" not in gateway


def test_a_password_may_hold_any_character() -> None:
    assert role_url("postgresql://a:b@h:1/d", "r", "p@s/s") == "postgresql://r:p%40s%2Fs@h:1/d"


def test_a_closed_folder_is_not_reached_by_another_user(tmp_path: Path) -> None:
    closed = tmp_path / "dicht"
    closed.mkdir(mode=0o700)
    assert unprivileged.can_reach(closed, None)
    assert not unprivileged.can_reach(closed, os.geteuid() + 1)


def test_the_place_outside_is_remembered_and_cleaned_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unprivileged, "_shared_place", lambda: tmp_path)
    state = tmp_path / "stand"
    state.mkdir(mode=0o700)
    place = unprivileged.postgres_folder(state, os.geteuid() + 1)
    assert place.parent == tmp_path
    assert unprivileged.postgres_folder(state, os.geteuid() + 1) == place

    unprivileged.collect_garbage()
    assert place.exists()

    (state / "kenmerk").unlink()
    unprivileged.collect_garbage()
    assert not place.exists()


def test_a_place_that_another_process_removes_meanwhile_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "_shared_place", lambda: tmp_path)
    blijft = tmp_path / f"{unprivileged.PREFIX}b"
    blijft.mkdir(mode=0o700)
    (blijft / unprivileged.OWNER_FILE).write_text(f"{tmp_path / 'weg'}\nkenmerk")
    monkeypatch.setattr(Path, "glob", lambda *_: iter([tmp_path / f"{unprivileged.PREFIX}a", blijft]))

    unprivileged.collect_garbage()

    assert not blijft.exists(), "the rest is still cleaned up"


def test_another_number_of_brokers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broker-1").mkdir()
    (tmp_path / "broker-1" / "meta.properties").touch()
    _same_number_of_brokers(tmp_path, 1)
    with pytest.raises(KafkaSetUpError, match="--brokers 1"):
        _same_number_of_brokers(tmp_path, 3)


def test_a_snapshot_comes_back_as_written(tmp_path: Path) -> None:
    state = StateFolder(tmp_path)
    assert state.read() is None
    snapshot = new_snapshot(8080).model_copy(update={"onderdelen": (Part(naam="kafka", pid=1, gestart=2.0),)})
    state.write(snapshot)
    assert state.read() == snapshot
    (tmp_path / "stand.json").write_text("{")
    assert state.read() is None


class FullDisk(StateFolder):
    """A folder on a disk without room, until there is."""

    error: int | None = errno.ENOSPC

    def write(self, snapshot: Snapshot) -> None:
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        super().write(snapshot)


async def test_a_full_disk_does_not_end_who_watches_and_what_it_knows_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "WRITE_AGAIN_SECONDS", 0.01)
    state = FullDisk(tmp_path)
    watching = supervisor.Supervisor(state, Options(8080))
    later = asyncio.create_task(watching._write_later())

    watching._set_part(Part(naam="kafka", toestand="gereed"))
    await asyncio.sleep(0.05)
    assert state.read() is None
    state.error = None
    async with asyncio.timeout(5):
        while (known := state.read()) is None:
            await asyncio.sleep(0.01)

    assert [(part.naam, part.toestand) for part in known.onderdelen] == [("kafka", "gereed")]
    later.cancel()
    state.error = errno.EACCES
    with pytest.raises(PermissionError):
        watching._set_part(Part(naam="kafka", toestand="hapert"))
