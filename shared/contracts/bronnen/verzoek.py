"""How a file is handed to ingest: `POST /v1/leveringen/{soort}`, the raw file as body, signed by our own services.

The header `levering` announces the file: soort, size, SHA-256 and what the deliverer says beside it (base64 of JSON).
The Standard Webhooks signature is over that header instead of over the body. So a stranger is turned away before a
byte of a large file is read, and nobody can change file or settings on the way.
"""

import base64
import binascii
import hashlib
import hmac
from typing import Annotated, Final, Self

from pydantic import Field, ValidationError

from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.bronnen.rij import Swv
from shared.contracts.gesloten import Gesloten

PAD: Final = "/v1/leveringen/{soort}"
HEADER: Final = "levering"
MAX_BYTES: Final = 100 * 1024 * 1024
MIN_GEHEIM: Final = 24


class OngeldigeAankondigingError(ValueError):
    """The header `levering` is missing or not of this form."""


class Aankondiging(Gesloten):
    """What is about to come. `aantal_bytes` is the exact size of the body, also when it is too large to take.

    `alleen` names the SWV's whose lines the deliverer may bring (None: any); `proef` asks to check and not to load.
    """

    soort: Annotated[str, Field(max_length=40)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    aantal_bytes: Annotated[int, Field(ge=0)]
    opdracht: Opdracht
    alleen: Annotated[tuple[Swv, ...], Field(min_length=1)] | None = None
    proef: bool = False

    @classmethod
    def van_bestand(
        cls, soort: str, inhoud: bytes, opdracht: Opdracht, alleen: tuple[str, ...] | None = None, proef: bool = False
    ) -> Self:
        """Announce this file."""
        som = hashlib.sha256(inhoud).hexdigest()
        return cls(soort=soort, sha256=som, aantal_bytes=len(inhoud), opdracht=opdracht, alleen=alleen, proef=proef)

    def hoort_bij(self, inhoud: bytes) -> bool:
        """Whether this is the announced file."""
        return hashlib.sha256(inhoud).hexdigest() == self.sha256

    def naar_header(self) -> bytes:
        """Value of the header `levering`: these bytes are what is signed."""
        return base64.b64encode(self.model_dump_json().encode())

    @classmethod
    def van_header(cls, waarde: bytes) -> Self:
        """Inverse of naar_header. Raises OngeldigeAankondigingError."""
        try:
            return cls.model_validate_json(base64.b64decode(waarde, validate=True))
        except (binascii.Error, ValidationError):
            raise OngeldigeAankondigingError from None


def onderteken(aankondiging: Aankondiging, verzoek: str, moment: int, geheim: bytes) -> dict[str, str]:
    """All headers of a request. `verzoek` is its id (the same id again is the same delivery), `moment` in Unix s."""
    regel = aankondiging.naar_header()
    te_tekenen = b".".join((verzoek.encode("ascii"), str(moment).encode(), regel))
    handtekening = base64.b64encode(hmac.new(geheim, te_tekenen, hashlib.sha256).digest())
    return {
        HEADER: regel.decode("ascii"),
        "webhook-id": verzoek,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{handtekening.decode('ascii')}",
        "content-type": "application/octet-stream",
    }


class OngeldigGeheimError(ValueError):
    """The text is no secret that we can sign with."""


def lees_geheim(tekst: str) -> bytes:
    """The shared secret of our own services: a `whsec_` secret, or any random text of MIN_GEHEIM characters or more.

    Raises:
        OngeldigGeheimError: too short, or not base64 after `whsec_` (without the text).
    """
    schoon = tekst.strip()
    try:
        geheim = base64.b64decode(schoon[6:], validate=True) if schoon.startswith("whsec_") else schoon.encode("ascii")
    except ValueError:
        raise OngeldigGeheimError from None
    if len(geheim) < MIN_GEHEIM:
        raise OngeldigGeheimError
    return geheim
