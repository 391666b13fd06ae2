"""Packages of npm: what was kept and is damaged is fetched anew by itself, once."""

from pathlib import Path

import pytest

from deploy.assets import npm
from deploy.launcher.wheels import SetUpFailedError


def _source(folder: Path) -> Path:
    folder.mkdir()
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (folder / name).touch()
    return folder


class _Npm:
    """An npm that trips over what it kept, as the real one does."""

    def __init__(self, cache: Path, always: bool, says: str = "npm error code EINTEGRITY") -> None:
        self.kept, self.always, self.says, self.calls = cache / "npm" / "bewaard", always, says, 0
        self.kept.mkdir(parents=True)
        (self.kept / "half").touch()

    def __call__(self, _source: Path, folder: Path, kept: Path) -> tuple[int, str]:
        self.calls += 1
        folder.mkdir(parents=True, exist_ok=True)
        return (1, self.says) if self.always or (kept / "half").exists() else (0, "")


@pytest.mark.parametrize(
    "says", ["npm error code EINTEGRITY", "npm error enoent stat '/c/npm/bewaard/_cacache/content-v2/sha512/91/04'"]
)
def test_a_damaged_store_is_thrown_away_and_filled_anew(
    says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake = _Npm(tmp_path, always=False, says=says)
    monkeypatch.setattr(npm, "_install", fake)

    folder = npm.ensure_packages(_source(tmp_path / "bron"), tmp_path, "proef")

    assert (folder / npm.MARK).exists()
    assert fake.calls == 2
    uitvoer = capsys.readouterr()
    assert "beschadigd" in uitvoer.out + uitvoer.err


def test_what_stays_wrong_is_told_and_leaves_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = _Npm(tmp_path, always=True)
    monkeypatch.setattr(npm, "_install", fake)

    with pytest.raises(SetUpFailedError, match="controlesom"):
        npm.ensure_packages(_source(tmp_path / "bron"), tmp_path, "proef")
    assert fake.calls == 2
