"""Signals: each kind for who it concerns, nothing of others, and what is new since the visit before."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import jsonschema
import pytest

from services.gateway.dashboards.signalen import vorig_bezoek
from services.gateway.handlers.poorten import Beller
from tests.bouwers import besloten
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.opendata import vul_open
from tests.integration.gateway.test_gesprekken import GESPREK, LEDEN
from tests.integration.gateway.test_kwaliteit import DOEL
from tests.integration.gateway.wereld import Wereld
from tests.stack import Database

SWV, SCHOOL, ANDER = "swv:PO9901", "school:99AB00", "swv:PO9902"


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    async def vul() -> None:
        zaken = [(lid.swv, besloten(vestiging=lid.vestiging)) for lid in LEDEN]
        await Wereld(LEDEN, zaken).vul(module_database.url())
        verbinding = await asyncpg.connect(module_database.url())
        await vul_open(verbinding, {"doel": [{**DOEL, "streefwaarde": "0", "uiterlijk": "2026-07-31"}]})
        await verbinding.close()

    asyncio.run(vul())
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        yield geopend


async def _post(huis: Huis, pad: str, wie: str, inhoud: Any) -> Any:
    headers = {"Authorization": f"Bearer {await huis.token(wie)}"}
    antwoord = await huis.client.post(pad, json=inhoud, headers=headers)
    assert antwoord.status_code == 201, antwoord.text
    return antwoord


async def _signalen(huis: Huis, wie: str, vraag: str = "") -> list[dict[str, Any]]:
    antwoord = await huis.get(f"/v1/signalen{vraag}", wie)
    assert antwoord.status_code == 200, antwoord.text
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"]["/signalen"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(antwoord.json(), {**schema, "components": document["components"]})
    gevonden: list[dict[str, Any]] = antwoord.json()["signalen"]
    return gevonden


async def test_every_kind_for_who_it_concerns(huis: Huis) -> None:
    pad = (await _post(huis, "/v1/gesprekken", SWV, GESPREK | {"dag": "2026-11-25", "status": "gepland"})).headers[
        "location"
    ]
    await _post(huis, f"{pad}/afspraken", SWV, {"tekst": "Te laat", "uiterlijk": "2026-11-01"})
    await _post(huis, f"{pad}/afspraken", SWV, {"tekst": "Nog lang niet", "uiterlijk": "2027-06-01"})

    swv, school, ander = [await _signalen(huis, wie) for wie in (SWV, SCHOOL, ANDER)]

    assert {"afspraak", "gesprek", "doel", "profiel", "oordeel"} <= {een["soort"] for een in swv}
    laat = [een for een in swv if een["soort"] == "afspraak"]
    assert [(een["tekst"], een["teLaat"], een["dag"]) for een in laat] == [("Afspraak: Te laat", True, "2026-11-01")]
    assert {"afspraak", "gesprek"} <= {een["soort"] for een in school}
    assert "oordeel" not in {een["soort"] for een in school}
    assert not {"afspraak", "gesprek", "doel"} & {een["soort"] for een in ander}
    assert all(een["_links"]["pagina"]["href"].startswith("/") for een in (*swv, *school))
    assert await _signalen(huis, "platform:") == []
    assert (await huis.get("/v1/signalen")).status_code == 401
    assert (await huis.get("/v1/signalen?sinds=gisteren", SWV)).status_code == 400


async def test_new_is_what_others_did_since(huis: Huis) -> None:
    pad = (await _post(huis, "/v1/gesprekken", SWV, GESPREK | {"onderwerp": "Over nieuws"})).headers["location"]
    await _post(huis, f"{pad}/afspraken", SCHOOL, {"tekst": "Van de school"})

    def nieuw(alle: list[dict[str, Any]]) -> set[str]:
        return {een["tekst"] for een in alle if een["nieuw"] and "cijfers" not in een["tekst"]}

    sinds = "?sinds=2026-11-22T08:00:00Z"
    assert "Nieuw gesprek: Over nieuws" in nieuw(await _signalen(huis, SCHOOL, sinds))
    van_swv = nieuw(await _signalen(huis, SWV, sinds))
    assert "Nieuwe afspraak: Van de school" in van_swv
    assert "Nieuw gesprek: Over nieuws" not in van_swv
    assert nieuw(await _signalen(huis, SWV, "?sinds=2026-11-22T09:30:00Z")) == set()
    assert nieuw(await _signalen(huis, SWV)) == set()


async def test_a_new_visit_begins_after_hours_of_silence(huis: Huis) -> None:
    await huis.token(SWV)
    verbinding = await asyncpg.connect(huis.admin_url)
    account = await verbinding.fetchval("SELECT account FROM toegang.recht WHERE rol = 'swv' AND eenheid = 'PO9901'")
    await verbinding.close()
    beller, gegevens, nu = Beller(account, "swv", frozenset()), huis.diensten.gegevens, huis.clock.now()

    minuten = (0, 30, 90, 90 + 300, 90 + 310)
    gezien = [await vorig_bezoek(gegevens, beller, nu + timedelta(minutes=een)) for een in minuten]

    einde = nu + timedelta(minutes=90)
    assert gezien == [None, None, None, einde, einde]
