"""`./pos ldos simuleer`: an LDOS that pushes signed events to ingest, or writes them to a file."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.cli.bestanden import reden
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.speelbron import tijdelijk_geheim
from deploy.cli.taal import Opdrachten
from deploy.example.demo_steps import LIVE_TEMPO
from deploy.example.gebeurtenissen import levende_gebeurtenissen
from deploy.example.maak_regio import MAX_SCHOLEN, MAX_SWV, MIN_SCHOLEN_PER_SWV, OnmogelijkeRegioError
from deploy.example.player import IngestOnbereikbaarError, LeveringGeweigerdError, Player, Samenvatting
from deploy.example.simulatie import OngeldigTempoError, Volger, Wereld, lees_tempo, maak_wereld, schrijf
from deploy.example.verstoring import Verstoring
from deploy.launcher.errors import UserError
from deploy.local.ports import DEFAULT_BASE, HOST, Ports
from deploy.local.state import StateFolder
from shared.runtime.clock import SystemClock

app = Opdrachten(help="Een voorbeeld-LDOS dat gebeurtenissen pusht.")

_GEHEIM = "POS_LDOS_GEHEIM"
_GEDULD_SECONDEN = 120.0
_uitvoer = Console(highlight=False)
_fouten = Console(stderr=True, highlight=False)


@app.callback()
def ldos() -> None:
    """Een voorbeeld-LDOS dat gebeurtenissen pusht."""


@app.command()
def simuleer(
    swv: Annotated[int, typer.Option(help="Aantal samenwerkingsverbanden; 6 is de voorbeeldregio.")] = 6,
    scholen: Annotated[int | None, typer.Option(help="Aantal scholen; zonder: ongeveer 25 per SWV.")] = None,
    jaren: Annotated[int, typer.Option(min=1, max=30, help="Aantal schooljaren, het lopende erbij.")] = 8,
    tempo: Annotated[str | None, typer.Option(help="Bijvoorbeeld 200/s; zonder: zo snel als het gaat.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Hetzelfde getal geeft dezelfde gebeurtenissen.")] = 1,
    dubbel: Annotated[float, typer.Option(min=0, max=100, help="Percentage dat nog eens komt.")] = 0.0,
    door_elkaar: Annotated[bool, typer.Option("--door-elkaar", help="Alles in willekeurige volgorde.")] = False,
    giftig: Annotated[float, typer.Option(min=0, max=100, help="Percentage foute gebeurtenissen erbij.")] = 0.0,
    drukte: Annotated[float, typer.Option(min=0.01, max=100, help="Keer zo veel dossiers als normaal.")] = 1.0,
    naar: Annotated[Path | None, typer.Option(help="Schrijf naar dit bestand (NDJSON), push niet.")] = None,
    url: Annotated[str | None, typer.Option(help="Adres van ingest; zonder: die van --port-base.")] = None,
    geheim_stdin: Annotated[
        bool, typer.Option("--geheim-stdin", help=f"Lees het whsec_-geheim van invoer (of zet {_GEHEIM}).")
    ] = False,
    source: Annotated[
        str | None, typer.Option(metavar="URN", help="Speel als deze bron; nodig bij een eigen geheim.")
    ] = None,
    folder: Folder = DEFAULT_FOLDER,
    port_base: Annotated[
        int | None,
        typer.Option("--port-base", help="Eerste poort; zonder: die van de stapel in --dir.", metavar="POORT"),
    ] = None,
    live: Annotated[float, typer.Option(min=0, help="Speel daarna zo veel seconden live.")] = 0.0,
    vandaag: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Speel alsof het deze dag is.")] = None,
) -> None:
    """Maak dossiers van een verzonnen regio en push ze als LDOS, of schrijf ze naar een bestand."""
    dag = vandaag.date() if vandaag else SystemClock().today()
    wereld, per_seconde = _lees(dag, swv, scholen, jaren, seed, drukte, tempo)
    if source is not None:
        wereld = wereld.als_bron(source)
    verstoring = Verstoring(dubbel, giftig, door_elkaar, seed)
    if naar is not None:
        _naar_bestand(wereld, verstoring, naar)
        return
    state = state_folder(folder)
    adres = url or f"http://{HOST}:{Ports(port_base or _poortbasis(state)).ingest}"
    geheim = sys.stdin.readline().strip() if geheim_stdin else os.environ.get(_GEHEIM, "").strip()
    try:
        asyncio.run(_speel(_player(adres, geheim, state, wereld), wereld, verstoring, per_seconde, live))
    except IngestOnbereikbaarError:
        raise SimulatieError(f"Ingest op {adres} geeft geen antwoord. Kijk met: ./pos status") from None
    except LeveringGeweigerdError as fout:
        raise SimulatieError(
            f"Ingest weigert de leveringen (status {fout.status}). Klopt het geheim van deze bron?"
        ) from None


def _zeg(tekst: str) -> None:
    _uitvoer.print(tekst, soft_wrap=True)


class SimulatieError(UserError):
    """The simulator could not do its work; says in Dutch why."""


def _poortbasis(state: StateFolder) -> int:
    snapshot = state.read()
    return DEFAULT_BASE if snapshot is None else snapshot.poortbasis


def _lees(
    dag: date, swv: int, scholen: int | None, jaren: int, seed: int, drukte: float, tempo: str | None
) -> tuple[Wereld, float | None]:
    try:
        return maak_wereld(dag, swv, scholen, jaren, seed, drukte), lees_tempo(tempo)
    except OnmogelijkeRegioError:
        raise typer.BadParameter(
            f"kies 1 tot {MAX_SWV} samenwerkingsverbanden en {MIN_SCHOLEN_PER_SWV} scholen per SWV of meer, "
            f"samen hoogstens {MAX_SCHOLEN}"
        ) from None
    except OngeldigTempoError:
        raise typer.BadParameter("het tempo is een getal boven nul, zoals 200/s", param_hint="--tempo") from None


def _balk() -> Progress:
    kolommen = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[stand]}"), TimeElapsedColumn())
    return Progress(*kolommen, console=_fouten, transient=True)


def _deel(wereld: Wereld, maand: str) -> float:
    """How far a month lies between the first day played and today, 0…1."""
    begin, eind = wereld.verloop.begin(wereld.vandaag), wereld.vandaag
    nu = date.fromisoformat(f"{maand}-01") if maand else begin
    return min(1.0, max(0.0, (nu - begin).days / max(1, (eind - begin).days)))


def _naar_bestand(wereld: Wereld, verstoring: Verstoring, naar: Path) -> None:
    with _balk() as balk:
        taak = balk.add_task("schrijven", total=1.0, stand="")
        volger = Volger(meld=lambda v: balk.update(taak, completed=_deel(wereld, v.maand), stand=f"{v.aantal}"))
        try:
            aantal = schrijf(volger.volg(wereld.gebeurtenissen()), verstoring, naar)
        except OSError as fout:
            raise SimulatieError(f"Schrijven naar {naar} lukt niet: {reden(fout)}.") from None
    _zeg(
        f"{_getal(aantal)} gebeurtenissen geschreven naar {naar} "
        f"(herhaald {_getal(verstoring.aantal_dubbel)}, giftig {_getal(verstoring.aantal_giftig)})."
    )


@asynccontextmanager
async def _player(adres: str, geheim: str, state: StateFolder, wereld: Wereld) -> AsyncIterator[Player]:
    """A player with the secret given, or with one made for this run."""
    async with httpx.AsyncClient(base_url=adres, timeout=30.0) as client, AsyncExitStack() as stapel:
        if geheim:
            yield _met_geheim(client, geheim)
            return
        eigen = await stapel.enter_async_context(tijdelijk_geheim(state, wereld.bron, wereld.regio.swvs))
        player = _met_geheim(client, eigen)
        await player.wacht_tot_bekend()
        yield player


def _met_geheim(client: httpx.AsyncClient, geheim: str) -> Player:
    try:
        return Player(client, geheim, geduld=_GEDULD_SECONDEN)
    except ValueError:
        raise SimulatieError("Dit is geen geheim van een bron: het begint met whsec_.") from None


async def _speel(
    spelend: AbstractAsyncContextManager[Player],
    wereld: Wereld,
    verstoring: Verstoring,
    tempo: float | None,
    live: float,
) -> None:
    async with spelend as player:
        await _push(player, wereld, verstoring, tempo)
        if live:
            _zeg(f"Nu {live:g} seconden live …")
            _toon(await _live(player, wereld, tempo or LIVE_TEMPO, live), Verstoring())


async def _push(player: Player, wereld: Wereld, verstoring: Verstoring, tempo: float | None) -> None:
    volger = Volger()
    with _balk() as balk:
        taak = balk.add_task("pushen", total=1.0, stand="")

        def toon(stand: Samenvatting) -> None:
            balk.update(taak, completed=_deel(wereld, volger.maand), stand=f"{_getal(stand.gepusht)} gepusht")

        stroom = volger.volg(wereld.gebeurtenissen())
        _toon(await player.push(stroom, tempo=tempo, verstoring=verstoring, voortgang=toon), verstoring)


async def _live(player: Player, wereld: Wereld, tempo: float, seconden: float) -> Samenvatting:
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(seconden, stop.set)
    stroom = levende_gebeurtenissen(wereld.regio, wereld.vandaag, wereld.verloop, SystemClock().now)
    return await player.push(stroom, tempo=tempo, gelijktijdig=1, stop=stop)


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")


def _toon(stand: Samenvatting, verstoring: Verstoring) -> None:
    """The summary, in Dutch."""
    _zeg(
        f"Gepusht {_getal(stand.gepusht)} in {stand.seconden:.1f} s ({_getal(round(stand.per_seconde))} per seconde): "
        f"aanvaard {_getal(stand.aanvaard)}, dubbel {_getal(stand.dubbel)}, "
        f"geweigerd {_getal(stand.geweigerd.total())}."
    )
    if verstoring.aantal_dubbel or verstoring.aantal_giftig:
        _zeg(f"  daarvan herhaald {_getal(verstoring.aantal_dubbel)}, giftig {_getal(verstoring.aantal_giftig)}")
    for code, aantal in stand.geweigerd.most_common():
        _zeg(f"  geweigerd, {code}: {_getal(aantal)}")
    if stand.herhaald:
        _zeg(f"  {_getal(stand.herhaald)} keer opnieuw gestuurd omdat ingest even niet kon")
