"""The delta gate: gross, per cell, since that cell was last told."""

import pytest

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.poort import Doorgang, door_de_poort
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, toon_aantal
from tests.bouwers import dossier
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

B = Beleid()


@pytest.mark.parametrize(("veranderd", "gehouden"), [(0, False), (1, True), (4, True), (5, False), (50, False)])
def test_none_or_five(veranderd: int, gehouden: bool) -> None:
    oud, nieuw = toon_aantal(10, B), toon_aantal(20, B)

    assert door_de_poort(oud, nieuw, veranderd, B) == Doorgang(oud if gehouden else nieuw, gehouden)


def test_a_first_value_passes_and_withholding_never_waits() -> None:
    nieuw = toon_aantal(20, B)

    assert door_de_poort(None, nieuw, 3, B) == Doorgang(nieuw, gehouden=False)
    assert door_de_poort(nieuw, ONTHOUDEN, 3, B) == Doorgang(ONTHOUDEN, gehouden=True)


def _zaken(*nummers: int, **anders: object) -> Zaken:
    return {str(nummer): dossier(vestiging="99AB00", **anders) for nummer in nummers}


def _waarden(*standen: Zaken) -> list[object]:
    verloop, gezien = Verloop([school(0)]), []
    for maand, stand in enumerate(standen):
        verloop.geef_vrij(stand, NOVEMBER.replace(day=2 + maand))
        vak = verloop.vak("PO9901")
        gezien.append(vak["waarde"] if vak["status"] is None else vak["tekst"])
    return gezien


def test_changes_add_up_until_they_are_enough() -> None:
    assert _waarden(
        _zaken(*range(12)), _zaken(*range(15)), _zaken(*range(16)), _zaken(*range(17)), _zaken(*range(18))
    ) == [10, 10, 10, 15, 15]


def test_withdrawals_count_gross() -> None:
    """Three in and three out: net nothing, six dossiers."""
    erin_eruit = _zaken(*range(3, 16))

    assert _waarden(_zaken(*range(12)), erin_eruit) == [10, 15]


def test_four_that_changed_and_changed_back_are_no_change() -> None:
    """Counted against what was told, not added up on the way: else four of five could come and go unseen."""
    assert _waarden(_zaken(*range(12)), _zaken(*range(16)), _zaken(*range(13))) == [10, 10, 10]


def test_a_hidden_cell_becomes_visible_only_by_five() -> None:
    assert _waarden(_zaken(*range(7)), _zaken(*range(8)), _zaken(*range(12))) == ["< 8", "< 8", 10]


def test_a_correction_is_a_change_of_the_cells_that_it_touches_only() -> None:
    """One dossier gets another category: the total stays, the rows wait."""
    verloop = Verloop([school(0)])
    verloop.geef_vrij(_zaken(*range(13)))
    ander = {**_zaken(*range(12)), "12": dossier(vestiging="99AB00", tlv={"schoolsoort": "so", "categorie": "hoog"})}
    samen = verloop.geef_vrij(ander, NOVEMBER.replace(day=3))

    assert verloop.vak("PO9901", rij="so-laag", splitsing="soortCategorie")["waarde"] == 15
    gehouden = {
        plek.rij for plek in samen.gehouden if plek.indicator == "tlv-aanvragen" and plek.eenheid.code == "PO9901"
    }
    assert gehouden == {"so-laag", "so-hoog"}


def test_a_school_that_moves_takes_its_dossiers_along() -> None:
    """Four dossiers move to another bestuur: too few to tell. Then five."""
    leden = [*(school(nummer) for nummer in range(4)), *(school(nummer, bestuur=99002) for nummer in range(4, 8))]

    def over(aantal: int) -> object:
        zaken = {**_zaken(*range(12)), **{f"m{n}": dossier(vestiging="99AB03") for n in range(aantal)}}
        verloop = Verloop(leden)
        verloop.geef_vrij(zaken)
        verloop.indeling = Verloop([lid._replace(bestuur=99002) if lid is leden[3] else lid for lid in leden]).indeling
        verloop.geef_vrij(zaken, NOVEMBER.replace(day=3))
        return verloop.vak("99001")["waarde"]

    assert (over(4), over(5)) == (15, 10)


def test_after_withholding_the_gate_still_counts_from_what_was_told() -> None:
    """Told with 12; then two schools are left, so withheld; then three again, with three dossiers more than told."""
    leden = [school(nummer) for nummer in range(3)]
    verloop = Verloop(leden)
    verloop.geef_vrij(_zaken(*range(12)))
    verloop.indeling = Verloop(leden[:2]).indeling
    verloop.geef_vrij(_zaken(*range(14)), NOVEMBER.replace(day=3))
    weg = verloop.vak("99001")
    verloop.indeling = Verloop(leden).indeling
    verloop.geef_vrij(_zaken(*range(15)), NOVEMBER.replace(day=4))

    assert weg == verloop.vak("99001") == ONTHOUDEN
