"""The command `./pos`: every group of commands, put together."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, NamedTuple

from deploy.cli.taal import Opdrachten


class Opdracht(NamedTuple):
    """A word behind `./pos`: the module that has it, and its function there; none: a group, the module's `app`."""

    module: str
    functie: str | None = None
    rest: Mapping[str, Any] | None = None


OPDRACHTEN: Final = {
    "demo": Opdracht("demo_stappen", "demo"),
    "up": Opdracht("stack", "up"),
    "down": Opdracht("stack", "down"),
    "status": Opdracht("stack", "status"),
    "bron": Opdracht("bron"),
    "import": Opdracht("importeren", "importeer"),
    "herbereken": Opdracht("herbereken", "herbereken"),
    "herstel": Opdracht("herstel", "herstel"),
    "dlq": Opdracht("dlq"),
    "sleutels": Opdracht("sleutels"),
    "avg": Opdracht("avg"),
    "vrijgave": Opdracht("vrijgave"),
    "gebruiker": Opdracht("gebruiker"),
    "token": Opdracht("token"),
    "ldos": Opdracht("ldos"),
    "doctor": Opdracht("doctor", "doctor"),
    "bench": Opdracht("bench", "bench"),
    "chaos": Opdracht("chaos", "chaos"),
    "test": Opdracht(
        "kwaliteit",
        "run_tests",
        {"context_settings": {"allow_extra_args": True, "ignore_unknown_options": True}},
    ),
}


def maak_app(woord: str | None = None) -> Opdrachten:
    """The command with all that it knows; with the one that `woord` names alone, for reading all takes two seconds."""
    app = Opdrachten(
        help="Perspectief op School: van LDOS naar dashboards en rapporten.",
        add_completion=False,
        pretty_exceptions_enable=False,  # a traceback with local values could show what nobody may see
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_groep)
    for naam in [woord] if woord in OPDRACHTEN else OPDRACHTEN:
        _hang_op(app, naam, OPDRACHTEN[naam])
    return app


def _groep() -> None:
    # Without it typer takes an app with one command for that command.
    return None


def _hang_op(app: Opdrachten, naam: str, opdracht: Opdracht) -> None:
    module = import_module(f"deploy.cli.{opdracht.module}")
    if opdracht.functie is None:
        app.add_typer(module.app, name=naam)
    else:
        app.command(naam, **(opdracht.rest or {}))(getattr(module, opdracht.functie))
