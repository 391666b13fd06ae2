"""`lezer=maker` and the texts of a unit, over a real database: whose figures, whose words, and who gets them."""

from typing import Any

from shared.contracts.eenheden import vestiging_getal
from tests.integration.gateway.wereld import Voorbeeld
from tests.integration.reports.conftest import Straat
from tests.integration.reports.test_rapporten import SWV, drukste
from tests.unit.reports.docx_lezen import Docx, gebreken, tekst

MERK = "intern, niet doorgeven"


async def test_an_internal_version_shows_what_who_asks_sees(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    gedeeld = Docx((await straat.document(SWV, eenheid=school)).content)
    intern = Docx((await straat.document(SWV, eenheid=school, lezer="maker")).content)
    assert gebreken(intern.inhoud) == []
    assert all(MERK in tekst(intern.xml(naam)) for naam in intern.namen if "header" in naam)
    assert MERK not in gedeeld.alle_tekst()
    # The school compares with releases, of which there are none; the SWV sees its own figures.
    assert "TLV-aanvragen in 2025-2026" not in gedeeld.tabellen()
    boven = {rij[0]: rij for rij in intern.tabellen()["TLV-aanvragen in 2025-2026"]}
    pad = "/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    totaal = (await straat.get(pad, SWV)).json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    assert boven["Samenwerkingsverband"][2].replace(".", "") == str(totaal)


async def test_the_address_may_say_it_too_and_the_answer_tells(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    body = {"soort": "gespreksrapport", "niveau": "school", "eenheid": school, "schooljaar": "2025-2026"}
    kop = await straat.kop(SWV)
    antwoord = await straat.client.post("/v1/rapporten?lezer=maker", json=body, headers=kop)
    assert antwoord.status_code == 202, antwoord.text
    assert (antwoord.json()["intern"], antwoord.json()["lezer"]) == (True, {"rol": "swv", "eenheid": "PO9901"})
    fout = await straat.client.post("/v1/rapporten?lezer=school", json=body, headers=kop)
    assert [een["veld"] for een in fout.json()["fouten"]] == ["bericht.lezer"]


async def test_a_board_that_asks_gets_its_own_view_and_no_more(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    bestuur = next(lid.bestuur for lid in verhaal.wereld.leden if lid.vestiging == school and lid.tot == 9999)
    gevraagd = (await straat.vraag(f"bestuur:{bestuur}", eenheid=school, lezer="maker")).json()
    assert gevraagd["lezer"] == {"rol": "bestuur", "eenheid": bestuur}
    docx = Docx((await straat.document(f"bestuur:{bestuur}", eenheid=school, lezer="maker")).content)
    assert [rij[0] for rij in docx.tabellen()["TLV-aanvragen in 2025-2026"][1:]] == ["Bestuur"]


async def test_it_is_gone_for_who_lost_that_view(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    wie = (SWV, f"school:{school}")
    adres = (await straat.vraag(*wie, eenheid=school, lezer="maker", themas=["verwijzingen"])).headers["location"]
    await straat.sql("UPDATE toegang.token SET rechten = $1", [f"school:{school}"])
    try:
        assert (await straat.get(adres, *wie)).status_code == 404
    finally:
        await straat.sql("UPDATE toegang.token SET rechten = NULL")
    assert (await straat.get(adres, *wie)).status_code == 200


async def test_a_bundle_is_internal_as_a_whole(straat: Straat, verhaal: Voorbeeld) -> None:
    body: dict[str, Any] = {
        "soort": "gespreksrapport", "niveau": "school", "schooljaar": "2025-2026", "lezer": "maker",
        "eenheden": [drukste(verhaal)], "themas": ["arrangementen"],
    }  # fmt: skip
    antwoord = await straat.client.post("/v1/rapporten", json=body, headers=await straat.kop(SWV))
    assert antwoord.status_code == 202, antwoord.text
    await straat.maker.maak(straat.melding.rapporten[-1])
    zip_ = await straat.get(f"{antwoord.headers['location']}/document", SWV)
    assert "intern.zip" in zip_.headers["content-disposition"]


async def test_words_of_the_school_come_along_for_who_may_read_them(straat: Straat, verhaal: Voorbeeld) -> None:
    school = drukste(verhaal)
    woorden = f"De groei komt door de nieuwe wijk. {vestiging_getal(school)}"
    pad = f"/v1/toelichtingen/school/{school}/verwijzingen/aanvragen/2025-2026"
    kop = await straat.kop(f"school:{school}")
    geschreven = await straat.client.put(pad, json={"tekst": woorden}, headers=kop)
    assert geschreven.status_code == 200, geschreven.text
    for wie in (f"school:{school}", SWV):
        docx = Docx((await straat.document(wie, eenheid=school)).content)
        assert ("Toelichting", woorden) in docx.alineas()
    # Another year has no text, and an SWV where the school only applied reads nothing of it.
    ander = Docx((await straat.document(SWV, eenheid=school, schooljaar="2024-2025")).content)
    assert woorden not in ander.alle_tekst()
