"""What all charts share: colours as names, one config, Dutch numbers. Pure; services.gateway.dashboards.beeld draws.

A colour in a spec is a CSS variable, so that one drawing follows light, dark and print on the page; `met_kleuren`
fills in real colours for a picture that leaves the page.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.gateway.dashboards.getallen import kort_schooljaar
from services.gateway.dashboards.model import Spec

# The same values stand in static/stijl/thema.css (a test compares them): there with a dark twin.
KLEUREN: Final[Mapping[str, str]] = {
    "--g-inkt": "#1c2733",
    "--g-zacht": "#55636f",
    "--g-lijn": "#dfe4e8",
    "--g-vlak": "#ffffff",
    "--g-een": "#1f5a96",
    "--g-twee": "#b4530f",
    "--g-drie": "#6d3f91",
    "--g-vier": "#2c7348",
    "--g-laag": "#a9c8e6",
    "--g-midden": "#5b94ca",
    "--g-hoog": "#174a7c",
    "--g-op-laag": "#10202f",
    "--g-op-midden": "#0b1621",
    "--g-op-hoog": "#ffffff",
    "--g-goed": "#1f6f6b",
    "--g-op-goed": "#ffffff",
    "--g-anders": "#d08a2e",
    "--g-op-anders": "#1c1203",
    "--g-rest": "#98a5b0",
    "--g-op-rest": "#10202f",
    "--g-open": "#dbe2e8",
    "--g-op-open": "#10202f",
}
SOORTKLEUR: Final[Mapping[str, str]] = {"so": "--g-een", "sbo": "--g-twee", "vso": "--g-drie", "pro": "--g-vier"}
STREEP: Final[Mapping[str, Sequence[int]]] = {"so": [1, 0], "sbo": [6, 3], "vso": [2, 3], "pro": [8, 3, 2, 3]}
SMAL: Final = 330
"""Pixels of a chart in a narrow place, such as a phone."""
LETTERTYPE: Final = "'Source Sans 3', 'Source Sans 3 Variable', Arial, sans-serif"

_AS: Final = {
    "aria": False, "domainColor": "var(--g-lijn)", "gridColor": "var(--g-lijn)", "labelColor": "var(--g-zacht)",
    "titleColor": "var(--g-zacht)", "ticks": False, "labelPadding": 6, "labelFontSize": 13, "titleFontSize": 13,
    "titleFontWeight": "normal", "labelFont": LETTERTYPE, "titleFont": LETTERTYPE,
}  # fmt: skip
CONFIG: Final = {
    "aria": True, "font": LETTERTYPE, "background": None, "padding": {"left": 2, "right": 2, "top": 6, "bottom": 2},
    "view": {"stroke": None}, "axis": _AS, "axisX": {"grid": False, "domain": True}, "axisY": {"domain": False},
    "legend": {"aria": False, "labelColor": "var(--g-inkt)", "labelFontSize": 13, "labelFont": LETTERTYPE},
    "title": {"aria": False}, "text": {"fontSize": 13, "font": LETTERTYPE, "fill": "var(--g-inkt)"},
}  # fmt: skip
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"


def kleur(naam: str) -> str:
    """`--g-een` → what stands in a spec."""
    return f"var({naam})"


def grafiek(beschrijving: str, rijen: Sequence[Mapping[str, Any]], **delen: Any) -> dict[str, Any]:
    """A spec without size over these rows."""
    return {"$schema": SCHEMA, "description": beschrijving, "data": {"values": list(rijen)}, "config": CONFIG, **delen}


def as_aantal(top: float, titel: str | None = None) -> dict[str, Any]:
    """A quantitative axis of whole numbers from zero to about `top`: never two ticks that read the same."""
    return {"title": titel, "format": ",d", "tickMinStep": 1, "tickCount": int(max(1, min(5, top)))}


def as_jaren(gekozen: str) -> dict[str, Any]:
    """An axis of short schooljaren, with the chosen one in bold."""
    is_gekozen = {"test": f"datum.value === '{kort_schooljaar(gekozen)}'"}
    return {
        "title": None,
        "labelAngle": 0,
        "labelOverlap": "greedy",
        "labelFontWeight": {"condition": {**is_gekozen, "value": "bold"}, "value": "normal"},
        "labelColor": {"condition": {**is_gekozen, "value": kleur("--g-inkt")}, "value": kleur("--g-zacht")},
    }


def met_maat(spec: Spec, breedte: int, hoogte: int) -> dict[str, Any]:
    """The spec for a place of this size; the axes and labels fit inside it."""
    # A name beside a point moves less than the plot shrinks for it: looked at once more, or it loses its last letters.
    past = {"type": "fit", "contains": "padding", "resize": _heeft_namen_naast(spec)}
    return {**spec, "width": breedte, "height": hoogte, "autosize": past}


def _heeft_namen_naast(spec: Spec) -> bool:
    marken = [laag["mark"] for laag in spec.get("layer", ())]
    return any(isinstance(mark, Mapping) and mark.get("align") in ("left", "right") for mark in marken)


def met_kleuren(deel: Any) -> Any:
    """The spec with real colours (of the light theme) in place of the names."""
    if isinstance(deel, str) and deel.startswith("var("):
        return KLEUREN[deel[4:-1]]
    if isinstance(deel, Mapping):
        return {naam: met_kleuren(waarde) for naam, waarde in deel.items()}
    if isinstance(deel, list | tuple):
        return [met_kleuren(waarde) for waarde in deel]
    return deel
