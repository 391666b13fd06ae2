"""The HTTP edge of the gateway: one module per kind of resource."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.middleware import Middleware

from services.gateway.domain.sjabloon import MAX_BYTES as SJABLOON_MAX
from services.gateway.routes import (
    dashboards,
    datakwaliteit,
    doelbeheer,
    doelen,
    eenheden,
    gesprekken,
    grafieken,
    indicatoren,
    instellingen,
    kwaliteitsjaar,
    kwaliteitsoordelen,
    landelijk,
    leesregels,
    oordelen,
    openbaar,
    profielen,
    signalen,
    stand,
    stroom,
    tlv_bedragen,
    toelichtingen,
    tokens,
    vrijgavebeleid,
)
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.leeswacht import Leeswacht
from services.gateway.routes.openapi import maak_document
from shared.contracts.bronnen.verzoek import MAX_BYTES
from shared.runtime.http import build_http

API_VERSIE = "1.0.0"
TITEL = "Perspectief op School"
_BESTAND = MAX_BYTES + 64 * 1024
"""A file of the largest size, with the rest of its form."""
_SJABLOON = dict.fromkeys(("/v1/sjablonen/", "/beheer/sjabloon"), SJABLOON_MAX + 64 * 1024)


def build_api(diensten: Diensten) -> FastAPI:
    """The app with every route of the API."""
    app = build_http(
        TITEL, API_VERSIE, openapi_url="/v1/openapi.json", body_max_of={"/leveringen": _BESTAND, **_SJABLOON}
    )
    cijfers = (indicatoren, landelijk, dashboards, grafieken, doelen, oordelen, toelichtingen, stroom)
    swv = (instellingen, datakwaliteit, vrijgavebeleid, tlv_bedragen, leesregels)
    for module in (*cijfers, openbaar, eenheden, stand, *swv, tokens):
        app.include_router(module.build_router(diensten))
    app.include_router(profielen.build_router(diensten))
    for module in (doelbeheer, kwaliteitsoordelen, kwaliteitsjaar, gesprekken, signalen):
        app.include_router(module.build_router(diensten))
    if diensten.frontends:
        app.add_middleware(
            CORSMiddleware, allow_origins=diensten.frontends, allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match"],
            expose_headers=["API-Version", "ETag", "Link", "Location"],
        )  # fmt: skip
    if diensten.boek is not None:
        # Innermost: around the routes, inside what shapes every answer.
        app.user_middleware.append(Middleware(Leeswacht, diensten.boek, diensten.clock))
    maak_document(app, diensten.voorbeeld, diensten.contact)
    return app
