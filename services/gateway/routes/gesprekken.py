"""`/v1/gesprekken` and `/v1/afspraken`: meetings with a school or bestuur, and what was agreed."""

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.gesprekken import Gesprek
from services.gateway.handlers.gesprekken import (
    Agenda,
    Gespreksblad,
    afspraak_etag,
    afspraak_json,
    geef_agenda,
    gesprek_json,
    maak_gesprek,
    spreek_af,
    toon_gesprek,
    wijzig_afspraak,
    wijzig_gesprek,
    wis_gesprek,
)
from services.gateway.handlers.poorten import Beller
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    alleen,
    als_problemen,
    bladerbaar,
    json_antwoord,
)
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat, lijstvraag
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.modellen import Model
from services.gateway.routes.modellen_gesprekken import (
    AfspraakIn,
    Afspraakregel,
    Afspraken,
    GesprekIn,
    Gesprekken,
    GespreksBlad,
    NieuwGesprekIn,
)
from services.gateway.routes.openapi import FORMAAT, PAGINERING, fouten, parameter
from shared.contracts.eenheden import Niveau, swv_code

_FILTERS = ("swv", "niveau", "eenheid", "status")
_PAD = "/gesprekken/{id}"
_WIE = "Het samenwerkingsverband, de eenheid zelf en het bestuur dat de school toen had lezen."
_BEHEER = "Alleen medewerkers van het samenwerkingsverband schrijven."
_AFSPRAKEN = "Beide partijen van het gesprek schrijven: het samenwerkingsverband, en de school of het bestuur."


def _parameters(standen: Iterable[str]) -> list[object]:
    niveaus = {"enum": [niveau.value for niveau in Niveau]}
    return [
        parameter("swv", "Alleen van dit samenwerkingsverband.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
        parameter("niveau", "Alleen over eenheden van dit niveau.", niveaus),
        parameter("eenheid", "Alleen over deze eenheid."),
        parameter("status", "Alleen met deze status.", {"enum": list(standen)}),
        *PAGINERING, FORMAAT,
    ]  # fmt: skip


def build_router(diensten: Diensten) -> APIRouter:
    """The routes of meetings and agreements."""
    router = APIRouter(prefix="/v1", tags=["gesprekken"])
    _voeg_lijsten_toe(router, diensten)
    _voeg_maken_toe(router, diensten)
    _voeg_lezen_toe(router, diensten)
    _voeg_wijzigen_toe(router, diensten)
    _voeg_afspraken_toe(router, diensten)
    return router


def _voeg_lijsten_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        "/gesprekken",
        summary="Gesprekken",
        operation_id="lijstGesprekken",
        description=_WIE,
        openapi_extra={"parameters": _parameters(("gepland", "gehouden", "vervallen"))},
        responses={200: modellen.antwoord(Gesprekken, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def gesprekken(request: Request, beller: Annotated[Beller, lezer]) -> Response:
        (bladzijde,) = lijstvraag(request, _FILTERS)
        agenda = await geef_agenda(diensten.gegevens, beller.rechten, diensten.lopend())
        alle = [een for een in agenda.gesprekken if _past(request, een, een.invoer.status)]
        inhoud, headers = bladerbaar(request, "gesprekken", [gesprek_json(een) for een in alle], bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    @router.get(
        "/afspraken",
        summary="Afspraken uit alle gesprekken",
        operation_id="lijstAfspraken",
        description=_WIE,
        openapi_extra={"parameters": _parameters(("open", "gedaan", "vervallen"))},
        responses={200: modellen.antwoord(Afspraken, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def afspraken(request: Request, beller: Annotated[Beller, lezer]) -> Response:
        (bladzijde,) = lijstvraag(request, _FILTERS)
        agenda = await geef_agenda(diensten.gegevens, beller.rechten, diensten.lopend())
        inhoud, headers = bladerbaar(request, "afspraken", _afspraken(request, agenda), bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)


def _afspraken(request: Request, agenda: Agenda) -> list[dict[str, Any]]:
    """Those that are asked: what is open first, then by the day on which it must be done."""
    alle = [
        afspraak_json(een, gesprek)
        for gesprek in agenda.gesprekken
        for een in agenda.van(gesprek)
        if _past(request, gesprek, een.invoer.status)
    ]
    return sorted(alle, key=lambda een: (een["status"] != "open", een["uiterlijk"] or "9999", een["id"]))


def _past(request: Request, gesprek: Gesprek, status: str) -> bool:
    waarden = (swv_code(gesprek.swv), gesprek.eenheid.niveau.value, gesprek.eenheid.code, status)
    gevraagd = (request.query_params.get(naam) for naam in _FILTERS)
    return all(not wil or wil == heeft for wil, heeft in zip(gevraagd, waarden, strict=True))


def _voeg_maken_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.post(
        "/gesprekken",
        summary="Maakt een gesprek",
        operation_id="maakGesprek",
        description=_BEHEER,
        status_code=201,
        responses={201: modellen.antwoord(GespreksBlad, "Het gesprek"), **fouten(400, 401, 403, 503)},
    )
    async def maak(nieuw: NieuwGesprekIn, beller: Annotated[Beller, ingelogd]) -> Response:
        wie = (nieuw.swv, Eenheid(Niveau(nieuw.niveau), nieuw.eenheid))
        with als_problemen():
            gemaakt = await maak_gesprek(gegevens, beller, wie, _inhoud(nieuw), clock.now(), clock.today())
            return _blad(await toon_gesprek(gegevens, beller, gemaakt.id, diensten.lopend()), 201)


def _voeg_lezen_toe(router: APIRouter, diensten: Diensten) -> None:
    lezer = Depends(met_lezer(diensten))

    @router.get(
        _PAD,
        summary="Eén gesprek, met zijn afspraken en wat er nog openstaat",
        operation_id="toonGesprek",
        description=_WIE,
        responses={200: modellen.antwoord(GespreksBlad, "Het gesprek"), **fouten(400, 401, 404, 406, 503)},
    )
    async def toon(request: Request, id: UUID, beller: Annotated[Beller, lezer]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            return _blad(await toon_gesprek(diensten.gegevens, beller, id, diensten.lopend()))


def _voeg_wijzigen_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd, gegevens, clock = Depends(met_token(diensten.poort)), diensten.gegevens, diensten.clock

    @router.put(
        _PAD,
        summary="Wijzigt een gesprek",
        operation_id="wijzigGesprek",
        description=f"{_BEHEER} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={200: modellen.antwoord(GespreksBlad, "Zoals het nu is"), **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def wijzig(request: Request, id: UUID, nieuw: GesprekIn, beller: Annotated[Beller, ingelogd]) -> Response:
        zag = request.headers.get("if-match")
        with als_problemen():
            return _blad(await wijzig_gesprek(gegevens, beller, id, _inhoud(nieuw), clock.now(), clock.today(), zag))

    @router.delete(
        _PAD,
        summary="Wist een gesprek, met alle afspraken",
        operation_id="wisGesprek",
        description=f"Het komt niet terug. {_BEHEER}",
        status_code=204,
        responses={204: {"description": "Er is niets meer"}, **fouten(400, 401, 403, 404, 503)},
    )
    async def wis(id: UUID, beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            await wis_gesprek(gegevens, beller, id, diensten.lopend())
        return Response(status_code=204)


def _voeg_afspraken_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))
    gegevens, clock = diensten.gegevens, diensten.clock

    @router.post(
        f"{_PAD}/afspraken",
        summary="Maakt een afspraak",
        operation_id="maakAfspraak",
        description=_AFSPRAKEN,
        status_code=201,
        responses={201: modellen.antwoord(Afspraakregel, "De afspraak"), **fouten(400, 401, 403, 404, 503)},
    )
    async def maak(id: UUID, nieuw: AfspraakIn, beller: Annotated[Beller, ingelogd]) -> Response:
        with als_problemen():
            gemaakt = await spreek_af(gegevens, beller, id, _inhoud(nieuw), clock.now(), clock.today())
            blad = await toon_gesprek(gegevens, beller, id, diensten.lopend())
        inhoud = afspraak_json(gemaakt, blad.gesprek)
        headers = {"ETag": afspraak_etag(gemaakt), "Location": inhoud["_links"]["self"]["href"]}
        return json_antwoord(inhoud, headers, 201)

    @router.put(
        f"{_PAD}/afspraken/{{afspraak}}",
        summary="Wijzigt een afspraak, of zet haar op gedaan",
        operation_id="wijzigAfspraak",
        description=f"{_AFSPRAKEN} Met If-Match alleen als er niets tussendoor veranderde.",
        responses={200: modellen.antwoord(Afspraakregel, "Zoals zij nu is"), **fouten(400, 401, 403, 404, 412, 503)},
    )
    async def wijzig(
        request: Request, id: UUID, afspraak: UUID, nieuw: AfspraakIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag, inhoud = request.headers.get("if-match"), nieuw.model_dump(by_alias=True, exclude_unset=True)
        with als_problemen():
            gewijzigd = await wijzig_afspraak(
                gegevens, beller, id, afspraak, inhoud, clock.now(), clock.today(), zag
            )  # fmt: skip
            blad = await toon_gesprek(gegevens, beller, id, diensten.lopend())
        return json_antwoord(afspraak_json(gewijzigd, blad.gesprek), {"ETag": afspraak_etag(gewijzigd)})


def _inhoud(nieuw: Model) -> dict[str, object]:
    return nieuw.model_dump(by_alias=True, mode="json")


def _blad(blad: Gespreksblad, status: int = 200) -> Response:
    headers = {"ETag": blad.etag, "Cache-Control": "private, no-cache"}
    if status == 201:
        headers["Location"] = f"/v1/gesprekken/{blad.gesprek.id}"
    return json_antwoord(blad.json, headers, status)
