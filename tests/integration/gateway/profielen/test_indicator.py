"""Profiles as figures: a goal on `sop-actueel` follows what schools publish, on dashboards and in the signals."""

from typing import Any

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import STAF, publiceer, vul

DOEL = {
    "swv": "PO9901", "plan": "Jaarplan 2026", "code": "SOP", "titel": "Elke school heeft een actueel profiel",
    "indicator": "sop-actueel", "streefwaarde": "50", "richting": "hoger", "uiterlijk": "2026-12-31",
}  # fmt: skip


async def _signalen(huis: Huis) -> list[str]:
    alle = (await huis.get("/v1/signalen", STAF)).json()["signalen"]
    return [een["tekst"] for een in alle if een["soort"] == "doel"]


async def _bewijs(huis: Huis) -> Any:
    blad = (await huis.get("/v1/kwaliteitsoordelen/PO9901/BKA3", STAF)).json()
    return next(een for een in blad["bewijs"] if een["code"] == "sop-actueel")["nu"]["waarde"]


async def test_a_goal_on_current_profiles_follows_what_is_published(huis: Huis) -> None:
    kop = {"Authorization": f"Bearer {await huis.token(STAF)}"}
    gemaakt = await huis.client.post("/v1/doelen", json=DOEL, headers=kop)
    assert gemaakt.status_code == 201, gemaakt.text
    pad = gemaakt.headers["location"]
    assert (gemaakt.json()["nu"]["waarde"], gemaakt.json()["opKoers"]) == (0, False)
    assert any(DOEL["titel"] in een for een in await _signalen(huis))
    assert await _bewijs(huis) == 0

    await vul(huis)
    await publiceer(huis)

    doel = (await huis.get(pad, STAF)).json()
    assert (doel["nu"]["waarde"], doel["gehaald"], doel["opKoers"]) == (50, True, True)
    assert not any(DOEL["titel"] in een for een in await _signalen(huis))
    assert await _bewijs(huis) == 50
    figuren = (await huis.get("/v1/dashboards/kwaliteit", STAF)).json()["figuren"]
    doelen = next(een for een in figuren if een["code"] == "doelen")["tabel"]["rijen"]
    rij = next(een["cellen"] for een in doelen if een["cellen"][0].startswith(DOEL["titel"]))
    assert (rij[1], rij[2]["tekst"], rij[4]) == ("minstens 50%", "50%", "gehaald")
    assert (await huis.client.delete(pad, headers=kop)).status_code == 204
