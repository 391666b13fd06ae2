"""The page about faults names every fault that `./pos chaos` knows, and no other."""

import re
from pathlib import Path

from deploy.chaos.storingen import ALLE

PAGINA = Path(__file__).parents[2] / "docs" / "running" / "storingen.md"


def test_every_fault_is_told_and_each_that_is_told_exists() -> None:
    haken = re.findall(r"\(((?:`[a-z-]+`(?:, )?)+)\)", PAGINA.read_text(encoding="utf-8"))
    genoemd = {naam for groep in haken for naam in re.findall(r"`([a-z-]+)`", groep)}

    assert genoemd == set(ALLE)
