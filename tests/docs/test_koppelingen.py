"""Links in the documents lead to files of this repository."""

import re
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parents[2]
DOCUMENTEN = sorted([*WORTEL.glob("*.md"), *(WORTEL / "docs").rglob("*.md"), *(WORTEL / "services").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTEN, ids=lambda pad: str(pad.relative_to(WORTEL)))
def test_links_lead_to_a_file(document: Path) -> None:
    doelen = _LINK.findall(document.read_text("utf-8"))
    assert [doel for doel in doelen if not (document.parent / doel).exists()] == []
