"""Published profiles: without login, for parents, for the schoolgids, for other frontends."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.profielen.document import zoekvelden
from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.profielen import lezen
from services.gateway.handlers.profielen.poorten import Zoekvraag
from services.gateway.handlers.waarden import etag_past, maak_etag
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import Bladzijde, alleen, json_antwoord, ongeldig, samen, van_bladzijde
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen.modellen import Profiel, Profielen, Profielversies
from shared.contracts.codes import BEHOEFTEN
from shared.contracts.eenheden import BESTUUR, bestuur_getal

OPEN: Final[dict[str, Any]] = {"security": []}
_MAX: Final = 200
_LIJST: Final = {"type": "array", "items": {"type": "string"}}
_SWV: Final = parameter("swv", "Bij een school die bij meer samenwerkingsverbanden hoort.")
_ZOEK: Final = [
    parameter("zoek", "Woorden uit het profiel, of een deel van een naam of plaats."),
    parameter("plaats", "Begin van de plaats."),
    parameter("swv", "Alleen van dit samenwerkingsverband."),
    parameter("bestuur", "Alleen van dit bestuur."),
    parameter("subregio", "Alleen uit deze subregio."),
    parameter("schoolsoort", "Alleen deze schoolsoort."),
    {**parameter("behoefte", "Waarvoor er iets is; mag herhaald.", {**_LIJST, "items": {"enum": list(BEHOEFTEN)}})},
    parameter("aanbod", "vraag:keuze, zoals voorziening-plusklas:in_huis; mag herhaald.", _LIJST),
]
_EENMALIG: Final = ("zoek", "plaats", "swv", "bestuur", "subregio", "schoolsoort", "pagina", "paginaGrootte", "formaat")
Vestiging = Annotated[int, Depends(hulp.vestiging)]


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The routes."""

    @router.get(
        "/profielen",
        summary="Gepubliceerde profielen",
        operation_id="lijstProfielen",
        description="Per school het profiel dat nu geldt, van wie nog lid is van het samenwerkingsverband. Openbaar:"
        " zonder token.",
        openapi_extra={**OPEN, "parameters": [*_ZOEK, *PAGINERING, FORMAAT]},
        responses={200: modellen.antwoord(Profielen, "Eén bladzijde"), **fouten(304, 400, 406, 503)},
    )
    async def lijst(request: Request) -> Response:
        *_, bladzijde, vraag = samen(
            lambda: alleen(request, *_EENMALIG, vaker=("behoefte", "aanbod")),
            lambda: formaat(request),
            lambda: Bladzijde.van(request),
            lambda: lees_zoekvraag(request),
        )
        deel = replace(vraag, vanaf=bladzijde.begin, hoogstens=bladzijde.grootte)
        totaal, gevonden = await lezen.bladzijde(diensten.gegevens, deel, diensten.lopend())
        profielen = [_gevonden(een) for een in gevonden]
        inhoud, headers = van_bladzijde(request, "profielen", profielen, totaal, bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    @router.get(
        "/profielen/{vestiging}",
        summary="Het profiel van een school dat nu geldt",
        operation_id="toonProfiel",
        description="Openbaar: zonder token.",
        openapi_extra={**OPEN, "parameters": [_SWV, FORMAAT]},
        responses={200: modellen.antwoord(Profiel, "Het profiel"), **fouten(304, 400, 404, 406, 503)},
    )
    async def toon(request: Request, vestiging: Vestiging) -> Response:
        samen(lambda: alleen(request, "swv", "formaat"), lambda: formaat(request))
        swv = hulp.swv_of_niets(request.query_params.get("swv"))
        with hulp.profielfouten():
            return _profiel(request, await lezen.profiel(diensten.gegevens, vestiging, diensten.lopend(), swv))

    _versies(router, diensten)


def _versies(router: APIRouter, diensten: Diensten) -> None:
    @router.get(
        "/profielen/{vestiging}/versies",
        summary="Alles wat een school publiceerde",
        operation_id="lijstProfielversies",
        openapi_extra={**OPEN, "parameters": [FORMAAT]},
        responses={200: modellen.antwoord(Profielversies, "De versies"), **fouten(304, 400, 404, 406, 503)},
    )
    async def versies(request: Request, vestiging: Vestiging) -> Response:
        samen(lambda: alleen(request, "formaat"), lambda: formaat(request))
        gevonden = await lezen.versies(diensten.gegevens, vestiging)
        return bewaarbaar(request, {"versies": [_kop(een) for een in gevonden]})

    @router.get(
        "/profielen/{vestiging}/versies/{schooljaar}/{nummer}",
        summary="Eén gepubliceerde versie",
        operation_id="toonProfielversie",
        openapi_extra={**OPEN, "parameters": [_SWV, FORMAAT]},
        responses={200: modellen.antwoord(Profiel, "De versie"), **fouten(304, 400, 404, 406, 503)},
    )
    async def versie(request: Request, vestiging: Vestiging, schooljaar: str, nummer: int) -> Response:
        samen(lambda: alleen(request, "swv", "formaat"), lambda: formaat(request))
        swv, jaar = hulp.swv_of_niets(request.query_params.get("swv")), hulp.jaar(schooljaar, "path.schooljaar")
        with hulp.profielfouten():
            return _profiel(request, await lezen.versie(diensten.gegevens, vestiging, jaar, nummer, swv))


def lees_zoekvraag(request: Request) -> Zoekvraag:
    """From the address. Raises Problem 400."""
    gegeven = request.query_params
    missers = [Misser(f"query.{naam}", "is te lang") for naam, waarde in gegeven.multi_items() if len(waarde) > _MAX]
    behoeften, bestuur = tuple(gegeven.getlist("behoefte")), gegeven.get("bestuur")
    if not set(behoeften) <= set(BEHOEFTEN):
        missers.append(Misser("query.behoefte", "is geen behoefte die wij kennen"))
    if bestuur and BESTUUR.fullmatch(bestuur) is None:
        missers.append(Misser("query.bestuur", "heeft de vorm 99001"))
    if missers:
        raise ongeldig(missers)
    return Zoekvraag(
        zoek=gegeven.get("zoek", "").replace("\0", "").strip(),
        plaats=gegeven.get("plaats", "").replace("\0", "").strip(),
        swv=hulp.swv_of_niets(gegeven.get("swv")),
        bestuur=bestuur_getal(bestuur) if bestuur else None,
        subregio=gegeven.get("subregio") or None,
        schoolsoort=gegeven.get("schoolsoort") or None,
        behoeften=behoeften,
        aanbod=tuple(gegeven.getlist("aanbod")),
    )


def _profiel(request: Request, een: Gepubliceerd) -> Response:
    headers = {"ETag": maak_etag("profiel", een.sleutel, een.nummer), "Cache-Control": "public, no-cache"}
    if etag_past(headers["ETag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    return json_antwoord({**een.inhoud, "_links": _links(een)}, headers)


def _gevonden(een: Gepubliceerd) -> dict[str, Any]:
    return {**_kop(een), "behoeften": zoekvelden(een.inhoud).behoeften}


def _kop(een: Gepubliceerd) -> dict[str, Any]:
    inhoud = een.inhoud
    return {
        "school": inhoud["school"],
        "schooljaar": inhoud["schooljaar"],
        "nummer": een.nummer,
        "gepubliceerdOp": inhoud["gepubliceerdOp"],
        "_links": _links(een),
    }


def _links(een: Gepubliceerd) -> dict[str, Any]:
    school = een.inhoud["school"]["code"]
    return {
        "self": {"href": hulp.adres_versie(een)},
        "geldend": {"href": f"/v1/profielen/{school}?swv={een.sleutel.swv_code}"},
        "versies": {"href": f"/v1/profielen/{school}/versies"},
    }
