"""The template of an SWV over a real database: who loads it, whose reports get it, and back to ours."""

from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.integration.reports.test_rapporten import SWV, drukste
from tests.unit.gateway.sjablonen_bouwen import docx, stijl
from tests.unit.reports.docx_lezen import Docx, gebreken

PAD = "/v1/sjablonen/PO9901"
BEHEERDER = "beheerder:PO9901"
VRAAG = {"themas": ["arrangementen"]}


async def _laad(straat: Straat, inhoud: bytes, wie: str = BEHEERDER, pad: str = PAD) -> tuple[int, dict[str, object]]:
    antwoord = await straat.client.put(pad, content=inhoud, headers=await straat.kop(wie))
    return antwoord.status_code, antwoord.json()


async def _stijlen(straat: Straat, school: str) -> str:
    bestand = Docx((await straat.document(SWV, eenheid=school, **VRAAG)).content)
    assert gebreken(bestand.inhoud) == []
    return bestand.zip.read("word/styles.xml").decode()


async def test_reports_get_the_look_and_lose_it_again(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    assert "Georgia" not in await _stijlen(straat, school)
    status, geladen = await _laad(straat, docx())
    assert status == 200
    assert (geladen["logo"], geladen["geladenDoor"] is not None) == (True, True)
    assert (await straat.get(PAD, SWV)).json() == geladen, "the staff sees it too"
    assert "Georgia" in await _stijlen(straat, school), "also though the same report was made before"
    kop = await straat.kop(BEHEERDER)
    assert (await straat.client.delete(PAD, headers=kop)).status_code == 204
    assert "Georgia" not in await _stijlen(straat, school)
    assert (await straat.get(PAD, SWV)).json()["geladenOp"] is None


async def test_only_the_beheerder_of_that_swv_loads_it(straat: Straat) -> None:
    assert (await _laad(straat, docx(), SWV))[0] == 403
    for wie in ("beheerder:PO9902", "bestuur:99001", "platform:"):
        assert (await _laad(straat, docx(), wie))[0] == 404
        assert (await straat.get(PAD, wie)).status_code == 404
    assert (await _laad(straat, docx(), pad="/v1/sjablonen/PO9999"))[0] == 404
    assert await straat.sql("SELECT count(*) FROM rapporten.sjabloon") == 0


async def test_a_wrong_file_changes_nothing_and_every_reason_is_told(straat: Straat) -> None:
    assert (await _laad(straat, docx()))[0] == 200
    status, fout = await _laad(straat, docx(stijl("Title"), {"word/vbaProject.bin": b"x"}))
    assert status == 400
    assert "macro" in str(fout["fouten"])
    assert (await _laad(straat, b"x" * (6 * 1024 * 1024)))[0] == 413
    assert (await straat.get(PAD, SWV)).json()["logo"] is True
