"""Who reads, writes and establishes a draft."""

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import BESTUUR, CONCEPT, SCHOOL, STAF, geef_antwoord, vul, zet_staat

RECHTEN = {
    SCHOOL: (200, 409, 403),
    STAF: (200, 403, 403),
    "beheerder:PO9901": (200, 403, 403),
    "school:99AC00": (404, 404, 404),
    "bestuur:99002": (404, 404, 404),
    "swv:PO9902": (404, 404, 404),
    "platform:": (404, 404, 404),
    BESTUUR: (200, 403, 200),
}
"""Who → reading, writing (409: it waits for the board), establishing."""


async def test_rights_per_role(huis: Huis) -> None:
    await vul(huis)
    assert (await zet_staat(huis, "ter_vaststelling", SCHOOL)).status_code == 200

    for wie, (lezen, schrijven, vaststellen) in RECHTEN.items():
        assert (await huis.get(CONCEPT, wie)).status_code == lezen, wie
        assert (await huis.get(f"{CONCEPT}/keuring", wie)).status_code == lezen, wie
        assert (await geef_antwoord(huis, "visie", {"tekst": "anders"}, "1", wie)).status_code == schrijven, wie
        regels = (await huis.get("/v1/profielen/voortgang", wie)).json()["scholen"]
        assert ("99AB00" in [een["school"]["code"] for een in regels]) == (lezen == 200), wie
        assert (await zet_staat(huis, "gepubliceerd", wie)).status_code == vaststellen, wie
    for pad in (CONCEPT, f"{CONCEPT}/keuring", "/v1/profielen/voortgang"):
        assert (await huis.get(pad)).status_code == 401
