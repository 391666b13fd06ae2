"""`/v1/rapporten`: ask for a document, see how far it is, get it."""

import json
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.dashboards.poorten import Vraag
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.toelichtingen import Plek
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.bundels import Bundelbalie
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.rapporten import Document, Rapport, Rapportbalie
from services.gateway.handlers.rapportmerk import geef_merk
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import (
    alleen,
    als_problemen,
    bladerbaar,
    json_antwoord,
    ongeldig,
)
from services.gateway.routes.bellers import met_token
from services.gateway.routes.bundels import toon_bundel
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, lijstvraag
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import FORMAAT, PAGINERING, VERWIJZING, fouten
from services.gateway.routes.rapporthulp import WACHT, Ophaalbaar, voeg_ophalen_toe
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.rapporten import RapportVraag, Soortnaam
from shared.contracts.schooljaar import OngeldigSchooljaar, lees
from shared.runtime.problem import is_json, not_json

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REDENEN: Final = {
    "niet_zichtbaar": "De eenheid is niet (meer) zichtbaar voor de lezer van dit rapport.",
    "fout": "Er ging iets mis bij het maken. Vraag het rapport opnieuw aan, of meld het bij uw beheerder.",
}
"""What people read for a code that reports wrote."""


class Rapportstatus(modellen.Model):
    """Een aangevraagd rapport."""

    id: UUID
    soort: Soortnaam
    niveau: str
    eenheid: str
    naam: str
    schooljaar: modellen.Schooljaar
    themas: list[str] = Field(description="Alleen deze thema’s; leeg: alle")
    binnen: str | None = Field(description="Alleen dossiers van dit SWV; null: van alle")
    lezer: dict[str, str] = Field(description="In wiens weergave het document is: rol en eenheid")
    nummer: int | None = Field(description="Welke gepubliceerde versie van een profiel")
    intern: bool = Field(description="Gevraagd met lezer=maker: in uw eigen weergave, niet om door te geven")
    status: Literal["wacht", "bezig", "klaar", "mislukt"]
    melding: str | None = Field(description="Waarom het niet gelukt is")
    gevraagd_op: modellen.Tijd
    klaar_op: modellen.Tijd | None
    links: dict[str, modellen.Link] = Field(alias="_links")


class RapportLijst(modellen.Bladerbaar):
    """Uw rapporten."""

    rapporten: list[Rapportstatus]


class Cijfervraag(modellen.Model):
    """Eén vraag van de API: welk cijfer, en met welke parameters."""

    wat: Literal["waarden", "vergelijking"]
    code: Literal[tuple(INDICATOREN)]  # type: ignore[valid-type]
    parameters: tuple[tuple[str, str], ...] = Field(max_length=2_000)


class Cijfervragen(modellen.Model):
    """Alle cijfers van een document."""

    vragen: list[Cijfervraag] = Field(max_length=200)


_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": RapportVraag.model_json_schema(ref_template=VERWIJZING)}},
    }
}


_UITLEG: Final = (
    "Het rapport wordt op de achtergrond gemaakt; Location zegt waar u ziet hoe ver het is. Wie"
    " hetzelfde vraagt terwijl het nog wordt gemaakt, krijgt hetzelfde rapport. Met eenheden (een lijst scholen)"
    " of alleVan (niveau en eenheid van een bestuur, subregio of swv) in plaats van eenheid komt er een bundel: één"
    " ZIP met alle rapporten. Een rapport toont wat zijn lezer mag zien, zoals de school. Met lezer=maker"
    " (in de inhoud of in het adres) toont het wat u zelf mag zien; op elke bladzijde staat dan ‘intern, niet"
    " doorgeven’. Met soort profiel of schoolgids komt er een document van een gepubliceerd profiel: dat mag"
    " iedereen zien; nummer kiest een versie, anders is het de nieuwste van dat schooljaar."
)


def build_router(diensten: Diensten, balie: Rapportbalie) -> APIRouter:
    """Routes of documents."""
    router = APIRouter(prefix="/v1", tags=["rapporten"])
    wie = met_token(diensten.poort)
    ingelogd = Depends(wie)

    @router.post(
        "/rapporten",
        summary="Vraagt een rapport aan",
        operation_id="vraagRapport",
        description=_UITLEG,
        status_code=202,
        openapi_extra=_BODY,
        responses={202: modellen.antwoord(Rapportstatus, "De aanvraag"), **fouten(400, 401, 403, 404, 503)},
    )
    async def vraag(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "lezer")
        gevraagd = _met_lezer(request, await _json(request))
        with als_problemen():
            if isinstance(gevraagd, dict) and not {"eenheden", "alleVan"}.isdisjoint(gevraagd):
                inhoud = toon_bundel(await Bundelbalie(balie).vraag_aan(beller, gevraagd))
            else:
                inhoud = _toon(await balie.vraag_aan(beller, gevraagd))
        return json_antwoord(inhoud, {"Location": inhoud["_links"]["self"]["href"], **WACHT}, status=202)

    @router.get(
        "/rapporten",
        summary="Uw rapporten",
        operation_id="lijstRapporten",
        openapi_extra={"parameters": [*PAGINERING, FORMAAT]},
        responses={200: modellen.antwoord(RapportLijst, "Eén bladzijde"), **fouten(304, 400, 401, 406, 503)},
    )
    async def lijst(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        (bladzijde,) = lijstvraag(request, ())
        rapporten = [_toon(rapport) for rapport in await balie.lijst(beller)]
        inhoud, headers = bladerbaar(request, "rapporten", rapporten, bladzijde)
        return bewaarbaar(request, inhoud, headers=headers)

    _voeg_voor_reports_toe(router, diensten)
    voeg_ophalen_toe(router, _rapport(balie), wie)
    return router


def _voeg_voor_reports_toe(router: APIRouter, diensten: Diensten) -> None:
    """What only our own service of documents asks."""
    lezer = Depends(met_lezer(diensten))

    @router.get("/rapporten/merk", include_in_schema=False)
    async def merk(
        request: Request, niveau: Niveau, eenheid: str, schooljaar: str, beller: Annotated[Beller, lezer]
    ) -> Response:
        """For reports: the same as before, or not?"""
        alleen(request, "niveau", "eenheid", "schooljaar")
        with als_problemen():
            plek = Plek(Eenheid(niveau, eenheid), "", "", _schooljaar(schooljaar))
            return json_antwoord(
                (await geef_merk(diensten.gegevens, beller.rechten, plek, diensten.lopend()))._asdict()
            )

    @router.post("/rapporten/cijfers", include_in_schema=False)
    async def cijfers(request: Request, gesteld: Cijfervragen, beller: Annotated[Beller, lezer]) -> Response:
        """For reports: the answers of `waarden` and `vergelijking` to many questions, all of one moment."""
        alleen(request)
        with als_problemen():
            async with diensten.dashboards.bron.voor(beller) as bron:
                antwoorden = [await bron.antwoord(Vraag(een.wat, een.code, een.parameters)) for een in gesteld.vragen]
        return json_antwoord({"antwoorden": antwoorden})


def _rapport(balie: Rapportbalie) -> Ophaalbaar:
    async def toon(beller: Beller, id_: UUID) -> dict[str, Any]:
        return _toon(await balie.een(beller, id_))

    async def document(beller: Beller, id_: UUID) -> Response:
        return als_bestand(await balie.document(beller, id_))

    return Ophaalbaar("/rapporten", "een rapport", "Rapport", Rapportstatus, DOCX, toon, balie.schrap, document)


def _schooljaar(gegeven: str) -> int:
    """Raises Problem 400."""
    try:
        return lees(gegeven)
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("query.schooljaar", "heeft de vorm 2025-2026")]) from fout


async def _json(request: Request) -> Any:
    """The body, of one of two shapes. Raises Problem 400, 415."""
    if not is_json(request):
        raise not_json()
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as fout:
        raise ongeldig([Misser("bericht", "is geen geldige JSON")]) from fout


def _met_lezer(request: Request, gevraagd: Any) -> Any:
    """The question, with `lezer` of the address where the content itself does not say it."""
    lezer = request.query_params.get("lezer")
    return {"lezer": lezer, **gevraagd} if lezer and isinstance(gevraagd, dict) else gevraagd


def als_bestand(document: Document) -> Response:
    """The document as a download under its readable name (RFC 6266)."""
    kaal = document.naam.encode("ascii", "replace").decode().replace('"', "").replace("?", "_")
    naam = f"attachment; filename=\"{kaal}\"; filename*=UTF-8''{quote(document.naam)}"
    return Response(document.inhoud, media_type=DOCX, headers={"Content-Disposition": naam})


def _toon(rapport: Rapport) -> dict[str, Any]:
    adres = f"/v1/rapporten/{rapport.id}"
    links = {"self": {"href": adres}}
    if rapport.status == "klaar":
        links["document"] = {"href": f"{adres}/document"}
    return {
        "id": str(rapport.id),
        **rapport.vraag.model_dump(mode="json", exclude={"binnen", "lezer"}),
        "naam": rapport.naam,
        "binnen": rapport.grens.binnen,
        "lezer": rapport.lezer.model_dump(),
        "intern": rapport.vraag.lezer is not None,
        "status": rapport.status,
        "melding": None if rapport.reden is None else REDENEN.get(rapport.reden, REDENEN["fout"]),
        "gevraagdOp": moment(rapport.gevraagd_op),
        "klaarOp": None if rapport.klaar_op is None else moment(rapport.klaar_op),
        "_links": links,
    }
