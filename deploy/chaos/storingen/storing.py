"""What a fault is: a name, what it does in a sentence, about how long it takes, and a function that does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from deploy.chaos.veld import Veld

Doe = Callable[[Veld], Awaitable[None]]


@dataclass(frozen=True)
class Storing:
    """`doe` brings it about and, where it does not pass by itself, takes it away again; it raises
    GaatNietVerderError when what it looks at itself is wrong. `brokers`: needs at least so many."""

    naam: str
    wat: str
    seconden: float
    doe: Doe
    brokers: int = 1


ALLE: dict[str, Storing] = {}


def storing(naam: str, seconden: float, brokers: int = 1) -> Callable[[Doe], Doe]:
    """Put a function in the list; its docstring is the sentence."""

    def erbij(doe: Doe) -> Doe:
        ALLE[naam] = Storing(naam, " ".join((doe.__doc__ or "").split()), seconden, doe, brokers)
        return doe

    return erbij
