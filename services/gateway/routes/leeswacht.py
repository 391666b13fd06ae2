"""Every answer with figures leaves a line in the read audit, before its first byte leaves.

Security property held here (tests/integration/gateway/test_leesverslag.py): no route can forget it, for the handlers
note what they read (services/gateway/handlers/leesspoor.py) and this stands around all routes; the table below only
gives a line a readable kind. What a caller typed is never copied: subjects come from closed lists.
"""

from collections.abc import Mapping
from typing import Any, Final, Protocol
from uuid import UUID

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.dashboards import DASHBOARDS
from services.gateway.domain.leesverslag import GETEKEND, Leesregel
from services.gateway.handlers import leesspoor
from shared.contracts.indicatoren import INDICATOREN
from shared.runtime.clock import Clock

_ROUTES: Final[Mapping[str, tuple[str, str]]] = {
    "/v1/indicatoren/{code}/waarden": ("waarden", "code"),
    "/v1/indicatoren/{code}/vergelijking": ("vergelijking", "code"),
    "/v1/dashboards/{naam}": ("dashboard", "naam"),
    "/v1/grafieken/{dashboard}/{bestand}": ("figuur", "dashboard"),
    "/v1/stroom": ("stroom", ""),
    "/v1/doelen": ("doelen", ""),
    "/v1/doelen/{id}": ("doelen", ""),
    "/doelen": ("doelen", ""),
    "/doelen/{id}": ("doelen", ""),
    "/v1/kwaliteitsoordelen/{swv}": ("doelen", ""),
    "/v1/kwaliteitsoordelen/{swv}/{standaard}": ("doelen", ""),
    "/kwaliteit/standaarden/{code}": ("doelen", ""),
    "/kwaliteit/jaar": ("doelen", ""),
    "/v1/signalen": ("overzicht", ""),
    "/signalen": ("overzicht", ""),
    "/v1/datakwaliteit": ("datakwaliteit", ""),
    "/v1/profielen/{vestiging}/concepten/{swv}/{schooljaar}": ("profiel", ""),
    "/v1/profielen/{vestiging}/concepten/{swv}/{schooljaar}/keuring": ("profiel", ""),
    "/ondersteuningsaanbod/{vestiging}/{swv}/{schooljaar}": ("profiel", ""),
    "/ondersteuningsaanbod/{vestiging}/{swv}/{schooljaar}/onderdelen/{code}": ("profiel", ""),
    "/v1/rapporten/cijfers": ("waarden", ""),
    "/v1/rapporten/{id}/document": ("document", "id"),
    "/rapporten/{id}/document": ("document", "id"),
    "/overzicht": ("overzicht", ""),
    "/beheer/instellingen": ("instellingen", ""),
    "/beheer/instellingen/vrijgave": ("instellingen", ""),
}
_AANVRAAG: Final = frozenset({"/v1/rapporten", "/rapporten"})
_GELUKT: Final = 200


class Boek(Protocol):
    """Where lines are written."""

    async def noteer(self, regel: Leesregel) -> None:
        """Waits while there is no room: without a line there is no answer."""
        ...


class Leeswacht:
    """ASGI middleware, right around the routes."""

    def __init__(self, app: ASGIApp, boek: Boek, clock: Clock) -> None:
        self._app, self._boek, self._clock = app, boek, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        spoor = leesspoor.begin()

        async def send_met_regel(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in GETEKEND:
                soort, onderwerp = wat(scope, message["status"])
                regel = spoor.regel(soort, onderwerp, message["status"], self._clock.now())
                if regel is not None:
                    await self._boek.noteer(regel)
            await send(message)

        await self._app(scope, receive, send_met_regel)


def wat(scope: Scope, status: int) -> tuple[str, str | None]:
    """Kind and subject of an answer, by the template of its route."""
    pad = getattr(scope.get("route"), "path", "")
    if pad in _AANVRAAG and scope["method"] == "POST":
        return "rapport", None
    if pad.removeprefix("/") in DASHBOARDS:
        return "dashboard", pad.removeprefix("/")
    soort, sleutel = _ROUTES.get(pad, ("overig", ""))
    return soort, _onderwerp(soort, sleutel, scope.get("path_params", {}), status)


def _onderwerp(soort: str, sleutel: str, delen: Mapping[str, Any], status: int) -> str | None:
    tekst = str(delen.get(sleutel, ""))
    match soort:
        case "waarden" | "vergelijking":
            return tekst if tekst in INDICATOREN else None
        case "dashboard":
            return tekst if tekst in DASHBOARDS else None
        case "figuur" if tekst in DASHBOARDS:
            # Only a figure that was given has a name of ours.
            return f"{tekst}/{delen['bestand']}" if status == _GELUKT else tekst
        case "document":
            return _uuid(tekst)
    return None


def _uuid(tekst: str) -> str | None:
    try:
        return str(UUID(tekst))
    except ValueError:
        return None
