"""From true figures to the tables of a release: value rule, contributors, delta gate. Pure and deterministic."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from services.aggregator.vrijgave.beleid import MIN_SWVS_LANDELIJK, Beleid, Beleidsboek, groot
from services.aggregator.vrijgave.catalogus import (
    ONDERWERPEN,
    OPEN_NU,
    PER_KUBUS,
    SOM_OVER,
    TOTAAL,
    VERDELING,
    Onderwerp,
    structureel_nul,
)
from services.aggregator.vrijgave.indeling import Eenheid, Indeling, Kijker
from services.aggregator.vrijgave.meten import Korrels, Meting, Plek, hoort_bij, meet, meet_leden, stapel
from services.aggregator.vrijgave.nut import Nut
from services.aggregator.vrijgave.poort import door_de_poort
from services.aggregator.vrijgave.toets import Wijze
from services.aggregator.vrijgave.uitgave import Rij, Sleutel, Tabel, Uitgave
from services.aggregator.vrijgave.verdeling import toon_verdeling, weet_te_veel
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, Vak, is_onthouden, nvt, toon
from shared.contracts.cellen import Waarde
from shared.contracts.duren import Termijnen
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import Maat
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.clock import AMSTERDAM

Veranderd = Callable[[int], Counter[Plek]]
"""Release number → how many distinct dossiers changed per cell since that release."""


@dataclass(frozen=True)
class Invoer:
    """All that decides a release. `gehouden`: cells that still tell what an earlier release (number) told.

    `extra`: every unit is looked at, whatever its moments. `gevouwen`: (SWV, schooljaar) of which cases left past their
    retention: nothing can be counted there any more, so what was told stays, and nothing new is told. `kijkers`: units
    of each account that holds several.
    """

    moment: datetime
    korrels: Korrels
    indeling: Indeling
    boek: Beleidsboek
    termijnen: Termijnen
    vorige: Uitgave | None = None
    gehouden: Mapping[Plek, int] = field(default_factory=dict)
    veranderd: Veranderd = lambda _nummer: Counter()
    extra: bool = False
    reparaties: Mapping[Plek, Wijze] = field(default_factory=dict)
    gevouwen: frozenset[tuple[int, int]] = frozenset()
    kijkers: Sequence[Kijker] = ()

    @property
    def lopend(self) -> int:
        """First year of the schooljaar that runs at the moment."""
        return schooljaar_van(self.moment.astimezone(AMSTERDAM).date())

    @property
    def nummer(self) -> int:
        """Number of this release."""
        return 1 if self.vorige is None else self.vorige.nummer + 1


class Samenstelling(NamedTuple):
    """A candidate release, which cells it holds at what an earlier one told, and what it is worth in counts."""

    uitgave: Uitgave
    gehouden: dict[Plek, int]
    nut: Nut


def is_gesloten(schooljaar: int, moment: datetime) -> bool:
    """From 1 October after its end on, a schooljaar gets its final release."""
    return schooljaar != OPEN_NU and moment.astimezone(AMSTERDAM).date() >= date(schooljaar + 1, 10, 1)


def dichte_jaren(vorige: Uitgave | None) -> frozenset[int]:
    """Schooljaren of which every released table is final: nothing is counted there any more."""
    if vorige is None:
        return frozenset()
    open_ = {sleutel.schooljaar for sleutel, tabel in vorige.tabellen.items() if not tabel.definitief}
    return frozenset({sleutel.schooljaar for sleutel in vorige.tabellen} - open_)


def stel_samen(invoer: Invoer) -> Samenstelling:
    """The release that this input gives; what is final or not due stays as it was."""
    return _Samensteller(invoer).maak()


class _Samensteller:
    def __init__(self, invoer: Invoer) -> None:
        self._in = invoer
        self._vorige = {} if invoer.vorige is None else dict(invoer.vorige.tabellen)
        self._ververst = {} if invoer.vorige is None else dict(invoer.vorige.ververst)
        self._tabellen = dict(self._vorige)
        self._swvs = invoer.indeling.swvs()
        # A unit that is new still gets the schooljaren that are final for all others.
        self._dicht = frozenset() if any(map(self._nieuw, self._swvs)) else dichte_jaren(invoer.vorige)
        self._rijen, self._groepen = stapel(invoer.korrels, invoer.indeling, invoer.lopend, self._dicht)
        self._gehouden: dict[Plek, int] = {}
        self._veranderd: dict[int, Counter[Plek]] = {}
        self._telt_mee = {(korrel.swv, korrel.schooljaar) for korrel in invoer.korrels}
        self._beleid: dict[Eenheid, Beleid] = {}
        self._nut = Nut(invoer.reparaties, self._gehouden)

    def maak(self) -> Samenstelling:
        aan_de_beurt = self._aan_de_beurt()
        sinds = dict(self._ververst)
        for jaar in self._jaren():
            if jaar in self._dicht:
                continue
            plaats = self._in.lopend if jaar == OPEN_NU else jaar
            scholen, groepen = self._in.indeling.eenheden(plaats), self._in.indeling.groepen(plaats)
            for eenheid in aan_de_beurt:
                if eenheid.groep:
                    self._groep(eenheid, jaar, groepen.get(eenheid, set()), sinds)
                else:
                    self._eenheid(eenheid, jaar, scholen.get(eenheid), sinds)
        self._ververst |= {(een.niveau, een.naam): self._in.nummer for een in aan_de_beurt}
        rest = {plek: nummer for plek, nummer in self._in.gehouden.items() if plek.eenheid not in set(aan_de_beurt)}
        uitgave = Uitgave(self._in.nummer, self._in.moment, self._tabellen, self._ververst, self._in.boek.als_json())
        return Samenstelling(uitgave, rest | self._gehouden, self._nut)

    def _aan_de_beurt(self) -> list[Eenheid]:
        alle = sorted(self._swvs)
        vorige = self._in.vorige
        if vorige is None or self._in.extra:
            return alle
        maanden = {moment.month for moment in self._in.boek.momenten(vorige.moment, self._in.moment)}
        return [een for een in alle if self._nieuw(een) or maanden & set(self._maanden(een))]

    def _nieuw(self, eenheid: Eenheid) -> bool:
        return (eenheid.niveau, eenheid.naam) not in self._ververst

    def _maanden(self, eenheid: Eenheid) -> tuple[int, ...]:
        een = self._beleid_van(eenheid)
        return een.maanden_groot if groot(eenheid.niveau) else een.maanden_klein

    def _beleid_van(self, eenheid: Eenheid) -> Beleid:
        if eenheid not in self._beleid:
            self._beleid[eenheid] = self._in.boek.van(self._swvs[eenheid])
        return self._beleid[eenheid]

    def _jaren(self) -> list[int]:
        geteld = {korrel.schooljaar for korrel in self._in.korrels}
        # Of a schooljaar that was told before, nothing may be held any more.
        verteld = {sleutel.schooljaar for sleutel in self._vorige} - {OPEN_NU}
        eerste = min(geteld | verteld, default=self._in.lopend)
        vooruit = max(een.indicator.vooruit for een in ONDERWERPEN)
        return [OPEN_NU, *range(min(eerste, self._in.lopend), self._in.lopend + vooruit + 1)]

    def _onderwerpen(self, jaar: int) -> Iterator[Onderwerp]:
        for onderwerp in ONDERWERPEN:
            laatste = self._in.lopend + onderwerp.indicator.vooruit
            if hoort_bij(onderwerp, jaar) and jaar <= laatste:
                yield onderwerp

    def _eenheid(
        self, eenheid: Eenheid, jaar: int, scholen: set[int] | None, sinds: Mapping[tuple[str, str], int]
    ) -> None:
        bestaat = scholen is not None or self._heeft_dossiers(eenheid, jaar)
        genoeg = self._genoeg(eenheid, jaar, len(scholen or ()))
        for onderwerp in self._onderwerpen(jaar):
            sleutels = self._sleutels(eenheid, onderwerp, jaar)
            if self._is_definitief(sleutels[TOTAAL]):
                continue
            te_laat = self._te_laat(eenheid, onderwerp, jaar)
            groep = self._rijen.get((eenheid, jaar, int(onderwerp.indicator.kubus)), {})
            metingen = meet(onderwerp, groep, self._in.termijnen)
            vakken: list[tuple[Plek, Vak]] = []
            for plaats, (splitsing, rij) in enumerate(onderwerp.vakken):
                kan = bestaat and (metingen[plaats].aantal > 0 or not self._nooit(eenheid, splitsing, rij))
                nieuw = self._vak(eenheid, onderwerp, metingen[plaats], kan=kan, genoeg=genoeg and not te_laat)
                vakken.append((Plek(eenheid, *onderwerp.naam, jaar, splitsing, rij), nieuw))
            self._schrijf(sleutels, vakken, sinds, [meting.aantal for meting in metingen], genoeg=genoeg)

    def _vak(self, eenheid: Eenheid, onderwerp: Onderwerp, meting: Meting, *, kan: bool, genoeg: bool) -> Vak:
        if not kan:
            return nvt(onderwerp.indicator.maat)
        if not genoeg:
            return ONTHOUDEN
        return toon(onderwerp.indicator.maat, meting, self._beleid_van(eenheid))

    def _nooit(self, eenheid: Eenheid, splitsing: str, rij: Waarde | None) -> bool:
        """A structural zero, for every SWV that has a say in the unit."""
        soorten = {swv_code(swv)[:2] for swv in self._swvs[eenheid]}
        return all(structureel_nul(soort, splitsing, rij) for soort in soorten)

    def _groep(self, groep: Eenheid, jaar: int, leden: set[str], sinds: Mapping[tuple[str, str], int]) -> None:
        kent = self._in.indeling.kennen(groep, leden, jaar or self._in.lopend, self._in.kijkers)
        te_veel = weet_te_veel(kent, len(leden))
        for onderwerp in self._onderwerpen(jaar):
            sleutel = Sleutel(groep.niveau, groep.naam, *onderwerp.naam, jaar, VERDELING)
            if self._is_definitief(sleutel):
                continue
            if not leden:
                nieuw: Vak = nvt(Maat.AANTAL)
            elif not self._genoeg(groep, jaar, len(leden)) or te_veel or self._te_laat(groep, onderwerp, jaar):
                nieuw = ONTHOUDEN
            else:
                per_lid = self._groepen.get((groep, jaar, int(onderwerp.indicator.kubus)), {})
                metingen = meet_leden(onderwerp, per_lid.values(), len(leden - per_lid.keys()), self._in.termijnen)
                nieuw = toon_verdeling(onderwerp.indicator.maat, metingen, self._beleid_van(groep))
            plek = Plek(groep, *onderwerp.naam, jaar, VERDELING)
            self._schrijf({VERDELING: sleutel}, [(plek, nieuw)], sinds, [0])

    def _sleutels(self, eenheid: Eenheid, onderwerp: Onderwerp, jaar: int) -> dict[str, Sleutel]:
        namen = (TOTAAL, *(een.naam for een in onderwerp.delingen))
        return {een: Sleutel(eenheid.niveau, eenheid.naam, *onderwerp.naam, jaar, een) for een in namen}

    def _is_definitief(self, sleutel: Sleutel) -> bool:
        return sleutel in self._vorige and self._vorige[sleutel].definitief

    def _te_laat(self, eenheid: Eenheid, onderwerp: Onderwerp, jaar: int) -> bool:
        """Is it new in a schooljaar of which its SWV was told for good? That truth is gone: no audit sees both."""
        namen = (Sleutel(Niveau.SWV, swv_code(swv), *onderwerp.naam, jaar, TOTAAL) for swv in self._swvs[eenheid])
        return any(map(self._is_definitief, namen))

    def _heeft_dossiers(self, eenheid: Eenheid, jaar: int) -> bool:
        return any((eenheid, jaar, kubus) in self._rijen for kubus in PER_KUBUS)

    def _genoeg(self, eenheid: Eenheid, jaar: int, aantal: int) -> bool:
        """Contributors: schools of a bestuur or subregio, SWV's that take part in a country kind."""
        if eenheid.code.startswith("NL-"):
            soort = eenheid.code.removeprefix("NL-")
            mee = {swv for swv, telt in self._telt_mee if jaar in (OPEN_NU, telt) and swv_code(swv).startswith(soort)}
            return len(mee) >= MIN_SWVS_LANDELIJK
        if eenheid.groep or eenheid.niveau == Niveau.SWV:
            return True
        return aantal >= self._beleid_van(eenheid).scholen

    def _schrijf(
        self, sleutels: Mapping[str, Sleutel], vakken: list[tuple[Plek, Vak]], sinds: Mapping[tuple[str, str], int],
        waar: list[int], *, genoeg: bool = True,
    ) -> None:  # fmt: skip
        gesloten = any(is_gesloten(sleutel.schooljaar, self._in.moment) for sleutel in sleutels.values())
        rijen: dict[str, list[Rij]] = {splitsing: [] for splitsing in sleutels}
        for (plek, nieuw), aantal in zip(vakken, waar, strict=True):
            vorige = self._vorige.get(sleutels[plek.splitsing])
            oud = None if vorige is None else vorige.vak(plek.rij)
            vak = self._door(plek, oud, nieuw, sinds, gesloten)
            rijen[plek.splitsing].append((plek.rij, vak))
            self._nut.tel(plek, vak, aantal, genoeg=genoeg)
        for splitsing, sleutel in sleutels.items():
            tabel = Tabel(sleutel, tuple(rijen[splitsing]), gesloten)
            if self._vorige.get(sleutel) != tabel:
                self._tabellen[sleutel] = tabel

    def _door(
        self, plek: Plek, oud: Vak | None, nieuw: Vak, sinds: Mapping[tuple[str, str], int], gesloten: bool
    ) -> Vak:
        eerder = self._in.gehouden.get(plek)
        nummer = eerder or sinds.get((plek.eenheid.niveau, plek.eenheid.naam), 0)
        if oud is not None and eerder is None and is_onthouden(oud):
            oud = None  # nothing was ever told here
        wijze = self._in.reparaties.get(plek) or (Wijze.HOUD if self._is_gevouwen(plek) else None)
        # A sum says how many dossiers there can be: it is not told where the audit withholds that number.
        if self._in.reparaties.get(plek._replace(indicator=SOM_OVER.get(plek.indicator, ""))) is Wijze.ONTHOUD:
            wijze = Wijze.ONTHOUD
        if wijze is Wijze.ONTHOUD or (wijze is Wijze.HOUD and oud is None):
            nieuw = ONTHOUDEN
        if wijze is Wijze.HOUD and oud is not None:
            vak, gehouden = oud, True
        else:
            telt = 0 if oud is None else self._sinds(nummer)[plek]
            vak, gehouden = door_de_poort(oud, nieuw, telt, self._beleid_van(plek.eenheid))
        if gehouden and not gesloten:
            self._gehouden[plek] = nummer
        return vak

    def _is_gevouwen(self, plek: Plek) -> bool:
        return any((swv, plek.schooljaar) in self._in.gevouwen for swv in self._swvs[plek.eenheid])

    def _sinds(self, nummer: int) -> Counter[Plek]:
        if nummer not in self._veranderd:
            self._veranderd[nummer] = self._in.veranderd(nummer)
        return self._veranderd[nummer]
