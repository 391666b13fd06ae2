"""`./pos up --brokers 3 --werkers …` as an operator types it; one broker is killed and stays away: nothing stops."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from deploy.local.ports import free_base
from tests.e2e.stapel import Stapel, bij, wacht
from tests.gebeurtenissen import example, with_identity
from tests.ldos_client import LdosClient, outcomes

SWV, SCHOOLJAAR, SOURCE = "PO9982", "2025-2026", "urn:nld:oin:00000009990000000082:systeem:ldos"
WERKERS = {"anonymiser": 2, "aggregator": 2, "reports": 2}
WEG = "kafka-2"
PARTIJ = 20
VERDER_SECONDEN = 30.0
"""R5. The other two need some ten seconds to see that a broker is dead."""
ORGANISATIE = (
    "vestiging;naam;plaats;bestuur;bestuurNaam;subregio;subregioNaam;swv;swvNaam;schoolsoort;vanaf;tot\n"
    f"99ZY00;De Broker;Nergens;99982;Bestuur;;;{SWV};SWV Broker;bao;2018-2019;\n"
)


@pytest.fixture(scope="module")
def ruim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stapel]:
    """Three brokers, and two processes of every service that shares its work."""
    stapel = Stapel(tmp_path_factory.mktemp("ruim") / "pos", free_base())
    werkers = ",".join(f"{naam}={aantal}" for naam, aantal in WERKERS.items())
    stapel.pos("up", "-d", "--port-base", str(stapel.port_base), "--brokers", "3", "--werkers", werkers)
    try:
        yield stapel
    finally:
        stapel.pos("down")


@contextmanager
def weg(stapel: Stapel, naam: str) -> Iterator[None]:
    """kill -9, and again as often as the supervisor brings it back, for as long as the block lasts."""
    klaar, gedood = threading.Event(), set[int]()

    def dood() -> None:
        while not klaar.is_set():
            pid = stapel.onderdelen()[naam]["pid"]
            if pid and pid not in gedood:
                gedood.add(pid)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            klaar.wait(0.05)

    moordenaar = threading.Thread(target=dood)
    moordenaar.start()
    try:
        wacht(lambda: bool(gedood), 10, f"{naam} is gedood")
        yield
    finally:
        klaar.set()
        moordenaar.join()


class Ldos:
    """Pushes new dossiers, and knows how many there are."""

    def __init__(self, stapel: Stapel, folder: Path) -> None:
        bestand = folder / "organisatie.csv"
        bestand.write_text(ORGANISATIE, "utf-8")
        stapel.pos("import", "organisatie", str(bestand), "--ja")
        self._geheim = stapel.laatste_regel("bron", "toevoegen", "brokers", "--source", SOURCE, "--swv", SWV)
        self._ingest, self.aantal = stapel.ingest, 0

    def push(self) -> float:
        """One batch; how many seconds until the answer that it is stored."""
        nummers = range(self.aantal, self.aantal + PARTIJ)
        aanvraag = example("aanvraag-ingediend") | {"source": SOURCE}
        events = [with_identity(aanvraag, swv=SWV, dossiernummer=f"d{nummer}") for nummer in nummers]

        async def stuur() -> httpx.Response:
            async with httpx.AsyncClient(base_url=self._ingest, timeout=VERDER_SECONDEN) as http:
                return await LdosClient(http, self._geheim).push(events)

        begin = time.monotonic()
        while (antwoord := asyncio.run(stuur())).status_code == httpx.codes.SERVICE_UNAVAILABLE:
            time.sleep(0.2)
        assert set(outcomes(antwoord)) <= {"aanvaard", "dubbel"}
        self.aantal += PARTIJ
        return time.monotonic() - begin


def _geteld(api: httpx.Client) -> int:
    vraag = {"niveau": "swv", "eenheid": SWV, "schooljaar": SCHOOLJAAR}
    antwoord = api.get("/v1/indicatoren/tlv-aanvragen/waarden", params=vraag)
    assert antwoord.status_code == 200, antwoord.text
    aantal: int = antwoord.json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    return aantal


def test_every_process_that_was_asked_for_runs_and_one_broker_away_stops_nothing(ruim: Stapel, tmp_path: Path) -> None:
    delen = ruim.onderdelen()
    for naam, aantal in {**WERKERS, "kafka": 3, "ingest": 1, "gateway": 1}.items():
        assert len([deel for deel in delen if deel.partition("-")[0] == naam]) == aantal
    assert ruim.gereed()
    ldos = Ldos(ruim, tmp_path)
    ldos.push()

    with ruim.api(ruim.token("brokers", ("swv", SWV))) as api:
        wacht(lambda: _geteld(api) == ldos.aantal, 60, "de eerste cijfers")
        with weg(ruim, WEG):
            for _ in range(5):
                assert ldos.push() < VERDER_SECONDEN
                wacht(lambda: _geteld(api) == ldos.aantal, VERDER_SECONDEN, "cijfers zonder die broker")
        wacht(ruim.gereed, 90, "de broker is terug")
        ldos.push()
        wacht(lambda: bij(api) and _geteld(api) == ldos.aantal, 60, "alles is geteld")
