"""What `./pos bench` does with dashboards: it logs in once, asks, and is told of every kind of answer."""

from bench import beelden
from tests.browser.server import Draaiend
from tests.browser.vulling import WACHTWOORD


def test_dashboards_and_pages_are_timed_first_again_and_as_known(gateway: Draaiend) -> None:
    """No times are judged here; `meet` itself fails on another status and on an answer without figures."""
    paden = beelden.adressen([("swv", "PO9901")], ["2024-2025"])[:4]
    with beelden.log_in(gateway.adres, "swv.po9901", WACHTWOORD) as client:
        tijden = beelden.meet(client, paden)
    assert [len(een) for een in tijden[2:]] == [4] * 6
    assert {niveau for _, niveau in beelden.per_dashboard(tijden)} == {"swv"}
