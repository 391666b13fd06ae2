"""Small forms, answers and drafts for the rules of profiles."""

from datetime import UTC, date, datetime
from typing import Any

from services.gateway.domain.organisatie import Organisatie, Vestiging
from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.document import Cijfer, maak_document
from services.gateway.domain.profielen.formulier import Formulier, Item, Onderdeel, Soort
from services.gateway.domain.profielen.profiel import (
    Concept,
    Ingevuld,
    Sleutel,
    Staat,
)
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.lidmaatschap import Lid

VANDAAG = date(2026, 11, 22)
OP = datetime(2026, 11, 1, 9, tzinfo=UTC)
SWV, SCHOOL = swv_getal("PO9901"), vestiging_getal("99AB00")
SLEUTEL = Sleutel(SWV, SCHOOL, 2026)
LID = Lid(SWV, SCHOOL, 2000, 9999, 99001, None, "bao")
ORGANISATIE = Organisatie(1, (LID,), {SWV: "SWV"}, {99001: "Bestuur"}, {}, {SCHOOL: Vestiging("De Proef", "Proefstad")})


def form_van(*items: Item) -> Formulier:
    return Formulier(onderdelen=(Onderdeel(code="deel", titel="Deel", items=items),))


def item_van(soort: Soort, code: str = "vraag", **overig: Any) -> Item:
    return Item(code=code, soort=soort, titel="Vraag?", **overig)


def staan_er(**antwoorden: Antwoord) -> dict[str, Ingevuld]:
    return {code.replace("_", "-"): Ingevuld(een, 1, OP, "jan") for code, een in antwoorden.items()}


def concept_van(staat: Staat = Staat.CONCEPT, antwoorden: dict[str, Ingevuld] | None = None, **wat: Any) -> Concept:
    gegeven = {"gewijzigd_op": OP, "staat_op": OP, **wat}
    return Concept(SLEUTEL, staat, 1, OP, gewijzigd_door="jan", antwoorden=antwoorden or {}, **gegeven)


def document_van(form: Formulier, antwoorden: dict[str, Ingevuld], **cijfers: list[Cijfer]) -> dict[str, Any]:
    return maak_document(concept_van(antwoorden=antwoorden), 4, form, LID, ORGANISATIE, cijfers, 2, OP)
