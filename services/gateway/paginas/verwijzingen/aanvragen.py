"""Figure: applications over the schooljaren, a line per schoolsoort."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.gateway.paginas.figuur import Figuur, Spec, Tabel
from services.gateway.paginas.gegevens import Antwoord
from services.gateway.paginas.getallen import kort_schooljaar
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
        beschrijving=f"Lijngrafiek van het aantal TLV-aanvragen per schooljaar, met een lijn voor {' en '.join(soorten)}."
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
    laatste = [max((r for r in rijen if r["soort"] == soort and not r["voorlopig"]), key=lambda r: str(r["jaar"]), default=None)
               for soort in soorten]  # fmt: skip
    top = max((rij["aantal"] for rij in rijen), default=0) or 1
    vorige = None
    for rij in sorted((rij for rij in laatste if rij), key=lambda rij: int(rij["aantal"])):
        hoogte = float(rij["aantal"])
        if vorige is not None and hoogte - vorige < top * 0.07:
            hoogte = vorige + top * 0.07
        rij["naam"], rij["naamhoogte"], vorige = rij["soort"], hoogte, hoogte


def _spec(rijen: Sequence[dict[str, Any]], soorten: Sequence[str], keuze: Keuze) -> Spec:
    schaal = {"domain": list(soorten), "range": [kleur(SOORTKLEUR.get(soort, "--g-rest")) for soort in soorten]}
    strepen = {"domain": list(soorten), "range": [list(STREEP.get(soort, [1, 0])) for soort in soorten]}
    jaren = [kort_schooljaar(jaar) for jaar in keuze.jaren]
    x = {"field": "jaar", "type": "ordinal", "scale": {"domain": jaren, "type": "point", "padding": 0.4},
         "axis": as_jaren(keuze.jaar)}  # fmt: skip
    y = {"field": "aantal", "type": "quantitative", "axis": as_aantal()}
    tint = {"field": "soort", "type": "nominal", "scale": schaal, "legend": None}
    hint = {"field": "uitleg", "type": "nominal"}
    heel, open_ = {"filter": "!datum.voorlopig"}, {"filter": "datum.voorlopig"}
    return grafiek(
        "TLV-aanvragen per schooljaar en schoolsoort",
        rijen,
        encoding={"x": x},
        layer=[
            {"transform": [heel], "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "linear"},
             "encoding": {"y": y, "color": tint, "strokeDash": {"field": "soort", "type": "nominal", "scale": strepen, "legend": None}}},
            {"transform": [heel], "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1, "ariaRoleDescription": "punt"},
             "encoding": {"y": y, "color": tint, "tooltip": hint, "description": hint}},
            {"transform": [open_], "mark": {"type": "point", "filled": False, "size": 70, "strokeWidth": 2.2, "fill": kleur("--g-vlak"), "fillOpacity": 1, "opacity": 1, "ariaRoleDescription": "punt"},
             "encoding": {"y": y, "stroke": tint, "tooltip": hint, "description": hint}},
            {"transform": [{"filter": "datum.naam"}], "mark": {"type": "text", "align": "left", "dx": 10, "fontWeight": "bold", "fontSize": 14},
             "encoding": {"y": {"field": "naamhoogte", "type": "quantitative"}, "text": {"field": "naam"}, "color": tint}},
        ],
    )  # fmt: skip


def _tabel(antwoord: Antwoord, soorten: Sequence[str], keuze: Keuze) -> Tabel:
    rijen = []
    for jaar in reversed(keuze.jaren):
        delen = [antwoord.bij(jaar, "schoolsoort", soort) for soort in soorten]
        rijen.append((jaar, *delen, antwoord.totaal(jaar)))
    return Tabel(("Schooljaar", *soorten, "Totaal"), tuple(rijen), keuze.jaar)
