"""Hand-made answers of the API, as small as a test needs them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.gateway.dashboards.figuren.series import Serie
from services.gateway.dashboards.gegevens import Antwoord, Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Json

VANDAAG = date(2026, 11, 22)
EENHEID: dict[str, Any] = {
    "niveau": "swv", "eenheid": "PO9901", "naam": "Samen", "plaats": None, "zicht": "eigen", "label": None,
    "ouders": [], "kinderen": [],
}  # fmt: skip
Rijen = list[tuple[dict[str, Any], Any]]


def waarde(ruw: Any) -> dict[str, Any]:
    """5, 'c' (withheld), (18, 21) (bounds) or a dict as it is."""
    if isinstance(ruw, dict):
        return ruw
    if isinstance(ruw, str):
        return {"waarde": None, "status": ruw}
    if isinstance(ruw, tuple):
        return {"waarde": None, "laag": ruw[0], "hoog": ruw[1], "status": None, "tekst": f"{ruw[0]}–{ruw[1]}"}
    return {"waarde": ruw, "status": None}


def antwoord(totalen: Mapping[str, Any], rijen: Mapping[str, Rijen] | None = None, eenheid: str = "PO9901") -> Json:
    """An answer of `waarden`: the total per schooljaar, and rows of a split."""
    perioden = [
        {"schooljaar": jaar, "totaal": waarde(totaal),
         "rijen": [{"splitsing": splitsing, **waarde(ruw)} for splitsing, ruw in (rijen or {}).get(jaar, [])]}
        for jaar, totaal in totalen.items()
    ]  # fmt: skip
    return {"stand": None, "reeksen": [{"eenheid": eenheid, "zicht": "eigen", "perioden": perioden}]}


def lees(totalen: Mapping[str, Any], rijen: Mapping[str, Rijen] | None = None) -> Antwoord:
    """The same, to look up in."""
    return Antwoord(antwoord(totalen, rijen))


def serie(naam: str, **per_jaar: Waarde) -> Serie:
    """`j2025=…` is 2025-2026."""
    return Serie(naam, "--g-een", {f"{int(j[1:])}-{int(j[1:]) + 1}": waarde_ for j, waarde_ in per_jaar.items()})


def figuur(steen: Bouwsteen, antwoorden: Sequence[Json], keuze: Keuze, kinderen: Sequence[Json] = ()) -> Figuur:
    """The figure that a building block makes of these answers, in the order of its questions."""
    kader = Kader(keuze, {**EENHEID, "kinderen": kinderen}, kinderen, VANDAAG)
    vragen = list(dict.fromkeys(steen.vragen(kader)))
    gemaakt = steen.maak(Gegevens(kader, dict(zip(vragen, antwoorden, strict=True))))
    assert gemaakt is not None
    return gemaakt
