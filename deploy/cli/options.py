"""Options that several commands share, and what they lead to."""

import os
from pathlib import Path
from typing import Annotated

import typer

from deploy.launcher.places import PROJECT, cache_folder
from deploy.local.ports import DEFAULT_BASE
from deploy.local.state import StateFolder

Folder = Annotated[
    Path, typer.Option("--dir", help="Map met de stand van deze stapel.", show_default=".pos", metavar="MAP")
]
PortBase = Annotated[
    int, typer.Option("--port-base", help="Eerste poort: de pagina's; de andere tellen daarvandaan.", metavar="POORT")
]

DEFAULT_FOLDER = PROJECT / ".pos"
DEFAULT_PORT_BASE = DEFAULT_BASE


def state_folder(folder: Path) -> StateFolder:
    """The state folder of `--dir`."""
    return StateFolder(folder.expanduser())


def cache() -> Path:
    """The cache folder of this user."""
    return cache_folder(os.environ)
