"""From draft to published: offering, giving back, establishing; and taking a version from public view."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.profielen.profiel import MAX_OPMERKING, MAX_REDEN, Sleutel
from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_vrije_tekst
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.profielen.concept import Blad
from services.gateway.handlers.profielen.publiceren import trek_in, wissel
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import json_antwoord, niet_gevonden, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.openapi import fouten
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen.concept import PAD, Sleutelpad
from services.gateway.routes.profielen.modellen_concept import IntrekkingIn, Staatblad, StaatIn


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The routes."""
    _voeg_wisselen_toe(router, diensten)
    _voeg_intrekken_toe(router, diensten)


def _voeg_wisselen_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        f"{PAD}/staat",
        summary="Biedt een profiel aan, geeft het terug of publiceert het",
        operation_id="wisselStaat",
        description="De school biedt aan (ter_vaststelling); het bestuur geeft terug (concept) of stelt vast en"
        " publiceert (gepubliceerd). If-Match: de ETag van het concept dat u las.",
        responses={
            200: modellen.antwoord(Staatblad, "Waar het nu is"),
            **fouten(400, 401, 403, 404, 409, 412, 503),
        },
    )
    async def wissel_(
        request: Request, sleutel: Sleutelpad, nieuw: StaatIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag = request.headers.get("if-match")
        if not zag:
            raise ongeldig([Misser("header.If-Match", "is de ETag van het concept dat u las")])
        opmerking = _tekst(nieuw.opmerking, MAX_OPMERKING, "opmerking")
        nu, vandaag = diensten.clock.now(), diensten.clock.today()
        with hulp.profielfouten():
            blad = await wissel(diensten.gegevens, beller, sleutel, nieuw.staat, opmerking, zag, nu, vandaag)
        return _antwoord(blad, sleutel)


def _antwoord(blad: Blad, sleutel: Sleutel) -> Response:
    assert blad.concept is not None, "it was just brought there"
    inhoud = {
        "staat": blad.concept.staat.value,
        "versie": blad.concept.versie,
        "_links": {"concept": {"href": hulp.adres(sleutel)}},
    }
    return json_antwoord(inhoud, {"ETag": blad.etag})


def _voeg_intrekken_toe(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.put(
        "/profielen/{vestiging}/versies/{schooljaar}/{nummer}/intrekkingen/{swv}",
        summary="Haalt een gepubliceerde versie uit het zicht",
        operation_id="trekProfielIn",
        description="Voor wat er nooit had mogen staan, zoals de naam van een leerling. Alleen het bestuur. De versie"
        " zelf blijft bewaard; een eerdere die niet is ingetrokken, geldt dan weer.",
        status_code=204,
        responses={204: {"description": "Niet langer openbaar"}, **fouten(400, 401, 403, 404, 503)},
    )
    async def trek_in_(
        sleutel: Sleutelpad, nummer: int, nieuw: IntrekkingIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        reden = _tekst(nieuw.reden, MAX_REDEN, "reden")
        if not reden:
            raise ongeldig([Misser("bericht.reden", "ontbreekt")])
        if nummer < 1:
            raise niet_gevonden()
        with hulp.profielfouten():
            nu, vandaag = diensten.clock.now(), diensten.clock.today()
            await trek_in(diensten.gegevens, beller, sleutel, nummer, reden, nu, vandaag)
        return Response(status_code=204)


def _tekst(ruw: str, hoogstens: int, veld: str) -> str:
    try:
        return lees_vrije_tekst(ruw, hoogstens)
    except OnleesbareTekst as fout:
        raise ongeldig([Misser(f"bericht.{veld}", str(fout))]) from fout
