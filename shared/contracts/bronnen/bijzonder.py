"""What was odd about a file without being wrong: counted, and told in Dutch."""

from collections.abc import Mapping
from typing import Final

ONDERDRUKT: Final = (
    "{} aantal staat er als <5: dat telt als 1 tot en met 4.",
    "{} aantallen staan er als <5: die tellen als 1 tot en met 4.",
)


class Bijzonderheden:
    """Counts per kind of oddity; `zinnen` holds (one, more) with {} for the number."""

    def __init__(self, zinnen: Mapping[str, tuple[str, str]]) -> None:
        self._zinnen: Final = zinnen
        self._aantal = dict.fromkeys(zinnen, 0)

    def tel(self, wat: str, aantal: int = 1) -> None:
        """Seen again."""
        self._aantal[wat] += aantal

    def meldingen(self) -> tuple[str, ...]:
        """One sentence per kind that was seen."""
        return tuple(
            self._zinnen[wat][aantal > 1].format(getal(aantal)) for wat, aantal in self._aantal.items() if aantal
        )


def getal(aantal: int) -> str:
    """12345 → '12.345'."""
    return f"{aantal:,}".replace(",", ".")
