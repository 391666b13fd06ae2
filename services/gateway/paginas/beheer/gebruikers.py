"""`/beheer/gebruikers`: accounts inside an SWV: make, give and take rights, close, and a link to set a password."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.accountbeheer import NietTeGeven
from services.gateway.domain.rechten import Recht
from services.gateway.domain.tokens import OngeldigRecht, lees_recht, recht_tekst
from services.gateway.handlers.accountbeheer import Accountbeheer, Accountregel, BestaatAl, OnbekendAccount, Wijzigregel
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.runtime.http import Problem

ADRES: Final = "/beheer/gebruikers"
MAX_NAAM: Final = 100
_DADEN: Final = {
    "maken": "Het account is gemaakt. Geef de link hieronder aan de gebruiker.",
    "geven": "Het recht is gegeven en geldt meteen.",
    "nemen": "Het recht is ingetrokken en geldt meteen niet meer.",
    "sluiten": "Het account is gesloten: inloggen, open pagina’s en toegangssleutels werken niet meer.",
    "openen": "Het account is weer open.",
    "link": "Geef deze link aan de gebruiker. Een eerdere link werkt niet meer.",
}
Veld = Annotated[str, Form(max_length=200)]


def voeg_toe(routes: APIRouter, beheer: Beheer, accounts: Accountbeheer) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request, gedaan: str = "") -> Response:
        beller, swv = await beheer.voor(request)
        return await _pagina(beheer, accounts, request, beller, swv, bericht=_DADEN.get(gedaan, ""))

    @routes.post(ADRES)
    async def doe(
        request: Request, daad: Veld = "", naam: Veld = "", recht: Veld = "", formulier: Veld = ""
    ) -> Response:
        beller, swv = await beheer.voor(request)
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier) or daad not in _DADEN:
            raise Problem(400)
        try:
            geheim = await _doe(accounts, beller, swv, daad, naam, recht)
        except NietTeGeven as fout:
            return await _pagina(beheer, accounts, request, beller, swv, melding=str(fout), status=403)
        except BestaatAl:
            melding = "Er is al een account met deze naam. Kies een andere, zoals voornaam.achternaam met uw plaats."
            return await _pagina(beheer, accounts, request, beller, swv, melding=melding, status=409)
        except OnbekendAccount as fout:
            raise Problem(404) from fout
        if geheim is None:
            return RedirectResponse(f"{ADRES}?{urlencode({'swv': swv, 'gedaan': daad})}", 303)
        # Shown in the answer itself: it stands in no address and is not shown again.
        link = {"naam": naam.strip().lower(), "adres": f"{request.base_url}wachtwoord/{geheim}"}
        return await _pagina(beheer, accounts, request, beller, swv, bericht=_DADEN[daad], link=link)


async def _doe(accounts: Accountbeheer, beller: Beller, swv: str, daad: str, naam: str, recht: str) -> str | None:
    """The secret of a link, where one was made. Raises Problem 400: no form sends this."""
    if not 1 <= len(naam.strip()) <= MAX_NAAM:
        raise NietTeGeven(f"Een naam heeft 1 tot en met {MAX_NAAM} tekens.")
    match daad:
        case "maken":
            return await accounts.maak(beller, swv, naam, _recht(recht))
        case "link":
            return await accounts.link(beller, swv, naam)
        case "geven":
            await accounts.geef(beller, swv, naam, _recht(recht))
        case "nemen":
            await accounts.neem(beller, swv, naam, _recht(recht))
        case _:
            await accounts.sluit(beller, swv, naam, daad == "sluiten")
    return None


def _recht(tekst: str) -> Recht:
    try:
        return lees_recht(tekst)
    except OngeldigRecht as fout:
        raise Problem(400) from fout


async def _pagina(
    beheer: Beheer, accounts: Accountbeheer, request: Request, beller: Beller, swv: str, *, melding: str = "",
    bericht: str = "", link: dict[str, str] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    blad, nu = await accounts.blad(beller, swv), beheer.bezoeken.clock.now()
    te_geven = {een.recht: een for een in blad.kandidaten}
    return await beheer.pagina(
        request, "beheer_gebruikers.html", beller, swv, status=status,
        melding=melding, bericht=bericht, link=link,
        accounts=[
            {
                "naam": een.naam,
                "zelf": een.naam == beller.naam,
                "mag": mag and een.naam != beller.naam,
                "staat": _staat(een, nu),
                "gesloten": een.gesloten_op is not None,
                "rechten": [
                    {"rol": recht.rol.value, "eenheid": recht.eenheid, "code": recht_tekst(recht),
                     "weg": recht in te_geven and een.naam != beller.naam}
                    for recht in sorted(een.rechten)
                ],
            }
            for een, mag in blad.accounts
        ],
        kandidaten=[{"code": recht_tekst(een.recht), "rol": een.recht.rol.value, "eenheid": een.recht.eenheid,
                     "naam": een.naam} for een in blad.kandidaten],
        regels=[_regel(een) for een in blad.regels],
    )  # fmt: skip


def _staat(een: Accountregel, nu: Any) -> str:
    if een.gesloten_op is not None:
        return "gesloten"
    if een.geblokkeerd_tot is not None and een.geblokkeerd_tot > nu:
        return "even geblokkeerd na verkeerde wachtwoorden"
    if not een.heeft_wachtwoord:
        return "nog zonder wachtwoord"
    return "actief, logt in met een code" if een.tweede_stap else "actief"


def _regel(een: Wijzigregel) -> dict[str, Any]:
    return {"op": een.op, "door": een.door, "naam": een.naam, "wat": een.wat.value,
            "recht": (een.recht or "").rstrip(":").replace(":", " ")}  # fmt: skip
