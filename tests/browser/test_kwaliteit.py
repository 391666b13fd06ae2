"""Goals, own judgements and meetings in the browser: without a script, on a phone, by both parties."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek

SWV, SCHOOL, BESTUUR = "swv.po9901", "school.99ai00", "bestuur.99002"
BOOS = """<script>document.title = "stuk"</script> <b>vet</b> {{ 7*7 }} "wij" & co"""
VORMEN = {"breed-licht": (1280, False), "smal-donker": (390, True)}


def _maak_doel(bezoeker: Bezoeker, code: str, titel: str, **velden: str) -> None:
    bezoeker.ga("/doelen/nieuw")
    for naam, waarde in {"plan": "Jaarplan 2026", "code": code, "titel": titel, **velden}.items():
        bezoeker.pagina.fill(f"#{naam}", waarde)
    bezoeker.pagina.select_option("#indicator", "tlv-toegekend")
    bezoeker.pagina.select_option("#richting", "lager")
    bezoeker.pagina.click("main button >> text=Bewaren")


def _maak_gesprek(bezoeker: Bezoeker, onderwerp: str, dag: str, status: str = "gehouden") -> str:
    bezoeker.ga("/gesprekken/nieuw")
    bezoeker.pagina.select_option("#eenheid", "school:99AI00")
    bezoeker.pagina.fill("#onderwerp", onderwerp)
    bezoeker.pagina.fill("#dag", dag)
    bezoeker.pagina.select_option("#status", status)
    bezoeker.pagina.click("main button >> text=Bewaren")
    return str(re.sub(r"^.*?(/gesprekken/[^?#]+).*$", r"\1", bezoeker.pagina.url))


def _spreek_af(bezoeker: Bezoeker, tekst: str, uiterlijk: str = "2026-10-01") -> None:
    bezoeker.pagina.fill("#tekst", tekst)
    bezoeker.pagina.fill("#wie", "intern begeleider")
    bezoeker.pagina.fill("#uiterlijk", uiterlijk)
    bezoeker.pagina.click("text=Voeg afspraak toe")


def test_a_goal_is_made_shown_everywhere_and_changed_without_losing_a_word(bezoek: Bezoek) -> None:
    een, ander = bezoek(SWV, javascript=False), bezoek(SWV, vers=True, javascript=False)
    _maak_doel(een, "J1", f"Minder verwijzingen {BOOS}", streefwaarde="1,5", uiterlijk="2028-07-31")
    assert een.teksten("main td .koers")[0] in ("op koers", "niet op koers", "niet te zeggen")
    assert BOOS in een.pagina.inner_text("main table")

    for bezoeker in (een, ander):
        bezoeker.ga("/doelen")
        bezoeker.pagina.click("main table a")
    een.pagina.fill("#notitie", "alleen voor ons")
    een.pagina.click("main button >> text=Bewaren")
    ander.pagina.fill("#titel", "van de ander")
    ander.pagina.click("main button >> text=Bewaren")

    assert "intussen veranderd" in ander.pagina.inner_text("[role=alert]")
    assert ander.pagina.input_value("#titel") == "van de ander"
    ander.foto("doel-botst")
    lezer = bezoek(SCHOOL)
    lezer.ga("/doelen")
    lezer.pagina.click("main table a")
    expect(lezer.pagina.locator("main")).not_to_contain_text("alleen voor ons")
    assert lezer.pagina.locator("main form").count() == 0
    assert lezer.gebreken() == []
    assert lezer.pagina.title().startswith("Minder verwijzingen")


def test_a_judgement_with_evidence_stands_on_the_page_and_keeps_the_one_before(bezoek: Bezoek) -> None:
    swv = bezoek(SWV, javascript=False)
    swv.ga("/kwaliteit")
    swv.pagina.click("#standaarden a >> text=RPO3")
    swv.pagina.click("text=Bewaar oordeel")
    assert swv.pagina.url.endswith("/kwaliteit/standaarden/RPO3?swv=PO9901")  # the browser itself asks for a choice

    for oordeel in ("voldoende", "goed"):
        swv.pagina.check(f"#oordeel-{oordeel}")
        swv.pagina.fill("#toelichting", f"Wij vinden dit {oordeel}. {BOOS}")
        swv.pagina.click("text=Bewaar oordeel")
        assert "Bewaard" in swv.pagina.inner_text("[role=status]")

    assert "Ons oordeel: goed" in swv.pagina.inner_text("#nu")
    assert "Wij vinden dit voldoende." in swv.pagina.inner_text("[aria-labelledby=eerder]")
    swv.ga("/kwaliteit")
    rij = swv.pagina.locator("#standaarden tbody tr", has_text="RPO3")
    expect(rij).to_contain_text("goed")
    bezoek(BESTUUR).ga("/kwaliteit/standaarden/RPO3?swv=PO9901")
    ander = bezoek(BESTUUR)
    ander.ga("/kwaliteit/standaarden/RPO3?swv=PO9901")
    assert ander.pagina.inner_text("h1") == "Dit hoort niet bij uw rol"


def test_both_parties_agree_and_what_is_open_comes_back(bezoek: Bezoek) -> None:
    swv, school = bezoek(SWV, javascript=False), bezoek(SCHOOL, javascript=False)
    eerste = _maak_gesprek(swv, "Voortgang voorjaar", "2026-03-10")
    _spreek_af(swv, f"Plan voor groep 5 {BOOS}")
    school.ga("/gesprekken")
    school.pagina.click("text=Voortgang voorjaar")
    _spreek_af(school, "Ouders uitnodigen", "2026-12-01")
    assert school.pagina.locator("#afspraken .afspraak").count() == 2

    tweede = _maak_gesprek(swv, "Voortgang najaar", "2026-11-20")

    assert swv.pagina.locator("[aria-labelledby=eerder] .afspraak").count() == 2
    swv.pagina.locator(".afspraak", has_text="Ouders uitnodigen").get_by_role("button", name="Gedaan").click()
    assert swv.pagina.url.split("?")[0].endswith(tweede)
    assert swv.pagina.locator("[aria-labelledby=eerder] .afspraak").count() == 1
    school.ga(eerste)
    assert "gedaan op 22 november 2026" in school.pagina.inner_text("#afspraken")
    assert BOOS in school.pagina.inner_text("#afspraken")
    school.foto("gesprek-school")
    assert school.pagina.locator("text=Gesprek wissen").count() == 0
    vreemd = school.pagina.request.post(school.adres + f"{eerste}/afspraken", form={"tekst": "van elders"})
    assert vreemd.status == 400


def test_an_agreement_that_was_changed_meanwhile_keeps_both_texts(bezoek: Bezoek) -> None:
    swv, school = bezoek(SWV), bezoek(SCHOOL)
    adres = _maak_gesprek(swv, "Botsing", "2026-11-01")
    _spreek_af(swv, "Zoals afgesproken")
    for bezoeker in (swv, school):
        bezoeker.ga(adres)
        bezoeker.pagina.click("#afspraken .afspraak summary")
    for bezoeker, tekst in ((swv, "van het SWV"), (school, "van de school")):
        bezoeker.pagina.fill("#afspraken .afspraak textarea", tekst)
        bezoeker.pagina.click("#afspraken >> text=Bewaar afspraak")

    expect(school.pagina.locator("[role=alert]")).to_contain_text("intussen veranderd")
    assert school.pagina.input_value("#afspraken .afspraak textarea") == "van de school"
    expect(school.pagina.locator("#afspraken .afspraak__tekst")).to_have_text("van het SWV")
    assert school.gebreken() == []
    school.foto("afspraak-botst")


@pytest.mark.parametrize("vorm", VORMEN)
def test_every_page_is_sound(bezoek: Bezoek, vorm: str) -> None:
    breedte, donker = VORMEN[vorm]
    bezoeker = bezoek(SWV, breedte=breedte, donker=donker)
    _maak_doel(bezoeker, f"V{breedte}", "Minder leerlingen naar het speciaal onderwijs", streefwaarde="40")
    gesprek = _maak_gesprek(bezoeker, "Jaargesprek", "2027-01-15", "gepland")
    _spreek_af(bezoeker, "Cijfers samen bekijken")
    paginas = {
        "kwaliteit": "/kwaliteit", "standaard": "/kwaliteit/standaarden/RPO1", "doelen": "/doelen",
        "doel-nieuw": "/doelen/nieuw", "gesprekken": "/gesprekken", "gesprek-nieuw": "/gesprekken/nieuw",
        "gesprek": gesprek,
    }  # fmt: skip
    for naam, adres in paginas.items():
        bezoeker.ga(adres)
        bezoeker.foto(f"{naam}-{vorm}")
        assert bezoeker.gebreken() == [], naam
        assert bezoeker.past(), naam
        assert bezoeker.pagina.locator("h1").count() == 1
    bezoeker.ga("/doelen")
    bezoeker.pagina.locator("main table a").last.focus()
    bezoeker.pagina.keyboard.press("Enter")
    bezoeker.pagina.wait_for_url("**/doelen/*-*")
    bezoeker.foto(f"doel-{vorm}")
    assert bezoeker.gebreken() == []
    assert bezoeker.past()


def test_who_has_nothing_is_told_what_to_do(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.vo9901", breedte=390)
    for adres, tekst in (("/doelen", "nog geen doelen"), ("/gesprekken", "Plan een gesprek")):
        bezoeker.ga(adres)
        assert tekst in bezoeker.pagina.inner_text("main")
        assert bezoeker.gebreken() == []
        bezoeker.foto(f"leeg-{adres.strip('/')}")


def test_the_year_and_the_signals(bezoek: Bezoek) -> None:
    swv = bezoek(SWV, javascript=False)
    gesprek = _maak_gesprek(swv, "Gesprek van deze week", "2026-11-25", "gepland")
    _spreek_af(swv, "Had al gemoeten", "2026-11-02")
    swv.ga("/kwaliteit/jaar")
    swv.pagina.fill("#titel", f"Jaarverslag vaststellen {BOOS}")
    swv.pagina.fill("#uiterlijk", "2026-10-15")
    swv.pagina.select_option("#fase", "act")
    swv.pagina.click("text=Zet in het jaar")
    assert BOOS in swv.pagina.inner_text("[aria-labelledby=laat]")
    for adres, breedte, donker in (
        ("/kwaliteit/jaar", 390, True),
        ("/signalen", 390, True),
        ("/signalen", 1280, False),
    ):
        lezer = bezoek(SWV, breedte=breedte, donker=donker)
        lezer.ga(adres)
        lezer.foto(f"{adres.strip('/').replace('/', '-')}-{breedte}")
        assert lezer.gebreken() == []
        assert lezer.past()

    tekst = lezer.pagina.inner_text("main")
    assert "Afspraak: Had al gemoeten" in tekst
    assert f"Jaarverslag vaststellen {BOOS}" in tekst
    assert "Nog geen eigen oordeel in 2026-2027" in tekst
    lezer.pagina.click("text=Gesprek van deze week")
    assert lezer.pagina.url.endswith(gesprek)

    swv.ga("/kwaliteit/jaar")
    swv.pagina.get_by_role("button", name=re.compile("Klaar.*Jaarverslag")).first.click()
    assert swv.pagina.locator("[aria-labelledby=laat] >> text=Jaarverslag").count() == 0
    swv.foto("jaar-breed")
    school = bezoek(SCHOOL)
    school.ga("/kwaliteit/jaar")
    assert school.pagina.inner_text("h1") == "Dit hoort niet bij uw rol"
    school.ga("/signalen")
    assert school.gebreken() == []
    school.foto("signalen-school")
