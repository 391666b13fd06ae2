"""The audit against counting by hand, and what happens without a verdict."""

import random
import sys
from itertools import product
from typing import Any

import highspy
import numpy as np
import pytest

from services.aggregator.vrijgave.toets import ToetsMislukt
from services.aggregator.vrijgave.toetsing import oordeel, uitvoering, werk
from services.aggregator.vrijgave.toetsing.heel import maak_heel
from services.aggregator.vrijgave.toetsing.houdbaar import Houdbaar
from services.aggregator.vrijgave.toetsing.oordeel import toets
from services.aggregator.vrijgave.toetsing.programma import Programma
from services.aggregator.vrijgave.toetsing.stelsel import (
    ONBEGRENSD,
    Aanvaller,
    Doel,
    Stelsel,
    Tegenwereld,
    Waarneming,
)
from services.aggregator.vrijgave.toetsing.tegenwerelden import OplosserFaalt, Zoeker
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.toetsing.verkorten import verkort
from tests.bouwers import dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, school

GROOTSTE = 17
SCHOLEN = 3


def _stelsel(zaad: int) -> Stelsel:
    """Two kinds at three schools; the sums of kinds and the whole are told, and one pair of schools."""
    kans = random.Random(zaad)
    waarden = [kans.choice((0, 1, 1, 2, 3, 4, 7, 9)) for _ in range(SCHOLEN * 2)]
    sommen = [(0, 2, 4), (1, 3, 5), (0, 1, 2, 3, 4, 5), (0, 2)]
    verteld = []
    for leden in sommen:
        som = sum(waarden[lid] for lid in leden)
        getoond = (2 * som + 5) // 10 * 5
        grenzen = (0, 7) if som < 8 else (max(8, getoond - 2), getoond + 2)
        verteld.append(Waarneming(leden, *grenzen))
    doelen = [Doel(f"cel {lid}", (lid,)) for lid in range(6)]
    doelen += [Doel(f"school {een}", (2 * een, 2 * een + 1)) for een in range(SCHOLEN)]
    kijkers = [Aanvaller("buiten"), *(Aanvaller(f"school {een}", 1 << een) for een in range(SCHOLEN))]
    return Stelsel("proef", np.array(waarden), np.repeat(np.arange(SCHOLEN), 2), verteld, doelen, kijkers)


def _met_de_hand(stelsel: Stelsel) -> set[tuple[str, str, tuple[int, ...]]]:
    """Every world there is, tried one by one."""
    assen = np.array(list(product(range(GROOTSTE + 1), repeat=SCHOLEN)))
    soorten = [np.array(stelsel.waarden[soort::2]) for soort in (0, 1)]
    gevonden = set()
    for aanvaller in stelsel.aanvallers:
        kent = [een for een in range(SCHOLEN) if aanvaller.kent >> een & 1]
        per_soort = [assen[(assen[:, kent] == waar[kent]).all(axis=1)] for waar in soorten]
        for plek, (_een, twee) in enumerate(((0, 2), (1, None))):
            som = per_soort[plek].sum(axis=1)
            goed = (som >= stelsel.waarnemingen[plek].laag) & (som <= stelsel.waarnemingen[plek].hoog)
            if twee is not None:
                paar = per_soort[plek][:, :2].sum(axis=1)
                goed &= (paar >= stelsel.waarnemingen[3].laag) & (paar <= stelsel.waarnemingen[3].hoog)
            per_soort[plek] = per_soort[plek][goed]
        links, rechts = (np.unique(groep, axis=0) for groep in per_soort)
        geheel = links.sum(axis=1)[:, None] + rechts.sum(axis=1)[None, :]
        past = (geheel >= stelsel.waarnemingen[2].laag) & (geheel <= stelsel.waarnemingen[2].hoog)
        for doel in stelsel.doelen:
            eigen = stelsel.masker(doel.leden) & ~aanvaller.kent == 0
            if eigen or stelsel.som(doel.leden) not in range(1, 5):
                continue
            mogelijk = np.unique(_som(doel.leden, links, rechts)[past])
            if len(mogelijk) < 5:
                gevonden.add((aanvaller.naam, doel.naam, tuple(mogelijk.tolist())))
    return gevonden


def _som(leden: tuple[int, ...], links: np.ndarray, rechts: np.ndarray) -> np.ndarray:
    som = np.zeros((len(links), len(rechts)), np.int64)
    for lid in leden:
        som += rechts[:, lid // 2][None, :] if lid % 2 else links[:, lid // 2][:, None]
    return som


@pytest.mark.parametrize("zaad", range(25))
def test_the_same_as_trying_every_world(zaad: int) -> None:
    stelsel = _stelsel(zaad)

    assert {(lek.aanvaller, lek.doel, lek.mogelijk) for lek in toets(stelsel).lekken} == _met_de_hand(stelsel)


TWEEMAAL = 10
"""More than any told sum of two moments."""


def _twee_momenten(zaad: int) -> Stelsel:
    """Three schools at two releases; counts do not fall. What all have and what the first two have is told, and some
    times that it grew by two or more."""
    kans = random.Random(zaad)
    toen = [kans.choice((0, 1, 1, 2, 3)) for _ in range(SCHOLEN)]
    waarden = [*toen, *(een + kans.choice((0, 0, 0, 1, 2)) for een in toen)]
    verteld = []
    for leden in ((0, 1, 2), (3, 4, 5), (0, 1), (3, 4)):
        som = sum(waarden[lid] for lid in leden)
        getoond = (2 * som + 3) // 6 * 3
        verteld.append(Waarneming(leden, *((0, 3) if som < 4 else (max(4, getoond - 1), getoond + 1))))
    verteld += [Waarneming((een + 3,), 0, ONBEGRENSD, (een,)) for een in range(SCHOLEN)]
    if sum(waarden[3:]) - sum(toen) >= 2:
        verteld.append(Waarneming((3, 4, 5), 2, ONBEGRENSD, (0, 1, 2)))
    doelen = [Doel(f"cel {lid}", (lid,)) for lid in range(6)] + [Doel("rest toen", (1, 2)), Doel("rest nu", (4, 5))]
    kijkers = [Aanvaller("buiten"), *(Aanvaller(f"school {een}", 1 << een) for een in range(SCHOLEN))]
    houders = np.tile(np.arange(SCHOLEN), 2)
    return Stelsel("proef", np.array(waarden), houders, verteld, doelen, kijkers)


def _alle_werelden(stelsel: Stelsel) -> np.ndarray:
    assen = [range(TWEEMAAL + 1)] * SCHOLEN
    toen = nu = np.array(list(product(*assen)), np.int16)
    totaal, paar = (stelsel.waarnemingen[een] for een in (0, 2))
    goed = (toen.sum(axis=1) <= totaal.hoog) & (toen[:, :2].sum(axis=1) <= paar.hoog)
    toen = toen[goed]
    alle = np.hstack([np.repeat(toen, len(nu), axis=0), np.tile(nu, (len(toen), 1))])
    for een in stelsel.waarnemingen:
        som = alle[:, een.erbij].sum(axis=1) - (alle[:, een.eraf].sum(axis=1) if een.eraf else 0)
        alle = alle[(som >= een.laag) & (som <= een.hoog)]
    return alle


@pytest.mark.parametrize("zaad", range(20))
def test_the_same_as_trying_every_history(zaad: int) -> None:
    """What did not change between two releases is looked at as one number first; the verdict is that of all worlds."""
    stelsel = _twee_momenten(zaad)
    alle, gevonden = _alle_werelden(stelsel), set()
    for aanvaller in stelsel.aanvallers:
        eigen = [lid for lid, houder in enumerate(stelsel.houders) if aanvaller.kent >> int(houder) & 1]
        over = alle[(alle[:, eigen] == stelsel.waarden[eigen]).all(axis=1)]
        for doel in stelsel.doelen:
            if stelsel.som(doel.leden) in range(1, 5) and stelsel.masker(doel.leden) & ~aanvaller.kent:
                mogelijk = np.unique(over[:, doel.leden].sum(axis=1))
                if len(mogelijk) < 5:
                    gevonden.add((aanvaller.naam, doel.naam, tuple(mogelijk.tolist())))

    assert {(lek.aanvaller, lek.doel, lek.mogelijk) for lek in toets(stelsel).lekken} == gevonden


def test_worlds_of_the_short_model_hold_in_the_long_one() -> None:
    korter = 0
    for zaad in range(20):
        stelsel = _twee_momenten(zaad)
        kort = verkort(stelsel)
        korter += len(kort.stelsel.waarden) < len(stelsel.waarden)
        houdbaar = Houdbaar(stelsel)
        assert all(houdbaar.past(kort.lang(een)) for een in toets(stelsel).werelden.kort)

    assert korter > 10


def test_every_world_that_is_found_is_one() -> None:
    """Counts from zero up, and everything that is told holds; known worlds save all programs the next time."""
    for zaad in range(25):
        stelsel = _stelsel(zaad)
        eerste = toets(stelsel)
        assert all(map(Houdbaar(stelsel).past, eerste.werelden.lang))
        assert all(map(Houdbaar(verkort(stelsel).stelsel).past, eerste.werelden.kort))
        tweede = toets(stelsel, bekend=eerste.werelden)
        assert tweede.lekken == eerste.lekken
        assert tweede.programmas <= eerste.programmas


def test_what_was_proven_once_holds_for_whoever_knows_as_much() -> None:
    """The same answers as of a solver that never saw another question, with fewer programs."""
    programmas, bespaard = 0, 0
    for stelsel in [*map(_stelsel, range(12)), *map(_twee_momenten, range(12))]:
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
    for stelsel in [*map(_stelsel, range(12)), *map(_twee_momenten, range(12))]:
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


def test_what_did_not_change_between_rounds_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gevraagd: list[tuple[str, bytes, bool]] = []

    def onthoud(stelsel: Stelsel, *args: Any, **kwargs: Any) -> oordeel.Oordeel:
        gevonden = toets(stelsel, *args, **kwargs)
        gevraagd.append((stelsel.naam, werk._afdruk(stelsel), bool(gevonden.lekken)))
        return gevonden

    monkeypatch.setattr(oordeel, "toets", onthoud)
    certificaat = _vrijgaven().geef_vrij(ZAKEN, NOVEMBER).certificaat

    assert certificaat["ronden"] > 2
    schoon = [(naam, afdruk) for naam, afdruk, lekt in gevraagd if not lekt]
    assert len(schoon) == len(set(schoon))
    assert len({naam for naam, _ in schoon}) < len(schoon), "sommige zijn wel opnieuw bekeken"


def test_a_world_that_breaks_what_is_told_is_refused() -> None:
    stelsel = _stelsel(0)
    te_weinig = Tegenwereld({0: -int(stelsel.waarden[0]) - 1}, 1)
    te_veel = Tegenwereld({0: 1000}, 1)

    assert not Houdbaar(stelsel).past(te_weinig)
    assert not Houdbaar(stelsel).past(te_veel)


def test_the_seeds_hold_leaks_and_worlds_without() -> None:
    aantallen = [len(_met_de_hand(_stelsel(zaad))) for zaad in range(25)]

    assert min(aantallen) == 0 < max(aantallen)


def _vrijgaven(toetser: Toetser | None = None) -> Getoetst:
    """One school has ten of the twelve: it knows that the others have at most two."""
    return Getoetst(Verloop([school(een) for een in range(3)]), toetser)


ZAKEN = {str(een): dossier(vestiging="99AB00" if een < 10 else f"99AB0{een - 9}") for een in range(12)}


def test_what_an_insider_could_subtract_is_withheld() -> None:
    getoetst = _vrijgaven()
    gevonden = getoetst.geef_vrij(ZAKEN, NOVEMBER)

    assert getoetst.verloop.vak("PO9901")["tekst"] == "niet vrijgegeven"
    assert gevonden.certificaat["kleinste"] == 5
    onthouden = sum(een["onthoud"] for een in gevonden.certificaat["ingrepen"].values())
    assert onthouden == len(getoetst.reparaties) > 0


def test_a_zero_that_everybody_knows_is_never_withheld() -> None:
    """There is no vso in primary education, whatever a table says: withholding it would protect nobody."""
    getoetst = _vrijgaven()
    getoetst.geef_vrij(ZAKEN, NOVEMBER)

    assert getoetst.reparaties
    assert getoetst.verloop.vak("PO9901", rij="vso-laag", splitsing="soortCategorie")["status"] == "z"
    assert not any(str(plek.rij).startswith("vso") for plek in getoetst.reparaties)


VEERTIG = {str(een): dossier(vestiging=f"99AB0{een % 8}") for een in range(40)}


def _acht_scholen(toetser: Toetser | None = None) -> Getoetst:
    """Of two boards, which have as many."""
    return Getoetst(Verloop([school(een, bestuur=99001 + een % 2) for een in range(8)]), toetser)


def test_what_nobody_could_subtract_is_shown() -> None:
    getoetst = _acht_scholen()
    getoetst.geef_vrij(VEERTIG, NOVEMBER)

    assert getoetst.verloop.vak("PO9901")["waarde"] == 40


def test_two_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate to the last count, and the release."""
    monkeypatch.setattr(uitvoering, "_WEINIG", 0)
    monkeypatch.setattr(uitvoering, "_KORT", 0.0)
    samen, alleen = (_acht_scholen(Toetser(processen=aantal)) for aantal in (2, 1))

    assert samen.geef_vrij(VEERTIG, NOVEMBER) == alleen.geef_vrij(VEERTIG, NOVEMBER)
    assert samen.uitgaven[0].sha256 == alleen.uitgaven[0].sha256


def test_an_audit_can_be_told_to_end() -> None:
    toetser = Toetser(processen=1)
    toetser.stop()
    with pytest.raises(ToetsMislukt, match="te traag"):
        _vrijgaven(toetser).geef_vrij(ZAKEN, NOVEMBER)


def test_too_slow_is_no_verdict() -> None:
    with pytest.raises(ToetsMislukt, match="te traag"):
        _vrijgaven(Toetser(seconden=0.0, processen=1)).geef_vrij(ZAKEN, NOVEMBER)


def test_a_solver_without_answer_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def faal(_zoeker: Zoeker, _som: int, _waarde: int) -> None:
        raise OplosserFaalt("Unknown")

    monkeypatch.setattr(Zoeker, "wereld", faal)
    with pytest.raises(ToetsMislukt, match="oplosser faalt"):
        _vrijgaven().geef_vrij(ZAKEN, NOVEMBER)


def test_a_solver_that_sees_a_world_everywhere_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world that is found proves that nobody is confined, so it is looked at."""
    lekt = next(zaad for zaad in range(25) if toets(_stelsel(zaad)).lekken)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: highspy.HighsModelStatus.kOptimal)

    with pytest.raises(OplosserFaalt):
        toets(_stelsel(lekt))


def test_without_a_solver_there_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    for naam in ("oordeel", "tegenwerelden"):
        monkeypatch.delitem(sys.modules, f"services.aggregator.vrijgave.toetsing.{naam}")
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ToetsMislukt, match="oplosser faalt: ModuleNotFoundError"):
        _vrijgaven().geef_vrij(ZAKEN, NOVEMBER)
