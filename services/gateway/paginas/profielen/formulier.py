"""`/ondersteuningsaanbod/formulier/{swv}`: the form of an SWV, for its staff. Answers stay whatever changes here."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.profielen.formulier import Formulier, Formulierfout
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.profielen.formulieren import Formulierblad, toon_formulier, wijzig_formulier
from services.gateway.handlers.profielen.poorten import OngeldigFormulier
from services.gateway.paginas.profielen.formulierlezer import TOE_TE_VOEGEN, OnleesbaarFormulier, lees_formulier
from services.gateway.paginas.profielen.kader import BEGIN, Profielpagina, eis_eigen_formulier, velden

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
        return _pagina(pagina, request, beller, blad, bewaard=bool(bewaard))

    @routes.post(ADRES)
    async def bewaar(request: Request, swv: str) -> Response:
        beller, blad = await _voor(pagina, request, swv)
        gegeven = await velden(request, _VELDEN)
        eis_eigen_formulier(request, gegeven.get("formulier", ""))
        nu = blad.geldt.formulier
        try:
            nu = lees_formulier(nu, gegeven, _bekend(blad))
            await wijzig_formulier(
                pagina.gegevens, beller, swv, nu, pagina.lopend(), pagina.nu(), gegeven.get("zag", "")
            )
        except (OnleesbaarFormulier, OngeldigFormulier) as fout:
            return _pagina(pagina, request, beller, blad, fouten=fout.fouten, status=400)
        except IntussenGewijzigd:
            vers = await toon_formulier(pagina.gegevens, beller.rechten, swv, pagina.lopend())
            return _pagina(pagina, request, beller, vers, fouten=[Formulierfout("", _ANDERS)], status=409)
        return RedirectResponse(f"{ADRES.format(swv=swv)}?bewaard=ja", 303)


async def _voor(pagina: Profielpagina, request: Request, swv: str) -> tuple[Beller, Formulierblad]:
    """For staff of that SWV. Raises NietIngelogd, OnbekendeEenheid, NietVoorDezeRol."""
    beller = await pagina.bezoeken.ingelogd(request)
    blad = await toon_formulier(pagina.gegevens, beller.rechten, swv, pagina.lopend())
    if not blad.mag:
        raise NietVoorDezeRol
    return beller, blad


def _bekend(blad: Formulierblad) -> set[str]:
    """Every code that was ever used: a new question never gets the answers of an old one."""
    alle: list[Formulier] = [standaardformulier(), *(een.formulier for een in blad.geschiedenis)]
    return {item.code for een in alle for item in een.items()}


def _pagina(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Formulierblad, *,
    fouten: Sequence[Formulierfout] = (), bewaard: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    return pagina.bezoeken.pagina(
        request, "profiel_formulier.html", beller, status=status, actief="ondersteuning", blad=blad,
        form=blad.geldt.formulier, adres=ADRES.format(swv=blad.swv), soorten=SOORTEN,
        toe_te_voegen=[een.value for een in TOE_TE_VOEGEN], fouten=fouten, bewaard=bewaard,
    )  # fmt: skip
