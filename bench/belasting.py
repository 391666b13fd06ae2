"""Two hundred questions a second at one national year: `python -m bench.belasting [--per-seconde 200]`.

A stack of its own as `./pos up` makes it, with the leaf cells of a whole country (bench.dashboards) in its database and
readers of several SWV's. The questions come from a process of their own (bench.vragers) at a fixed rate, whether or not
the answers to earlier ones came (open loop): who waits, waits visibly.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import asyncpg

from bench import doelen
from bench.antwoorden import BESTUREN, LOPEND
from bench.dashboards import toon, vul_land
from bench.doelen import Meting, deel
from bench.stapel import Stapel, eigen_stapel
from deploy.accountbeheer import add_account, add_token, verzin_wachtwoord
from deploy.cli import run_stack
from deploy.cli.verbinding import database
from deploy.local.ports import HOST
from deploy.local.postgres import DATABASE
from services.gateway.dashboards import DASHBOARDS
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts.eenheden import swv_code, vestiging_code
from shared.contracts.schooljaar import tekst
from shared.runtime.clock import SystemClock

SWVS: Final = (20, 40, 60, 80, 100, 120)
_SCHOLEN_PER_LEZER: Final = 3
_INDICATOREN: Final = ("tlv-toegekend", "tlv-aanvragen", "tlv-openstaand", "arrangement-toegekend")


class Lezer(NamedTuple):
    """One account: its right and the units that it looks at."""

    recht: Recht
    eenheden: Sequence[tuple[str, str]]


def lezers() -> Iterator[Lezer]:
    """Staff of six SWV's, two boards in each, a school in each."""
    for swv in SWVS:
        besturen = [f"{swv * 10 + nummer:05d}" for nummer in range(2)]
        scholen = [vestiging_code((swv - 1) * 100 + nummer * BESTUREN) for nummer in range(_SCHOLEN_PER_LEZER)]
        eigen = [("school", code) for code in scholen]
        onder = [*(("bestuur", een) for een in besturen), *eigen]
        yield Lezer(Recht(Rol.SWV, swv_code(swv)), [("swv", swv_code(swv)), *onder])
        yield Lezer(Recht(Rol.BESTUUR, besturen[0]), [("bestuur", besturen[0]), *eigen])
        yield Lezer(Recht(Rol.SCHOOL, scholen[0]), eigen[:1])


def vragen(eenheden: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Addresses that are asked over and over (every dashboard of these units), and those that nobody asked yet."""
    dashboards = [
        f"/v1/dashboards/{naam}?niveau={niveau}&eenheid={code}&schooljaar={tekst(LOPEND)}"
        for niveau, code in eenheden
        for naam in DASHBOARDS
    ]
    anders = [f"{pad}&vergelijk={keuze}" for pad in dashboards for keuze in ("2", "soortgelijk", "landelijk")]
    waarden = [
        f"/v1/indicatoren/{code}/waarden?niveau={niveau}&eenheid={eenheid}&schooljaar={tekst(LOPEND)}&splitsing=leerjaar"
        for niveau, eenheid in eenheden
        for code in _INDICATOREN
    ]
    return dashboards, [*anders, *waarden]


async def richt_in(stapel: Stapel, swvs: int) -> list[dict[str, Any]]:
    """Fill the country, make the accounts; per reader a token and what it asks."""
    wachtwoord, poort = stapel.state.secret("postgres"), stapel.options.ports.postgres
    url = f"postgresql://postgres:{wachtwoord}@{HOST}:{poort}/{DATABASE}"
    await vul_land(url, swvs)
    verbinding = await asyncpg.connect(url)
    try:
        await verbinding.execute("UPDATE organisatie.versie SET versie = versie + 1000")
    finally:
        await verbinding.close()
    gemaakt = []
    async with database(stapel.state) as beheer:
        for nummer, lezer in enumerate(lezers()):
            naam = f"lezer-{nummer}"
            await add_account(beheer, naam, [lezer.recht], verzin_wachtwoord())
            token = await add_token(beheer, naam, naam, SystemClock().now(), 1)
            vast, nieuw = vragen(lezer.eenheden)
            random.Random(nummer).shuffle(nieuw)
            gemaakt.append({"token": token, "vast": vast, "nieuw": nieuw})
    return gemaakt


def vraag(
    stapel: Stapel, wie: Sequence[Mapping[str, Any]], per_seconde: int, seconden: int
) -> tuple[dict[str, Any], dict[str, float]]:
    """What the process of the questions measured (bench.vragers), and processor seconds of each part meanwhile."""
    opdracht = {"adres": stapel.gateway, "lezers": list(wie), "perSeconde": per_seconde, "seconden": seconden}
    with tempfile.TemporaryFile("w+") as uit, subprocess.Popen(
        [sys.executable, "-m", "bench.vragers"], stdin=subprocess.PIPE, stdout=uit, stderr=subprocess.PIPE, text=True
    ) as proces:  # fmt: skip
        assert proces.stdin is not None
        assert proces.stderr is not None
        json.dump(opdracht, proces.stdin)
        proces.stdin.close()
        if proces.stderr.readline() != "begin\n":
            raise SystemExit(proces.stderr.read())
        eerst = stapel.processor_seconden()
        if proces.wait():
            raise SystemExit(proces.stderr.read())
        na = stapel.processor_seconden()
        uit.seek(0)
        gemeten: dict[str, Any] = json.load(uit)
    return gemeten, {naam: na[naam] - eerst[naam] for naam in na} | {"vragers": gemeten["cpu"]}


def metingen(uitkomst: Mapping[str, Any], gevraagd: int) -> Iterator[Meting]:
    """The lines of the table."""
    tijden: Mapping[str, list[float]] = uitkomst["tijden"]
    alle = [tijd for lijst in tijden.values() for tijd in lijst]
    yield Meting("Vragen per seconde, bereikt", uitkomst["bereikt"], "/s", float(gevraagd), meer_is_beter=True)
    yield Meting("Fouten (alles behalve 200 en 304)", float(uitkomst["fouten"]), "")
    yield Meting("Alle antwoorden, p50", deel(alle, 50), "ms")
    yield Meting("  hetzelfde, p95", deel(alle, 95), "ms", doelen.ANTWOORD_MS)
    yield Meting("  hetzelfde, p99", deel(alle, 99), "ms")
    for soort, lijst in tijden.items():
        if len(lijst) > 1:
            yield Meting(f"{soort} ({len(lijst)}), p50", deel(lijst, 50), "ms")
            yield Meting("  hetzelfde, p95", deel(lijst, 95), "ms")


def main() -> None:
    """Command line."""
    opties = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    opties.add_argument("--swvs", type=int, default=150)
    opties.add_argument("--per-seconde", type=int, default=200)
    opties.add_argument("--seconden", type=int, default=60)
    opties.add_argument("--werkers", type=int, default=1, help="processes of the gateway")
    keuze = opties.parse_args()
    with run_stack.stop_signals(), eigen_stapel(date(LOPEND, 11, 22), {"gateway": keuze.werkers}) as stapel:
        wie = asyncio.run(richt_in(stapel, keuze.swvs))
        gemeten, cpu = vraag(stapel, wie, keuze.per_seconde, keuze.seconden)
        toon(list(metingen(gemeten, keuze.per_seconde)))
        per_vraag = 1000 / (keuze.per_seconde * keuze.seconden)
        print(", ".join(f"{naam} {per_vraag * tijd:.1f} ms" for naam, tijd in cpu.items()), "processor per vraag")
        print(", ".join(f"{naam} {mib:.0f} MiB" for naam, mib in stapel.geheugen_mib().items()))


if __name__ == "__main__":
    main()
