"""A cloud with a point per unit: every point tells its name, and as many names stand in the chart as fit.

The reader's own units come first, then the outermost ones; with few units all of them. One spec serves a wide and a
narrow place, with the names that fit there.
"""

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.figuren.naamplaatsen import AFSTAND, RECHTOP, SCHUIN, Naam, plaats_namen
from services.gateway.dashboards.getallen import opsomming
from services.gateway.dashboards.grafiek import SMAL, grafiek, kleur
from services.gateway.dashboards.model import Spec

BREED: Final = 960
HOOGTE: Final = 360
EIGEN, ANDER = "--g-twee", "--g-een"
_ALLES_TOT: Final = 40
_LANGSTE: Final = 34
_RECHTSVORM: Final = re.compile(r"^(stichting|vereniging( voor)?|coöperatie) ", re.IGNORECASE)
_RAND_X, _RAND_Y = 56, 50
"""What axes take of the width and the height, in pixels."""
_LUCHT: Final = 1.12
_SMAL_TOT: Final = (BREED + SMAL) // 2


class Punt(NamedTuple):
    """A unit: its name, where it lies, who it is in full and what its numbers are, the page where a click leads, and
    whether it is the reader's own among others.
    """

    naam: str
    x: float
    y: float
    wie: str
    waarden: str
    adres: str | None
    eigen: bool = False

    @property
    def uitleg(self) -> str:
        """What it tells when touched."""
        return f"{self.wie}: {self.waarden}"


class As(NamedTuple):
    """Title of an axis and what stands behind its numbers."""

    titel: str
    punten: int = 5


def puntenwolk(beschrijving: str, punten: Sequence[Punt], x: As, y: As) -> Spec:
    """The chart of at least one point."""
    punten = sorted(_samen(punten), key=lambda punt: punt.eigen)
    top_x, top_y = (_LUCHT * (max(getattr(punt, veld) for punt in punten) or 1) for veld in ("x", "y"))
    hint = {"field": "uitleg", "type": "nominal"}
    return grafiek(
        beschrijving, _rijen(punten, top_x, top_y),
        encoding={"x": _as("x", x, top_x), "y": _as("y", y, top_y)},
        layer=[
            {"mark": {"type": "point", "filled": True, "size": 95, "opacity": 0.85, "stroke": kleur("--g-vlak"),
                      "strokeWidth": 1, "cursor": {"expr": "datum.adres ? 'pointer' : 'default'"},
                      "ariaRoleDescription": "punt"},
             "encoding": {"tooltip": hint, "description": hint, "fill": _bij_eigen(kleur(EIGEN), kleur(ANDER)),
                          "shape": _bij_eigen("diamond", "circle")}},
            _namen(),
        ],
    )  # fmt: skip


def _samen(punten: Sequence[Punt]) -> list[Punt]:
    """Units on the same place are one point that names them all: only the uppermost can be pointed at."""
    plekken: dict[tuple[float, float], list[Punt]] = {}
    for punt in punten:
        plekken.setdefault((round(punt.x, 4), round(punt.y, 4)), []).append(punt)
    return [groep[0] if len(groep) == 1 else _groep(groep) for groep in plekken.values()]


def _groep(punten: Sequence[Punt]) -> Punt:
    wie = opsomming([punt.wie for punt in punten])
    return punten[0]._replace(
        naam=f"{len(punten)} op deze plek", wie=wie, adres=None, eigen=any(punt.eigen for punt in punten)
    )


def _as(veld: str, as_: As, top: float) -> dict[str, Any]:
    return {"field": veld, "type": "quantitative", "scale": {"domain": [0, top], "nice": False},
            "axis": {"title": as_.titel, "tickCount": as_.punten, "grid": True}}  # fmt: skip


def _bij_eigen(eigen: str, ander: str) -> dict[str, Any]:
    return {"condition": {"test": "datum.eigen", "value": eigen}, "value": ander}


def _namen() -> dict[str, Any]:
    """Names on the side where they fit; a narrow place has its own sides."""
    return {
        "transform": [
            {"calculate": f"width > {_SMAL_TOT} ? datum.breed : datum.smal", "as": "kant"},
            {"filter": "isValid(datum.kant)"},
        ],
        "mark": {
            "type": "text", "baseline": "middle", "aria": False, "fontSize": 13,
            "align": {"expr": "datum.kant[0] > 0 ? 'left' : datum.kant[0] < 0 ? 'right' : 'center'"},
            "dx": {"expr": f"{AFSTAND} * datum.kant[0]"},
            "dy": {"expr": f"-datum.kant[1] * (datum.kant[0] ? {SCHUIN} : {RECHTOP})"},
            "fontWeight": {"expr": "datum.eigen ? 700 : 400"},
        },
        "encoding": {"text": {"field": "kort", "type": "nominal"}},
    }  # fmt: skip


def _rijen(punten: Sequence[Punt], top_x: float, top_y: float) -> list[dict[str, Any]]:
    breed, smal = (_kanten(punten, breedte, top_x, top_y) for breedte in (BREED, SMAL))
    return [
        {"naam": punt.naam, "kort": _kort(punt.naam), "x": punt.x, "y": punt.y, "uitleg": punt.uitleg,
         "adres": punt.adres, "eigen": punt.eigen, "breed": breed.get(nummer), "smal": smal.get(nummer)}
        for nummer, punt in enumerate(punten)
    ]  # fmt: skip


def _kanten(punten: Sequence[Punt], breedte: int, top_x: float, top_y: float) -> dict[int, list[int]]:
    vlak_x, vlak_y = breedte - _RAND_X, HOOGTE - _RAND_Y
    namen = [Naam(punt.x / top_x * vlak_x, punt.y / top_y * vlak_y, _kort(punt.naam)) for punt in punten]
    gekozen = plaats_namen(namen, volgorde(punten), vlak_x, vlak_y)
    return {nummer: list(kant) for nummer, kant in gekozen.items()}


def volgorde(punten: Sequence[Punt]) -> list[int]:
    """Who gets a name first: own units, the outermost, and of few units the rest too."""
    nummers = range(len(punten))
    eigen = [nummer for nummer in nummers if punten[nummer].eigen]
    uiterst = [nummer for veld in ("y", "x") for hoogste in (True, False) for nummer in _enige(punten, veld, hoogste)]
    rest = nummers if len(punten) <= _ALLES_TOT else ()
    return list(dict.fromkeys((*eigen, *uiterst, *rest)))


def _enige(punten: Sequence[Punt], veld: str, hoogste: bool) -> list[int]:
    """The one point that lies furthest; of several with the same value none, for a name would be chance."""
    waarden = [getattr(punt, veld) for punt in punten]
    grens = max(waarden) if hoogste else min(waarden)
    gevonden = [nummer for nummer, waarde in enumerate(waarden) if waarde == grens]
    return gevonden if len(gevonden) == 1 else []


def _kort(naam: str) -> str:
    """For in the chart: without the legal form, which nearly all besturen share."""
    kaal = _RECHTSVORM.sub("", naam)
    return kaal if len(kaal) <= _LANGSTE else f"{kaal[: _LANGSTE - 1].rstrip()}…"
