"""`/account`: what somebody looks after for the own account: access tokens and the second step; and setting a password
with a link (`/wachtwoord/…`), for who is not logged in yet."""

from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain import totp
from services.gateway.domain.tokens import recht_tekst, token_hash
from services.gateway.handlers.accountbeheer import Accountboek, OngeldigWachtwoord, controleer_wachtwoord
from services.gateway.handlers.poorten import Beller, OnbekendToken
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.paginas.poorten import Hasher, Poort
from services.gateway.routes.koekjes import Koekjes
from shared.runtime.http import Problem

ADRES: Final = "/account"
_DAGEN: Final = (7, 30, 90, 365)
Veld = Annotated[str, Form(max_length=200)]
Wachtwoord = Annotated[str, Form(max_length=2_000)]


@dataclass(frozen=True)
class Accountpagina:
    """What the pages need."""

    bezoeken: Bezoeken
    poort: Poort
    boek: Accountboek
    hasher: Hasher


def router(pagina: Accountpagina) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(pagina.bezoeken))
    _voeg_sleutels_toe(routes, pagina)
    _voeg_code_toe(routes, pagina)
    _voeg_wachtwoord_toe(routes, pagina)
    return routes


async def _beller(pagina: Accountpagina, request: Request, formulier: str) -> Beller:
    beller = await pagina.bezoeken.ingelogd(request)
    if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier):
        raise Problem(400)
    return beller


def _voeg_sleutels_toe(routes: APIRouter, pagina: Accountpagina) -> None:
    @routes.get(ADRES)
    async def toon(request: Request, gedaan: str = "") -> Response:
        return await _toon(pagina, request, await pagina.bezoeken.ingelogd(request), bericht=_GEDAAN.get(gedaan, ""))

    @routes.post(f"{ADRES}/tokens")
    async def maak(request: Request, naam: Veld = "", dagen: Veld = "", formulier: Veld = "") -> Response:
        beller = await _beller(pagina, request, formulier)
        if dagen not in map(str, _DAGEN):
            raise Problem(400)
        if not 1 <= len(naam.strip()) <= 100:
            return await _toon(pagina, request, beller, melding="Geef de sleutel een naam van 1 tot en met 100 tekens.")
        geheim, _ = await pagina.poort.maak_token(beller, naam.strip(), int(dagen), None)
        return await _toon(pagina, request, beller, geheim=geheim)

    @routes.post(f"{ADRES}/tokens/intrekken")
    async def trek_in(request: Request, id: Veld = "", formulier: Veld = "") -> Response:
        beller = await _beller(pagina, request, formulier)
        try:
            await pagina.poort.trek_in(beller, UUID(id))
        except (ValueError, OnbekendToken) as fout:
            raise Problem(404) from fout
        return RedirectResponse(f"{ADRES}?gedaan=ingetrokken", 303)


def _voeg_code_toe(routes: APIRouter, pagina: Accountpagina) -> None:
    @routes.post(f"{ADRES}/code")
    async def code(
        request: Request, daad: Veld = "", geheim: Veld = "", code: Veld = "", formulier: Veld = ""
    ) -> Response:
        beller = await _beller(pagina, request, formulier)
        gelezen = totp.lees_geheim(geheim)
        if daad == "aan" and gelezen is not None:
            gelukt = await pagina.poort.begin_tweede_stap(beller, gelezen, code)
        elif daad == "uit":
            gelukt = await pagina.poort.eindig_tweede_stap(beller, code)
        else:
            raise Problem(400)
        if not gelukt:
            melding = "Die code klopt niet. Kijk of de klok van uw telefoon goed staat en vul de nieuwste code in."
            return await _toon(pagina, request, beller, melding=melding, totp_geheim=gelezen)
        return RedirectResponse(f"{ADRES}?gedaan=code-{daad}", 303)


_GEDAAN: Final = {
    "ingetrokken": "De sleutel werkt niet meer, en wat ermee gemaakt was ook niet.",
    "code-aan": "Vanaf nu logt u in met uw wachtwoord en een code.",
    "code-uit": "U logt weer in met alleen uw wachtwoord.",
}


async def _toon(
    pagina: Accountpagina, request: Request, beller: Beller, *, bericht: str = "", melding: str = "",
    geheim: str = "", totp_geheim: bytes | None = None,
) -> Response:  # fmt: skip
    aan = await pagina.poort.heeft_tweede_stap(beller)
    nieuw = totp_geheim or totp.nieuw_geheim()
    return pagina.bezoeken.pagina(
        request, "account.html", beller, bericht=bericht, melding=melding, geheim=geheim, dagen=_DAGEN, code_aan=aan,
        tokens=[_token(een) for een in await pagina.poort.tokens(beller)],
        totp=None if aan else {"tekst": totp.als_tekst(nieuw), "adres": totp.adres(nieuw, beller.naam)},
        status=400 if melding else 200,
    )  # fmt: skip


def _token(een: Any) -> dict[str, Any]:
    rechten = None if een.rechten is None else [recht_tekst(recht).rstrip(":") for recht in sorted(een.rechten)]
    return {"id": str(een.id), "naam": een.naam, "gemaakt_op": een.gemaakt_op, "geldig_tot": een.geldig_tot,
            "rechten": rechten}  # fmt: skip


def _voeg_wachtwoord_toe(routes: APIRouter, pagina: Accountpagina) -> None:
    @routes.get("/wachtwoord/{geheim}")
    async def formulier_(request: Request, geheim: str) -> Response:
        return await _wachtwoord(pagina, request, geheim)

    @routes.post("/wachtwoord/{geheim}")
    async def zet(
        request: Request, geheim: str, een: Wachtwoord = "", twee: Wachtwoord = "", formulier: Veld = ""
    ) -> Response:
        if not formulier_klopt(Koekjes.lees(request, Koekjes.BEZOEK), formulier):
            return await _wachtwoord(pagina, request, geheim, "Het formulier was verlopen. Vul het nog een keer in.")
        try:
            controleer_wachtwoord(een, twee)
        except OngeldigWachtwoord as fout:
            return await _wachtwoord(pagina, request, geheim, str(fout))
        nieuw = await pagina.hasher.maak(een)
        if not await pagina.boek.zet_wachtwoord(token_hash(geheim), nieuw, pagina.bezoeken.clock.now()):
            return await _wachtwoord(pagina, request, geheim)
        antwoord = RedirectResponse("/inloggen?gezet=1", 303)
        Koekjes.wis(request, antwoord, Koekjes.SESSIE)
        return antwoord


async def _wachtwoord(pagina: Accountpagina, request: Request, geheim: str, melding: str = "") -> Response:
    naam = await pagina.boek.bij_link(token_hash(geheim), pagina.bezoeken.clock.now())
    status = 404 if naam is None else 400 if melding else 200
    antwoord = pagina.bezoeken.pagina(
        request, "wachtwoord.html", None, naam=naam, melding=melding, adres=request.url.path, status=status
    )
    # The address is the secret: no other site, nor a cache, may hear of it.
    antwoord.headers["Referrer-Policy"] = "no-referrer"
    antwoord.headers["Cache-Control"] = "no-store"
    return antwoord
