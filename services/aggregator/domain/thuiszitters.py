"""Pupils at home as cells (pure)."""

from shared.contracts import eenheden
from shared.contracts.bronnen.lijsten import Thuiszitter
from shared.contracts.cellen import GEEN_VESTIGING, INDELINGEN, Cel, Kubus

_INDELING = INDELINGEN[Kubus.THUISZITTER]


def code_van(regel: Thuiszitter) -> int:
    """The packed code of one pupil."""
    velden = _INDELING.velden
    return _INDELING.pak(
        verzuim=velden["verzuim"].nummer(regel.soort),
        verzuimduur=velden["verzuimduur"].nummer(regel.duur),
        reden=velden["reden"].nummer(regel.reden),
    )


def vestiging_van(regel: Thuiszitter) -> int:
    """The school, or GEEN_VESTIGING."""
    return GEEN_VESTIGING if regel.vestiging is None else eenheden.vestiging_getal(regel.vestiging)


def cel(swv: int, schooljaar: int, vestiging: int, code: int) -> Cel:
    """Where such a pupil counts."""
    return Cel(swv, schooljaar, Kubus.THUISZITTER, vestiging, vestiging, code)
