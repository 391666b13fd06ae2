"""Sentences and questions as data: a rule says when it holds and what is then written.

Of conclusions the first rule that holds speaks; of questions for the conversation every rule that holds does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

WEINIG: Final = 10
"""Below this many: no percentage, and no weight to a difference."""


class Feiten(Protocol):
    """What rules look at; `velden` are the words that a sentence may name."""

    def velden(self) -> Mapping[str, str]: ...


F = TypeVar("F", bound=Feiten)


@dataclass(frozen=True)
class Regel(Generic[F]):
    """`zin` names fields of the facts in braces; an empty one says nothing on purpose."""

    naam: str
    als: Callable[[F], bool]
    zin: str


def eerste(regels: Iterable[Regel[F]], feiten: F) -> str:
    """The sentence of the first rule that holds."""
    gevonden = next(regel for regel in regels if regel.als(feiten))
    return gevonden.zin.format_map(feiten.velden())


def alle(regels: Iterable[Regel[F]], feiten: F) -> list[str]:
    """The sentences of every rule that holds."""
    return [regel.zin.format_map(feiten.velden()) for regel in regels if regel.als(feiten)]


def samen(zinnen: Sequence[str]) -> str:
    """One text of sentences; empty ones fall out."""
    return " ".join(filter(None, zinnen))
