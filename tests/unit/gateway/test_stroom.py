"""What an open page is told: everybody of a release, and of live changes only whose own figures they are."""

import asyncio

import pytest

from services.gateway.handlers import stroom
from services.gateway.handlers.stroom import Luisteraar, Omroep, berichten
from shared.contracts.wijzigingen import Wijziging

VRIJGAVE = Wijziging(swvs=(), schooljaren=(), organisatie=False, vrijgave=7)
LIVE = Wijziging(swvs=("PO9901",), schooljaren=(2025,), organisatie=False)
ALLES = 'event: gewijzigd\ndata: {"schooljaren": []}\n\n'
EIGEN = 'event: gewijzigd\ndata: {"schooljaren": ["2025-2026"]}\n\n'


async def _zelfde() -> int:
    return 1


LUISTERAARS = {
    "only releases": Luisteraar(frozenset()),
    "another SWV": Luisteraar(frozenset({"PO9902"})),
    "a school of the SWV, of which nothing changed": Luisteraar(frozenset({"PO9901"}), _zelfde),
    "the SWV": Luisteraar(frozenset({"PO9901"})),
}


async def _gehoord(luisteraar: Luisteraar, *gemeld: Wijziging) -> list[str]:
    """All that a page gets after it connected, without heartbeats."""
    omroep = Omroep()
    gekregen: list[str] = []
    berichten_ = berichten(omroep, luisteraar, hartslag=0.02)
    assert "verbonden" in await anext(berichten_)
    assert await anext(berichten_) == ": hartslag\n\n"
    for wijziging in gemeld:
        omroep.meld(wijziging)
    while not gekregen or gekregen[-1] != ": hartslag\n\n":
        gekregen.append(await asyncio.wait_for(anext(berichten_), 5))
    await berichten_.aclose()  # type: ignore[attr-defined]
    return gekregen[:-1]


@pytest.fixture(autouse=True)
def _kijk_meteen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stroom, "KIJK_SECONDEN", 0.0)


@pytest.mark.parametrize("wie", LUISTERAARS)
async def test_everybody_is_told_of_a_release(wie: str) -> None:
    """And nobody sees by it that something live came at the same moment."""
    assert await _gehoord(LUISTERAARS[wie], VRIJGAVE) == [ALLES]
    assert await _gehoord(LUISTERAARS[wie], LIVE, VRIJGAVE) == [ALLES]


@pytest.mark.parametrize("wie", LUISTERAARS)
async def test_live_changes_elsewhere_are_not_told(wie: str) -> None:
    assert await _gehoord(LUISTERAARS[wie], LIVE) == ([EIGEN] if wie == "the SWV" else [])
