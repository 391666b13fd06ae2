"""`/v1/documentatie`: the API explained, from its own OpenAPI document. No script, nothing from elsewhere."""

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response

from services.gateway.paginas.bezoek import Bezoeken, pagina_route

Json = Mapping[str, Any]
_BEGIN = "#/components/schemas/"


def router(bezoeken: Bezoeken, app: FastAPI) -> APIRouter:
    """The page; anybody may read it, as the document itself."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/v1/documentatie")
    async def toon(request: Request) -> Response:
        document = app.openapi()
        return bezoeken.pagina(
            request, "documentatie.html", await bezoeken.beller(request), info=document["info"],
            groepen=groepen(document), modellen=list(_modellen(document)),
        )  # fmt: skip

    return routes


def groepen(document: Json) -> list[dict[str, Any]]:
    """Operations by tag, in the order of the document."""
    gevonden = [{**tag, "operaties": []} for tag in document["tags"]]
    per_naam = {groep["name"]: groep for groep in gevonden}
    for pad, operaties in document["paths"].items():
        for methode, operatie in operaties.items():
            per_naam[operatie["tags"][0]]["operaties"].append(_operatie(pad, methode, operatie))
    return [groep for groep in gevonden if groep["operaties"]]


def _operatie(pad: str, methode: str, operatie: Json) -> dict[str, Any]:
    return {
        "id": operatie["operationId"],
        "methode": methode.upper(),
        "pad": f"/v1{pad}",
        "kop": operatie["summary"],
        "tekst": operatie.get("description", ""),
        "parameters": [_parameter(een) for een in operatie.get("parameters", [])],
        "antwoorden": [_antwoord(status, een) for status, een in operatie["responses"].items()],
    }


def _parameter(parameter: Json) -> dict[str, Any]:
    schema = parameter.get("schema", {})
    keuzen = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return {
        "naam": parameter["name"],
        "waar": {"path": "in het pad", "query": "in de vraag", "header": "in de kop"}[parameter["in"]],
        "verplicht": parameter.get("required", False),
        "tekst": parameter.get("description", ""),
        "keuzen": [str(keuze) for keuze in keuzen],
    }


def _antwoord(status: str, antwoord: Json) -> dict[str, Any]:
    inhoud = antwoord.get("content", {})
    modellen = {_model(soort.get("schema", {})) for soort in inhoud.values()} - {None}
    return {"status": status, "tekst": antwoord["description"], "soorten": list(inhoud), "modellen": sorted(modellen)}


def _model(schema: Json) -> str | None:
    naam = str(schema.get("$ref", ""))
    return naam.removeprefix(_BEGIN) if naam.startswith(_BEGIN) else None


def _modellen(document: Json) -> Iterator[dict[str, Any]]:
    for naam, schema in sorted(document["components"]["schemas"].items()):
        velden = [
            {"naam": veld, "soort": _soort(over), "tekst": over.get("description", "")}
            for veld, over in schema.get("properties", {}).items()
        ]
        yield {"naam": naam, "tekst": schema.get("description", ""), "velden": velden}


def _soort(schema: Json) -> str:
    """A type in words: 'tekst of leeg', 'lijst van Figuur'."""
    if model := _model(schema):
        return model
    if isinstance(soorten := schema.get("type"), list):
        return " of ".join(_soort({**schema, "type": soort}) for soort in soorten)
    if delen := schema.get("anyOf"):
        return " of ".join(dict.fromkeys(map(_soort, delen)))
    if "enum" in schema or "const" in schema:
        return " | ".join(map(str, schema.get("enum", [schema.get("const")])))
    if schema.get("type") == "array":
        return f"lijst van {_soort(schema.get('items', {}))}"
    return _WOORDEN.get(str(schema.get("type")), "willekeurig")


_WOORDEN: Mapping[str, str] = {
    "string": "tekst", "integer": "geheel getal", "number": "getal", "boolean": "ja of nee", "object": "object",
    "null": "leeg",
}  # fmt: skip
