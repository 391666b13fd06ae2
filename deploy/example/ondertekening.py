"""The sender's side of Standard Webhooks: secrets and signatures as LDOS makes them."""

import base64
import hashlib
import hmac

_VOORVOEGSEL = "whsec_"


def lees_geheim(tekst: str) -> bytes:
    """The key inside a `whsec_…` secret. Raises ValueError without repeating the text."""
    if not tekst.startswith(_VOORVOEGSEL):
        raise ValueError("een geheim begint met whsec_")
    return base64.b64decode(tekst.removeprefix(_VOORVOEGSEL), validate=True)


def onderteken(sleutel: bytes, levering: str, tijdstip: int, inhoud: bytes) -> dict[str, str]:
    """The three headers over id, Unix seconds and the exact bytes of the body."""
    bericht = f"{levering}.{tijdstip}.".encode() + inhoud
    handtekening = base64.b64encode(hmac.new(sleutel, bericht, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": levering,
        "webhook-timestamp": str(tijdstip),
        "webhook-signature": f"v1,{handtekening}",
    }
