"""Who reads figures: the holder of a token, the visitor of a page, or the reader that our own reports service names.

A session counts for reading only: what writes takes a token, or a form with a token of its own. The pass is the inner
door.

Security properties held here (tests/integration/reports/test_lezers.py): the pass is signed and short-lived; it only
names a reader, and the same policy as for people decides what that reader sees; it opens only the routes that take
this dependency (figures and units); and only from this machine or the own network, never through a proxy.
"""

from ipaddress import ip_address
from typing import Final

from fastapi import Request

from services.gateway.domain.eenheid import heeft_vorm
from services.gateway.domain.rechten import Recht, Rol, Zicht
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller
from services.gateway.routes.bellers import BellerVan, met_token
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.lezerspas import SCHEMA, OngeldigePas, lees_pas
from shared.runtime.http import Problem

# No account has this number: what belongs to an account is never found under it.
_GEEN_ACCOUNT: Final = 0
IEDEREEN: Final = Beller(_GEEN_ACCOUNT, "iedereen", frozenset())
_VAN_PROXY: Final = ("forwarded", "x-forwarded-for", "via")


def met_lezer(diensten: Diensten) -> BellerVan:
    """A dependency that gives the caller: by token, by pass of reports, or by the session of a browser. Problem 401."""
    met_alleen_token = met_token(diensten.poort)

    async def beller(request: Request) -> Beller:
        schema, _, gegeven = request.headers.get("authorization", "").partition(" ")
        if schema == SCHEMA and diensten.dienstgeheim is not None:
            return _genoteerd(_lezer(request, gegeven, diensten, diensten.dienstgeheim))
        if not schema and (bezoeker := await _bezoeker(request, diensten)):
            return _genoteerd(bezoeker)
        return await met_alleen_token(request)

    return beller


def met_lezer_of_iedereen(diensten: Diensten) -> BellerVan:
    """The same; and nobody in particular, where only public figures are asked (zicht=openbaar)."""
    met = met_lezer(diensten)

    async def beller(request: Request) -> Beller:
        zonder = "authorization" not in request.headers and Koekjes.lees(request, Koekjes.SESSIE) is None
        if zonder and request.query_params.get("zicht") == Zicht.OPENBAAR:
            return IEDEREEN
        return await met(request)

    return beller


def _genoteerd(beller: Beller) -> Beller:
    spoor().van(beller)
    return beller


async def _bezoeker(request: Request, diensten: Diensten) -> Beller | None:
    koekje = Koekjes.lees(request, Koekjes.SESSIE)
    return await diensten.sessies.beller(koekje, diensten.clock.now()) if koekje else None


def _lezer(request: Request, gegeven: str, diensten: Diensten, geheim: bytes) -> Beller:
    try:
        lezer = lees_pas(geheim, gegeven, diensten.clock.now())
    except OngeldigePas as fout:
        raise _geweigerd() from fout
    if lezer.rol == "iedereen":  # reads what is public, and needs no pass
        raise _geweigerd()
    recht = Recht(Rol(lezer.rol), lezer.eenheid)
    if not _van_binnen(request) or not heeft_vorm(recht.als_eenheid):
        raise _geweigerd()
    return Beller(_GEEN_ACCOUNT, "reports", frozenset({recht}))


def _van_binnen(request: Request) -> bool:
    if request.client is None or any(naam in request.headers for naam in _VAN_PROXY):
        return False
    try:
        adres = ip_address(request.client.host)
    except ValueError:
        return False
    return adres.is_loopback or adres.is_private


def _geweigerd() -> Problem:
    return Problem(401, code="niet_ingelogd", headers={"WWW-Authenticate": "Bearer"})
