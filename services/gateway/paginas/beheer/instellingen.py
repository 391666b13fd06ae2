"""`/beheer/instellingen`: what an SWV decides for itself, with what each choice gives away, and who changed what."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.instellingen import MAX_TERMIJN_DAGEN, MET_KEUZE, Instelling
from services.gateway.domain.ondergrens import HOOGST, LAAGST, ondergrens_mag
from services.gateway.domain.rechten import Rol
from services.gateway.handlers.instellingen import toon, wijzig
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd
from services.gateway.handlers.vrijgavebeleid import wijzig_beleid
from services.gateway.paginas.beheer import tlv_bedragen
from services.gateway.paginas.beheer.kader import ANDERS, Beheer
from services.gateway.paginas.beheer.tellen import kleine_groepen, onder_de_grens
from services.gateway.paginas.beheer.vrijgave import lees_beleid, vrijgavedeel
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.duren import Termijn, Vanaf
from shared.runtime.http import Problem

ADRES: Final = "/beheer/instellingen"
_GETAL: Final = f"Vul een aantal dagen in van 1 tot en met {MAX_TERMIJN_DAGEN}."
_ONDERGRENS: Final = f"Vul als ondergrens 0 in (geen), of een aantal van {LAAGST} tot en met {HOOGST}."
Veld = Annotated[str, Form(max_length=200)]


def voeg_toe(routes: APIRouter, beheer: Beheer) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def formulier(request: Request, bewaard: str = "") -> Response:
        beller, swv = await beheer.voor(request)
        return await _pagina(beheer, request, beller, swv, bewaard=bewaard)

    @routes.post(ADRES)
    async def bewaar(
        request: Request,
        dagen: Veld = "",
        vanaf: Veld = "",
        behoefte_voor: Annotated[list[str], Form(max_length=2)] = [],  # noqa: B006 - FastAPI copies it
        ondergrens: Veld = "",
        zag: Veld = "",
        formulier: Veld = "",
    ) -> Response:
        beller, swv = await beheer.voor(request)
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier):
            raise Problem(400)
        nieuw = _lees(dagen, vanaf, behoefte_voor, ondergrens)
        if isinstance(nieuw, str):
            return await _pagina(beheer, request, beller, swv, melding=nieuw)
        try:
            await wijzig(beheer.gegevens, beller, swv, nieuw, beheer.lopend(), beheer.bezoeken.clock.now(), zag)
        except IntussenGewijzigd:
            return await _pagina(beheer, request, beller, swv, melding=ANDERS, status=409)
        return RedirectResponse(f"{ADRES}?swv={swv}&bewaard=ja", 303)

    _voeg_vrijgave_toe(routes, beheer)

    async def toon_weer(request: Request, beller: Beller, swv: str, melding: str, status: int) -> Response:
        return await _pagina(beheer, request, beller, swv, melding=melding, status=status)

    tlv_bedragen.voeg_toe(routes, beheer, toon_weer)


def _voeg_vrijgave_toe(routes: APIRouter, beheer: Beheer) -> None:
    @routes.post(f"{ADRES}/vrijgave")
    async def bewaar_vrijgave(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        velden = {naam: waarde for naam, waarde in (await request.form()).items() if isinstance(waarde, str)}
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), velden.get("formulier", "")):
            raise Problem(400)
        nieuw, boek, nu = lees_beleid(velden), beheer.gegevens.beleidsboek, beheer.bezoeken.clock.now()
        if isinstance(nieuw, list):
            return await _pagina(beheer, request, beller, swv, melding=" ".join(nieuw))
        try:
            await wijzig_beleid(boek, beller, swv, nieuw, nu, velden.get("zag", ""))
        except IntussenGewijzigd:
            return await _pagina(beheer, request, beller, swv, melding=ANDERS, status=409)
        return RedirectResponse(f"{ADRES}?swv={swv}&bewaard=vrijgave", 303)


def _lees(dagen: str, vanaf: str, behoefte_voor: list[str], ondergrens: str) -> Instelling | str:
    """The settings of a form, or what is not filled in as it should. Raises Problem 400: no form sends this."""
    rollen = {rol.value for rol in MET_KEUZE}
    if vanaf not in tuple(Vanaf) or not set(behoefte_voor) <= rollen:
        raise Problem(400)
    if not (dagen.isascii() and dagen.isdigit() and 1 <= int(dagen[:4]) <= MAX_TERMIJN_DAGEN and len(dagen) <= 3):
        return _GETAL
    gekozen = ondergrens.strip() or "0"
    if not (gekozen.isascii() and gekozen.isdigit() and len(gekozen) <= 3 and ondergrens_mag(int(gekozen))):
        return _ONDERGRENS
    return Instelling(Termijn(int(dagen), Vanaf(vanaf)), frozenset(map(Rol, behoefte_voor)), ondergrens=int(gekozen))


async def _pagina(
    beheer: Beheer, request: Request, beller: Beller, swv: str, *, melding: str = "", bewaard: str = "",
    status: int | None = None,
) -> Response:  # fmt: skip
    blad = await toon(beheer.gegevens, beller.rechten, swv, beheer.lopend())
    return await beheer.pagina(
        request, "beheer_instellingen.html", beller, swv,
        geldt=blad.instelling, etag=blad.etag, melding=melding, bewaard=bewaard,
        geschiedenis=blad.geschiedenis, voorbeeld_klein=await kleine_groepen(beheer, beller, swv),
        ondergrens=await onder_de_grens(beheer, beller, swv, blad.instelling.ondergrens),
        vrijgave=await vrijgavedeel(beheer, beller, swv), tlv=await tlv_bedragen.tlvdeel(beheer, beller, swv),
        status=status or (400 if melding else 200),
    )  # fmt: skip
