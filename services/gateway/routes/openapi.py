"""The OpenAPI 3.1 document: what FastAPI finds in the routes, in Dutch, with what all answers share."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.gateway.domain.rechten import Zicht
from services.gateway.domain.vraag import AANVRAGER, HERKOMST, MAX_EENHEDEN, PERIODEN, als_tekst
from services.gateway.routes.modellen import Probleem
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.splitsingen import waarden
from shared.contracts.schooljaar import TELDATUMS
from shared.runtime.problem import MEDIA_TYPE, TITLES

Json = dict[str, Any]

_SCHOOLJAAR: Final = r"^[0-9]{4}-[0-9]{4}(\.\.[0-9]{4}-[0-9]{4})?$"
_BOEKJAAR: Final = r"^20[0-9]{2}(\.\.20[0-9]{2})?$"
_NIET_VERGELIJKBAAR: Final = ("splitsing", "zicht", "periode", "boekjaar")
_NIET_GEWIJZIGD: Final = "Niet gewijzigd sinds de ETag die u meegaf"
_BESCHRIJVING: Final = """
Lopende indicatoren van passend onderwijs, per school, bestuur, subregio, samenwerkingsverband en landelijk.

Elke aanroep heeft een toegangstoken nodig (`Authorization: Bearer pos_…`), behalve het lezen van gepubliceerde
profielen: die zijn openbaar. Wat u niet mag zien, bestaat voor u
niet: u krijgt hetzelfde antwoord als voor iets dat er niet is.
"""


def parameter(naam: str, omschrijving: str, schema: Json | None = None, **overig: Any) -> Json:
    """One query parameter."""
    return {
        "name": naam,
        "in": "query",
        "description": omschrijving,
        "schema": {"type": "string", **(schema or {})},
        **overig,
    }


def _lijst(naam: str, omschrijving: str, schema: Json | None = None, **overig: Any) -> Json:
    """A query parameter that may be given several times."""
    return parameter(naam, omschrijving, {"type": "array", "items": {"type": "string", **(schema or {})}}, **overig)


VERWIJZING: Final = "#/components/schemas/{model}"
_IN_HET_PAD: Final = {
    "code": "Code van de indicator, zoals tlv-aanvragen.",
    "naam": "Naam van het dashboard.",
    "dashboard": "Naam van het dashboard.",
    "bestand": "Code van de figuur, met of zonder punt en vorm.",
    "afspraak": "Id van de afspraak.",
    "standaard": "Code van de standaard, zoals RPO1.",
    "figuur": "Code van de figuur.",
    "niveau": "Niveau van de eenheid.",
    "eenheid": "Code van de eenheid.",
    "id": "Wat u eerder als id of code kreeg.",
    "swv": "Code van het samenwerkingsverband, zoals PO9901.",
    "vestiging": "Code van de school, zoals 99AB00.",
    "schooljaar": "Schooljaar, zoals 2025-2026.",
    "nummer": "Nummer van de versie.",
    "item": "Code van het onderdeel van het formulier.",
}
FORMAAT: Final = parameter("formaat", "Zonder: volgens de header Accept.", {"enum": ["json"]})
PAGINERING: Final = [
    parameter("pagina", "Nummer van de bladzijde, vanaf 1.", {"type": "integer", "minimum": 1, "default": 1}),
    parameter(
        "paginaGrootte", "Aantal per bladzijde.", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
    ),
]


def vraag_parameters() -> list[Json]:
    """The parameters of a question about one indicator; filters of all indicators together."""
    niveaus = {"enum": [niveau.value for niveau in Niveau]}
    eenheden = {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MAX_EENHEDEN}
    toerekening = {"enum": [AANVRAGER, HERKOMST], "default": AANVRAGER}
    teldatum = {"enum": list(TELDATUMS), "default": TELDATUMS[0]}
    return [
        parameter("niveau", "Niveau van de eenheden.", niveaus, required=True),
        parameter("eenheid", "Code van de eenheid; mag herhaald.", eenheden, required=True),
        _lijst("schooljaar", "Eén of een reeks (2019-2020..2025-2026); mag herhaald.", {"pattern": _SCHOOLJAAR}),
        parameter("splitsing", "Hoogstens twee splitsingen, met een komma ertussen."),
        *_filters(),
        parameter("binnen", "Alleen dossiers van dit SWV.", {"pattern": r"^(PO|VO)[0-9]{4}$"}),
        parameter("toerekening", "Naar de school die aanvroeg, of waar de leerling vandaan komt.", toerekening),
        parameter("zicht", "Zonder: het beste dat u voor de eenheid hebt.", {"enum": list(Zicht)}),
        parameter("teldatum", "Alleen waar per teldatum geteld wordt.", teldatum),
        parameter("periode", "Bij middelen: per schooljaar of per boekjaar.", {"enum": list(PERIODEN)}),
        _lijst(
            "boekjaar", "Bij periode=boekjaar: één of een reeks (2023..2025); mag herhaald.", {"pattern": _BOEKJAAR}
        ),
    ]


def vergelijk_parameters() -> list[Json]:
    """The parameters of a comparison: those of a question, for one unit and one schooljaar."""
    anders = {
        "eenheid": parameter("eenheid", "Code van de eenheid.", required=True),
        "schooljaar": parameter("schooljaar", "Zonder: het lopende.", {"pattern": r"^[0-9]{4}-[0-9]{4}$"}),
    }
    over = [een for een in vraag_parameters() if een["name"] not in _NIET_VERGELIJKBAAR]
    return [anders.get(een["name"], een) for een in over]


def _filters() -> Iterable[Json]:
    namen: dict[str, list[str]] = {}
    for indicator in INDICATOREN.values():
        for naam in indicator.splitsingen:
            lijst = namen.setdefault(naam, [])
            lijst += [tekst for tekst in als_tekst(waarden(indicator, naam)) if tekst not in lijst]
    for naam, lijst in namen.items():
        yield parameter(f"filter.{naam}", "Alleen deze waarde; hoogstens twee filters.", {"enum": lijst})


def fouten(*statussen: int) -> dict[int | str, Json]:
    """Entries of `responses` for what can go wrong."""
    return {
        status: {"description": _NIET_GEWIJZIGD}
        if status == 304
        else {
            "description": TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": VERWIJZING.format(model="Probleem")}}},
        }
        for status in statussen
    }


_ONDERWERPEN: Final = {
    "indicatoren": "Catalogus en waarden",
    "dashboards": "Wat de pagina's laten zien, als één antwoord, en elke figuur los",
    "doelen": "Doelen van een samenwerkingsverband en hoe ze ervoor staan",
    "oordelen": "Oordelen van de Inspectie over scholen, zoals DUO ze publiceert",
    "gesprekken": "Gesprekken met scholen en besturen, en wat er is afgesproken",
    "toelichtingen": "Wat een eenheid zelf bij haar cijfers schrijft",
    "profielen": "Ondersteuningsaanbod van scholen; gepubliceerde profielen zijn openbaar",
    "eenheden": "Scholen, besturen, subregio's, samenwerkingsverbanden",
    "stand": "Hoe ver de cijfers zijn",
    "beheer": "Instellingen en datakwaliteit van een samenwerkingsverband",
    "rapporten": "Word-documenten op aanvraag",
    "tokens": "Toegangstokens",
}


def maak_document(app: FastAPI, voorbeeld: bool, contact: Mapping[str, str]) -> None:
    """Let `/v1/openapi.json` give our document; `voorbeeld` says that the data are invented."""

    def document() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, voorbeeld, contact)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI, voorbeeld: bool, contact: Mapping[str, str]) -> Json:
    # A copy: parts of it are constants of the routes, and what follows changes it in place.
    gevonden = deepcopy(
        get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=_BESCHRIJVING
            + ("\n**Dit zijn voorbeeldgegevens: alles is verzonnen.**\n" if voorbeeld else ""),
            routes=app.routes,
            servers=[{"url": "/v1", "description": "Deze server"}],
            license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            tags=[{"name": naam, "description": over} for naam, over in _ONDERWERPEN.items()],
        )
    )
    # Set here and not above: FastAPI would ask for a package that only checks addresses.
    gevonden["info"]["contact"] = {"name": "Beheer van deze omgeving", **contact}
    gevonden["paths"] = {pad.removeprefix("/v1"): _pad(operaties) for pad, operaties in gevonden["paths"].items()}
    gevonden["security"] = [{"token": []}]
    _til_modellen_op(gevonden["paths"], gevonden["components"]["schemas"])
    _vul_onderdelen_aan(gevonden["components"])
    _noem_leeg(gevonden)
    return gevonden


def _vul_onderdelen_aan(onderdelen: Json) -> None:
    """Our problems in the place of FastAPI's, the header of every answer, and how to log in."""
    schemas = onderdelen["schemas"]
    for naam in ("HTTPValidationError", "ValidationError"):
        schemas.pop(naam, None)
    probleem = Probleem.model_json_schema(ref_template=VERWIJZING)
    schemas |= {**probleem.pop("$defs"), "Probleem": probleem}
    onderdelen["headers"] = {
        "API-Version": {"description": "Versie van de API", "required": True, "schema": {"type": "string"}}
    }
    onderdelen["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Toegangstoken: pos_…"},
        "wachtwoord": {"type": "http", "scheme": "basic", "description": "Alleen om een token te maken"},
    }


def _til_modellen_op(paden: Json, schemas: Json) -> None:
    """The schema of a body that a route reads itself brings its models along: they move to those of the document."""
    for operatie in (een for operaties in paden.values() for een in operaties.values()):
        for inhoud in operatie.get("requestBody", {}).get("content", {}).values():
            schemas |= inhoud["schema"].pop("$defs", {})


def _noem_leeg(deel: Any) -> None:
    """A type or nothing, in one: `type: [string, "null"]` keeps the format where Spectral looks for it."""
    for een in deel.values() if isinstance(deel, dict) else deel:
        if isinstance(een, dict | list):
            _noem_leeg(een)
    if not isinstance(deel, dict) or len(delen := deel.get("anyOf", ())) != 2 or delen[1] != {"type": "null"}:
        return
    soort = delen[0]
    if isinstance(soort.get("type"), str) and not {"enum", "const"} & set(soort):
        del deel["anyOf"]
        deel |= {**soort, "type": [soort["type"], "null"]}


def _pad(operaties: Json) -> Json:
    for operatie in operaties.values():
        for gegeven in operatie.get("parameters", ()):
            if gegeven["in"] == "path":
                gegeven.setdefault("description", _IN_HET_PAD[gegeven["name"]])
        # Our own checks answer 400 with every mistake; the 422 that FastAPI assumes never leaves.
        operatie["responses"].pop("422", None)
        if "application/json" in operatie.get("requestBody", {}).get("content", {}):
            operatie["responses"] |= {str(status): een for status, een in fouten(415).items()}
        for status, antwoord in operatie["responses"].items():
            if status[0] in "23":
                antwoord.setdefault("headers", {})["API-Version"] = {"$ref": "#/components/headers/API-Version"}
    return operaties
