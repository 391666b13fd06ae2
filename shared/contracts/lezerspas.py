"""How reports asks the gateway for figures: a short-lived pass that names a reader, and nothing more.

The pass is a header of its own scheme, `Authorization: Lezer <inhoud>.<handtekening>`. It carries no rights: the
policy of the gateway decides what the named reader sees. The key is derived from the shared secret of our services
for this purpose alone, so that a signature made for another door opens nothing here, and the other way round.
"""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from shared.contracts.rapporten import Lezer

SCHEMA: Final = "Lezer"
GELDIG_SECONDEN: Final = 60
_DOEL: Final = b"perspectief-op-school/lezerspas/v1"
_MAX_TEKENS: Final = 500


class OngeldigePas(ValueError):
    """Not made by us, too old, or from the future: all answered alike."""


def maak_pas(geheim: bytes, lezer: Lezer, nu: datetime) -> str:
    """Value of the Authorization header that names this reader, good for GELDIG_SECONDEN."""
    inhoud = json.dumps({"lezer": lezer.model_dump(), "moment": int(nu.timestamp())}, separators=(",", ":"))
    tekst = base64.urlsafe_b64encode(inhoud.encode()).decode("ascii")
    return f"{SCHEMA} {tekst}.{_teken(geheim, tekst)}"


def lees_pas(geheim: bytes, gegeven: str, nu: datetime) -> Lezer:
    """The reader named by the part after the scheme. Raises OngeldigePas."""
    tekst, _, handtekening = gegeven.partition(".")
    if len(gegeven) > _MAX_TEKENS or not gegeven.isascii():
        raise OngeldigePas
    if not hmac.compare_digest(_teken(geheim, tekst), handtekening):
        raise OngeldigePas
    try:
        inhoud = json.loads(base64.urlsafe_b64decode(tekst))
        lezer = Lezer.model_validate(inhoud["lezer"])
    except (binascii.Error, ValueError, KeyError, TypeError, ValidationError):
        raise OngeldigePas from None
    if abs(nu.timestamp() - inhoud["moment"]) > GELDIG_SECONDEN:
        raise OngeldigePas
    return lezer


def _teken(geheim: bytes, tekst: str) -> str:
    sleutel = hmac.new(geheim, _DOEL, hashlib.sha256).digest()
    digest = hmac.new(sleutel, tekst.encode("ascii"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii")
