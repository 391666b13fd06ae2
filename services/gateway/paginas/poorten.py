"""What the pages ask of the rest of the gateway. Each answer is the dict that the API gives for the same question."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from services.gateway.handlers.poorten import Beller

Json = Mapping[str, Any]
Parameters = Sequence[tuple[str, str]]


class OngeldigAdres(Exception):
    """The address asks something that does not exist; `meldingen` lists what, in Dutch, without values."""

    def __init__(self, meldingen: Sequence[str]) -> None:
        super().__init__(f"{len(meldingen)} fouten")
        self.meldingen = tuple(meldingen)


class Cijfers(Protocol):
    """The questions of the API, asked from inside; each raises what its handler raises."""

    async def waarden(self, beller: Beller, code: str, parameters: Parameters) -> Json:
        """`GET /v1/indicatoren/{code}/waarden`."""
        ...

    async def eenheid(self, beller: Beller, niveau: str, code: str) -> Json:
        """`GET /v1/eenheden/{niveau}/{id}`: niveau, id, naam, plaats, zicht, label, ouders, kinderen."""
        ...

    async def eenheden(
        self, beller: Beller, *, niveau: str | None = None, binnen: str | None = None, zoek: str | None = None
    ) -> Sequence[Json]:
        """`GET /v1/eenheden`, all pages of it."""
        ...

    async def landelijk(self) -> Json:
        """`GET /v1/landelijk`, all of it."""
        ...


class Poort(Protocol):
    """The door: accounts with their lock-out."""

    async def log_in(self, naam: str, wachtwoord: str) -> Beller:
        """Raises InlogMislukt."""
        ...


class Sessies(Protocol):
    """Sessions of the browser, kept by the digest of their token. All raise Unavailable."""

    async def begin(self, account: int, nu: datetime) -> str:
        """A new session; only the browser knows the token."""
        ...

    async def beller(self, token: str, nu: datetime) -> Beller | None:
        """Whose session it is, with the rights of now; None when it ended or never was."""
        ...

    async def beeindig(self, token: str) -> None:
        """End the session."""
        ...
