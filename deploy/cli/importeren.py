"""`./pos import SOORT BESTAND`: load a file of one of the other sources."""

import asyncio
import getpass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from deploy import dagbestand
from deploy.cli.bestanden import reden
from deploy.cli.dagbestand import importeer as importeer_dagbestand
from deploy.cli.importvoortgang import Voortgang
from deploy.cli.levering import BestandAfgekeurdError, Bestemming, Uitslag, bestemming, laad
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.launcher.errors import UserError
from shared.contracts.bronnen.levering import Opdracht, Status
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.bronnen.verzoek import MAX_BYTES
from shared.contracts.codes import BEWAARTERMIJN_VERSTREKEN

_LIJST: Final = ", ".join((*SOORTEN, dagbestand.SOORT))
_TE_BEVESTIGEN: Final = {
    "ouder": "Deze levering is ouder dan wat er nu geldt:",
    "ander_bestuur": "Deze levering en een ander samenwerkingsverband noemen een ander bestuur:",
}
_BEWAARTERMIJN: Final = (
    "De levering gaat over een dag waarvan de bewaartermijn voorbij is. De cijfers van toen blijven staan."
)
_AFGEWEZEN: Final = "De levering is niet toegepast (reden: {}). Er is niets gewijzigd."
_GETOOND: Final = 100
_GENOEMD: Final = 12

_uitvoer = Console(highlight=False, soft_wrap=True)
_fouten = Console(stderr=True, highlight=False, soft_wrap=True)


class OnbruikbaarBestandError(UserError):
    """The file cannot be read, or is too large."""


class OnbekendeSoortError(UserError):
    """A kind of source that does not exist."""


def importeer(
    soort: Annotated[str, typer.Argument(metavar="SOORT", help=f"Wat er in het bestand staat: {_LIJST}.")],
    bestand: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="CSV (puntkomma) of XLSX; ldos-dagbestand: NDJSON.")
    ],
    bron: Annotated[str | None, typer.Option("--bron", metavar="NAAM", help="Van wie het bestand komt.")] = None,
    peildatum: Annotated[
        datetime | None,
        typer.Option(
            "--peildatum", metavar="JJJJ-MM-DD", formats=["%Y-%m-%d", "%d-%m-%Y"], help="Stand per; zonder: vandaag."
        ),
    ] = None,
    status: Annotated[str | None, typer.Option("--status", metavar="STATUS", help="voorlopig of definitief.")] = None,
    ja: Annotated[
        bool, typer.Option("--ja", help="Bevestig vooraf: laad ook als er anders iets gevraagd wordt.")
    ] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Laad een bestand met gegevens van buiten LDOS. Alles of niets; nog eens laden kan geen kwaad."""
    if soort == dagbestand.SOORT:
        if peildatum or status or ja:
            raise typer.BadParameter(f"bij {soort} horen geen --peildatum, --status en --ja")
        raise typer.Exit(0 if importeer_dagbestand(bestand, bron, state_folder(folder)) else 1)
    if soort not in SOORTEN:
        raise OnbekendeSoortError(f"Deze soort bestaat niet. Er is: {_LIJST}.")
    inhoud = _lees(bestand)
    opdracht = Opdracht(
        wie=_wie(), bron=bron, peildatum=peildatum.date() if peildatum else None, status=_status(status), bevestigd=ja
    )
    doel = bestemming(state_folder(folder))
    uitslag = _laad(doel, soort, inhoud, opdracht)
    if uitslag.afgewezen in _TE_BEVESTIGEN and _wil_toch(uitslag):
        uitslag = _laad(doel, soort, inhoud, opdracht.model_copy(update={"bevestigd": True}))
    if not _toon(uitslag):
        raise typer.Exit(1)


def _lees(bestand: Path) -> bytes:
    try:
        if bestand.stat().st_size > MAX_BYTES:
            raise OnbruikbaarBestandError("Het bestand is groter dan 100 MB; dat is te groot. Er is niets geladen.")
        return bestand.read_bytes()
    except OSError as fout:
        raise OnbruikbaarBestandError(f"Lezen van {bestand} lukt niet: {reden(fout)}.") from None


def _status(waarde: str | None) -> Status | None:
    match waarde:
        case None | "voorlopig" | "definitief":
            return waarde
        case _:
            raise typer.BadParameter("kies voorlopig of definitief", param_hint="--status")


def _wie() -> str:
    """Who delivers, as far as this machine knows."""
    try:
        naam = getpass.getuser()
    except (KeyError, OSError):
        naam = "onbekend"
    return f"{naam[:80]} (opdrachtregel)"


def _laad(doel: Bestemming, soort: str, inhoud: bytes, opdracht: Opdracht) -> Uitslag:
    try:
        with Voortgang(_fouten) as voortgang:
            return asyncio.run(laad(doel, soort, inhoud, opdracht, voortgang))
    except BestandAfgekeurdError as fout:
        _toon_fouten(fout)
        raise typer.Exit(1) from None


def _toon_fouten(fout: BestandAfgekeurdError) -> None:
    _fouten.print(f"Het bestand is afgekeurd: {_aantal(fout.aantal, 'fout', 'fouten')}. Er is niets geladen.")
    for een in fout.fouten:
        plaats = ", ".join(deel for deel in (een.rij and f"rij {een.rij}", een.kolom and f"kolom {een.kolom}") if deel)
        _fouten.print(f"  {plaats}: {een.melding}" if plaats else f"  {een.melding}", markup=False)
    if fout.aantal > len(fout.fouten):
        _fouten.print(f"  … en nog {fout.aantal - len(fout.fouten)}.")


def _wil_toch(uitslag: Uitslag) -> bool:
    """Ask; no answer possible means no."""
    _uitvoer.print(_TE_BEVESTIGEN[str(uitslag.afgewezen)])
    _toon_meldingen(uitslag)
    _uitvoer.print("Toch laden? [j/N] ", end="", markup=False)
    try:
        antwoord = input().strip().lower()
    except EOFError:
        antwoord = ""
        _uitvoer.print()
    if antwoord in ("j", "ja", "y", "yes"):
        return True
    _fouten.print("Er is niets geladen. Zonder vraag laden kan met --ja.")
    raise typer.Exit(1)


def _toon_meldingen(uitslag: Uitslag) -> None:
    meldingen: list[str] = uitslag.uitkomst.get("meldingen", [])
    for melding in meldingen[:_GETOOND]:
        _uitvoer.print(f"  {melding}", markup=False)
    if (rest := uitslag.uitkomst.get("aantalMeldingen", 0) - len(meldingen[:_GETOOND])) > 0:
        _uitvoer.print(f"  … en nog {rest}.")


def _toon(uitslag: Uitslag) -> bool:
    """Say what became of it; whether it is all right."""
    for waarschuwing in uitslag.waarschuwingen:
        _uitvoer.print(f"Let op: {waarschuwing}", markup=False)
    if uitslag.herhaald:
        _uitvoer.print("Dit bestand was al verwerkt. Er is niets gewijzigd.")
        return True
    if uitslag.afgewezen == BEWAARTERMIJN_VERSTREKEN:
        _fouten.print(_BEWAARTERMIJN)
        return False
    if not uitslag.toegepast:
        _fouten.print(_AFGEWEZEN.format(uitslag.afgewezen))
        return False
    _uitvoer.print(f"Geladen: {_omvang(uitslag)}, stand per {_dag(uitslag.peildatum)}.")
    gewijzigd: list[str] = uitslag.uitkomst["gewijzigd"]
    _uitvoer.print(
        f"Gewijzigd: {_kort(gewijzigd)}." if gewijzigd else "De inhoud was gelijk: er is niets gewijzigd.", markup=False
    )
    if uitslag.uitkomst.get("meldingen"):
        _uitvoer.print("Let op:")
        _toon_meldingen(uitslag)
    return True


def _kort(namen: list[str]) -> str:
    if len(namen) <= _GENOEMD:
        return ", ".join(namen)
    return f"{', '.join(namen[: _GENOEMD - 1])} en nog {len(namen) - _GENOEMD + 1} (tot en met {namen[-1]})"


def _omvang(uitslag: Uitslag) -> str:
    telling = uitslag.uitkomst
    if "onderdelen" in telling:
        return (
            f"{_aantal(uitslag.rijen, 'regel', 'regels')} voor "
            f"{_aantal(telling['onderdelen'], 'onderdeel', 'onderdelen')}"
        )
    if "lijst" in telling:
        dagen = ", ".join(_dag(date.fromisoformat(dag)) for dag in telling["peildata"])
        regels = _aantal(uitslag.rijen, "regel", "regels")
        return f"{_aantal(telling['regels'], 'leerling', 'leerlingen')} op {dagen} ({regels})"
    if "cijfers" in telling:
        return (
            f"{_aantal(telling['cijfers'], 'cijfer', 'cijfers')} van "
            f"{_aantal(telling['indicatoren'], 'indicator', 'indicatoren')} over "
            f"{_aantal(telling['schooljaren'], 'schooljaar', 'schooljaren')}"
        )
    return (
        f"{_aantal(telling['samenwerkingsverbanden'], 'samenwerkingsverband', 'samenwerkingsverbanden')}, "
        f"{_aantal(telling['besturen'], 'bestuur', 'besturen')}, {_aantal(telling['scholen'], 'school', 'scholen')} "
        f"en {_aantal(telling['subregios'], 'subregio', 'subregio’s')} ({_aantal(uitslag.rijen, 'regel', 'regels')})"
    )


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal:,}".replace(",", ".") + f" {een if aantal == 1 else meer}"


def _dag(dag: date) -> str:
    return f"{dag.day}-{dag.month}-{dag.year}"
