"""`/beheer/huisstijl`: colour and logo of an SWV. A logo is drawn anew; SVG is refused."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from services.gateway.domain.huisstijl import Huisstijl, OngeldigeHuisstijl, lees_kleur, teken_logo
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.beheer.kader import ANDERS, Beheer
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.paginas.huisstijl import Huisstijlen
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.eenheden import swv_getal
from shared.runtime.http import Problem

ADRES: Final = "/beheer/huisstijl"


def voeg_toe(routes: APIRouter, beheer: Beheer, huisstijlen: Huisstijlen) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request, bewaard: str = "") -> Response:
        beller, swv = await beheer.voor(request)
        return await _pagina(beheer, huisstijlen, request, beller, swv, bewaard=bool(bewaard))

    @routes.post(ADRES)
    async def bewaar(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        async with request.form(max_files=1, max_fields=10) as form:
            velden = {naam: waarde for naam, waarde in form.items() if isinstance(waarde, str)}
            bestand = form.get("logo")
            inhoud = await bestand.read() if isinstance(bestand, UploadFile) and bestand.filename else b""
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), velden.get("formulier", "")):
            raise Problem(400)
        geldt = await huisstijlen.geldt(swv_getal(swv))
        try:
            nieuw = await _lees(velden, inhoud, geldt)
        except OngeldigeHuisstijl as fout:
            return await _pagina(beheer, huisstijlen, request, beller, swv, melding=str(fout), status=400)
        nu = beheer.bezoeken.clock.now()
        if velden.get("zag") != str(geldt.versie) or not await huisstijlen.schrijf(
            swv_getal(swv), nieuw, nu, beller.naam
        ):
            return await _pagina(beheer, huisstijlen, request, beller, swv, melding=ANDERS, status=409)
        return RedirectResponse(f"{ADRES}?swv={swv}&bewaard=ja", 303)


async def _lees(velden: dict[str, str], inhoud: bytes, geldt: Huisstijl) -> Huisstijl:
    """Without a new file the logo stays, unless it is taken away. Raises OngeldigeHuisstijl."""
    kleur = lees_kleur(velden.get("kleur", ""))
    logo = None if velden.get("zonder_logo") else geldt.logo
    if inhoud:
        logo = await asyncio.to_thread(teken_logo, inhoud)
    return Huisstijl(geldt.versie + 1, kleur, logo)


async def _pagina(
    beheer: Beheer, huisstijlen: Huisstijlen, request: Request, beller: Beller, swv: str, *, melding: str = "",
    bewaard: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    return await beheer.pagina(
        request, "beheer_huisstijl.html", beller, swv, melding=melding,
        bewaard=bewaard, geldt=await huisstijlen.geldt(swv_getal(swv)), status=status,
    )  # fmt: skip
