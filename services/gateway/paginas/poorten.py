"""What the pages ask of the rest of the gateway besides figures."""

from typing import Protocol
from uuid import UUID

from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.poorten import Beller, Token


class Hasher(Protocol):
    """Password hashes, off the event loop."""

    async def maak(self, wachtwoord: str) -> str:
        """A new hash, with its own salt."""
        ...


class Poort(Protocol):
    """The door: accounts with their lock-out, and what people look after themselves."""

    async def log_in(self, naam: str, wachtwoord: str, code: str = "") -> Beller:
        """Raises InlogMislukt."""
        ...

    async def tokens(self, beller: Beller) -> list[Token]: ...

    async def maak_token(self, beller: Beller, naam: str, dagen: int, rechten: Rechten | None) -> tuple[str, Token]: ...

    async def trek_in(self, beller: Beller, id_: UUID) -> None:
        """Raises OnbekendToken."""
        ...

    async def heeft_tweede_stap(self, beller: Beller) -> bool: ...

    async def begin_tweede_stap(self, beller: Beller, geheim: bytes, code: str) -> bool: ...

    async def eindig_tweede_stap(self, beller: Beller, code: str) -> bool: ...
