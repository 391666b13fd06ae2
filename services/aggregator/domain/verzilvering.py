"""TLV's beside DUO's lists of funded pupils: what one case contributes, given the lists (pure).

`verzilverd`: a granted TLV for so or vso, valid on the teldatum, whose number is in the list of that teldatum.
`niet-verzilverd`: the same, not in the list. Both only where the list of the deciding SWV is loaded.
`onbekend`: a line of the list whose number no decision in a held case of that SWV has.
A number meets a line when they share any pseudonym: keys rotate with overlap.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from services.aggregator.domain.bijdragen import plaats_van, soort_en_categorie
from services.aggregator.domain.reducer import Stand
from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten
from shared.contracts.eenheden import swv_code
from shared.contracts.zaken import Dossier

_INDELING = INDELINGEN[Kubus.VERZILVERING]
_STAAT = _INDELING.velden["verzilvering"]
_TELDATUM = _INDELING.velden["teldatum"]
VERZILVERD, NIET_VERZILVERD, ONBEKEND = (_STAAT.nummer(staat) for staat in codes.VERZILVERINGEN)


class Teldag(NamedTuple):
    """A list: of which SWV, in which schooljaar, on which teldatum ('10-01' or '02-01')."""

    swv: int
    schooljaar: int
    teldatum: str


class Treffer(NamedTuple):
    """A line that holds a number: its id, and its list."""

    regel: int
    teldag: Teldag


class Lijsten(NamedTuple):
    """What the lists say about some numbers: which lists are loaded, and the lines per pseudonym."""

    geladen: frozenset[Teldag] = frozenset()
    treffers: Mapping[str, tuple[Treffer, ...]] = {}


class Verzilvering(NamedTuple):
    """Signed change: of cells in the states verzilverd and niet-verzilverd, and of `bekend` per line."""

    cellen: Mapping[Cel, Maten]
    bekend: Mapping[int, int]


def nummers_van(zaken: Iterable[Stand]) -> set[str]:
    """Every pseudonym of the decisions in these cases."""
    dossiers = (zaak.dossier() for zaak in zaken)
    return {nummer for dossier in dossiers if dossier and dossier.besluit for nummer in dossier.besluit.nummers()}


def verzilvering(gehouden: Mapping[bytes, Stand], nieuw: Mapping[bytes, Stand], lijsten: Lijsten) -> Verzilvering:
    """Net change when the cases `nieuw` replace those that are held; `lijsten` knows the numbers of both."""
    cellen: defaultdict[Cel, int] = defaultdict(int)
    bekend: Counter[int] = Counter()
    if not lijsten.geladen:
        return Verzilvering({}, {})
    for sleutel, stand in nieuw.items():
        for een, teken in ((gehouden.get(sleutel), -1), (stand, 1)):
            dossier = een.dossier() if een else None
            if een is None or dossier is None:
                continue
            for regel in genoemd(dossier, lijsten):
                bekend[regel] += teken
            for cel in _cellen(een.swv, dossier, lijsten):
                cellen[cel] += teken
    return Verzilvering(
        {cel: Maten(aantal) for cel, aantal in cellen.items() if aantal},
        {regel: aantal for regel, aantal in bekend.items() if aantal},
    )


def genoemd(dossier: Dossier, lijsten: Lijsten) -> frozenset[int]:
    """The lines whose number a decision in this case has."""
    return frozenset(treffer.regel for treffer in _treffers(dossier, lijsten))


def cel_van_regel(swv: int, schooljaar: int, vestiging: int, code: int) -> Cel:
    """Where a line counts as long as nobody knows it."""
    return Cel(swv, schooljaar, Kubus.VERZILVERING, vestiging, vestiging, code)


def code_van_regel(teldatum: str, schoolsoort: str, categorie: str) -> int:
    """The packed code of a line, in state onbekend."""
    return _INDELING.pak(
        teldatum=_TELDATUM.nummer(teldatum),
        schoolsoort=_INDELING.velden["schoolsoort"].nummer(schoolsoort),
        categorie=_INDELING.velden["categorie"].nummer(categorie),
        verzilvering=ONBEKEND,
    )


def _treffers(dossier: Dossier, lijsten: Lijsten) -> Iterator[Treffer]:
    for nummer in dossier.besluit.nummers() if dossier.besluit else ():
        yield from lijsten.treffers.get(nummer, ())


def _cellen(swv: int, dossier: Dossier, lijsten: Lijsten) -> Iterator[Cel]:
    besluit = dossier.besluit
    if besluit is None or besluit.tlv is None or besluit.geldigheid is None:
        return
    if besluit.tlv.schoolsoort not in codes.MET_CATEGORIE:
        return
    plaats, in_lijst = plaats_van(swv_code(swv), dossier), {een.teldag for een in _treffers(dossier, lijsten)}
    for schooljaar, teldatum in besluit.geldigheid.teldatums:
        teldag = Teldag(swv, schooljaar, teldatum)
        if teldag in lijsten.geladen:
            code = _INDELING.pak(
                **soort_en_categorie(besluit.tlv),
                teldatum=_TELDATUM.nummer(teldatum),
                verzilvering=VERZILVERD if teldag in in_lijst else NIET_VERZILVERD,
            )
            yield plaats.cel(Kubus.VERZILVERING, schooljaar, code)
