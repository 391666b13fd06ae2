"""How far schools are, and who should hear about it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.formulier import Soort
from services.gateway.domain.profielen.profiel import (
    Concept,
    Staat,
)
from services.gateway.domain.profielen.standaard import standaardformulier
from services.gateway.domain.profielen.voortgang import Aandacht, regel, tel
from tests.unit.gateway.profielen.bouwers import OP, SLEUTEL, VANDAAG, concept_van, form_van, item_van, staan_er


@pytest.mark.parametrize(
    ("concept", "gepubliceerd", "aandacht"),
    [
        (None, None, Aandacht.NIET_BEGONNEN),
        (concept_van(gewijzigd_op=datetime(2026, 11, 20, tzinfo=UTC)), None, None),
        (concept_van(), None, Aandacht.LIGT_STIL),
        (concept_van(opmerking="Vul de grenzen aan."), None, Aandacht.TERUGGEGEVEN),
        (concept_van(Staat.TER_VASTSTELLING), None, Aandacht.WACHT_OP_BESTUUR),
        (concept_van(Staat.TER_VASTSTELLING, staat_op=datetime(2026, 11, 20, tzinfo=UTC)), None, None),
        (concept_van(Staat.GEPUBLICEERD), OP, None),
    ],
)
def test_who_should_hear_about_it(concept: Concept | None, gepubliceerd: datetime | None, aandacht: Any) -> None:
    gevonden = regel(SLEUTEL, concept, gepubliceerd, standaardformulier(), VANDAAG)

    assert gevonden.aandacht is aandacht
    assert gevonden.te_laat == (gepubliceerd is None), "the standard day is 1 October"


def test_progress_counts_questions_of_the_form_as_it_is_now() -> None:
    form = form_van(item_van(Soort.TEKST, "a", verplicht=True), item_van(Soort.STAND, "b", verplicht=True),
                 item_van(Soort.CIJFERS, "c", indicatoren=("leerlingen",)))  # fmt: skip
    staan = staan_er(b=Antwoord("ja"), vervallen=Antwoord(None, "x"))

    assert tel(form, staan) == (1, 0, 2, 1)
