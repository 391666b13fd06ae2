"""Figure: applications over the schooljaren, a line per schoolsoort."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.gateway.paginas.figuur import Cel, Figuur, Spec, Tabel
from services.gateway.paginas.gegevens import Antwoord
from services.gateway.paginas.getallen import kort_schooljaar, opsomming
from services.gateway.paginas.grafiek import SOORTKLEUR, STREEP, as_aantal, as_jaren, grafiek, kleur
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.verwijzingen import zinnen
from services.gateway.paginas.verwijzingen.periode import vergelijk
from services.gateway.paginas.verwijzingen.vragen import Gegevens
from shared.contracts.codes import SCHOOLSOORTEN
from shared.contracts.indicatoren import CATALOGUS


def figuur(gegevens: Gegevens, vandaag: date) -> Figuur:
    """The figure for this view."""
    keuze, antwoord = gegevens.keuze, gegevens["aanvragen"]
    soorten = schoolsoorten(antwoord, keuze)
    rijen = _rijen(antwoord, soorten, keuze)
    return Figuur(
        naam="aanvragen",
        titel="Aanvragen door de jaren",
        zin=zinnen.aanvragen(antwoord, soorten, vergelijk(antwoord, gegevens["maanden"], keuze, vandaag), keuze),
        tabel=_tabel(antwoord, soorten, keuze),
        indicatoren=(CATALOGUS["tlv-aanvragen"],),
        spec=_spec(rijen, soorten, keuze) if rijen else None,
        beschrijving=f"Lijngrafiek van het aantal TLV-aanvragen per schooljaar, met een lijn voor {opsomming(soorten)}."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn in deze schooljaren geen aanvragen.",
        noten=("Het lopende schooljaar is een open punt: het is nog niet vergelijkbaar met een heel jaar.",),
        breedte=700,
        hoogte=290,
        breed=True,
    )


def schoolsoorten(antwoord: Antwoord, keuze: Keuze) -> list[str]:
    """Kinds that occur, in a fixed order; one when the reader chose it."""
    aanwezig = antwoord.waarden_van("schoolsoort", keuze.jaren)
    return [soort for soort in (*SCHOOLSOORTEN, "onbekend") if soort in aanwezig]


def _rijen(antwoord: Antwoord, soorten: Sequence[str], keuze: Keuze) -> list[dict[str, Any]]:
    gevonden = []
    for soort in soorten:
        for jaar in keuze.jaren:
            waarde = antwoord.bij(jaar, "schoolsoort", soort)
            if waarde.getal is not None:
                gevonden.append({
                    "jaar": kort_schooljaar(jaar), "soort": soort, "aantal": int(waarde.getal),
                    "voorlopig": waarde.voorlopig,
                    "uitleg": f"{jaar} {soort}: {waarde.toon}{' (voorlopig)' if waarde.voorlopig else ''}",
                })  # fmt: skip
    _geef_naam(gevonden, soorten)
    return gevonden


def _geef_naam(rijen: list[dict[str, Any]], soorten: Sequence[str]) -> None:
    """A direct label at the last whole year of each line, moved apart where lines end close together."""
    laatste = [_laatste_hele(rijen, soort) for soort in soorten]
    top = max((rij["aantal"] for rij in rijen), default=0) or 1
    vorige = None
    for rij in sorted((rij for rij in laatste if rij), key=lambda rij: int(rij["aantal"])):
        hoogte = float(rij["aantal"])
        if vorige is not None and hoogte - vorige < top * 0.07:
            hoogte = vorige + top * 0.07
        rij["naam"], rij["naamhoogte"], vorige = rij["soort"], hoogte, hoogte


def _laatste_hele(rijen: Sequence[dict[str, Any]], soort: str) -> dict[str, Any] | None:
    heel = [rij for rij in rijen if rij["soort"] == soort and not rij["voorlopig"]]
    return max(heel, key=lambda rij: str(rij["jaar"]), default=None)


def _spec(rijen: Sequence[dict[str, Any]], soorten: Sequence[str], keuze: Keuze) -> Spec:
    tint = {"field": "soort", "type": "nominal", "legend": None, "scale": _schaal(soorten, SOORTKLEUR, "--g-rest")}
    jaren = [kort_schooljaar(jaar) for jaar in keuze.jaren]
    x = {
        "field": "jaar",
        "type": "ordinal",
        "scale": {"domain": jaren, "type": "point", "padding": 0.4},
        "axis": as_jaren(keuze.jaar),
    }
    y = {"field": "aantal", "type": "quantitative", "axis": as_aantal(max(rij["aantal"] for rij in rijen))}
    lagen = [_lijn(y, tint, soorten), _heel(y, tint), _open(y, tint), _namen(tint)]
    return grafiek("TLV-aanvragen per schooljaar en schoolsoort", rijen, encoding={"x": x}, layer=lagen)


_HINT: Final = {"field": "uitleg", "type": "nominal"}
_PUNT: Final = {"type": "point", "opacity": 1, "ariaRoleDescription": "punt"}


def _schaal(soorten: Sequence[str], kleuren: Mapping[str, str], anders: str) -> dict[str, Any]:
    return {"domain": list(soorten), "range": [kleur(kleuren.get(soort, anders)) for soort in soorten]}


def _lijn(y: Spec, tint: Spec, soorten: Sequence[str]) -> dict[str, Any]:
    """Whole schooljaren only; each kind has its own dash, for who does not see colours."""
    strepen = {"domain": list(soorten), "range": [list(STREEP.get(soort, [1, 0])) for soort in soorten]}
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


def _tabel(antwoord: Antwoord, soorten: Sequence[str], keuze: Keuze) -> Tabel:
    def rij(jaar: str) -> tuple[Cel, ...]:
        return (jaar, *(antwoord.bij(jaar, "schoolsoort", soort) for soort in soorten), antwoord.totaal(jaar))

    return Tabel(("Schooljaar", *soorten, "Totaal"), tuple(map(rij, reversed(keuze.jaren))), keuze.jaar)
