"""Kill -9 of every part while a shuffled stream with repeats comes in: afterwards every figure is right."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.example.dossier import BRON
from deploy.example.gebeurtenissen import Verloop, gebeurtenissen
from deploy.example.maak_regio import maak_regio
from deploy.example.regio import Regio, als_csv
from shared.contracts.schooljaar import schooljaar_van
from tests.e2e.stapel import Stapel, bij, draaiende_stapel, wacht
from tests.e2e.vergelijk import Eenheden, verschillen
from tests.ldos_client import LdosClient
from tests.oracle import Lidmaatschap, Oracle, nieuwste

SEED = 20261122
SWVS = 3
PARTIJ = 40
DODEN = ("aggregator", "anonymiser", "ingest", "kafka", "reports", "gateway", "postgresql", "aggregator", "anonymiser")


class Storm:
    """A region, its LDOS, and what was pushed to whom."""

    def __init__(self, stapel: Stapel, folder: Path) -> None:
        self.stapel = stapel
        self.vandaag = date.today()
        self.lopend = schooljaar_van(self.vandaag)
        self.jaren = range(self.lopend - 1, self.lopend + 1)
        self.regio = maak_regio(SWVS, 60, list(self.jaren), SEED)
        bestand = folder / "organisatie.csv"
        bestand.write_text(als_csv(self.regio), "utf-8")
        stapel.pos("import", "organisatie", str(bestand))
        swvs = [woord for swv in self.regio.swvs for woord in ("--swv", swv)]
        self.aanvaard: list[dict[str, Any]] = []
        self.geheim = stapel.laatste_regel("bron", "toevoegen", "storm", "--source", BRON, *swvs)

    def oracle(self, events: Sequence[dict[str, Any]]) -> Oracle:
        leden = [
            Lidmaatschap(
                lid.swv, lid.vestiging, lid.vanaf, 9999 if lid.tot is None else lid.tot, lid.bestuur, lid.subregio
            )
            for lid in self.regio.leden
        ]
        return Oracle(nieuwste(events), leden, self.lopend)


async def _push(storm: Storm, events: Sequence[dict[str, Any]], aanvaard: list[dict[str, Any]]) -> None:
    """Push batches as LDOS does: the same batch again until it is answered."""
    async with httpx.AsyncClient(base_url=storm.stapel.ingest, timeout=30) as http:
        ldos = LdosClient(http, storm.geheim)
        for begin in range(0, len(events), PARTIJ):
            partij = list(events[begin : begin + PARTIJ])
            antwoord = await _tot_antwoord(ldos, partij)
            uitkomsten = [een["uitkomst"] for een in antwoord.json()["resultaten"]]
            aanvaard += [event for event, uitkomst in zip(partij, uitkomsten, strict=True) if uitkomst != "geweigerd"]


async def _tot_antwoord(ldos: LdosClient, partij: list[dict[str, Any]]) -> httpx.Response:
    for _ in range(600):
        try:
            antwoord = await ldos.push(partij)
        except httpx.HTTPError:
            await asyncio.sleep(0.2)
            continue
        if antwoord.status_code == 200:
            return antwoord
        assert antwoord.status_code == 503, antwoord.text
        assert int(antwoord.headers["retry-after"]) > 0
        await asyncio.sleep(0.3)
    raise AssertionError("ingest kwam niet terug")


async def _storm(storm: Storm, events: Sequence[dict[str, Any]], aanvaard: list[dict[str, Any]]) -> None:
    duwen = asyncio.create_task(_push(storm, events, aanvaard))
    deel = len(events) // (len(DODEN) + 1)
    for nummer, naam in enumerate(DODEN, start=1):
        while len(aanvaard) < nummer * deel and not duwen.done():
            await asyncio.sleep(0.02)
        storm.stapel.dood(naam)
    await duwen


def _eenheden(regio: Regio, swv: str) -> list[Eenheden]:
    leden = [lid for lid in regio.leden if lid.swv == swv]
    return [
        Eenheden("swv", [swv]),
        Eenheden("subregio", sorted({lid.subregio for lid in leden if lid.subregio})),
        Eenheden("bestuur", sorted({lid.bestuur for lid in leden}), swv),
        Eenheden("school", sorted({lid.vestiging for lid in leden}), swv),
    ]


@pytest.fixture(scope="module")
def stapel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stapel]:
    """A stack of its own: other tests do not push to these SWV's, and do not meet its dead."""
    with draaiende_stapel(tmp_path_factory.mktemp("storm-stapel")) as een:
        yield een


@pytest.fixture(scope="module")
def storm(stapel: Stapel, tmp_path_factory: pytest.TempPathFactory) -> Storm:
    """The storm itself: once, for all that is asked of it afterwards."""
    storm = Storm(stapel, tmp_path_factory.mktemp("storm"))
    kans = random.Random(SEED)
    eenmaal = list(gebeurtenissen(storm.regio, storm.vandaag, Verloop(jaren=2, seed=SEED)))
    events = [*eenmaal, *kans.sample(eenmaal, len(eenmaal) // 10)]
    kans.shuffle(events)
    asyncio.run(_storm(storm, events, storm.aanvaard))
    assert len(storm.aanvaard) == len(events)
    wacht(stapel.gereed, 60, "alle onderdelen gereed")
    return storm


def _gelijk(storm: Storm, naam: str, rol: tuple[str, str], eenheden: list[Eenheden], **keuze: Any) -> None:
    with storm.stapel.api(storm.stapel.token(naam, rol)) as api:
        wacht(lambda: bij(api), 120, "achterstand 0")
        fout = list(verschillen(api, storm.oracle(storm.aanvaard), eenheden, storm.jaren, **keuze))
    assert not fout, "\n".join(fout[:20])


@pytest.mark.parametrize("nummer", range(SWVS))
def test_every_figure_of_an_swv_equals_the_recomputation(storm: Storm, nummer: int) -> None:
    swv = storm.regio.swvs[nummer]

    _gelijk(storm, f"storm-swv-{nummer}", ("swv", swv), _eenheden(storm.regio, swv), paren=nummer == 0)


def test_the_judge_notices_one_missing_dossier(storm: Storm) -> None:
    swv = storm.regio.swvs[0]
    zonder_een = nieuwste([event for event in storm.aanvaard if event["data"]["swv"] == swv])[:-1]
    oracle = Oracle(zonder_een, [], storm.lopend)

    with storm.stapel.api(storm.stapel.token("storm-rechter", ("swv", swv))) as api:
        wacht(lambda: bij(api), 120, "achterstand 0")
        assert list(verschillen(api, oracle, [Eenheden("swv", [swv])], storm.jaren))


def test_a_board_sees_the_same_figures(storm: Storm) -> None:
    bestuur = _meeste(lid.bestuur for lid in storm.regio.leden)
    scholen = sorted({lid.vestiging for lid in storm.regio.leden if lid.bestuur == bestuur and lid.tot is None})

    eenheden = [Eenheden("bestuur", [bestuur]), Eenheden("school", scholen)]
    _gelijk(storm, "storm-bestuur", ("bestuur", bestuur), eenheden, zonder=frozenset({"behoefte"}))


def test_a_school_sees_the_same_figures(storm: Storm) -> None:
    school = _meeste(event["data"]["aanvraag"]["vestiging"] for event in storm.aanvaard if "aanvraag" in event["data"])

    _gelijk(storm, "storm-school", ("school", school), [Eenheden("school", [school])], zonder=frozenset({"behoefte"}))


def test_nothing_that_was_accepted_is_missing(storm: Storm) -> None:
    with storm.stapel.api(storm.stapel.token("storm-beheer", ("beheerder", storm.regio.swvs[0]))) as api:
        wacht(lambda: bij(api), 120, "achterstand 0")
        bronnen = {bron["naam"]: bron for bron in api.get("/v1/stand").json()["bronnen"]}

    eigen = sum(event["data"]["swv"] == storm.regio.swvs[0] for event in storm.aanvaard)
    assert bronnen["storm"]["ontvangen"] >= eigen
    assert bronnen["storm"]["geteld"] == bronnen["storm"]["ontvangen"]
    assert bronnen["storm"]["geweigerd"] == 0


def test_every_part_was_brought_back(storm: Storm) -> None:
    onderdelen = storm.stapel.onderdelen()

    assert all(deel["toestand"] == "gereed" for deel in onderdelen.values())
    assert {naam for naam, deel in onderdelen.items() if deel["herstarts"]} >= set(DODEN)


def test_no_personal_value_is_on_the_right_of_the_wall(storm: Storm) -> None:
    tekens = {teken for event in storm.aanvaard[:500] for teken in _persoonlijk(event["data"].get("aanvraag", {}))}

    logs = storm.stapel.logs()
    assert len(tekens) > 20
    assert not [teken for teken in tekens if teken.encode() in logs]


def _meeste(waarden: Iterable[str]) -> str:
    return Counter(waarden).most_common(1)[0][0]


def _persoonlijk(aanvraag: dict[str, Any]) -> Iterator[str]:
    """Names, addresses and free text of an application, long enough to be found only by leaking."""
    blokken = [aanvraag.get("leerling"), *(aanvraag.get("ouders") or []), aanvraag.get("aanvrager")]
    for blok in blokken:
        yield from (waarde for waarde in (blok or {}).values() if isinstance(waarde, str) and len(waarde) > 9)
    if aanvraag.get("toelichting"):
        yield aanvraag["toelichting"]
