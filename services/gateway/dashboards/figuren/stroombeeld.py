"""A flow picture: bands from left to right, as wide as their number. Drawn with plain Vega-Lite areas."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.grafiek import grafiek, kleur
from services.gateway.dashboards.model import Spec
from shared.contracts.getallen import getal

_KLEUREN: Final = {"sbo": "--g-twee", "so": "--g-een", "vso": "--g-drie", "pro": "--g-vier", "bao": "--g-goed",
                   "vo": "--g-goed"}  # fmt: skip
_STAPPEN: Final = 16
_TUSSEN: Final = 0.05


class Band(NamedTuple):
    """So many (or about so many, in the middle of bounds) from one place to another. `tekst`: how to say it."""

    van: str
    naar: str
    aantal: float
    tekst: str | None = None

    @property
    def toon(self) -> str:
        return self.tekst or getal(self.aantal)


def stroombeeld(titel: str, banden: Sequence[Band]) -> Spec:
    """The picture of at least one band; zero on the left is the bottom of the last group."""
    links, rechts = (_plaatsen([(getattr(band, kant), band.aantal) for band in banden]) for kant in ("van", "naar"))
    punten = [punt for nummer, band in enumerate(banden) for punt in _band(nummer, band, links, rechts)]
    namen = [*_namen(banden, "van", 0), *_namen(banden, "naar", 1)]
    soorten = list(dict.fromkeys(band.naar for band in banden))
    schaal = {"domain": soorten, "range": [kleur(_KLEUREN.get(een, "--g-rest")) for een in soorten]}
    tint = {"field": "naar", "type": "nominal", "legend": None, "scale": schaal}
    hint = {"field": "uitleg", "type": "nominal"}
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-0.42, 1.3]}}
    return grafiek(
        titel, punten, encoding={"x": x},
        layer=[
            {"mark": {"type": "area", "opacity": 0.6, "line": False, "ariaRoleDescription": "stroom"},
             "encoding": {"y": {"field": "onder", "type": "quantitative", "axis": None}, "y2": {"field": "boven"},
                          "detail": {"field": "nummer"}, "color": tint, "tooltip": hint, "description": hint}},
            {"data": {"values": namen}, "transform": [{"filter": "datum.x === 0"}],
             "mark": {"type": "text", "align": "right", "dx": -7},
             "encoding": {"y": {"field": "y", "type": "quantitative"}, "text": {"field": "naam"}}},
            {"data": {"values": namen}, "transform": [{"filter": "datum.x === 1"}],
             "mark": {"type": "text", "align": "left", "dx": 7},
             "encoding": {"y": {"field": "y", "type": "quantitative"}, "text": {"field": "naam"}}},
        ],
    )  # fmt: skip


class _Plaatsen:
    """Where the next band of a group begins, from the top down."""

    def __init__(self, begin: dict[str, float]) -> None:
        self._vrij = begin

    def neem(self, naam: str, breedte: float) -> tuple[float, float]:
        boven = self._vrij[naam]
        self._vrij[naam] = boven - breedte
        return boven - breedte, boven


def _groepen(delen: Sequence[tuple[str, float]]) -> dict[str, float]:
    som: dict[str, float] = {}
    for naam, aantal in delen:
        som[naam] = som.get(naam, 0) + aantal
    return som


def _boven(delen: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The top of each group; a little room between groups."""
    groepen = _groepen(delen)
    totaal = sum(groepen.values())
    plek, gevonden = 0.0, {}
    for naam, aantal in groepen.items():
        gevonden[naam] = -plek
        plek += aantal + totaal * _TUSSEN
    return gevonden


def _plaatsen(delen: Sequence[tuple[str, float]]) -> _Plaatsen:
    return _Plaatsen(_boven(delen))


def _band(nummer: int, band: Band, links: _Plaatsen, rechts: _Plaatsen) -> list[dict[str, Any]]:
    van_onder, van_boven = links.neem(band.van, band.aantal)
    naar_onder, naar_boven = rechts.neem(band.naar, band.aantal)
    uitleg = f"van {band.van} naar {band.naar}: {band.toon}"
    punten = []
    for stap in range(_STAPPEN + 1):
        x = stap / _STAPPEN
        deel = x * x * (3 - 2 * x)
        punten.append({
            "nummer": nummer, "naar": band.naar, "uitleg": uitleg, "x": round(x, 4),
            "onder": round(van_onder + (naar_onder - van_onder) * deel, 3),
            "boven": round(van_boven + (naar_boven - van_boven) * deel, 3),
        })  # fmt: skip
    return punten


def _namen(banden: Sequence[Band], kant: str, x: int) -> list[dict[str, Any]]:
    """Name and number of each group, at its middle."""
    delen = [(str(getattr(band, kant)), band.aantal) for band in banden]
    groepen, boven = _groepen(delen), _boven(delen)
    zacht = any(band.tekst for band in banden)
    return [
        {"x": x, "y": boven[naam] - aantal / 2, "naam": naam if zacht else f"{naam} ({getal(aantal)})"}
        for naam, aantal in groepen.items()
    ]
