"""One split of one figure in one closed world, as a Stelsel: what is told, what is protected, and from whom."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from services.aggregator.vrijgave.catalogus import TOTAAL
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.beweringen import ALLES
from services.aggregator.vrijgave.toetsing.lezing import Gelezen
from services.aggregator.vrijgave.toetsing.stelsel import KLEIN, ONBEGRENSD, Doel, Stelsel, Waarneming

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.kwartielen import Gezegd
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder
    from services.aggregator.vrijgave.toetsing.samenhang import Samen


Rij = int | None | tuple[int, ...]
"""One row of a split, all of them (None), or some."""


def _nummers(rij: Rij, breed: int) -> Iterable[int]:
    if rij is None:
        return range(breed)
    return rij if isinstance(rij, tuple) else (rij,)


class Split:
    """One split of one figure: `rijen` are its places in the cells of the figure."""

    def __init__(self, bouwer: "Bouwer | Samen", splitsing: str) -> None:
        self._b, self._splitsing = bouwer, splitsing
        vakken = bouwer.onderwerp.vakken
        self._rijen = [plaats for plaats, (naam, _) in enumerate(vakken) if naam == splitsing]
        self._som_van: list[int | None] = [*range(len(self._rijen)), None] if splitsing != TOTAAL else [None]
        """What is told of a unit: its rows, and (None) their sum."""
        self._delen = [een.rijen for een in bouwer.deelsommen]
        """Sums of some of its rows that are told too."""
        self._per_moment = len(bouwer.houders) * len(self._rijen)
        self._waarden = self._echt()
        self._handtekeningen: dict[Houder, object] = {}
        self._waarnemingen: list[Waarneming] = []
        self._plekken: dict[Plek, int] = {}
        self._doelen: list[Doel] = []
        self._begrensd: set[Houder] = set()
        """Leaves of which a quartile says something: no dossier of theirs may change places."""
        self._vertelt: list[dict[Eenheid, bool]] = [{} for _ in bouwer.momenten]

    def _echt(self) -> list[int]:
        leeg = [0] * len(self._b.onderwerp.vakken)
        cellen = (moment.per_houder.get(houder, leeg) for moment in self._b.momenten for houder in self._b.houders)
        return [een[plaats] for een in cellen for plaats in self._rijen]

    def _leden(self, moment: int, houders: "Iterable[Houder]", rij: Rij) -> tuple[int, ...]:
        breed, begin, nummer = len(self._rijen), moment * self._per_moment, self._b.nummer
        plekken = sorted(begin + nummer[houder] * breed for houder in houders)
        return tuple(plek + een for plek in plekken for een in _nummers(rij, breed))

    def _waar(self, moment: int, eenheid: Eenheid, rij: Rij) -> int:
        cellen = self._b.lezing.waar(moment, eenheid)
        return sum(cellen[self._rijen[een]] for een in _nummers(rij, len(self._rijen)))

    def vraag(self) -> tuple[Stelsel, tuple[Plek, ...]]:
        """The Stelsel, and the cells of the candidate release that its observations refer to."""
        b = self._b
        for moment in range(len(b.momenten)):
            self._vertel(moment)
            self._beschermd(moment)
        if not b.onderwerp.indicator.voorraad:
            self._verloop()
        houders = np.tile(np.repeat(np.arange(len(b.houders)), len(self._rijen)), len(b.momenten))
        naam = f"{b.wereld.naam} {b.wereld.jaar} {'@'.join(filter(None, b.onderwerp.naam))} {self._splitsing}"
        stelsel = Stelsel(
            naam.strip(), np.array(self._waarden, np.int64), houders, self._waarnemingen, self._doelen, b.aanvallers,
            self._groepen(),
        )  # fmt: skip
        return stelsel, tuple(self._plekken)

    def _gelezen(self, moment: int, eenheid: Eenheid, rij: Rij) -> Gelezen:
        if isinstance(rij, tuple):
            deel = self._b.deelsommen[self._delen.index(rij)]
            return deel.bouwer.lezing.geheel(moment, eenheid, deel.splitsing)
        if rij is None:
            return self._b.lezing.geheel(moment, eenheid, self._splitsing)
        return self._b.lezing.rij(moment, eenheid, self._rijen[rij])

    def _neem_op(self, leden: tuple[int, ...], gelezen: Gelezen, laag: int, hoog: int, eraf: tuple[int, ...]) -> None:
        bron = tuple(self._plekken.setdefault(plek, len(self._plekken)) for plek in gelezen.bron)
        self._waarnemingen.append(Waarneming(leden, laag, hoog, eraf, bron))

    def _vertel(self, nummer: int) -> None:
        moment = self._b.momenten[nummer]
        for eenheid in sorted(moment.eenheden):
            for rij in (*self._som_van, *self._delen):
                gelezen = self._gelezen(nummer, eenheid, rij)
                if gelezen.bereik != ALLES:
                    self._vertelt[nummer][eenheid] = True
                    self._neem_op(self._leden(nummer, moment.eenheden[eenheid], rij), gelezen, *gelezen.bereik, ())
        gezegd: list[tuple[Rij, Gezegd]] = [(rij, een) for rij in self._som_van
                  for een in self._b.kwartielen(nummer, None if rij is None else self._rijen[rij])]  # fmt: skip
        gezegd += [(deel.rijen, een) for deel in self._b.deelsommen for een in deel.bouwer.kwartielen(nummer, None)]
        for rij, (houders, gelezen) in gezegd:
            self._begrensd |= houders
            self._neem_op(self._leden(nummer, houders, rij), gelezen, *gelezen.bereik, ())

    def _beschermd(self, nummer: int) -> None:
        """Every leaf and every unit, in each row and in all."""
        moment = self._b.momenten[nummer]
        sommen: dict[tuple[int, ...], str] = {}
        for rij in self._som_van if len(self._rijen) > 1 else (None,):
            if (0 if rij is None else self._rijen[rij]) in self._b.onbeschermd:
                continue
            for houder in filter(moment.per_houder.__contains__, self._b.houders):
                leden = self._leden(nummer, (houder,), rij)
                if sum(self._waarden[lid] for lid in leden) in KLEIN:
                    sommen[leden] = " ".join(houder)
            for eenheid in sorted(moment.eenheden):
                if self._waar(nummer, eenheid, rij) in KLEIN:
                    sommen.setdefault(self._leden(nummer, moment.eenheden[eenheid], rij), eenheid.naam)
        self._doelen += [
            Doel(f"{naam} vrijgave {moment.opname.uitgave.nummer}", leden) for leden, naam in sommen.items()
        ]

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
            grens = self._b.lezing.veranderd(later, eenheid)
            for rij in (*self._som_van, *self._delen):
                toen, nu = (self._gelezen(een, eenheid, rij) for een in (later - 1, later))
                groei = self._waar(later, eenheid, rij) - self._waar(later - 1, eenheid, rij)
                if ALLES not in (toen.bereik, nu.bereik) and toen.bereik != nu.bereik and groei >= grens:
                    leden, eerder = (self._leden(een, moment.eenheden[eenheid], rij) for een in (later, later - 1))
                    self._neem_op(leden, nu, grens, ONBEGRENSD, eerder)

    def _groepen(self) -> npt.NDArray[np.int64]:
        """Schools that stand in the same telling units at every moment are interchangeable."""
        nummers: dict[object, int] = {}
        gevonden = []
        for nummer in range(len(self._b.momenten)):
            for houder in self._b.houders:
                for rij in range(len(self._rijen)):
                    sleutel = (self._handtekening(houder), nummer, rij)
                    vrij = houder[0] != "elders" and sleutel[0] is not None and houder not in self._begrensd
                    gevonden.append(nummers.setdefault(sleutel, len(nummers)) if vrij else -1)
        return np.array(gevonden, np.int64)

    def _handtekening(self, houder: "Houder") -> object:
        if houder not in self._handtekeningen:
            self._handtekeningen[houder] = tuple(
                tuple(een for een in sorted(vertelt) if houder in moment.eenheden[een])
                for vertelt, moment in zip(self._vertelt, self._b.momenten, strict=True)
            )
        return self._handtekeningen[houder]
