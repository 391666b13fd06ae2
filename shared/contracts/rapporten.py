"""Documents on request: what the gateway asks of reports, and in whose view.

A document has the view of its *reader*, not of who asked for it: a Gespreksrapport is made in the view of the
school. The request travels over topic `rapporten.gevraagd` as its id only; what is asked stands in the table
`rapporten.rapport`.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple
from uuid import UUID

from shared.contracts.eenheden import Niveau
from shared.contracts.gesloten import Bericht, GeslotenCamel

Soortnaam = Literal["gespreksrapport", "bestuursrapport", "subregiorapport", "swv-rapport", "profiel", "schoolgids"]
Lezersrol = Literal["school", "bestuur", "swv", "iedereen"]
Lezerskeuze = Literal["maker"]


class Soort(NamedTuple):
    """A kind of document: how it calls itself (and several), about which level, and in whose view it is made."""

    titel: str
    meervoud: str
    niveau: Niveau
    lezer: Lezersrol


SOORTEN: Final[Mapping[str, Soort]] = {
    "gespreksrapport": Soort("Gespreksrapport", "Gespreksrapporten", Niveau.SCHOOL, "school"),
    "bestuursrapport": Soort("Bestuursrapport", "Bestuursrapporten", Niveau.BESTUUR, "bestuur"),
    "subregiorapport": Soort("Subregiorapport", "Subregiorapporten", Niveau.SUBREGIO, "swv"),
    "swv-rapport": Soort("SWV-rapport", "SWV-rapporten", Niveau.SWV, "swv"),
    "profiel": Soort("Schoolondersteuningsprofiel", "Schoolondersteuningsprofielen", Niveau.SCHOOL, "iedereen"),
    "schoolgids": Soort("Tekst voor de schoolgids", "Teksten voor de schoolgids", Niveau.SCHOOL, "iedereen"),
}
VAN_PROFIEL: Final = frozenset({"profiel", "schoolgids"})
"""Kinds that show a published profile, which everybody may read; the others show figures, in the view of a reader."""
THEMAS: Final[Mapping[str, str]] = {
    "verwijzingen": "Verwijzingen",
    "verzilvering": "Verzilvering van TLV’s",
    "arrangementen": "Arrangementen",
    "deelname-en-stromen": "Deelname en stromen",
    "thuiszitters": "Thuiszitters",
    "aanbod": "Aanbod van de scholen",
    "middelen": "Middelen",
    "doelen": "Doelen",
    "kwaliteit": "Kwaliteit",
}
"""Themes that a document may have, in the order in which it shows them."""
_ALLEEN: Final[Mapping[str, frozenset[str]]] = {
    "aanbod": frozenset({"bestuursrapport", "subregiorapport", "swv-rapport"}),
    "kwaliteit": frozenset({"swv-rapport"}),
}
"""Themes that not every kind has: of one school its own profile says more, and an SWV judges itself."""


def themas_van(soort: str) -> tuple[str, ...]:
    """The themes of a kind, in order; none for a document of a profile."""
    if soort in VAN_PROFIEL:
        return ()
    return tuple(thema for thema in THEMAS if soort in _ALLEEN.get(thema, (soort,)))


class Lezer(GeslotenCamel):
    """Role and unit in whose view every value is given."""

    rol: Lezersrol
    eenheid: str


class RapportVraag(GeslotenCamel):
    """Which document: kind, unit, schooljaar ('2025-2026'), limited to one SWV's dossiers where given.

    `themas`: only these, in the order of `THEMAS`; empty: all of them. `lezer`: 'maker' asks an internal version, in
    the view of who asks, that says on every page that it is not to be passed on; None: in the view of its reader.
    `nummer`: of a published profile, which version; None: the newest of that schooljaar.
    """

    soort: Soortnaam
    niveau: Niveau
    eenheid: str
    schooljaar: str
    binnen: str | None = None
    themas: tuple[str, ...] = ()
    lezer: Lezerskeuze | None = None
    nummer: int | None = None

    @property
    def van_profiel(self) -> bool:
        """Does it show a published profile?"""
        return self.soort in VAN_PROFIEL


class Grens(GeslotenCamel):
    """What who asked may see of the unit: the reader's view is never wider than this.

    `binnen`: only dossiers of this SWV (None: of all). `schooljaren`: which ones, oldest first, the last is the one
    that the document is about. `nu`: also what is open today. `teksten`: also what the unit wrote beside its figures of
    that schooljaar.
    """

    binnen: str | None
    schooljaren: tuple[str, ...]
    nu: bool
    teksten: bool = False


class RapportGevraagd(GeslotenCamel, Bericht):
    """Message on `rapporten.gevraagd`."""

    rapport: UUID
