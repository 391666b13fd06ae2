"""What the quartiles of like units say about each of them, read so that no other quartile could be told.

"Three in four have at most 7" does not say who. But whoever knows (by a total of a board, or of the own schools) who
the fourth is, knows it of all others. So the audit looks only for worlds in which every unit stays on its side of each
bound: in those the same quartiles are told. That is more than anybody can conclude, never less.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.indeling import Eenheid, Indeling
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toetsing.beweringen import ALLES, Bereik, afgerond
from services.aggregator.vrijgave.toetsing.lezing import Gelezen
from services.aggregator.vrijgave.toetsing.stelsel import ONBEGRENSD
from services.aggregator.vrijgave.uitgave import Sleutel
from services.aggregator.vrijgave.verdeling import KWARTIELEN
from services.aggregator.vrijgave.waarderegel import Vak
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import Maat

if TYPE_CHECKING:
    from services.aggregator.vrijgave.toetsing.opbouw import Bouwer, Houder, Moment


class Gezegd(NamedTuple):
    """Between which bounds the sum over these leaves stays."""

    houders: "frozenset[Houder]"
    gelezen: Gelezen


class Lidsom(NamedTuple):
    """One unit of a group in this world: its leaves, and how much of it counts in other worlds."""

    houders: "frozenset[Houder]"
    hier: int
    elders: int


def kwartielen(bouwer: "Bouwer", nummer: int) -> Iterator[Gezegd]:
    """At one moment: what is said of the totals of leaves of this world."""
    moment = bouwer.momenten[nummer]
    if (*bouwer.onderwerp.naam, bouwer.wereld.jaar) not in moment.opname.verdelingen:
        return
    for groep, leden in _groepen(bouwer, moment).items():
        sleutel = bouwer.sleutel(moment, groep, VERDELING)
        vak = moment.opname.uitgave.tabellen[sleutel].vak(None) if sleutel else None
        if sleutel is None or vak is None or "eenheden" not in vak:
            continue
        beleid = moment.opname.beleid(sorted(moment.opname.waarheid(bouwer.wereld.jaar).zeggenschap.get(groep, ())))
        grenzen = list(_grenzen(bouwer.onderwerp.indicator.maat, vak, beleid))
        laatste = nummer == len(bouwer.momenten) - 1
        bron = (_plek(groep, sleutel),) if laatste else ()
        for lid in leden.values():
            gevonden = _kant(grenzen, lid)
            if gevonden != ALLES and lid.houders:
                yield Gezegd(lid.houders, Gelezen(gevonden, bron))


def _plek(groep: Eenheid, sleutel: Sleutel) -> Plek:
    return Plek(groep, sleutel.indicator, sleutel.teldatum, sleutel.schooljaar, VERDELING)


def _grenzen(maat: Maat, vak: Vak, beleid: Beleid) -> Iterator[Bereik]:
    """What each quartile says of the unit on its rank; of durations only who has enough decisions to count."""
    if maat is Maat.DUUR:
        yield Bereik(beleid.duren, ONBEGRENSD)
        yield Bereik(0, beleid.duren - 1)
        return
    for naam, _ in KWARTIELEN if maat is Maat.AANTAL else ():
        yield Bereik(0, beleid.drempel - 1) if vak[naam] is None else afgerond(int(vak[naam]), beleid)


def _kant(grenzen: list[Bereik], lid: Lidsom) -> Bereik:
    """On which side of each bound a unit stands, as bounds on its part in this world."""
    waar = lid.hier + lid.elders
    hoog = min((een.hoog for een in grenzen if waar <= een.hoog), default=ONBEGRENSD)
    laag = max((een.laag for een in grenzen if waar >= een.laag), default=0)
    return Bereik(max(0, laag - lid.elders), hoog if hoog >= ONBEGRENSD else hoog - lid.elders)


def _groepen(bouwer: "Bouwer", moment: "Moment") -> dict[Eenheid, dict[str, Lidsom]]:
    """Groups of like units with a member in this world."""
    waarheid = moment.opname.waarheid(bouwer.wereld.jaar)
    indeling, kubus = Indeling(waarheid.leden), int(bouwer.onderwerp.indicator.kubus)
    houders: dict[Eenheid, dict[str, set[Houder]]] = defaultdict(lambda: defaultdict(set))
    hier: dict[tuple[Eenheid, str], int] = defaultdict(int)
    totaal: dict[tuple[Eenheid, str], int] = defaultdict(int)
    aantallen = [
        (swv, vestiging, aantal)
        for (swv, vestiging, een, code), aantal in waarheid.aantallen.items()
        if een == kubus and bouwer.onderwerp.telt(code)
    ]
    for swv, vestiging, aantal in [*aantallen, *((lid.swv, lid.vestiging, 0) for lid in waarheid.leden)]:
        for groep, wie in indeling.groepen_van(swv, vestiging, None):
            totaal[groep, wie] += aantal
            houder = _houder(bouwer, groep, swv, vestiging)
            if houder is not None:
                houders[groep][wie].add(houder)
                hier[groep, wie] += aantal
    return {
        groep: {
            wie: Lidsom(frozenset(alle), hier[groep, wie], totaal[groep, wie] - hier[groep, wie])
            for wie, alle in leden.items()
        }
        for groep, leden in houders.items()
    }


def _houder(bouwer: "Bouwer", groep: Eenheid, swv: int, vestiging: int) -> "Houder | None":
    """The leaf of this world that such a dossier is in. In the world of a country kind only SWV's are told apart."""
    if bouwer.wereld.swv is None:
        gevonden = ("swv", swv_code(swv)) if groep.niveau == Niveau.SWV else None
    else:
        gevonden = ("school", str(vestiging)) if bouwer.wereld.swv == swv else None
    return gevonden if gevonden in bouwer.nummer else None
