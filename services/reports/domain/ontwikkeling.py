"""How a count moved over the schooljaren: the facts, and the sentences and questions that follow from them.

Careful by rule: a running schooljaar is only held beside the same months of the year before, small numbers carry no
weight, and nothing is called a movement over the years with fewer than three whole schooljaren.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from services.reports.domain.cijfers import NVT, Waarde
from services.reports.domain.regels import WEINIG, Regel, alle, eerste, samen
from services.reports.domain.taal import Telbaar, aantal
from services.reports.domain.wie import WIE, Wie
from shared.contracts.eenheden import Niveau
from shared.contracts.getallen import getal

_REEKS_VANAF: Final = 3
_NOEMENSWAARD: Final = 3


@dataclass(frozen=True)
class Ontwikkeling:
    """A count of one schooljaar beside the one before and the whole years before that.

    `eerder`: None when who asked may not see that year, or it is not there. `maanden`: which months of the running
    year are over, in words; '' in its first month. `hele_jaren`: known counts of whole schooljaren, oldest first.
    `werkwoord`: what was done with the thing counted ('ingediend').
    """

    woord: Telbaar
    jaar: str
    nu: Waarde
    vorig: str
    eerder: Waarde | None
    loopt: bool = False
    maanden: str = ""
    nu_maanden: Waarde | None = None
    eerder_maanden: Waarde | None = None
    hele_jaren: tuple[float, ...] = ()
    wie: Wie = WIE[Niveau.SCHOOL]

    @property
    def verschil(self) -> float | None:
        """This year minus the year before, both whole (or both over the same months); None: not comparable."""
        nu, eerder = (self.nu_maanden, self.eerder_maanden) if self.loopt else (self.nu, self.eerder)
        if nu is None or eerder is None or nu.getal is None or eerder.getal is None:
            return None
        return nu.getal - eerder.getal

    @property
    def hoogste(self) -> float:
        """The largest of the two that are compared."""
        paar = (self.nu_maanden, self.eerder_maanden) if self.loopt else (self.nu, self.eerder)
        return max((waarde.getal for waarde in paar if waarde and waarde.getal is not None), default=0)

    def velden(self) -> Mapping[str, str]:
        jaren = self.hele_jaren or (0,)
        return {
            "jaar": self.jaar,
            "deze": self.wie.deze,
            "de": self.wie.de,
            "waar": self.wie.waar,
            "vorig": self.vorig,
            "meervoud": self.woord.meer,
            "nu": self.nu.toon if self.nu.getal is None else aantal(self.nu.getal, self.woord),
            "nu_getal": self.nu.toon,
            "eerder": "" if self.eerder is None else _geen(self.eerder),
            "verschil": getal(abs(self.verschil or 0)),
            "maanden": self.maanden,
            "nu_maanden": "" if self.nu_maanden is None else _geen(self.nu_maanden),
            "waren_er_maanden": _waren_er(self.nu_maanden),
            "waren_er_eerder": _waren_er(self.eerder),
            "eerder_maanden": "" if self.eerder_maanden is None else _geen(self.eerder_maanden),
            "waren_maanden": "was" if self.nu_maanden and self.nu_maanden.getal == 1 else "waren",
            "woord_maanden": self.woord.bij(self.nu_maanden.getal or 0) if self.nu_maanden else self.woord.meer,
            "zijn": "is" if self.nu.getal == 1 else "zijn",
            "waren": "was" if self.nu.getal == 1 else "waren",
            "dat_is": "Dat is" if self.verschil in (1, -1) else "Dat zijn",
            "aantal_jaren": _WOORDEN.get(len(jaren), str(len(jaren))),
            "som": getal(sum(jaren)),
            "eerste": getal(jaren[0]),
            "laatste": getal(jaren[-1]),
            "laagste": getal(min(jaren)),
            "hoogste": getal(max(jaren)),
        }


_WOORDEN: Final = {3: "drie", 4: "vier", 5: "vijf"}


def _geen(waarde: Waarde) -> str:
    return "geen" if waarde.getal == 0 else waarde.toon


def _waren_er(waarde: Waarde | None) -> str:
    """'waren het er 3', 'was er 1', 'waren er geen'."""
    if waarde is None or waarde.getal is None:
        return ""
    if waarde.getal == 0:
        return "waren er geen"
    return "was er 1" if waarde.getal == 1 else f"waren het er {waarde.toon}"


def _reeks(feiten: Ontwikkeling) -> bool:
    return len(feiten.hele_jaren) >= _REEKS_VANAF


def _loopt_op(feiten: Ontwikkeling, richting: int) -> bool:
    """Each whole year further in one direction, in all by more than chance would move a count this size."""
    jaren = feiten.hele_jaren
    stappen = [richting * (later - eerder) for eerder, later in pairwise(jaren)]
    # Counts of rare events move by about their square root without any cause: ask twice that.
    genoeg = 2 * max(jaren) ** 0.5
    return max(jaren) >= WEINIG and all(stap > 0 for stap in stappen) and sum(stappen) >= genoeg


Regels: TypeAlias = tuple[Regel[Ontwikkeling], ...]

NIVEAU: Regels = (
    Regel("buiten", lambda f: f.nu.status == NVT, "Over {jaar} zijn er geen gegevens van {deze}."),
    Regel("verborgen", lambda f: f.nu.getal is None, "Over {jaar} is geen aantal te tonen: {nu}."),
    Regel("nog geen", lambda f: f.loopt and not f.nu.getal, "In {jaar} zijn er tot nu toe geen {meervoud}."),
    Regel("tot nu toe", lambda f: f.loopt, "In {jaar} {zijn} er tot nu toe {nu}."),
    Regel("aantal", lambda _: True, "In {jaar} {waren} er {nu}."),
)
"""How many there are."""

VERGELIJKING: Regels = (
    Regel("niets te zeggen", lambda f: f.nu.getal is None, ""),
    Regel("eerste jaar", lambda f: f.eerder is None or f.eerder.status == NVT, ""),
    Regel(
        "vorig jaar verborgen",
        lambda f: f.eerder is None or f.eerder.getal is None,
        "Over {vorig} is geen aantal te tonen.",
    ),
    Regel(
        "eerste maand",
        lambda f: f.loopt and not f.maanden,
        "Er is nog geen hele maand voorbij om met {vorig} te vergelijken.",
    ),
    Regel("maanden onbekend", lambda f: f.verschil is None, ""),
    Regel(
        "geen in beide delen",
        lambda f: f.loopt and f.hoogste == 0,
        "Ook van {maanden} van {vorig} waren er geen.",
    ),
    Regel(
        "deel van het jaar",
        lambda f: f.loopt,
        "Van {maanden} {waren_er_maanden}, in dezelfde maanden van {vorig} {eerder_maanden}.",
    ),
    Regel("weer geen", lambda f: f.hoogste == 0, "Ook in {vorig} waren er geen."),
    Regel("evenveel", lambda f: f.verschil == 0, "Dat waren er evenveel als in {vorig}."),
    Regel("klein", lambda f: f.hoogste < WEINIG, "In {vorig} {waren_er_eerder}."),
    Regel("meer", lambda f: (f.verschil or 0) > 0, "{dat_is} er {verschil} meer dan in {vorig} ({eerder})."),
    Regel("minder", lambda _: True, "{dat_is} er {verschil} minder dan in {vorig} ({eerder})."),
)
"""Beside the year before."""

VOORZICHTIG: Regels = (
    Regel("zelfde", lambda f: not f.verschil, ""),
    Regel(
        "klein",
        lambda f: f.hoogste < WEINIG,
        "Het gaat om kleine aantallen: een verschil zegt dan weinig.",
    ),
    Regel("groot genoeg", lambda _: True, ""),
)

DOOR_DE_JAREN: Regels = (
    Regel("te kort", lambda f: not _reeks(f), ""),
    Regel("niets", lambda f: max(f.hele_jaren) == 0, ""),
    Regel(
        "weinig",
        lambda f: max(f.hele_jaren) < WEINIG,
        "Over de laatste {aantal_jaren} hele schooljaren samen zijn het er {som}.",
    ),
    Regel(
        "op",
        lambda f: _loopt_op(f, 1),
        "Het aantal nam in de laatste {aantal_jaren} hele schooljaren elk jaar toe, van {eerste} naar {laatste}.",
    ),
    Regel(
        "af",
        lambda f: _loopt_op(f, -1),
        "Het aantal nam in de laatste {aantal_jaren} hele schooljaren elk jaar af, van {eerste} naar {laatste}.",
    ),
    Regel(
        "vlak",
        lambda f: min(f.hele_jaren) == max(f.hele_jaren),
        "In elk van de laatste {aantal_jaren} hele schooljaren waren het er {laatste}.",
    ),
    Regel(
        "wisselt",
        lambda _: True,
        "In de laatste {aantal_jaren} hele schooljaren lag het aantal tussen {laagste} en {hoogste} per jaar.",
    ),
)
"""Over the whole years, the running one left out."""


def _veranderd(feiten: Ontwikkeling, richting: int) -> bool:
    return feiten.verschil is not None and richting * feiten.verschil >= _NOEMENSWAARD


VRAGEN: Regels = (
    Regel(
        "meer",
        lambda f: not f.loopt and _veranderd(f, 1),
        "Het aantal {meervoud} ging van {eerder} in {vorig} naar {nu_getal} in {jaar}. Wat verklaart dat?",
    ),
    Regel(
        "minder",
        lambda f: not f.loopt and _veranderd(f, -1),
        "Het aantal {meervoud} ging van {eerder} in {vorig} naar {nu_getal} in {jaar}. Wat verklaart dat?",
    ),
    Regel(
        "deel van het jaar",
        lambda f: f.loopt and (_veranderd(f, 1) or _veranderd(f, -1)),
        "Van {maanden} {waren_maanden} er {nu_maanden} {woord_maanden}, in dezelfde maanden van {vorig}"
        " {eerder_maanden}. Is dat beeld herkenbaar, en wat is de verwachting voor de rest van het jaar?",
    ),
    Regel(
        "geen",
        lambda f: not f.loopt and f.nu.getal == 0 and not f.verschil,
        "Er waren in {jaar} geen {meervoud}. Past dat bij wat {de} {waar} ziet?",
    ),
)
"""Open questions for the conversation; they ask, and leave the answer to the unit."""


def conclusie(feiten: Ontwikkeling, verdeling: str = "") -> str:
    """What the figure says, in a few sentences; `verdeling` tells what the number of this year is made of."""
    verder = [eerste(regels, feiten) for regels in (VERGELIJKING, VOORZICHTIG, DOOR_DE_JAREN)]
    return samen([eerste(NIVEAU, feiten), verdeling, *verder])


def kort(feiten: Ontwikkeling) -> str:
    """The first half of it, for 'In het kort'."""
    return samen([eerste(regels, feiten) for regels in (NIVEAU, VERGELIJKING)])


def vragen(feiten: Ontwikkeling) -> list[str]:
    """Questions that follow from it."""
    return alle(VRAGEN, feiten)
