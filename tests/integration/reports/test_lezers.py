"""The inner door: a pass names a reader, the policy decides, and it opens nothing else."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from shared.contracts.lezerspas import GELDIG_SECONDEN, OngeldigePas, lees_pas, maak_pas
from shared.contracts.rapporten import Lezer
from tests.integration.reports.conftest import GEHEIM, Straat

LEZER = Lezer(rol="swv", eenheid="PO9901")
PAD = "/v1/eenheden/swv/PO9901"


async def vraag(straat: Straat, pas: str, pad: str = PAD, **headers: str) -> httpx.Response:
    encoded = {naam.encode(): waarde.encode() for naam, waarde in headers.items()}
    return await straat.client.get(pad, headers={b"Authorization": pas.encode(), **encoded})


async def test_a_pass_sees_what_its_reader_sees(straat: Straat) -> None:
    pas = maak_pas(GEHEIM, LEZER, straat.clock.now())
    zelf = await straat.get(PAD, "swv:PO9901")
    assert (await vraag(straat, pas)).json() == zelf.json()
    assert (await vraag(straat, pas, "/v1/eenheden/swv/PO9902")).status_code == 404


async def test_a_pass_opens_figures_and_units_only(straat: Straat) -> None:
    pas = maak_pas(GEHEIM, LEZER, straat.clock.now())
    for pad in ("/v1/tokens", "/v1/stand", "/v1/rapporten"):
        assert (await vraag(straat, pas, pad)).status_code == 401


async def test_not_through_a_proxy_nor_from_outside(straat: Straat) -> None:
    pas = maak_pas(GEHEIM, LEZER, straat.clock.now())
    assert (await vraag(straat, pas, **{"X-Forwarded-For": "127.0.0.1"})).status_code == 401
    assert isinstance(straat.client._transport, httpx.ASGITransport)
    buiten = httpx.ASGITransport(straat.client._transport.app, client=("8.8.8.8", 1))
    async with httpx.AsyncClient(transport=buiten, base_url="http://gateway") as client:
        assert (await client.get(PAD, headers={"Authorization": pas})).status_code == 401


async def test_stale_foreign_or_changed_is_refused_alike(straat: Straat) -> None:
    nu = straat.clock.now()
    goed = maak_pas(GEHEIM, LEZER, nu)
    inhoud, _, teken = goed.removeprefix("Lezer ").partition(".")
    ander = maak_pas(GEHEIM, Lezer(rol="school", eenheid="99AB00"), nu).removeprefix("Lezer ").partition(".")[0]
    slecht = [
        maak_pas(b"een-ander-geheim-van-iemand-anders", LEZER, nu),
        maak_pas(GEHEIM, LEZER, nu - timedelta(seconds=GELDIG_SECONDEN + 1)),
        maak_pas(GEHEIM, LEZER, nu + timedelta(seconds=GELDIG_SECONDEN + 1)),
        maak_pas(GEHEIM, Lezer(rol="swv", eenheid="PO9901' OR 1=1"), nu),
        f"Lezer {ander}.{teken}",
        f"Lezer {inhoud}",
        f"Lezer {inhoud}.",
        "Lezer ",
        "Lezer é.é",
    ]
    antwoorden = [await vraag(straat, pas) for pas in slecht]
    assert {antwoord.status_code for antwoord in antwoorden} == {401}
    assert len({antwoord.content for antwoord in antwoorden}) == 1


def test_a_signature_made_for_another_door_opens_nothing() -> None:
    nu = datetime(2026, 11, 22, tzinfo=UTC)
    inhoud = maak_pas(GEHEIM, LEZER, nu).removeprefix("Lezer ").partition(".")[0]
    rechtstreeks = hmac.new(GEHEIM, inhoud.encode(), hashlib.sha256).hexdigest()
    with pytest.raises(OngeldigePas):
        lees_pas(GEHEIM, f"{inhoud}.{rechtstreeks}", nu)
