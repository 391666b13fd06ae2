"""`./pos demo`: the stack with the example region, from nothing to a report, step by step.

A step has a title and does its work when called with the running stack; what it returns goes into the summary
(the steps: deploy.cli.demo_stappen). The play begins anew each time, so that LDOS never tells one story twice.
"""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.table import Table

from deploy.cli import run_stack
from deploy.cli.show import console
from deploy.cli.stack import stack_options, start_detached
from deploy.launcher.errors import UserError
from deploy.local.components import Options
from deploy.local.ports import HOST
from deploy.local.state import StateFolder

MARK = "voorbeeldgegevens"
OURS = frozenset({"geheimen", "kafka", "logs", "postgres", "rapporten", "sleutels", "slot", "stand.json"})
MetToets = Annotated[
    bool,
    typer.Option(
        "--toets",
        help="Toets ook de twee vrijgaven, zodat /openbaar gevuld is. Dat duurt veel langer: op een drukke machine"
        " samen ruim een half uur.",
    ),
]
StopAfter = Annotated[bool, typer.Option("--stop", help="Stop na het rapport, met een samenvatting.")]


class AlreadyUpError(UserError):
    """The demo wants a stack of its own."""


@dataclass(frozen=True)
class RunningStack:
    """What a step may use."""

    state: StateFolder
    options: Options

    @property
    def gateway(self) -> str:
        """The address of pages and API."""
        return f"http://{HOST}:{self.options.ports.gateway}"

    @property
    def ingest(self) -> str:
        """The address that LDOS pushes to."""
        return f"http://{HOST}:{self.options.ports.ingest}"


Progress = Callable[[str], None]
"""Shows how far a step is: a few words that replace the previous ones."""


@dataclass(frozen=True)
class Step:
    """One step. `run` gives lines for the summary: what was done → how much."""

    title: str
    run: Callable[[RunningStack, Progress], Mapping[str, str]]


def run_demo(
    steps: Sequence[Step],
    goodbye: Callable[[RunningStack], None],
    live: Callable[[RunningStack], AbstractContextManager[None]],
    state: StateFolder,
    port_base: int,
    stop: bool,
) -> None:
    """Start the stack, run the steps, tell the result, and play live until Ctrl-C (or end, with `stop`)."""
    options = stack_options(port_base, example=True)
    _begin_anew(state)
    snapshot = start_detached(state, options, tied=True)
    try:
        with run_stack.stop_signals():
            stack = RunningStack(state, options)
            _summary(_run_steps(steps, stack))
            goodbye(stack)
            if not stop:
                console.print("\nLDOS speelt door: twee gebeurtenissen per seconde in de hele regio. Stoppen: Ctrl-C")
                console.print(
                    "Nog een vrijgave, in een ander venster: ./pos vrijgave maken --extra. Wat anderen zien, verandert"
                    " weinig: een cel pas als minstens vijf dossiers anders zijn."
                )
                with live(stack):
                    run_stack.follow(state, snapshot.supervisor, lambda _each: None, until_ready=False)
    except run_stack.StopAskedError:
        console.print("\nStoppen ...")
    finally:
        run_stack.stop(state)


def _begin_anew(state: StateFolder) -> None:
    """Clear what an earlier demo left in this folder; anything else is somebody's own stack."""
    if state.is_up():
        raise AlreadyUpError("In deze map draait al een stapel. Stop die met ./pos down, of kies een andere --dir.")
    mark = state.folder / MARK
    if state.read() is not None and not mark.exists():
        raise AlreadyUpError("In deze map staat een stapel met eigen gegevens. Kies voor de demo een andere --dir.")
    if mark.exists():
        run_stack.stop(state)
        for each in state.folder.iterdir():
            if each.name in OURS:
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    state.make()
    mark.touch()


def _run_steps(steps: Sequence[Step], stack: RunningStack) -> dict[str, str]:
    result: dict[str, str] = {}
    for number, step in enumerate(steps, 1):
        started = time.monotonic()
        heading = f"[{number}/{len(steps)}] {step.title}"
        with console.status(heading) as shown:
            result |= step.run(stack, lambda text, to=shown, about=heading: to.update(f"{about}: {text}"))  # type: ignore[misc]
        console.print(f"[green]✓[/] {heading} ({time.monotonic() - started:.0f} s)")
    return result


def _summary(result: Mapping[str, str]) -> None:
    table = Table(title="Samenvatting", title_justify="left", box=None, pad_edge=True, show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    for what, how_much in result.items():
        table.add_row(what, how_much)
    console.print(table)
