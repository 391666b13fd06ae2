"""The worked example of another frontend: a static page on another origin, with a token and the API alone."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import Draaiend
from tests.browser.vulling import WACHTWOORD

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api"


class _Stil(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def elders(gateway: Draaiend) -> Iterator[str]:
    """Where docs/api is served: another origin than the gateway."""
    server = ThreadingHTTPServer(("localhost", gateway.frontend), partial(_Stil, directory=str(DOCS)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{gateway.frontend}"
    server.shutdown()
    server.server_close()


def test_another_frontend_shows_what_the_api_gives(browser: Browser, gateway: Draaiend, elders: str) -> None:
    gegeven = httpx.post(
        f"{gateway.adres}/v1/tokens", auth=("swv.po9901", WACHTWOORD), json={"naam": "voorbeeld", "geldigDagen": 1}
    )
    token = gegeven.json()["token"]
    d = httpx.get(f"{gateway.adres}/v1/dashboards/verwijzingen", headers={"Authorization": f"Bearer {token}"}).json()
    pagina = browser.new_page()
    pagina.goto(f"{elders}/voorbeeld.html")
    pagina.fill("[name=adres]", gateway.adres)
    pagina.fill("[name=token]", token)
    pagina.click("button")

    expect(pagina.locator("main h2")).to_contain_text(d["eenheid"]["naam"])
    assert pagina.locator("main h3").all_inner_texts() == [figuur["titel"] for figuur in d["figuren"]]
    getoond = pagina.locator("main td").all_inner_texts()
    verwacht = [cel for figuur in d["figuren"] for rij in figuur["tabel"]["rijen"] for cel in rij["cellen"][1:]]
    teksten = [cel if isinstance(cel, str) else cel["tekst"] + " *" * (cel["status"] == "p") for cel in verwacht]
    assert getoond == teksten

    pagina.fill("[name=token]", "pos_verkeerd")
    pagina.click("button")
    expect(pagina.locator("main")).to_contain_text("Het lukt niet")
    pagina.close()


def test_an_origin_that_was_not_named_gets_nothing(gateway: Draaiend) -> None:
    antwoord = httpx.get(f"{gateway.adres}/v1/openapi.json", headers={"Origin": "https://elders.example"})
    assert "access-control-allow-origin" not in antwoord.headers
