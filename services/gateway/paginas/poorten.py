"""What the pages ask of the rest of the gateway besides figures."""

from typing import Protocol

from services.gateway.handlers.poorten import Beller


class Poort(Protocol):
    """The door: accounts with their lock-out."""

    async def log_in(self, naam: str, wachtwoord: str) -> Beller:
        """Raises InlogMislukt."""
        ...
