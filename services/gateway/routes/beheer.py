"""`/v1/instellingen` and `/v1/datakwaliteit`: what the staff and the beheerder of an SWV look after."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.datakwaliteit import AFWIJKEND, ANDERS_BIJ_DUO, te_laat
from services.gateway.domain.eenheden import BUITEN, ONBEKEND, PRIMAIR, naam_en_plaats
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.instellingen import Instelling
from services.gateway.domain.ondergrens import HOOGST, LAAGST, ondergrens_mag
from services.gateway.domain.rechten import Rol
from services.gateway.domain.vraag import Misser, bereikfout
from services.gateway.handlers.datakwaliteit import Kwaliteit, geef_datakwaliteit
from services.gateway.handlers.instellingen import Blad, eigen_swvs, toon, wijzig
from services.gateway.handlers.poorten import Beller, Wijziging
from services.gateway.handlers.stand import Bron
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_beheer
from services.gateway.routes.antwoorden import alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from services.gateway.routes.versieblad import tenzij_bekend, versieblad
from shared.contracts.duren import Termijn
from shared.contracts.eenheden import Niveau, bestuur_code, vestiging_code
from shared.contracts.schooljaar import OngeldigSchooljaar, lees_bereik, tekst

_UITLEG = (
    "Wat een SWV zelf bepaalt: de termijn van de doorlooptijd, wie naar ondersteuningsbehoefte mag splitsen, en onder"
    " welk aantal dossiers besturen en scholen niets zien. Het"
    " geldt bij het lezen: meteen, voor alle schooljaren. Een nieuwe inhoud vervangt de oude als geheel."
)
_PARAMETERS = [
    parameter("swv", "Zonder: uw eigen SWV, als u er één hebt.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
    parameter(
        "schooljaar", "Eén of een reeks; zonder: alle.", {"pattern": r"^[0-9]{4}-[0-9]{4}(\.\.[0-9]{4}-[0-9]{4})?$"}
    ),
    FORMAAT,
]


def build_router(diensten: Diensten) -> APIRouter:
    """Routes of settings and data quality."""
    router = APIRouter(prefix="/v1", tags=["beheer"])
    _hang_instellingen_op(router, diensten)
    _hang_kwaliteit_op(router, diensten)
    return router


def _hang_instellingen_op(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/instellingen/{swv}",
        summary="Instellingen van een samenwerkingsverband",
        operation_id="toonInstellingen",
        description=_UITLEG,
        responses={
            200: modellen.antwoord(modellen_beheer.Instellingen, "De instellingen"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def toon_(request: Request, swv: str, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "formaat")
        formaat(request)
        with als_problemen():
            blad = await toon(diensten.gegevens, beller.rechten, swv, diensten.lopend())
        return tenzij_bekend(request, _blad(blad))

    @router.put(
        "/instellingen/{swv}",
        summary="Wijzigt de instellingen",
        operation_id="wijzigInstellingen",
        description="Alleen voor de beheerder van dat SWV; met If-Match alleen als er niets tussendoor veranderde.",
        responses={
            200: modellen.antwoord(modellen_beheer.Instellingen, "Zoals ze nu gelden"),
            **fouten(400, 401, 403, 404, 412, 503),
        },
    )
    async def wijzig_(
        request: Request, swv: str, nieuw: modellen_beheer.InstellingenIn, beller: Annotated[Beller, ingelogd]
    ) -> Response:
        zag = request.headers.get("if-match")
        with als_problemen():
            nu = diensten.clock.now()
            lopend = diensten.lopend()
            return _blad(await wijzig(diensten.gegevens, beller, swv, _instelling(nieuw), lopend, nu, zag))


def _hang_kwaliteit_op(router: APIRouter, diensten: Diensten) -> None:
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/datakwaliteit",
        summary="Wat er in de gegevens van een samenwerkingsverband opvalt",
        operation_id="toonDatakwaliteit",
        description="Scholen die de organisatiegegevens niet kennen of elders plaatsen, dossiers met een ander"
        " bestuur, en bronsystemen die lang niets leverden. Alleen voor het eigen SWV.",
        openapi_extra={"parameters": _PARAMETERS},
        responses={
            200: modellen.antwoord(modellen_beheer.Datakwaliteit, "De bevindingen"),
            **fouten(304, 400, 401, 404, 406, 503),
        },
    )
    async def datakwaliteit(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, "swv", "schooljaar", "formaat")
        formaat(request)
        swv, jaren = _swv(request, beller), _jaren(request)
        with als_problemen():
            gevonden = await geef_datakwaliteit(
                diensten.gegevens, diensten.tellingen, beller.rechten, swv, diensten.lopend(), jaren
            )
        return bewaarbaar(request, kwaliteit_json(gevonden, diensten.clock.now()))


def _instelling(nieuw: modellen_beheer.InstellingenIn) -> Instelling:
    """Raises Problem 400 for a lower bound that protects nobody."""
    if not ondergrens_mag(nieuw.ondergrens):
        raise ongeldig([Misser("bericht.ondergrens", f"is 0 (geen), of {LAAGST} tot en met {HOOGST}")])
    termijn = Termijn(nieuw.doorlooptijd.dagen, nieuw.doorlooptijd.vanaf)
    return Instelling(termijn, frozenset(map(Rol, nieuw.behoefte_voor)), ondergrens=nieuw.ondergrens)


def _blad(blad: Blad) -> Response:
    laatste = blad.geschiedenis[0] if blad.geschiedenis else None
    eerder = [_versie(een.instelling, een) for een in blad.geschiedenis]
    return versieblad(blad.swv, "", blad.etag, _versie(blad.instelling, laatste), eerder)


def _versie(instelling: Instelling, wijziging: Wijziging | None) -> dict[str, Any]:
    return {
        "doorlooptijd": {"dagen": instelling.termijn.dagen, "vanaf": instelling.termijn.vanaf.value},
        "behoefteVoor": sorted(rol.value for rol in instelling.behoefte_voor),
        "ondergrens": instelling.ondergrens,
        "versie": instelling.versie,
        "gewijzigdOp": moment(wijziging.op) if wijziging else None,
        "gewijzigdDoor": wijziging.door if wijziging else None,
    }


def _swv(request: Request, beller: Beller) -> str:
    """The SWV that is asked, or the only one of the caller. Raises Problem 400."""
    gevraagd = request.query_params.get("swv")
    eigen = eigen_swvs(beller.rechten)
    if not gevraagd and len(eigen) > 1:
        raise ongeldig([Misser("query.swv", "ontbreekt; u hebt er meer dan één")])
    return gevraagd or (eigen[0] if eigen else "")


def _jaren(request: Request) -> range | None:
    gegeven = request.query_params.get("schooljaar")
    try:
        return lees_bereik(gegeven) if gegeven else None
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser("query.schooljaar", bereikfout(fout))]) from fout


def kwaliteit_json(gevonden: Kwaliteit, nu: datetime) -> dict[str, Any]:
    """The findings as the API shows them, and the page."""
    totalen = gevonden.bevindingen.totalen()
    leveringen = [_levering(bron, nu) for bron in gevonden.bronnen]
    return {
        "swv": gevonden.swv,
        "stand": moment(gevonden.stand),
        "totalen": {
            "onbekend": totalen[ONBEKEND],
            "buitenHetSwv": totalen[BUITEN],
            "primairOnderwijs": totalen[PRIMAIR],
            "afwijkendBestuur": totalen[AFWIJKEND],
            "anderBestuurBijDuo": totalen[ANDERS_BIJ_DUO],
            "bronnenTeLaat": sum(een["teLaat"] for een in leveringen),
        },
        "vestigingen": [
            {
                "schooljaar": tekst(een.schooljaar),
                **_school(gevonden, een.vestiging),
                "bestuur": None if een.bestuur is None else bestuur_code(een.bestuur),
                "bestuurNaam": _bestuursnaam(gevonden, een.bestuur),
                "label": een.label,
                "aantal": een.aantal,
            }
            for een in gevonden.bevindingen.vestigingen
        ],
        "afwijkendeBesturen": [
            {
                "schooljaar": tekst(een.schooljaar),
                **_school(gevonden, een.vestiging),
                "opgegeven": bestuur_code(een.opgegeven),
                "opgegevenNaam": _bestuursnaam(gevonden, een.opgegeven),
                "geldend": bestuur_code(een.geldend),
                "geldendNaam": _bestuursnaam(gevonden, een.geldend),
                "aantal": een.aantal,
            }
            for een in gevonden.bevindingen.afwijkingen
        ],
        "andereBesturenBijDuo": [
            {
                **_school(gevonden, een.vestiging),
                "geldend": bestuur_code(een.geldend),
                "geldendNaam": _bestuursnaam(gevonden, een.geldend),
                "bijDuo": bestuur_code(een.bij_duo),
                "bijDuoNaam": een.bij_duo_naam,
            }
            for een in gevonden.bevindingen.bij_duo
        ],
        "leveringen": leveringen,
    }


def _school(gevonden: Kwaliteit, getal: int) -> dict[str, Any]:
    code = vestiging_code(getal)
    naam, plaats = naam_en_plaats(Eenheid(Niveau.SCHOOL, code), gevonden.organisatie)
    return {"vestiging": code, "naam": naam, "plaats": plaats}


def _bestuursnaam(gevonden: Kwaliteit, getal: int | None) -> str | None:
    return None if getal is None else gevonden.organisatie.besturen.get(getal)


def _levering(bron: Bron, nu: datetime) -> dict[str, Any]:
    geleden = None if bron.laatste is None else int((nu - bron.laatste).total_seconds() // 3600)
    return {
        "bron": bron.naam,
        "laatste": moment(bron.laatste) if bron.laatste else None,
        "urenGeleden": geleden,
        "teLaat": te_laat(bron.laatste, nu),
        "ontvangen": bron.ontvangen,
        "geteld": bron.geteld,
        "geweigerd": bron.geweigerd,
    }
