"""Topic `bronnen.leveringen`: a checked file, cut into parts that are applied together or not at all.

The parts go to one partition, in order. Whoever applies them waits until all `delen` are there; a part that
comes again (a repeated request, a restart) has no effect. Rows of lists with persons never take this road.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal, Self
from uuid import UUID, uuid5

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from shared.contracts.gesloten import Bericht, Gesloten

MAX_DEEL_RIJEN: Final = 2_000
MAX_DEEL_BYTES: Final = 700_000
"""Below Kafka's limit of a message (1 MiB), with room for the head."""
_RUIMTE: Final = UUID("b0b6b5a6-57a3-5d0b-9d0e-0a4f5c1f6f21")

Status = Literal["voorlopig", "definitief"]
Tekst = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1F\x7F-\x9F]*$")]


class Opdracht(Gesloten):
    """What the deliverer says beside the file.

    `wie` is the account or user that delivers, `peildatum` the day that the file is about (None: the day of receipt),
    `bevestigd` that somebody was asked and agreed where a delivery would otherwise be refused (see Afwijzing).
    """

    wie: Tekst
    bron: Tekst | None = None
    peildatum: date | None = None
    status: Status | None = None
    bevestigd: bool = False


class Kop(Gesloten):
    """One delivery: `sha256` of the file as received (hex), `rijen` and `delen` as counts over all parts."""

    levering: UUID
    soort: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rijen: Annotated[int, Field(ge=1)]
    delen: Annotated[int, Field(ge=1)]
    ontvangen_op: AwareDatetime
    opdracht: Opdracht


class Deel(Bericht):
    """Part `deel` of `kop.delen`, counted from 1. The shape of a row is that of `kop.soort` (see soorten)."""

    kop: Kop
    deel: Annotated[int, Field(ge=1)]
    rijen: Annotated[tuple[dict[str, Any], ...], Field(max_length=MAX_DEEL_RIJEN)]

    @model_validator(mode="after")
    def _binnen_levering(self) -> Self:
        if self.deel > self.kop.delen:
            raise ValueError("deel ligt buiten de levering")
        return self


def levering_id(soort: str, verzoek: str) -> UUID:
    """The id of a delivery from the id of its request: the same request again is the same delivery."""
    return uuid5(_RUIMTE, f"{soort}\n{verzoek}")


def verdeel(
    soort: str, levering: UUID, sha256: str, ontvangen_op: datetime, opdracht: Opdracht, rijen: Sequence[BaseModel]
) -> list[Deel]:
    """Cut the rows into parts that each fit into one message."""
    stukken = list(_stukken(rijen))
    kop = Kop(
        levering=levering, soort=soort, sha256=sha256, rijen=len(rijen), delen=len(stukken),
        ontvangen_op=ontvangen_op, opdracht=opdracht,
    )  # fmt: skip
    return [Deel(kop=kop, deel=nummer, rijen=tuple(stuk)) for nummer, stuk in enumerate(stukken, 1)]


def _stukken(rijen: Sequence[BaseModel]) -> Iterator[list[dict[str, Any]]]:
    stuk: list[dict[str, Any]] = []
    gewicht = 0
    for rij in rijen:
        grootte = len(rij.model_dump_json().encode())
        if stuk and (len(stuk) == MAX_DEEL_RIJEN or gewicht + grootte > MAX_DEEL_BYTES):
            yield stuk
            stuk, gewicht = [], 0
        stuk.append(rij.model_dump(mode="json"))
        gewicht += grootte
    if stuk:
        yield stuk
