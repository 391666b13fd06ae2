"""Lying bars of one schooljaar, with another number as a tick on each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.grafiek import grafiek, kleur
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Spec


class Balk(NamedTuple):
    """One bar: its length, and where the tick stands."""

    naam: str
    nu: Waarde
    eerder: Waarde


def balken(
    titel: str, regels: Sequence[Balk], keuze: Keuze, as_titel: str, namen: tuple[str, str] | None = None
) -> Spec | None:
    """The chart; None where every number is zero or absent. `namen`: what bar and tick are called in a hint."""
    balk, streep_ = namen or (keuze.jaar, keuze.eerder)
    if not any(waarde.midden for een in regels for waarde in (een.nu, een.eerder)):
        return None
    rijen = [
        {"naam": een.naam, "nu": een.nu.midden, "eerder": een.eerder.midden,
         "uitleg": f"{een.naam}: {balk} {een.nu.toon}, {streep_} {een.eerder.toon}"}
        for een in regels
    ]  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    open_: dict[str, Any] = {}
    if any(een.nu.voorlopig for een in regels):
        open_ = {"fillOpacity": 0.55, "stroke": kleur("--g-een"), "strokeWidth": 1.5}
    top = max(rij[naam] or 0 for rij in rijen for naam in ("nu", "eerder"))
    as_ = {"title": as_titel, "format": ",d", "tickMinStep": 1, "tickCount": int(max(1, min(5, top)))}
    y = {"field": "naam", "type": "nominal", "sort": None, "scale": {"paddingInner": 0.35},
         "axis": {"title": None, "labelLimit": 230}}  # fmt: skip
    streep = {
        "type": "tick",
        "color": kleur("--g-inkt"),
        "thickness": 3,
        "bandSize": 20,
        "ariaRoleDescription": "streep",
    }
    return grafiek(
        titel, rijen, encoding={"y": y},
        layer=[
            {"transform": [{"filter": "isValid(datum.nu)"}],
             "mark": {"type": "bar", "color": kleur("--g-een"), "ariaRoleDescription": "balk", **open_},
             "encoding": {"x": {"field": "nu", "type": "quantitative", "axis": as_},
                          "tooltip": hint, "description": hint}},
            {"transform": [{"filter": "isValid(datum.eerder)"}], "mark": streep,
             "encoding": {"x": {"field": "eerder", "type": "quantitative"}, "tooltip": hint, "description": hint}},
        ],
    )  # fmt: skip
