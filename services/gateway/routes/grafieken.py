"""`/v1/grafieken`: a figure of a dashboard to take along, as picture, as Vega-Lite and as table."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, Depends, Request, Response

from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.export import als_csv, als_csv_nl, als_xlsx, over_figuur, van_figuur
from services.gateway.handlers.poorten import Beller
from services.gateway.routes.antwoorden import als_problemen, json_antwoord, met_etag, niet_gevonden, samen
from services.gateway.routes.dashboards import bestaand, dashboard_parameters, keur_namen, keur_waarden
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import XLSX, Vorm, formaat_parameter, kies_vorm
from services.gateway.routes.jsonstat import stat_figuur
from services.gateway.routes.lezers import met_lezer
from services.gateway.routes.openapi import fouten

SOORTEN: Final[Mapping[str, str]] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "vl.json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "nl.csv": "text/csv; charset=utf-8",
    "stat.json": "application/vnd.json-stat+json",
    "xlsx": XLSX,
}
_BEELD: Final = ("svg", "png", "vl.json")
_FORMATEN: Final[Mapping[str, str]] = {
    "json": "json",
    "jsonstat": "stat.json",
    "csv": "csv",
    "csv-nl": "nl.csv",
    "xlsx": "xlsx",
}
"""Name in `?formaat=` → the form in a file name; `json` is the figure as the dashboard has it."""
_UITLEG: Final = (
    "`bestand` is de code van de figuur, een punt en de vorm: `svg`, `png`, `vl.json` (Vega-Lite), `csv` (RFC 4180),"
    " `nl.csv` (puntkomma, decimale komma), `stat.json` (JSON-stat 2.0) of `xlsx`. Een figuur"
    " zonder tekening heeft alleen tabellen. Zonder punt en vorm kiest `formaat` of Accept, zoals bij waarden; JSON"
    " is de figuur zoals het dashboard haar geeft."
)


def build_router(diensten: Diensten) -> APIRouter:
    """The route."""
    router = APIRouter(prefix="/v1", tags=["dashboards"])
    ingelogd = Depends(met_lezer(diensten))
    goed = {
        "description": "De figuur",
        "content": {soort.partition(";")[0]: {"schema": {"type": "string"}} for soort in SOORTEN.values()},
    }

    @router.get(
        "/grafieken/{dashboard}/{bestand}",
        summary="Eén figuur als plaatje, Vega-Lite of tabel",
        operation_id="toonGrafiek",
        description=_UITLEG,
        openapi_extra={"parameters": [*dashboard_parameters(), formaat_parameter(tuple(_FORMATEN))]},
        responses={200: goed, **fouten(304, 400, 401, 403, 404, 406, 503)},
    )
    async def grafiek(request: Request, dashboard: str, bestand: str, beller: Annotated[Beller, ingelogd]) -> Response:
        welk = bestaand(dashboard)
        code, punt, vorm = bestand.partition(".")
        if punt and vorm not in SOORTEN:
            raise niet_gevonden()
        gekozen, *_ = samen(
            lambda: Vorm(vorm) if punt else kies_vorm(request, tuple(_FORMATEN)),
            lambda: keur_namen(request, welk, *[] if punt else ["formaat"]),
            lambda: keur_waarden(request, welk, diensten.lopend()),
        )
        vorm = vorm if punt else _FORMATEN[gekozen.naam]
        with als_problemen():
            beeld = await diensten.dashboards.geef(welk, beller, request.query_params, gekozen.kent(request))
        headers = met_etag(gekozen.etag(beeld.etag))
        if beeld.json is None:
            return Response(status_code=304, headers=headers)
        antwoord = beeld.inhoud
        figuur = next((een for een in antwoord["figuren"] if een["code"] == code), None)
        if figuur is None or (vorm in _BEELD and figuur["grafiek"] is None):
            raise niet_gevonden()
        if vorm == "json":
            return json_antwoord(figuur, headers)
        inhoud = await _inhoud(diensten.tekenaar, antwoord, figuur, vorm)
        if vorm != "vl.json":
            headers["Content-Disposition"] = f'attachment; filename="{bestandsnaam(antwoord, code, vorm)}"'
        return Response(inhoud, headers=headers, media_type=SOORTEN[vorm])

    return router


async def _inhoud(tekenaar: Tekenaar, antwoord: Mapping[str, Any], figuur: Mapping[str, Any], vorm: str) -> bytes:
    match vorm:
        case "csv":
            return als_csv(van_figuur(figuur))
        case "nl.csv":
            return als_csv_nl(van_figuur(figuur))
        case "xlsx":
            return als_xlsx(van_figuur(figuur), over_figuur(antwoord, figuur))
    if vorm == "stat.json":
        return orjson.dumps(stat_figuur(figuur))
    grafiek = figuur["grafiek"]
    if vorm == "vl.json":
        return orjson.dumps(grafiek["spec"])
    teken = tekenaar.png if vorm == "png" else tekenaar.los_svg
    return await teken(grafiek["spec"], grafiek["breedte"], grafiek["hoogte"])


def bestandsnaam(antwoord: Mapping[str, Any], code: str, vorm: str) -> str:
    """'verwijzingen-aanvragen-PO9901-2025-2026.csv': only letters, digits and dashes of closed lists and codes."""
    ruw = str(antwoord["eenheid"]["eenheid"])
    eenheid = "".join(teken for teken in ruw if teken.isascii() and (teken.isalnum() or teken == "-"))
    einde = "csv" if vorm == "nl.csv" else vorm.removeprefix("stat.")
    return f"{antwoord['dashboard']}-{code}-{eenheid}-{antwoord['keuze']['schooljaar']}.{einde}"
