"""Folding changes no total and no single split, for any indicator, level and attribution; detail becomes unknown."""

import copy
import random
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest

from services.aggregator.domain import Stand, stand_van
from services.aggregator.herbereken.vouwen import Termijn, vouw
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.indicatoren import CATALOGUS, Maat
from shared.contracts.zaken import Dossier, Zaak
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import LOPEND, Voorbeeld
from tests.oracle import REGELS, Vraag
from tests.stack import Database

NU = datetime(2026, 11, 22, 3, tzinfo=UTC)
JAREN = ("2022-2023", "2023-2024", "2024-2025", "2025-2026", "2026-2027", "2027-2028")
SWV = "swv:PO9901"
# With one year of retention the example region, which is young, has something to fold on each of these days.
FOLDS = (date(2025, 3, 15), date(2026, 8, 1), date(2026, 11, 22), date(2049, 1, 31))


async def _vul_zaken(url: str, zaken: Iterable[tuple[str, Any]]) -> list[bytes]:
    verbinding = await asyncpg.connect(url)
    rijen = [(nummer.to_bytes(16, "big"), _stand(swv, dossier)) for nummer, (swv, dossier) in enumerate(zaken, 1)]
    await verbinding.executemany(
        "INSERT INTO stand.zaak (zaak, versie, swv, bron, digest, inhoud) VALUES ($1, $2, $3, $4, $5, $6)",
        [(zaak, *stand) for zaak, stand in rijen],
    )
    await verbinding.close()
    return [zaak for zaak, _ in rijen]


def _stand(swv: str, dossier: Dossier) -> Stand:
    return stand_van(
        Zaak(zaak="0" * 32, versie=1, bron=1, swv=swv, event_id="0" * 32, type="aanvraag.gewijzigd", dossier=dossier)
    )


async def _vouw(url: str, zaken: list[bytes], dag: date) -> int:
    """As the aggregator does it, with its role."""
    verbinding = await asyncpg.connect(url)
    try:
        async with verbinding.transaction():
            return len(await vouw(verbinding, zaken, Termijn(1, dag), NU))
    finally:
        await verbinding.close()


def _vragen(verhaal: Voorbeeld, kans: random.Random) -> Iterable[tuple[str, str]]:
    """Every indicator with every single split; level, unit and what else can vary, by chance."""
    po = [lid for lid in verhaal.wereld.leden if lid.swv == "PO9901"]
    eenheden = {
        "swv": ["PO9901"],
        "subregio": sorted({lid.subregio for lid in po if lid.subregio}),
        "bestuur": sorted({lid.bestuur for lid in po}),
        "school": sorted({lid.vestiging for lid in po}),
    }
    for code, indicator in CATALOGUS.items():
        jaren = [*JAREN[:5], *([JAREN[5]] if indicator.vooruit else [])]
        for splitsing in ("", *indicator.splitsingen):
            niveau = kans.choice(list(eenheden))
            vraag = f"niveau={niveau}&eenheid={kans.choice(eenheden[niveau])}"
            vraag += "".join(f"&schooljaar={jaar}" for jaar in jaren) if kans.random() < 0.8 else ""
            vraag += f"&splitsing={splitsing}" if splitsing else ""
            vraag += "&binnen=PO9901" if niveau in ("bestuur", "school") else ""
            vraag += "&toerekening=herkomst" if indicator.toerekening and kans.random() < 0.4 else ""
            vraag += "&teldatum=02-01" if indicator.teldatum and kans.random() < 0.5 else ""
            yield code, vraag


def _kaal(reeksen: Any) -> Any:
    """Values alone. The age of what is open, per row, is the one thing that folding takes from a single split."""
    kopie = copy.deepcopy(reeksen)
    for reeks in kopie:
        for periode in reeks["perioden"]:
            for rij in periode["rijen"]:
                rij.pop("leeftijd", None)
    return kopie


@pytest.fixture
async def huis(eigen_voorbeeld: Database) -> AsyncIterator[Huis]:
    async with open_huis(eigen_voorbeeld.url("pos_gateway"), eigen_voorbeeld.url()) as geopend:
        yield geopend


async def test_totals_and_single_splits_are_the_same_after_every_fold(
    huis: Huis, eigen_voorbeeld: Database, verhaal: Voorbeeld
) -> None:
    kans = random.Random(6)
    zaken = await _vul_zaken(eigen_voorbeeld.url(), verhaal.wereld.zaken)
    vragen = list(_vragen(verhaal, kans))
    voor = [_kaal((await huis.waarden(code, vraag, SWV))["reeksen"]) for code, vraag in vragen]
    vergelijkingen = await _vergelijkingen(huis, verhaal)
    kans.shuffle(zaken)

    weg = 0
    for dag in FOLDS:
        weg += await _vouw(eigen_voorbeeld.url("pos_aggregator"), zaken, dag)
        for (code, vraag), eerst in zip(vragen, voor, strict=True):
            assert _kaal((await huis.waarden(code, vraag, SWV))["reeksen"]) == eerst, (dag, code, vraag)
        assert await _vergelijkingen(huis, verhaal) == vergelijkingen, dag

    assert weg == len(zaken)
    verbinding = await asyncpg.connect(eigen_voorbeeld.url())
    assert await verbinding.fetchval("SELECT count(*) FROM stand.cel") == 0
    assert await verbinding.fetchval("SELECT count(*) FROM stand.zaak") == 0
    assert await verbinding.fetchval("SELECT count(*) FROM stand.basis WHERE splitsing LIKE '%,%'") == 0
    await verbinding.close()


async def _vergelijkingen(huis: Huis, verhaal: Voorbeeld) -> list[dict[str, Any]]:
    """Comparisons: same week, seasons, like units, prognosis."""
    bestuur = verhaal.wereld.leden[0].bestuur
    gevonden = []
    for code in CATALOGUS:
        for eenheid in ("niveau=swv&eenheid=PO9901", f"niveau=bestuur&eenheid={bestuur}&binnen=PO9901"):
            antwoord = (await huis.get(f"/v1/indicatoren/{code}/vergelijking?{eenheid}", SWV)).json()
            gevonden.append({naam: deel for naam, deel in antwoord.items() if naam not in ("stand", "toelichting")})
    return gevonden


async def test_a_pair_or_a_filter_is_unknown_where_cases_were_folded_and_exact_elsewhere(
    huis: Huis, eigen_voorbeeld: Database, verhaal: Voorbeeld
) -> None:
    zaken = await _vul_zaken(eigen_voorbeeld.url(), verhaal.wereld.zaken)
    adres = "niveau=swv&eenheid=PO9901&schooljaar=2023-2024..2026-2027"
    paar, filter_ = f"{adres}&splitsing=schoolsoort,leerjaar", f"{adres}&splitsing=leerjaar&filter.schoolsoort=sbo"
    voor = [(await huis.waarden("tlv-aanvragen", vraag, SWV))["reeksen"][0]["perioden"] for vraag in (paar, filter_)]
    etag = (await huis.get(f"/v1/indicatoren/tlv-aanvragen/waarden?{paar}", SWV)).headers["etag"]

    assert await _vouw(eigen_voorbeeld.url("pos_aggregator"), zaken, date(2026, 8, 1))

    antwoord = await huis.get(f"/v1/indicatoren/tlv-aanvragen/waarden?{paar}", SWV, headers={"If-None-Match": etag})
    assert antwoord.status_code == 200, "an answer that became unknown is not the old one"
    na = [(await huis.waarden("tlv-aanvragen", vraag, SWV)) for vraag in (paar, filter_)]
    for vroeger, nu in zip(voor, na, strict=True):
        perioden = nu["reeksen"][0]["perioden"]
        assert perioden[3] == vroeger[3], "nothing of the running year is past its retention"
        assert perioden[0]["rijen"]
        assert {(rij["waarde"], rij["status"]) for rij in perioden[0]["rijen"]} == {(None, "x")}
        bekend = {tuple(rij["splitsing"].values()) for rij in vroeger[0]["rijen"]}
        assert bekend <= {tuple(rij["splitsing"].values()) for rij in perioden[0]["rijen"]}, "left out means zero"
        assert "bewaartermijn" in nu["toelichting"]
    assert na[0]["reeksen"][0]["perioden"][0]["totaal"] == voor[0][0]["totaal"]
    assert na[1]["reeksen"][0]["perioden"][0]["totaal"] == {"waarde": None, "status": "x", "tekst": "niet bewaard"}


async def test_folded_figures_stay_with_the_board_of_that_day(
    huis: Huis, eigen_voorbeeld: Database, verhaal: Voorbeeld
) -> None:
    zaken = await _vul_zaken(eigen_voorbeeld.url(), verhaal.wereld.zaken)
    school = next(lid for lid in verhaal.wereld.leden if lid.swv == "PO9901")
    vraag = f"niveau=bestuur&eenheid={school.bestuur}&schooljaar=2023-2024&binnen=PO9901"
    voor = (await huis.waarden("tlv-toegekend", vraag, SWV))["reeksen"]
    van_school = [
        zaak
        for zaak, (_, dossier) in zip(zaken, verhaal.wereld.zaken, strict=True)
        if isinstance(dossier, Dossier) and dossier.vestiging == school.vestiging
    ]
    assert await _vouw(eigen_voorbeeld.url("pos_aggregator"), van_school, date(2049, 1, 1)) == len(van_school)

    verbinding = await asyncpg.connect(eigen_voorbeeld.url())
    await verbinding.execute(
        "UPDATE organisatie.lidmaatschap SET bestuur = (SELECT max(bestuur) FROM organisatie.bestuur) "
        "WHERE vestiging = $1",
        vestiging_getal(school.vestiging),
    )
    await verbinding.execute("UPDATE organisatie.versie SET versie = versie + 1")
    await verbinding.close()

    assert (await huis.waarden("tlv-toegekend", vraag, SWV))["reeksen"] == voor


async def test_no_base_figure_outside_the_context_by_the_database_itself(
    eigen_voorbeeld: Database, verhaal: Voorbeeld
) -> None:
    """As the role of the gateway, with the context of one unit and no WHERE at all."""
    zaken = await _vul_zaken(eigen_voorbeeld.url(), verhaal.wereld.zaken)
    await _vouw(eigen_voorbeeld.url("pos_aggregator"), zaken[:500], date(2033, 1, 1))
    lid = next(lid for lid in verhaal.wereld.leden if lid.swv == "PO9901")
    grenzen = {"swv": swv_getal(lid.swv), "bestuur": int(lid.bestuur), "vestiging": vestiging_getal(lid.vestiging)}

    verbinding = await asyncpg.connect(eigen_voorbeeld.url("pos_gateway"))
    assert await verbinding.fetchval("SELECT count(*) FROM stand.basis") == 0
    for kolom, eigen in grenzen.items():
        async with verbinding.transaction():
            await verbinding.execute(f"SET LOCAL pos.{kolom} = '{{{eigen}}}'")
            gezien = await verbinding.fetch(f"SELECT DISTINCT {kolom}, herkomst FROM stand.basis")
        assert {rij[0] for rij in gezien} == {eigen}
        assert kolom == "swv" or {rij[1] for rij in gezien} == {False}, "origin is the SWV's"
    for tabel in ("stand.zaak", "stand.gevouwen", "stand.ijkpunt_zaak"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await verbinding.fetch(f"SELECT * FROM {tabel}")
    await verbinding.close()


def test_the_example_holds_every_kind_of_figure(verhaal: Voorbeeld) -> None:
    """Else the comparison above would prove less than it says."""
    for code in REGELS:
        indicator = CATALOGUS[code]
        jaren = [2023, 2024, 2025, LOPEND]
        vragen = [Vraag(code, "swv", "PO9901", jaar) for jaar in jaren]
        if indicator.maat is Maat.DUUR:
            assert any(verhaal.oracle.duren(vraag)["aantal"] for vraag in vragen)
        else:
            assert any(verhaal.oracle.totaal(vraag) for vraag in vragen), code
