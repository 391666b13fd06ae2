"""The command `./pos`: every group of commands, put together."""

from deploy.cli import (
    avg,
    bench,
    bron,
    chaos,
    demo_stappen,
    dlq,
    doctor,
    gebruiker,
    herbereken,
    herstel,
    importeren,
    kwaliteit,
    ldos,
    sleutels,
    stack,
    token,
    vrijgave,
)
from deploy.cli.taal import Opdrachten

app = Opdrachten(
    help="Perspectief op School: van LDOS naar dashboards en rapporten.",
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
app.command()(herstel.herstel)
app.add_typer(dlq.app, name="dlq")
app.add_typer(sleutels.app, name="sleutels")
app.add_typer(avg.app, name="avg")
app.add_typer(vrijgave.app, name="vrijgave")
app.add_typer(gebruiker.app, name="gebruiker")
app.add_typer(token.app, name="token")
app.add_typer(ldos.app, name="ldos")
app.command()(doctor.doctor)
app.command()(bench.bench)
app.command()(chaos.chaos)
app.command("test", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(kwaliteit.run_tests)
