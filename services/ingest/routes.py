"""The HTTP edge of ingest: `POST /v1/gebeurtenissen`."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from services.ingest.domain.handtekening import HandtekeningOngeldigError
from services.ingest.domain.levering import (
    MAX_BODY_BYTES,
    MAX_EVENTS,
    OnleesbareLeveringError,
    TeVeelGebeurtenissenError,
)
from services.ingest.domain.oordeel import Gebeurtenis, Oordeel
from services.ingest.handlers import BronIngetrokkenError, Ontvangst, RegisterOnbekendError
from services.ingest.openapi import PUSH
from services.ingest.settings import Settings
from shared.runtime.errors import Unavailable
from shared.runtime.http import Problem
from shared.runtime.metrics import counter, gauge

EVENT_TYPE: Final = "application/cloudevents+json"
BATCH_TYPE: Final = "application/cloudevents-batch+json"


class Werkgeheugen:
    """How many bytes of bodies are held at this moment; over the limit, LDOS is asked to wait."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._held = 0

    def take(self, size: int) -> bool:
        """Add `size` bytes, unless that is too much."""
        if self._held + size > self._max:
            return False
        self._held += size
        return True

    def give_back(self, size: int) -> None:
        self._held -= size


def build_router(ontvangst: Ontvangst, settings: Settings) -> APIRouter:
    """The routes of ingest over one Ontvangst."""
    router = APIRouter()
    memory = Werkgeheugen(settings.in_behandeling_max_bytes)

    @router.post("/v1/gebeurtenissen", openapi_extra=PUSH, response_class=JSONResponse)
    async def push(request: Request) -> JSONResponse:
        with _as_problems(settings.wacht_seconden):
            ondertekening = ontvangst.open(request.headers.raw)
            body = await _read(request, memory, settings)
            try:
                bron = await ontvangst.authenticate(ondertekening, body)
                oordelen = await ontvangst.receive(bron, body, batch=_is_batch(request))
            finally:
                memory.give_back(len(body))
        _count(oordelen)
        return JSONResponse({"resultaten": [_resultaat(oordeel) for oordeel in oordelen]})

    return router


async def _read(request: Request, memory: Werkgeheugen, settings: Settings) -> bytes:
    """The whole body, held in `memory`: the caller gives it back. Raises Problem."""
    body = bytearray()
    complete = False
    try:
        async with asyncio.timeout(settings.ontvangen_max_seconden):
            async for part in request.stream():
                if len(body) + len(part) > MAX_BODY_BYTES:
                    raise _too_large("Een levering mag hoogstens 4 MiB groot zijn.")
                if not memory.take(len(part)):
                    raise _later("druk", "Er zijn nu te veel leveringen tegelijk.", settings.wacht_seconden)
                body += part
        complete = True
    except TimeoutError as error:
        raise Problem(408, "Ontvangst duurde te lang", code="te_traag") from error
    except ClientDisconnect as error:
        raise Problem(400, detail="De verbinding is verbroken.", code="verbroken") from error
    finally:
        if not complete:
            memory.give_back(len(body))
    return bytes(body)


def _is_batch(request: Request) -> bool:
    """Whether the content type announces a list. Raises Problem 415."""
    content_types = request.headers.getlist("content-type")
    media_type, _, parameters = (content_types[0] if len(content_types) == 1 else "").partition(";")
    charset = parameters.strip().lower().replace('"', "").replace(" ", "")
    known = media_type.strip().lower() in (EVENT_TYPE, BATCH_TYPE) and charset in ("", "charset=utf-8")
    if not known or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(
            415,
            detail=f"Stuur {EVENT_TYPE} of {BATCH_TYPE}, in UTF-8 en zonder compressie.",
            code="soort_bericht",
            headers={"Accept": f"{EVENT_TYPE}, {BATCH_TYPE}", "Accept-Encoding": "identity"},
        )
    return media_type.strip().lower() == BATCH_TYPE


@contextmanager
def _as_problems(wait_seconds: int) -> Iterator[None]:
    """Turns what can go wrong with a whole push into its HTTP answer, and counts it."""
    try:
        try:
            yield
        except HandtekeningOngeldigError as error:
            raise _unauthorized() from error
        except BronIngetrokkenError as error:
            raise Problem(403, detail="Deze bron is ingetrokken.", code="bron_ingetrokken") from error
        except OnleesbareLeveringError as error:
            raise Problem(400, "Onleesbare levering", _UNREADABLE, code="onleesbaar") from error
        except TeVeelGebeurtenissenError as error:
            raise _too_large(f"Een levering mag hoogstens {MAX_EVENTS} gebeurtenissen hebben.") from error
        except RegisterOnbekendError as error:
            raise _later("register", "De bronnen zijn nog niet gelezen.", wait_seconds) from error
        except Unavailable as error:
            raise _later("niet_bevestigd", _NOT_CONFIRMED, wait_seconds) from error
    except Problem as problem:
        counter("pos_leveringen_total").labels(problem.code).inc()
        raise


_UNREADABLE: Final = (
    f"Het bericht is geen JSON in UTF-8 die bij het content type past: één object bij {EVENT_TYPE}, "
    f"een lijst bij {BATCH_TYPE}."
)
_NOT_CONFIRMED: Final = (
    "De opslag heeft niet alles bevestigd: een deel van deze levering kan zijn opgeslagen. "
    "Stuur de hele levering opnieuw; dubbele gebeurtenissen tellen niet dubbel."
)


def _unauthorized() -> Problem:
    return Problem(
        401,
        "Handtekening ongeldig",
        "De handtekening (Standard Webhooks) ontbreekt, klopt niet of ligt meer dan 300 seconden van nu.",
        code="handtekening",
        headers={"WWW-Authenticate": "Webhook-Signature"},
    )


def _too_large(detail: str) -> Problem:
    return Problem(413, detail=detail, code="te_groot")


def _later(code: str, detail: str, seconds: int) -> Problem:
    return Problem(503, detail=detail, code=code, headers={"Retry-After": str(seconds)})


def _resultaat(oordeel: Oordeel) -> dict[str, Any]:
    if isinstance(oordeel, Gebeurtenis):
        return {"id": oordeel.id, "uitkomst": "aanvaard", "fouten": []}
    return {"id": oordeel.id, "uitkomst": "geweigerd", "fouten": [asdict(fout) for fout in oordeel.fouten]}


def _count(oordelen: Sequence[Oordeel]) -> None:
    counter("pos_leveringen_total").labels("ontvangen").inc()
    for oordeel in oordelen:
        if isinstance(oordeel, Gebeurtenis):
            counter("pos_gebeurtenissen_total").labels("aanvaard").inc()
            counter("pos_onbekende_velden_total").inc(oordeel.unknown_fields)
            gauge("pos_gebeurtenis_laatste_tijd_seconden").set(oordeel.seconds)
        else:
            counter("pos_gebeurtenissen_total").labels(oordeel.fouten[0].code).inc()
