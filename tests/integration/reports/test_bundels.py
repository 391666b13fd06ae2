"""Bundles over a real database: together or not at all, progress, taken back, a readable ZIP."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

from services.reports.domain.document import Document
from services.reports.word import schrijf
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.unit.reports.docx_lezen import gebreken

SWV = "swv:PO9901"
VASTE = {"soort": "gespreksrapport", "niveau": "school", "schooljaar": "2025-2026", "themas": ["arrangementen"]}


def scholen(verhaal: Voorbeeld) -> list[str]:
    """Schools of PO9901."""
    return sorted({lid.vestiging for lid in verhaal.wereld.leden if lid.swv == "PO9901" and lid.tot == 9999})


async def _vraag(straat: Straat, **body: object) -> dict[str, object]:
    antwoord = await straat.client.post("/v1/rapporten", json={**VASTE, **body}, headers=await straat.kop(SWV))
    assert antwoord.status_code == 202, antwoord.text
    inhoud: dict[str, object] = antwoord.json()
    assert antwoord.headers["location"] == f"/v1/rapporten/bundels/{inhoud['id']}"
    return inhoud


async def _tel(straat: Straat, bundel: object) -> int:
    gevonden: int = await straat.sql("SELECT count(*) FROM rapporten.rapport WHERE bundel = $1", UUID(str(bundel)))
    return gevonden


async def test_a_list_becomes_one_zip_with_readable_names(straat: Straat, verhaal: Voorbeeld) -> None:
    codes = scholen(verhaal)[:3]
    bundel = await _vraag(straat, eenheden=codes)
    adres = f"/v1/rapporten/bundels/{bundel['id']}"
    assert bundel["voortgang"] == {"totaal": 3, "klaar": 0, "mislukt": 0}
    assert (await straat.get(f"{adres}/document", SWV)).json()["code"] == "nog_niet_klaar"
    for nummer, id_ in enumerate(straat.melding.rapporten, start=1):
        await straat.maker.maak(id_)
        await straat.maker.maak(id_)
        assert (await straat.get(adres, SWV)).json()["voortgang"]["klaar"] == nummer
    document = await straat.get(f"{adres}/document", SWV)
    archief = ZipFile(BytesIO(document.content))
    assert archief.testzip() is None
    namen = archief.namelist()
    assert len(namen) == 3
    assert all(any(f"({code}) 2025-2026.docx" in naam for naam in namen) for code in codes)
    assert gebreken(archief.read(namen[0])) == []
    assert (await straat.get(adres, "swv:PO9902")).status_code == 404
    assert (await straat.get("/v1/rapporten", SWV)).json()["rapporten"] == []


async def test_all_schools_of_a_board_or_swv(straat: Straat, verhaal: Voorbeeld) -> None:
    codes = scholen(verhaal)
    van_swv = await _vraag(straat, alleVan={"niveau": "swv", "eenheid": "PO9901"})
    assert await _tel(straat, van_swv["id"]) == len(codes)
    bestuur = next(lid.bestuur for lid in verhaal.wereld.leden if lid.vestiging == codes[0] and lid.swv == "PO9901")
    van_bestuur = await _vraag(straat, alleVan={"niveau": "bestuur", "eenheid": bestuur})
    assert 0 < await _tel(straat, van_bestuur["id"]) <= len(codes)


async def test_a_school_that_may_not_be_seen_stops_the_whole_list(straat: Straat, verhaal: Voorbeeld) -> None:
    voor = await straat.sql("SELECT count(*) FROM rapporten.rapport")
    body = {**VASTE, "eenheden": [scholen(verhaal)[0], "98ZZ99"]}
    antwoord = await straat.client.post("/v1/rapporten", json=body, headers=await straat.kop(SWV))
    assert antwoord.status_code == 404
    assert await straat.sql("SELECT count(*) FROM rapporten.rapport") == voor
    fouten: list[dict[str, object]] = [
        {"eenheden": []}, {"eenheden": "alles"}, {"alleVan": {"niveau": "klas", "eenheid": "x"}},
    ]  # fmt: skip
    for fout in fouten:
        antwoord = await straat.client.post("/v1/rapporten", json={**VASTE, **fout}, headers=await straat.kop(SWV))
        assert antwoord.status_code == 400


async def test_what_is_taken_back_is_not_made_and_gone(straat: Straat, verhaal: Voorbeeld) -> None:
    bundel = await _vraag(straat, eenheden=scholen(verhaal)[:2])
    eerste, tweede = straat.melding.rapporten
    await straat.maker.maak(eerste)
    adres = f"/v1/rapporten/bundels/{bundel['id']}"
    assert (await straat.client.delete(adres, headers=await straat.kop("swv:PO9902"))).status_code == 404
    assert (await straat.client.delete(adres, headers=await straat.kop(SWV))).status_code == 204
    await straat.maker.maak(tweede)
    assert await _tel(straat, bundel["id"]) == 0
    assert await straat.sql("SELECT count(*) FROM rapporten.document WHERE rapport = $1", eerste) == 0
    een = (await straat.vraag(SWV, eenheid=scholen(verhaal)[0])).headers["location"]
    assert (await straat.client.delete(een, headers=await straat.kop(SWV))).status_code == 204
    assert (await straat.get(een, SWV)).status_code == 404


async def test_two_workers_at_once_make_each_document_once(straat: Straat, verhaal: Voorbeeld) -> None:
    geschreven: list[str] = []

    def telt(document: Document) -> bytes:
        geschreven.append(document.bestandsnaam)
        return schrijf(document)

    bundel = await _vraag(straat, eenheden=scholen(verhaal)[:6])
    maker = replace(straat.maker, schrijf=telt, opmaak=f"proef {uuid4()}")

    async def werker(ids: Sequence[UUID]) -> None:
        for id_ in ids:
            await maker.maak(id_)

    ids = straat.melding.rapporten
    await asyncio.gather(werker(ids), werker(ids[::-1]), werker(ids))
    assert len(geschreven) == len(set(geschreven)) == 6
    stand = (await straat.get(f"/v1/rapporten/bundels/{bundel['id']}", SWV)).json()
    assert stand["voortgang"] == {"totaal": 6, "klaar": 6, "mislukt": 0}
