"""The look that an SWV gives its reports: what the gateway takes out of an uploaded Word template, and nothing else.

Values from closed types: no part of the uploaded file travels on but the pixels of one logo.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Base64Bytes, Field

from shared.contracts.gesloten import Gesloten

LOGO_MAX_BYTES: Final = 512 * 1024
LOGO_MAX_PIXELS: Final = 4_000

Lettertype = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}$")]
Kleur = Annotated[str, Field(pattern=r"^[0-9A-F]{6}$")]


class Letter(Gesloten):
    """Type of one style; None: as our own style has it. `punt`: size in points."""

    lettertype: Lettertype | None = None
    kleur: Kleur | None = None
    vet: bool | None = None
    cursief: bool | None = None
    punt: float | None = Field(default=None, ge=4, le=96)


class Logo(Gesloten):
    """A picture, without what else a file can hold. `breed`, `hoog` in pixels."""

    soort: Literal["png", "jpeg"]
    inhoud: Base64Bytes = Field(max_length=LOGO_MAX_BYTES, repr=False)
    breed: int = Field(ge=1, le=LOGO_MAX_PIXELS)
    hoog: int = Field(ge=1, le=LOGO_MAX_PIXELS)


class Sjabloon(Gesloten):
    """`letters` by the name of the style, in lower case, as Word calls it in every language: 'heading 1'."""

    letters: Mapping[str, Letter] = {}
    logo: Logo | None = None

    @property
    def kenmerk(self) -> str:
        """SHA-256 of all of it."""
        inhoud = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(inhoud.encode()).hexdigest()


ZONDER: Final = Sjabloon()
"""Our own look."""
