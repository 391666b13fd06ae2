"""Dashboards at one national year: `python -m bench.dashboards`.

The leaf cells of a whole country (bench.antwoorden) in a database of its own, the gateway with its pages over HTTP in
this process, and one reader: staff of an SWV who opens every dashboard of the SWV, its boards and its schools.
"""

import argparse
import asyncio
import random
import secrets
import tempfile
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


async def _vul(url: str, swvs: int, wachtwoord: str) -> None:
    rijen = await vul(url, swvs, LOPEND, LOPEND, list(swv_jaar(random.Random(1), PER_SWV_JAAR)))
    print(f"{swvs} SWV's, 1 schooljaar: {rijen:,} cellen", flush=True)
    verbinding = await asyncpg.connect(url)
    try:
        await verbinding.execute("SELECT stand.leg_cellen_bij_elkaar()", timeout=600)
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
                toon(list(beelden.metingen(beelden.meet(client, paden))))


if __name__ == "__main__":
    main()
