"""The command `./pos`: every group of commands, put together."""

import typer
from typer import rich_utils

from deploy.cli import bron, demo_stappen, dlq, doctor, gebruiker, herbereken, importeren, kwaliteit, ldos, stack, token

rich_utils.OPTIONS_PANEL_TITLE = "Opties"
rich_utils.ARGUMENTS_PANEL_TITLE = "Argumenten"
rich_utils.COMMANDS_PANEL_TITLE = "Opdrachten"
rich_utils.ERRORS_PANEL_TITLE = "Fout"

app = typer.Typer(
    help="Perspectief op School: van LDOS naar dashboards en rapporten.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with local values could show what nobody may see
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(demo_stappen.demo)
app.command()(stack.up)
app.command()(stack.down)
app.command()(stack.status)
app.add_typer(bron.app, name="bron")
app.command("import")(importeren.importeer)
app.command()(herbereken.herbereken)
app.add_typer(dlq.app, name="dlq")
app.add_typer(gebruiker.app, name="gebruiker")
app.add_typer(token.app, name="token")
app.add_typer(ldos.app, name="ldos")
app.command()(doctor.doctor)
app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(kwaliteit.run_tests)
