"""Logo and colour over the pages: who sets them, who sees them, and what a file may bring in."""

import html
import io
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from PIL import Image

from tests.integration.gateway.kanalen.loket import Loket, Wie, open_loket
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

PAD = "/beheer/huisstijl"
BEHEERDER = "beheerder:PO9901"
NAMEN = {"PO9901": 'SWV "Het <b>Bos</b>" & Co'}
LEDEN = (Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99002"), Lid("PO9902", "99AD00", "99002"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
async def loket(database: Database) -> AsyncIterator[Loket]:
    await Wereld(LEDEN, naam=NAMEN).vul(database.url())
    async with open_loket(database, Wie()) as geopend:
        yield geopend


def _plaatje() -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", (600, 200), (200, 30, 30)).save(uit, "JPEG")
    return uit.getvalue()


async def _stuur(loket: Loket, logo: bytes = b"", naam: str = "logo.png", **velden: str) -> httpx.Response:
    kop = (await loket.koppen(BEHEERDER))["sessie"]
    blad = (await loket.client.get(PAD, headers=kop)).text
    gevonden = {naam_: re.search(rf'name="{naam_}" value="([^"]*)"', blad) for naam_ in ("formulier", "zag")}
    ingevuld = {naam_: een[1] for naam_, een in gevonden.items() if een} | velden
    return await loket.client.post(PAD, data=ingevuld, files={"logo": (naam, logo)} if logo else {}, headers=kop)


async def test_it_is_seen_by_who_is_of_that_swv_only(loket: Loket) -> None:
    assert (await _stuur(loket, _plaatje(), kleur="#A01030")).status_code == 303

    for rol, ziet in ((BEHEERDER, True), ("school:99AB00", True), ("bestuur:99001", True), ("bestuur:99002", False),
                      ("swv:PO9902", False), ("platform:", False)):  # fmt: skip
        blad = (await loket.get(rol, "/privacy")).text
        assert ("/huisstijl/PO9901/1.png" in blad) is ziet, rol
    assert "/huisstijl/" not in (await loket.client.get("/privacy")).text
    blad = (await loket.get("school:99AB00", "/privacy")).text
    [alt] = re.findall(r'class="kop__logo"[^>]* alt="([^"]*)"', blad)
    assert html.unescape(alt) == f"Logo van {NAMEN['PO9901']}"
    logo, kleur = [await loket.get("school:99AB00", f"/huisstijl/PO9901/1.{soort}") for soort in ("png", "css")]
    assert logo.headers["content-type"] == "image/png"
    assert logo.headers["x-content-type-options"] == "nosniff"
    with Image.open(io.BytesIO(logo.content)) as beeld:
        assert beeld.format == "PNG"
    assert kleur.text == ".kop { border-block-end: 6px solid #a01030; }\n"
    for pad in ("/huisstijl/PO9901/2.png", "/huisstijl/PO9902/1.png", "/huisstijl/x/1.css", "/huisstijl/PO9901/1.svg"):
        assert (await loket.get("school:99AB00", pad)).status_code == 404, pad
    loket.client.cookies.clear()
    assert (await loket.client.get("/huisstijl/PO9901/1.png")).status_code == 303


@pytest.mark.parametrize("naam", ["logo.svg", "logo.png"])
async def test_what_is_no_plain_picture_is_refused_whatever_it_calls_itself(loket: Loket, naam: str) -> None:
    antwoord = await _stuur(loket, SVG, naam)
    assert antwoord.status_code == 400
    assert "geen SVG" in antwoord.text
    assert (await _stuur(loket, kleur="red;}*{}")).status_code == 400
    assert "/huisstijl/" not in (await loket.get(BEHEERDER, "/privacy")).text


async def test_a_new_colour_keeps_the_logo_and_a_colleague_who_was_first_is_told(loket: Loket) -> None:
    await _stuur(loket, _plaatje())
    await _stuur(loket, kleur="#123456")
    assert {"/huisstijl/PO9901/2.png", "/huisstijl/PO9901/2.css"} <= set(
        re.findall(r"/huisstijl/[^\"]*", (await loket.get(BEHEERDER, "/privacy")).text)
    )
    assert (await _stuur(loket, kleur="#654321", zag="1")).status_code == 409
    await _stuur(loket, zonder_logo="ja", kleur="")
    assert "/huisstijl/" not in (await loket.get("school:99AB00", "/privacy")).text


async def test_a_form_that_is_too_large_or_of_another_site_changes_nothing(loket: Loket) -> None:
    assert (await _stuur(loket, _plaatje(), formulier="van-een-ander")).status_code == 400
    assert (await _stuur(loket, b"\x89PNG" + bytes(2_000_000))).status_code == 413
    for rol in ("swv:PO9901", "beheerder:PO9902"):
        assert (await loket.get(rol, f"{PAD}?swv=PO9901")).status_code in (403, 404)
