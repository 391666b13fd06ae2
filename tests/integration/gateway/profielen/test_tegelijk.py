"""Two at once: nobody's answer is lost."""

import asyncio

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import (
    CONCEPT,
    SCHOOL,
    geef_antwoord,
    items_van,
    vul,
)


async def test_who_saw_something_older_overwrites_nothing(huis: Huis) -> None:
    await vul(huis)
    assert (await geef_antwoord(huis, "visie", {"tekst": "van de een"}, "1")).json()["versie"] == 2

    te_laat = await geef_antwoord(huis, "visie", {"tekst": "van de ander"}, "1")

    assert (te_laat.status_code, te_laat.json()["code"]) == (412, "intussen_gewijzigd")
    assert items_van((await huis.get(CONCEPT, SCHOOL)).json())["visie"]["antwoord"]["tekst"] == "van de een"
    assert (await geef_antwoord(huis, "visie", {"tekst": "van de een"}, "1")).status_code == 200, "the same is no clash"
    assert (await geef_antwoord(huis, "onderwijs", {"tekst": "iets anders"}, "0")).status_code == 200


async def test_many_at_the_same_moment_one_wins_and_the_others_hear_it(huis: Huis) -> None:
    await vul(huis)

    zelfde = await asyncio.gather(*(geef_antwoord(huis, "visie", {"tekst": f"tekst {n}"}, "1") for n in range(4)))
    verschillend = await asyncio.gather(
        *(geef_antwoord(huis, code, {"tekst": "x"}) for code in ("onderwijs", "ambities", "kwaliteit", "extra-samen"))
    )

    assert sorted(een.status_code for een in zelfde) == [200, 412, 412, 412]
    assert {een.status_code for een in verschillend} == {200}
