"""The progress bar of `./pos import`: sending, checking, applying; on a terminal only."""

from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from deploy.cli.levering import Fase

_TEKST: Final = {
    Fase.VERSTUREN: "Versturen",
    Fase.CONTROLEREN: "Controleren",
    Fase.VERWERKEN: "Verwerken",
}


class Voortgang:
    """A bar per phase, as far as the phase says how much there is to do."""

    def __init__(self, console: Console) -> None:
        kolommen = (TextColumn("{task.description:<12}"), BarColumn(bar_width=40), TimeElapsedColumn())
        self._balk = Progress(*kolommen, console=console, transient=True, disable=not console.is_terminal)
        self._taken: dict[Fase, TaskID] = {}

    def __enter__(self) -> Self:
        self._balk.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._balk.stop()

    def __call__(self, fase: Fase, gedaan: int, totaal: int | None) -> None:
        """Show how far this phase is; the phases before it are done."""
        if fase not in self._taken:
            for taak in self._taken.values():
                self._balk.update(taak, total=1, completed=1)
            self._taken[fase] = self._balk.add_task(_TEKST[fase], total=totaal)
        self._balk.update(self._taken[fase], completed=gedaan, total=totaal)
