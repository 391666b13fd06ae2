"""Port to the profiles, and the errors of their handlers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.formulier import Formulier, Formulierfout
from services.gateway.domain.profielen.keuring import Bevinding
from services.gateway.domain.profielen.profiel import (
    Concept,
    Gepubliceerd,
    Ingevuld,
    Profielkop,
    Sleutel,
    Staat,
    Wijziging,
)
from shared.contracts.lidmaatschap import Lid


class NietInDezeStaat(Exception):
    """A draft that waits for the board is not written in, and a state that does not follow is not reached."""


class Onvolledig(Exception):
    """The profile can't be established yet."""

    def __init__(self, bevindingen: Sequence[Bevinding]) -> None:
        super().__init__()
        self.bevindingen = bevindingen


class OngeldigFormulier(Exception):
    """The form breaks rules."""

    def __init__(self, fouten: Sequence[Formulierfout]) -> None:
        super().__init__()
        self.fouten = fouten


class OnbekendProfiel(Exception):
    """There is no such published profile."""


class Formulierversie(NamedTuple):
    """One form as it was set; versie 0 is the standard form, which nobody set."""

    versie: int
    formulier: Formulier
    op: datetime | None = None
    door: str | None = None


class Vorig(NamedTuple):
    """What this school last answered for this SWV before a schooljaar: the newest of each question, so that one which
    the form dropped for a year is there again. `schooljaar`: the newest of all; `jaren`: by question."""

    schooljaar: int
    antwoorden: Mapping[str, Antwoord]
    jaren: Mapping[str, int]


class Opgeslagen(NamedTuple):
    """What became of changes, by item. `botst`: what stands there now instead."""

    bewaard: Mapping[str, Ingevuld]
    botst: Mapping[str, Ingevuld]


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Which published profiles. Empty: all; `aanbod` as item:keuze (one of each item), `zoek` in words. `vanaf` and
    `hoogstens`: that part of them. `lid_in`: of schools that are members of that SWV in this schooljaar or later."""

    zoek: str = ""
    plaats: str = ""
    swv: int | None = None
    bestuur: int | None = None
    subregio: str | None = None
    schoolsoort: str | None = None
    behoeften: tuple[str, ...] = ()
    aanbod: tuple[str, ...] = ()
    vestigingen: tuple[int, ...] | None = None
    lid_in: int | None = None
    vanaf: int = 0
    hoogstens: int = 5000


class Vindplaats(NamedTuple):
    """Where a published profile is found: what its address is made of, and when it was published."""

    vestiging: int
    naam: str
    plaats: str
    op: datetime


class Profielboek(Protocol):
    """Profiles as they are kept. All raise Unavailable."""

    async def formulieren(self, swv: int) -> list[Formulierversie]:
        """Every form that this SWV set, the newest first; empty: the standard form holds."""

    async def schrijf_formulier(self, swv: int, nieuw: Formulierversie) -> bool:
        """Add one; False when that versie is there already."""

    async def concept(self, sleutel: Sleutel) -> Concept | None:
        """A draft with all its answers."""

    async def concepten(self, sleutels: Collection[Sleutel]) -> list[Concept]:
        """Drafts of these profiles, of one schooljaar."""

    async def vorig(self, sleutel: Sleutel) -> Vorig | None:
        """What stood in earlier schooljaren."""

    async def begin(self, nieuw: Concept) -> bool:
        """Make a draft with its answers; False when there is one already."""

    async def bewaar(self, sleutel: Sleutel, wijzigingen: Sequence[Wijziging], nu: datetime, door: str) -> Opgeslagen:
        """Keep what nobody else changed since. Raises NietInDezeStaat."""

    async def zet_staat(
        self, sleutel: Sleutel, zag: int, staat: Staat, opmerking: str, nu: datetime, door: str
    ) -> bool:
        """Bring the draft of versie `zag` into this state; False when it is another one by now."""

    async def publiceer(self, zag: int, nieuw: Gepubliceerd, lid: Lid) -> bool:
        """Publish the draft of versie `zag`, which waits for it; False when it is another one by now."""

    async def trek_in(self, sleutel: Sleutel, nummer: int, nu: datetime, door: str, reden: str) -> None:
        """Take a published version from public view; it stays where it is."""

    async def versies(self, vestiging: int) -> list[Gepubliceerd]:
        """Everything that a school ever published, withdrawn ones too, the newest first."""

    async def geldend(self, vraag: Zoekvraag) -> list[Gepubliceerd]:
        """Profiles that stand now (per SWV and school the newest), by place and name."""

    async def tel(self, vraag: Zoekvraag) -> int:
        """How many there are, in all parts together."""

    async def vindplaatsen(self, lid_in: int) -> list[Vindplaats]:
        """Of every profile that stands of members in this schooljaar or later, by place and name."""

    async def gepubliceerd_op(self, sleutels: Collection[Sleutel]) -> Mapping[Sleutel, datetime]:
        """When each of these was last published, in that schooljaar, and not withdrawn."""

    async def koppen(self, vestigingen: Sequence[int], schooljaar: int, nummer: int | None) -> list[Profielkop]:
        """Per SWV and school what was published in that schooljaar and not withdrawn: this nummer, or the newest."""

    async def openbaar(self, versies: Collection[tuple[Sleutel, int]]) -> set[tuple[Sleutel, int]]:
        """Which of these published versions were not withdrawn."""
