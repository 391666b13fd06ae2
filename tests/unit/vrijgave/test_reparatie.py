"""Which cells a repair takes: as few as close every leak, the smallest units first; held where that can't be seen."""

from collections.abc import Iterable

from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import MAX_RONDEN, Wijze
from services.aggregator.vrijgave.toetsing.beweringen import Bereik
from services.aggregator.vrijgave.toetsing.opbouw import Wereld
from services.aggregator.vrijgave.toetsing.reparatie import repareer, te_bevriezen
from services.aggregator.vrijgave.toetsing.stelsel import Lek
from services.aggregator.vrijgave.toetsing.werk import Deel, Gevonden, Uitkomst

DEEL = Deel(Wereld("NL-PO", 9901, 2025), 0)


def _plek(niveau: str, code: str, rij: str | None = None) -> Plek:
    return Plek(Eenheid(niveau, code), "tlv-aanvragen", "", 2025, "soortCategorie" if rij else "", rij)


BESTUUR, SWV, RIJ = _plek("bestuur", "99001"), _plek("swv", "PO9901"), _plek("bestuur", "99001", "sbo")


def _uitkomst(*lekken: Iterable[Plek], houdbaar: Iterable[Plek] = ()) -> Uitkomst:
    gevonden = [Gevonden(Lek("w", "wie", "cel", (1, 2)), tuple(plekken), frozenset(houdbaar)) for plekken in lekken]
    return Uitkomst(DEEL, tuple(gevonden), 2, 1, {}, 0, {}, frozenset({BESTUUR, SWV}))


def test_one_cell_per_leak_a_row_before_a_total_a_board_before_an_swv() -> None:
    assert repareer([_uitkomst([SWV, BESTUUR, RIJ])], 1, {}) == {RIJ: Wijze.ONTHOUD}
    assert repareer([_uitkomst([SWV, BESTUUR])], 1, {}) == {BESTUUR: Wijze.ONTHOUD}


def test_a_cell_that_serves_many_leaks_comes_first() -> None:
    assert repareer([_uitkomst([SWV, BESTUUR], [SWV, RIJ], [SWV])], 1, {}) == {SWV: Wijze.ONTHOUD}


def test_held_where_it_can_not_be_seen_and_withheld_when_that_did_not_help() -> None:
    uitkomst = _uitkomst([BESTUUR], houdbaar=[BESTUUR])

    assert repareer([uitkomst], 1, {}) == {BESTUUR: Wijze.HOUD}
    assert repareer([uitkomst], 2, {BESTUUR: Wijze.HOUD}) == {BESTUUR: Wijze.ONTHOUD}


def test_late_repairs_take_every_cell_of_the_proof() -> None:
    assert repareer([_uitkomst([SWV, BESTUUR])], 3, {}) == {SWV: Wijze.ONTHOUD, BESTUUR: Wijze.ONTHOUD}


def test_what_no_cell_of_this_release_proves_is_frozen_and_so_is_what_is_left_in_the_last_round() -> None:
    oud, nieuw, schoon = _uitkomst([]), _uitkomst([SWV]), _uitkomst()

    assert te_bevriezen([oud, nieuw, schoon], 1) == [oud]
    assert te_bevriezen([oud, nieuw, schoon], 4) == [oud]
    assert te_bevriezen([oud, nieuw, schoon], MAX_RONDEN) == [oud, nieuw]


def test_a_number_that_may_have_changed_by_four() -> None:
    assert Bereik(8, 12).ruimer(4) == Bereik(4, 16)
    assert Bereik(0, 7).ruimer(4) == Bereik(0, 11)
    assert [Bereik(0, 7).heeft(getal) for getal in (0, 7, 8)] == [True, True, False]
