"""Figure: what the running schooljaar may come to, beside three whole ones. Two ways, both said."""

from collections.abc import Mapping
from typing import Any, Final

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.gegevens import Waarde, lees
from services.gateway.dashboards.getallen import kort_schooljaar
from services.gateway.dashboards.grafiek import as_aantal, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Spec, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.getallen import afgerond, getal

_NAMEN: Final = {"opSeizoen": "zoals in eerdere jaren", "metOpenstaand": "met wat nu openstaat"}


def prognose(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject; only for the running schooljaar."""

    def vragen(kader: Kader) -> list[Vraag]:
        return [onderwerp.vergelijking(kader, "toegekend")] if kader.keuze.loopt else []

    def maak(gegevens: Gegevens) -> Figuur | None:
        if not gegevens.keuze.loopt:
            return None
        antwoord = gegevens.ruw(onderwerp.vergelijking(gegevens.kader, "toegekend"))
        jaar = gegevens.keuze.jaar
        eerder = [(str(een["schooljaar"]), lees(een["heelSchooljaar"])) for een in reversed(antwoord["eerder"][:3])]
        ramingen = {naam: lees(antwoord["prognose"][naam]) for naam in _NAMEN}
        rijen = [*eerder, (f"{jaar} tot nu toe", lees(antwoord["eigen"]))]
        rijen += [(f"{jaar}, {_NAMEN[naam]}", waarde) for naam, waarde in ramingen.items()]
        getekend = _rijen(rijen, len(eerder))
        return Figuur(
            code="prognose",
            titel="Waar gaat dit schooljaar heen?",
            zin=zin(ramingen, jaar),
            tabel=Tabel(kolommen("Schooljaar", "toegekend"), tuple(Rij((naam, waarde)) for naam, waarde in rijen)),
            indicatoren=(onderwerp.indicator("toegekend"),),
            spec=_spec(getekend) if getekend else None,
            beschrijving="Liggende balken: toegekend in eerdere schooljaren, tot nu toe, en twee ramingen voor dit"
            " schooljaar. De getallen staan in de tabel onder de grafiek.",
            leeg="Er is te weinig om een raming van te maken.",
            noten=(str(antwoord["prognose"]["uitleg"]),),
            legenda=(("geteld", "--g-een"), ("raming", "--g-laag")),
        )

    return Bouwsteen(vragen, maak)


def zin(ramingen: Mapping[str, Waarde], jaar: str) -> str:
    """Both estimates as a span, or why there is none."""
    bekend = sorted({int(afgerond(waarde.getal)) for waarde in ramingen.values() if waarde.getal is not None})
    if not bekend:
        return f"Voor {jaar} is er geen raming: {ramingen['opSeizoen'].toon}."
    if len(bekend) == 1:
        return f"De raming voor {jaar} komt uit op {getal(bekend[0])}. Een raming is geen telling."
    return f"De ramingen voor {jaar} lopen van {getal(bekend[0])} tot {getal(bekend[-1])}. Een raming is geen telling."


def _kort(naam: str, *, raming: bool) -> str:
    """For the axis: a short schooljaar; of an estimate only how it was made, for that is long enough on a phone."""
    return naam.partition(", ")[2] if raming else f"{kort_schooljaar(naam[:9])}{naam[9:]}"


def _rijen(rijen: list[tuple[str, Waarde]], eerder: int) -> list[dict[str, Any]]:
    return [
        {"naam": _kort(naam, raming=plek > eerder), "aantal": waarde.getal, "raming": plek > eerder,
         "toon": waarde.toon, "uitleg": f"{naam}: {waarde.toon}"}
        for plek, (naam, waarde) in enumerate(rijen)
        if waarde.getal is not None
    ]  # fmt: skip


def _spec(rijen: list[dict[str, Any]]) -> Spec:
    y = {"field": "naam", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 260},
         "scale": {"paddingInner": 0.35}}  # fmt: skip
    x = {"field": "aantal", "type": "quantitative", "axis": as_aantal(max(rij["aantal"] for rij in rijen))}
    vlak = {"condition": {"test": "datum.raming", "value": kleur("--g-laag")}, "value": kleur("--g-een")}
    hint = {"field": "uitleg", "type": "nominal"}
    return grafiek(
        "Toegekend per schooljaar, met ramingen voor het lopende", rijen, encoding={"y": y, "x": x},
        layer=[
            {"mark": {"type": "bar", "ariaRoleDescription": "balk"},
             "encoding": {"color": vlak, "tooltip": hint, "description": hint}},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": {"field": "toon"}}},
        ],
    )  # fmt: skip
