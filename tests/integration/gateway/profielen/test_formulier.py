"""The SWV changes its form, and no answer is lost."""

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import CONCEPT, SCHOOL, STAF, TEKST, items_van, klopt, put, vul


async def test_the_swv_changes_the_form_and_no_answer_is_lost(huis: Huis) -> None:
    await vul(huis)
    pad = "/v1/profielen/formulieren/PO9901"
    eerst = await huis.get(pad, STAF)
    blad = eerst.json()
    await klopt(huis, "/profielen/formulieren/{swv}", blad)
    form = blad["formulier"]
    form["onderdelen"] = [een for een in reversed(form["onderdelen"]) if een["code"] != "visie"]
    form["onderdelen"][0]["items"].append({"code": "nieuw", "soort": "tekst", "titel": "Nieuwe vraag"})

    zonder = await put(huis, pad, STAF, form, eerst.headers["etag"])

    assert zonder.status_code == 200, zonder.text
    assert zonder.json()["versie"] == 1
    items = items_van((await huis.get(CONCEPT, SCHOOL)).json())
    assert "visie" not in items
    assert items["nieuw"]["antwoord"] is None
    assert items["wat-kan"]["antwoord"]["tekst"] == TEKST
    assert (await put(huis, pad, STAF, form, eerst.headers["etag"])).status_code == 412
    assert (await put(huis, pad, SCHOOL, form)).status_code == 403
    assert (await put(huis, pad, "beheerder:PO9901", form)).status_code == 403
    terug = await put(huis, pad, STAF, blad["formulier"] | {"onderdelen": eerst.json()["formulier"]["onderdelen"]})
    assert terug.json()["versie"] == 2
    assert items_van((await huis.get(CONCEPT, SCHOOL)).json())["visie"]["antwoord"]["tekst"] == TEKST
    anders = eerst.json()["formulier"]
    anders["onderdelen"][1]["items"][0] = {"code": "visie", "soort": "stand", "titel": "Visie?"}
    geweigerd = await put(huis, pad, STAF, anders)
    assert (geweigerd.status_code, geweigerd.json()["fouten"][0]["veld"]) == (400, "bericht.visie")
