"""The kinds of source that exist: name as in `./pos import SOORT`, and how a file of it is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic

from pydantic import BaseModel

from shared.contracts.bronnen import landelijk, organisatie
from shared.contracts.bronnen.tabel import Gelezen, Rij


@dataclass(frozen=True, slots=True)
class Soort(Generic[Rij]):
    """One kind of source. `lees` takes (row number, cells) with the header first and raises OngeldigBestandError."""

    naam: str
    titel: str
    lees: Callable[[Iterable[tuple[int, Sequence[str]]]], Gelezen[Rij]]


ORGANISATIE: Final = Soort("organisatie", "scholen, besturen en samenwerkingsverbanden", organisatie.lees)
LANDELIJK: Final = Soort("landelijk", "gepubliceerde landelijke cijfers", landelijk.lees)

SOORTEN: Final[Mapping[str, Soort[BaseModel]]] = {soort.naam: soort for soort in (ORGANISATIE, LANDELIJK)}
