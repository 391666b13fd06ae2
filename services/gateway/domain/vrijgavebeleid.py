"""What an SWV decides about releases of its figures, and how low it may go. See docs/privacy/vrijgave.md."""

from dataclasses import dataclass
from typing import Final, NamedTuple


class Grens(NamedTuple):
    """Lowest and highest number that an SWV may choose; the database allows an administrator more."""

    laagst: int
    hoogst: int = 100


GRENZEN: Final = {
    "drempel": Grens(5),
    "afronding": Grens(3),
    "veranderd": Grens(3),
    "scholen": Grens(3),
    "duren": Grens(5),
}
"""By name of the threshold. At three schools one cannot compute the other; at five dossiers a group is no child."""
MAANDEN: Final = range(1, 13)


@dataclass(frozen=True, slots=True)
class Vrijgavebeleid:
    """Thresholds (dossiers, schools) and calendar months of releases; the columns of vrijgave.beleid.

    `maanden_groot` are the months in which swv and landelijk are released, `maanden_klein` bestuur and subregio.
    """

    drempel: int
    afronding: int
    veranderd: int
    scholen: int
    duren: int
    maanden_groot: tuple[int, ...]
    maanden_klein: tuple[int, ...]

    def fouten(self) -> dict[str, str]:
        """What breaks a rule, by field, as the caller reads it; empty: all is well."""
        fouten = {
            naam: f"van {grens.laagst} tot en met {grens.hoogst}"
            for naam, grens in GRENZEN.items()
            if not grens.laagst <= getattr(self, naam) <= grens.hoogst
        }
        if self.afronding > self.drempel:
            fouten["afronding"] = "niet hoger dan de drempel: anders wordt een getoond aantal 0"
        for naam in ("maanden_groot", "maanden_klein"):
            maanden = getattr(self, naam)
            if not maanden or not set(maanden) <= set(MAANDEN) or len(set(maanden)) != len(maanden):
                fouten[naam] = "minstens een maand, van 1 tot en met 12, elk hoogstens een keer"
        return fouten
