"""A form of quality or meetings that is sent when its session is over: kept as it was, and written after login."""

import asyncio
import html
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.gateway.paginas.formulieren import formulier_token
from tests.integration.gateway.kanalen.loket import Wie, open_loket
from tests.integration.gateway.profielen.balie import SWV, Balie
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

TEKST = "Wat ik in een uur schreef.\nTweede regel <b>& meer</b>"
FORMULIEREN: dict[str, dict[str, Any]] = {
    "/doelen/nieuw": {"swv": "PO9901", "plan": "Jaarplan", "code": "V1", "niveau": "swv", "titel": "Een doel",
                      "notitie": TEKST},
    "/kwaliteit/standaarden/RPO1": {"oordeel": "goed", "peildatum": "2026-11-01", "toelichting": TEKST,
                                    "bewijs": ["indicator:thuiszitters", "indicator:dekking"]},
    "/kwaliteit/jaar": {"fase": "act", "titel": "Een moment van dit jaar", "uiterlijk": "2026-12-01"},
    "/gesprekken/nieuw": {"eenheid": "school:99AB00", "dag": "2026-11-10", "status": "gehouden", "onderwerp": "Nieuw",
                          "aanwezig": "directeur en intern begeleider"},
    "/gesprekken/{gesprek}": {"dag": "2026-11-10", "status": "gehouden", "onderwerp": "Weer", "verslag": TEKST},
    "/gesprekken/{gesprek}/afspraken": {"tekst": TEKST, "wie": "intern begeleider"},
    "/gesprekken/{gesprek}/afspraken/{afspraak}": {"tekst": TEKST, "status": "open"},
}  # fmt: skip


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    asyncio.run(Wereld((Lid("PO9901", "99AB00", "99001"),)).vul(module_database.url()))
    return module_database


@pytest.fixture
async def balie(wereld: Database) -> AsyncIterator[Balie]:
    async with open_loket(wereld, Wie()) as loket:
        balie = Balie(loket)
        await balie.vers()
        yield balie


def _velden(pagina: str) -> dict[str, list[str]]:
    """The hidden fields of the form that holds the text."""
    gevonden: dict[str, list[str]] = {}
    vorm = pagina.partition("<main")[2]
    for naam, waarde in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', vorm):
        gevonden.setdefault(html.unescape(naam), []).append(html.unescape(waarde))
    return gevonden


async def _etags(balie: Balie) -> dict[str, str]:
    gesprek = await balie.api("GET", f"/v1/gesprekken/{balie.ids['gesprek']}", SWV)
    oordeel = await balie.api("GET", "/v1/kwaliteitsoordelen/PO9901/RPO1", SWV)
    return {"/gesprekken/{gesprek}": gesprek.headers["etag"], "/kwaliteit/standaarden/RPO1": oordeel.headers["etag"]}


@pytest.mark.parametrize("sjabloon", FORMULIEREN)
async def test_nothing_that_was_filled_in_is_lost(balie: Balie, sjabloon: str) -> None:
    pad = sjabloon.format(**balie.ids)
    zag = (await _etags(balie)).get(sjabloon)
    if "{afspraak}" in sjabloon:
        pagina = (await balie.pagina("GET", f"/gesprekken/{balie.ids['gesprek']}", SWV)).text
        zag = html.unescape(re.findall(r'name="zag" value="([^"]*)"', pagina.partition('id="afspraken"')[2])[0])
    velden = {**FORMULIEREN[sjabloon], **({"zag": zag} if zag else {})}

    verlopen = await balie.pagina("POST", pad, "", velden, token=formulier_token("de vorige sessie"))
    assert verlopen.status_code == 401
    gehouden = _velden(verlopen.text)
    assert "formulier" not in gehouden, "nobody is logged in: there is no token to give"
    ingelogd = await balie.pagina("POST", pad, SWV, gehouden, token="")
    assert ingelogd.status_code == 400
    opnieuw = _velden(ingelogd.text)
    (token,) = opnieuw.pop("formulier")
    bewaard = await balie.pagina("POST", pad, SWV, opnieuw, token=token)

    assert {naam: "\r\n".join(waarden).split("\r\n") for naam, waarden in opnieuw.items()}.keys() >= velden.keys()
    for naam, waarde in velden.items():
        assert [een.replace("\r\n", "\n") for een in opnieuw[naam]] == (
            waarde if isinstance(waarde, list) else [waarde]
        )
    assert bewaard.status_code == 303, bewaard.text[:2000]
    assert "<b>&" not in verlopen.text + ingelogd.text


async def test_what_takes_away_is_never_kept(balie: Balie) -> None:
    pad = f"/gesprekken/{balie.ids['gesprek']}"
    vreemd = await balie.pagina("POST", pad, SWV, {"actie": "wis"}, token="vreemd")
    assert (vreemd.status_code, "Bewaar alsnog" in vreemd.text) == (400, False)
    weg = await balie.pagina("POST", pad, "", {"actie": "wis"})
    assert weg.headers["location"].startswith("/inloggen?naar=%2Fgesprekken")
    assert (await balie.api("GET", f"/v1{pad}", SWV)).status_code == 200
