"""`./pos doctor`: what is missing or wrong on this machine, in plain words, with the command that repairs it."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from deploy.cli.options import DEFAULT_FOLDER, DEFAULT_PORT_BASE, Folder, PortBase, cache, state_folder
from deploy.cli.show import console
from deploy.cli.stack import stack_options
from deploy.launcher.errors import UserError
from deploy.local import jars
from deploy.local.components import Options, needed_ports
from deploy.local.ports import PortTakenError, check_free
from deploy.local.state import StateFolder
from deploy.local.unprivileged import can_reach, postgres_user

NEEDED_BYTES = 3 * 2**30
NEEDED_MEMORY = 2 * 2**30


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `repair` is what to type; None when all is well."""

    what: str
    ok: bool
    says: str
    repair: str | None = None


@dataclass(frozen=True)
class Situation:
    """What is looked at."""

    state: StateFolder
    options: Options
    cache: Path


def doctor(folder: Folder = DEFAULT_FOLDER, port_base: PortBase = DEFAULT_PORT_BASE) -> None:
    """Zeg in gewone woorden wat er mist of mis is, en het commando dat het herstelt."""
    situation = Situation(state_folder(folder), stack_options(port_base), cache())
    findings = [finding for look in LOOKS for finding in look(situation)]
    for finding in findings:
        console.print(
            "[green]goed[/]" if finding.ok else "[red]mis [/]", f"{finding.what}: {finding.says}", soft_wrap=True
        )
        if finding.repair:
            console.print(f"       Zo herstelt u dat: [bold]{finding.repair}[/]", soft_wrap=True)
    wrong = sum(not finding.ok for finding in findings)
    console.print("\nAlles is in orde." if not wrong else f"\n{wrong} punt(en) vragen aandacht.")
    raise typer.Exit(1 if wrong else 0)


def _python(_situation: Situation) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", True, f"{version} in {sys.prefix}")


def _packages(_situation: Situation) -> Iterator[Finding]:
    broken = sorted({each.metadata["Name"] for each in metadata.distributions() if _is_damaged(each)})
    if broken:
        wrong = f"beschadigd: {', '.join(broken[:5])}"
        yield Finding("Pakketten", False, wrong, f"rm -r {Path(sys.prefix)} && ./pos doctor")
    else:
        yield Finding("Pakketten", True, "compleet")


def _is_damaged(distribution: metadata.Distribution) -> bool:
    files = [each for each in distribution.files or [] if each.suffix in (".py", ".so") and each.size is not None]
    try:
        return any(Path(str(each.locate())).stat().st_size != each.size for each in files)
    except OSError:
        return True


def _jars(situation: Situation) -> Iterator[Finding]:
    try:
        wanted = [*jars.kafka_jars(), jars.postgres_jar()]
    except UserError as error:
        yield Finding("Kafka en PostgreSQL", False, str(error))
        return
    folder = situation.cache / "jars"
    missing = [jar for jar in wanted if not jars.is_whole(folder / jar.filename, jar)]
    if missing:
        yield Finding("Kafka en PostgreSQL", True, f"{len(missing)} bestand(en) worden bij de volgende start opgehaald")
        yield _network(missing[0], folder)
    else:
        yield Finding("Kafka en PostgreSQL", True, "compleet, controlesommen kloppen")


def _network(jar: jars.Jar, folder: Path) -> Finding:
    try:
        jars.fetch([jar], folder.parent, lambda _line: None, "")
    except UserError:
        repair = "controleer netwerk en proxy (HTTPS_PROXY, PIP_CERT) en herhaal ./pos doctor"
        return Finding("Netwerk", False, "de pakketbronnen zijn niet bereikbaar", repair)
    return Finding("Netwerk", True, "de pakketbronnen zijn bereikbaar")


def _disk(situation: Situation) -> Iterator[Finding]:
    for what, folder in (("Schijf (cache)", situation.cache), ("Schijf (gegevens)", _existing(situation.state.folder))):
        free = shutil.disk_usage(folder).free
        enough = free >= NEEDED_BYTES
        repair = None if enough else f"maak 3 GB vrij; wat er staat: du -sh {folder}"
        yield Finding(what, enough, f"{free / 2**30:.1f} GB vrij in {folder}", repair)


def _memory(_situation: Situation) -> Iterator[Finding]:
    import psutil

    free = psutil.virtual_memory().available
    enough = free >= NEEDED_MEMORY
    repair = None if enough else "sluit andere programma's; nodig is ongeveer 2 GB"
    yield Finding("Geheugen", enough, f"{free / 2**30:.1f} GB beschikbaar", repair)


def _folder(situation: Situation) -> Iterator[Finding]:
    folder = _existing(situation.state.folder)
    if os.access(folder, os.W_OK | os.X_OK):
        yield from _owned_by_us(situation.state.folder)
    else:
        repair = f'sudo chown -R "$(id -un)" {folder}   (of een eigen map: ./pos up --dir ~/pos-stand)'
        yield Finding("Map met gegevens", False, f"in {folder} mag deze gebruiker niet schrijven", repair)


def _owned_by_us(folder: Path) -> Iterator[Finding]:
    foreign = [path for path in folder.glob("*") if path.name != "postgres" and path.stat().st_uid != os.geteuid()]
    if foreign:
        repair = f'sudo chown -R "$(id -un)" {folder}'
        yield Finding("Map met gegevens", False, f"{foreign[0]} is van een andere gebruiker", repair)
    else:
        yield Finding("Map met gegevens", True, str(folder))


def _database_user(situation: Situation) -> Iterator[Finding]:
    user = postgres_user()
    if user is None or situation.options.database_url:
        return
    inside = can_reach(_existing(situation.state.folder), user)
    place = "in de map met gegevens" if inside else "onder /var/tmp, omdat de map met gegevens voor hem dicht is"
    yield Finding("PostgreSQL onder root", True, f"draait als gebruiker {user}, {place}")


def _ports(situation: Situation) -> Iterator[Finding]:
    if situation.state.is_up():
        yield Finding("Poorten", True, "de stapel in deze map draait")
        return
    try:
        check_free(needed_ports(situation.options))
    except PortTakenError as error:
        wrong, _, _advice = str(error).partition("\n")
        yield Finding("Poorten", False, wrong, f"./pos up --port-base {situation.options.port_base + 1000}")
    else:
        yield Finding("Poorten", True, f"vrij vanaf {situation.options.port_base}")


def _previous_run(situation: Situation) -> Iterator[Finding]:
    snapshot = situation.state.read()
    if snapshot is None and (situation.state.folder / "stand.json").exists():
        yield Finding("Vorige start", False, "stand.json is onleesbaar", f"rm {situation.state.folder / 'stand.json'}")
    elif snapshot is not None and snapshot.fase == "mislukt":
        yield Finding("Vorige start", False, snapshot.fout or "mislukt", "./pos up")


def _set_up_marks(situation: Situation) -> Iterator[Finding]:
    half = [mark.parent for mark in (situation.cache / "omgevingen").glob("*/pyvenv.cfg") if not _is_marked(mark)]
    if half:
        yield Finding("Opzetten", True, f"{half[0].name} is half af; de volgende keer gaat het daar verder")


def _is_marked(mark: Path) -> bool:
    try:
        return bool(json.loads(mark.with_name("compleet").read_text()))
    except (OSError, ValueError):
        return False


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.is_dir())


LOOKS: tuple[Callable[[Situation], Iterator[Finding]], ...] = (
    _python,
    _packages,
    _set_up_marks,
    _jars,
    _disk,
    _memory,
    _folder,
    _database_user,
    _ports,
    _previous_run,
)
