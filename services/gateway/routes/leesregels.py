"""`/v1/leesregels`: who read figures of an SWV, for its beheerder."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from services.gateway.dashboards.export import Blad, als_csv, als_csv_nl, als_xlsx
from services.gateway.dashboards.getallen import tijdstip
from services.gateway.domain.leesverslag import SOORTEN, Leesregel
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.leesverslag import (
    MAX_EXPORT,
    STANDAARD_DAGEN,
    Zoekvraag,
    geef_leesverslag,
    lees_zoekvraag,
)
from services.gateway.handlers.poorten import Beller, Gegevens
from services.gateway.handlers.waarden import moment
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import Bladzijde, alleen, als_problemen, ongeldig
from services.gateway.routes.bellers import met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import Vorm, bewaarbaar
from services.gateway.routes.openapi import PAGINERING, fouten, parameter
from shared.contracts.schooljaar import tekst

TABELLEN: Final = {
    "csv": "text/csv; charset=utf-8",
    "csv-nl": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KOLOMMEN: Final = (
    "Tijdstip", "Account", "Rollen", "Hoe", "Soort", "Onderwerp", "Niveau", "Eenheden", "Ook van niveau",
    "Schooljaren", "Splitsingen en filters", "Zicht", "Uitkomst",
)  # fmt: skip
UITKOMSTEN: Final = {
    200: "gezien",
    202: "aangevraagd",
    304: "gezien, was al bekend",
    403: "geweigerd",
    404: "geweigerd",
}
_NAMEN: Final = ("swv", "account", "eenheid", "van", "tot", "formaat")
_DAG: Final = {"pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_PARAMETERS: Final = [
    parameter("swv", "Samenwerkingsverband.", {"pattern": r"^(PO|VO)[0-9]{4}$"}, required=True),
    parameter("account", "Alleen dit account.", {"maxLength": 100}),
    parameter("eenheid", "Alleen regels die deze eenheid noemen."),
    parameter("van", f"Eerste dag; zonder: {STANDAARD_DAGEN} dagen.", _DAG),
    parameter("tot", "Laatste dag; zonder: vandaag.", _DAG),
    *PAGINERING[:2],
    parameter("formaat", "Een bestand met de hele periode, of json.", {"enum": ["json", *TABELLEN]}),
]
_UITLEG: Final = (
    "Elke keer dat iemand cijfers van dit samenwerkingsverband las, of dat geweigerd werd: wie, in welke rol, wat en"
    f" wanneer. Nooit de cijfers zelf. Alleen voor de beheerder. Een bestand heeft hoogstens {MAX_EXPORT} regels."
)


class LeesregelModel(modellen.Model):
    """Eén keer lezen."""

    op: modellen.Tijd
    account: str
    rollen: list[str] = Field(description="Rechten waardoor het te zien was, als rol:eenheid")
    wijze: Literal["sessie", "token", "dienst"] = Field(description="dienst: onze eigen dienst, voor een document")
    soort: Literal[SOORTEN]  # type: ignore[valid-type]
    onderwerp: str | None = Field(description="Code van indicator, dashboard of figuur, of id van een document")
    niveau: str | None
    eenheden: list[str]
    onderliggend: list[str] = Field(description="Niveaus waarvan ook andere eenheden in het antwoord stonden")
    schooljaren: list[modellen.Schooljaar]
    splitsingen: list[str] = Field(description="Namen van splitsingen en filters")
    zicht: list[str]
    status: int = Field(description="200 gezien, 202 aangevraagd, 304 had het al, 403 en 404 geweigerd")


class Leesregels(modellen.Bladerbaar):
    """Regels van het leesverslag, de nieuwste eerst."""

    leesregels: list[LeesregelModel]


def build_router(diensten: Diensten) -> APIRouter:
    """The route."""
    router = APIRouter(prefix="/v1", tags=["beheer"])
    ingelogd = Depends(met_token(diensten.poort))

    @router.get(
        "/leesregels",
        summary="Wie cijfers van een samenwerkingsverband las",
        operation_id="lijstLeesregels",
        description=_UITLEG,
        openapi_extra={"parameters": _PARAMETERS},
        responses={200: modellen.antwoord(Leesregels, "Eén bladzijde"), **fouten(304, 400, 401, 403, 404, 503)},
    )
    async def leesregels(request: Request, beller: Annotated[Beller, ingelogd]) -> Response:
        alleen(request, *_NAMEN, "pagina", "paginaGrootte")
        vorm = _vorm(request)
        with als_problemen():
            vraag = lees_zoekvraag(request.query_params, request.query_params.get("swv", ""), diensten.clock.today())
            if vorm != "json":
                return await bestand(diensten.gegevens, beller, vraag, diensten.lopend(), vorm)
            blad = Bladzijde.van(request)
            gevonden = await geef_leesverslag(
                diensten.gegevens, beller, vraag, diensten.lopend(), (blad.pagina - 1) * blad.grootte, blad.grootte
            )
        links = blad.links(request, gevonden.aantal)
        inhoud = {
            "leesregels": [_json(regel) for regel in gevonden.regels],
            "pagina": blad.pagina,
            "paginaGrootte": blad.grootte,
            "totaal": gevonden.aantal,
            "_links": {rel: {"href": href} for rel, href in links.items()},
        }
        kop = {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())}
        return bewaarbaar(request, inhoud, Vorm("json"), headers=kop)

    return router


def _vorm(request: Request) -> str:
    vorm = request.query_params.get("formaat") or "json"
    if vorm not in ("json", *TABELLEN):
        raise ongeldig([Misser("query.formaat", f"is geen toegestane waarde; kies uit json, {', '.join(TABELLEN)}")])
    return vorm


async def bestand(gegevens: Gegevens, beller: Beller, vraag: Zoekvraag, lopend: int, vorm: str) -> Response:
    """The whole period as a table. Raises as geef_leesverslag."""
    gevonden = await geef_leesverslag(gegevens, beller, vraag, lopend)
    blad = Blad(KOLOMMEN, tuple(als_rij(regel) for regel in gevonden.regels))
    over = [
        ("Leesverslag", vraag.swv),
        ("Periode", f"{vraag.periode.van:%d-%m-%Y} tot en met {vraag.periode.tot:%d-%m-%Y}"),
        ("Account", vraag.account or "alle"),
        ("Eenheid", vraag.eenheid or "alle"),
        ("Regels", f"{len(gevonden.regels)} van {gevonden.aantal}"),
    ]
    inhoud = await asyncio.to_thread(_bytes, vorm, blad, over)
    naam = f"leesverslag-{vraag.swv}-{vraag.periode.van}-{vraag.periode.tot}.{vorm.partition('-')[0]}"
    return Response(
        inhoud, media_type=TABELLEN[vorm], headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


def _bytes(vorm: str, blad: Blad, over: Sequence[tuple[str, str]]) -> bytes:
    match vorm:
        case "csv":
            return als_csv(blad)
        case "csv-nl":
            return als_csv_nl(blad)
        case _:
            return als_xlsx(blad, over)


def als_rij(regel: Leesregel) -> tuple[str, ...]:
    """A line in words, for a table."""
    return (
        tijdstip(regel.op), regel.naam, _som(regel.rollen), regel.wijze, regel.soort, regel.onderwerp or "",
        regel.niveau or "", _som(regel.eenheden), _som(regel.onderliggend), _som(map(tekst, regel.schooljaren)),
        _som(regel.splitsingen), _som(regel.zicht), UITKOMSTEN.get(regel.status, str(regel.status)),
    )  # fmt: skip


def _som(delen: Any) -> str:
    return ", ".join(delen)


def _json(regel: Leesregel) -> dict[str, Any]:
    return {
        "op": moment(regel.op),
        "account": regel.naam,
        "rollen": regel.rollen,
        "wijze": regel.wijze,
        "soort": regel.soort,
        "onderwerp": regel.onderwerp,
        "niveau": regel.niveau,
        "eenheden": regel.eenheden,
        "onderliggend": regel.onderliggend,
        "schooljaren": [tekst(jaar) for jaar in regel.schooljaren],
        "splitsingen": regel.splitsingen,
        "zicht": regel.zicht,
        "status": regel.status,
    }
