"""`/v1/indicatoren`: the catalogue, and the values of one indicator."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.dashboards.export import Blad
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vergelijking.vraag import lees_vergelijkbasis
from services.gateway.domain.vraag import Parameters, lees_basisvraag
from services.gateway.handlers.bronnen import geef_cijfers, geef_vergeleken
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.handlers.waarden import Antwoord
from services.gateway.routes import modellen, modellen_vergelijking
from services.gateway.routes.antwoorden import (
    alleen,
    als_problemen,
    met_etag,
    niet_gevonden,
    niet_gewijzigd,
    samen,
)
from services.gateway.routes.bladen import blad_indicatoren, blad_vergelijking, blad_waarden
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import (
    ALLE,
    LIJST,
    Vorm,
    antwoord_als,
    bewaarbaar,
    bewaarbaar_als,
    formaat_parameter,
    in_vormen,
    kies_vorm,
)
from services.gateway.routes.jsonstat import stat_waarden
from services.gateway.routes.lezers import met_lezer, met_lezer_of_iedereen
from services.gateway.routes.openapi import fouten, vergelijk_parameters, vraag_parameters
from shared.contracts.indicatoren import INDICATOREN, Definitie
from shared.contracts.indicatoren.splitsingen import waarden
from shared.runtime.http import Problem

Geef = Callable[[Gegevens, Rechten, Definitie, Parameters, date, str | None], Awaitable[Antwoord]]


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of the catalogue and of values."""
    router = APIRouter(prefix="/v1", tags=["indicatoren"])
    _voeg_catalogus_toe(router, diensten)
    _voeg_waarden_toe(router, diensten)
    _voeg_vergelijking_toe(router, diensten)
    return router


def _voeg_catalogus_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/indicatoren",
        summary="De catalogus van indicatoren",
        operation_id="lijstIndicatoren",
        openapi_extra={"parameters": [formaat_parameter(LIJST)]},
        responses={
            200: in_vormen(modellen.antwoord(modellen.Indicatoren, "Alle indicatoren"), LIJST),
            **fouten(304, 400, 401, 406),
        },
        dependencies=[ingelogd],
    )
    async def catalogus(request: Request) -> Response:
        alleen(request, "formaat")
        vorm = kies_vorm(request, LIJST)
        alle = _CATALOGUS["indicatoren"]
        return await bewaarbaar_als(request, _CATALOGUS, vorm, "indicatoren", lambda: blad_indicatoren(alle))

    @router.get(
        "/indicatoren/{code}",
        summary="Eén indicator met haar definitie",
        operation_id="toonIndicator",
        responses={200: modellen.antwoord(modellen.Indicator, "De indicator"), **fouten(304, 400, 401, 404, 406)},
        dependencies=[ingelogd],
    )
    async def een(request: Request, code: str) -> Response:
        alleen(request, "formaat")
        return bewaarbaar(request, _indicator(_bestaand(code)))


def _voeg_waarden_toe(router: APIRouter, diensten: Diensten) -> None:
    iedereen = Depends(met_lezer_of_iedereen(diensten))

    @router.get(
        "/indicatoren/{code}/waarden",
        summary="Waarden van een indicator",
        operation_id="toonWaarden",
        description=_UITLEG,
        openapi_extra={"parameters": [*vraag_parameters(), formaat_parameter(ALLE)]},
        responses={
            200: in_vormen(modellen.antwoord(modellen.Waarden, "De waarden"), ALLE),
            **fouten(304, 400, 401, 403, 404, 406, 503),
        },
    )
    async def waarden_van(request: Request, code: str, beller: Annotated[Beller, iedereen]) -> Response:
        indicator = _bestaand(code)
        vorm = _vorm(request, ALLE, lambda vraag: lees_basisvraag(indicator, vraag, diensten.lopend()))
        gevonden = await _vraag(geef_cijfers, diensten, beller, indicator, request, vorm)
        return await _antwoord(vorm, gevonden, indicator, "waarden", blad_waarden, stat_waarden)


def _voeg_vergelijking_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_lezer(diensten))

    @router.get(
        "/indicatoren/{code}/vergelijking",
        summary="Een indicator vergeleken met eerdere jaren en soortgelijke eenheden",
        operation_id="toonVergelijking",
        description=_VERGELIJKEN,
        openapi_extra={"parameters": [*vergelijk_parameters(), formaat_parameter(LIJST)]},
        responses={
            200: in_vormen(modellen.antwoord(modellen_vergelijking.Vergelijking, "De vergelijking"), LIJST),
            **fouten(304, 400, 401, 403, 404, 406, 503),
        },
    )
    async def vergelijking_van(request: Request, code: str, beller: Annotated[Beller, ingelogd]) -> Response:
        indicator = _bestaand(code)
        vorm = _vorm(request, LIJST, lambda vraag: lees_vergelijkbasis(indicator, vraag, diensten.lopend()))
        gevonden = await _vraag(geef_vergeleken, diensten, beller, indicator, request, vorm)
        return await _antwoord(vorm, gevonden, indicator, "vergelijking", blad_vergelijking)


def _vorm(request: Request, namen: Sequence[str], lees: Callable[[Parameters], object]) -> Vorm:
    """The format that is asked; of an unknown one the answer names the other mistakes too. Raises Problem 400, 406."""
    try:
        return kies_vorm(request, namen)
    except Problem:
        vorm: Vorm = samen(lambda: kies_vorm(request, namen), lambda: lees(request.query_params.multi_items()))[0]
        return vorm


async def _vraag(
    geef: Geef, diensten: Diensten, beller: Beller, indicator: Definitie, request: Request, vorm: Vorm
) -> Antwoord:
    """Raises Problem."""
    vraag, vandaag = request.query_params.multi_items(), diensten.clock.today()
    with als_problemen():
        return await geef(diensten.gegevens, beller.rechten, indicator, vraag, vandaag, vorm.kent(request))


_UITLEG = (
    "De cijfers van een of meer eenheden op één niveau. Zonder schooljaar: het lopende; bij een voorraad"
    " (openstaand) alles wat nu openstaat. Wat u niet exact mag zien en niet is vrijgegeven, heeft status c."
    " Met zicht=openbaar ook zonder token, voor samenwerkingsverbanden en landelijk."
)

_VERGELIJKEN = (
    "Eén eenheid, één schooljaar: de eigen waarde naast eerdere schooljaren tot en met dezelfde ISO-week, de laatste"
    " twaalf hele maanden, het aandeel van mei tot en met juli, twee prognoses, en de mediaan en kwartielen van de"
    " andere eenheden van dezelfde soort. Wat bij een indicator niet kan, heeft status z met de reden in tekst;"
    " verdelingen buiten het eigen SWV komen alleen uit een vrijgave en hebben tot die er is status c."
)


async def _antwoord(
    vorm: Vorm,
    gevonden: Antwoord,
    indicator: Definitie,
    soort: str,
    blad: Callable[[Mapping[str, Any]], Blad],
    stat: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None,
) -> Response:
    etag, inhoud = vorm.etag(gevonden.etag), gevonden.inhoud
    if inhoud is None:
        return niet_gewijzigd(etag)
    return await antwoord_als(
        vorm, inhoud, met_etag(etag), naam=f"{indicator.code}-{soort}", blad=lambda: blad(inhoud),
        stat=(lambda: stat(inhoud)) if stat else None, over=_over(indicator, inhoud),
    )  # fmt: skip


def _over(indicator: Definitie, inhoud: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the sheet beside the numbers says."""
    uitleg = indicator.uitleg
    return [
        ("Indicator", f"{indicator.titel} ({indicator.code})"),
        ("Stand per", inhoud["stand"] or "niet vrijgegeven"),
        ("Definitie", uitleg.definitie),
        ("Berekening", uitleg.berekening),
        ("Databron", uitleg.databron),
    ]


def _bestaand(code: str) -> Definitie:
    if code not in INDICATOREN:
        raise niet_gevonden()
    return INDICATOREN[code]


def _indicator(indicator: Definitie) -> dict[str, Any]:
    adres = f"/v1/indicatoren/{indicator.code}"
    return {
        "code": indicator.code,
        "titel": indicator.titel,
        "uitleg": asdict(indicator.uitleg),
        "eenheid": indicator.eenheid,
        "maat": indicator.maat.value,
        "niveaus": [niveau.value for niveau in indicator.niveaus],
        "splitsingen": [
            {"naam": splitsing.naam, "titel": splitsing.titel, "waarden": list(waarden(indicator, splitsing.naam))}
            for splitsing in indicator.splitsingen.values()
        ],
        "peildatum": indicator.peildatum,
        "toerekening": indicator.toerekening,
        "teldatum": indicator.teldatum,
        "voorraad": indicator.voorraad,
        "vooruit": indicator.vooruit,
        "hogerIs": indicator.hoger_is,
        "herkomst": indicator.herkomst,
        "openbaar": indicator.openbaar,
        "boekjaar": indicator.boekjaar,
        "metMarge": indicator.met_marge,
        "_links": {"self": {"href": adres}, "waarden": {"href": f"{adres}/waarden"}},
    }


_CATALOGUS: dict[str, Any] = {
    "indicatoren": [_indicator(indicator) for indicator in INDICATOREN.values()],
    "_links": {"self": {"href": "/v1/indicatoren"}},
}
