"""Errors over HTTP as `application/problem+json` (RFC 9457), in Dutch, without an echo of what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from shared.runtime.errors import Unavailable
from shared.runtime.logging import get_logger

MEDIA_TYPE = "application/problem+json"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_KIB, _MIB = 1024, 1024 * 1024
TITLES = {
    400: "Ongeldige invoer",
    401: "Niet ingelogd",
    403: "Geen toegang",
    404: "Niet gevonden",
    405: "Methode niet toegestaan",
    406: "Formaat niet beschikbaar",
    409: "Conflict",
    412: "Intussen gewijzigd",
    413: "Bericht te groot",
    415: "Soort bericht niet ondersteund",
    422: "Ongeldige invoer",
    429: "Te veel verzoeken",
    500: "Interne fout",
    503: "Tijdelijk niet beschikbaar",
}
# pydantic's error types, as a person who fills in a form would say them; the rest is "heeft een ongeldige waarde".
_MELDINGEN = {
    "missing": "ontbreekt",
    "extra_forbidden": "is niet bekend",
    "enum": "is geen toegestane waarde",
    "literal_error": "is geen toegestane waarde",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
    "string_too_long": "is te lang",
    "string_too_short": "is te kort",
    "too_long": "heeft te veel onderdelen",
    "too_short": "heeft te weinig onderdelen",
    "int_parsing": "is geen geheel getal",
    "int_type": "is geen geheel getal",
    "float_parsing": "is geen getal",
    "bool_parsing": "is geen ja of nee",
    "greater_than_equal": "is te laag",
    "greater_than": "is te laag",
    "less_than_equal": "is te hoog",
    "less_than": "is te hoog",
    "date_from_datetime_parsing": "is geen datum",
    "datetime_from_date_parsing": "is geen tijdstip",
    "uuid_parsing": "is geen geldig kenmerk",
    "json_invalid": "is geen geldige JSON",
}
_PLACES = {"query": "query", "body": "bericht", "path": "pad", "header": "header", "cookie": "cookie"}

log = get_logger(__name__)


@dataclass(frozen=True)
class Fout:
    """One thing that is wrong: `veld` says where (`query.schooljaar`), `melding` what, never the value."""

    veld: str
    melding: str


class Problem(Exception):
    """Raise it anywhere in a route: it becomes the answer.

    `code` is a stable word for programs (`niet_voor_deze_rol`); `detail` is for people.
    """

    def __init__(
        self,
        status: int,
        title: str | None = None,
        detail: str | None = None,
        code: str | None = None,
        fouten: Sequence[Fout] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code or ''}")
        self.status = status
        self.title = title or TITLES.get(status, "Fout")
        self.detail = detail
        self.code = code
        self.fouten = tuple(fouten)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """The members of the answer; empty ones are left out."""
        members = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "fouten": [asdict(fout) for fout in self.fouten],
        }
        return {name: value for name, value in members.items() if value}


class TooLarge(HTTPException):
    """413. An HTTPException, for FastAPI turns any other error while it reads a body into a 400."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(413)
        self.max_bytes = max_bytes


def answer(problem: Problem) -> JSONResponse:
    """The HTTP answer of a problem."""
    return JSONResponse(problem.body(), problem.status, problem.headers, media_type=MEDIA_TYPE)


def too_large(max_bytes: int) -> Problem:
    """413 with the limit in it."""
    omvang = f"{max_bytes // _KIB} KiB" if max_bytes % _MIB else f"{max_bytes // _MIB} MiB"
    grens = f"{max_bytes} bytes" if max_bytes % _KIB else omvang
    return Problem(413, detail=f"Een bericht mag hoogstens {grens} groot zijn.", code="te_groot")


def is_json(request: Request) -> bool:
    """Whether the content type announces JSON, by the rule of FastAPI: `application/json`, `application/…+json`."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def not_json() -> Problem:
    """415 for a body of another kind: a form, text, or one that does not say what it is."""
    return Problem(
        415, detail="Stuur JSON, met de header Content-Type: application/json.", code="soort_bericht",
        headers={"Accept": "application/json"},
    )  # fmt: skip


def invalid_input(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """All errors of pydantic as one 400: where and what kind, without the value."""
    fouten = [
        Fout(_where(error["loc"]), _MELDINGEN.get(error["type"], "heeft een ongeldige waarde")) for error in errors
    ]
    return Problem(400, detail=f"{len(fouten)} {'fout' if len(fouten) == 1 else 'fouten'} in de invoer.", fouten=fouten)


def _where(loc: Sequence[str | int]) -> str:
    first, *rest = loc
    # A key that the caller made up may hold anything: only names that look like ours are repeated.
    names = [str(part) if isinstance(part, int) or (part.isidentifier() and len(part) <= 40) else "…" for part in rest]
    return ".".join([_PLACES.get(str(first), "bericht"), *names])


async def _on_problem(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return answer(error)


async def _on_invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    if error.body and not is_json(request) and any(each["loc"][0] == "body" for each in error.errors()):
        return answer(not_json())
    return answer(invalid_input(error.errors()))


async def _on_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error, TooLarge):
        return answer(too_large(error.max_bytes))
    if error.status_code == 405:
        return answer(Problem(405, headers={"Allow": ", ".join(_allowed(request))}))
    return answer(Problem(error.status_code, headers=error.headers))


def _allowed(request: Request) -> Iterator[str]:
    """Every method of this path (RFC 9110, 15.5.6): the router by itself names those of the first route only."""
    for method in _METHODS:
        asked = "GET" if method == "HEAD" else method
        if any(route.matches({**request.scope, "method": asked})[0] is Match.FULL for route in request.app.routes):
            yield method


async def _on_unavailable(_request: Request, error: Exception) -> JSONResponse:
    log.warning("verzoek kon niet, iets is niet bereikbaar", exc_info=error)
    return answer(Problem(503, detail="Probeer het over enkele seconden opnieuw.", headers={"Retry-After": "5"}))


def add_problem_handlers(app: FastAPI) -> None:
    """Give every error of an app the one shape."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Unavailable, _on_unavailable)
