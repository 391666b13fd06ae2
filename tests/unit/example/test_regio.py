"""The example region: the committed file is what the generator makes, and has the shape that sources.md asks."""

import itertools
import re
from collections import Counter, defaultdict
from itertools import islice

import pytest

from deploy.example import namen
from deploy.example.maak_regio import ECHTE_BESTUREN, OnmogelijkeRegioError, maak_regio, maak_voorbeeld
from deploy.example.regio import KOLOMMEN, Regio, als_csv, leerlingen, uit_csv, voorbeeld_bestand, voorbeeld_regio
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.soorten import ORGANISATIE


@pytest.fixture(scope="module")
def regio() -> Regio:
    return voorbeeld_regio()


def test_committed_file_is_the_output_of_the_generator() -> None:
    assert voorbeeld_bestand().read_text(encoding="utf-8") == als_csv(maak_voorbeeld())


def test_file_reads_back_as_the_same_region(regio: Regio) -> None:
    tekst = als_csv(regio)
    assert tekst.splitlines()[0] == ";".join(KOLOMMEN)
    assert uit_csv(tekst.splitlines()).leden == regio.leden


def test_the_product_takes_the_file_without_remarks() -> None:
    gelezen = lees_bestand(ORGANISATIE, voorbeeld_bestand().read_bytes())
    assert len(gelezen.rijen) == len(voorbeeld_regio().leden)
    assert not gelezen.waarschuwingen


def test_invented_places_are_all_different() -> None:
    aantal = len(namen.VOOR) * len(namen.NA)
    assert len(set(islice(namen.plaatsen(), 3 * aantal))) == 3 * aantal


def test_has_five_po_and_one_vo_swv_of_plausible_size(regio: Regio) -> None:
    assert regio.swvs == ("PO9901", "PO9902", "PO9903", "PO9904", "PO9905", "VO9901")
    for swv in regio.swvs:
        assert 18 <= len(regio.leden_van(swv, 2025)) <= 40
        assert 2 <= len({lid.subregio for lid in regio.leden_van(swv, 2025)}) <= 4


def test_only_numbers_that_no_real_school_or_board_has(regio: Regio) -> None:
    for lid in regio.leden:
        assert re.fullmatch(r"99[A-Z]{2}\d{2}", lid.vestiging)
        assert re.fullmatch(r"99\d{3}", lid.bestuur)
        assert int(lid.bestuur) not in ECHTE_BESTUREN
        assert re.fullmatch(r"(PO|VO)99\d{2}", lid.swv)
        assert lid.subregio.startswith(f"{lid.swv}-")


def test_lines_of_one_school_and_swv_do_not_overlap_and_one_board_at_a_time(regio: Regio) -> None:
    lijnen = defaultdict(list)
    for lid in regio.leden:
        lijnen[lid.vestiging, lid.swv].append(lid)
    for leden in lijnen.values():
        for vorige, volgende in itertools.pairwise(leden):
            assert vorige.tot is not None
            assert vorige.tot < volgende.vanaf
    for jaar in range(2018, 2027):
        besturen = defaultdict(set)
        for lid in regio.leden:
            if lid.geldt_in(jaar):
                besturen[lid.vestiging].add(lid.bestuur)
        assert all(len(nummers) == 1 for nummers in besturen.values())


def test_holds_the_cases_that_make_reference_data_hard(regio: Regio) -> None:
    swvs_van_school, swvs_van_bestuur = defaultdict(set), defaultdict(set)
    for lid in regio.leden:
        swvs_van_school[lid.vestiging].add(lid.swv)
        swvs_van_bestuur[lid.bestuur].add(lid.swv)
    so_vso = {lid.vestiging for lid in regio.leden if lid.schoolsoort == "so/vso"}
    assert so_vso
    assert all(len(swvs_van_school[vestiging]) == 2 for vestiging in so_vso)
    assert any(len(swvs) > 1 for swvs in swvs_van_bestuur.values())
    assert any(lid.vanaf > 2018 and lid.tot is None for lid in regio.leden), "a school that opens"
    assert any(lid.tot is not None for lid in regio.leden), "a school that closes"
    regels = Counter((lid.vestiging, lid.swv) for lid in regio.leden)
    assert max(regels.values()) == 2, "a school that changes board"


def test_boards_have_from_one_to_twelve_schools(regio: Regio) -> None:
    for swv in regio.swvs:
        groottes = Counter(lid.bestuur for lid in regio.leden_van(swv, 2025))
        assert min(groottes.values()) == 1
        assert 5 <= max(groottes.values()) <= 12


@pytest.mark.parametrize(("swv", "scholen"), [(1, 8), (2, 60), (7, 300), (150, 7500)])
def test_makes_any_size_with_distinct_numbers(swv: int, scholen: int) -> None:
    regio = maak_regio(swv, scholen, range(2018, 2027), 7)
    assert len(regio.swvs) == swv
    assert len({lid.vestiging for lid in regio.leden}) == scholen
    assert len({(lid.vestiging, lid.swv, lid.vanaf) for lid in regio.leden}) == len(regio.leden)
    namen = defaultdict(set)
    for lid in regio.leden:
        namen[lid.bestuur].add(lid.bestuur_naam)
    assert all(len(naam) == 1 for naam in namen.values())


@pytest.mark.parametrize(("swv", "scholen"), [(0, 10), (3, 20), (199, 7000), (150, 9000)])
def test_refuses_what_the_99_numbers_cannot_hold(swv: int, scholen: int) -> None:
    with pytest.raises(OnmogelijkeRegioError):
        maak_regio(swv, scholen, range(2018, 2027), 7)


def test_schools_have_a_plausible_and_fixed_size(regio: Regio) -> None:
    groottes = [
        leerlingen(lid.vestiging, lid.schoolsoort)
        for lid in regio.leden_van("PO9901", 2025)
        if lid.schoolsoort == "bao"
    ]
    assert groottes == [
        leerlingen(lid.vestiging, "bao") for lid in regio.leden_van("PO9901", 2025) if lid.schoolsoort == "bao"
    ]
    assert 170 <= sum(groottes) / len(groottes) <= 270


def test_every_po_swv_feeds_one_vo_swv() -> None:
    regio = maak_regio(13, 400, range(2018, 2027), 3)
    toevoer = [po for swv in regio.swvs if swv.startswith("VO") for po in regio.toeleveranciers(swv)]
    assert sorted(toevoer) == [swv for swv in regio.swvs if swv.startswith("PO")]
