"""The command line in Dutch: the words that typer itself brings, in help and in errors.

Typer has no catalogue for these, so a group and a command of our own say them; `Opdrachten` makes both.
"""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import typer
from pydantic import ValidationError
from typer import rich_utils
from typer._click import Command, Context
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.models import CommandFunctionType

_OPTIES: Final = "[OPTIES]"
_SOORTEN: Final[dict[Any, str]] = {int: "GETAL", float: "GETAL", Path: "PAD", datetime: "JJJJ-MM-DD"}
_TE_VEEL: Final = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)

rich_utils.OPTIONS_PANEL_TITLE = "Opties"
rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
rich_utils.ERRORS_PANEL_TITLE = "Fout"
rich_utils.DEFAULT_STRING = "[zonder: {}]"
rich_utils.REQUIRED_LONG_STRING = "[verplicht]"
rich_utils.ENVVAR_STRING = "[of zet: {}]"
rich_utils.ABORTED_TEXT = "Afgebroken."
rich_utils.RICH_HELP = "Uitleg: [blue]{command_path} {help_option}[/]"


def _soort(optie: TyperOption, ctx: Context) -> str | None:  # noqa: ARG001
    """What stands behind an option in the help; nothing behind a switch."""
    if optie.is_flag:
        return None
    return optie.metavar or _SOORTEN.get(optie.type_descriptor.annotation, "TEKST")


def _geen_soort(argument: TyperArgument, ctx: Context) -> None:
    """An argument has its name."""


TyperOption.display_type_rich = _soort  # type: ignore[method-assign,assignment]
TyperArgument.display_type_rich = _geen_soort  # type: ignore[method-assign,assignment]


class Nederlands(Command):
    """What a command and a group say in the same way."""

    def get_usage(self, ctx: Context) -> str:
        return super().get_usage(ctx).replace("Usage:", "Gebruik:", 1)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        optie = super().get_help_option(ctx)
        if optie is not None:
            optie.help = "Laat deze uitleg zien."
        return optie


class Opdracht(Nederlands, TyperCommand):
    """A command."""

    def main(self, *args: Any, **extra: Any) -> Any:
        return _draai(super().main, *args, **extra)


class Groep(Nederlands, TyperGroup):
    """A group of commands."""

    def main(self, *args: Any, **extra: Any) -> Any:
        return _draai(super().main, *args, **extra)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None:
            bedoeld = get_close_matches(args[0], self.list_commands(ctx), n=1)
            ctx.fail(f"De opdracht {args[0]!r} bestaat niet.{_bedoelde(bedoeld)}")
        return super().resolve_command(ctx, args)


class Opdrachten(typer.Typer):
    """A typer app whose group and commands speak Dutch; without a command it gives its help."""

    def __init__(self, help: str, **rest: Any) -> None:
        super().__init__(
            cls=Groep,
            help=help,
            no_args_is_help=True,
            options_metavar=_OPTIES,
            subcommand_metavar="OPDRACHT ...",
            **rest,
        )

    def command(self, name: str | None = None, **rest: Any) -> Callable[[CommandFunctionType], CommandFunctionType]:
        """As typer's own."""
        return super().command(name, cls=Opdracht, options_metavar=_OPTIES, **rest)


def _draai(main: Callable[..., Any], *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
    """Run it, and say what is wrong with the line in our words; as typer, ends the process when `standalone_mode`."""
    try:
        code = main(*args, standalone_mode=False, **extra)
    except NoArgsIsHelpError as uitleg:
        sys.exit(uitleg.exit_code)
    except ClickException as fout:
        rich_utils.rich_format_error(UsageError(melding(fout), getattr(fout, "ctx", None)))
        sys.exit(fout.exit_code)
    except typer.Abort:
        rich_utils.rich_abort_error()
        sys.exit(1)
    if not standalone_mode:
        return code
    sys.exit(code if isinstance(code, int) else 0)


def melding(fout: ClickException) -> str:
    """What is wrong with the words on the line."""
    match fout:
        case MissingParameter(param=param) if param is not None:
            wat = "Het argument" if isinstance(param, TyperArgument) else "De optie"
            return f"{wat} {param.get_error_hint()} ontbreekt."
        case BadParameter():
            return _ongeldig(fout)
        case NoSuchOption():
            return f"De optie {fout.option_name!r} bestaat niet.{_bedoelde(fout.possibilities or ())}"
        case BadOptionUsage():
            return f"Bij de optie {fout.option_name!r} hoort {'een' if 'requires' in fout.message else 'geen'} waarde."
        case _:
            te_veel = _TE_VEEL.fullmatch(fout.message)
            return f"Dit hoort hier niet bij: {te_veel[1]}" if te_veel else fout.message


def _bedoelde(mogelijk: Sequence[str]) -> str:
    return f" Bedoelt u {' of '.join(map(repr, sorted(mogelijk)))}?" if mogelijk else ""


def _ongeldig(fout: BadParameter) -> str:
    waarom = _waarom(fout.__cause__) if isinstance(fout.__cause__, ValidationError) else fout.message
    waar = fout.param_hint or (fout.param.get_error_hint() if fout.param else "")
    return f"Ongeldige waarde bij {waar}: {waarom}." if waar else f"{waarom[:1].upper()}{waarom[1:]}."


def _waarom(fout: ValidationError) -> str:
    eerste = fout.errors(include_input=False, include_url=False)[0]
    grenzen = eerste.get("ctx", {})
    match eerste["type"]:
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return "dit is geen geheel getal"
        case "float_parsing":
            return "dit is geen getal"
        case "greater_than_equal":
            return f"geef {grenzen['ge']:g} of meer"
        case "less_than_equal":
            return f"geef {grenzen['le']:g} of minder"
        case "value_error":
            return "schrijf een datum als 2026-11-22"
        case _:
            return "zo kan het hier niet staan; kijk in de uitleg"
