"""The API document against the routes, and against the NL GOV API Design Rules that can be checked by machine."""

import re
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.bundels import Bundelbalie
from services.gateway.handlers.poorten import Accounts, Gegevens
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.sjablonen import Sjabloonbalie
from services.gateway.handlers.stand import Achterstand, Tellingen
from services.gateway.handlers.vrijgaven import Vrijgavenbalie
from services.gateway.routes import API_VERSIE, build_api, bundels, rapporten, sjablonen, vrijgaven
from services.gateway.routes.diensten import Diensten
from shared.contracts.indicatoren import CATALOGUS
from shared.runtime.clock import SystemClock
from shared.runtime.metrics import counter

NIETS = cast(Any, None)


def maak_api() -> FastAPI:
    """The app, with nothing behind it."""
    clock = SystemClock()
    poort = Toegangspoort(cast(Accounts, NIETS), NIETS, clock, Slot(5, 15), 366)
    achterstand = Achterstand(NIETS, clock)
    contact = {"email": "beheer@example.nl", "url": "https://example.nl"}
    diensten = Diensten(
        cast(Gegevens, NIETS), poort, achterstand, cast(Tellingen, NIETS), clock, NIETS, contact=contact
    )
    api = build_api(diensten)
    balie = Rapportbalie(cast(Gegevens, NIETS), NIETS, NIETS, clock)
    api.include_router(bundels.build_router(diensten, Bundelbalie(balie)))
    api.include_router(rapporten.build_router(diensten, balie))
    api.include_router(sjablonen.build_router(diensten, Sjabloonbalie(NIETS)))
    api.include_router(vrijgaven.build_router(diensten, Vrijgavenbalie(NIETS)))
    return api


@pytest.fixture(scope="module")
def api() -> FastAPI:
    return maak_api()


@pytest.fixture(scope="module")
def document(api: FastAPI) -> Any:
    """The document."""
    return api.openapi()


def _operaties(document: Any) -> Iterator[tuple[str, str, Any]]:
    for pad, operaties in document["paths"].items():
        for methode, operatie in operaties.items():
            yield pad, methode, operatie


def test_every_route_is_in_the_document_and_nothing_else(api: FastAPI, document: Any) -> None:
    routes: set[tuple[str, str]] = set()
    for context in iter_route_contexts(api.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            routes |= {(route.path.removeprefix("/v1"), methode.lower()) for methode in route.methods or ()}
    assert {(pad, methode) for pad, methode, _ in _operaties(document)} == routes


def test_general_information(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    assert set(document["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert [server["url"] for server in document["servers"]] == [f"/v{API_VERSIE.split('.')[0]}"]


def test_paths_are_kebab_case_nouns_without_a_slash_at_the_end(document: Any) -> None:
    for pad in document["paths"]:
        assert re.fullmatch(r"(/([a-z]+(-[a-z]+)*|\{[a-z][A-Za-z]*\}))+", pad), pad


def test_query_keys_are_camel_case(document: Any) -> None:
    for pad, _, operatie in _operaties(document):
        for parameter in operatie.get("parameters", []):
            assert re.fullmatch(r"(filter\.)?[a-z][A-Za-z]*", parameter["name"]), pad


def test_properties_are_camel_case(document: Any) -> None:
    for naam, schema in document["components"]["schemas"].items():
        for eigenschap in schema.get("properties", {}):
            assert re.fullmatch(r"_?[a-z][A-Za-z0-9]*", eigenschap), naam


def test_every_operation_says_what_it_does_and_how_it_fails(document: Any) -> None:
    for pad, _, operatie in _operaties(document):
        assert operatie["operationId"]
        assert operatie["summary"]
        assert operatie["tags"]
        openbaar = operatie.get("security") == []
        assert ("401" in operatie["responses"]) != openbaar
        assert "422" not in operatie["responses"]
        for status, antwoord in operatie["responses"].items():
            if status[0] == "4" or status[0] == "5":
                assert set(antwoord["content"]) == {"application/problem+json"}, pad
            else:
                assert "API-Version" in antwoord["headers"]


def test_every_reference_leads_somewhere(document: Any) -> None:
    tekst = str(document)
    gezien = set(re.findall(r"#/components/(\w+)/([\w-]+)", tekst))
    assert len(re.findall(r"#/(?!components/)", tekst)) == 0
    assert gezien
    for soort, naam in gezien:
        assert naam in document["components"][soort]


def test_models_have_names_of_their_own_and_days_a_format(document: Any) -> None:
    """A name with its module in it says that two models share one; a day or nothing is one type with its format."""
    for naam, schema in document["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", naam)
        for eigenschap, veld in schema.get("properties", {}).items():
            if eigenschap == "datum" and veld.get("type") != "boolean":
                assert (veld["type"], veld["format"]) == (["string", "null"], "date"), naam


def test_who_asks_json_says_415(document: Any) -> None:
    met = [
        een for _, _, een in _operaties(document) if "application/json" in een.get("requestBody", {}).get("content", {})
    ]
    assert len(met) > 10
    assert all("415" in operatie["responses"] for operatie in met)


def test_filters_of_every_indicator_are_described(document: Any) -> None:
    parameters = document["paths"]["/indicatoren/{code}/waarden"]["get"]["parameters"]
    namen = [parameter["name"] for parameter in parameters]
    assert {f"filter.{naam}" for een in CATALOGUS.values() for naam in een.splitsingen} <= set(namen)
    assert len(set(namen)) == len(namen)


def test_only_methods_that_mean_what_they_say(document: Any) -> None:
    for pad, methode, operatie in _operaties(document):
        assert methode in {"get", "post", "put", "delete"}, pad
        assert ("requestBody" in operatie) <= (methode in {"post", "put"})
        assert methode != "get" or not {"201", "202", "204"} & set(operatie["responses"])


def test_no_secret_travels_in_an_address(document: Any) -> None:
    namen = {
        een["name"].lower() for _, _, operatie in _operaties(document) for een in operatie.get("parameters", [])
        if een["in"] in ("query", "path")
    }  # fmt: skip
    assert not namen & {"token", "wachtwoord", "geheim", "bsn", "naamleerling"}


async def test_anybody_may_read_the_document(api: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://x") as client:
        antwoord = await client.get("/v1/openapi.json")
        weg = await client.get("/v1/bestaat-niet")
        verkeerd = await client.delete("/v1/indicatoren")
    assert antwoord.headers["api-version"] == API_VERSIE
    label = ("/v1/indicatoren", "DELETE", "405")
    assert counter("pos_http_verzoeken_total").labels(*label)._value.get() >= 1
    assert (weg.status_code, weg.headers["content-type"]) == (404, "application/problem+json")
    assert (verkeerd.status_code, verkeerd.headers["content-type"]) == (405, "application/problem+json")


def test_every_list_is_paged_or_whole_and_known_by_its_etag(document: Any) -> None:
    """Who has it asks whether it still holds; only what is one thing with an If-Match, or flows, has no 304."""
    for pad, operatie in _lijsten(document):
        assert "304" in operatie["responses"], pad


def _lijsten(document: Any) -> Iterator[tuple[str, Any]]:
    schemas = document["components"]["schemas"]
    for pad, operaties in document["paths"].items():
        goed = operaties.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        naam = goed.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
        if operaties.get("get", {}).get("operationId", "").startswith("lijst") or "totaal" in schemas.get(naam, {}).get(
            "properties", {}
        ):
            yield pad, operaties["get"]
