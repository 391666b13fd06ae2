"""Stored cases of every past version stay readable and keep their bytes (R9): a log lives 13 months, a digest longer.

The files are never edited; new ones may be added.
"""

import hashlib
from pathlib import Path

import pytest

from shared.contracts.zaken import Zaak

GOLDEN = Path(__file__).parent / "golden_zaken"
FILES = sorted(GOLDEN.rglob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_stored_case_reads_back_to_its_own_bytes(path: Path) -> None:
    assert Zaak.van_bytes(path.read_bytes()).naar_bytes() == path.read_bytes()


@pytest.mark.parametrize("version", sorted(path.name for path in GOLDEN.iterdir()))
def test_golden_files_are_what_they_were(version: str) -> None:
    lines = (GOLDEN / version / "SHA256SUMS").read_text("ascii").splitlines()
    known = {name: digest for digest, name in (line.split() for line in lines)}

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (GOLDEN / version).glob("*.json")}

    assert found == known


def test_a_case_from_after_a_rotation_meets_the_one_from_before() -> None:
    before, after = (
        Zaak.van_bytes((GOLDEN / "v1" / f"{name}.json").read_bytes())
        for name in ("beschikking-afgegeven", "na-een-rotatie")
    )

    assert before.dossier is not None
    assert before.dossier.besluit is not None
    assert after.dossier is not None
    assert after.dossier.besluit is not None
    assert before.dossier.besluit.nummers() < after.dossier.besluit.nummers()
