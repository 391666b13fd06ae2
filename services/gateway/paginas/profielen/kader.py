"""What the pages of a profile share: which profile an address names, who is here, and words for what they show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import quote

from fastapi import Request, Response

from services.gateway.domain.profielen.document import school_json
from services.gateway.domain.profielen.formulier import Onderdeel
from services.gateway.domain.profielen.profiel import Sleutel, Staat
from services.gateway.domain.profielen.voortgang import tel
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.handlers.profielen.concept import Blad, toon
from services.gateway.paginas.bezoek import Bezoeken, VreemdFormulier
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from services.gateway.routes.profielen.hulp import sleutel as lees_sleutel
from shared.contracts.eenheden import vestiging_code
from shared.contracts.schooljaar import schooljaar_van, tekst

BEGIN: Final = "/ondersteuningsaanbod"
PAD: Final = BEGIN + "/{vestiging}/{swv}/{schooljaar}"
STATEN: Final = {
    None: "nog niet begonnen",
    Staat.CONCEPT: "concept",
    Staat.TER_VASTSTELLING: "ter vaststelling bij het bestuur",
    Staat.GEPUBLICEERD: "gepubliceerd",
}


def adres(sleutel: Sleutel, *delen: str) -> str:
    """Where the pages of one profile are."""
    stukken = (vestiging_code(sleutel.vestiging), sleutel.swv_code, tekst(sleutel.schooljaar), *delen)
    return "/".join((BEGIN, *map(quote, stukken)))


@dataclass(frozen=True)
class Profielpagina:
    """What the pages need."""

    bezoeken: Bezoeken
    gegevens: Gegevens

    def nu(self) -> datetime:
        return self.bezoeken.clock.now()

    def vandaag(self) -> date:
        return self.bezoeken.clock.today()

    def lopend(self) -> int:
        """First year of the running schooljaar."""
        return schooljaar_van(self.vandaag())

    def sleutel(self, request: Request) -> Sleutel:
        """From the address. Raises Problem 400, 404."""
        delen = request.path_params
        return lees_sleutel(delen["vestiging"], delen["swv"], delen["schooljaar"])

    async def blad(self, request: Request) -> tuple[Beller, Blad]:
        """Who is here, and the draft. Raises NietIngelogd, OnbekendeEenheid."""
        beller = await self.bezoeken.ingelogd(request)
        return beller, await self.blad_voor(request, beller)

    async def blad_voor(self, request: Request, beller: Beller) -> Blad:
        """The draft. Raises OnbekendeEenheid."""
        return await toon(self.gegevens, beller.rechten, self.sleutel(request), self.vandaag())

    def pagina(
        self, request: Request, sjabloon: str, beller: Beller, blad: Blad, *, status: int = 200, **context: Any
    ) -> Response:
        """A page about one profile."""
        return self.bezoeken.pagina(
            request, sjabloon, beller, status=status, actief="ondersteuning", blad=blad,
            school=school_json(blad.sleutel, blad.lid, blad.organisatie), jaar=tekst(blad.sleutel.schooljaar),
            staat=STATEN[blad.concept.staat if blad.concept else None], adres=lambda *d: adres(blad.sleutel, *d),
            stand=[(een, stand_van(blad, een)) for een in blad.formulier.onderdelen],
            vorig_jaar=tekst(blad.vorig.schooljaar) if blad.vorig else "", **context,
        )  # fmt: skip


def stand_van(blad: Blad, onderdeel: Onderdeel) -> Any:
    """How far one chapter is."""
    return tel(blad.formulier.model_copy(update={"onderdelen": (onderdeel,)}), blad.antwoorden)


def eis_eigen_formulier(request: Request, token: str) -> None:
    """Raises VreemdFormulier."""
    if not eigen_formulier(request, token):
        raise VreemdFormulier


def eigen_formulier(request: Request, token: str) -> bool:
    """Does the form come from a page of this session?"""
    return formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), token)


async def velden(request: Request, hoogstens: int = 400) -> dict[str, str]:
    """The fields of a form, texts only."""
    async with request.form(max_files=0, max_fields=hoogstens) as ingestuurd:
        return {naam: waarde for naam, waarde in ingestuurd.multi_items() if isinstance(waarde, str)}
