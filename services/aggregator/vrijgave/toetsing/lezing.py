"""What every released cell of one figure says, at each release of a world: read once, for all its splits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.catalogus import OPEN_NU, TOTAAL, Onderwerp, structureel_nul
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.beweringen import ALLES, Bereik, bereik
from services.aggregator.vrijgave.toetsing.kennis import Kennis
from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD
from services.aggregator.vrijgave.uitgave import Sleutel
from services.aggregator.vrijgave.waarderegel import Vak, is_onthouden
from shared.contracts.eenheden import Niveau, swv_code, swv_getal
from shared.contracts.indicatoren import Maat

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer


class Gelezen(NamedTuple):
    """What is said, and the cells of the candidate release that say it (none: earlier releases do)."""

    bereik: Bereik = ALLES
    bron: tuple[Plek, ...] = ()

    def met(self, ander: "Gelezen") -> "Gelezen":
        """What both say; whoever says nothing new is no source."""
        samen = self.bereik.met(ander.bereik)
        return self if samen == self.bereik else Gelezen(samen, (*self.bron, *ander.bron))


_NIETS = Gelezen()
_NUL = Gelezen(Bereik(0, 0))


def _optelling(delen: Sequence[Gelezen], *, meer: bool) -> Gelezen:
    """What is said of the sum of these, or (`meer`) of something that they are a part of."""
    laag, hoog = sum(een.bereik.laag for een in delen), sum(een.bereik.hoog for een in delen)
    bereik_ = Bereik(laag, ONBEGRENSD if meer else min(hoog, ONBEGRENSD))
    return Gelezen(bereik_, tuple(plek for een in delen for plek in een.bron))


class Lezing:
    """Reads the cells of a Bouwer's figure."""

    def __init__(self, bouwer: "Bouwer") -> None:
        self._b = bouwer
        self._kennis = Kennis(bouwer)
        self._laatste = len(bouwer.momenten) - 1
        self._rijen: dict[tuple[int, Eenheid, int], Gelezen] = {}
        self._sommen: dict[tuple[int, Eenheid, str], Gelezen] = {}
        self._gehelen: dict[tuple[int, Eenheid, str], Gelezen] = {}
        self._cellen: dict[tuple[int, Eenheid, int], Gelezen] = {}
        self._beleid: dict[tuple[int, Eenheid], Beleid] = {}
        self._waar: dict[tuple[int, Eenheid], list[int]] = {}
        self.houdbaar: set[Plek] = set()
        """Cells of the candidate that could keep what they told before: too few dossiers have changed to be seen."""
        self._plaatsen = {naam: tuple(self._genummerd(naam)) for naam in (TOTAAL, *bouwer.splitsingen)}

    def _genummerd(self, naam: str) -> Iterator[int]:
        return (plaats for plaats, (splitsing, _) in enumerate(self._b.onderwerp.vakken) if splitsing == naam)

    def waar(self, moment: int, eenheid: Eenheid) -> list[int]:
        """True number of a unit in every cell of the figure, in the order of its `vakken`."""
        if (moment, eenheid) not in self._waar:
            een = self._b.momenten[moment]
            per = [een.per_houder.get(houder) for houder in een.eenheden[eenheid]]
            leeg = [0] * len(self._b.onderwerp.vakken)
            self._waar[moment, eenheid] = [sum(kolom) for kolom in zip(leeg, *filter(None, per), strict=True)]
        return self._waar[moment, eenheid]

    def veranderd(self, moment: int, eenheid: Eenheid) -> int:
        """From so many changed dossiers on the cells of this unit follow."""
        return self._beleid_van(moment, eenheid).veranderd

    def rij(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        """What one cell says (place in `vakken`)."""
        sleutel = (moment, eenheid, plaats)
        if sleutel not in self._rijen:
            self._rijen[sleutel] = self._lees(*sleutel)
        return self._rijen[sleutel]

    def geheel(self, moment: int, eenheid: Eenheid, splitsing: str) -> Gelezen:
        """What is said of the total: by its own cell, by the rows of every other split than this one, and by parts."""
        sleutel = (moment, eenheid, splitsing)
        if sleutel not in self._gehelen:
            self._gehelen[sleutel] = self._lees_geheel(*sleutel)
        return self._gehelen[sleutel]

    def _lees_geheel(self, moment: int, eenheid: Eenheid, splitsing: str) -> Gelezen:
        gelezen = self.rij(moment, eenheid, 0)
        for naam in self._b.splitsingen:
            if naam not in (TOTAAL, splitsing):
                gelezen = gelezen.met(self._som(moment, eenheid, naam))
        for delen, rest in self._b.families:
            gelezen = gelezen.met(_optelling([een.lezing.cel(moment, eenheid, 0) for een in delen], meer=rest))
        return gelezen

    def cel(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        """All that is said of a cell: of the total also by the rows of every split, of a row by the total less the
        other rows."""
        sleutel = (moment, eenheid, plaats)
        if sleutel not in self._cellen:
            self._cellen[sleutel] = self._lees_cel(*sleutel)
        return self._cellen[sleutel]

    def _lees_cel(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        splitsing = self._b.onderwerp.vakken[plaats][0]
        geheel = self.geheel(moment, eenheid, splitsing)
        if splitsing == TOTAAL:
            return geheel
        anderen = _optelling(
            [self.rij(moment, eenheid, een) for een in self._plaatsen[splitsing] if een != plaats], meer=False
        )
        laag, hoog = geheel.bereik.laag - anderen.bereik.hoog, geheel.bereik.hoog - anderen.bereik.laag
        rest = Gelezen(Bereik(max(0, laag), min(hoog, ONBEGRENSD)), (*geheel.bron, *anderen.bron))
        return self.rij(moment, eenheid, plaats).met(rest)

    def _som(self, moment: int, eenheid: Eenheid, naam: str) -> Gelezen:
        sleutel = (moment, eenheid, naam)
        if sleutel not in self._sommen:
            rijen = [self.rij(moment, eenheid, plaats) for plaats in self._plaatsen[naam]]
            self._sommen[sleutel] = _optelling(rijen, meer=False)
        return self._sommen[sleutel]

    def _beleid_van(self, moment: int, eenheid: Eenheid) -> Beleid:
        if (moment, eenheid) not in self._beleid:
            een = self._b.momenten[moment]
            self._beleid[moment, eenheid] = een.opname.beleid(sorted(een.swvs[eenheid]))
        return self._beleid[moment, eenheid]

    def _lees(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        if self._nooit(moment, eenheid, plaats):
            return _NUL
        gelezen = self._cel(moment, eenheid, plaats, self._b.onderwerp)
        for som in self._b.sommen:
            gelezen = gelezen.met(self._cel(moment, eenheid, plaats, som))
        return gelezen.met(self._van_boven(moment, eenheid, plaats)).met(self._van_nu(moment, eenheid, plaats))

    def _van_nu(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        """Of a stock: what was open at a release, less what was open then of every other schooljaar. Tables that tell
        an earlier number never say more here than is true."""
        b = self._b
        if not b.onderwerp.indicator.voorraad or b.wereld.jaar == OPEN_NU or not b.momenten[moment].vertelt(eenheid):
            return _NIETS
        per_jaar = self._van_andere_jaren(moment, eenheid, plaats)
        nu = per_jaar.get(OPEN_NU, ALLES)
        if nu == ALLES:
            return _NIETS
        elders = [gezegd for jaar, gezegd in per_jaar.items() if jaar != OPEN_NU]
        laag, hoog = nu.laag - sum(een.hoog for een in elders), nu.hoog - sum(een.laag for een in elders)
        waar = self.waar(moment, eenheid)[plaats]
        sprekers = sorted(jaar for jaar, gezegd in per_jaar.items() if gezegd != ALLES)
        return Gelezen(Bereik(max(0, min(laag, waar)), max(hoog, waar)), self._bron(moment, eenheid, plaats, sprekers))

    def _van_andere_jaren(self, moment: int, eenheid: Eenheid, plaats: int) -> dict[int, Bereik]:
        """What a release says of a cell in every schooljaar but that of this world, and as open now (OPEN_NU)."""
        opname, b = self._b.momenten[moment].opname, self._b
        rij = b.onderwerp.vakken[plaats][1]
        gezegd = {}
        for jaar in opname.jaren.get(b.onderwerp.naam, frozenset()) - {b.wereld.jaar}:
            tabel = opname.uitgave.tabellen.get(self._sleutel(eenheid, plaats, jaar))
            vak = None if tabel is None else tabel.vak(rij)
            gezegd[jaar] = ALLES if vak is None else bereik(Maat.AANTAL, vak, self._beleid_van(moment, eenheid))
        return gezegd

    def _bron(self, moment: int, eenheid: Eenheid, plaats: int, jaren: Sequence[int]) -> tuple[Plek, ...]:
        """The cells of the candidate that speak of other schooljaren; what is final can't be withheld any more."""
        if moment < self._laatste:
            return ()
        dicht, b = self._b.momenten[moment].opname.dicht, self._b
        open_ = (jaar for jaar in jaren if self._sleutel(eenheid, plaats, jaar) not in dicht)
        return tuple(Plek(eenheid, *b.onderwerp.naam, jaar, *b.onderwerp.vakken[plaats]) for jaar in open_)

    def _sleutel(self, eenheid: Eenheid, plaats: int, jaar: int) -> Sleutel:
        """The table of a cell in another schooljaar."""
        return Sleutel(eenheid.niveau, eenheid.naam, *self._b.onderwerp.naam, jaar, self._b.onderwerp.vakken[plaats][0])

    def _van_boven(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        """What the country, less all other SWV's, says of this one; one of those may be the attacker's own."""
        boven, eigen = self._b.boven, Eenheid(Niveau.SWV, self._b.wereld.naam)
        if boven is None or eenheid != eigen:
            return _NIETS
        land = boven.lezing.cel(moment, Eenheid(Niveau.LANDELIJK, self._b.wereld.land), plaats)
        if land.bereik == ALLES:
            return _NIETS
        anderen = [een for een in boven.momenten[moment].eenheden if een.niveau == Niveau.SWV and een != eigen]
        gelezen = {een: boven.lezing.cel(moment, een, plaats) for een in anderen}
        waar = {een: boven.lezing.waar(moment, een)[plaats] for een in anderen}
        laag = land.bereik.laag - sum(een.bereik.hoog for een in gelezen.values())
        hoog = land.bereik.hoog - sum(een.bereik.laag for een in gelezen.values())
        onder = self._wie_kent(moment, {een: gelezen[een].bereik.hoog - waar[een] for een in anderen})
        over = self._wie_kent(moment, {een: waar[een] - gelezen[een].bereik.laag for een in anderen})
        bron = (*land.bron, *(plek for een in gelezen.values() for plek in een.bron))
        return Gelezen(Bereik(max(0, laag + onder), hoog - over), bron)

    def _wie_kent(self, moment: int, ruimte: Mapping[Eenheid, int]) -> int:
        """The most room (dossiers) that somebody lacks who knows some of these SWV's: a unit in one or more of them, or
        all units of an account. Whoever knows anything of an SWV is taken to know all of it."""
        kent = self._b.momenten[moment].opname.waarheid(self._b.wereld.jaar).kent_van
        van_account = (frozenset[int]().union(*(kent.get(een, ()) for een in kijker)) for kijker in self._b.kijkers)
        per_swv = {swv_getal(een.code): max(0, aantal) for een, aantal in ruimte.items()}
        return max(
            (sum(per_swv.get(swv, 0) for swv in swvs) for swvs in {*kent.values(), *van_account}),
            default=0,
        )

    def _cel(self, moment: int, eenheid: Eenheid, plaats: int, onderwerp: Onderwerp) -> Gelezen:
        """What the cell of this figure, or of sums over it, says of the number of dossiers."""
        naam, rij = self._b.onderwerp.vakken[plaats]
        een = self._b.momenten[moment]
        sleutel = self._b.sleutel(een, eenheid, naam, onderwerp)
        vak = een.opname.uitgave.tabellen[sleutel].vak(rij) if sleutel else None
        if sleutel is None or vak is None:
            return _NIETS
        maat = onderwerp.indicator.maat
        gevonden = self._zegt(moment, eenheid, plaats, vak, sleutel, maat)
        if gevonden != ALLES and (maat is Maat.BEDRAG or vak.get("mediaan") is not None):
            gevonden = gevonden.met(Bereik(self._kennis.minstens(moment, eenheid, plaats, maat), ONBEGRENSD))
        # A zero that everybody knows to be one is no secret that withholding could keep.
        if gevonden == ALLES or vak["status"] == "z" or moment < self._laatste:
            return Gelezen(gevonden)
        plek = Plek(eenheid, *onderwerp.naam, self._b.wereld.jaar, naam, rij)
        if self._kan_blijven(moment, eenheid, plaats, vak, sleutel, maat):
            self.houdbaar.add(plek)
        return Gelezen(gevonden, (plek,))

    def _nooit(self, moment: int, eenheid: Eenheid, plaats: int) -> bool:
        """A structural zero, told or not: the rules of the sources say so."""
        naam, rij = self._b.onderwerp.vakken[plaats]
        soorten = {swv_code(swv)[:2] for swv in self._b.momenten[moment].swvs[eenheid]}
        return (
            bool(soorten)
            and all(structureel_nul(soort, naam, rij) for soort in soorten)
            and not self.waar(moment, eenheid)[plaats]
        )

    def _kan_blijven(self, moment: int, eenheid: Eenheid, plaats: int, vak: Vak, sleutel: Sleutel, maat: Maat) -> bool:
        oud = self._vorige(moment, sleutel, plaats)
        if oud is None or oud == vak or is_onthouden(oud):
            return False
        beleid = self._beleid_van(moment, eenheid)
        ruimer = bereik(maat, oud, beleid).ruimer(beleid.veranderd - 1)
        return ruimer.heeft(self.waar(moment, eenheid)[plaats])

    def _zegt(self, moment: int, eenheid: Eenheid, plaats: int, vak: Vak, sleutel: Sleutel, maat: Maat) -> Bereik:
        """Of a cell that was held (it tells what the release before told) the truth may lie further: less than
        `veranderd` when the delta gate held it, anywhere when an audit did. A reader who does not know that it was
        held concludes less than this says, never more."""
        beleid = self._beleid_van(moment, eenheid)
        gevonden, waar = bereik(maat, vak, beleid), self.waar(moment, eenheid)[plaats]
        if gevonden.heeft(waar) or self._vorige(moment, sleutel, plaats) != vak:
            return gevonden
        ruimer = gevonden.ruimer(beleid.veranderd - 1)
        return ruimer if ruimer.heeft(waar) else ALLES

    def _vorige(self, moment: int, sleutel: Sleutel, plaats: int) -> Vak | None:
        """What the release before told here."""
        tabel = self._b.momenten[moment].vorige.get(sleutel)
        return None if tabel is None else tabel.vak(self._b.onderwerp.vakken[plaats][1])
