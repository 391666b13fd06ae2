"""Do answers stay fast as history grows? The same questions at one and at eight national years, and with the cells of
each SWV laid together as the aggregator does by night.

`python -m bench.antwoorden` makes the leaf cells of a whole country (150 SWV's, 7,500 schools, 220,000 dossiers a
year) straight in a database of its own, asks the API in the same process, and prints the ratio of the two. Cells come
from the real rule: one SWV-year of random dossiers, repeated for every SWV and schooljaar.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg

from services.aggregator.domain import contributions
from shared.contracts import codes
from shared.contracts.cellen import Cel
from shared.contracts.eenheden import swv_code, vestiging_code
from shared.contracts.zaken import Dossier
from tests.bouwers import besluit, dossier
from tests.integration.gateway.huis import Huis, open_huis
from tests.stack import running_postgres

LOPEND = 2026
SCHOLEN = 50
BESTUREN = 5
PER_SWV_JAAR = 1_470
_KOPIEER = """
    INSERT INTO stand.cel
    SELECT swv, b.schooljaar - 2026 + jaar, b.kubus, (swv - 1) * 100 + b.vestiging, (swv - 1) * 100 + b.herkomst,
           b.code, b.aantal, b.bedrag_cent, b.leerlingen
    FROM generate_series($1::int, $2::int) AS jaar, generate_series(1, $3::int) AS swv, basis AS b
"""
_BASIS = """
    CREATE TABLE basis AS SELECT schooljaar, kubus, vestiging, herkomst, code, aantal, bedrag_cent, leerlingen
    FROM stand.cel LIMIT 0
"""
_ORGANISATIE = """
    INSERT INTO organisatie.swv SELECT s, 'SWV ' || s FROM generate_series(1, $1::int) s;
    INSERT INTO organisatie.bestuur SELECT s * 10 + b, 'Bestuur ' || s * 10 + b
    FROM generate_series(1, $1::int) s, generate_series(0, 4) b;
    INSERT INTO organisatie.vestiging SELECT (s - 1) * 100 + v, 'School ' || v, 'Plaats'
    FROM generate_series(1, $1::int) s, generate_series(0, 49) v;
    INSERT INTO organisatie.lidmaatschap
    SELECT s, (s - 1) * 100 + v, 2015, 9999, s * 10 + v % 5, NULL, 'bao'
    FROM generate_series(1, $1::int) s, generate_series(0, 49) v;
    INSERT INTO stand.swv_versie SELECT s, 1, now() FROM generate_series(1, $1::int) s;
    UPDATE organisatie.versie SET versie = 1;
"""


class Vraag(NamedTuple):
    """One kind of question: what it is, its address (`{}` is all schooljaren there are) and who asks."""

    naam: str
    pad: str
    rol: str


_API = "/v1/indicatoren/tlv-"
SWV, SCHOOL, BESTUUR = swv_code(75), vestiging_code(74 * 100 + 7), "00752"
_S, _B, _L = f"niveau=swv&eenheid={SWV}", f"niveau=bestuur&eenheid={BESTUUR}", f"niveau=school&eenheid={SCHOOL}"
_SWV, _BEHEER = f"swv:{SWV}", f"beheerder:{SWV}"
VRAGEN = (
    Vraag("SWV, één jaar, twee splitsingen", f"{_API}toegekend/waarden?{_S}&splitsing=soortCategorie,maand", _SWV),
    Vraag("SWV, alle jaren, één splitsing", f"{_API}toegekend/waarden?{_S}&schooljaar={{}}&splitsing=maand", _SWV),
    Vraag("SWV, doorlooptijd, één jaar", f"{_API}doorlooptijd/waarden?{_S}", _SWV),
    Vraag("SWV, wat nu openstaat", f"{_API}openstaand/waarden?{_S}&splitsing=status", _SWV),
    Vraag("bestuur, één jaar", f"{_API}toegekend/waarden?{_B}&splitsing=soortCategorie", f"bestuur:{BESTUUR}"),
    Vraag("school, één jaar", f"{_API}toegekend/waarden?{_L}&splitsing=soortCategorie", f"school:{SCHOOL}"),
    Vraag("school, vergelijking", f"{_API}toegekend/vergelijking?{_L}", _SWV),
    Vraag("SWV, vergelijking", f"{_API}toegekend/vergelijking?{_S}", _SWV),
    Vraag("SWV, datakwaliteit", f"/v1/datakwaliteit?swv={SWV}", _BEHEER),
)


def swv_jaar(kans: random.Random, aantal: int) -> Iterable[tuple[int, ...]]:
    """Leaf cells of one SWV-year as rows: schooljaar, kubus, vestiging, herkomst, code, and the three measures."""
    som: dict[Cel, Counter[str]] = {}
    for _ in range(aantal):
        for cel, maten in contributions(swv_code(1), Dossier(**_dossier(kans))):
            som.setdefault(cel, Counter()).update(maten._asdict())
    for cel, maat in som.items():
        yield (*cel[1:], maat["aantal"], maat["bedrag_cent"], maat["leerlingen"])


def _moment(kans: random.Random) -> dict[str, int]:
    maand = kans.randint(1, 12)
    return {"schooljaar": LOPEND, "maand": maand, "week": min(52, maand * 4 + kans.randint(0, 4))}


def _dossier(kans: random.Random) -> dict[str, Any]:
    schoolsoort = kans.choice(("sbo", "so"))
    tlv = {"schoolsoort": schoolsoort, "categorie": kans.choice(codes.CATEGORIEEN) if schoolsoort == "so" else None}
    inhoud = dossier(
        ingediend=_moment(kans), dagen_tot_compleet=kans.choice((None, 5, 10, 20)), herindicatie=kans.random() < 0.2,
        vestiging=vestiging_code(kans.randrange(SCHOLEN)), bestuur=f"{kans.randrange(10, 15):05d}",
        herkomst=kans.choice(codes.HERKOMSTEN), leerjaar=kans.choice(codes.LEERJAREN), tlv=tlv,
        behoeften=tuple(sorted(kans.sample(codes.BEHOEFTEN, kans.randint(0, 3)), key=codes.BEHOEFTEN.index)),
    )  # fmt: skip
    if kans.random() < 0.85:
        genomen = besluit(genomen=_moment(kans), doorlooptijd_dagen=kans.randint(10, 90), tlv=tlv)
        geldigheid = {
            "teldatums": ((LOPEND, "02-01"), (LOPEND + 1, "10-01")),
            "schooljaren": 1,
            "eind_schooljaar": LOPEND + 1,
        }
        return inhoud | {"status": "besloten", "besluit": genomen | {"geldigheid": geldigheid}}
    return inhoud | {"status": kans.choice((*codes.OPENSTAAND, *codes.ZONDER_BESLUIT))}


async def vul(url: str, swvs: int, eerste: int, laatste: int, basis: Sequence[tuple[int, ...]] | None) -> int:
    """Add the cells of these schooljaren; with `basis` also the organisation. The number of rows there are."""
    verbinding = await asyncpg.connect(url)
    try:
        if basis is not None:
            for opdracht in filter(str.strip, _ORGANISATIE.split(";")):
                await verbinding.execute(opdracht, *([swvs] if "$1" in opdracht else []))
            await verbinding.execute(_BASIS)
            await verbinding.copy_records_to_table("basis", records=basis)
        await verbinding.execute(_KOPIEER, eerste, laatste, swvs, timeout=3600)
        await verbinding.execute("VACUUM ANALYZE stand.cel", timeout=3600)
        return int(await verbinding.fetchval("SELECT count(*) FROM stand.cel", timeout=600))
    finally:
        await verbinding.close()


async def meet(huis: Huis, jaren: int, keer: int) -> dict[str, tuple[float, float]]:
    """Per question median and p95 in milliseconds, answers checked to hold a figure."""
    bereik = f"{LOPEND - jaren + 1}-{LOPEND - jaren + 2}..{LOPEND}-{LOPEND + 1}"
    gemeten: dict[str, tuple[float, float]] = {}
    for vraag in VRAGEN:
        tijden = []
        for _ in range(keer):
            begin = time.perf_counter()
            antwoord = await huis.get(vraag.pad.format(bereik), vraag.rol)
            tijden.append(1000 * (time.perf_counter() - begin))
            assert antwoord.status_code == 200, antwoord.text
        gemeten[vraag.naam] = (statistics.median(tijden), sorted(tijden)[max(0, int(0.95 * keer) - 1)])
    return gemeten


async def draai(url: str, gateway_url: str, swvs: int, jaren: int, keer: int) -> None:
    """Fill, measure, fill on, measure again, print."""
    basis = list(swv_jaar(random.Random(1), PER_SWV_JAAR))
    rijen = await vul(url, swvs, LOPEND, LOPEND, basis)
    print(f"{swvs} SWV's, 1 schooljaar: {rijen:,} cellen", flush=True)
    async with open_huis(gateway_url, url) as huis:
        await meet(huis, 1, 3)
        een = await meet(huis, 1, keer)
    rijen = await vul(url, swvs, LOPEND - jaren + 1, LOPEND - 1, None)
    print(f"{swvs} SWV's, {jaren} schooljaren: {rijen:,} cellen", flush=True)
    async with open_huis(gateway_url, url) as huis:
        await meet(huis, jaren, 3)
        veel = await meet(huis, jaren, keer)
    await leg_bij_elkaar(url)
    async with open_huis(gateway_url, url) as huis:
        await meet(huis, jaren, 3)
        toon(jaren, een, veel, await meet(huis, jaren, keer))


async def leg_bij_elkaar(url: str) -> None:
    """What the aggregator does by night, and how long everything waits for it."""
    verbinding = await asyncpg.connect(url)
    try:
        begin = time.perf_counter()
        await verbinding.execute("SELECT stand.leg_cellen_bij_elkaar()", timeout=3600)
        print(f"bij elkaar gelegd in {time.perf_counter() - begin:.0f} s", flush=True)
    finally:
        await verbinding.close()


def toon(jaren: int, *metingen: Mapping[str, tuple[float, float]]) -> None:
    """The table for docs/metingen.md: median and p95 of one year, of all, and of all laid together."""
    print(f"| vraag | 1 jaar (ms) | {jaren} jaren (ms) | bij elkaar (ms) | verhouding bij elkaar tot 1 jaar |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for naam in metingen[0]:
        cellen = " | ".join(f"{meting[naam][0]:.1f}, {meting[naam][1]:.1f}" for meting in metingen)
        print(f"| {naam} | {cellen} | {metingen[-1][naam][0] / metingen[0][naam][0]:.2f} |")


def main() -> None:
    """Command line."""
    opties = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    opties.add_argument("--swvs", type=int, default=150)
    opties.add_argument("--jaren", type=int, default=8)
    opties.add_argument("--keer", type=int, default=60)
    keuze = opties.parse_args()
    assert keuze.swvs >= 75, "de vragen gaan over het 75e SWV"
    with tempfile.TemporaryDirectory(prefix="pos-bench-") as map_, running_postgres(Path(map_)) as server:
        database = asyncio.run(server.new_database())
        asyncio.run(draai(database.url(), database.url("pos_gateway"), keuze.swvs, keuze.jaren, keuze.keer))


if __name__ == "__main__":
    main()
