"""Series over schooljaren: lines or stacked bars with the table of the same numbers. For figures of any source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.getallen import kort_schooljaar
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Kolom, Rij, Soort, Spec, Tabel

_HINT: Final = {"field": "uitleg", "type": "nominal"}
_AFSTAND: Final = 0.08


@dataclass(frozen=True, slots=True)
class Serie:
    """One line or one part of each bar: a value per schooljaar (or boekjaar)."""

    naam: str
    kleur: str
    per_jaar: Mapping[str, Waarde]
    streep: Sequence[int] = (1, 0)

    def waarde(self, jaar: str) -> Waarde:
        """The value of a year that is in the series."""
        return self.per_jaar[jaar]


def legenda(series: Iterable[Serie]) -> tuple[tuple[str, str], ...]:
    """Names and colours."""
    return tuple((een.naam, een.kleur) for een in series)


def jaartabel(
    series: Sequence[Serie], keuze: Keuze, soort: Soort = "aantal", *, eerste: str = "Schooljaar", gekozen: str = ""
) -> Tabel:
    """A row per year, newest first, a column per series. `gekozen`: the year that stands out, else the schooljaar."""
    jaren = list(series[0].per_jaar) if series else []
    rijen = tuple(
        Rij((jaar, *(een.waarde(jaar) for een in series)), jaar == (gekozen or keuze.jaar)) for jaar in reversed(jaren)
    )
    return Tabel((Kolom(eerste, "tekst"), *(Kolom(een.naam, soort) for een in series)), rijen)


def punten(series: Sequence[Serie]) -> list[dict[str, Any]]:
    """A point per value that can be drawn; of bounds their middle."""
    return [
        {
            "jaar": kort(jaar), "serie": een.naam, "getal": waarde.midden, "voorlopig": waarde.voorlopig,
            "nummer": nummer, "dekking": 0.55 if waarde.voorlopig else 1,
            "uitleg": f"{jaar} {een.naam}: {waarde.toon}{' (voorlopig)' if waarde.voorlopig else ''}",
        }
        for nummer, een in enumerate(series)
        for jaar, waarde in een.per_jaar.items()
        if waarde.midden is not None
    ]  # fmt: skip


def kort(jaar: str) -> str:
    """A schooljaar shortened; a boekjaar as it is."""
    return kort_schooljaar(jaar) if "-" in jaar else jaar


def lijnen(titel: str, series: Sequence[Serie], keuze: Keuze, as_titel: str | None = None) -> Spec | None:
    """A line per series with its name at the end; the running year is an open mark. None: nothing to draw."""
    rijen = punten(series)
    if not rijen:
        return None
    _geef_naam(rijen)
    schaal = _schaal(series)
    tint = {"field": "serie", "type": "nominal", "legend": None, "scale": schaal}
    strepen = {"domain": schaal["domain"], "range": [list(een.streep) for een in series]}
    dash = {"field": "serie", "type": "nominal", "legend": None, "scale": strepen}
    y = {"field": "getal", "type": "quantitative", "axis": {"title": as_titel, "tickCount": 5}, "scale": {"zero": True}}
    heel, open_ = [{"filter": "!datum.voorlopig"}], [{"filter": "datum.voorlopig"}]
    punt = {"type": "point", "opacity": 1, "ariaRoleDescription": "punt"}
    vlak = {"fill": kleur("--g-vlak"), "fillOpacity": 1, "size": 70, "strokeWidth": 2.2}
    bij = {"tooltip": _HINT, "description": _HINT}
    return grafiek(
        titel, rijen, encoding={"x": _x(series, keuze, "point")},
        layer=[
            {"transform": heel, "mark": {"type": "line", "strokeWidth": 2.5},
             "encoding": {"y": y, "color": tint, "strokeDash": dash}},
            {"transform": heel, "mark": {**punt, "filled": True, "size": 50},
             "encoding": {"y": y, "color": tint, **bij}},
            {"transform": open_, "mark": {**punt, **vlak, "filled": False},
             "encoding": {"y": y, "stroke": tint, **bij}},
            {"transform": [{"filter": "isValid(datum.naam)"}],
             "mark": {"type": "text", "align": "left", "dx": 9, "fontWeight": "bold", "fontSize": 13},
             "encoding": {"y": {"field": "hoogte", "type": "quantitative"}, "text": {"field": "naam"}, "color": tint}},
        ],
    )  # fmt: skip


def staven(titel: str, series: Sequence[Serie], keuze: Keuze, as_titel: str | None = None) -> Spec | None:
    """Stacked bars per year; what is provisional is lighter. None: nothing to draw."""
    rijen = [rij for rij in punten(series) if rij["getal"]]
    if not rijen:
        return None
    tint = {"field": "serie", "type": "nominal", "legend": None, "scale": _schaal(series)}
    hoogst = max(sum(rij["getal"] for rij in rijen if rij["jaar"] == jaar) for jaar in {rij["jaar"] for rij in rijen})
    return grafiek(
        titel, rijen,
        mark={"type": "bar", "stroke": kleur("--g-vlak"), "strokeWidth": 1, "ariaRoleDescription": "staaf"},
        encoding={
            "x": _x(series, keuze, "band"), "color": tint, "order": {"field": "nummer"},
            "y": {"field": "getal", "type": "quantitative", "stack": "zero", "axis": as_aantal(hoogst, as_titel)},
            "opacity": {"field": "dekking", "type": "quantitative", "scale": None, "legend": None},
            "tooltip": _HINT, "description": _HINT,
        },
    )  # fmt: skip


def _x(series: Sequence[Serie], keuze: Keuze, soort: str) -> dict[str, Any]:
    jaren = [kort(jaar) for jaar in series[0].per_jaar]
    schaal = {"domain": jaren, **({"type": "point", "padding": 0.6} if soort == "point" else {"paddingInner": 0.28})}
    return {"field": "jaar", "type": "ordinal", "scale": schaal, "axis": as_jaren(keuze.jaar)}


def _schaal(series: Sequence[Serie]) -> dict[str, Any]:
    return {"domain": [een.naam for een in series], "range": [kleur(een.kleur) for een in series]}


def _geef_naam(rijen: list[dict[str, Any]]) -> None:
    """A direct label at the last whole year of each line, moved apart where lines end close together; past the open
    mark of the running year where that stands where the name would."""
    heel = [rij for rij in rijen if not rij["voorlopig"]] or rijen
    laatste = {rij["serie"]: rij for rij in heel}
    top = max(rij["getal"] for rij in rijen) or 1
    for rij in rijen:
        if rij["voorlopig"] and abs(rij["getal"] - laatste.get(rij["serie"], rij)["getal"]) < top * _AFSTAND:
            laatste[rij["serie"]] = rij
    vorige: dict[str, float] = {}
    for rij in sorted(laatste.values(), key=lambda rij: float(rij["getal"])):
        hoogte = rij["getal"]
        if rij["jaar"] in vorige and hoogte - vorige[rij["jaar"]] < top * _AFSTAND:
            hoogte = vorige[rij["jaar"]] + top * _AFSTAND
        rij["naam"], rij["hoogte"], vorige[rij["jaar"]] = rij["serie"], hoogte, hoogte
