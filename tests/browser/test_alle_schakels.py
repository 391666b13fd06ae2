"""Every link on every page leads somewhere: followed from the first page of each role, a few of each kind."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import httpx
import pytest

from bench import beelden
from tests.browser.server import Draaiend
from tests.browser.vulling import WACHTWOORD

PER_SOORT: Final = 2
# Ids, codes and what follows them; figures of one dashboard in one form are one kind.
_CODE: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d\w{3,5}\b[^/]*|\b(PO|VO)\d{4}\b|\b\d+\b|(?<=grafieken/)[^.]+")


class _Schakels(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.adressen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        velden = dict(attrs)
        if tag == "a" and (adres := velden.get("href")):
            self.adressen.append(adres)


def _soort(pad: str) -> tuple[str, tuple[str, ...]]:
    """Pages of one kind: the address without its codes, what is asked, and the level."""
    delen = urlsplit(pad)
    vraag = sorted(parse_qsl(delen.query))
    return _CODE.sub("#", delen.path), tuple(f"{naam}={waarde}" if naam == "niveau" else naam for naam, waarde in vraag)


def _volg(client: httpx.Client, begin: str, binnen: str = "/") -> tuple[int, list[tuple[str, str, int]]]:
    """How many addresses were opened, and (page, link, status) of those that did not open."""
    wachtrij, gezien, soorten = deque([("", begin)]), {begin}, Counter[object]()
    stuk = []
    while wachtrij:
        van, pad = wachtrij.popleft()
        antwoord = client.get(pad, follow_redirects=True)
        if antwoord.status_code != 200:
            stuk.append((van, pad, antwoord.status_code))
        if not antwoord.headers.get("content-type", "").startswith("text/html"):
            continue
        lezer = _Schakels()
        lezer.feed(antwoord.text)
        for adres in lezer.adressen:
            doel = urldefrag(urljoin(str(antwoord.url), adres)).url
            if urlsplit(doel).netloc != urlsplit(str(antwoord.url)).netloc:
                continue
            kort = doel.split(urlsplit(doel).netloc, 1)[1]
            if kort in gezien or not kort.startswith(binnen) or soorten[_soort(kort)] >= PER_SOORT:
                continue
            soorten[_soort(kort)] += 1
            gezien.add(kort)
            wachtrij.append((pad, kort))
    return len(gezien), stuk


@pytest.mark.usefixtures("profielen")
@pytest.mark.parametrize(
    ("wie", "begin", "binnen"),
    [
        ("swv.po9901", "/overzicht", "/"),
        ("school.99ai00", "/overzicht", "/"),
        ("beheerder.po9901", "/beheer", "/beheer"),
        ("platform", "/", "/"),
    ],
)
def test_every_link_opens(gateway: Draaiend, wie: str, begin: str, binnen: str) -> None:
    with beelden.log_in(gateway.adres, wie, WACHTWOORD) as client:
        geopend, stuk = _volg(client, begin, binnen)
    assert stuk == []
    assert geopend > 5


@pytest.mark.usefixtures("profielen")
def test_every_link_for_everybody_opens(gateway: Draaiend) -> None:
    with httpx.Client(base_url=gateway.adres, timeout=60) as client:
        geopend, stuk = _volg(client, "/")
    assert stuk == []
    assert geopend > 10
