"""Figure: applications over the schooljaren, a line per kind."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.periode import vergelijk
from services.gateway.dashboards.gegevens import NVT, Antwoord
from services.gateway.dashboards.getallen import kort_schooljaar, opsomming
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Spec, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag


def door_de_jaren(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject."""

    def vragen(kader: Kader) -> list[Vraag]:
        return [onderwerp.aanvragen(kader), onderwerp.vergelijking(kader, "aanvragen")]

    def maak(gegevens: Gegevens) -> Figuur:
        return _figuur(gegevens, onderwerp)

    return Bouwsteen(vragen, maak)


def _figuur(gegevens: Gegevens, onderwerp: Onderwerp) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[onderwerp.aanvragen(gegevens.kader)]
    delen = aanwezig(antwoord, onderwerp, keuze)
    namen = [onderwerp.namen.get(code, code) for code in delen]
    rijen = _rijen(antwoord, onderwerp, delen, keuze)
    naast = vergelijk(gegevens, onderwerp.vergelijking(gegevens.kader, "aanvragen"))
    return Figuur(
        code="aanvragen",
        titel="Aanvragen door de jaren",
        zin=zinnen.aanvragen(antwoord, onderwerp, delen, keuze),
        vergelijking=zinnen.beweging(naast, keuze),
        tabel=_tabel(antwoord, onderwerp, delen, keuze),
        indicatoren=(onderwerp.indicator("aanvragen"),),
        spec=_spec(rijen, delen, onderwerp, keuze) if rijen else None,
        beschrijving=f"Lijngrafiek van het aantal {onderwerp.aanvraag} per schooljaar, met een lijn voor"
        f" {opsomming(namen)}. De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn in deze schooljaren geen aanvragen.",
        noten=("Het lopende schooljaar is een open punt: het is nog niet vergelijkbaar met een heel jaar.",),
        breedte=700,
        hoogte=290,
        plaats="breed",
    )


def aanwezig(antwoord: Antwoord, onderwerp: Onderwerp, keuze: Keuze) -> list[str]:
    """Values of the split that occur, in a fixed order; one when the reader chose it."""
    gevonden = {
        onderwerp.soort_van(rij) for jaar in keuze.jaren for rij, waarde in antwoord.rijen(jaar) if waarde.status != NVT
    }
    return [code for code in (*onderwerp.namen, "onbekend") if code in gevonden]


def _rijen(antwoord: Antwoord, onderwerp: Onderwerp, soorten: Sequence[str], keuze: Keuze) -> list[dict[str, Any]]:
    gevonden = []
    for soort in soorten:
        for jaar in keuze.jaren:
            waarde = onderwerp.deel(antwoord, jaar, soort)
            voorlopig = " (voorlopig)" if waarde.voorlopig else ""
            if waarde.getal is not None:
                gevonden.append({
                    "jaar": kort_schooljaar(jaar), "soort": soort, "aantal": int(waarde.getal),
                    "voorlopig": waarde.voorlopig,
                    "uitleg": f"{jaar} {onderwerp.namen.get(soort, soort)}: {waarde.toon}{voorlopig}",
                })  # fmt: skip
    _geef_naam(gevonden, soorten, onderwerp.namen)
    return gevonden


def _geef_naam(rijen: list[dict[str, Any]], soorten: Sequence[str], namen: Mapping[str, str]) -> None:
    """A direct label at the last whole year of each line, moved apart where lines end close together."""
    laatste = [_laatste_hele(rijen, soort) for soort in soorten]
    top = max((rij["aantal"] for rij in rijen), default=0) or 1
    vorige = None
    for rij in sorted((rij for rij in laatste if rij), key=lambda rij: int(rij["aantal"])):
        hoogte = float(rij["aantal"])
        if vorige is not None and hoogte - vorige < top * 0.07:
            hoogte = vorige + top * 0.07
        rij["naam"], rij["naamhoogte"], vorige = namen.get(rij["soort"], rij["soort"]), hoogte, hoogte


def _laatste_hele(rijen: Sequence[dict[str, Any]], soort: str) -> dict[str, Any] | None:
    heel = [rij for rij in rijen if rij["soort"] == soort and not rij["voorlopig"]]
    return max(heel, key=lambda rij: str(rij["jaar"]), default=None)


def _spec(rijen: Sequence[dict[str, Any]], soorten: Sequence[str], onderwerp: Onderwerp, keuze: Keuze) -> Spec:
    schaal = _schaal(soorten, onderwerp.kleuren, "--g-rest")
    tint = {"field": "soort", "type": "nominal", "legend": None, "scale": schaal}
    jaren = [kort_schooljaar(jaar) for jaar in keuze.jaren]
    x = {
        "field": "jaar",
        "type": "ordinal",
        "scale": {"domain": jaren, "type": "point", "padding": 0.4},
        "axis": as_jaren(keuze.jaar),
    }
    y = {"field": "aantal", "type": "quantitative", "axis": as_aantal(max(rij["aantal"] for rij in rijen))}
    lagen = [_lijn(y, tint, soorten, onderwerp.strepen), _heel(y, tint), _open(y, tint), _namen(tint)]
    titel = f"{onderwerp.aanvraag} per schooljaar en {onderwerp.filter.titel.lower()}"
    return grafiek(titel, rijen, encoding={"x": x}, layer=lagen)


_HINT: Final = {"field": "uitleg", "type": "nominal"}
_PUNT: Final = {"type": "point", "opacity": 1, "ariaRoleDescription": "punt"}


def _schaal(soorten: Sequence[str], kleuren: Mapping[str, str], anders: str) -> dict[str, Any]:
    return {"domain": list(soorten), "range": [kleur(kleuren.get(soort, anders)) for soort in soorten]}


def _lijn(y: Spec, tint: Spec, soorten: Sequence[str], per_soort: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Whole schooljaren only; each kind has its own dash, for who does not see colours."""
    strepen = {"domain": list(soorten), "range": [list(per_soort.get(soort, [1, 0])) for soort in soorten]}
    dash = {"field": "soort", "type": "nominal", "scale": strepen, "legend": None}
    return {
        "transform": [{"filter": "!datum.voorlopig"}],
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {"y": y, "color": tint, "strokeDash": dash},
    }


def _heel(y: Spec, tint: Spec) -> dict[str, Any]:
    return {
        "transform": [{"filter": "!datum.voorlopig"}],
        "mark": {**_PUNT, "filled": True, "size": 50},
        "encoding": {"y": y, "color": tint, "tooltip": _HINT, "description": _HINT},
    }


def _open(y: Spec, tint: Spec) -> dict[str, Any]:
    """The running year: an open mark that no line leads to."""
    vlak = {"fill": kleur("--g-vlak"), "fillOpacity": 1}
    return {
        "transform": [{"filter": "datum.voorlopig"}],
        "mark": {**_PUNT, **vlak, "filled": False, "size": 70, "strokeWidth": 2.2},
        "encoding": {"y": y, "stroke": tint, "tooltip": _HINT, "description": _HINT},
    }


def _namen(tint: Spec) -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.naam"}],
        "mark": {"type": "text", "align": "left", "dx": 10, "fontWeight": "bold", "fontSize": 14},
        "encoding": {"y": {"field": "naamhoogte", "type": "quantitative"}, "text": {"field": "naam"}, "color": tint},
    }


def _tabel(antwoord: Antwoord, onderwerp: Onderwerp, delen: Sequence[str], keuze: Keuze) -> Tabel:
    def rij(jaar: str) -> Rij:
        per_deel = (onderwerp.deel(antwoord, jaar, code) for code in delen)
        return Rij((jaar, *per_deel, antwoord.totaal(jaar)), jaar == keuze.jaar)

    namen = [onderwerp.namen.get(code, code) for code in delen]
    return Tabel(kolommen("Schooljaar", *namen, "Totaal"), tuple(map(rij, reversed(keuze.jaren))))
