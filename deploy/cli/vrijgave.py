"""`./pos vrijgave`: releases made by hand, and what was released."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import asyncpg
import typer
from rich.console import Console
from rich.table import Table

from deploy.cli.bestanden import reden
from deploy.cli.gebruiker import with_database
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.taal import Opdrachten
from deploy.cli.toetsregels import TEGENGEHOUDEN, toetsregels
from deploy.cli.verbinding import database_url, kafka_settings
from deploy.launcher.errors import UserError
from services.aggregator.vrijgave import Beschadigd, Gemaakt, NietAanDeBeurt, ToetsMislukt, maak_vrijgave
from services.aggregator.vrijgave.rapport import lees, vul_aan
from services.aggregator.vrijgave.toets import Toets
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.uitgave import Uitgave, canoniek
from services.aggregator.vrijgave.uitgaven import OnbekendeVrijgave, lees_uitgave
from services.reports.domain.toetsrapport.document import maak_document
from services.reports.word import schrijf
from shared.contracts.toetsrapport import Toetsgegevens
from shared.contracts.topics import INDICATOREN_GEWIJZIGD
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.clock import AMSTERDAM
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import Message, open_producer, send_all
from shared.runtime.postgres import unavailable_guard
from shared.runtime.settings import KafkaSettings

app = Opdrachten(help="Vrijgaven: wat anderen van de cijfers mogen zien.")

ROLE: Final = "pos_aggregator"
NIET_GETOETST: Final = "niet getoetst"
_MET_SHA256: Final = 104
"""On a terminal so wide there is room for the digest; `toon` gives it whole."""
_LIJST: Final = """
    SELECT v.nummer, v.moment, v.niveaus, v.toets IS NOT NULL AS getoetst, v.sha256,
           (SELECT count(*) FROM vrijgave.tabel AS t WHERE t.vrijgave = v.nummer) AS tabellen
    FROM vrijgave.vrijgave AS v ORDER BY v.nummer
"""
_TOETS: Final = """
    SELECT v.toets, v.telling, (SELECT max(p.seconden) FROM vrijgave_intern.poging AS p
                                WHERE p.moment = v.moment AND p.uitkomst = 'gemaakt') AS seconden
    FROM vrijgave.vrijgave AS v WHERE v.nummer = $1
"""
_uitvoer = Console(highlight=False, soft_wrap=True)


class VrijgaveError(UserError):
    """It can't be done; the message is Dutch. Nothing has changed."""


@app.command()
def maken(
    moment: Annotated[
        str | None, typer.Option("--moment", metavar="2026-11-02", help="Stand per deze dag, na de vorige vrijgave.")
    ] = None,
    extra: Annotated[
        bool, typer.Option("--extra", help="Ook buiten de vaste momenten, alle niveaus. Elke vrijgave geeft iets weg.")
    ] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Maak een vrijgave van de cijfers zoals ze nu zijn; wat niet aan de beurt is, blijft zoals het was."""
    state = state_folder(folder)
    nu = datetime.now(UTC).replace(microsecond=0)
    dsn = database_url(state, ROLE)
    gemaakt = maak(dsn, kafka_settings(state), _moment(moment, nu), nu, extra=extra, toets=Toetser())
    _uitvoer.print(f"Vrijgave {gemaakt.uitgave.nummer}, stand per {_dag(gemaakt.uitgave.moment)}, is gemaakt.")
    tabellen = len(gemaakt.uitgave.tabellen)
    _uitvoer.print(f"Tabellen: {_getal(tabellen)}, waarvan nieuw of anders: {_getal(gemaakt.gewijzigd)}.")
    geslaagd = f"geslaagd in {gemaakt.seconden:.0f} seconden"
    _uitvoer.print(f"Toets: {geslaagd if gemaakt.getoetst else NIET_GETOETST + '; openbaar blijft dicht'}.")
    _uitvoer.print(f"SHA-256: {gemaakt.uitgave.sha256.hex()}")
    with suppress(ToetsMislukt, Unavailable):
        asyncio.run(vul_aan(dsn, gemaakt.uitgave.nummer))
    _uitvoer.print(f"Toetsrapport: /beheer/vrijgaven, of ./pos vrijgave rapport {gemaakt.uitgave.nummer}")


def maak(
    dsn: str, kafka: KafkaSettings, moment: datetime, nu: datetime, *, extra: bool, toets: Toets | None
) -> Gemaakt:
    """Make a release and tell open pages. Raises VrijgaveError."""
    try:
        gemaakt = asyncio.run(maak_vrijgave(dsn, moment, nu, extra=extra, toets=toets))
    except NietAanDeBeurt as fout:
        raise VrijgaveError(
            f"Er is geen vrijgave aan de beurt; de volgende is op {_dag(fout.volgende)}."
            " Toch een vrijgave buiten de vaste momenten: ./pos vrijgave maken --extra"
        ) from None
    except ToetsMislukt as fout:
        raise VrijgaveError(f"De toets houdt deze vrijgave tegen: {fout}. De vorige blijft gelden.") from None
    except Beschadigd as fout:
        raise VrijgaveError(f"Vrijgave {fout.nummer} past niet bij haar manifest. Er is niets gemaakt.") from None
    except Unavailable:
        raise VrijgaveError("De database antwoordt niet. Er is niets gemaakt. Kijk met: ./pos status") from None
    asyncio.run(_meld(kafka, gemaakt.uitgave.nummer))
    return gemaakt


async def _meld(kafka: KafkaSettings, nummer: int) -> None:
    """Open pages fetch the new figures; a lost word costs them no more than that."""
    wijziging = Wijziging(swvs=(), schooljaren=(), organisatie=False, vrijgave=nummer)
    with suppress(Unavailable):
        async with open_producer(kafka, "vrijgave") as producer:
            await send_all(producer, [Message(INDICATOREN_GEWIJZIGD.naam, wijziging.naar_bytes(), partition=0)])


@app.command()
def lijst(folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat alle vrijgaven zien."""
    state = state_folder(folder)
    rijen = with_database(state, lambda connection: connection.fetch(_LIJST))
    tegen = with_database(state, lambda connection: connection.fetchrow(TEGENGEHOUDEN))
    if tegen:
        _uitvoer.print(f"Tegengehouden op {_dag(tegen['moment'])}: {tegen['reden'] or 'de toets vond geen weg'}.")
    if not rijen:
        typer.echo("Er is nog geen vrijgave. Maken: ./pos vrijgave maken")
        return
    tabel = Table(box=None)
    smal = _uitvoer.is_terminal and _uitvoer.width < _MET_SHA256
    for kop in ("nummer", "stand per", "niveaus", "toets", "tabellen", *(() if smal else ("SHA-256",))):
        tabel.add_column(kop, justify="right" if kop in ("nummer", "tabellen") else "left", no_wrap=kop != "niveaus")
    for rij in rijen:
        toets = "geslaagd" if rij["getoetst"] else NIET_GETOETST
        niveaus = ", ".join(rij["niveaus"])
        sha256 = () if smal else (rij["sha256"].hex()[:16],)
        tabel.add_row(str(rij["nummer"]), _dag(rij["moment"]), niveaus, toets, _getal(rij["tabellen"]), *sha256)
    _uitvoer.print(tabel)


@app.command()
def toon(
    nummer: Annotated[int, typer.Argument(help="Uit ./pos vrijgave lijst.")],
    als_json: Annotated[bool, typer.Option("--json", help="Alle tabellen, een per regel.")] = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Laat een vrijgave zien, en controleer haar manifest."""
    try:
        uitgave = with_database(state_folder(folder), lambda connection: lees_uitgave(connection, nummer))
    except Beschadigd:
        raise VrijgaveError(f"Vrijgave {nummer} past niet bij haar manifest.") from None
    except OnbekendeVrijgave:
        raise VrijgaveError(f"Vrijgave {nummer} is er niet. Kijk met: ./pos vrijgave lijst") from None
    if als_json:
        for sleutel in sorted(uitgave.tabellen):
            tabel = uitgave.tabellen[sleutel]
            rijen = [{"rij": rij, **vak} for rij, vak in tabel.rijen]
            typer.echo(canoniek({**sleutel._asdict(), "definitief": tabel.definitief, "rijen": rijen}))
        return
    _toon(uitgave)
    rij = with_database(state_folder(folder), lambda connection: connection.fetchrow(_TOETS, nummer))
    assert rij is not None, "zojuist gelezen"
    for regel in toetsregels(rij["toets"], rij["telling"], rij["seconden"]):
        _uitvoer.print(regel)


@app.command()
def rapport(
    nummer: Annotated[int, typer.Argument(help="Uit ./pos vrijgave lijst.")],
    uit: Annotated[
        Path | None,
        typer.Option("--uit", metavar="BESTAND", help="Waar het komt. Anders: Toetsrapport-vrijgave-N.docx."),
    ] = None,
    drempels: Annotated[
        bool, typer.Option("--drempels/--zonder-drempels", help="Ook tellen wat een andere drempel doet; duurt langer.")
    ] = True,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Schrijf het toetsrapport van een vrijgave (Word), voor de functionaris gegevensbescherming."""
    state = state_folder(folder)
    try:
        gegevens = asyncio.run(_toetsgegevens(database_url(state, ROLE), nummer, drempels=drempels))
    except OnbekendeVrijgave:
        raise VrijgaveError(f"Vrijgave {nummer} is er niet. Kijk met: ./pos vrijgave lijst") from None
    except Beschadigd:
        raise VrijgaveError(f"Vrijgave {nummer} past niet bij haar manifest.") from None
    except ToetsMislukt as fout:
        raise VrijgaveError(f"De drempels zijn niet te tellen: {fout}. Zonder: --zonder-drempels") from None
    except Unavailable:
        raise VrijgaveError("De database antwoordt niet. Kijk met: ./pos status") from None
    document = maak_document(gegevens, datetime.now(UTC).replace(microsecond=0))
    bestand = uit or Path(f"{document.bestandsnaam}.docx")
    try:
        bestand.write_bytes(schrijf(document))
    except OSError as fout:
        raise VrijgaveError(f"{bestand} kan niet geschreven worden: {reden(fout)}.") from None
    _uitvoer.print(f"Toetsrapport van vrijgave {nummer}: {bestand}")


async def _toetsgegevens(dsn: str, nummer: int, *, drempels: bool) -> Toetsgegevens:
    with unavailable_guard():
        verbinding = await asyncpg.connect(dsn)
        try:
            return await lees(verbinding, nummer, drempels=drempels)
        finally:
            await verbinding.close()


def _toon(uitgave: Uitgave) -> None:
    vakken = [vak for tabel in uitgave.tabellen.values() for _, vak in tabel.rijen]
    verborgen = sum(str(vak.get("tekst", "")).startswith("<") for vak in vakken)
    onthouden = sum(vak["status"] == "c" for vak in vakken) - verborgen
    nvt = sum(vak["status"] == "z" for vak in vakken)
    _uitvoer.print(f"Vrijgave {uitgave.nummer}, stand per {_dag(uitgave.moment)}; het manifest klopt.")
    _uitvoer.print(f"SHA-256: {uitgave.sha256.hex()}")
    _uitvoer.print(f"Tabellen: {_getal(len(uitgave.tabellen))}; cellen: {_getal(len(vakken))}.")
    getoond = len(vakken) - verborgen - onthouden - nvt
    for naam, aantal in (
        ("getoond", getoond), ("verborgen", verborgen), ("niet vrijgegeven", onthouden), ("niet van toepassing", nvt),
    ):  # fmt: skip
        _uitvoer.print(f"  {naam}: {_getal(aantal)}")


def _moment(gegeven: str | None, nu: datetime) -> datetime:
    if gegeven is None:
        return nu
    try:
        moment = datetime.fromisoformat(gegeven)
    except ValueError:
        raise VrijgaveError("--moment is een dag zoals 2026-11-02, eventueel met tijd: 2026-11-02T06:00.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    if moment > nu:
        raise VrijgaveError("--moment mag niet in de toekomst liggen.")
    return moment.astimezone(UTC).replace(microsecond=0)


def _dag(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
