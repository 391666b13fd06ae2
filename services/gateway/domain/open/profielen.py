"""Counting over published profiles: which schools offer what, and which are current."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final

from services.gateway.domain.open.rijen import Profielrij
from services.gateway.domain.open.uitslag import NVT, Rij, Uitslag, Vakuitslag, status
from services.gateway.domain.open.vakken import Vak
from shared.contracts.indicatoren.profielen import EIGEN, VOORZIENINGEN
from shared.contracts.profiel import AANWEZIG
from shared.contracts.waarde import Waarde

_IS_ER: Final = AANWEZIG - {"ja"}
"""‘Ja’ is the answer about agreed basic support: that is no offer."""


def tel_scholen(vak: Vak, lopend: int) -> Vakuitslag:
    """All schools of the unit, in every row: the denominator of each share."""
    if not vak.vestigingen:
        return Vakuitslag(NVT)
    alle = _uitslag(vak, len(vak.vestigingen), lopend)
    return Vakuitslag(alle, {(rij,): alle for rij in (*VOORZIENINGEN, EIGEN)})


def tel_actueel(vak: Vak, profielen: Sequence[Profielrij], lopend: int) -> Vakuitslag:
    """Schools with a profile of this very schooljaar."""
    if not vak.vestigingen:
        return Vakuitslag(NVT)
    scholen = {een.vestiging for een in _van(vak, profielen) if een.schooljaar == vak.jaar}
    return Vakuitslag(_uitslag(vak, len(scholen), lopend))


def tel_aanbod(vak: Vak, profielen: Sequence[Profielrij], alleen: Collection[str] | None, lopend: int) -> Vakuitslag:
    """Schools that have something; `alleen`: only these rows count."""
    if not vak.vestigingen:
        return Vakuitslag(NVT)
    per: dict[str, set[int]] = defaultdict(set)
    for profiel in geldend(_van(vak, profielen), vak.jaar):
        for voorziening in heeft(profiel.aanbod):
            if alleen is None or voorziening in alleen:
                per[voorziening].add(profiel.vestiging)
    rijen: dict[Rij, Uitslag] = {
        (rij,): _uitslag(vak, len(per.get(rij, ())), lopend)
        for rij in (*VOORZIENINGEN, EIGEN)
        if alleen is None or rij in alleen
    }
    return Vakuitslag(_uitslag(vak, len(set().union(*per.values())), lopend), rijen)


def geldend(profielen: Sequence[Profielrij], jaar: int) -> list[Profielrij]:
    """Per SWV and school the newest that is not of a later schooljaar."""
    nieuwste: dict[tuple[int, int], Profielrij] = {}
    for een in sorted(profielen, key=lambda rij: rij.schooljaar):
        if een.schooljaar <= jaar:
            nieuwste[een.swv, een.vestiging] = een
    return list(nieuwste.values())


def heeft(aanbod: Collection[str]) -> set[str]:
    """Rows of what a profile says is there, from its item:keuze."""
    er_is = {item for item, _, keuze in (een.partition(":") for een in aanbod) if keuze in _IS_ER}
    return {item if item in VOORZIENINGEN else EIGEN for item in er_is}


def zonder_profiel(vak: Vak, profielen: Sequence[Profielrij]) -> int:
    """Schools of the unit of which no profile stood."""
    return len(vak.vestigingen - {een.vestiging for een in geldend(_van(vak, profielen), vak.jaar)})


def _van(vak: Vak, profielen: Sequence[Profielrij]) -> list[Profielrij]:
    """Profiles of the schools of the unit, for its own SWV where the unit is one, or a part of one."""
    swvs = set(vak.betalers)
    return [een for een in profielen if een.vestiging in vak.vestigingen and (not swvs or een.swv in swvs)]


def _uitslag(vak: Vak, aantal: int, lopend: int) -> Uitslag:
    return Uitslag(Waarde(aantal, aantal), status(vak.jaar, lopend, ()))
