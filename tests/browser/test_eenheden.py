"""What the list of units shows, opens: also who applied from outside the SWV, or is in no reference data."""

from bench import beelden
from services.gateway.dashboards import DASHBOARDS
from tests.browser.server import Draaiend
from tests.browser.vulling import WACHTWOORD


def test_units_from_outside_open_on_every_dashboard(gateway: Draaiend) -> None:
    with beelden.log_in(gateway.adres, "swv.po9901", WACHTWOORD) as client:
        gevonden = client.get("/v1/eenheden", params={"paginaGrootte": 500}).raise_for_status().json()["eenheden"]
        vreemd = {(een["niveau"], een["label"]): een["eenheid"] for een in gevonden if een["label"]}
        assert set(vreemd) >= {
            ("school", "buiten het SWV"),
            ("bestuur", "buiten het SWV"),
            ("school", "onbekend"),
        }
        adressen = [
            f"/v1/dashboards/{naam}?niveau={niveau}&eenheid={code}"
            for (niveau, _), code in vreemd.items()
            for naam in DASHBOARDS
        ]
        antwoorden = {adres: client.get(adres).status_code for adres in adressen}
    assert {adres: status for adres, status in antwoorden.items() if status != 200} == {}
