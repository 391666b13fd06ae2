"""`/v1/instellingen/{swv}/tlv-bedragen`: what a TLV costs an SWV, with its source."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.tlv_bedragen import Bedragen
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.tlv_bedragen import Bedragenblad, als_json, toon_bedragen, wijzig_bedragen
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_tlv
from services.gateway.routes.antwoorden import alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import formaat
from services.gateway.routes.openapi import fouten
from services.gateway.routes.versieblad import tenzij_bekend, versieblad
from shared.contracts.schooljaar import OngeldigSchooljaar, lees

_PAD = "/instellingen/{swv}/tlv-bedragen"


def build_router(diensten: Diensten) -> APIRouter:
    """Its two routes."""
    router = APIRouter(prefix="/v1", tags=["beheer"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        _PAD,
        summary="Wat een TLV kost",
        operation_id="toonTlvBedragen",
        description="Bedragen per schooljaar en soort TLV, met hun bron. Versie 0: er is nog nooit iets ingevuld.",
        responses={
            200: modellen.antwoord(modellen_tlv.TlvBedragen, "De bedragen"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def toon_(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            blad = await toon_bedragen(diensten.gegevens, beller.rechten, swv, diensten.lopend())
        return tenzij_bekend(request, _blad(blad))

    @router.put(
        _PAD,
        summary="Wijzigt wat een TLV kost",
        operation_id="wijzigTlvBedragen",
        description="Alleen voor de beheerder van dat SWV; geldt meteen. De nieuwe lijst vervangt de oude als geheel."
        " Met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(modellen_tlv.TlvBedragen, "Zoals ze nu gelden"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def wijzig_(
        request: Request, swv: str, nieuw: modellen_tlv.TlvBedragenIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag, bedragen, nu = request.headers.get("if-match"), _bedragen(nieuw), diensten.clock.now()
        with als_problemen():
            return _blad(await wijzig_bedragen(diensten.gegevens, beller, swv, bedragen, diensten.lopend(), nu, zag))

    return router


def _bedragen(nieuw: modellen_tlv.TlvBedragenIn) -> Bedragen:
    """Raises Problem 400 with every rule that it breaks."""
    try:
        plekken = [(lees(een.schooljaar), een.soort_categorie) for een in nieuw.bedragen]
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("bericht.bedragen", "een schooljaar heeft de vorm 2025-2026")]) from fout
    centen = [int(een.bedrag * 100) for een in nieuw.bedragen]
    bedragen = Bedragen(dict(zip(plekken, centen, strict=True)), nieuw.bron)
    fouten_ = bedragen.fouten()
    if len(set(plekken)) != len(plekken):
        fouten_["bedragen"] = "elk schooljaar en elke soort hoogstens een keer"
    if fouten_:
        raise ongeldig([Misser(f"bericht.{naam}", tekst) for naam, tekst in fouten_.items()])
    return bedragen


def _blad(blad: Bedragenblad) -> Response:
    laatste = blad.geschiedenis[0] if blad.geschiedenis else None
    geldt = _versie(blad.bedragen, blad.versie, laatste and laatste.op, laatste and laatste.door)
    eerder = [_versie(een.bedragen, een.versie, een.op, een.door) for een in blad.geschiedenis]
    return versieblad(blad.swv, "/tlv-bedragen", blad.etag, geldt, eerder)


def _versie(bedragen: Bedragen, versie: int, op: datetime | None, door: str | None) -> dict[str, Any]:
    return {**als_json(bedragen), "versie": versie, "gewijzigdOp": moment(op) if op else None, "gewijzigdDoor": door}
