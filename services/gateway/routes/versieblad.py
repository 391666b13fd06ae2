"""What an SWV decides for itself, as the API gives it: what holds, every version before it, the ETag to write with."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response

from services.gateway.routes.antwoorden import json_antwoord


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
