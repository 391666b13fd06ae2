"""Worlds that are found, and proofs that there is none."""

import numpy as np

from services.aggregator.vrijgave.toetsing.heel import maak_heel
from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.oordeel import toets
from services.aggregator.vrijgave.toetsing.programma import Programma
from services.aggregator.vrijgave.toetsing.stelsel import Aanvaller, Tegenwereld
from services.aggregator.vrijgave.toetsing.tegenwerelden import Zoeker
from services.aggregator.vrijgave.toetsing.verkorten import verkort
from tests.unit.vrijgave.stelsels import stelsel_van, twee_momenten


def test_worlds_of_the_short_model_hold_in_the_long_one() -> None:
    korter = 0
    for zaad in range(20):
        stelsel = twee_momenten(zaad)
        kort = verkort(stelsel)
        korter += len(kort.stelsel.waarden) < len(stelsel.waarden)
        houdbaar = Houdbaar(stelsel)
        assert all(houdbaar.past(kort.lang(een)) for een in toets(stelsel).werelden.kort)

    assert korter > 10


def test_every_world_that_is_found_is_one() -> None:
    """Counts from zero up, and everything that is told holds; known worlds save all programs the next time."""
    for zaad in range(25):
        stelsel = stelsel_van(zaad)
        eerste = toets(stelsel)
        assert all(map(Houdbaar(stelsel).past, eerste.werelden.lang))
        assert all(map(Houdbaar(verkort(stelsel).stelsel).past, eerste.werelden.kort))
        tweede = toets(stelsel, bekend=eerste.werelden)
        assert tweede.lekken == eerste.lekken
        assert tweede.programmas <= eerste.programmas


def test_what_was_proven_once_holds_for_whoever_knows_as_much() -> None:
    """The same answers as of a solver that never saw another question, with fewer programs."""
    programmas, bespaard = 0, 0
    for stelsel in [*map(stelsel_van, range(12)), *map(twee_momenten, range(12))]:
        sommen = [doel.leden for doel in stelsel.doelen]
        zoeker = Zoeker(stelsel, sommen)
        for aanvaller in (*stelsel.aanvallers, Aanvaller("twee", 0b11)):
            zoeker.kent(aanvaller.kent)
            for plek, leden in enumerate(sommen):
                if not stelsel.masker(leden) & ~aanvaller.kent:
                    continue
                for waarde in {0, stelsel.som(leden) + 1, stelsel.som(leden) + 3} - {stelsel.som(leden)}:
                    vers = Zoeker(stelsel, sommen)
                    vers.kent(aanvaller.kent)
                    voor = zoeker.opgelost
                    assert (zoeker.wereld(plek, waarde) is None) == (vers.wereld(plek, waarde) is None)
                    assert bool(zoeker.bewijs) == bool(vers.bewijs)
                    bespaard += zoeker.opgelost == voor
        programmas += zoeker.opgelost

    assert bespaard > programmas / 10


def test_whole_numbers_in_a_few_columns() -> None:
    """A world is found with just the columns that a known one uses; and never one that breaks what is told."""
    gevonden = 0
    for stelsel in [*map(stelsel_van, range(12)), *map(twee_momenten, range(12))]:
        sommen = [doel.leden for doel in stelsel.doelen]
        zoeker, programma, houdbaar = Zoeker(stelsel, sommen), Programma(stelsel, sommen), Houdbaar(stelsel)
        for plek, leden in enumerate(sommen):
            for waarde in range(stelsel.som(leden) + 4):
                wereld, verschil = zoeker.wereld(plek, waarde), waarde - stelsel.som(leden)
                anders = [] if wereld is None else list(wereld.verschil.items())
                verschillen = np.zeros(programma.aantal)
                verschillen[[lid for lid, _ in anders]] = [een for _, een in anders]
                kolommen = programma.kolommen_van(verschillen) if anders else np.arange(len(programma.hoogste))
                heel = maak_heel(programma, kolommen, leden, verschil)
                assert (heel is None) == (wereld is None)
                if heel is not None:
                    eigen = {int(lid): round(heel[lid]) for lid in np.flatnonzero(heel)}
                    assert sum(eigen.get(lid, 0) for lid in leden) == verschil
                    assert eigen.keys() <= dict(anders).keys() or not anders
                    assert houdbaar.past(Tegenwereld(eigen, 0))
                    gevonden += 1

    assert gevonden > 500


def test_a_world_that_breaks_what_is_told_is_refused() -> None:
    stelsel = stelsel_van(0)
    te_weinig = Tegenwereld({0: -int(stelsel.waarden[0]) - 1}, 1)
    te_veel = Tegenwereld({0: 1000}, 1)

    assert not Houdbaar(stelsel).past(te_weinig)
    assert not Houdbaar(stelsel).past(te_veel)
