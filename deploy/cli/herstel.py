"""`./pos herstel`: go on after a topic was lost, made anew, or cut off by retention."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table

from deploy.cli.herbereken import ROLE
from deploy.cli.options import DEFAULT_FOLDER, Folder, state_folder
from deploy.cli.show import console
from deploy.cli.verbinding import database_url, kafka_settings
from deploy.herstelbeheer import bied_opnieuw_aan
from deploy.launcher.errors import UserError
from services.aggregator.herbereken.fouten import LooptAl
from services.aggregator.herbereken.herstel import Breuk, onderzoek
from services.aggregator.herbereken.herstel import herstel as zet_verder
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.runtime.clock import SystemClock
from shared.runtime.errors import Unavailable
from shared.runtime.settings import KafkaSettings

Ja = Annotated[bool, typer.Option("--ja", help="Niet om bevestiging vragen (voor scripts).")]


class HerstelMisluktError(UserError):
    """It can't be done now; the message is Dutch."""


def herstel(ja: Ja = False, folder: Folder = DEFAULT_FOLDER) -> None:
    """Ga verder als Kafka berichten kwijt is: een topic verloren, opnieuw gemaakt of te kort bewaard."""
    state = state_folder(folder)
    dsn, kafka = database_url(state, ROLE), kafka_settings(state)
    try:
        breuken = asyncio.run(onderzoek(dsn, kafka))
        if not breuken:
            console.print("Elk topic sluit aan op de cijfers; er is niets te herstellen.")
            return
        console.print(_tabel(breuken))
        _bevestig(ja)
        breuken, aangeboden = asyncio.run(_herstel(dsn, kafka))
    except Unavailable as fout:
        raise HerstelMisluktError(f"{fout.wat.capitalize()} antwoordt niet. Kijk met: ./pos status") from None
    except LooptAl as fout:
        raise HerstelMisluktError(f"{fout.melding} {fout.herstel}") from None
    _slot(breuken, aangeboden)


async def _herstel(dsn: str, kafka: KafkaSettings) -> tuple[list[Breuk], int]:
    breuken = await zet_verder(dsn, kafka, SystemClock())
    zaken = any(breuk.tp.topic == ONDERWIJS_ZAKEN.naam for breuk in breuken)
    return breuken, await bied_opnieuw_aan(kafka) if zaken else 0


def _tabel(breuken: list[Breuk]) -> Table:
    tabel = Table(box=None, pad_edge=False)
    for kop in ("topic", "partitie", "wij waren bij", "begint bij", "eindigt bij", "wat er is"):
        tabel.add_column(kop, justify="left" if kop in ("topic", "wat er is") else "right")
    for breuk in breuken:
        wat = "opnieuw gemaakt of leeg" if breuk.opnieuw_gemaakt else "niet verwerkte berichten zijn weg"
        getallen = map(str, (breuk.tp.partition, breuk.volgende, breuk.begin, breuk.einde))
        tabel.add_row(breuk.tp.topic, *getallen, wat)
    return tabel


def _bevestig(ja: bool) -> None:
    vraag = "Verdergaan vanaf het begin van deze topics? Wat geteld is, blijft geteld. Zet eerst een kopie terug als u"
    if not ja and typer.prompt(f"{vraag} die hebt. Typ ja", default="nee", show_default=False).strip().lower() != "ja":
        typer.echo("Er is niets gedaan.")
        raise typer.Exit(1)


def _slot(breuken: list[Breuk], aangeboden: int) -> None:
    console.print(f"Hersteld: {len(breuken)} partities. De aggregator gaat binnen enkele seconden vanzelf verder.")
    if any(breuk.tp.topic == ONDERWIJS_ZAKEN.naam for breuk in breuken):
        console.print(
            f"Opnieuw aangeboden: {aangeboden} berichten van LDOS die nog bewaard waren; niets telt dubbel. Er is een"
            " ijkpunt gemaakt. Laat LDOS ook opnieuw sturen wat het daarvoor stuurde en nog niet verwerkt was."
        )
