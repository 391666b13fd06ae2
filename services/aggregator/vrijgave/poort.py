"""The delta gate: a released cell changes only when none or enough distinct dossiers changed since it was last told."""

from typing import NamedTuple

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.waarderegel import Vak, is_onthouden


class Doorgang(NamedTuple):
    """What a cell shows in this release. `gehouden`: it still tells what an earlier release told, and changes since
    then keep counting."""

    vak: Vak
    gehouden: bool


def door_de_poort(vorig: Vak | None, nieuw: Vak, veranderd: int, beleid: Beleid) -> Doorgang:
    """`veranderd`: gross number of distinct dossiers that changed since the release that last told this cell.

    A withheld value claims nothing: it may come at any time, and is no new starting point for counting.
    """
    if vorig is None:
        return Doorgang(nieuw, gehouden=False)
    if is_onthouden(nieuw):
        return Doorgang(nieuw, gehouden=True)
    if veranderd == 0 or veranderd >= beleid.veranderd:
        return Doorgang(nieuw, gehouden=False)
    return Doorgang(vorig, gehouden=True)
