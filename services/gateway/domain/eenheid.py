"""A unit: a level and the code that people use for it."""

from typing import NamedTuple

from shared.contracts.eenheden import (
    BESTUUR,
    SWV,
    VESTIGING,
    LandelijkeEenheid,
    Niveau,
    bestuur_getal,
    swv_getal,
    vestiging_getal,
)

MAX_CODE = 64


class Eenheid(NamedTuple):
    """One unit on one level, as `('school', '99AB00')`."""

    niveau: Niveau
    code: str

    @property
    def getal(self) -> int:
        """The integer that cells count by; only for school, bestuur and swv."""
        match self.niveau:
            case Niveau.SCHOOL:
                return vestiging_getal(self.code)
            case Niveau.BESTUUR:
                return bestuur_getal(self.code)
            case Niveau.SWV:
                return swv_getal(self.code)
        raise ValueError("subregio and landelijk have no number")


def heeft_vorm(eenheid: Eenheid) -> bool:
    """Could this code exist on its level?"""
    niveau, code = eenheid
    match niveau:
        case Niveau.SCHOOL:
            return VESTIGING.fullmatch(code) is not None
        case Niveau.BESTUUR:
            return BESTUUR.fullmatch(code) is not None
        case Niveau.SWV:
            return SWV.fullmatch(code) is not None
        case Niveau.LANDELIJK:
            return code in tuple(LandelijkeEenheid)
    return SWV.match(code) is not None and len(code) <= MAX_CODE


def herken(code: str) -> Eenheid | None:
    """The unit that a code names: the shapes of the levels never overlap. None when it has no known shape."""
    volgorde = (Niveau.SWV, Niveau.SCHOOL, Niveau.BESTUUR, Niveau.LANDELIJK, Niveau.SUBREGIO)
    kandidaten = (Eenheid(niveau, code) for niveau in volgorde)
    return next((eenheid for eenheid in kandidaten if heeft_vorm(eenheid)), None)
