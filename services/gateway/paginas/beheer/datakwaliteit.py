"""`/beheer/datakwaliteit`: what dossiers and sources of an SWV show: the same as `/v1/datakwaliteit`."""

from typing import Final

from fastapi import APIRouter, Request, Response

from services.gateway.handlers.datakwaliteit import geef_datakwaliteit
from services.gateway.handlers.stand import Tellingen
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.routes.datakwaliteit import kwaliteit_json
from shared.contracts.schooljaar import tekst

ADRES: Final = "/beheer/datakwaliteit"
_JAREN: Final = 3
_HOOGSTENS: Final = 200


def voeg_toe(routes: APIRouter, beheer: Beheer, tellingen: Tellingen) -> None:
    """The route."""

    @routes.get(ADRES)
    async def toon(request: Request, alles: str = "") -> Response:
        beller, swv = await beheer.voor(request)
        lopend, nu = beheer.lopend(), beheer.bezoeken.clock.now()
        jaren = None if alles else range(lopend - _JAREN + 1, lopend + 1)
        gevonden = await geef_datakwaliteit(beheer.gegevens, tellingen, beller.rechten, swv, lopend, jaren)
        blad = kwaliteit_json(gevonden, nu)
        return await beheer.pagina(
            request, "beheer_datakwaliteit.html", beller, swv, blad=blad,
            alles=bool(alles), vanaf=tekst(lopend - _JAREN + 1), hoogstens=_HOOGSTENS,
        )  # fmt: skip
