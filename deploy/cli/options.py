"""Options that several commands share, and what they lead to."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT, cache_folder
from deploy.local.components import SEVERAL
from deploy.local.ports import DEFAULT_BASE, MOST_WORKERS
from deploy.local.state import StateFolder
from shared.contracts.topics import LEESVERSLAG_DAGEN, RUW_BEWAREN_DAGEN, ZAKEN_BEWAREN_JAREN

Folder = Annotated[
    Path, typer.Option("--dir", help="Map met de stand van deze stapel.", show_default=".pos", metavar="MAP")
]
PortBase = Annotated[
    int, typer.Option("--port-base", help="Eerste poort: de pagina's; de andere tellen daarvandaan.", metavar="POORT")
]
Werkers = Annotated[
    str,
    typer.Option(
        "--werkers", help="Processen per dienst, bijvoorbeeld aggregator=2,reports=3.", metavar="DIENST=AANTAL,..."
    ),
]

DEFAULT_FOLDER = PROJECT / ".pos"
DEFAULT_PORT_BASE = DEFAULT_BASE


def state_folder(folder: Path) -> StateFolder:
    """The state folder of `--dir`."""
    return StateFolder(folder.expanduser())


def ruw_bewaren_dagen(environ: Mapping[str, str]) -> int:
    """For how many days the raw topic keeps events. Raises UserError."""
    return _getal(environ, "POS_RUW_BEWAREN_DAGEN", RUW_BEWAREN_DAGEN, 31)


def zaken_bewaren_jaren(environ: Mapping[str, str]) -> int:
    """For how many years a case is kept after its decision or the end of its validity. Raises UserError."""
    return _getal(environ, "POS_BEWAREN_JAREN", ZAKEN_BEWAREN_JAREN, 20)


def documenten_bewaren_dagen(environ: Mapping[str, str]) -> int:
    """For how many days reports keeps a document, by the setting of that service. Raises UserError."""
    return _getal(environ, "POS_BEWAREN_DAGEN", 30, 3_650)


def leesverslag_dagen(environ: Mapping[str, str]) -> int:
    """For how many days a line of the read audit stays, by the setting of the aggregator. Raises UserError."""
    return _getal(environ, "POS_LEESVERSLAG_DAGEN", LEESVERSLAG_DAGEN, 36_500)


def _getal(environ: Mapping[str, str], naam: str, anders: int, hoogstens: int) -> int:
    tekst = environ.get(naam) or str(anders)
    if not tekst.isdecimal() or not 1 <= int(tekst) <= hoogstens:
        raise UserError(f"{naam} moet een getal van 1 tot en met {hoogstens} zijn.")
    return int(tekst)


def lees_werkers(tekst: str) -> dict[str, int]:
    """`aggregator=2,reports=3` → how many processes of each. Raises UserError."""
    gevonden: dict[str, int] = {}
    for deel in filter(None, tekst.replace(" ", "").split(",")):
        naam, _, aantal = deel.partition("=")
        if naam not in SEVERAL or not aantal.isdecimal() or not 1 <= int(aantal) <= MOST_WORKERS:
            raise UserError(
                f"--werkers: schrijf bijvoorbeeld aggregator=2. Het kan voor {', '.join(SEVERAL)}, "
                f"met 1 tot en met {MOST_WORKERS}."
            )
        gevonden[naam] = int(aantal)
    return gevonden


def cache() -> Path:
    """The cache folder of this user."""
    return cache_folder(os.environ)
