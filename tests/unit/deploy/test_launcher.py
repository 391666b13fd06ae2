"""What happens before the real command: where files go, what is fetched again, what a failure tells."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from deploy.launcher import environment, wheels
from deploy.launcher.locking import is_held, try_hold
from deploy.launcher.places import PROJECT, NoPlaceToWriteError, cache_folder

WHEEL = b"a wheel"
LOCK = f"""# made by a tool
een-pakket==1.0 \\
    --hash=sha256:{hashlib.sha256(WHEEL).hexdigest()} \\
    --hash=sha256:{"0" * 64}
twee==2.0 ; python_version < '3' \\
    --hash=sha256:{"1" * 64}
"""


def test_cache_is_where_the_user_says(tmp_path: Path) -> None:
    chosen = {"POS_CACHE": str(tmp_path / "a"), "XDG_CACHE_HOME": str(tmp_path / "b"), "HOME": str(tmp_path)}
    assert cache_folder(chosen, tmp_path) == tmp_path / "a"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"XDG_CACHE_HOME": "{0}/x", "HOME": "{0}/h"}, "x/pos"),
        ({"HOME": "{0}/h"}, "h/.cache/pos"),
        ({}, "project/.pos/cache"),
        ({"HOME": "/proc/nergens"}, "project/.pos/cache"),
        ({"XDG_CACHE_HOME": "/proc/nergens", "HOME": "{0}/h"}, "h/.cache/pos"),
    ],
)
def test_cache_falls_back(tmp_path: Path, environ: dict[str, str], expected: str) -> None:
    filled = {name: value.format(tmp_path) for name, value in environ.items()}
    assert cache_folder(filled, tmp_path / "project") == tmp_path / expected


def test_a_chosen_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoPlaceToWriteError, match="POS_CACHE="):
        cache_folder({"POS_CACHE": "/proc/nergens", "HOME": str(tmp_path)}, tmp_path)


def test_the_slot_is_held_by_one(tmp_path: Path) -> None:
    held = try_hold(tmp_path / "slot")
    assert held is not None
    assert try_hold(tmp_path / "slot") is None
    os.close(held)
    assert not is_held(tmp_path / "slot")


def test_only_missing_wheels_are_fetched(tmp_path: Path) -> None:
    lock, store = tmp_path / "a.lock", tmp_path / "store"
    lock.write_text(LOCK)
    store.mkdir()
    (store / "een_pakket-1.0-py3-none-any.whl").write_bytes(WHEEL)
    assert [entry.split("==")[0] for entry in wheels.missing(lock, store)] == ["twee"]


def test_a_damaged_wheel_is_thrown_away(tmp_path: Path) -> None:
    lock, wheel = tmp_path / "a.lock", tmp_path / "een_pakket-1.0-py3-none-any.whl"
    lock.write_text(LOCK)
    wheel.write_bytes(WHEEL[:3])
    assert len(wheels.missing(lock, tmp_path)) == 2
    assert not wheel.exists()


def test_a_download_does_not_outlive_a_killed_set_up(tmp_path: Path) -> None:
    """Only Linux ties the two; elsewhere a download ends by itself."""
    pip = tmp_path / "python"
    pip.write_text('#!/bin/sh\necho $$ > "$0.pid.half"; mv "$0.pid.half" "$0.pid"; exec sleep 600\n')
    pip.chmod(0o755)
    told = f"from pathlib import Path; from deploy.launcher.wheels import _pip; _pip(Path({str(pip)!r}), 'download')"
    with subprocess.Popen([sys.executable, "-c", told], cwd=PROJECT) as set_up:
        _until((tmp_path / "python.pid").exists)
        set_up.kill()

    download = int((tmp_path / "python.pid").read_text())
    if sys.platform == "linux":
        _until(lambda: not psutil.pid_exists(download))
    else:
        os.kill(download, signal.SIGKILL)


def _until(so: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "schijf is vol"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "controlesom"),
        ("WARNING: Retrying after connection broken by 'ProxyError'\nERROR: No matching distribution", "netwerk"),
        ("ERROR: No matching distribution found for x", "niet voor deze computer"),
        ("something else", "something else"),
    ],
)
def test_what_went_wrong_is_told_plainly(printed: str, told: str) -> None:
    assert told in wheels.explain(printed)


def test_an_environment_is_complete_only_with_everything_in_it(tmp_path: Path) -> None:
    wanted = environment.level("runtime", tmp_path)
    wanted.packages.mkdir(parents=True)
    wanted.python.parent.mkdir(parents=True)
    assert not environment.is_complete(wanted)

    wanted.python.symlink_to(sys.executable)
    (wanted.packages / "fastapi").mkdir()
    (wanted.folder / environment.MARK).write_text('["fastapi"]')
    assert environment.is_complete(wanted)

    (wanted.packages / "fastapi").rmdir()
    assert not environment.is_complete(wanted)


def _run_pos_after(spoil: str, path: Path) -> subprocess.CompletedProcess[str]:
    """`./pos` in an interpreter that was spoiled first, with no other Python on the PATH."""
    run = f"runpy.run_path({str(PROJECT / 'pos')!r}, run_name='__main__')"
    start = f"import runpy, sys; sys.argv = ['pos']; {spoil}; {run}"
    env = {"PATH": str(path)}
    return subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, env=env, check=False)


def test_an_old_python_is_told_what_to_do(tmp_path: Path) -> None:
    done = _run_pos_after("sys.version_info = (3, 9)", tmp_path)
    assert done.returncode == 1
    assert "Python 3.11 of nieuwer nodig; dit is Python 3.9" in done.stderr


def test_a_python_without_ensurepip_is_told_how_to_repair_it(tmp_path: Path) -> None:
    done = _run_pos_after("sys.modules['ensurepip'] = None", tmp_path)
    assert done.returncode == 1
    assert "ensurepip" in done.stderr
    assert "sudo apt install python3-venv" in done.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in (PROJECT / "requirements").glob("*.lock")))
def test_locks_have_hashes_and_name_no_host(name: str) -> None:
    lock = PROJECT / "requirements" / name
    assert "://" not in lock.read_text()
    assert all("--hash=sha256:" in entry for entry in wheels.entries(lock))
