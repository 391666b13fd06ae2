"""`./pos up`, `down` and `status`."""

import os
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.live import Live

from deploy.cli import run_stack
from deploy.cli.options import (
    DEFAULT_FOLDER,
    DEFAULT_PORT_BASE,
    Folder,
    PortBase,
    Werkers,
    lees_werkers,
    ruw_bewaren_dagen,
    state_folder,
    zaken_bewaren_jaren,
)
from deploy.cli.show import console, overview
from deploy.launcher.errors import UserError
from deploy.local.components import Options
from deploy.local.processes import Identity, is_alive
from deploy.local.state import Snapshot, StateFolder

HEALTHY = {"gereed", "extern"}
EXIT_AILING, EXIT_DOWN = 1, 3

Detached = Annotated[bool, typer.Option("-d", "--detach", help="Op de achtergrond; keert terug als alles werkt.")]
Brokers = Annotated[int, typer.Option("--brokers", help="1, of 3 voor een echt Kafka-cluster.", metavar="AANTAL")]


class BrokersError(UserError):
    """A number of brokers that we do not offer."""


def up(
    detach: Detached = False,
    folder: Folder = DEFAULT_FOLDER,
    port_base: PortBase = DEFAULT_PORT_BASE,
    brokers: Brokers = 1,
    werkers: Werkers = "",
) -> None:
    """Start alles: Kafka, PostgreSQL en de vijf diensten."""
    state, options = state_folder(folder), stack_options(port_base, brokers, werkers=lees_werkers(werkers))
    if state.is_up():
        _already_up(state)
    elif detach:
        if not is_healthy(start_detached(state, options)):
            raise typer.Exit(EXIT_AILING)
    else:
        with run_stack.stop_signals():
            _in_foreground(state, options)


def down(folder: Folder = DEFAULT_FOLDER) -> None:
    """Stop alles; de gegevens blijven bewaard."""
    was_up = run_stack.stop(state_folder(folder))
    console.print("Gestopt. De gegevens blijven bewaard." if was_up else "Er draait niets in deze map.")


def status(folder: Folder = DEFAULT_FOLDER) -> None:
    """Laat zien wat er draait. Uitgang 0: alles werkt; 1: er hapert iets; 3: de stapel staat uit."""
    state = state_folder(folder)
    snapshot = state.read()
    if snapshot is None or not state.is_up():
        console.print("De stapel staat uit. Starten: ./pos up")
        _warn_leftovers(snapshot)
        raise typer.Exit(EXIT_DOWN)
    console.print(overview(snapshot))
    if not is_healthy(snapshot):
        raise typer.Exit(EXIT_AILING)


def is_healthy(snapshot: Snapshot) -> bool:
    """Whether everything runs and answers."""
    return snapshot.fase == "klaar" and all(part.toestand in HEALTHY for part in snapshot.onderdelen)


def stack_options(
    port_base: int, brokers: int = 1, example: bool = False, werkers: Mapping[str, int] | None = None
) -> Options:
    """The options of a stack; external servers come from the environment."""
    if brokers not in (1, 3):
        raise BrokersError("--brokers moet 1 of 3 zijn.")
    external = os.environ.get("POS_DATABASE_URL"), os.environ.get("POS_KAFKA")
    return Options(
        port_base, brokers, example, *external,
        ruw_bewaren_dagen=ruw_bewaren_dagen(os.environ), zaken_bewaren_jaren=zaken_bewaren_jaren(os.environ),
        werkers=werkers or {},
    )  # fmt: skip


def start_detached(state: StateFolder, options: Options, tied: bool = False) -> Snapshot:
    """Start and wait until everything is healthy; Ctrl-C stops what was started."""
    with run_stack.stop_signals():
        try:
            pid = run_stack.start(state, options, tied)
            with Live(console=console, auto_refresh=False, transient=True) as live:
                show = (
                    (lambda each: live.update(overview(each, False), refresh=True)) if console.is_terminal else _silent
                )
                snapshot = run_stack.follow(state, pid, show, until_ready=True)
        except run_stack.StopAskedError:
            run_stack.stop(state)
            raise KeyboardInterrupt from None
    console.print(overview(snapshot))
    return snapshot


def _in_foreground(state: StateFolder, options: Options) -> None:
    try:
        pid = run_stack.start(state, options, tied=True)
        if not console.is_terminal:
            console.print(overview(run_stack.follow(state, pid, _silent, until_ready=True)))
            run_stack.follow(state, pid, _silent, until_ready=False)
        with Live(console=console, auto_refresh=False) as live:
            run_stack.follow(state, pid, lambda each: live.update(overview(each), refresh=True), until_ready=False)
    except run_stack.StopAskedError:
        console.print("Stoppen ...")
        run_stack.stop(state)
        console.print("Gestopt. De gegevens blijven bewaard.")


def _already_up(state: StateFolder) -> None:
    snapshot = state.read()
    if snapshot is None:
        raise run_stack.StartFailedError("De stapel start op dit moment. Kijk met: ./pos status")
    ready = run_stack.follow(state, snapshot.supervisor, _silent, until_ready=True)
    console.print("De stapel draait al.")
    console.print(overview(ready))


def _warn_leftovers(snapshot: Snapshot | None) -> None:
    if snapshot is None:
        return
    known = [part.identity for part in snapshot.onderdelen]
    if any(isinstance(each, Identity) and is_alive(each) for each in known):
        console.print("Er draaien nog onderdelen van een vorige keer. Opruimen: ./pos down")


def _silent(_snapshot: Snapshot) -> None:
    return None
