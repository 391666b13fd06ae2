"""`/beheer/sjabloon`: the Word template of an SWV, loaded by its beheerder."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from services.gateway.domain.sjabloon import SjabloonAfgekeurd
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.runtime.http import Problem

ADRES: Final = "/beheer/sjabloon"
_STIJLEN: Final = {
    "title": "Titel", "subtitle": "Ondertitel", "heading 1": "Kop 1", "heading 2": "Kop 2", "heading 3": "Kop 3",
    "normal": "Gewone tekst", "caption": "Bijschrift", "header": "Koptekst", "footer": "Voettekst",
    "list bullet": "Opsomming", "toc 1": "Inhoudsopgave 1", "toc 2": "Inhoudsopgave 2",
}  # fmt: skip


def router(bezoeken: Bezoeken, gegevens: Gegevens, balie: Sjabloonbalie) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    beheer = Beheer(bezoeken, gegevens)

    @routes.get(ADRES)
    async def toon(request: Request, bewaard: str = "") -> Response:
        beller, swv = await beheer.voor(request)
        return await _pagina(beheer, balie, request, beller, swv, bewaard=bewaard)

    @routes.post(ADRES)
    async def laad(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        inhoud = await _bestand(request)
        try:
            await balie.laad(beller, swv, inhoud, beheer.bezoeken.clock.now())
        except SjabloonAfgekeurd as fout:
            return await _pagina(beheer, balie, request, beller, swv, meldingen=fout.redenen)
        return RedirectResponse(f"{ADRES}?swv={swv}&bewaard=ja", 303)

    @routes.post(f"{ADRES}/weg")
    async def weg(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        async with request.form(max_files=0, max_fields=5) as form:
            _keur(request, str(form.get("formulier", "")))
        await balie.wis(beller, swv)
        return RedirectResponse(f"{ADRES}?swv={swv}&bewaard=weg", 303)

    return routes


async def _bestand(request: Request) -> bytes:
    """The uploaded file; b'' when none was chosen. Raises Problem 400."""
    async with request.form(max_files=1, max_fields=5) as form:
        _keur(request, str(form.get("formulier", "")))
        bestand = form.get("bestand")
        return await bestand.read() if isinstance(bestand, UploadFile) else b""


def _keur(request: Request, token: str) -> None:
    if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), token):
        raise Problem(400)


async def _pagina(
    beheer: Beheer, balie: Sjabloonbalie, request: Request, beller: Beller, swv: str, *,
    meldingen: Sequence[str] = (), bewaard: str = "",
) -> Response:  # fmt: skip
    geladen = await balie.toon(beller.rechten, swv)
    letters = geladen.sjabloon.letters if geladen else {}
    stijlen = [(_STIJLEN[naam], letters[naam]) for naam in _STIJLEN if naam in letters]
    return await beheer.pagina(
        request, "beheer_sjabloon.html", beller, swv, geladen=geladen,
        stijlen=stijlen, meldingen=meldingen, bewaard=bewaard, status=400 if meldingen else 200,
    )  # fmt: skip
