"""Every number in a document is the API's for its reader: all kinds, tables, charts, workbooks, alternative texts and
sentences; and nothing else is anywhere in the package."""

import asyncio
import io
import json
import random
import re
import zipfile
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from deploy.cli.demo_profielen import vul_profielen
from services.gateway.domain.kwaliteit.doelbeheer import Sleutel
from shared.contracts.rapporten import Grens, Lezer
from tests.integration.gateway.huis import NU
from tests.integration.gateway.opendata import vul_open
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import GEHEIM, Straat, open_straat
from tests.integration.reports.nalezen import Nalezer
from tests.integration.reports.nalezen_vorm import Api
from tests.integration.reports.test_rapporten import SWV, drukste
from tests.stack import Database
from tests.unit.reports.docx_lezen import Docx, W, gebreken

JAREN = range(2021, 2027)
CATEGORIEEN = ("basisondersteuning", "extra_ondersteuning", "arrangementen", "verwijzingen", "overig")
DELEN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|custom)\.xml|word/_rels/document\.xml\.rels"
    r"|word/(document|styles|numbering|settings)\.xml|word/theme/theme1\.xml|word/(header|footer)[12]\.xml"
    r"|word/charts/chart\d+\.xml|word/charts/_rels/chart\d+\.xml\.rels|word/embeddings/Grafiek\d+\.xlsx"
)
OORDEEL = """
    INSERT INTO kwaliteit.oordeel (swv, standaard, versie, oordeel, peildatum, toelichting, bewijs, geschreven_op,
        geschreven_door)
    VALUES (9901, $1, 1, $2, '2026-09-01', $3, $4, now(), 'proef')
"""
SOORTEN = {
    "gespreksrapport": ("school", SWV), "bestuursrapport": ("bestuur", SWV), "subregiorapport": ("subregio", SWV),
    "swv-rapport": ("swv", SWV),
}  # fmt: skip


async def _vul(url: str, verhaal: Voorbeeld) -> None:
    """Pupils with '<5' among them, funded pupils, money, goals on and off course, and own judgements."""
    kans = random.Random(9)
    scholen = sorted({(lid.vestiging, lid.schoolsoort) for lid in verhaal.wereld.leden})
    leerlingen = [
        {"vestiging": school, "schooljaar": str(jaar), "schoolsoort": soort, "status": "definitief",
         "aantal": "<5" if kans.random() < 0.02 else str(kans.randrange(40, 400))}
        for jaar in JAREN for school, soort in scholen
    ]  # fmt: skip
    tellingen = [
        {"swv": "PO9901", "schooljaar": str(jaar), "teldatum": dag, "schoolsoort": soort, "categorie": "laag",
         "vestiging_swv": plek, "aantal": str(kans.randrange(5, 90)), "status": ""}
        for jaar in JAREN for dag in ("10-01", "02-01") for soort in ("sbo", "so") for plek in ("", "PO9901", "PO9902")
    ]  # fmt: skip
    middelen = [
        {"swv": "PO9901", "bestuur": "", "vestiging": "", "periode": f"{jaar}-{jaar + 1}", "categorie": categorie,
         "begroot": f"{kans.randrange(10**7) / 100:.2f}", "besteed": f"{kans.randrange(10**7) / 100:.2f}"}
        for jaar in JAREN for categorie in CATEGORIEEN
    ]  # fmt: skip
    doelen = [
        {"swv": "PO9901", "plan": "Ondersteuningsplan", "code": code, "titel": f"Doel {code}", "indicator": indicator,
         "niveau": "swv", "eenheid": "PO9901", "streefwaarde": streef, "richting": "lager", "uiterlijk": "2027-07-31",
         "eigenaar": ""}
        for code, indicator, streef in (("A", "tlv-aanvragen", "41"), ("B", "deelname-sbo", "2.5"))
    ]  # fmt: skip
    verbinding = await asyncpg.connect(url)
    tabellen = {"leerlingen": leerlingen, "swv_telling": tellingen, "middelen": middelen, "doel": doelen}
    await vul_open(verbinding, tabellen)
    oordelen = [
        ("RPO1", "voldoende", "Plek voor wie er is.\n\n<b>=1+1</b> & meer.", ["indicator:thuiszitters", doel_id("B")]),
        ("RPO3", "onvoldoende", "", ["indicator:tlv-doorlooptijd", "indicator:tlv-toegekend", doel_id("A")]),
        ("BKA3", "goed", "Kort.", []),
    ]
    for code, oordeel, toelichting, bewijs in oordelen:
        await verbinding.execute(OORDEEL, code, oordeel, toelichting, bewijs)
    await verbinding.close()


def doel_id(code: str) -> str:
    return f"doel:{Sleutel(9901, 'Ondersteuningsplan', code).id}"


@pytest.fixture(scope="module")
def met_bronnen(gevuld: Database, verhaal: Voorbeeld) -> Database:
    """The example region, with the open sources."""
    asyncio.run(_vul(gevuld.url(), verhaal))
    asyncio.run(vul_profielen(gevuld.url("pos_gateway"), NU.date()))
    return gevuld


@pytest.fixture
async def bron(met_bronnen: Database) -> AsyncIterator[Straat]:
    async with open_straat(met_bronnen) as geopend:
        yield geopend


def _eenheid(verhaal: Voorbeeld, niveau: str) -> str:
    school = drukste(verhaal)
    lid = next(een for een in verhaal.wereld.leden if een.vestiging == school and een.swv == "PO9901" and een.subregio)
    return {"school": school, "bestuur": lid.bestuur, "subregio": lid.subregio or "", "swv": "PO9901"}[niveau]


GEVALLEN = [
    *((soort, "2025-2026", None) for soort in SOORTEN),
    *((soort, "2026-2027", None) for soort in ("gespreksrapport", "swv-rapport")),
    ("gespreksrapport", "2026-2027", "maker"),
    ("bestuursrapport", "2026-2027", "maker"),
]


@pytest.mark.parametrize(("soort", "schooljaar", "lezer"), GEVALLEN)
async def test_every_number_is_the_one_that_the_api_gives_this_reader(
    bron: Straat, verhaal: Voorbeeld, soort: str, schooljaar: str, lezer: str | None
) -> None:
    niveau, wie = SOORTEN[soort]
    eenheid = _eenheid(verhaal, niveau)
    vraag = {"soort": soort, "niveau": niveau, "eenheid": eenheid, "schooljaar": schooljaar}
    id_ = UUID((await bron.vraag(wie, **vraag, **({"lezer": lezer} if lezer else {}))).json()["id"])
    await bron.maker.maak(id_)
    docx = Docx((await bron.get(f"/v1/rapporten/{id_}/document", wie)).content)
    assert gebreken(docx.inhoud) == []
    na = Nalezer(docx, Api(bron.client, GEHEIM, bron.clock), *await _gevraagd(bron, id_), niveau, eenheid)
    await na.alles()
    assert not na.fouten, "\n".join(na.fouten)
    assert na.nagekeken > 100, "a check that looks at nothing proves nothing"
    _niets_verborgen(docx)


async def _gevraagd(bron: Straat, id_: UUID) -> tuple[Lezer, Grens]:
    """In whose view the gateway wrote it down, and how far."""
    lezer, grens = json.loads(
        await bron.sql("SELECT jsonb_build_array(lezer, grens)::text FROM rapporten.rapport WHERE id = $1", id_)
    )
    return Lezer.model_validate(lezer), Grens.model_validate(grens)


def _niets_verborgen(docx: Docx) -> None:
    """Closed lists of parts and properties; workbooks hold one sheet that everybody sees; no text is out of sight."""
    assert [naam for naam in docx.namen if not DELEN.fullmatch(naam)] == []
    for element in ("vanish", "webHidden", "comment", "ins", "del", "moveFrom", "docVars", "attachedTemplate", "rsids"):
        for deel in ("word/document.xml", "word/settings.xml", "word/styles.xml"):
            assert next(docx.xml(deel).iter(f"{W}{element}"), None) is None, (deel, element)
    for naam in docx.namen:
        if naam.endswith(".xlsx"):
            boek = zipfile.ZipFile(io.BytesIO(docx.zip.read(naam)))
            assert [een for een in boek.namelist() if "/worksheets/" in een] == ["xl/worksheets/sheet1.xml"]
            plat = b"".join(boek.read(een) for een in boek.namelist())
            assert not re.search(rb'state="(very)?[hH]idden"|hidden="1"|<definedName|<comment|<f>', plat)
