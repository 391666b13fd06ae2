"""`/ondersteuningsaanbod/formulier/{swv}`: the form of an SWV, for its staff. Answers stay whatever changes here."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.profielen.formulier import Formulier, Formulierfout
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.profielen.formulieren import Formulierblad, toon_formulier, wijzig_formulier
from services.gateway.handlers.profielen.poorten import OngeldigFormulier
from services.gateway.paginas.profielen.formulierlezer import (
    TOE_TE_VOEGEN,
    OnleesbaarFormulier,
    lees_formulier,
    vervallen,
)
from services.gateway.paginas.profielen.kader import BEGIN, Profielpagina, eis_eigen_formulier, velden
from services.gateway.paginas.werk import Werkplek

ADRES: Final = BEGIN + "/formulier/{swv}"
_VELDEN: Final = 2000
_ANDERS: Final = (
    "Iemand anders heeft het formulier intussen veranderd. Hieronder staat wat nu geldt."
    " Breng uw wijziging opnieuw aan."
)
SOORTEN: Final = {
    "regel": "één regel tekst",
    "tekst": "langere tekst",
    "stand": "ja, in ontwikkeling of nee",
    "beschikbaarheid": "in huis, op afroep of niet",
    "advies": "advies met datum",
    "instemming": "instemming met datum",
    "mening": "mening met datum",
    "cijfers": "cijfers (vult u niet in)",
}


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request, swv: str, bewaard: str = "") -> Response:
        beller, blad = await _voor(pagina, request, swv)
        return await _pagina(pagina, request, beller, blad, bewaard=bool(bewaard))

    @routes.post(ADRES)
    async def bewaar(request: Request, swv: str) -> Response:
        beller, blad = await _voor(pagina, request, swv)
        gegeven = await velden(request, _VELDEN)
        eis_eigen_formulier(request, gegeven.get("formulier", ""))
        nu = blad.geldt.formulier
        try:
            nu = lees_formulier(nu, gegeven, _eerder(blad))
            await wijzig_formulier(
                pagina.gegevens, beller, swv, nu, pagina.lopend(), pagina.nu(), gegeven.get("zag", "")
            )
        except (OnleesbaarFormulier, OngeldigFormulier) as fout:
            return await _pagina(pagina, request, beller, blad, fouten=fout.fouten, status=400, getypt=gegeven)
        except IntussenGewijzigd:
            vers = await toon_formulier(pagina.gegevens, beller.rechten, swv, pagina.lopend())
            fouten, anders = [Formulierfout("", _ANDERS)], _anders(vers.geldt.formulier, gegeven)
            return await _pagina(pagina, request, beller, vers, fouten=fouten, status=409, anders=anders)
        return RedirectResponse(f"{ADRES.format(swv=swv)}?bewaard=ja", 303)


async def _voor(pagina: Profielpagina, request: Request, swv: str) -> tuple[Beller, Formulierblad]:
    """For staff of that SWV. Raises NietIngelogd, OnbekendeEenheid, NietVoorDezeRol."""
    beller = await pagina.bezoeken.ingelogd(request)
    blad = await toon_formulier(pagina.gegevens, beller.rechten, swv, pagina.lopend())
    if not blad.mag:
        raise NietVoorDezeRol
    return beller, blad


def _eerder(blad: Formulierblad) -> list[Formulier]:
    """Every form that was used here, the newest first: a new question never gets the answers of an old one."""
    return [*(een.formulier for een in blad.geschiedenis), standaardformulier()]


def _anders(nu: Formulier, gegeven: Mapping[str, str]) -> list[str]:
    """Texts that somebody typed and that do not stand in the form now."""
    staat_er = {tekst for een in nu.items() for tekst in (een.titel, een.hulp)}
    staat_er |= {tekst for een in nu.onderdelen for tekst in (een.titel, een.uitleg)}
    delen = ("titel.", "hulp.", "deeltitel.", "deelhulp.", "nieuw.", "nieuwdeel", "steunpunt.")
    getypt = (waarde for naam, waarde in gegeven.items() if naam.startswith(delen) and naam != "nieuwdeelsoort")
    return [een for een in dict.fromkeys(getypt) if een.strip() and een not in staat_er]


async def _pagina(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Formulierblad, *,
    fouten: Sequence[Formulierfout] = (), bewaard: bool = False, status: int = 200,
    getypt: Mapping[str, str] | None = None, anders: Sequence[str] = (),
) -> Response:  # fmt: skip
    """`getypt`: what was sent and not kept; `anders`: texts of it, where the form itself is another by now."""
    namen = await Werkplek(pagina.bezoeken, pagina.gegevens).namen(beller.rechten)
    return pagina.bezoeken.pagina(
        request, "profiel_formulier.html", beller, status=status, actief="ondersteuning", blad=blad,
        swv_naam=namen.van_code(blad.swv),
        form=blad.geldt.formulier, adres=ADRES.format(swv=blad.swv), soorten=SOORTEN,
        toe_te_voegen=[een.value for een in TOE_TE_VOEGEN], fouten=fouten, bewaard=bewaard,
        getypt=getypt or {}, anders=anders, vervallen=vervallen(blad.geldt.formulier, _eerder(blad)),
    )  # fmt: skip
