"""How long dashboards take: the answer and the page, the first time, again, and when the reader has it already."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple
from urllib.parse import parse_qs

import httpx

from bench import doelen
from bench.doelen import Meting, deel
from services.gateway.dashboards import DASHBOARDS

_GZIP: Final = {"accept-encoding": "gzip"}
_FORMULIER: Final = re.compile(r'name="formulier" value="([^"]+)"')


class Beeldtijden(NamedTuple):
    """Milliseconds per request; the first times hold nothing that was kept. `allereerst` and `allereerste_pagina`: of a
    process that drew and read nothing yet."""

    allereerst: float
    allereerste_pagina: float
    adressen: Sequence[str]
    eerst: list[float]
    nogmaals: list[float]
    kent: list[float]
    pagina_eerst: list[float]
    pagina_nogmaals: list[float]


def adressen(eenheden: Sequence[tuple[str, str]], schooljaren: Sequence[str]) -> list[str]:
    """Every dashboard of these (niveau, eenheid) in these schooljaren; the level turns with each address."""
    return [
        f"/{naam}?niveau={niveau}&eenheid={code}&schooljaar={jaar}"
        for jaar in schooljaren
        for niveau, code in eenheden
        for naam in DASHBOARDS
    ]


@contextmanager
def log_in(adres: str, naam: str, wachtwoord: str) -> Iterator[httpx.Client]:
    """A browser after its login, until the block ends."""
    with httpx.Client(base_url=adres, timeout=60, headers=_GZIP) as client:
        gevonden = _FORMULIER.search(client.get("/inloggen").text)
        assert gevonden is not None, "the page of login has a form"
        velden = {"naam": naam, "wachtwoord": wachtwoord, "formulier": gevonden[1]}
        antwoord = client.post("/inloggen", data=velden)
        assert antwoord.status_code == 303, "the login is accepted"
        yield client


def meet(client: httpx.Client, paden: Sequence[str]) -> Beeldtijden:
    """Every address as an answer, and as a page with another comparison, so that no page finds its answer made."""
    anders = f"/v1/dashboards{paden[0]}&vergelijk=landelijk"
    allereerst, _ = _tijd(client, anders)
    allereerste_pagina, _ = _tijd(client, f"{paden[0]}&vergelijk=landelijk")
    pagina = [f"{pad}&vergelijk=2" for pad in paden]
    eerst, etags = [], []
    for pad in paden:
        tijd, antwoord = _tijd(client, f"/v1/dashboards{pad}")
        assert antwoord.json()["figuren"], pad
        eerst.append(tijd)
        etags.append(antwoord.headers["etag"])
    pagina_eerst = [_tijd(client, pad)[0] for pad in pagina]
    return Beeldtijden(
        allereerst,
        allereerste_pagina,
        paden,
        eerst,
        [_tijd(client, f"/v1/dashboards{pad}")[0] for pad in paden],
        [
            _tijd(client, f"/v1/dashboards{pad}", 304, {"if-none-match": etag})[0]
            for pad, etag in zip(paden, etags, strict=True)
        ],
        pagina_eerst,
        [_tijd(client, pad)[0] for pad in pagina],
    )


def per_dashboard(tijden: Beeldtijden) -> dict[tuple[str, str], float]:
    """The longest first answer in milliseconds by (dashboard, niveau), the slowest first."""
    langst: dict[tuple[str, str], float] = {}
    for adres, tijd in zip(tijden.adressen, tijden.eerst, strict=True):
        naam, _, vraag = adres.lstrip("/").partition("?")
        sleutel = naam, parse_qs(vraag)["niveau"][0]
        langst[sleutel] = max(langst.get(sleutel, 0), tijd)
    return dict(sorted(langst.items(), key=lambda een: -een[1]))


def metingen(tijden: Beeldtijden) -> Iterator[Meting]:
    """The lines of the table."""
    yield Meting("Allereerste dashboard van een proces dat nog niets deed", tijden.allereerst, "ms")
    yield Meting("Allereerste pagina, met de eerste tekeningen", tijden.allereerste_pagina, "ms")
    for wat, gemeten, doel in (
        ("Antwoord van een dashboard, eerste keer", tijden.eerst, doelen.ANTWOORD_MS),
        ("Antwoord van een dashboard, nogmaals", tijden.nogmaals, doelen.ANTWOORD_MS),
        ("Antwoord van een dashboard, 304", tijden.kent, doelen.ONGEWIJZIGD_MS),
        ("Pagina met grafieken, eerste keer", tijden.pagina_eerst, doelen.PAGINA_MS),
        ("Pagina met grafieken, nogmaals", tijden.pagina_nogmaals, doelen.PAGINA_NOGMAALS_MS),
    ):
        yield Meting(f"{wat}, p50", deel(gemeten, 50), "ms")
        yield Meting("  hetzelfde, p95", deel(gemeten, 95), "ms", doel)


def _tijd(
    client: httpx.Client, pad: str, status: int = 200, headers: Mapping[str, str] | None = None
) -> tuple[float, httpx.Response]:
    begin = time.perf_counter()
    antwoord = client.get(pad, headers=headers)
    tijd = 1000 * (time.perf_counter() - begin)
    assert antwoord.status_code == status, (pad, antwoord.status_code)
    return tijd, antwoord
