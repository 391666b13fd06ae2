"""One split of one figure in one closed world, as a Stelsel: what is told, what is protected, and from whom."""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from itertools import combinations
from operator import or_
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.catalogus import TOTAAL
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.beweringen import ALLES, Bereik, bereik
from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD, Aanvaller, Doel, Stelsel, Waarneming
from shared.contracts.cellen import Waarde
from shared.contracts.eenheden import Niveau

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder


class Split:
    """One split of one figure: `rijen` are its places in the cells of the figure."""

    def __init__(self, bouwer: "Bouwer", splitsing: str) -> None:
        self._b, self._splitsing = bouwer, splitsing
        vakken = bouwer.onderwerp.vakken
        self._rijen = [plaats for plaats, (naam, _) in enumerate(vakken) if naam == splitsing]
        self._per_moment = len(bouwer.houders) * len(self._rijen)
        self._waarden: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._handtekeningen: dict[Houder, object] = {}
        self._waarnemingen: list[Waarneming] = []
        self._plekken: list[Plek] = []
        self._doelen: list[Doel] = []
        self._vertelt: list[dict[Eenheid, bool]] = [{} for _ in bouwer.momenten]

    def _var(self, moment: int, houder: "Houder", rij: int) -> int:
        return moment * self._per_moment + self._b.nummer[houder] * len(self._rijen) + rij

    def _leden(self, moment: int, houders: "set[Houder]", rij: int | None) -> tuple[int, ...]:
        rijen = range(len(self._rijen)) if rij is None else (rij,)
        return tuple(self._var(moment, houder, een) for houder in sorted(houders) for een in rijen)

    def vraag(self) -> tuple[Stelsel, tuple[Plek, ...]]:
        b = self._b
        self._waarden = np.array(
            [m.aantal.get((h, p), 0) for m in b.momenten for h in b.houders for p in self._rijen], np.int64
        )
        for moment in range(len(b.momenten)):
            self._vertel(moment)
            self._beschermd(moment)
        if not b.onderwerp.indicator.voorraad:
            self._verloop()
        aantal = len(b.momenten)
        houders = np.tile(np.repeat(np.arange(len(b.houders)), len(self._rijen)), aantal)
        naam = f"{b.wereld.naam} {b.wereld.jaar} {'@'.join(filter(None, b.onderwerp.naam))} {self._splitsing}"
        stelsel = Stelsel(
            naam.strip(), self._waarden, houders, self._waarnemingen, self._doelen, self._aanvallers(), self._groepen()
        )
        return stelsel, tuple(self._plekken)

    def _vertel(self, nummer: int) -> None:
        moment = self._b.momenten[nummer]
        for eenheid in sorted(moment.eenheden):
            rijen: list[int | None] = [*range(len(self._rijen)), None] if self._splitsing != TOTAAL else [None]
            for rij in rijen:
                gevonden, bron = self._bereik(nummer, eenheid, rij)
                if gevonden != ALLES:
                    self._vertelt[nummer][eenheid] = True
                    leden = self._leden(nummer, moment.eenheden[eenheid], rij)
                    ruimer = gevonden.ruimer(int(self._waarden[list(leden)].sum()), self._veranderd(nummer, eenheid))
                    self._waarnemingen.append(Waarneming(leden, *ruimer, bron=bron))

    def _veranderd(self, nummer: int, eenheid: Eenheid) -> int:
        moment = self._b.momenten[nummer]
        return moment.opname.beleid(sorted(moment.swvs[eenheid])).veranderd - 1

    def _bereik(self, nummer: int, eenheid: Eenheid, rij: int | None) -> tuple[Bereik, tuple[int, ...]]:
        if rij is not None:
            return self._gelezen(nummer, eenheid, self._splitsing, self._rijen[rij])
        geheel, bron = self._gelezen(nummer, eenheid, TOTAAL, 0)
        for naam in self._b.splitsingen:
            if naam not in (TOTAAL, self._splitsing):
                som, erbij = self._som(nummer, eenheid, naam)
                if som.laag > geheel.laag or som.hoog < geheel.hoog:
                    geheel, bron = geheel.met(som), (*bron, *erbij)
        return geheel, bron

    def _som(self, nummer: int, eenheid: Eenheid, naam: str) -> tuple[Bereik, tuple[int, ...]]:
        """What the rows of another split say about the total."""
        laag = hoog = 0
        bron: tuple[int, ...] = ()
        houders = self._b.momenten[nummer].eenheden[eenheid]
        for plaats, (splitsing, _) in enumerate(self._b.onderwerp.vakken):
            if splitsing == naam:
                een, erbij = self._gelezen(nummer, eenheid, naam, plaats)
                waar = sum(self._b.momenten[nummer].aantal.get((houder, plaats), 0) for houder in houders)
                een = een.ruimer(waar, self._veranderd(nummer, eenheid))
                laag, hoog, bron = laag + een.laag, min(hoog + een.hoog, ONBEGRENSD), (*bron, *erbij)
        return Bereik(laag, hoog), bron

    def _gelezen(self, nummer: int, eenheid: Eenheid, naam: str, plaats: int) -> tuple[Bereik, tuple[int, ...]]:
        moment = self._b.momenten[nummer]
        sleutel = self._b.sleutel(moment, eenheid, naam)
        if sleutel is None:
            return ALLES, ()
        rij: Waarde | None = self._b.onderwerp.vakken[plaats][1]
        vak = moment.opname.uitgave.tabellen[sleutel].vak(rij)
        beleid = moment.opname.beleid(sorted(moment.swvs[eenheid]))
        gevonden = ALLES if vak is None else bereik(self._b.onderwerp.indicator.maat, vak, beleid)
        if gevonden == ALLES or nummer < len(self._b.momenten) - 1:
            return gevonden, ()
        self._plekken.append(Plek(eenheid, *self._b.onderwerp.naam, self._b.wereld.jaar, naam, rij))
        return gevonden, (len(self._plekken) - 1,)

    def _beschermd(self, nummer: int) -> None:
        moment = self._b.momenten[nummer]
        sommen: dict[tuple[int, ...], str] = {}
        rijen: list[int | None] = [*range(len(self._rijen)), None] if len(self._rijen) > 1 else [None]
        for rij in rijen:
            for houder in self._b.houders:
                sommen.setdefault(self._leden(nummer, {houder}, rij), " ".join(houder))
            for eenheid in sorted(moment.eenheden):
                sommen.setdefault(self._leden(nummer, moment.eenheden[eenheid], rij), eenheid.naam)
        for leden, naam in sommen.items():
            if 1 <= self._waarden[list(leden)].sum() <= 4:
                self._doelen.append(Doel(f"{naam} vrijgave {moment.opname.uitgave.nummer}", leden))

    def _verloop(self) -> None:
        """Who watches a figure grow: dossiers are not withdrawn (where that is so), and a changed cell tells that
        enough of them came."""
        for later in range(1, len(self._b.momenten)):
            for plek in range(self._per_moment):
                oud, nieuw = (later - 1) * self._per_moment + plek, later * self._per_moment + plek
                if self._waarden[nieuw] >= self._waarden[oud]:
                    self._waarnemingen.append(Waarneming((nieuw,), 0, ONBEGRENSD, (oud,)))
            self._gegroeid(later)

    def _gegroeid(self, later: int) -> None:
        vorig, moment = self._b.momenten[later - 1], self._b.momenten[later]
        for eenheid in sorted(self._vertelt[later].keys() & self._vertelt[later - 1].keys()):
            if vorig.eenheden[eenheid] != moment.eenheden[eenheid]:
                continue
            grens = self._veranderd(later, eenheid) + 1
            for rij in (None, *range(len(self._rijen))):
                toen, bron = self._bereik(later - 1, eenheid, rij)
                nu, bron = self._bereik(later, eenheid, rij)
                leden, eerder = (self._leden(een, moment.eenheden[eenheid], rij) for een in (later, later - 1))
                groei = int(self._waarden[list(leden)].sum() - self._waarden[list(eerder)].sum())
                if ALLES not in (toen, nu) and toen != nu and groei >= grens:
                    self._waarnemingen.append(Waarneming(leden, grens, ONBEGRENSD, eerder, bron))

    def _groepen(self) -> npt.NDArray[np.int64]:
        """Schools that stand in the same telling units at every moment are interchangeable."""
        nummers: dict[object, int] = {}
        gevonden = []
        for nummer in range(len(self._b.momenten)):
            for houder in self._b.houders:
                for rij in range(len(self._rijen)):
                    sleutel = (self._handtekening(houder), nummer, rij)
                    vrij = houder[0] != "elders" and sleutel[0] is not None
                    gevonden.append(nummers.setdefault(sleutel, len(nummers)) if vrij else -1)
        return np.array(gevonden, np.int64)

    def _handtekening(self, houder: "Houder") -> object:
        if houder not in self._handtekeningen:
            self._handtekeningen[houder] = tuple(
                tuple(een for een in sorted(vertelt) if houder in moment.eenheden[een])
                for vertelt, moment in zip(self._vertelt, self._b.momenten, strict=True)
            )
        return self._handtekeningen[houder]

    def _aanvallers(self) -> list[Aanvaller]:
        """An outsider, every unit alone, every pair of schools of a board, and every set that one account holds."""
        gevonden = {0: "buitenstaander"}
        per_eenheid = self._per_eenheid()
        for (niveau, naam), bits in per_eenheid.items():
            if niveau != Niveau.LANDELIJK:
                gevonden.setdefault(bits, f"{niveau} {naam}")
        for bits in self._paren():
            gevonden.setdefault(bits, "twee scholen van een bestuur")
        elders = {houder for houder in self._b.houders if houder[0] == "elders"}
        gevonden.setdefault(self._bits(elders), "andere SWV's")
        for kijker in self._b.kijkers:
            samen = reduce(or_, (per_eenheid.get(een, 0) for een in kijker), 0)
            gevonden.setdefault(samen, "eenheden van een account")
        return [Aanvaller(naam, bits) for bits, naam in gevonden.items()]

    def _per_eenheid(self) -> dict[tuple[str, str], int]:
        per_eenheid: dict[tuple[str, str], int] = defaultdict(int)
        for houder in self._b.houders:
            per_eenheid[houder] |= self._bits({houder})
        for moment in self._b.momenten:
            for eenheid, houders in moment.eenheden.items():
                per_eenheid[eenheid.niveau, eenheid.naam] |= self._bits(houders)
        return per_eenheid

    def _paren(self) -> Iterator[int]:
        for moment in self._b.momenten:
            for eenheid in sorted(moment.eenheden):
                if eenheid.niveau == Niveau.BESTUUR:
                    yield from (self._bits(set(paar)) for paar in combinations(sorted(moment.eenheden[eenheid]), 2))

    def _bits(self, houders: "set[Houder]") -> int:
        return sum(1 << self._b.nummer[houder] for houder in houders)
