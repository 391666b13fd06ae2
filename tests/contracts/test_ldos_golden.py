"""Stored events of every past version stay readable (R9). The files are never edited; new ones may be added."""

import hashlib
from pathlib import Path

import pytest

from shared.contracts import ldos

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.rglob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_stored_event_is_still_valid(path: Path) -> None:
    assert isinstance(ldos.check(ldos.read(path.read_bytes())), ldos.Accepted)


@pytest.mark.parametrize("version", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden_files_are_what_they_were(version: str) -> None:
    lines = (GOLDEN / version / "SHA256SUMS").read_text("ascii").splitlines()
    known = {name: digest for digest, name in (line.split() for line in lines)}

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (GOLDEN / version).glob("*.json")}

    assert found == known


def test_the_typed_form_says_what_was_sent() -> None:
    accepted = ldos.check(ldos.read((GOLDEN / "v1" / "beschikking-afgegeven.json").read_bytes()))

    assert isinstance(accepted, ldos.Accepted)
    assert isinstance(accepted.data, ldos.Dossier)
    assert accepted.data.beschikking is not None
    assert accepted.data.beschikking.geldig_tot is not None
    assert accepted.data.beschikking.geldig_tot.isoformat() == "2027-07-31"
    assert accepted.envelope.time.isoformat() == "2025-11-12T16:02:11+01:00"


def test_a_refused_value_is_not_in_the_text_of_an_error() -> None:
    """pydantic's own errors would quote what they refuse, and logs would print them."""
    with pytest.raises(ldos.OnleesbaarError) as caught:
        ldos.read(b'{"achternaam": "Geheim", x}')

    assert "Geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
