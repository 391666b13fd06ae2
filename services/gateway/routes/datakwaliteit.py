"""`/v1/datakwaliteit`: what the staff and the beheerder of an SWV may want to mend in the data."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from services.gateway.domain.datakwaliteit import AFWIJKEND, ANDERS_BIJ_DUO, te_laat
from services.gateway.domain.eenheden import BUITEN, ONBEKEND, PRIMAIR, naam_en_plaats
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.vraag import Misser, bereikfout
from services.gateway.handlers.datakwaliteit import Kwaliteit, geef_datakwaliteit
from services.gateway.handlers.instellingen import eigen_swvs
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.stand import Bron
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen, modellen_beheer
from services.gateway.routes.antwoorden import alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import bewaarbaar, formaat
from services.gateway.routes.openapi import FORMAAT, fouten, parameter
from shared.contracts.eenheden import Niveau, bestuur_code, vestiging_code
from shared.contracts.schooljaar import OngeldigSchooljaar, lees_bereik, tekst

Json = dict[str, Any]

_PARAMETERS = [
    parameter("swv", "Zonder: uw eigen SWV, als u er één hebt.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
    parameter(
        "schooljaar", "Eén of een reeks; zonder: alle.", {"pattern": r"^[0-9]{4}-[0-9]{4}(\.\.[0-9]{4}-[0-9]{4})?$"}
    ),
    FORMAAT,
]


def build_router(diensten: Diensten) -> APIRouter:
    """The findings of one SWV."""
    router, ingelogd = APIRouter(prefix="/v1", tags=["beheer"]), Depends(met_token(diensten.poort))

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

    return router


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


def kwaliteit_json(gevonden: Kwaliteit, nu: datetime) -> Json:
    """The findings as the API shows them, and the page."""
    leveringen = [_levering(bron, nu) for bron in gevonden.bronnen]
    return {
        "swv": gevonden.swv,
        "stand": moment(gevonden.stand),
        "totalen": _totalen(gevonden, leveringen),
        "vestigingen": list(_vestigingen(gevonden)),
        "afwijkendeBesturen": list(_afwijkende_besturen(gevonden)),
        "andereBesturenBijDuo": list(_andere_besturen_bij_duo(gevonden)),
        "leveringen": leveringen,
    }


def _totalen(gevonden: Kwaliteit, leveringen: Sequence[Json]) -> Json:
    totalen = gevonden.bevindingen.totalen()
    return {
        "onbekend": totalen[ONBEKEND],
        "buitenHetSwv": totalen[BUITEN],
        "primairOnderwijs": totalen[PRIMAIR],
        "afwijkendBestuur": totalen[AFWIJKEND],
        "anderBestuurBijDuo": totalen[ANDERS_BIJ_DUO],
        "bronnenTeLaat": sum(een["teLaat"] for een in leveringen),
    }


def _vestigingen(gevonden: Kwaliteit) -> Iterator[Json]:
    for een in gevonden.bevindingen.vestigingen:
        yield {
            "schooljaar": tekst(een.schooljaar),
            **_school(gevonden, een.vestiging),
            **_bestuur(gevonden, "bestuur", een.bestuur),
            "label": een.label,
            "aantal": een.aantal,
        }


def _afwijkende_besturen(gevonden: Kwaliteit) -> Iterator[Json]:
    for een in gevonden.bevindingen.afwijkingen:
        yield {
            "schooljaar": tekst(een.schooljaar),
            **_school(gevonden, een.vestiging),
            **_bestuur(gevonden, "opgegeven", een.opgegeven),
            **_bestuur(gevonden, "geldend", een.geldend),
            "aantal": een.aantal,
        }


def _andere_besturen_bij_duo(gevonden: Kwaliteit) -> Iterator[Json]:
    for een in gevonden.bevindingen.bij_duo:
        yield {
            **_school(gevonden, een.vestiging),
            **_bestuur(gevonden, "geldend", een.geldend),
            "bijDuo": bestuur_code(een.bij_duo),
            "bijDuoNaam": een.bij_duo_naam,
        }


def _school(gevonden: Kwaliteit, getal: int) -> Json:
    code = vestiging_code(getal)
    naam, plaats = naam_en_plaats(Eenheid(Niveau.SCHOOL, code), gevonden.organisatie)
    return {"vestiging": code, "naam": naam, "plaats": plaats}


def _bestuur(gevonden: Kwaliteit, veld: str, getal: int | None) -> Json:
    """Its code under `veld`, and its name under `veld` + 'Naam'; None: not given, or not in the reference data."""
    if getal is None:
        return {veld: None, f"{veld}Naam": None}
    return {veld: bestuur_code(getal), f"{veld}Naam": gevonden.organisatie.besturen.get(getal)}


def _levering(bron: Bron, nu: datetime) -> Json:
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
