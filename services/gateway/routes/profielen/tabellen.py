"""Profiles as tables: the covering network, and every answer of every school."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response

from services.gateway.dashboards.export import Blad, Vak
from services.gateway.domain.profielen.dekking import Telling
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.profielen.dekking import Netwerk, netwerk
from services.gateway.routes import modellen
from services.gateway.routes.antwoorden import alleen, ongeldig
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.formaten import LIJST, bewaarbaar_als, formaat_parameter, in_vormen, kies_vorm
from services.gateway.routes.openapi import fouten, parameter
from services.gateway.routes.profielen import hulp
from services.gateway.routes.profielen.modellen import Antwoorden, Dekking
from services.gateway.routes.profielen.openbaar import OPEN
from shared.contracts.eenheden import vestiging_code
from shared.contracts.schooljaar import tekst

_VAN = [
    parameter("swv", "Van dit samenwerkingsverband.", required=True),
    parameter("subregio", "Alleen uit deze subregio."),
    formaat_parameter(LIJST),
]


def voeg_toe(router: APIRouter, diensten: Diensten) -> None:
    """The routes."""

    @router.get(
        "/profielen/dekking",
        summary="Het dekkend netwerk van een samenwerkingsverband",
        operation_id="toonDekking",
        description="Per aanbod hoeveel scholen het hebben, ook per subregio, uit gepubliceerde profielen. Een gat:"
        " geen school zegt het te bieden. Openbaar: zonder token.",
        openapi_extra={**OPEN, "parameters": _VAN},
        responses={
            200: in_vormen(modellen.antwoord(Dekking, "De matrix"), LIJST),
            **fouten(304, 400, 404, 406, 503),
        },
    )
    async def dekking(request: Request) -> Response:
        vorm, gevonden = kies_vorm(request, LIJST), await _netwerk(request, diensten)
        naam = f"dekking-{gevonden.swv}"
        return await bewaarbaar_als(request, _matrix(gevonden), vorm, naam, lambda: _matrixblad(gevonden))

    @router.get(
        "/profielen/antwoorden",
        summary="Alle antwoorden van alle scholen, om te vergelijken",
        operation_id="lijstAntwoorden",
        description="Uit de profielen die nu gelden, één regel per school en vraag. Openbaar: zonder token.",
        openapi_extra={**OPEN, "parameters": _VAN},
        responses={
            200: in_vormen(modellen.antwoord(Antwoorden, "De antwoorden"), LIJST),
            **fouten(304, 400, 404, 406, 503),
        },
    )
    async def antwoorden(request: Request) -> Response:
        vorm, gevonden = kies_vorm(request, LIJST), await _netwerk(request, diensten)
        inhoud = {"antwoorden": list(_antwoorden(gevonden))}
        naam = f"antwoorden-{gevonden.swv}"
        return await bewaarbaar_als(request, inhoud, vorm, naam, lambda: _antwoordblad(inhoud))


async def _netwerk(request: Request, diensten: Diensten) -> Netwerk:
    alleen(request, "swv", "subregio", "formaat")
    swv = hulp.swv_of_niets(request.query_params.get("swv"))
    if swv is None:
        raise ongeldig([Misser("query.swv", "is nodig")])
    with hulp.profielfouten():
        return await netwerk(diensten.gegevens, swv, diensten.lopend(), request.query_params.get("subregio"))


def _matrix(van: Netwerk) -> dict[str, Any]:
    return {
        "swv": van.swv,
        "schooljaar": tekst(van.schooljaar),
        "subregios": [{"code": code, "naam": van.organisatie.subregios[code].naam} for code in van.subregios],
        "scholen": [_school(van, een.lid.vestiging) for een in van.scholen],
        "aanbod": [
            {
                "onderdeel": een.onderdeel,
                "code": een.code,
                "titel": een.titel,
                "totaal": _json(een.totaal),
                "subregios": [_json(groep) for groep in een.groepen],
                "scholen": list(een.scholen),
            }
            for een in van.regels
        ],
    }


def _json(een: Telling) -> dict[str, Any]:
    return {
        "inHuis": een.in_huis, "opAfroep": een.op_afroep, "onbekend": een.onbekend, "scholen": een.scholen,
        "dekking": een.dekking, "gat": een.gat,
    }  # fmt: skip


def _school(van: Netwerk, vestiging: int) -> dict[str, Any]:
    return {"code": vestiging_code(vestiging), "naam": van.organisatie.vestigingen[vestiging].naam}


def _matrixblad(van: Netwerk) -> Blad:
    namen = [van.organisatie.subregios[code].naam for code in van.subregios]
    scholen = [_school(van, een.lid.vestiging) for een in van.scholen]
    kolommen = ("onderdeel", "code", "aanbod", "scholen", "in huis", "op afroep", "onbekend", *namen)
    rijen = [_matrixrij(een) for een in van.regels]
    return Blad((*kolommen, *(f"{een['naam']} ({een['code']})" for een in scholen)), tuple(rijen))


def _matrixrij(een: Any) -> tuple[Vak, ...]:
    geheel = een.totaal
    begin = (een.onderdeel, een.code, een.titel, geheel.scholen, geheel.in_huis, geheel.op_afroep, geheel.onbekend)
    groepen = (groep.in_huis + groep.op_afroep for groep in een.groepen)
    return (*begin, *groepen, *(keuze or "" for keuze in een.scholen))


def _antwoorden(van: Netwerk) -> Iterator[dict[str, Any]]:
    for profiel in van.profielen:
        inhoud = profiel.inhoud
        kop = {"school": inhoud["school"]["code"], "naam": inhoud["school"]["naam"], "schooljaar": inhoud["schooljaar"]}
        for onderdeel in inhoud["onderdelen"]:
            for item in onderdeel["items"]:
                if "keuze" in item:
                    velden = {veld: item[veld] for veld in ("code", "titel", "keuze", "tekst", "datum")}
                    yield {**kop, "onderdeel": onderdeel["titel"], **velden}


def _antwoordblad(inhoud: dict[str, Any]) -> Blad:
    kolommen = ("school", "naam", "schooljaar", "onderdeel", "code", "titel", "keuze", "tekst", "datum")
    rijen = (tuple(een[kolom] or "" for kolom in kolommen) for een in inhoud["antwoorden"])
    return Blad(kolommen, tuple(rijen))
