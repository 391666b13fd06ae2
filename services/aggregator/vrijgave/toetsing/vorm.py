"""The closed form of a release: before anything is reasoned about a number, it is one that the value rule can give.

An audit reads 13 as "11–15"; a number that was never rounded, a field too many, rows in the order of the true numbers
or a table that should have stayed as it was would pass it. So these are refused first: fail closed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from services.aggregator.vrijgave.beleid import MIN_EENHEDEN_VERDELING, Beleid
from services.aggregator.vrijgave.catalogus import ONDERWERPEN, VERDELING, Onderwerp
from services.aggregator.vrijgave.uitgave import Rij, Sleutel, Tabel, Uitgave
from services.aggregator.vrijgave.verdeling import KWARTIELEN
from services.aggregator.vrijgave.waarderegel import ONTHOUDEN, Vak, nvt, rond, verborgen
from shared.contracts.cellen import Waarde
from shared.contracts.duren import GEEN_DUUR
from shared.contracts.indicatoren import Maat

_BEDRAG: Final = re.compile(r"(0|-?[1-9]\d*000)\.00")
_ONDERWERP: Final[Mapping[tuple[str, str], Onderwerp]] = {een.naam: een for een in ONDERWERPEN}
BeleidVan = Callable[[Sleutel], Beleid]


class Vormfout(ValueError):
    """A table that no gate of ours makes. The message names the table, never a value."""


def controleer_vorm(uitgave: Uitgave, vorige: Uitgave | None, beleid_van: BeleidVan) -> None:
    """Every table that is new or changed has the closed form, and was allowed to change. Raises Vormfout."""
    oud: Mapping[Sleutel, Tabel] = {} if vorige is None else vorige.tabellen
    if weg := oud.keys() - uitgave.tabellen.keys():
        raise Vormfout(f"verdwenen: {min(weg)}")
    for sleutel, tabel in uitgave.tabellen.items():
        eerder = oud.get(sleutel)
        if eerder is tabel or eerder == tabel:
            continue
        if uitgave.ververst.get((sleutel.niveau, sleutel.eenheid)) != uitgave.nummer:
            raise Vormfout(f"niet aan de beurt: {' '.join(map(str, sleutel))}")
        if (eerder is not None and eerder.definitief) or not _klopt(tabel, eerder, beleid_van(sleutel)):
            raise Vormfout(" ".join(map(str, sleutel)))


def _klopt(tabel: Tabel, eerder: Tabel | None, beleid: Beleid) -> bool:
    sleutel = tabel.sleutel
    onderwerp = _ONDERWERP.get((sleutel.indicator, sleutel.teldatum))
    if onderwerp is None or [rij for rij, _ in tabel.rijen] != _rijen(onderwerp, sleutel.splitsing):
        return False
    toen: Sequence[Rij] = () if eerder is None else eerder.rijen
    maat, verdeling = onderwerp.indicator.maat, sleutel.splitsing == VERDELING
    return all(een in toen or _vak(een[1], maat, beleid, verdeling=verdeling) for een in tabel.rijen)


def _rijen(onderwerp: Onderwerp, splitsing: str) -> list[Waarde | None]:
    if splitsing == VERDELING:
        return [None]
    return [rij for naam, rij in onderwerp.vakken if naam == splitsing]


def _vak(vak: Vak, maat: Maat, beleid: Beleid, *, verdeling: bool) -> bool:
    """Could the value rule give this?"""
    if vak in (ONTHOUDEN, nvt(Maat.AANTAL if verdeling else maat)):
        return True
    if verdeling:
        return _verdeling(vak, maat, beleid)
    if maat is Maat.BEDRAG:
        return dict(vak) == {"waarde": vak.get("waarde"), "status": None} and _is_bedrag(vak["waarde"])
    if vak == verborgen(beleid):
        return True
    if maat is Maat.DUUR:
        return _duur(vak, beleid)
    return dict(vak) == {"waarde": vak.get("waarde"), "status": None} and _rond(vak["waarde"], beleid)


def _duur(vak: Vak, beleid: Beleid) -> bool:
    weken = {naam: vak.get(naam) for naam in ("mediaan", "p90")}
    vorm = {**GEEN_DUUR, "aantal": vak.get("aantal"), **weken, "status": None}
    return dict(vak) == vorm and _rond(vak["aantal"], beleid) and all(map(_is_weken, weken.values()))


def _verdeling(vak: Vak, maat: Maat, beleid: Beleid) -> bool:
    getallen = {naam: vak.get(naam) for naam, _ in KWARTIELEN}
    klein = None in getallen.values() and maat is Maat.AANTAL
    status = "c" if set(getallen.values()) == {None} else None
    vorm = {**(verborgen(beleid) if klein else {}), "eenheden": vak.get("eenheden"), **getallen, "status": status}
    if dict(vak) != vorm:
        return False
    if not isinstance(vak["eenheden"], int) or vak["eenheden"] < MIN_EENHEDEN_VERDELING:
        return False
    if maat is Maat.DUUR:
        return all(een is not None and _is_weken(een) for een in getallen.values())
    return all(een is None or _rond(een, beleid) for een in getallen.values())


def _rond(getal: object, beleid: Beleid) -> bool:
    """A rounded number of which the true one can be at the threshold or above."""
    if not isinstance(getal, int) or isinstance(getal, bool) or rond(getal, beleid.afronding) != getal:
        return False
    return getal >= rond(beleid.drempel, beleid.afronding)


def _is_weken(getal: object) -> bool:
    return getal is None or (isinstance(getal, int) and getal % 7 == 0)


def _is_bedrag(waarde: object) -> bool:
    return isinstance(waarde, str) and _BEDRAG.fullmatch(waarde) is not None
