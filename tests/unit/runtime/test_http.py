"""The shape of every HTTP answer: problems in Dutch without an echo, headers, limits, metrics."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Query, Request, Response
from prometheus_client import REGISTRY
from pydantic import BaseModel

from shared.runtime.errors import Unavailable
from shared.runtime.http import Fout, Problem, build_http, read_body
from shared.runtime.problem import too_large

PERSON = "Fatima"


class Aanvraag(BaseModel):
    """What the test route takes."""

    leeftijd: int
    soort: str


def made_app() -> FastAPI:
    """One route per kind of answer."""
    app = build_http("Proef", "1.2.0", body_max_bytes=100)

    @app.get("/eenheden/{nummer}")
    async def one(nummer: int, schooljaar: str = Query(pattern=r"^\d{4}-\d{4}$")) -> dict[str, int]:
        return {"nummer": nummer}

    @app.post("/aanvragen", status_code=201)
    async def make(aanvraag: Aanvraag) -> dict[str, int]:
        return {"leeftijd": aanvraag.leeftijd}

    @app.post("/klein")
    async def small(request: Request) -> Response:
        return Response(await read_body(request, 10), headers={"Cache-Control": "private"})

    @app.get("/verboden")
    async def refused() -> None:
        raise Problem(
            403, detail="Niet voor u.", code="niet_voor_deze_rol", fouten=[Fout("query.splitsing", "mag niet")]
        )

    @app.get("/kapot")
    async def broken() -> None:
        raise ValueError(PERSON)

    @app.get("/weg")
    async def away() -> None:
        raise Unavailable("postgresql")

    return app


@pytest.mark.parametrize("path", ["/eenheden/1?schooljaar=2025-2026", "/eenheden/x", "/verboden", "/kapot", "/niets"])
async def test_head_is_get_without_its_body(client: httpx.AsyncClient, path: str) -> None:
    got, asked = await client.get(path), await client.head(path)

    assert asked.status_code == got.status_code
    assert asked.headers == got.headers
    assert got.content != b""
    assert asked.content == b""


async def test_head_is_counted_as_head_of_its_route(client: httpx.AsyncClient) -> None:
    def counted() -> float:
        labels = {"route": "/eenheden/{nummer}", "methode": "HEAD", "status": "200"}
        return REGISTRY.get_sample_value("pos_http_verzoeken_total", labels) or 0.0

    before = counted()
    await client.head("/eenheden/1?schooljaar=2025-2026")

    assert counted() == before + 1


async def test_head_where_there_is_no_get_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.head("/klein")).status_code == 405


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """Calls the app without a socket."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(made_app()), base_url="http://proef") as opened:
        yield opened


async def test_invalid_input_lists_every_error_and_echoes_nothing(client: httpx.AsyncClient) -> None:
    answer = await client.post("/aanvragen", json={"leeftijd": PERSON, PERSON: 1})

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert PERSON not in answer.text
    assert answer.json()["fouten"] == [
        {"veld": "bericht.leeftijd", "melding": "is geen geheel getal"},
        {"veld": "bericht.soort", "melding": "ontbreekt"},
    ]


async def test_path_and_query_errors_say_where(client: httpx.AsyncClient) -> None:
    answer = await client.get("/eenheden/x", params={"schooljaar": PERSON})

    assert answer.status_code == 400
    assert [fout["veld"] for fout in answer.json()["fouten"]] == ["pad.nummer", "query.schooljaar"]


async def test_broken_json_is_400(client: httpx.AsyncClient) -> None:
    answer = await client.post("/aanvragen", content=b'{"leeftijd": ', headers={"content-type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["fouten"][0]["melding"] == "is geen geldige JSON"


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"leeftijd": "8", "soort": PERSON}},
        {"content": b'{"leeftijd": 8, "soort": "a"}', "headers": {"content-type": "text/plain"}},
        {"content": b'{"leeftijd": 8, "soort": "a"}'},
    ],
)
async def test_json_is_asked_of_who_sends_something_else(client: httpx.AsyncClient, sent: Any) -> None:
    answer = await client.post("/aanvragen", **sent)

    assert (answer.status_code, answer.headers["content-type"]) == (415, "application/problem+json")
    assert answer.headers["accept"] == "application/json"
    assert answer.json() == {
        "type": "about:blank", "title": "Soort bericht niet ondersteund", "status": 415, "code": "soort_bericht",
        "detail": "Stuur JSON, met de header Content-Type: application/json.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("media_type", "json"),
    [
        ("application/json", True), ("Application/JSON; charset=utf-8", True), ("application/merge-patch+json", True),
        ("text/json", False), ("application/jsonp", False), ("", False),
    ],
)  # fmt: skip
async def test_what_announces_json(client: httpx.AsyncClient, media_type: str, json: bool) -> None:
    body = b'{"leeftijd": 8, "soort": "a"}'
    answer = await client.post("/aanvragen", content=body, headers={"content-type": media_type})

    assert answer.status_code == (201 if json else 415)


async def test_nothing_at_all_is_what_is_missing(client: httpx.AsyncClient) -> None:
    answer = await client.post("/aanvragen")

    assert answer.status_code == 400
    assert answer.json()["fouten"] == [{"veld": "bericht", "melding": "ontbreekt"}]


@pytest.mark.parametrize(
    ("method", "path", "status", "title"),
    [
        ("GET", "/niets", 404, "Niet gevonden"),
        ("DELETE", "/kapot", 405, "Methode niet toegestaan"),
        ("GET", "/weg/", 404, "Niet gevonden"),
    ],
)
async def test_what_is_not_there(client: httpx.AsyncClient, method: str, path: str, status: int, title: str) -> None:
    answer = await client.request(method, path)

    assert answer.status_code == status
    assert answer.json() == {"type": "about:blank", "title": title, "status": status}


async def test_a_method_that_is_not_there_is_answered_with_all_that_are() -> None:
    app, router = made_app(), APIRouter()

    @router.get("/dingen/{naam}")
    @router.put("/dingen/{naam}")
    async def ding(naam: str) -> str:
        return naam

    @router.delete("/dingen/{naam}")
    async def weg(naam: str) -> str:
        return naam

    app.include_router(router)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        answer = await client.post("/dingen/een")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, PUT, DELETE"


@pytest.mark.parametrize(("grens", "tekst"), [(100, "100 bytes"), (5 * 1024, "5 KiB"), (4 * 1024**2, "4 MiB")])
def test_a_limit_is_told_in_a_round_number(grens: int, tekst: str) -> None:
    assert too_large(grens).detail == f"Een bericht mag hoogstens {tekst} groot zijn."


async def test_a_problem_keeps_its_code_and_errors(client: httpx.AsyncClient) -> None:
    answer = await client.get("/verboden")

    assert answer.status_code == 403
    assert answer.json()["code"] == "niet_voor_deze_rol"
    assert answer.json()["fouten"] == [{"veld": "query.splitsing", "melding": "mag niet"}]
    assert "API-Version" not in answer.headers


async def test_a_bug_gives_500_without_text_but_with_all_headers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/kapot")

    assert answer.status_code == 500
    assert answer.json() == {"type": "about:blank", "title": "Interne fout", "status": 500}
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_unavailable_gives_503_and_when_to_come_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/weg")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


async def test_headers_of_a_good_answer(client: httpx.AsyncClient) -> None:
    answer = await client.get("/eenheden/4", params={"schooljaar": "2025-2026"})

    assert answer.json() == {"nummer": 4}
    assert answer.headers["api-version"] == "1.2.0"
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["strict-transport-security"].startswith("max-age=")


async def test_a_route_may_choose_its_own_header(client: httpx.AsyncClient) -> None:
    answer = await client.post("/klein", content=b"kort")

    assert answer.headers["cache-control"] == "private"


async def test_bodies_have_a_limit(client: httpx.AsyncClient) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b"x" * 10

    stated = await client.post("/aanvragen", content=b"x" * 101, headers={"content-type": "application/json"})
    streamed = await client.post("/aanvragen", content=dripping(), headers={"content-type": "application/json"})
    of_route = await client.post("/klein", content=b"x" * 11)

    assert [answer.status_code for answer in (stated, streamed, of_route)] == [413, 413, 413]
    assert stated.json()["code"] == "te_groot"


async def test_requests_are_counted_by_route_template(client: httpx.AsyncClient) -> None:
    await client.get("/eenheden/12345", params={"schooljaar": "2025-2026"})
    await client.get("/Fatima")

    labels = {"route": "/eenheden/{nummer}", "methode": "GET", "status": "200"}
    assert REGISTRY.get_sample_value("pos_http_verzoeken_total", labels)
    unknown = {"route": "onbekend", "methode": "GET", "status": "404"}
    assert REGISTRY.get_sample_value("pos_http_verzoeken_total", unknown)
