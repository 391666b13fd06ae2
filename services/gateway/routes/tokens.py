"""`/v1/tokens`: personal access tokens for frontends and scripts."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.rechten import Recht, Rechten
from services.gateway.handlers.accounts import Toegangspoort
from services.gateway.handlers.poorten import Beller, Token
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_tokens
from services.gateway.routes.antwoorden import (
    als_problemen,
    bladerbaar,
    json_antwoord,
    niet_gevonden,
)
from services.gateway.routes.bellers import met_token, met_token_of_wachtwoord
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, lijstvraag
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of access tokens."""
    router = APIRouter(prefix="/v1", tags=["tokens"])
    _voeg_maken_toe(router, diensten.poort)
    _voeg_lezen_toe(router, diensten.poort)
    _voeg_intrekken_toe(router, diensten.poort)
    return router


def _voeg_maken_toe(router: APIRouter, poort: Toegangspoort) -> None:
    @router.post(
        "/tokens",
        summary="Maakt een toegangstoken",
        operation_id="maakToken",
        description="Met een token, of met naam en wachtwoord (HTTP Basic). Het geheim staat alleen in dit antwoord."
        " Een token dat met een token is gemaakt, mag niet meer en leeft niet langer dan dat:"
        " wie dat intrekt, trekt ook dit in.",
        status_code=201,
        openapi_extra={"security": [{"token": []}, {"wachtwoord": []}]},
        responses={
            201: modellen.antwoord(modellen_tokens.TokenMetGeheim, "Het nieuwe token"),
            **fouten(400, 401, 403, 503),
        },
    )
    async def maak(
        nieuw: modellen_tokens.NieuwToken, beller: Annotated[Beller, Depends(met_token_of_wachtwoord(poort))]
    ) -> Response:
        with als_problemen():
            tekst, token = await poort.maak_token(beller, nieuw.naam, nieuw.geldig_dagen, _rechten(nieuw.rechten))
        inhoud = _token(token)
        headers = {"Location": inhoud["_links"]["self"]["href"]}
        return json_antwoord({**inhoud, "token": tekst}, headers, status=201)


def _voeg_lezen_toe(router: APIRouter, poort: Toegangspoort) -> None:
    ingelogd = Depends(met_token(poort))

    @router.get(
        "/tokens",
        summary="Uw toegangstokens die nog werken",
        operation_id="lijstTokens",
        openapi_extra={"parameters": [*PAGINERING, FORMAAT]},
        responses={200: modellen.antwoord(modellen_tokens.Tokens, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def lijst(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        (bladzijde,) = lijstvraag(request, ())
        tokens = [_token(token) for token in await poort.tokens(beller)]
        inhoud, headers = bladerbaar(request, "tokens", tokens, bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    @router.get(
        "/tokens/{id}",
        summary="Eén toegangstoken",
        operation_id="toonToken",
        responses={200: modellen.antwoord(modellen_tokens.Token, "Het token"), **fouten(400, 401, 404, 503)},
    )
    async def toon(id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            return json_antwoord(_token(await poort.token(beller, _uuid(id))))


def _voeg_intrekken_toe(router: APIRouter, poort: Toegangspoort) -> None:
    ingelogd = Depends(met_token(poort))

    @router.delete(
        "/tokens/{id}",
        summary="Trekt een toegangstoken in",
        operation_id="trekTokenIn",
        description="En alle tokens die ermee gemaakt zijn.",
        status_code=204,
        responses={204: {"description": "Het token werkt niet meer"}, **fouten(400, 401, 404, 503)},
    )
    async def trek_in(id: str, beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            await poort.trek_in(beller, _uuid(id))
        return Response(status_code=204)


def _uuid(tekst: str) -> UUID:
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise niet_gevonden() from fout


def _rechten(gevraagd: list[modellen_tokens.RechtModel] | None) -> Rechten | None:
    return None if gevraagd is None else frozenset(Recht(een.rol, een.eenheid) for een in gevraagd)


def _token(token: Token) -> dict[str, Any]:
    rechten = None if token.rechten is None else [recht._asdict() for recht in sorted(token.rechten)]
    return {
        "id": str(token.id),
        "naam": token.naam,
        "gemaaktOp": moment(token.gemaakt_op),
        "geldigTot": moment(token.geldig_tot),
        "rechten": rechten,
        "_links": {"self": {"href": f"/v1/tokens/{token.id}"}},
    }
