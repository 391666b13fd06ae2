"""The audit against counting by hand, and what happens without a verdict."""

import sys
from itertools import product
from typing import Any

import highspy
import numpy as np
import pytest

from services.aggregator.vrijgave.toets import ToetsMislukt
from services.aggregator.vrijgave.toetsing import oordeel, uitvoering, werk
from services.aggregator.vrijgave.toetsing.oordeel import toets
from services.aggregator.vrijgave.toetsing.stelsel import (
    Stelsel,
)
from services.aggregator.vrijgave.toetsing.tegenwerelden import OplosserFaalt, Zoeker
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from tests.bouwers import dossier
from tests.unit.vrijgave.stelsels import SCHOLEN, stelsel_van, twee_momenten
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, school

GROOTSTE = 17


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
    stelsel = stelsel_van(zaad)

    assert {(lek.aanvaller, lek.doel, lek.mogelijk) for lek in toets(stelsel).lekken} == _met_de_hand(stelsel)


TWEEMAAL = 10
"""More than any told sum of two moments."""


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
    stelsel = twee_momenten(zaad)
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


def test_the_seeds_hold_leaks_and_worlds_without() -> None:
    aantallen = [len(_met_de_hand(stelsel_van(zaad))) for zaad in range(25)]

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
    lekt = next(zaad for zaad in range(25) if toets(stelsel_van(zaad)).lekken)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _: highspy.HighsModelStatus.kOptimal)

    with pytest.raises(OplosserFaalt):
        toets(stelsel_van(lekt))


def test_without_a_solver_there_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    for naam in ("oordeel", "tegenwerelden"):
        monkeypatch.delitem(sys.modules, f"services.aggregator.vrijgave.toetsing.{naam}")
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ToetsMislukt, match="oplosser faalt: ModuleNotFoundError"):
        _vrijgaven().geef_vrij(ZAKEN, NOVEMBER)
