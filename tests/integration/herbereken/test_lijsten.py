"""Recomputation, self-check and a kill in the middle, with lists of funded pupils beside the cases."""

import signal
from collections.abc import Sequence
from datetime import date

import pytest

from services.aggregator.herbereken import Logboek, Wijze
from services.aggregator.herbereken.zelfcontrole import controleer_swv
from services.aggregator.lijsten.bewaren import ruim_op
from shared.contracts.bronnen.lijsten import Bekostigd, Lijstdeel, Lijstkop, Thuiszitter
from shared.contracts.topics import ONDERWIJS_LIJSTEN
from shared.contracts.zaken import Zaak
from shared.runtime.kafka import Message, open_producer, send_all
from shared.runtime.postgres import open_pool, transaction
from tests.bouwers import besluit, dossier, zaak
from tests.integration.herbereken.conftest import Huis
from tests.lijsten import NU
from tests.stack import until

SWV = 9901
NUMMERS = 300


def _kop(soort: str, levering: int, aantal: int) -> Lijstkop:
    return Lijstkop.model_validate(
        {
            "levering": f"{levering:08x}-0000-0000-0000-000000000000", "soort": soort, "swv": "PO9901",
            "bestand": f"{levering:064x}", "rijen": aantal, "delen": 2, "ontvangen_op": NU, "wie": "proef",
            "peildatum": None, "status": None, "bevestigd": True,
        }
    )  # fmt: skip


def _lijst(nummers: Sequence[int], levering: int) -> list[Lijstdeel]:
    """A list of these numbers on 1 February 2026, in two parts."""
    dag = date(2026, 2, 1)
    regels = [
        Bekostigd(nummers=(f"{nummer:032x}",), teldatum=dag, schoolsoort="so", categorie="laag", vestiging="99ZA00")
        for nummer in nummers
    ]
    helft = len(regels) // 2
    kop = _kop("duo-bekostigd", levering, len(regels))
    return [
        Lijstdeel(kop=kop, deel=deel, perioden=(dag,), bekostigd=tuple(stuk))
        for deel, stuk in enumerate((regels[:helft], regels[helft:]), 1)
    ]


def _thuis(aantal: int, levering: int) -> list[Lijstdeel]:
    dag = date(2026, 1, 15)
    regels = tuple(
        Thuiszitter(melding=f"{n:032x}", peildatum=dag, soort="absoluut", duur=">3m", reden="overig", vestiging=None)
        for n in range(aantal)
    )
    kop = _kop("thuiszitters", levering, aantal)
    return [
        Lijstdeel(kop=kop, deel=1, perioden=(dag,), thuiszitters=regels[:1]),
        Lijstdeel(kop=kop, deel=2, perioden=(dag,), thuiszitters=regels[1:]),
    ]


def _zaken(vanaf: int, tot_: int) -> list[Zaak]:
    """Cases with decision number n; every third is a refusal."""
    return [zaak(n, 1, dossier(status="besloten", besluit=_besluit(n))) for n in range(vanaf, tot_)]


def _besluit(nummer: int) -> dict[str, object]:
    anders: dict[str, object] = {"beschikking": f"{nummer:032x}"}
    if nummer % 3 == 0:
        anders |= {"uitkomst": "afgewezen", "tlv": None, "geldigheid": None}
    return besluit(**anders)


async def _stuur(huis: Huis, delen: Sequence[Lijstdeel]) -> None:
    async with open_producer(huis.kafka, "proef") as producer:
        await send_all(producer, [Message(ONDERWIJS_LIJSTEN.naam, een.naar_bytes(), partition=0) for een in delen])


async def _aantal(huis: Huis, staat: int) -> int:
    """Sum of the cells of kubus VERZILVERING in a state, on 1 February 2026."""
    vraag = "SELECT sum(aantal)::int FROM stand.cel WHERE kubus = 8 AND code >> 6 = $1 AND schooljaar = 2025"
    return int(await huis.waarde(vraag, staat) or 0)


async def _geladen(huis: Huis, aantal: int) -> None:
    async def waar() -> bool:
        return int(await huis.waarde("SELECT count(*) FROM organisatie.levering")) == aantal

    await until(waar)


async def _zelfcontrole(huis: Huis) -> tuple[int, int]:
    async with open_pool(huis.dsn, "proef") as pool, Logboek(huis.kafka) as logboek:
        return await controleer_swv(pool, logboek, SWV)


async def test_lists_count_in_every_recomputation(huis: Huis) -> None:
    huis.start()
    await huis.duw(_zaken(0, 150))
    await _stuur(huis, [*_lijst(range(100, 200), 1), *_thuis(4, 2)])
    await huis.duw(_zaken(150, NUMMERS))
    await huis.bij()
    await _geladen(huis, 2)

    # Of 100…199 two thirds were granted; 0…299 has 200 granted in all.
    assert (await _aantal(huis, 0), await _aantal(huis, 1), await _aantal(huis, 2)) == (67, 133, 0)
    for wijze in (Wijze.CONTROLE, Wijze.IJKPUNT, Wijze.WISSEL, Wijze.CONTROLE):
        assert (await huis.herbereken(wijze)).gelijk
    assert await _zelfcontrole(huis) == (0, 0)

    await _stuur(huis, _lijst([5, 7, 1_000], 3))
    await _geladen(huis, 3)
    await huis.duw([zaak(7, 2)])
    await huis.bij()
    assert (await _aantal(huis, 0), await _aantal(huis, 1), await _aantal(huis, 2)) == (1, 198, 2)
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk


async def test_a_planted_difference_is_found_and_repaired(huis: Huis) -> None:
    huis.start()
    await huis.duw(_zaken(0, 30))
    await _stuur(huis, [*_lijst(range(20, 40), 1), *_thuis(4, 2)])
    await huis.bij()
    await _geladen(huis, 2)
    await huis.oog.execute("UPDATE stand.cel SET aantal = aantal + 1 WHERE kubus IN (7, 8)")
    await huis.oog.execute("UPDATE stand.bekostigd SET bekend = bekend + 2")

    assert (await _zelfcontrole(huis))[0] > 0
    gevonden = await huis.herbereken(Wijze.WISSEL)

    assert {een.kubus for een in gevonden.cellen} == {7, 8}
    assert gevonden.lijstregels == 20
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk
    assert await huis.waarde("SELECT max(bekend) FROM stand.bekostigd") == 1


@pytest.mark.parametrize("na", [1, 2])
async def test_killed_between_parts_nothing_is_half(huis: Huis, na: int) -> None:
    delen = _lijst(range(0, 200), 1)
    proces = huis.start()
    await huis.duw(_zaken(0, 100))
    await huis.bij()
    await _stuur(huis, delen[:na])
    proces.send_signal(signal.SIGKILL)
    proces.wait()
    # What the anonymiser sends again after a stop of its own: the same parts.
    await _stuur(huis, delen)
    huis.start()
    await _geladen(huis, 1)
    await huis.bij()

    assert await huis.waarde("SELECT count(*) FROM stand.bekostigd") == 200
    assert (await _aantal(huis, 0), await _aantal(huis, 2)) == (66, 100)
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk


async def test_past_its_retention_lines_go_and_figures_stay(huis: Huis) -> None:
    huis.start()
    await huis.duw(_zaken(0, 30))
    await _stuur(huis, [*_lijst(range(20, 40), 1), *_thuis(4, 2)])
    await _geladen(huis, 2)
    await huis.bij()
    voor = await huis.oog.fetch("SELECT * FROM stand.cel WHERE kubus IN (7, 8) ORDER BY 1, 2, 3, 4, 5, 6")

    async with open_pool(huis.dsn, "proef") as pool, transaction(pool) as connection:
        assert await ruim_op(connection, date(2026, 6, 1))
    await huis.duw([zaak(21, 2)])
    await huis.bij()

    assert await huis.oog.fetch("SELECT * FROM stand.cel WHERE kubus IN (7, 8) ORDER BY 1, 2, 3, 4, 5, 6") == voor
    tellingen = "SELECT (SELECT count(*) FROM stand.bekostigd_nummer) + (SELECT count(*) FROM stand.thuiszitter)"
    assert await huis.waarde(tellingen) == 0
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk
    assert await _zelfcontrole(huis) == (0, 0)
    await _stuur(huis, _lijst([1, 2], 9))
    await _geladen(huis, 3)
    assert await huis.waarde("SELECT afgewezen FROM organisatie.levering ORDER BY nummer DESC LIMIT 1") == (
        "bewaartermijn_verstreken"
    )
