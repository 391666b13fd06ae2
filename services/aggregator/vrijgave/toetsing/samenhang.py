"""Figures that are parts of one figure, audited together: whoever adds and subtracts sees them so.

A whole with its parts is a split like any other, whose rows happen to be told in the tables of other figures. Of the
rest (what is in no part, where there is such a thing) nothing is told, and it is no cell of anybody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from services.aggregator.vrijgave.beleid import landelijk_van
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, OPEN_NU, SOM_OVER, TOTAAL, Onderwerp
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.lezing import Gelezen
from services.aggregator.vrijgave.toetsing.stelsel import Aanvaller
from shared.contracts.cellen import Kubus, Waarde
from shared.contracts.eenheden import swv_code
from shared.contracts.indicatoren import Indicator

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.kwartielen import Gezegd
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder, Moment, Opname, Wereld

DELEN: Final = "delen"
"""In place of a split."""
_VERLEEND: Final = frozenset({"soortCategorie", "type"})
"""A decision counts by what was granted, an application by what was asked."""
_NIETS: Final = Gelezen()


class Familie(NamedTuple):
    """A figure (place in ONDERWERPEN) and the ones that are parts of it, none of them twice. `rijen`: also in each row
    of the splits that all have, where those say the same of a dossier; else the totals only. `rest`: is there more
    than these parts? `eerste`: only in the first schooljaar of an SWV; in a later one the parts can be of a whole of
    the schooljaar before. `anders`: splits that say something else of a part than of the whole."""

    geheel: int
    delen: tuple[int, ...]
    rijen: bool = False
    rest: bool = True
    eerste: bool = False
    anders: frozenset[str] = frozenset()


def _plaats(code: str) -> int:
    return next(plaats for plaats, een in enumerate(ONDERWERPEN) if een.naam == (code, ""))


def _families() -> Iterator[Familie]:
    for soort in ("tlv", "arrangement"):

        def een(naam: str, soort: str = soort) -> int:
            return _plaats(f"{soort}-{naam}")

        buiten_besluit = (een("openstaand"), een("zonder-besluit"))
        besloten = (een("toegekend"), een("afgewezen"))
        yield Familie(een("aanvragen"), buiten_besluit, rijen=True)
        yield Familie(een("aanvragen"), (*buiten_besluit, een("doorlooptijd")), rijen=True, eerste=True)
        yield Familie(een("aanvragen"), (*buiten_besluit, *besloten), rijen=True, eerste=True, anders=_VERLEEND)
        # A decision counts by the kind that was granted, its duration by the kind that was asked: only totals meet.
        yield Familie(een("doorlooptijd"), besloten, rest=False)
    yield Familie(_plaats("tlv-doorlooptijd"), (_plaats("tlv-bekendgemaakt"),))
    yield Familie(_plaats("tlv-doorlooptijd"), (_plaats("tlv-bezwaren"),))


FAMILIES: Final = tuple(_families())


SOMMEN: Final[Mapping[int, tuple[int, ...]]] = {
    _plaats(geteld): tuple(_plaats(som) for som, over in SOM_OVER.items() if over == geteld)
    for geteld in SOM_OVER.values()
}
"""Figures that are sums over the dossiers of another: where these are told, there are enough dossiers."""


def deel_van(onderwerp: int) -> Familie | None:
    """The family of which this figure is a part, in every schooljaar."""
    return next((een for een in FAMILIES if onderwerp in een.delen and not een.eerste), None)


def leden(onderwerp: int) -> frozenset[int]:
    """The figures that are audited with this one: itself, its parts, the whole that it is a part of with the other
    parts, and sums over those."""
    samen = {onderwerp, *(deel for een in FAMILIES if een.geheel == onderwerp for deel in een.delen)}
    familie = deel_van(onderwerp)
    if familie is not None:
        samen |= {familie.geheel, *familie.delen}
    return frozenset({*samen, *(som for een in samen for som in SOMMEN.get(een, ()))})


class Term(NamedTuple):
    """One cell of a figure (place in its `vakken`). `los`: as it is told, without what follows from the total and the
    other rows of its split, where those stand beside it anyway."""

    bouwer: "Bouwer"
    plek: int = 0
    los: bool = False

    def gelezen(self, moment: int, eenheid: Eenheid) -> Gelezen:
        """What is said of it."""
        lezing = self.bouwer.lezing
        return lezing.rij(moment, eenheid, self.plek) if self.los else lezing.cel(moment, eenheid, self.plek)

    def waar(self, moment: int, eenheid: Eenheid) -> int:
        """The true number."""
        return self.bouwer.lezing.waar(moment, eenheid)[self.plek]


class Deelsom(NamedTuple):
    """Some of the parts (their rows) are a figure in one of its splits: of their sum its total speaks."""

    bouwer: "Bouwer"
    splitsing: str
    rijen: tuple[int, ...]


@dataclass(frozen=True)
class _Figuur:
    """What a Split asks of a figure."""

    onderwerp: Onderwerp
    vakken: tuple[tuple[str, Waarde | None], ...]
    naam: tuple[str, ...]

    @property
    def indicator(self) -> Indicator:
        """That of the whole."""
        return self.onderwerp.indicator


class Samen:
    """Cells that add up, as a Split reads them: the whole, its parts, and the rest."""

    def __init__(
        self, termen: Sequence[Term], momenten: Sequence["Moment"], *, rest: bool, deelsom: Deelsom | None = None
    ) -> None:
        geheel, plek, _ = termen[0]
        self._termen, self.momenten = termen, momenten
        self.wereld: Wereld = geheel.wereld
        self.aanvallers: list[Aanvaller] = geheel.aanvallers
        self.houders, self.nummer = geheel.houders, geheel.nummer
        rijen = tuple((DELEN, f"{een.onderwerp.indicator.code} {waar}") for een, waar, _ in termen[1:])
        splitsing, rij = geheel.onderwerp.vakken[plek]
        codes = dict.fromkeys(een.onderwerp.indicator.code for een, _, _ in termen[1:])
        deling = (deelsom.bouwer.onderwerp.indicator.code, deelsom.splitsing) if deelsom else (splitsing, str(rij))
        over = ((DELEN, None),) if rest else ()
        vakken = ((TOTAAL, None), *rijen, *over)
        self.onderwerp = _Figuur(geheel.onderwerp, vakken, (*geheel.onderwerp.naam, *codes, *deling))
        # Of a part in its split only the rows: totals are protected beside totals, and in the split by itself.
        beschermd = range(1, len(termen)) if deelsom is None else range(1, 1 + len(deelsom.rijen))
        self.onbeschermd = frozenset(range(1 if deelsom is None else 0, len(termen) + 1)) - set(beschermd)
        self.deelsommen = (deelsom,) if deelsom else ()
        self.lezing = self

    @property
    def houdbaar(self) -> set[Plek]:
        """Cells of the candidate that could keep what they told before."""
        return set().union(*(een.bouwer.lezing.houdbaar for een in self._termen))

    def rij(self, moment: int, eenheid: Eenheid, plaats: int) -> Gelezen:
        """What one of them says; of the rest nothing."""
        return _NIETS if plaats == len(self._termen) else self._termen[plaats].gelezen(moment, eenheid)

    def geheel(self, moment: int, eenheid: Eenheid, _splitsing: str) -> Gelezen:
        """What is said of the whole."""
        return self.rij(moment, eenheid, 0)

    def kwartielen(self, moment: int, rij: int | None) -> "Sequence[Gezegd]":
        """What quartiles say about leaves: of the whole (None), or of one of its parts; where totals meet."""
        figuur = 0 if rij is None else rij
        if figuur == len(self._termen) or self._termen[figuur].plek != 0:
            return ()
        return self._termen[figuur].bouwer.kwartielen(moment, None)

    def waar(self, moment: int, eenheid: Eenheid) -> list[int]:
        """True numbers: the whole, its parts, the rest."""
        echt = [een.waar(moment, eenheid) for een in self._termen]
        return [*echt, echt[0] - sum(echt[1:])]

    def veranderd(self, moment: int, eenheid: Eenheid) -> int:
        """From so many changed dossiers on the cells of this unit follow."""
        return self._termen[0].bouwer.lezing.veranderd(moment, eenheid)


def cellen(familie: Familie) -> list[tuple[int, ...]]:
    """The cells of a family: places in the `vakken` of the whole and of each part."""
    vakken = [{vak: plaats for plaats, vak in enumerate(ONDERWERPEN[een].vakken)} for een in
              (familie.geheel, *familie.delen)]  # fmt: skip
    samen = set(vakken[0]).intersection(*vakken[1:]) if familie.rijen else {(TOTAAL, None)}
    return sorted(tuple(per[vak] for per in vakken) for vak in samen if vak[0] not in familie.anders)


def families_van(onderwerp: int, wereld: "Wereld", opnamen: "Sequence[Opname]") -> list[Familie]:
    """Those of which this figure is the whole, in this world."""
    eerste = _is_eerste(wereld, opnamen)
    return [een for een in FAMILIES if een.geheel == onderwerp and (eerste or not een.eerste)]


def _is_eerste(wereld: "Wereld", opnamen: "Sequence[Opname]") -> bool:
    """Was nothing asked for in the schooljaar before? What is final by now is not looked at: that was told."""
    vorig = wereld.jaar - 1
    waarheden = [een.waarheden[vorig] for een in opnamen if vorig in een.waarheden]
    if not waarheden:
        return wereld.jaar != OPEN_NU and not any(vorig in jaren for een in opnamen for jaren in een.jaren.values())
    gevraagd = {swv for een in waarheden for kubus, swv in een.bij_swv if kubus == Kubus.AANVRAAG}
    return not any(wereld.swv in (None, swv) and landelijk_van(swv_code(swv)) == wereld.land for swv in gevraagd)


def klopt(termen: Sequence["Term"]) -> bool:
    """Are the parts together nowhere more than the whole? Else nobody can count on it."""
    momenten = range(len(termen[0].bouwer.momenten))
    return all(echt[-1] >= 0 for moment in momenten for echt in per_houder(termen, moment).values())


def per_houder(termen: Sequence[Term], moment: int) -> dict["Houder", list[int]]:
    """True numbers of each leaf, as a Split counts them."""
    gevonden = {}
    for houder in termen[0].bouwer.houders:
        echt = []
        for bouwer, plek, _ in termen:
            cel = bouwer.momenten[moment].per_houder.get(houder)
            echt.append(cel[plek] if cel else 0)
        if any(echt):
            gevonden[houder] = [*echt, echt[0] - sum(echt[1:])]
    return gevonden
