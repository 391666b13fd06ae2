"""What readers of a published profile share: the words and the order in which parents read it.

The document itself explains itself (docs/profielen); the public pages and the Word documents both show it so.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

AANWEZIG: Final = frozenset({"ja", "in_huis", "op_afroep"})
"""Choices that say: it is there."""
VOORAAN: Final = ("grenzen", "visie", "extra")
"""Chapters of the standard form that parents come for; the other ones follow in the order of the form."""
ACHTERAAN: Final = ("contact",)
SCHOOLSOORTEN: Final[Mapping[str, str]] = {
    "bao": "basisonderwijs",
    "sbo": "speciaal basisonderwijs",
    "so": "speciaal onderwijs",
    "so/vso": "speciaal en voortgezet speciaal onderwijs",
    "vso": "voortgezet speciaal onderwijs",
    "pro": "praktijkonderwijs",
    "vo": "voortgezet onderwijs",
}
"""Kinds of school in words of level B1."""


def voor_ouders(onderdelen: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The chapters in the order of parents: what the school can and cannot first, contact last."""

    def plek(onderdeel: Mapping[str, Any]) -> int:
        code = onderdeel["code"]
        return VOORAAN.index(code) if code in VOORAAN else len(VOORAAN) + (code in ACHTERAAN)

    return sorted(onderdelen, key=plek)
