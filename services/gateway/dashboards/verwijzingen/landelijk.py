"""Figure: published national shares of sbo and so, to compare with. Absent where none are loaded, and for VO."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.getallen import dag, kort_schooljaar, opsomming
from services.gateway.dashboards.grafiek import SOORTKLEUR, STREEP, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Begrip, Bouwsteen, Cel, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import Uitleg

CODES: Final[Mapping[str, str]] = {"deelname-sbo": "sbo", "deelname-so": "so"}
_JAREN: Final = 10
_NAAMAFSTAND: Final = 1.1
_DEFINITIE: Final = (
    "Het aandeel leerlingen dat op 1 oktober naar het sbo of het so gaat, in heel Nederland. Bij welke leerlingen dat"
    " aandeel hoort, staat bij de databron."
)
_TOELICHTING: Final = (
    "Er zijn drie definities in gebruik. OCW in cijfers deelt door alle leerlingen van bo, sbo en so samen; Vensters"
    " deelt door bao en sbo en komt iets hoger uit; een samenwerkingsverband rekent soms op een eigen manier. Vergelijk"
    " alleen cijfers met dezelfde definitie. Dit zijn leerlingen, geen aanvragen."
)


class Reeks(NamedTuple):
    """The figures of one schoolsoort by schooljaar."""

    soort: str
    per_jaar: Mapping[str, Json]

    def percentage(self, jaar: str, decimalen: int) -> Waarde:
        cijfer = self.per_jaar.get(jaar)
        return NIETS if cijfer is None else _met_tekst(lees(cijfer), decimalen)

    def aantal(self, jaar: str) -> Waarde:
        """How many pupils; unknown where only the percentage was published."""
        cijfer = self.per_jaar.get(jaar)
        return NIETS if cijfer is None or cijfer["teller"] is None else Waarde(cijfer["teller"], cijfer["status"])


_VRAAG: Final = Vraag("landelijk", "deelname")


def hoort_erbij(kader: Kader) -> bool:
    """Does this unit belong to primary education, from SWV down?"""
    return kader.keuze.niveau != "landelijk" and any(code.startswith("PO") for code in kader.swvs)


def vragen(kader: Kader) -> list[Vraag]:
    """What it asks."""
    return [_VRAAG] if hoort_erbij(kader) else []


def maak(gegevens: Gegevens) -> Figuur | None:
    """The figure for this view."""
    return figuur(gegevens.ruw(_VRAAG) if hoort_erbij(gegevens.kader) else None)


def figuur(antwoord: Json | None) -> Figuur | None:
    """The figure of this answer of `GET /v1/landelijk`; None without figures of sbo or so."""
    cijfers = [een for een in antwoord["cijfers"] if een["indicator"] in CODES] if antwoord else []
    if not cijfers:
        return None
    reeksen = _reeksen(cijfers)
    jaren = sorted({str(een["schooljaar"]) for een in cijfers})[-_JAREN:]
    decimalen = max(_decimalen(een["waarde"]) for een in cijfers)
    per = max(date.fromisoformat(een["standPer"]) for een in cijfers)
    bron = "; ".join(dict.fromkeys(str(een["bron"]) for een in cijfers))
    soorten = [reeks.soort for reeks in reeksen]
    return Figuur(
        code="landelijk",
        titel="Landelijk ter vergelijking",
        zin=_zin(reeksen, jaren[-1], decimalen),
        tabel=_tabel(reeksen, jaren, decimalen),
        indicatoren=(
            Begrip(
                "deelname-landelijk",
                "Aandeel leerlingen in het sbo en het so",
                Uitleg(_DEFINITIE, _TOELICHTING, "Overgenomen zoals gepubliceerd, niet nagerekend.", "po", bron),
            ),
        ),
        spec=_spec(_rijen(reeksen, jaren, decimalen), soorten, jaren),
        beschrijving=f"Lijngrafiek van het landelijke aandeel leerlingen per schooljaar, met een lijn voor"
        f" {opsomming(soorten)}. De getallen staan in de tabel onder de grafiek.",
        noten=(
            f"Gepubliceerde cijfers over heel Nederland, stand per {dag(per)}. Een punt is een gepubliceerd"
            " jaar; bron en definitie staan bij de uitleg.",
        ),
        breedte=960,
        hoogte=190,
        stand_per=per,
        bron="OCW, landelijke deelname",
        plaats="heel",
    )


def _reeksen(cijfers: Sequence[Json]) -> list[Reeks]:
    per_code = {code: {str(een["schooljaar"]): een for een in cijfers if een["indicator"] == code} for code in CODES}
    return [Reeks(CODES[code], per_jaar) for code, per_jaar in per_code.items() if per_jaar]


def _decimalen(waarde: float) -> int:
    """2.4 → 1; all figures are shown with as many as the most precise one."""
    return max(0, -int(Decimal(str(waarde)).normalize().as_tuple().exponent))


def _met_tekst(waarde: Waarde, decimalen: int) -> Waarde:
    return waarde if waarde.getal is None else Waarde(waarde.getal, waarde.status, f"{getal(waarde.getal, decimalen)}%")


def _zin(reeksen: Sequence[Reeks], jaar: str, decimalen: int) -> str:
    delen = [
        f"{waarde.toon} van de leerlingen op het {reeks.soort}{_leerlingen(reeks.aantal(jaar))}"
        for reeks in reeksen
        if (waarde := reeks.percentage(jaar, decimalen)).bekend
    ]
    return f"In heel Nederland zat in {jaar} {opsomming(delen)}."


def _leerlingen(waarde: Waarde) -> str:
    return f" ({waarde.toon} leerlingen)" if waarde.bekend else ""


def _tabel(reeksen: Sequence[Reeks], jaren: Sequence[str], decimalen: int) -> Tabel:
    koppen = [
        kolom
        for reeks in reeksen
        for kolom in (Kolom(f"{reeks.soort} (%)", "percentage"), Kolom(f"leerlingen {reeks.soort}"))
    ]

    def cellen(jaar: str) -> tuple[Cel, ...]:
        return tuple(cel for reeks in reeksen for cel in (reeks.percentage(jaar, decimalen), reeks.aantal(jaar)))

    rijen = tuple(Rij((jaar, *cellen(jaar)), jaar == jaren[-1]) for jaar in reversed(jaren))
    return Tabel((Kolom("Schooljaar", "tekst"), *koppen), rijen)


def _rijen(reeksen: Sequence[Reeks], jaren: Sequence[str], decimalen: int) -> list[dict[str, Any]]:
    """A point per figure; the first point of each line carries its name, moved up where two lines begin together."""
    rijen: list[dict[str, Any]] = []
    vorige = None
    for reeks in sorted(reeksen, key=lambda reeks: float(reeks.per_jaar[min(reeks.per_jaar)]["waarde"])):
        punten = [_punt(reeks.soort, jaar, waarde) for jaar in jaren
                  if (waarde := reeks.percentage(jaar, decimalen)).getal is not None]  # fmt: skip
        for punt in punten[:1]:
            hoogte = punt["deel"] if vorige is None else max(punt["deel"], vorige * _NAAMAFSTAND)
            punt["naamhoogte"] = vorige = hoogte
        rijen += punten
    return rijen


def _punt(soort: str, jaar: str, waarde: Waarde) -> dict[str, Any]:
    voorlopig = " (voorlopig)" if waarde.voorlopig else ""
    return {"jaar": kort_schooljaar(jaar), "soort": soort, "deel": waarde.getal,
            "uitleg": f"{jaar} {soort}: {waarde.toon}{voorlopig}"}  # fmt: skip


def _spec(rijen: Sequence[dict[str, Any]], soorten: Sequence[str], jaren: Sequence[str]) -> Spec:
    """Every schooljaar has its place on the x axis, also one without a figure."""
    eerste, laatste = int(jaren[0][:4]), int(jaren[-1][:4])
    alle = [kort_schooljaar(f"{jaar}-{jaar + 1}") for jaar in range(eerste, laatste + 1)]
    x = {"field": "jaar", "type": "ordinal", "scale": {"domain": alle, "type": "point", "padding": 0.4},
         "axis": {"title": None, "labelAngle": 0, "labelOverlap": "greedy"}}  # fmt: skip
    y = {"field": "deel", "type": "quantitative", "scale": {"zero": True},
         "axis": {"title": "% van de leerlingen", "tickCount": 4}}  # fmt: skip
    tint = {"field": "soort", "type": "nominal", "legend": None,
            "scale": {"domain": list(soorten), "range": [kleur(SOORTKLEUR[soort]) for soort in soorten]}}  # fmt: skip
    dash = {"field": "soort", "type": "nominal", "legend": None,
            "scale": {"domain": list(soorten), "range": [list(STREEP[soort]) for soort in soorten]}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    lijn = {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"y": y, "color": tint, "strokeDash": dash}}
    punt = {
        "mark": {"type": "point", "opacity": 1, "filled": True, "size": 40, "ariaRoleDescription": "punt"},
        "encoding": {"y": y, "color": tint, "tooltip": hint, "description": hint},
    }
    naam = {
        "transform": [{"filter": "isValid(datum.naamhoogte)"}],
        "mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -7, "fontWeight": "bold", "fontSize": 14},
        "encoding": {"y": {"field": "naamhoogte", "type": "quantitative"}, "text": {"field": "soort"}, "color": tint},
    }
    return grafiek("Landelijk aandeel leerlingen per schoolsoort", rijen, encoding={"x": x}, layer=[lijn, punt, naam])


LANDELIJK: Final = Bouwsteen(vragen, maak)
