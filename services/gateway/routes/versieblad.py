"""What an SWV decides for itself, as the API gives it: what holds, every version before it, the ETag to write with."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from services.gateway.handlers.waarden import etag_past
from services.gateway.routes.antwoorden import json_antwoord, niet_gewijzigd


def versieblad(
    swv: str, onderdeel: str, etag: str, geldt: Mapping[str, Any], geschiedenis: Sequence[Mapping[str, Any]]
) -> Response:
    """`onderdeel`: what comes after the SWV in the address ('' for the settings themselves); newest version first."""
    inhoud = {
        "swv": swv,
        **geldt,
        "geschiedenis": geschiedenis,
        "_links": {"self": {"href": f"/v1/instellingen/{swv}{onderdeel}"}},
    }
    return json_antwoord(inhoud, {"ETag": etag, "Cache-Control": "private, no-cache"})


def tenzij_bekend(request: Request, blad: Response) -> Response:
    """The same, or 304 to who has it already."""
    etag, kent = blad.headers["ETag"], request.headers.get("if-none-match")
    return niet_gewijzigd(etag) if kent is not None and etag_past(etag, kent) else blad
