"""Answers to single questions that are kept: only for the same reader, unit, day and staat, with their trace."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.gateway.dashboards.onthouden import Antwoordgeheugen, Kijker, Onthouden
from services.gateway.dashboards.poorten import Json, Vraag
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import Recht, Rol, Zicht
from services.gateway.handlers import leesspoor
from services.gateway.handlers.leesspoor import Leesspoor
from services.gateway.handlers.poorten import Beller
from shared.contracts.eenheden import Niveau

SWV, SCHOOL = Eenheid(Niveau.SWV, "PO9901"), Eenheid(Niveau.SCHOOL, "99AB00")
RECHTEN = frozenset({Recht(Rol.SWV, "PO9901")})
KIJKER = Kijker(RECHTEN, SWV, date(2026, 11, 22))
VRAAG = Vraag("waarden", "tlv-aanvragen", (("schooljaar", "2025-2026"),))


@dataclass
class Bron:
    """Answers with how many questions there were, and reads these units of these SWV's for it."""

    leest: tuple[tuple[Eenheid, int], ...] = ((SWV, 9901),)
    gesteld: list[Vraag] = field(default_factory=list)

    async def antwoord(self, vraag: Vraag) -> Json:
        self.gesteld.append(vraag)
        for eenheid, swv in self.leest:
            leesspoor.spoor().bekeken(eenheid, Zicht.EIGEN, [swv])
        return {"stand": "2026-11-22T10:00:00Z", "reeksen": [{"waarde": len(self.gesteld), "rijen": [0.1, None]}]}


def _vragen(bron: Bron, geheugen: Antwoordgeheugen, kijker: Kijker = KIJKER, staat: str = "1") -> Onthouden:
    return Onthouden(bron, kijker, staat, geheugen)


def _regel(spoor: Leesspoor) -> Any:
    spoor.van(Beller(1, "wij", RECHTEN))
    return spoor.regel("dashboard", "overzicht", 200, datetime(2026, 11, 22, tzinfo=UTC))


async def test_what_is_known_is_not_asked_again_and_is_the_same() -> None:
    bron, geheugen = Bron(), Antwoordgeheugen()
    eerst = await _vragen(bron, geheugen).antwoord(VRAAG)
    assert await _vragen(bron, geheugen).antwoord(VRAAG) == eerst
    assert bron.gesteld == [VRAAG]


@pytest.mark.parametrize(
    ("kijker", "staat"),
    [
        (KIJKER, "2"),
        (KIJKER._replace(rechten=frozenset({Recht(Rol.BEHEERDER, "PO9901")})), "1"),
        (KIJKER._replace(rechten=RECHTEN | {Recht(Rol.SCHOOL, "99AB00")}), "1"),
        (KIJKER._replace(eenheid=SCHOOL), "1"),
        (KIJKER._replace(vandaag=date(2026, 11, 23)), "1"),
    ],
)
async def test_after_a_change_or_for_anybody_else_it_is_asked_anew(kijker: Kijker, staat: str) -> None:
    bron, geheugen = Bron(), Antwoordgeheugen()
    await _vragen(bron, geheugen).antwoord(VRAAG)
    nieuw = await _vragen(bron, geheugen, kijker, staat).antwoord(VRAAG)
    assert nieuw["reeksen"][0]["waarde"] == 2


async def test_another_question_is_another_answer() -> None:
    bron, geheugen = Bron(), Antwoordgeheugen()
    anders = VRAAG._replace(parameters=(("schooljaar", "2024-2025"),))
    for vraag in (VRAAG, anders, VRAAG._replace(bron="vergelijking"), VRAAG._replace(code="tlv-toegekend")):
        await _vragen(bron, geheugen).antwoord(vraag)
    assert len(bron.gesteld) == 4


async def test_what_is_no_figure_is_asked_each_time() -> None:
    bron, geheugen = Bron(), Antwoordgeheugen()
    for _ in range(2):
        await _vragen(bron, geheugen).antwoord(Vraag("doelen", "PO9901"))
    assert len(bron.gesteld) == 2
    assert not len(geheugen)


async def test_giving_it_again_leaves_the_same_trace_as_making_it() -> None:
    bron, geheugen = Bron(), Antwoordgeheugen()
    sporen = [leesspoor.begin() for _ in range(2)]
    for spoor in sporen:
        leesspoor._HUIDIG.set(spoor)
        spoor.over(SWV)
        await _vragen(bron, geheugen).antwoord(VRAAG)
    eerst, weer = map(_regel, sporen)
    assert eerst == weer
    assert (eerst.eenheden, eerst.zicht, eerst.swvs) == (("PO9901",), ("eigen",), (9901,))


async def test_who_opened_a_unit_first_counts() -> None:
    """A second question may open the same unit by another right: one line says one thing."""
    spoor = leesspoor.begin()
    spoor.over(SWV)
    geheugen = Antwoordgeheugen()
    await _vragen(Bron(), geheugen).antwoord(VRAAG)
    await _vragen(Bron(((SWV, 9902),)), geheugen).antwoord(VRAAG._replace(code="tlv-toegekend"))
    assert _regel(spoor).swvs == (9901,)


async def test_a_question_that_fails_is_not_kept_and_the_trace_goes_on() -> None:
    class Stuk:
        async def antwoord(self, vraag: Vraag) -> Json:
            raise RuntimeError

    geheugen, spoor = Antwoordgeheugen(), leesspoor.begin()
    with pytest.raises(RuntimeError):
        await replace(_vragen(Bron(), geheugen), cijfers=Stuk()).antwoord(VRAAG)
    assert leesspoor.spoor() is spoor
    assert not len(geheugen)
