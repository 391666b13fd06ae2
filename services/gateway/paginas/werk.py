"""What every page to write on begins with: who is here, the fields of the form, and what to say when it is not kept.

Nobody's text is lost: a form that is refused comes back as it was sent, with what was wrong or what stands there now.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import Request

from services.gateway.domain.eenheden import naam_en_plaats
from services.gateway.domain.eenheid import Eenheid, herken
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Rechten, Rol
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.instellingen import eigen_swvs
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.paginas.bezoek import Bezoeken, VreemdFormulier
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.schooljaar import schooljaar_van

BOTST: Final = (
    "Iemand anders heeft dit intussen veranderd. Wat u schreef staat nog in het formulier; daarbuiten staat wat nu"
    " geldt. Kijk of uw wijziging nog nodig is, en bewaar dan opnieuw."
)
_MEERVOUDIG: Final = frozenset({"bewijs"})
Velden = Mapping[str, object]


@dataclass(frozen=True)
class Werkplek:
    """What the pages need."""

    bezoeken: Bezoeken
    gegevens: Gegevens

    @property
    def vandaag(self) -> date:
        return self.bezoeken.clock.today()

    @property
    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.vandaag)

    async def swv(self, request: Request) -> tuple[Beller, str]:
        """Who is here, and for which own SWV (`?swv=`, or the first). Raises NietIngelogd, NietVoorDezeRol,
        OnbekendeEenheid."""
        return await self.bezoeken.voor_swv(request, eigen_swvs)

    async def namen(self, rechten: Rechten) -> "Namen":
        """The reference data, to say units by name."""
        async with self.gegevens.lezing(rechten, self.lopend) as lezing:
            return Namen(await lezing.organisatie((await lezing.versies()).organisatie))


class Namen:
    """Units by name."""

    def __init__(self, organisatie: Organisatie) -> None:
        self.organisatie = organisatie

    def __call__(self, eenheid: Eenheid) -> str:
        """The name, with the place of a school."""
        naam, plaats = naam_en_plaats(eenheid, self.organisatie)
        return f"{naam}, {plaats}" if plaats else naam

    def van_code(self, code: str) -> str:
        """The name of the unit with this code; the code itself where it is none."""
        eenheid = herken(code)
        return self(eenheid) if eenheid else code

    def genoemd(self, codes: Collection[str]) -> list[tuple[str, str]]:
        """Units as (code, name), in the order of their codes."""
        return [(code, self.van_code(code)) for code in sorted(codes)]


async def lees_formulier(request: Request) -> dict[str, object]:
    """The fields, once the form token is right. Raises VreemdFormulier."""
    formulier = await request.form()
    token = formulier.get("formulier")
    if not isinstance(token, str) or not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), token):
        raise VreemdFormulier
    gelezen: dict[str, object] = {}
    for naam in formulier:
        waarden = [een for een in formulier.getlist(naam) if isinstance(een, str)]
        gelezen[naam] = waarden if naam in _MEERVOUDIG else (waarden[-1] if waarden else "")
    return gelezen


def meldingen(fout: OngeldigeVraag, namen: Mapping[str, str]) -> Sequence[str]:
    """Mistakes with the names of the fields as the form has them."""
    return [f"{_naam(misser.veld, namen)} {misser.melding}." for misser in fout.missers]


def _naam(veld: str, namen: Mapping[str, str]) -> str:
    kort = veld.removeprefix("bericht.")
    return namen.get(kort, kort.capitalize())


def medewerker_van(rechten: Rechten) -> list[str]:
    """SWV's of which the caller is staff: where goals, judgements and meetings are written."""
    return sorted(recht.eenheid for recht in rechten if recht.rol is Rol.SWV)
