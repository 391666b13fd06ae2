"""Money per unit and period, converted between boekjaar and schooljaar where it must be.

August to December is 5/12 of either year, January to July 7/12. The part of 5/12 of each delivered line is rounded to
whole cents (half a cent upwards) and 7/12 is the rest: the parts of a line always make the line, so categories make
the total, and schooljaren make the boekjaren, to the cent.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.gateway.domain.open.rijen import Middel
from services.gateway.domain.open.uitslag import ONBEKEND, Rij, Uitslag, Vakuitslag, tel, zonder_cijfer
from services.gateway.domain.open.vakken import Vak
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren.model import Telling
from shared.contracts.waarde import Waarde


class _Bron(NamedTuple):
    """Lines of one period; `laat`: only their part of August to December counts (None: all, False: the rest)."""

    per_boekjaar: bool
    jaar: int
    laat: bool | None = None


def augustus_december(cent: int) -> int:
    """5/12 of an amount, in whole cents; half a cent upwards."""
    return (10 * cent + 12) // 24


def tel_middelen(
    vak: Vak, middelen: Iterable[Middel], telling: Telling, categorieen: Sequence[str], lopend: int
) -> Vakuitslag:
    """Money of the unit in the period by category. Unknown where a year that is needed was not delivered."""
    lijnen = [lijn for lijn in middelen if _hoort_bij(lijn, vak)]
    zelf = _Bron(vak.boekjaar, vak.jaar)
    buren = _buren(vak)
    geleverd = {(lijn.per_boekjaar, lijn.jaar) for lijn in lijnen}
    if zelf[:2] not in geleverd and not any(buur[:2] in geleverd for buur in buren):
        return Vakuitslag(zonder_cijfer(vak.bestaat))
    per: dict[Rij, Uitslag] = {}
    omgerekend = False
    for categorie in categorieen:
        van_categorie = [lijn for lijn in lijnen if lijn.categorie == categorie]
        per[categorie,], gerekend = _categorie(van_categorie, zelf, buren, geleverd, telling)
        omgerekend |= gerekend
    stand = "p" if vak.jaar >= lopend else None
    met_stand = {rij: _met_status(een, stand) for rij, een in per.items()}
    return Vakuitslag(tel(met_stand.values()), met_stand, omgerekend)


def zonder_bedrag(vak: Vak, middelen: Iterable[Middel], telling: Telling) -> int:
    """Lines of the unit in periods that count here, without an amount."""
    perioden = {bron[:2] for bron in (_Bron(vak.boekjaar, vak.jaar), *_buren(vak))}
    return sum(
        _hoort_bij(lijn, vak) and (lijn.per_boekjaar, lijn.jaar) in perioden and _bedrag(lijn, telling) is None
        for lijn in middelen
    )


def _categorie(
    lijnen: Sequence[Middel], zelf: _Bron, buren: Sequence[_Bron], geleverd: set[tuple[bool, int]], telling: Telling
) -> tuple[Uitslag, bool]:
    """As delivered for this period, else converted; 0 where the periods were delivered without this category."""
    direct = _van(lijnen, zelf)
    if direct:
        return _som(direct, zelf, telling), False
    naast = [(buur, _van(lijnen, buur)) for buur in buren]
    if all(buur[:2] in geleverd for buur in buren):
        delen = [_som(gevonden, buur, telling) for buur, gevonden in naast if gevonden]
        return tel(delen), bool(delen)
    if any(gevonden for _, gevonden in naast):
        return ONBEKEND, False
    return Uitslag(Waarde(0, 0)), False


def _buren(vak: Vak) -> tuple[_Bron, _Bron]:
    """The two periods of the other kind that make up this one."""
    if vak.boekjaar:
        return _Bron(False, vak.jaar - 1, laat=False), _Bron(False, vak.jaar, laat=True)
    return _Bron(True, vak.jaar, laat=True), _Bron(True, vak.jaar + 1, laat=False)


def _van(lijnen: Sequence[Middel], bron: _Bron) -> list[Middel]:
    return [lijn for lijn in lijnen if (lijn.per_boekjaar, lijn.jaar) == bron[:2]]


def _bedrag(lijn: Middel, telling: Telling) -> int | None:
    return lijn.begroot_cent if telling is Telling.BEGROOT else lijn.besteed_cent


def _som(lijnen: Sequence[Middel], bron: _Bron, telling: Telling) -> Uitslag:
    bedragen = [bedrag for lijn in lijnen if (bedrag := _bedrag(lijn, telling)) is not None]
    if not bedragen:
        return ONBEKEND
    som = sum(_deel(bedrag, bron.laat) for bedrag in bedragen)
    return Uitslag(Waarde(som, som))


def _deel(cent: int, laat: bool | None) -> int:
    if laat is None:
        return cent
    return augustus_december(cent) if laat else cent - augustus_december(cent)


def _met_status(uitslag: Uitslag, stand: str | None) -> Uitslag:
    return uitslag if uitslag.waarde is None else uitslag._replace(status=stand)


def _hoort_bij(lijn: Middel, vak: Vak) -> bool:
    if None not in vak.swvs and lijn.swv not in vak.swvs:
        return False
    niveau = vak.eenheid.niveau
    if niveau is Niveau.SWV:
        return lijn.swv == vak.eenheid.getal
    if niveau is Niveau.BESTUUR and lijn.bestuur is not None:
        return lijn.bestuur == vak.eenheid.getal
    return lijn.vestiging in vak.vestigingen
