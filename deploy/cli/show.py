"""How a stack looks on the terminal."""

import time
from datetime import datetime

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from deploy.local.processes import memory_bytes
from deploy.local.state import Part, Snapshot
from deploy.local.watch import IN_REPAIR

COLOURS = {
    **dict.fromkeys(("gereed", "extern"), "green"),
    **dict.fromkeys(("hapert", "herstart", IN_REPAIR), "red"),
    "start": "yellow",
    "wacht": "dim",
}
EVENTS_SHOWN = 5

console = Console(highlight=False)


def overview(snapshot: Snapshot, with_memory: bool = True) -> Group:
    """The table of parts, the addresses and the last events."""
    lines: list[Table | Text] = [_table(snapshot, with_memory)]
    if snapshot.fase == "klaar":
        lines += [Text(f"  {name}: {address}") for name, address in snapshot.adressen.items()]
    elif snapshot.stap:
        lines.append(Text(f"  bezig met: {snapshot.stap}"))
    lines += [
        Text(f"  {_clock(each.op)} {each.tekst}", style="dim") for each in snapshot.gebeurtenissen[-EVENTS_SHOWN:]
    ]
    return Group(*lines)


def _table(snapshot: Snapshot, with_memory: bool) -> Table:
    table = Table(title="Perspectief op School", title_justify="left", title_style="bold", box=None, pad_edge=True)
    for heading in ("onderdeel", "toestand"):
        table.add_column(heading)
    for heading in ("proces", "poort", "draait", "herstarts", "geheugen"):
        table.add_column(heading, justify="right")
    total = 0
    for part in snapshot.onderdelen:
        memory = memory_bytes(part.pid) if with_memory and part.pid else 0
        total += memory
        table.add_row(*_row(part, memory))
    if total:
        table.add_row("samen", "", "", "", "", "", _mebibytes(total), style="bold")
    return table


def _row(part: Part, memory: int) -> tuple[str | Text, ...]:
    return (
        part.naam,
        Text(part.toestand, style=COLOURS.get(part.toestand, "")),
        str(part.pid or "–"),
        str(part.poort or "–"),
        _duration(time.time() - part.gestart) if part.gestart else "–",
        str(part.herstarts),
        _mebibytes(memory) if memory else "–",
    )


def _mebibytes(count: int) -> str:
    return f"{count / 2**20:.0f} MiB"


def _duration(seconds: float) -> str:
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    return f"{whole // 3600} u {whole % 3600 // 60:02d} min"


def _clock(moment: float) -> str:
    return datetime.fromtimestamp(moment).strftime("%H:%M:%S")
