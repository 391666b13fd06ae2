"""Who belonged to whom: one line of the reference data, in integers as in shared.contracts.eenheden."""

from typing import NamedTuple


class Lid(NamedTuple):
    """Membership of a vestiging in an SWV, from schooljaar `van` up to and including `tot` (first calendar years)."""

    swv: int
    vestiging: int
    van: int
    tot: int
    bestuur: int
    subregio: str | None
    schoolsoort: str

    def in_jaar(self, schooljaar: int | None) -> bool:
        """Did it hold in this schooljaar? None asks for any schooljaar."""
        return schooljaar is None or self.van <= schooljaar <= self.tot
