"""Hostile texts: as names of units, questions and answers, on every page and in every form in which they leave."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.integration.gateway.kanalen.loket import Wie, open_loket
from tests.integration.gateway.profielen.balie import CONCEPT, SCHOOL, SWV, Balie
from tests.integration.gateway.profielen.school import TEKST, VERPLICHT, items_van
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

BESTUUR = "bestuur:99001"
_HTML = """<script>alert(1)</script></title><img src=x onerror=alert(2)> "& ' {{ 7*7 }} {% raw %} ]]> ${1}"""
FORMULES = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://a")', "=cmd|' /C calc'!A0")
VIJANDIG = (*FORMULES, *(f"{een} {_HTML}" for een in FORMULES), _HTML, "a\n=1+1\n\t@x", "'; DROP TABLE x; --")
_NAAM = f"=1+1 {_HTML[:60]}"
_FOUT = re.compile(r"<script>alert|<img src=x|onerror=alert\(2\)>|<title>[^<]*<(?!/title)")


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    namen = dict.fromkeys(("99AB00", "99001", "PO9901", "PO9901-N"), _NAAM)
    leden = (Lid("PO9901", "99AB00", "99001", "PO9901-N"), Lid("PO9901", "99AC00", "99001", "PO9901-N"))
    asyncio.run(Wereld(leden, naam=namen).vul(module_database.url()))
    return module_database


@pytest.fixture
async def balie(wereld: Database) -> AsyncIterator[Balie]:
    """Everything is written once, by the API."""
    async with open_loket(wereld, Wie()) as loket:
        balie = Balie(loket)
        if (await balie.api("GET", "/v1/profielen/99AB00", "")).status_code == 404:
            await _zet_formulier(balie)
            await _publiceer(balie)
            await _schrijf(balie)
        yield balie


async def _gelukt(balie: Balie, methode: str, pad: str, wie: str, inhoud: Any = None, **koppen: str) -> Any:
    antwoord = await balie.api(methode, pad, wie, inhoud, **koppen)
    assert antwoord.is_success, antwoord.text
    return antwoord


async def _zet_formulier(balie: Balie) -> None:
    """The form of an SWV that asks hostile questions."""
    pad = "/v1/profielen/formulieren/PO9901"
    form = (await balie.api("GET", pad, SWV)).json()["formulier"]
    vragen = [
        {"code": f"vraag-{n}", "soort": soort, "titel": een[:150], "hulp": een}
        for n, een in enumerate(VIJANDIG)
        for soort in (("beschikbaarheid", "tekst")[n % 2],)
    ]
    form["onderdelen"].append({"code": "boos", "titel": VIJANDIG[6], "voorOuders": VIJANDIG[7], "items": vragen})
    form["steunpunt"] = {"naam": VIJANDIG[8], "website": "https://a.example/?x=<script>", "telefoon": "+31 6"}
    await _gelukt(balie, "PUT", pad, SWV, form)


async def _publiceer(balie: Balie) -> None:
    await _gelukt(balie, "PUT", CONCEPT, SCHOOL)
    antwoorden: dict[str, dict[str, str]] = {code: {"tekst": TEKST} for code in VERPLICHT}
    antwoorden |= {"contact-email": {"tekst": "info@proef.example"}, "visie": {"tekst": _HTML}}
    for n, een in enumerate(VIJANDIG):
        antwoorden[f"vraag-{n}"] = {"tekst": een} | ({"keuze": "in_huis"} if n % 2 == 0 else {})
    for code, antwoord in antwoorden.items():
        await _gelukt(balie, "PUT", f"{CONCEPT}/antwoorden/{code}", SCHOOL, antwoord, **{"If-Match": "0"})
    for staat, wie in (("ter_vaststelling", SCHOOL), ("gepubliceerd", BESTUUR)):
        etag = (await balie.api("GET", CONCEPT, wie)).headers["etag"]
        await _gelukt(balie, "PUT", f"{CONCEPT}/staat", wie, {"staat": staat}, **{"If-Match": etag})


async def _schrijf(balie: Balie) -> None:
    """A goal, judgement, moment, meeting and agreement."""
    doel = {"swv": "PO9901", "plan": VIJANDIG[6][:150], "code": "D1", "titel": _HTML, "notitie": VIJANDIG[7]}
    await _gelukt(balie, "POST", "/v1/doelen", SWV, doel)
    oordeel = {"oordeel": "goed", "peildatum": "2026-11-01", "toelichting": VIJANDIG[6]}
    await _gelukt(balie, "PUT", "/v1/kwaliteitsoordelen/PO9901/RPO1", SWV, oordeel)
    moment = {"fase": "act", "titel": _HTML, "uiterlijk": "2026-10-15", "eigenaar": VIJANDIG[0]}
    await _gelukt(balie, "POST", "/v1/kwaliteitsjaar/PO9901/momenten", SWV, moment)
    gesprek = {"swv": "PO9901", "niveau": "school", "eenheid": "99AB00", "dag": "2026-11-10", "status": "gehouden",
               "onderwerp": _HTML, "aanwezig": VIJANDIG[6], "verslag": VIJANDIG[7]}  # fmt: skip
    pad = (await _gelukt(balie, "POST", "/v1/gesprekken", SWV, gesprek)).headers["location"]
    afspraak = {"tekst": _HTML, "wie": VIJANDIG[8], "uiterlijk": "2026-11-01"}
    await _gelukt(balie, "POST", f"{pad}/afspraken", SWV, afspraak)


BLADEN = (
    "/v1/profielen/antwoorden?swv=PO9901", "/v1/profielen/dekking?swv=PO9901",
    "/v1/grafieken/kwaliteit/doelen?niveau=swv&eenheid=PO9901",
    "/v1/grafieken/kwaliteit/standaarden?niveau=swv&eenheid=PO9901",
)  # fmt: skip


async def test_nothing_of_it_runs_anywhere(balie: Balie) -> None:
    profiel = (await balie.api("GET", "/v1/profielen/99AB00", "")).json()
    assert [items_van(profiel)[f"vraag-{n}"]["tekst"] for n in range(len(VIJANDIG))] == list(VIJANDIG)
    assert profiel["school"]["naam"] == _NAAM

    (doel,) = (await balie.api("GET", "/v1/doelen", SWV)).json()["doelen"]
    (gesprek,) = (await balie.api("GET", "/v1/gesprekken", SWV)).json()["gesprekken"]
    schoolpagina = (await balie.pagina("GET", "/scholen/99ab00", "")).headers["location"]
    basis = "/ondersteuningsaanbod"
    school = f"{basis}/99AB00/PO9901/2026-2027"
    paginas = [
        f"/doelen/{doel['id']}", f"/gesprekken/{gesprek['id']}", schoolpagina, "/scholen", "/scholen?zoek=alert",
        "/scholen/vergelijken?school=99AB00&erbij=<script>alert(1)</script>",
        basis, school, f"{school}/versies", f"{school}/voorbeeld", f"{basis}/dekking/PO9901",
        f"{basis}/dekking/PO9901?subregio=PO9901-N", f"{basis}/formulier/PO9901", "/doelen", "/kwaliteit",
        f"{basis}/vergelijken/PO9901?vraag=vraag-6", "/kwaliteit/jaar", "/kwaliteit/standaarden/RPO1", "/gesprekken",
        "/signalen", "/overzicht",
    ]  # fmt: skip
    for pad in paginas:
        antwoord = await balie.pagina("GET", pad, SWV)
        assert antwoord.status_code == 200, pad
        assert _FOUT.search(antwoord.text) is None, (pad, _FOUT.search(antwoord.text))
        assert "49 {% raw" not in antwoord.text, pad
        kop = antwoord.text.partition("</head>")[0]
        assert kop.count("<title>") == kop.count("</title>") == 1, pad
        assert "script-src 'self'" in antwoord.headers["content-security-policy"]
    formulier = await balie.pagina("GET", f"{school}/onderdelen/boos", SCHOOL)
    assert formulier.status_code == 200
    assert _FOUT.search(formulier.text) is None
    kaart = ElementTree.fromstring((await balie.pagina("GET", "/sitemap.xml", "")).text)
    assert any((een.text or "").endswith(schoolpagina) for een in kaart.iter() if een.tag.endswith("loc"))


async def test_no_cell_of_a_sheet_is_a_formula(balie: Balie) -> None:
    gevonden = 0
    for pad in BLADEN:
        for vorm, scheiding in (("csv", ","), ("csv-nl", ";")):
            antwoord = await balie.api("GET", f"{pad}&formaat={vorm}", SWV)
            assert antwoord.status_code == 200, (pad, antwoord.text)
            rijen = list(csv.reader(io.StringIO(antwoord.text.removeprefix("\ufeff"), newline=""), delimiter=scheiding))
            assert len({len(rij) for rij in rijen}) == 1, "a text breaks no row"
            vakken = [vak for rij in rijen for vak in rij]
            assert [vak for vak in vakken if vak[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")] == []
            gevonden += sum(vak.startswith(("'=", "'+", "'-", "'@")) for vak in vakken)
        boek = openpyxl.load_workbook(io.BytesIO((await balie.api("GET", f"{pad}&formaat=xlsx", SWV)).content))
        cellen = [cel for blad in boek for rij in blad.iter_rows() for cel in rij]
        assert [cel.value for cel in cellen if cel.data_type == "f"] == []
    assert gevonden > len(VIJANDIG), "the hostile texts did come by"
