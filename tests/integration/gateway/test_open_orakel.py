"""Every figure from the open sources equals the naive count over the same random rows."""

import asyncio
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from tests.integration.gateway.huis import Huis
from tests.integration.gateway.opendata import vul_open
from tests.integration.gateway.wereld import LOPEND, Voorbeeld
from tests.oracle import Lidmaatschap, Vraag
from tests.oracle_open import OpenOracle
from tests.stack import Database

JAREN = range(2022, LOPEND + 1)
SOORTEN = {"PO": ("bao", "sbo", "so"), "VO": ("vo", "pro", "vso")}
CATEGORIEEN = ("basisondersteuning", "extra_ondersteuning", "arrangementen", "verwijzingen", "overig")
VRAGEN = 40

Rijen = list[dict[str, str]]


def _aantal(kans: random.Random) -> str:
    return "<5" if kans.random() < 0.2 else str(kans.choice([0, kans.randrange(5, 300)]))


def _leerlingen(verhaal: Voorbeeld, kans: random.Random) -> Rijen:
    soort_van = {lid.vestiging: lid.schoolsoort for lid in verhaal.wereld.leden}
    return [
        {"vestiging": v, "schooljaar": str(jaar), "schoolsoort": soort, "aantal": _aantal(kans), "status": "definitief"}
        for jaar in JAREN
        for v, soort in sorted(soort_van.items())
        if jaar != 2023 and kans.random() < (1.0 if jaar == 2024 else 0.8)
    ]


def _tellingen(swvs: list[str], kans: random.Random) -> Rijen:
    return [
        {"swv": swv, "schooljaar": str(jaar), "teldatum": dag, "schoolsoort": soort, "categorie": "laag",
         "vestiging_swv": plek, "aantal": _aantal(kans), "status": ""}
        for jaar in JAREN
        for dag in ("10-01", "02-01")
        for swv in swvs
        if kans.random() < 0.6
        for soort in SOORTEN[swv[:2]]
        for plek in ["", *swvs]
        if kans.random() < 0.7
    ]  # fmt: skip


def _middelen(swvs: list[str], kans: random.Random) -> Rijen:
    perioden = [naam for jaar in JAREN for naam in (str(jaar), f"{jaar}-{jaar + 1}")]
    return [
        {"swv": swv, "bestuur": "", "vestiging": "", "periode": periode, "categorie": categorie,
         "begroot": f"{kans.randrange(10**7) / 100:.2f}", "besteed": f"{kans.randrange(10**7) / 100:.2f}"}
        for swv in swvs
        for periode in perioden
        if kans.random() < 0.6
        for categorie in CATEGORIEEN
        for _ in range(kans.choice([0, 1, 2]))
    ]  # fmt: skip


def _stromen(swvs: list[str], kans: random.Random) -> Rijen:
    wegen = {"PO": (("sbo", "bao"), ("so", "bao"), ("bao", "sbo")), "VO": (("vso", "vo"), ("vo", "vso"))}
    return [
        {"swv": swv, "schooljaar": str(jaar), "van": van, "naar": naar, "aantal": _aantal(kans), "status": "definitief"}
        for jaar in JAREN
        for swv in swvs
        if kans.random() < 0.7
        for van, naar in wegen[swv[:2]]
        if kans.random() < 0.8
    ]


@pytest.fixture(scope="module")
def rechter(gevuld: Database, verhaal: Voorbeeld) -> OpenOracle:
    """The example region with random rows of every source, and who judges them."""
    kans = random.Random("open")
    swvs = sorted({lid.swv for lid in verhaal.wereld.leden})
    tabellen = {
        "leerlingen": _leerlingen(verhaal, kans),
        "swv_telling": _tellingen(swvs, kans),
        "middelen": _middelen(swvs, kans),
        "stroom": _stromen(swvs, kans),
    }

    async def vul() -> None:
        verbinding = await asyncpg.connect(gevuld.url())
        try:
            await vul_open(verbinding, tabellen)
        finally:
            await verbinding.close()

    asyncio.run(vul())
    leden = [
        Lidmaatschap(lid.swv, lid.vestiging, lid.van, lid.tot, lid.bestuur, lid.subregio)
        for lid in verhaal.wereld.leden
    ]
    return OpenOracle(leden, tabellen)


def _jaar(jaar: int) -> str:
    return f"schooljaar={jaar}-{jaar + 1}"


async def _totaal(huis: Huis, code: str, vraag: str, *rechten: str) -> Mapping[str, Any]:
    antwoord = await huis.waarden(code, vraag, *rechten)
    totaal: Mapping[str, Any] = antwoord["reeksen"][0]["perioden"][0]["totaal"]
    return totaal


def _grenzen(totaal: Mapping[str, Any]) -> tuple[Any, Any] | None:
    if totaal["status"] in ("x", "z"):
        return None
    if totaal["waarde"] is None:
        return totaal["laag"], totaal["hoog"]
    return totaal["waarde"], totaal["waarde"]


def _eenheden(verhaal: Voorbeeld, kans: random.Random) -> Iterator[tuple[str, str, int]]:
    po = [lid for lid in verhaal.wereld.leden if lid.swv == "PO9901"]
    for _ in range(VRAGEN):
        niveau = kans.choice(["swv", "subregio", "bestuur", "school"])
        veld = "vestiging" if niveau == "school" else niveau
        eenheid = kans.choice(sorted({getattr(lid, veld) for lid in po if getattr(lid, veld)}))
        yield niveau, eenheid, kans.choice(JAREN)


async def test_pupils(huis: Huis, verhaal: Voorbeeld, rechter: OpenOracle) -> None:
    kans, marges = random.Random(1), 0
    for niveau, eenheid, jaar in _eenheden(verhaal, kans):
        soort = kans.choice([None, "bao", "sbo"])
        filter_ = "" if soort is None else f"&filter.schoolsoort={soort}"
        totaal = await _totaal(
            huis, "leerlingen", f"niveau={niveau}&eenheid={eenheid}&{_jaar(jaar)}{filter_}", "swv:PO9901"
        )
        scholen = rechter.scholen(niveau, eenheid, jaar, "PO9901")
        verwacht = rechter.leerlingen(scholen, jaar, None if soort is None else {soort})
        assert _grenzen(totaal) == verwacht, (niveau, eenheid, jaar, soort)
        marges += verwacht is not None and verwacht[0] < verwacht[1]
    assert marges > 0


@pytest.mark.parametrize("soort", ["sbo", "so", "vso", "pro"])
async def test_participation(huis: Huis, rechter: OpenOracle, soort: str) -> None:
    kind, bekend = ("PO" if soort in ("sbo", "so") else "VO"), 0
    for swv in sorted({lid.swv for lid in rechter.leden if lid.swv.startswith(kind)}):
        for jaar in JAREN:
            totaal = await _totaal(huis, f"deelname-{soort}", f"niveau=swv&eenheid={swv}&{_jaar(jaar)}", f"swv:{swv}")
            verwacht, gevonden = rechter.deelname(soort, swv, jaar), _grenzen(totaal)
            assert (gevonden is None) == (verwacht is None), (swv, jaar)
            if gevonden is not None and verwacht is not None:
                assert gevonden == pytest.approx(tuple(map(float, verwacht)), rel=1e-12), (swv, jaar)
                bekend += 1
    assert bekend > 0


@pytest.mark.parametrize("richting", ["uit", "in"])
async def test_border_traffic(huis: Huis, rechter: OpenOracle, richting: str) -> None:
    bekend = 0
    for swv in sorted({lid.swv for lid in rechter.leden}):
        for jaar in JAREN:
            for dag in ("10-01", "02-01"):
                vraag = f"niveau=swv&eenheid={swv}&{_jaar(jaar)}&teldatum={dag}"
                gevonden = _grenzen(await _totaal(huis, f"grensverkeer-{richting}", vraag, f"swv:{swv}"))
                verwacht = rechter.grensverkeer(richting, swv, jaar, dag)
                assert gevonden == verwacht, (swv, jaar, dag)
                bekend += verwacht is not None
    assert bekend > 0


@pytest.mark.parametrize("naam", ["begroot", "besteed"])
async def test_money(huis: Huis, rechter: OpenOracle, naam: str) -> None:
    bekend = omgerekend = 0
    for swv in sorted({lid.swv for lid in rechter.leden}):
        for jaar in JAREN:
            for vraag, boekjaar in ((_jaar(jaar), False), (f"periode=boekjaar&boekjaar={jaar}", True)):
                antwoord = await huis.waarden(
                    f"middelen-{naam}", f"niveau=swv&eenheid={swv}&{vraag}&splitsing=categorie", f"swv:{swv}"
                )
                periode = antwoord["reeksen"][0]["perioden"][0]
                verwacht = rechter.middelen(swv, naam, jaar, boekjaar)
                waarde = periode["totaal"]["waarde"]
                assert (None if waarde is None else int(Decimal(waarde) * 100)) == verwacht, (swv, vraag)
                if waarde is not None:
                    assert sum(Decimal(rij["waarde"]) for rij in periode["rijen"]) == Decimal(waarde)
                bekend += verwacht is not None
                omgerekend += periode["omgerekend"]
    assert bekend > omgerekend > 0


async def test_referral(huis: Huis, verhaal: Voorbeeld, rechter: OpenOracle) -> None:
    kans, bekend = random.Random(2), 0
    for niveau, eenheid, jaar in _eenheden(verhaal, kans):
        vraag = f"niveau={niveau}&eenheid={eenheid}&{_jaar(jaar)}"
        totaal = await _totaal(huis, "verwijzingspercentage", vraag, "swv:PO9901")
        tlv = verhaal.oracle.totaal(
            Vraag("tlv-toegekend", niveau, eenheid, jaar, (), {"herindicatie": False}, "PO9901", toerekening="herkomst")
        )
        onder = rechter.leerlingen(rechter.scholen(niveau, eenheid, jaar, "PO9901"), jaar, {"bao", "sbo"})
        if _grenzen(totaal) is None:
            assert onder is None or 0 in onder, vraag
            continue
        assert onder is not None
        assert totaal["teller"] == tlv
        assert _grenzen(totaal) == pytest.approx((100 * tlv / onder[1], 100 * tlv / onder[0])), vraag
        bekend += tlv > 0
    assert bekend > 0


async def test_spent_per_pupil(huis: Huis, rechter: OpenOracle) -> None:
    bekend = marges = 0
    for swv in sorted({lid.swv for lid in rechter.leden}):
        for jaar in JAREN:
            totaal = await _totaal(
                huis, "middelen-per-leerling", f"niveau=swv&eenheid={swv}&{_jaar(jaar)}", f"swv:{swv}"
            )
            gevonden, verwacht = _grenzen(totaal), rechter.per_leerling(swv, jaar)
            assert (gevonden and tuple(int(Decimal(een) * 100) for een in gevonden)) == verwacht, (swv, jaar)
            bekend += verwacht is not None
            marges += verwacht is not None and verwacht[0] < verwacht[1]
    assert bekend > marges > 0


async def test_streams_out_and_back(huis: Huis, verhaal: Voorbeeld, rechter: OpenOracle) -> None:
    """Out: granted TLV's by herkomst and schoolsoort. Back: as delivered."""
    heen = terug = 0
    for swv in sorted({lid.swv for lid in rechter.leden}):
        for jaar in JAREN:
            vraag = f"niveau=swv&eenheid={swv}&{_jaar(jaar)}&splitsing=van,naar"
            antwoord = await huis.waarden("leerlingstromen", vraag, f"swv:{swv}")
            periode = antwoord["reeksen"][0]["perioden"][0]
            totaal = verhaal.oracle.totaal(Vraag("tlv-toegekend", "swv", swv, jaar, (), {}, None))
            assert periode["totaal"]["waarde"] == totaal, (swv, jaar)
            rijen = {(rij["splitsing"]["van"], rij["splitsing"]["naar"]): rij for rij in periode["rijen"]}
            verwacht = rechter.terug(swv, jaar)
            for weg in (("sbo", "bao"), ("so", "bao")) if swv.startswith("PO") else (("vso", "vo"),):
                assert _grenzen(rijen[weg]) == (verwacht and verwacht[weg]), (swv, jaar, weg)
                terug += verwacht is not None
            uit = [rij for (_, naar), rij in rijen.items() if naar not in ("bao", "vo")]
            assert sum(rij["waarde"] for rij in uit) == totaal
            for rij in uit:
                keuze = {"herkomst": rij["splitsing"]["van"], "schoolsoort": rij["splitsing"]["naar"]}
                een = Vraag("tlv-toegekend", "swv", swv, jaar, (), keuze, None)
                assert rij["waarde"] == verhaal.oracle.totaal(een), (swv, jaar, keuze)
                heen += rij["waarde"]
    assert heen > 0
    assert terug > 0
