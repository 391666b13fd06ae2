"""One figure beside the schooljaar before: facts, and the sentences and questions that follow, for any measure.

For what is no count of dossiers: pupils, percentages, money. Careful by rule: a ratio over a handful carries no
weight, and a schooljaar that still grows is not held beside a whole one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from services.reports.domain.cijfers import NVT, VERBORGEN, Waarde
from services.reports.domain.regels import WEINIG, Regel, alle, eerste, samen
from services.reports.domain.wie import Wie

_DEEL: Final = 0.1
"""A change of less than this part of what it was, asks no question."""
_NOEMENSWAARD: Final = 3


@dataclass(frozen=True)
class Verloop:
    """`onderwerp`: the figure as a sentence begins with it. `loopt`: the schooljaar runs; `groeit`: and the figure
    grows with it. `geteld`: what a ratio counts."""

    onderwerp: str
    jaar: str
    nu: Waarde
    vorig: str
    eerder: Waarde | None
    wie: Wie
    loopt: bool = False
    groeit: bool = False
    geteld: str = "leerlingen"

    @property
    def bekend(self) -> bool:
        """Is there a number, or bounds of one?"""
        return self.nu.getal is not None or self.nu.laag is not None

    @property
    def paar(self) -> tuple[float, float] | None:
        """Now and before; None where one is no number."""
        if self.eerder is None or self.nu.getal is None or self.eerder.getal is None:
            return None
        return self.nu.getal, self.eerder.getal

    @property
    def klein(self) -> bool:
        """Is what was counted too little to give weight to a difference?"""
        if self.nu.euro or self.eerder is None:
            return False
        geteld = [een.teller if een.breuk else een.getal for een in (self.nu, self.eerder)]
        return max((een for een in geteld if een is not None), default=0) < WEINIG

    def velden(self) -> Mapping[str, str]:
        return {
            "onderwerp": self.onderwerp,
            "jaar": self.jaar,
            "vorig": self.vorig,
            "nu": self.nu.toon,
            "eerder": "" if self.eerder is None else self.eerder.toon,
            "geteld": self.geteld,
            "is": "is" if self.loopt else "was",
            "deze": self.wie.deze,
        }


Regels: TypeAlias = tuple[Regel[Verloop], ...]

NIVEAU: Regels = (
    Regel("buiten", lambda f: f.nu.status == NVT, "{onderwerp} is in {jaar} voor {deze} niet van toepassing."),
    Regel("verborgen", lambda f: f.nu.status == VERBORGEN, "{onderwerp} in {jaar} is niet te tonen: {nu}."),
    Regel(
        "marge",
        lambda f: f.nu.getal is None and f.nu.laag is not None,
        "{onderwerp} in {jaar} is niet precies bekend: {nu}.",
    ),
    Regel(
        "te weinig voor een percentage",
        lambda f: f.nu.getal is None and f.nu.teller is not None,
        "{onderwerp} in {jaar}: {nu} {geteld}, te weinig voor een percentage.",
    ),
    Regel("onbekend", lambda f: f.nu.getal is None, "{onderwerp} in {jaar} is niet bekend."),
    Regel("tot nu toe", lambda f: f.loopt and f.groeit, "{onderwerp} in {jaar} is tot nu toe {nu}."),
    Regel("waarde", lambda _: True, "{onderwerp} in {jaar} {is} {nu}."),
)

VERGELIJKING: Regels = (
    Regel("niets te zeggen", lambda f: f.nu.getal is None, ""),
    Regel("eerste jaar", lambda f: f.eerder is None or f.eerder.status == NVT, ""),
    Regel("vorig jaar zonder getal", lambda f: f.paar is None, "Over {vorig} is geen precies cijfer te tonen."),
    Regel("groeit nog", lambda f: f.loopt and f.groeit, "Met {vorig} vergelijken kan pas als het jaar voorbij is."),
    Regel("gelijk", lambda f: f.eerder is not None and f.nu.toon == f.eerder.toon, "Dat is gelijk aan {vorig}."),
    Regel("klein", lambda f: f.klein, "In {vorig} was dat {eerder}; bij kleine aantallen zegt een verschil weinig."),
    Regel("anders", lambda _: True, "In {vorig} was dat {eerder}."),
)


def _veranderd(feiten: Verloop) -> bool:
    if feiten.paar is None or feiten.klein or (feiten.loopt and feiten.groeit) or feiten.eerder is None:
        return False
    nu, eerder = feiten.paar
    geteld = (feiten.nu.teller, feiten.eerder.teller) if feiten.nu.breuk else (nu, eerder)
    if None not in geteld and abs((geteld[0] or 0) - (geteld[1] or 0)) < _NOEMENSWAARD:
        return False
    return abs(nu - eerder) >= _DEEL * max(abs(eerder), 0.01)


VRAGEN: Regels = (
    Regel(
        "veranderd",
        _veranderd,
        "{onderwerp} ging van {eerder} in {vorig} naar {nu} in {jaar}. Wat verklaart dat?",
    ),
)
"""Open questions for the conversation."""


def conclusie(feiten: Verloop) -> str:
    """What the figure says."""
    return samen([eerste(NIVEAU, feiten), eerste(VERGELIJKING, feiten)])


def vragen(feiten: Verloop) -> list[str]:
    """Questions that follow from it."""
    return alle(VRAGEN, feiten)
