"""What the unit wrote itself, put beside the figures of its dashboard."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.poorten import Teksten
from services.gateway.domain.toelichtingen import Versie
from services.gateway.handlers.waarden import moment

Json = dict[str, Any]


def met_toelichtingen(antwoord: Json, keuze: Keuze, teksten: Teksten) -> Json:
    """The same answer with a text at each figure that has one, and the way to write one for who may."""
    per_figuur = {een.plek.figuur: een for een in teksten.versies if een.plek.dashboard == keuze.dashboard}
    figuren = [_figuur(figuur, keuze, per_figuur, mag=teksten.mag) for figuur in antwoord["figuren"]]
    return {**antwoord, "figuren": figuren}


def _figuur(figuur: Json, keuze: Keuze, per_figuur: Mapping[str, Versie], *, mag: bool) -> Json:
    versie = per_figuur.get(figuur["code"])
    if versie is None and not mag:
        return figuur
    links = {"toelichting": {"href": adres_api(keuze, figuur["code"])}}
    if mag:
        links["toelichten"] = {"href": adres_pagina(keuze, figuur["code"])}
    return {**figuur, "toelichting": _tekst(versie), "_links": {**figuur["_links"], **links}}


def _tekst(versie: Versie | None) -> Json | None:
    if versie is None:
        return None
    return {"tekst": versie.tekst, "geschrevenOp": moment(versie.op), "geschrevenDoor": versie.door}


def adres_api(keuze: Keuze, figuur: str) -> str:
    """The text of this figure in the API."""
    return f"/v1/toelichtingen/{keuze.niveau}/{keuze.eenheid}/{keuze.dashboard}/{figuur}/{keuze.jaar}"


def adres_pagina(keuze: Keuze, figuur: str) -> str:
    """The page to write it; it knows the view to come back to."""
    return f"/toelichting?{urlencode([('dashboard', keuze.dashboard), ('figuur', figuur), *keuze.parameters()])}"
