"""`./pos demo`: the stack with the example region, from nothing to a report, step by step.

The steps themselves are registered by deploy.example: a step has a title and does its work when called with the
running stack; what it returns goes into the summary.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.table import Table

from deploy.cli import run_stack
from deploy.cli.options import Folder, PortBase, state_folder
from deploy.cli.show import console
from deploy.cli.stack import stack_options, start_detached
from deploy.launcher.errors import UserError
from deploy.local.components import Options
from deploy.local.ports import HOST
from deploy.local.state import StateFolder

StopAfter = Annotated[bool, typer.Option("--stop", help="Stop na het rapport, met een samenvatting.")]


class AlreadyUpError(UserError):
    """The demo wants a stack of its own."""


@dataclass(frozen=True)
class RunningStack:
    """What a step may use. `admin_url` logs in as the administrator of the database."""

    state: StateFolder
    options: Options
    kafka: str
    admin_url: str

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


def run_demo(steps: Sequence[Step], goodbye: Callable[[RunningStack], None], folder: Folder, port_base: PortBase,
             stop: bool) -> None:  # fmt: skip
    """Start the stack, run the steps, tell the result, and stay until Ctrl-C (or end, with `stop`)."""
    state, options = state_folder(folder), stack_options(port_base, example=True)
    if state.is_up():
        raise AlreadyUpError("In deze map draait al een stapel. Stop die met ./pos down, of kies een andere --dir.")
    snapshot = start_detached(state, options, tied=True)
    try:
        with run_stack.stop_signals():
            stack = RunningStack(state, options, snapshot.kafka, admin_url(state, options))
            _summary(_run_steps(steps, stack))
            goodbye(stack)
            if not stop:
                console.print("\nStoppen: Ctrl-C")
                run_stack.follow(state, snapshot.supervisor, lambda _each: None, until_ready=False)
    except run_stack.StopAskedError:
        console.print("\nStoppen ...")
    finally:
        run_stack.stop(state)


def admin_url(state: StateFolder, options: Options) -> str:
    """The database of the stack, logged in as its administrator."""
    if options.database_url is not None:
        return options.database_url
    return f"postgresql://postgres:{state.secret('postgres')}@{HOST}:{options.ports.postgres}/pos"


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
    for what, how_much in result.items():
        table.add_row(what, how_much)
    console.print(table)
