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

VOORZIENINGEN: Final[Mapping[str, str]] = {
    "expertise-intern-begeleider": "Intern begeleider of ondersteuningscoördinator",
    "expertise-orthopedagoog": "Orthopedagoog of psycholoog",
    "expertise-gedragsspecialist": "Gedragsspecialist",
    "expertise-autisme": "Kennis van autisme",
    "expertise-taalspecialist": "Taal- of leesspecialist",
    "expertise-rekenspecialist": "Rekenspecialist",
    "expertise-begaafdheid": "Specialist (hoog)begaafdheid",
    "expertise-logopedist": "Logopedist",
    "expertise-bewegen": "Fysiotherapeut of specialist bewegen",
    "expertise-schoolmaatschappelijk-werk": "Schoolmaatschappelijk werk of jeugdhulp op school",
    "voorziening-rustige-werkplek": "Rustige werkplek buiten de klas",
    "voorziening-structuurgroep": "Kleine groep met veel structuur",
    "voorziening-plusklas": "Plusklas",
    "voorziening-schakelklas": "Schakelklas of klas voor nieuwkomers",
    "voorziening-time-out": "Plek om tot rust te komen",
    "voorziening-lift-en-toilet": "Lift, of alles gelijkvloers, en een aangepast toilet",
    "voorziening-verzorgingsruimte": "Ruimte voor verzorging of medische hulp",
    "voorziening-hulpmiddelen": "Hulpmiddelen voor zien en horen",
    "voorziening-onderwijszorg": "Groep waarin onderwijs en zorg samengaan",
    "overig": "Overig: een eigen vraag van het samenwerkingsverband",
}
"""Rows of indicator `aanbod` as the standard form calls them (tests/unit/gateway/profielen holds them equal)."""


def voor_ouders(onderdelen: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The chapters in the order of parents: what the school can and cannot first, contact last."""

    def plek(onderdeel: Mapping[str, Any]) -> int:
        code = onderdeel["code"]
        return VOORAAN.index(code) if code in VOORAAN else len(VOORAAN) + (code in ACHTERAAN)

    return sorted(onderdelen, key=plek)
