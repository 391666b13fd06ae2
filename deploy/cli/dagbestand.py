"""`./pos import ldos-dagbestand`: from daily batch to push, by the same door as LDOS itself."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy import bronbeheer
from deploy.bronbeheer import BronOnbekendError, BronRegel
from deploy.cli.bestanden import reden
from deploy.cli.verbinding import NotRunningError, database, keystore
from deploy.dagbestand import Controle, Herkomst, controleer, gebeurtenissen
from deploy.example.giftig import Regel
from deploy.example.leveringen import verpak
from deploy.example.player import IngestOnbereikbaarError, LeveringGeweigerdError, Player, Samenvatting
from deploy.launcher.errors import UserError
from deploy.local.ports import HOST, Ports
from deploy.local.state import StateFolder
from shared.runtime.clock import SystemClock

_GEDULD_SECONDEN: Final = 120.0
_uitvoer = Console(highlight=False, soft_wrap=True)
_fouten = Console(stderr=True, highlight=False, soft_wrap=True)


class DagbestandError(UserError):
    """The file could not be loaded; says in Dutch why."""


def importeer(bestand: Path, bron: str | None, state: StateFolder) -> bool:
    """Check the whole file, then push it; whether all went well. Raises DagbestandError, NotRunningError."""
    if bron is None:
        raise DagbestandError("Zeg met --bron van welk geregistreerd bronsysteem dit is. Kijk met: ./pos bron lijst")
    adres = _ingest(state)
    geregistreerd = asyncio.run(_zoek(state, bron))
    herkomst = Herkomst(
        geregistreerd.source, frozenset(geregistreerd.swvs), SystemClock().now().isoformat(timespec="seconds")
    )
    try:
        controle = _controleer(bestand, herkomst)
        if controle.aantal_fouten:
            _toon_fouten(controle)
            return False
        stand = asyncio.run(_push(bestand, herkomst, controle.dossiers, adres, state, bron))
    except OSError as fout:
        raise DagbestandError(f"Lezen van {bestand} lukt niet: {reden(fout)}.") from None
    except IngestOnbereikbaarError:
        raise DagbestandError(
            "De ontvangst (ingest) antwoordt niet meer. Een deel kan geladen zijn; hetzelfde bestand nog eens laden "
            "kan geen kwaad. Kijk met: ./pos status"
        ) from None
    except LeveringGeweigerdError as fout:
        raise DagbestandError(f"De ontvangst (ingest) weigert de levering (status {fout.status}).") from None
    return _toon(stand)


def _ingest(state: StateFolder) -> str:
    if adres := os.environ.get("POS_INGEST"):
        return adres
    snapshot = state.read()
    if snapshot is None or not state.is_up():
        raise NotRunningError(f"De stapel in {state.folder} staat uit. Starten: ./pos up -d")
    return f"http://{HOST}:{Ports(snapshot.poortbasis).ingest}"


async def _zoek(state: StateFolder, naam: str) -> BronRegel:
    async with database(state) as connection:
        bekend = {regel.naam: regel for regel in await bronbeheer.list_sources(connection)}
    if naam not in bekend:
        raise BronOnbekendError
    if bekend[naam].ingetrokken_op is not None:
        raise DagbestandError("Deze bron is ingetrokken en kan niets meer leveren.")
    return bekend[naam]


def _controleer(bestand: Path, herkomst: Herkomst) -> Controle:
    with _balk() as balk:
        taak = balk.add_task("controleren", total=bestand.stat().st_size, stand="")
        return controleer(bestand, herkomst, lambda gelezen: balk.update(taak, completed=gelezen))


async def _push(
    bestand: Path, herkomst: Herkomst, aantal: int, adres: str, state: StateFolder, bron: str
) -> Samenvatting:
    async with _geheim(state, bron) as geheim, httpx.AsyncClient(base_url=adres, timeout=30.0) as client:
        player = Player(client, geheim, geduld=_GEDULD_SECONDEN)
        await player.wacht_tot_bekend()
        with _balk() as balk:
            taak = balk.add_task("laden", total=aantal, stand="")

            def toon(stand: Samenvatting) -> None:
                balk.update(taak, completed=stand.gepusht, stand=_getal(stand.gepusht))

            regels = (Regel(een) for een in gebeurtenissen(bestand, herkomst))
            return await player.lever(verpak(regels), voortgang=toon)


@asynccontextmanager
async def _geheim(state: StateFolder, naam: str) -> AsyncIterator[str]:
    """A secret of this source for as long as the block lasts."""
    async with database(state) as connection, connection.transaction():
        # The row of the source stays locked until the commit, so the highest number is ours.
        geheim = await bronbeheer.add_secret(connection, keystore(state), naam)
        regels = await bronbeheer.list_sources(connection)
        nummer = max(next(regel.geheimen for regel in regels if regel.naam == naam))
    try:
        yield geheim
    finally:
        async with database(state) as connection:
            await bronbeheer.expire_secret(connection, naam, nummer)


def _balk() -> Progress:
    kolommen = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[stand]}"), TimeElapsedColumn())
    return Progress(*kolommen, console=_fouten, transient=True)


def _toon_fouten(controle: Controle) -> None:
    aantal = f"{_getal(controle.aantal_fouten)} fout{'' if controle.aantal_fouten == 1 else 'en'}"
    _fouten.print(f"Het bestand is afgekeurd: {aantal}. Er is niets geladen.")
    for een in controle.fouten:
        plaats = f"regel {een.regel}" + (f", {een.veld}" if een.veld else "")
        _fouten.print(f"  {plaats}: {een.melding}", markup=False)
    if (rest := controle.aantal_fouten - len(controle.fouten)) > 0:
        _fouten.print(f"  … en nog {_getal(rest)}.")


def _toon(stand: Samenvatting) -> bool:
    _uitvoer.print(
        f"Geladen: {_getal(stand.gepusht)} dossiers in {stand.seconden:.1f} s. Van elk dossier telt de hoogste versie; "
        "dossiers die niet in het bestand staan, blijven zoals ze waren."
    )
    for code, aantal in stand.geweigerd.most_common():
        _fouten.print(f"Geweigerd, {code}: {_getal(aantal)}.")
    return not stand.geweigerd


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
