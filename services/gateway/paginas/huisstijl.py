"""How the SWV of a visitor looks: its logo and colour as files of our own, and who sees them."""

from datetime import datetime
from typing import Final, NamedTuple, Protocol

from fastapi import APIRouter, Request, Response

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.huisstijl import Gezien, Huisstijl
from services.gateway.domain.rechten import Rechten
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from shared.contracts.eenheden import Niveau, swv_getal
from shared.runtime.http import Problem

ADRES: Final = "/huisstijl"
_HEADERS: Final = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff",
                   "Content-Security-Policy": "default-src 'none'"}  # fmt: skip


class Stijlbladen(NamedTuple):
    """Whose look it is, and addresses for the frame of a page; None: ours. The versie is in them, so that they may be
    kept for ever."""

    van: str
    kleur: str | None
    logo: str | None


class Huisstijlen(Protocol):
    """Colours and logos. All raise Unavailable."""

    async def geldt(self, swv: int) -> Huisstijl: ...

    async def schrijf(self, swv: int, nieuw: Huisstijl, op: datetime, door: str) -> bool:
        """False when that versie is there already."""
        ...

    async def van(self, rechten: Rechten, lopend: int) -> Gezien | None:
        """For who belongs to one SWV that has set a look."""
        ...


async def stijlbladen(huisstijlen: Huisstijlen, rechten: Rechten, lopend: int) -> Stijlbladen | None:
    """What somebody with these rights sees."""
    gevonden = await huisstijlen.van(rechten, lopend)
    if gevonden is None:
        return None
    begin = f"{ADRES}/{gevonden.swv}/{gevonden.versie}"
    kleur, logo = f"{begin}.css" if gevonden.kleur else None, f"{begin}.png" if gevonden.logo else None
    return Stijlbladen(gevonden.naam, kleur, logo)


def router(bezoeken: Bezoeken, huisstijlen: Huisstijlen) -> APIRouter:
    """The files: for who is logged in, and only the newest."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    async def geldt(request: Request, swv: str, versie: int) -> Huisstijl:
        await bezoeken.ingelogd(request)
        if not heeft_vorm(Eenheid(Niveau.SWV, swv)):
            raise Problem(404)
        gevonden = await huisstijlen.geldt(swv_getal(swv))
        if gevonden.versie != versie:
            raise Problem(404)
        return gevonden

    @routes.get(f"{ADRES}/{{swv}}/{{versie}}.png")
    async def logo(request: Request, swv: str, versie: int) -> Response:
        gevonden = await geldt(request, swv, versie)
        if gevonden.logo is None:
            raise Problem(404)
        return Response(gevonden.logo, media_type="image/png", headers=_HEADERS)

    @routes.get(f"{ADRES}/{{swv}}/{{versie}}.css")
    async def kleur(request: Request, swv: str, versie: int) -> Response:
        gevonden = await geldt(request, swv, versie)
        if gevonden.kleur is None:
            raise Problem(404)
        # Beside the frame, never behind a text: any colour may come here.
        return Response(
            f".kop {{ border-block-end: 6px solid {gevonden.kleur}; }}\n", media_type="text/css", headers=_HEADERS
        )

    return routes
