"""Who calls: a bearer token on every call; a name and password only to make the first token."""

import base64
import binascii
from collections.abc import Awaitable, Callable

from fastapi import Request

from services.gateway.handlers.accounts import Toegangspoort
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller, InlogMislukt
from shared.runtime.http import Problem

_BEARER = {"WWW-Authenticate": 'Bearer realm="Perspectief op School"'}
_OOK_BASIC = {
    "WWW-Authenticate": 'Bearer realm="Perspectief op School", Basic realm="Perspectief op School", charset="UTF-8"'
}

BellerVan = Callable[[Request], Awaitable[Beller]]


def met_token(poort: Toegangspoort) -> BellerVan:
    """A dependency that gives the caller of a request. Raises Problem 401."""

    async def beller(request: Request) -> Beller:
        schema, gegeven = _gegeven(request)
        gevonden = await poort.bij_token(gegeven) if schema == "bearer" else None
        if gevonden is None:
            raise _niet_ingelogd("Geef een geldig token mee: Authorization: Bearer pos_….", _BEARER)
        spoor().van(gevonden)
        return gevonden

    return beller


def met_token_of_wachtwoord(poort: Toegangspoort) -> BellerVan:
    """The same, that also takes HTTP Basic. Raises Problem 401, with the same words whatever was wrong."""
    alleen_token = met_token(poort)

    async def beller(request: Request) -> Beller:
        schema, gegeven = _gegeven(request)
        if schema != "basic":
            return await alleen_token(request)
        try:
            naam, _, wachtwoord = base64.b64decode(gegeven, validate=True).decode().partition(":")
            return await poort.log_in(naam, wachtwoord)
        except (binascii.Error, UnicodeDecodeError, InlogMislukt) as fout:
            raise _niet_ingelogd(
                "Naam of wachtwoord klopt niet, of het account is even geblokkeerd.", _OOK_BASIC
            ) from fout

    return beller


def _gegeven(request: Request) -> tuple[str, str]:
    """Scheme and credentials of the Authorization header."""
    schema, _, gegeven = request.headers.get("authorization", "").partition(" ")
    return schema.lower(), gegeven.strip()


def _niet_ingelogd(detail: str, headers: dict[str, str]) -> Problem:
    return Problem(401, detail=detail, code="niet_ingelogd", headers=headers)
