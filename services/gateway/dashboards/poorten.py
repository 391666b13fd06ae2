"""What the dashboards ask of the rest of the gateway. Each answer is the dict that the API gives for that question."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, NamedTuple, Protocol

from services.gateway.domain.staat import Plaats, Staat
from services.gateway.domain.toelichtingen import Versie
from services.gateway.handlers.poorten import Beller

Json = Mapping[str, Any]
Bron = Literal[
    "waarden", "vergelijking", "landelijk", "doelen", "datakwaliteit", "oordelen", "tlv-bedragen", "standaarden"
]


class Vraag(NamedTuple):
    """One question of the API: which resource, of which indicator, with which query. Equal questions are asked once."""

    bron: Bron
    code: str
    parameters: tuple[tuple[str, str], ...] = ()


class Teksten(NamedTuple):
    """What a unit wrote beside its figures in a schooljaar, as far as this caller may read it; `mag`: and write."""

    versies: Sequence[Versie] = ()
    mag: bool = False


class Vraagbaak(Protocol):
    """Where the questions of a dashboard are answered."""

    async def antwoord(self, vraag: Vraag) -> Json:
        """The answer itself. Raises what its handler raises."""
        ...


class Cijfers(Vraagbaak, Protocol):
    """The questions of the API for one caller, in one consistent view; each raises what its handler raises."""

    async def staat(self, plek: Plaats) -> Staat:
        """What changes whenever any answer to this caller may change, without the work of an answer."""
        ...

    async def toelichtingen(self, niveau: str, code: str, schooljaar: int) -> Teksten:
        """`GET /v1/toelichtingen` of one unit and schooljaar."""
        ...

    async def eenheid(self, niveau: str, code: str) -> Json:
        """`GET /v1/eenheden/{niveau}/{id}`: niveau, eenheid, naam, plaats, zicht, label, ouders, kinderen."""
        ...

    async def eenheden(
        self, *, niveau: str | None = None, binnen: str | None = None, zoek: str | None = None
    ) -> Sequence[Json]:
        """`GET /v1/eenheden`, all pages of it."""
        ...


class Cijferbron(Protocol):
    """Opens a view of the figures."""

    async def staat(self, beller: Beller, plek: Plaats) -> Staat:
        """`Cijfers.staat` of this moment, without opening a view. Raises Unavailable."""
        ...

    def voor(self, beller: Beller) -> AbstractAsyncContextManager[Cijfers]:
        """What this caller sees, at one moment. Raises Unavailable."""
        ...
