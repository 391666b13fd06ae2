"""A document that would come out the same is taken over; whatever decides it makes a new one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.reports.domain.document import Document
from services.reports.word import schrijf
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.integration.reports.test_afspraken import houd_gesprek
from tests.integration.reports.test_rapporten import SWV, drukste
from tests.unit.reports.docx_lezen import Docx


@dataclass
class Teller:
    """Writes documents and counts them."""

    geschreven: int = 0

    def __call__(self, document: Document) -> bytes:
        self.geschreven += 1
        return schrijf(document)


@pytest.fixture
def teller(straat: Straat) -> Teller:
    """What the maker of the test writes with."""
    gevonden = Teller()
    straat.maker = replace(straat.maker, schrijf=gevonden, opmaak=f"proef {uuid4()}")
    return gevonden


async def maak(straat: Straat, wie: str, school: str, **vraag: Any) -> bytes:
    antwoord = await straat.document(wie, eenheid=school, themas=["verwijzingen"], **vraag)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.content


async def test_the_same_again_is_the_same_document_for_anybody_with_that_border(
    straat: Straat, verhaal: Voorbeeld, teller: Teller
) -> None:
    school = drukste(verhaal)
    eerste = await maak(straat, SWV, school)
    assert await maak(straat, SWV, school) == eerste
    assert await maak(straat, "beheerder:PO9901", school) == eerste
    assert teller.geschreven == 1
    await maak(straat, f"school:{school}", school)
    assert teller.geschreven == 2, "the school itself has a wider border"


async def test_another_question_or_view_is_another_document(straat: Straat, verhaal: Voorbeeld, teller: Teller) -> None:
    school = drukste(verhaal)
    await maak(straat, SWV, school)
    await maak(straat, SWV, school, schooljaar="2024-2025")
    await maak(straat, SWV, school, lezer="maker")
    assert teller.geschreven == 3


Verandering = Callable[[Straat, str], Any]


async def _cijfer(straat: Straat, school: str) -> None:
    await straat.sql("UPDATE stand.plaats_versie SET versie = versie + 1")


async def _organisatie(straat: Straat, school: str) -> None:
    await straat.sql("UPDATE organisatie.versie SET versie = versie + 1")


async def _tekst(straat: Straat, school: str) -> None:
    pad = f"/v1/toelichtingen/school/{school}/verwijzingen/besluiten/2025-2026"
    kop = await straat.kop(f"school:{school}")
    assert (await straat.client.put(pad, json={"tekst": "Nieuw."}, headers=kop)).status_code == 200


async def _doel(straat: Straat, school: str) -> None:
    await straat.sql(
        "INSERT INTO kwaliteit.doel (swv, plan, code, versie, titel, niveau, eenheid, notitie, vervallen,"
        " gewijzigd_op, gewijzigd_door) SELECT 9901, 'Jaarplan', 'X', coalesce(max(versie), 0) + 1, 'Doel', 'swv',"
        " 'PO9901', '', false, now(), 'proef' FROM kwaliteit.doel"
    )


async def _afspraak(straat: Straat, school: str) -> None:
    """Agreed with the school, in a meeting of now."""
    await houd_gesprek(straat, SWV, school, "2026-11-02", {"tekst": f"Wij bellen elke week, {uuid4()}."})


async def _dag(straat: Straat, school: str) -> None:
    straat.clock.moment += timedelta(days=1)
    straat.tokens.clear()  # they last a day


async def _opmaak(straat: Straat, school: str) -> None:
    straat.maker = replace(straat.maker, opmaak="een andere")


@pytest.mark.parametrize("verander", [_cijfer, _organisatie, _tekst, _doel, _afspraak, _dag, _opmaak])
async def test_whatever_decides_a_document_makes_a_new_one(
    straat: Straat, verhaal: Voorbeeld, teller: Teller, verander: Verandering
) -> None:
    school = drukste(verhaal)
    await maak(straat, SWV, school)
    await verander(straat, school)
    await maak(straat, SWV, school)
    assert teller.geschreven == 2


async def test_what_an_swv_thinks_of_itself_decides_its_own_report(straat: Straat, teller: Teller) -> None:
    kop = await straat.kop(SWV)
    vraag = {"soort": "swv-rapport", "niveau": "swv", "eenheid": "PO9901", "themas": ["kwaliteit"]}
    for keer in (1, 2):
        nieuw = {"oordeel": "goed", "peildatum": "2026-09-01", "toelichting": f"Keer {keer}.", "bewijs": []}
        pad = "/v1/kwaliteitsoordelen/PO9901/RPO1"
        assert (await straat.client.put(pad, json=nieuw, headers=kop)).status_code == 200
        docx = Docx((await straat.document(SWV, **vraag)).content)
        assert ("Toelichting", f"Keer {keer}.") in docx.alineas()
        await straat.document(SWV, **vraag)
        assert teller.geschreven == keer
    assert (await straat.vraag("bestuur:99001", **vraag)).status_code in (403, 404), "no board reads it"


async def test_a_taken_document_stays_when_the_first_is_withdrawn(
    straat: Straat, verhaal: Voorbeeld, teller: Teller
) -> None:
    school = drukste(verhaal)
    await maak(straat, SWV, school)
    eerste = await straat.sql("SELECT id FROM rapporten.rapport ORDER BY gevraagd_op DESC, id LIMIT 1")
    inhoud = await maak(straat, "beheerder:PO9901", school)
    await straat.sql("DELETE FROM rapporten.rapport WHERE id = $1", UUID(str(eerste)))
    assert await maak(straat, "beheerder:PO9901", school) == inhoud
    assert teller.geschreven == 1


async def test_figures_that_never_stand_still_are_not_taken_over(
    straat: Straat, verhaal: Voorbeeld, teller: Teller
) -> None:
    school, cijfers = drukste(verhaal), straat.maker.cijfers

    class Levend:
        antwoorden, eenheid, doelen, standaarden, toelichtingen, profiel = (
            cijfers.antwoorden, cijfers.eenheid, cijfers.doelen, cijfers.standaarden, cijfers.toelichtingen,
            cijfers.profiel,
        )  # fmt: skip

        async def merk(self, *vraag: Any) -> Any:
            await _cijfer(straat, school)
            return await cijfers.merk(*vraag)

    straat.maker = replace(straat.maker, cijfers=Levend())
    await maak(straat, SWV, school)
    assert await straat.sql("SELECT count(*) FROM rapporten.document WHERE sleutel IS NULL") == 1
