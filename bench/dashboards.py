"""Dashboards at one national year: `python -m bench.dashboards`.

The leaf cells of a whole country (bench.antwoorden) in a database of its own, the gateway with its pages over HTTP in
this process, and one reader: staff of an SWV who opens every dashboard of the SWV, its boards and its schools.
"""

import argparse
import asyncio
import random
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import asyncpg

from bench import beelden
from bench.antwoorden import LOPEND, PER_SWV_JAAR, SWV, swv_jaar, vul
from bench.doelen import Meting
from deploy.accountbeheer import add_account
from deploy.assets.install import ensure
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts.eenheden import swv_getal, vestiging_code
from shared.contracts.schooljaar import tekst
from tests.browser.server import draaiend
from tests.stack import cache, running_postgres

_NAAM: Final = "bench"
_OPEN = f"""
    INSERT INTO organisatie.levering (id, nummer, soort, peildatum, sha256, rijen, wie, ontvangen_op, toegepast_op)
    SELECT u::uuid, (SELECT coalesce(max(nummer), 0) FROM organisatie.levering) + n, s,
           '{LOPEND}-10-01', sha256(''), 1, 'bench', now(), now()
    FROM (VALUES ('00000000-0000-0000-0000-000000000001', 1, 'duo-leerlingen'),
                 ('00000000-0000-0000-0000-000000000002', 2, 'duo-swv-leerlingen')) AS v (u, n, s);
    INSERT INTO opendata.leerlingen
    SELECT vestiging, jaar, 'bao', 215, 215, 'definitief', '00000000-0000-0000-0000-000000000001'
    FROM organisatie.vestiging, generate_series({LOPEND - 5}, {LOPEND}) AS jaar;
    INSERT INTO opendata.swv_telling (swv, schooljaar, teldatum, schoolsoort, categorie, vestiging_swv, laag, hoog,
                                      status, levering)
    SELECT swv, jaar, teldatum, 'so', categorie, CASE WHEN elders THEN swv % 150 + 1 ELSE swv END, 20, 20,
           'definitief', '00000000-0000-0000-0000-000000000002'
    FROM organisatie.swv, generate_series({LOPEND - 5}, {LOPEND}) AS jaar,
         unnest('{{10-01,02-01}}'::text[]) AS teldatum, unnest('{{laag,midden,hoog}}'::text[]) AS categorie,
         unnest('{{t,f}}'::bool[]) AS elders;
"""


async def vul_land(url: str, swvs: int) -> None:
    """One national year with the open sources that go with it; `url`: of the superuser."""
    rijen = await vul(url, swvs, LOPEND, LOPEND, list(swv_jaar(random.Random(1), PER_SWV_JAAR)))
    print(f"{swvs} SWV's, 1 schooljaar: {rijen:,} cellen", flush=True)
    verbinding = await asyncpg.connect(url)
    try:
        await verbinding.execute("SELECT stand.leg_cellen_bij_elkaar()", timeout=600)
        await verbinding.execute(_OPEN, timeout=600)
        await verbinding.execute("VACUUM ANALYZE opendata.leerlingen, opendata.swv_telling")
    finally:
        await verbinding.close()


async def _vul(url: str, swvs: int, wachtwoord: str) -> None:
    await vul_land(url, swvs)
    verbinding = await asyncpg.connect(url)
    try:
        await add_account(verbinding, _NAAM, [Recht(Rol.SWV, SWV)], wachtwoord)
    finally:
        await verbinding.close()


def _eenheden() -> list[tuple[str, str]]:
    swv = swv_getal(SWV)
    besturen = [("bestuur", f"{swv * 10 + nummer:05d}") for nummer in range(2)]
    scholen = [("school", vestiging_code((swv - 1) * 100 + nummer)) for nummer in range(3)]
    return [("swv", SWV), *besturen, *scholen]


def toon(regels: list[Meting]) -> None:
    """The table for docs/metingen.md."""
    print("| what | goal | measured | ratio |\n| --- | ---: | ---: | ---: |")
    for een in regels:
        doel = "" if een.doel is None else f"{een.doel:g} {een.eenheid}"
        verhouding = "" if een.verhouding is None else f"{een.verhouding:.1f}"
        print(f"| {een.wat.strip()} | {doel} | {een.gemeten:.1f} {een.eenheid} | {verhouding} |")


def toon_per_dashboard(langst: Mapping[tuple[str, str], float]) -> None:
    """Where the time of a first answer goes."""
    print("\n| dashboard | level | slowest first answer (ms) |\n| --- | --- | ---: |")
    for (naam, niveau), tijd in langst.items():
        print(f"| {naam} | {niveau} | {tijd:.1f} |")


def main() -> None:
    """Command line."""
    opties = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    opties.add_argument("--swvs", type=int, default=150)
    keuze = opties.parse_args()
    wachtwoord = secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="pos-bench-") as map_, running_postgres(Path(map_)) as server:
        database = asyncio.run(server.new_database())
        asyncio.run(_vul(database.url(), keuze.swvs, wachtwoord))
        with draaiend(database.url("pos_gateway"), ensure(cache())) as gateway:
            paden = beelden.adressen(_eenheden(), [tekst(LOPEND)])
            with beelden.log_in(gateway.adres, _NAAM, wachtwoord) as client:
                tijden = beelden.meet(client, paden)
            toon(list(beelden.metingen(tijden)))
            toon_per_dashboard(beelden.per_dashboard(tijden))


if __name__ == "__main__":
    main()
