"""How far schools are, and who should hear about it: a list, nobody is mailed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from services.gateway.domain.profielen.antwoord import beantwoord
from services.gateway.domain.profielen.formulier import Formulier, Soort
from services.gateway.domain.profielen.profiel import Concept, Ingevuld, Sleutel, Staat

LIGT_STIL_DAGEN: Final = 21
WACHT_DAGEN: Final = 14


class Aandacht(StrEnum):
    """Why somebody should act, and thereby who: the school, or (`wacht_op_bestuur`) its board."""

    NIET_BEGONNEN = "niet_begonnen"
    LIGT_STIL = "ligt_stil"
    TERUGGEGEVEN = "teruggegeven"
    WACHT_OP_BESTUUR = "wacht_op_bestuur"


class Telling(NamedTuple):
    """Questions of the form: answered, still as they were in an earlier schooljaar, and all; `verplicht_open`: required
    ones without an answer."""

    beantwoord: int
    overgenomen: int
    vragen: int
    verplicht_open: int


@dataclass(frozen=True, slots=True)
class Regel:
    """One school in the list; `staat` None: not begun. `te_laat`: past the day of the SWV, and nothing published."""

    sleutel: Sleutel
    staat: Staat | None
    telling: Telling
    gewijzigd_op: datetime | None
    gepubliceerd_op: datetime | None
    aandacht: Aandacht | None
    te_laat: bool


class Publicatiestand(NamedTuple):
    """How many schools of an SWV published their profile of a schooljaar; `dag`: when all should have."""

    dag: date
    gepubliceerd: int
    scholen: int


def tel(formulier: Formulier, antwoorden: Mapping[str, Ingevuld]) -> Telling:
    """Count the answers to the questions that the form has now."""
    vragen = [item for item in formulier.items() if item.soort is not Soort.CIJFERS]
    gegeven = [item for item in vragen if (een := antwoorden.get(item.code)) and beantwoord(item, een.antwoord)]
    codes = {item.code for item in gegeven}
    return Telling(
        len(gegeven),
        sum(antwoorden[item.code].overgenomen for item in gegeven),
        len(vragen),
        sum(item.verplicht and item.code not in codes for item in vragen),
    )


def streefdag(formulier: Formulier, schooljaar: int) -> date:
    """The day of the SWV in a schooljaar."""
    maand, dag = map(int, formulier.uiterlijk.split("-"))
    return date(schooljaar if maand >= 8 else schooljaar + 1, maand, dag)


def regel(
    sleutel: Sleutel, concept: Concept | None, gepubliceerd_op: datetime | None, formulier: Formulier, vandaag: date
) -> Regel:
    """How far one school is."""
    telling = tel(formulier, concept.antwoorden if concept else {})
    te_laat = gepubliceerd_op is None and vandaag > streefdag(formulier, sleutel.schooljaar)
    return Regel(
        sleutel,
        concept.staat if concept else None,
        telling,
        concept.gewijzigd_op if concept else None,
        gepubliceerd_op,
        _aandacht(concept, gepubliceerd_op, vandaag),
        te_laat,
    )


def _aandacht(concept: Concept | None, gepubliceerd_op: datetime | None, vandaag: date) -> Aandacht | None:
    if concept is None:
        return Aandacht.NIET_BEGONNEN if gepubliceerd_op is None else None
    if concept.staat is Staat.TER_VASTSTELLING:
        wacht = (vandaag - concept.staat_op.date()).days
        return Aandacht.WACHT_OP_BESTUUR if wacht >= WACHT_DAGEN else None
    if concept.staat is Staat.GEPUBLICEERD:
        return None
    if concept.opmerking:
        return Aandacht.TERUGGEGEVEN
    return Aandacht.LIGT_STIL if (vandaag - concept.gewijzigd_op.date()).days >= LIGT_STIL_DAGEN else None
