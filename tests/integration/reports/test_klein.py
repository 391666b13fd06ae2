"""Documents of small and young units, also where an SWV keeps small numbers from schools and boards: every number is
still that of the API for the reader, and what is hidden comes back in no sum, chart or sentence."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from shared.contracts.rapporten import Grens, Lezer
from tests.bouwers import besloten, besluit
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.reports.conftest import GEHEIM, Straat, open_straat
from tests.integration.reports.nalezen import Nalezer
from tests.integration.reports.nalezen_vorm import Api
from tests.stack import Database
from tests.unit.reports.docx_lezen import Docx, gebreken
from tests.unit.reports.ooxml import schemafouten

SWV, BEHEERDER = "swv:PO9901", "beheerder:PO9901"
LEDEN = (
    Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99001"), Lid("PO9901", "99AD00", "99001"),
    Lid("PO9901", "99AE00", "99002"),
)  # fmt: skip
# Per school: granted so-midden, granted sbo, refused. 99AE00 is all that its board has; 99AD00 never asked anything.
AANTALLEN = {"99AB00": (9, 6, 3), "99AC00": (3, 1, 0), "99AD00": (0, 0, 0), "99AE00": (2, 4, 1)}
EENHEDEN = [
    *(("gespreksrapport", "school", school) for school in AANTALLEN),
    ("bestuursrapport", "bestuur", "99001"), ("bestuursrapport", "bestuur", "99002"), ("swv-rapport", "swv", "PO9901"),
]  # fmt: skip


def _zaken(school: str) -> list[tuple[str, dict[str, Any]]]:
    midden, sbo, nee = AANTALLEN[school]
    soort = {"schoolsoort": "sbo", "categorie": None}
    return [
        *[("PO9901", besloten(vestiging=school))] * midden,
        *[("PO9901", besloten(vestiging=school, tlv=soort, besluit=besluit(tlv=soort)))] * sbo,
        *[("PO9901", besloten(vestiging=school, besluit=besluit(uitkomst="afgewezen", tlv=None, geldigheid=None)))]
        * nee,
    ]


@pytest.fixture(scope="module")
def klein(module_database: Database) -> Database:
    """Four schools with one year of decisions, and no other source at all."""
    zaken = [zaak for school in AANTALLEN for zaak in _zaken(school)]
    asyncio.run(Wereld(LEDEN, zaken).vul(module_database.url()))
    return module_database


@pytest.fixture
async def straat(klein: Database) -> AsyncIterator[Straat]:
    async with open_straat(klein) as geopend:
        yield geopend


async def _zet_ondergrens(straat: Straat, ondergrens: int) -> None:
    inhoud = {"doorlooptijd": {"dagen": 42, "vanaf": "ingediendOp"}, "behoefteVoor": [], "ondergrens": ondergrens}
    kop = await straat.kop(BEHEERDER)
    antwoord = await straat.client.put("/v1/instellingen/PO9901", json=inhoud, headers=kop)
    assert antwoord.status_code == 200, antwoord.text


async def _lees_na(straat: Straat, soort: str, niveau: str, eenheid: str, jaar: str) -> tuple[Docx, Nalezer]:
    vraag = {"soort": soort, "niveau": niveau, "eenheid": eenheid, "schooljaar": jaar}
    id_ = UUID((await straat.vraag(SWV, **vraag)).json()["id"])
    await straat.maker.maak(id_)
    docx = Docx((await straat.get(f"/v1/rapporten/{id_}/document", SWV)).content)
    assert gebreken(docx.inhoud) + schemafouten(docx) == []
    opgeschreven = await straat.sql(
        "SELECT jsonb_build_array(lezer, grens)::text FROM rapporten.rapport WHERE id = $1", id_
    )
    lezer, grens = json.loads(opgeschreven)
    api = Api(straat.client, GEHEIM, straat.clock)
    na = Nalezer(docx, api, Lezer.model_validate(lezer), Grens.model_validate(grens), niveau, eenheid)
    await na.alles()
    return docx, na


@pytest.mark.parametrize("ondergrens", [0, 5])
async def test_every_number_of_a_small_unit_is_that_of_its_reader(straat: Straat, ondergrens: int) -> None:
    await _zet_ondergrens(straat, ondergrens)
    for soort, niveau, eenheid in EENHEDEN:
        # A schooljaar without anything, of a few.
        for jaar in ("2025-2026", "2026-2027") if eenheid in ("99AB00", "PO9901") else ("2025-2026",):
            docx, na = await _lees_na(straat, soort, niveau, eenheid, jaar)
            assert not na.fouten, f"{soort} {eenheid} {jaar}:\n" + "\n".join(na.fouten)
            leeg = [naam for naam, zin in docx.alineas() if not zin and naam != "Figuur"]
            assert leeg == []


async def test_a_hidden_number_is_nowhere_in_the_document_of_its_reader(straat: Straat) -> None:
    await _zet_ondergrens(straat, 5)
    docx, _ = await _lees_na(straat, "gespreksrapport", "school", "99AC00", "2025-2026")
    cellen = {cel for titel, rijen in docx.tabellen().items() for rij in rijen[1:] for cel in rij[1:]
              if not titel.startswith(("Definities", "Tekens"))}  # fmt: skip
    assert {"< 5", "niet vrijgegeven"} & cellen, "it says that something is withheld"
    assert not {"1", "3", "4"} & cellen
    assert all(getal in (0, None) for blad in docx.werkbladen().values() for rij in blad[1:] for getal in rij[1:])
    zinnen = " ".join(zin for naam, zin in docx.alineas() if naam in ("Conclusie", "ListBullet"))
    assert not re.search(r"\b(3|4) (TLV|aanvra|besluit)|\b1 (afgewezen|toegekend)", zinnen)
