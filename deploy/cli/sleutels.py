"""`./pos sleutels`: what keys there are, rotating, destroying; the ceremony stands in docs/privacy/sleutels.md."""

import asyncio
import os
from contextlib import suppress
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from deploy import sleutelbeheer
from deploy.cli.options import DEFAULT_FOLDER, Folder, ruw_bewaren_dagen, state_folder, zaken_bewaren_jaren
from deploy.cli.taal import Opdrachten
from deploy.cli.verbinding import database, kafka_settings, keystore
from deploy.launcher.errors import UserError
from deploy.local.state import StateFolder
from deploy.sleutelbeheer import DOELEN, Feiten, Lijst, Zaken
from shared.contracts.eenheden import swv_code
from shared.contracts.topics import BRONNEN_PERSOONSLIJSTEN, LDOS_DOSSIERS, ONDERWIJS_LIJSTEN
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Unavailable
from shared.runtime.kafka import OffsetReader
from shared.runtime.keys import FileKeyStore, KeyStore
from shared.runtime.settings import KafkaSettings

app = Opdrachten(help="Sleutels van de muur: bekijken, draaien en vernietigen.")

Ja = Annotated[bool, typer.Option("--ja", help="Niet om bevestiging vragen (voor scripts).")]

_GROEP: Final = "anonymiser"
_RUW: Final = (LDOS_DOSSIERS.naam, BRONNEN_PERSOONSLIJSTEN.naam)
_LIJSTEN: Final = """
    SELECT t.soort, t.swv, t.schooljaar, (l.ontvangen_op AT TIME ZONE 'Europe/Amsterdam')::date
    FROM stand.lijst t JOIN organisatie.levering l ON l.id = t.levering WHERE NOT t.vast
"""
_POGINGEN: Final = 5
_BREED: Final = 130
_terminal = Console(highlight=False)
_uitvoer = _terminal if _terminal.is_terminal else Console(highlight=False, width=_BREED)


class GeenSleutelsError(UserError):
    """The folder is not a key store: nothing is ever made or destroyed in a wrong one."""


class BlijftError(UserError):
    """This key must not go."""


@app.command()
def lijst(folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat zien welke sleutels er zijn, waarvoor en hoe oud; nooit de sleutel zelf."""
    store, vandaag = _store(folder), SystemClock().today()
    tabel = _tabel("sleutel", "dagen oud", "waarvoor")
    for naam in store.names():
        leeftijd = sleutelbeheer.leeftijd(store, naam, vandaag)
        tabel.add_row(naam, str(leeftijd), DOELEN.get(naam.partition("/")[0], ""))
    _uitvoer.print(tabel)
    typer.echo(f"Vernietigd: {len(store.destroyed())}. Wat mag wanneer weg: ./pos sleutels schema")


@app.command()
def draai(
    swvs: Annotated[list[str], typer.Argument(metavar="SWV...", help="Samenwerkingsverbanden, als PO9901.")],
    ja: Ja = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Maak een nieuwe sleutel voor beschikkingsnummers; de oude blijft voor de overlap."""
    store = _store(folder)
    for swv in swvs:
        _controleer_swv(store, swv)
    _bevestig(ja, f"Een nieuwe sleutel maken voor {', '.join(swvs)}?")
    for swv in swvs:
        typer.echo(
            f"{sleutelbeheer.draai(store, swv)} geldt binnen enkele seconden; de oudere blijven voorlopig gelden."
        )
    typer.echo("Wanneer een oude sleutel weg kan: ./pos sleutels schema")


@app.command()
def vernietig(
    namen: Annotated[list[str], typer.Argument(metavar="SLEUTEL...", help="Zoals in ./pos sleutels lijst.")],
    ja: Ja = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Vernietig sleutels voorgoed. Wat nog in gebruik is, blijft; de reden staat erbij."""
    store = _store(folder)
    onbekend = sorted(set(namen) - set(store.names()))
    if onbekend:
        raise BlijftError(f"Deze sleutel is er niet: {', '.join(onbekend)}. Kijk met: ./pos sleutels lijst")
    feiten = _feiten(state_folder(folder))
    oordelen = [sleutelbeheer.oordeel(store, naam, feiten) for naam in namen]
    if blijft := [een for een in oordelen if not een.mag]:
        redenen = "\n".join(f"{een.naam}: {een.waarom}" for een in blijft)
        raise BlijftError(f"Er is niets vernietigd. In gebruik:\n{redenen}")
    _vernietig(store, namen, ja)


@app.command()
def schema(
    uitvoeren: Annotated[bool, typer.Option("--uitvoeren", help="Vernietig wat volgens het schema weg moet.")] = False,
    ja: Ja = False,
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Laat per sleutel zien of hij volgens het schema weg moet, en waarom (niet)."""
    store, feiten = _store(folder), _feiten(state_folder(folder))
    tabel = _tabel("sleutel", "dagen oud", "nu weg", "waarom")
    for naam in store.names():
        een, leeftijd = sleutelbeheer.oordeel(store, naam, feiten), sleutelbeheer.leeftijd(store, naam, feiten.vandaag)
        tabel.add_row(naam, str(leeftijd), "ja" if een.schema else "nee", een.waarom)
    _uitvoer.print(tabel)
    weg = [een.naam for een in sleutelbeheer.vervallen(store, feiten)]
    if uitvoeren and weg:
        _vernietig(store, weg, ja)
    else:
        typer.echo(
            "Er hoeft nu niets weg." if not weg else f"Nu weg: {len(weg)}. Doen: ./pos sleutels schema --uitvoeren"
        )


def _vernietig(store: KeyStore, namen: list[str], ja: bool) -> None:
    _bevestig(ja, f"Voorgoed vernietigen: {', '.join(namen)}?")
    for naam in namen:
        store.destroy(naam)
        typer.echo(f"Vernietigd: {naam}")
    typer.echo("Een kopie van de sleutelmap kan deze sleutels nog bevatten: vernietig die ook.")


def _controleer_swv(store: KeyStore, swv: str) -> None:
    if len(swv) != 6 or swv[:2] not in ("PO", "VO") or not swv[2:].isdecimal():
        raise typer.BadParameter(f"{swv} is geen samenwerkingsverband; schrijf het als PO9901", param_hint="SWV")
    if not sleutelbeheer.kan_draaien(store, swv):
        raise BlijftError(f"{swv} heeft al zo veel sleutels als een bericht kan dragen: vernietig eerst een oude.")


def _bevestig(ja: bool, vraag: str) -> None:
    if not ja and typer.prompt(f"{vraag} Typ ja", default="nee", show_default=False).strip().lower() != "ja":
        typer.echo("Er is niets gedaan.")
        raise typer.Exit(1)


def _store(folder: Folder) -> FileKeyStore:
    store = keystore(state_folder(folder))
    if not store.names():
        raise GeenSleutelsError("Hier staan geen sleutels. Controleer --dir of POS_SLEUTELS.")
    return store


def _feiten(state: StateFolder) -> Feiten:
    try:
        return asyncio.run(_vraag_feiten(state, kafka_settings(state)))
    except Unavailable:
        raise UserError("Kafka antwoordt niet; er is niets vernietigd. Kijk met: ./pos status") from None


async def _vraag_feiten(state: StateFolder, kafka: KafkaSettings) -> Feiten:
    async with database(state) as connection, OffsetReader(kafka, "sleutels") as offsets:
        rijen = await connection.fetch("SELECT * FROM stand.zaken_per_maand()")
        lijsten = await connection.fetch(_LIJSTEN)
        ongelezen = sum([await _ongelezen(offsets, _GROEP, topic) for topic in _RUW])
        onverwerkt = await _ongelezen(offsets, "aggregator", ONDERWIJS_LIJSTEN.naam)
    zaken = [
        Zaken(
            swv_code(rij["swv"]),
            rij["ingediend"],
            (rij["besloten_jaar"], rij["besloten_maand"]) if rij["besloten_jaar"] is not None else None,
            rij["aantal"],
        )
        for rij in rijen
    ]
    dagen, jaren = ruw_bewaren_dagen(os.environ), zaken_bewaren_jaren(os.environ)
    gehouden = [Lijst(soort, swv_code(swv), *rest) for soort, swv, *rest in lijsten]
    return Feiten(SystemClock().today(), dagen, jaren, ongelezen, zaken, gehouden, onverwerkt)


async def _ongelezen(offsets: OffsetReader, groep: str, topic: str) -> int:
    """Messages that a group has not handled. A broker that has just started first has to make a coordinator."""
    for _ in range(_POGINGEN - 1):
        with suppress(Unavailable):
            return await offsets.backlog(groep, topic)
        await asyncio.sleep(1)
    return await offsets.backlog(groep, topic)


def _tabel(*koppen: str) -> Table:
    tabel = Table(box=None, pad_edge=False)
    for kop in koppen:
        tabel.add_column(kop, justify="right" if kop == "dagen oud" else "left")
    return tabel
