"""What all row types of the sources have in common: the shape in which a checked line travels."""

from typing import Annotated

from pydantic import Field

from shared.contracts import waarde
from shared.contracts.bronnen import velden
from shared.contracts.gesloten import Gesloten

Vestiging = Annotated[str, Field(pattern=r"^[0-9]{2}[A-Z]{2}[0-9]{2}$")]
Bestuur = Annotated[str, Field(pattern=r"^[0-9]{5}$")]
Swv = Annotated[str, Field(pattern=r"^(PO|VO)[0-9]{4}$")]
Naam = Annotated[str, Field(min_length=1, max_length=velden.MAX_NAAM)]
Jaar = Annotated[int, Field(ge=velden.EERSTE_JAAR, le=velden.LAATSTE_JAAR)]
Aantal = Annotated[int, Field(ge=0, le=waarde.MAX)]


class GeslotenRij(Gesloten):
    """One line. `rij` as a spreadsheet counts."""

    rij: int
