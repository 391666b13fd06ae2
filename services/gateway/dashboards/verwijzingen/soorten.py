"""Figure: granted TLV's by funding category, counts and share."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.onderwerp import TLV
from services.gateway.dashboards.figuren.periode import vergelijk
from services.gateway.dashboards.gegevens import NVT, Kiest, Waarde, som
from services.gateway.dashboards.getallen import kort_schooljaar, procent
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.codes import CATEGORIEEN, MET_CATEGORIE

_KLEUREN: Final = ("--g-laag", "--g-midden", "--g-hoog")
_OP: Final = ("--g-op-laag", "--g-op-midden", "--g-op-hoog")


def vragen(kader: Kader) -> list[Vraag]:
    """What it asks."""
    return [TLV.toegekend(kader), _hoog(kader)]


def _hoog(kader: Kader) -> Vraag:
    """How the dearest category moves: weeks of a running schooljaar are known to a comparison only."""
    return kader.vergelijking("tlv-toegekend", {"filter.categorie": "hoog"})


def figuur(gegevens: Gegevens) -> Figuur:
    """The figure for this view."""
    keuze = gegevens.keuze
    per_jaar = {jaar: _waarden(gegevens, jaar) for jaar in keuze.jaren}
    rijen, soort = _rijen(per_jaar), keuze.gekozen("soort")
    waarvan = soort if soort in MET_CATEGORIE else _waarvan(gegevens)
    return Figuur(
        code="soorten",
        titel=f"Laag, midden of hoog ({waarvan})",
        zin=_zonder_categorie(soort) or zinnen.soorten(*per_jaar[keuze.jaar], keuze),
        vergelijking="" if _zonder_categorie(soort) else zinnen.hoog(vergelijk(gegevens, _hoog(gegevens.kader)), keuze),
        tabel=Tabel(
            (*kolommen("Schooljaar", *CATEGORIEEN, "Totaal"), *(Kolom(f"deel {n}", "percentage") for n in CATEGORIEEN)),
            tuple(_tabelrij(jaar, per_jaar[jaar], jaar == keuze.jaar) for jaar in reversed(keuze.jaren)),
        ),
        indicatoren=(TLV.indicator("toegekend"),),
        spec=_spec(rijen, keuze) if rijen else None,
        beschrijving=f"Gestapelde balken per schooljaar van toegekende TLV's {waarvan}: categorie laag, midden en hoog."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="In deze schooljaren is geen TLV met een bekostigingscategorie toegekend.",
        breedte=440,
        hoogte=290,
        plaats="smal",
        legenda=tuple(zip(CATEGORIEEN, _KLEUREN, strict=True)),
    )


SOORTEN: Final = Bouwsteen(vragen, figuur)


def _zonder_categorie(soort: str | None) -> str | None:
    if soort in (None, *MET_CATEGORIE):
        return None
    return f"Een TLV voor {soort} heeft geen bekostigingscategorie."


def _waarvan(gegevens: Gegevens) -> str:
    """'so', 'vso' or 'so en vso': what occurs."""
    codes = gegevens[TLV.toegekend(gegevens.kader)].waarden_van("soortCategorie", gegevens.keuze.jaren)
    soorten = [soort for soort in MET_CATEGORIE if any(str(code).startswith(f"{soort}-") for code in codes)]
    return " en ".join(soorten) or "so en vso"


def _waarden(gegevens: Gegevens, jaar: str) -> tuple[Waarde, Waarde, Waarde]:
    toegekend = gegevens[TLV.toegekend(gegevens.kader)]
    laag, midden, hoog = (toegekend.deel(jaar, _eindigt(naam)) for naam in CATEGORIEEN)
    return laag, midden, hoog


def _eindigt(naam: str) -> Kiest:
    return lambda rij: str(rij["soortCategorie"]).endswith(f"-{naam}")


def _tabelrij(jaar: str, waarden: Sequence[Waarde], nadruk: bool) -> Rij:
    totaal = som(waarden)
    return Rij((jaar, *waarden, totaal, *(_deel(waarde, totaal) for waarde in waarden)), nadruk)


def _deel(waarde: Waarde, totaal: Waarde) -> Waarde:
    """The share as a value: 'n.v.t.' of nothing, hidden where a part is."""
    if waarde.getal is None or totaal.getal is None:
        return waarde if waarde.getal is None else totaal
    if not totaal.getal:
        return Waarde(None, NVT)
    deel = 100 * waarde.getal / totaal.getal
    return Waarde(deel, waarde.status, procent(deel))


def _rijen(per_jaar: dict[str, tuple[Waarde, Waarde, Waarde]]) -> list[dict[str, Any]]:
    gevonden = []
    top = max((sum(w.getal or 0 for w in waarden) for waarden in per_jaar.values()), default=0) or 1
    for jaar, waarden in per_jaar.items():
        links = 0.0
        for nummer, waarde in enumerate(waarden):
            if not waarde.getal:
                continue
            gevonden.append({
                "jaar": kort_schooljaar(jaar), "categorie": CATEGORIEEN[nummer], "aantal": int(waarde.getal),
                "midden": links + waarde.getal / 2, "nummer": nummer, "op": _OP[nummer],
                "past": waarde.getal / top > 0.06, "uitleg": f"{jaar} {CATEGORIEEN[nummer]}: {waarde.toon}",
            })  # fmt: skip
            links += waarde.getal
    return gevonden


def _spec(rijen: Sequence[dict[str, Any]], keuze: Keuze) -> Spec:
    y = {"field": "jaar", "type": "ordinal", "axis": as_jaren(keuze.jaar),
         "scale": {"domain": [kort_schooljaar(jaar) for jaar in keuze.jaren], "paddingInner": 0.3}}  # fmt: skip
    tint = {"field": "categorie", "type": "nominal", "legend": None,
            "scale": {"domain": list(CATEGORIEEN), "range": [kleur(naam) for naam in _KLEUREN]}}  # fmt: skip
    letters = {"field": "op", "type": "nominal", "legend": None,
               "scale": {"domain": list(_OP), "range": [kleur(naam) for naam in _OP]}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    top = max(rij["midden"] + rij["aantal"] / 2 for rij in rijen)
    return grafiek(
        "Toegekende TLV's per bekostigingscategorie en schooljaar",
        rijen,
        encoding={"y": y},
        resolve={"scale": {"color": "independent"}},
        layer=[
            {"mark": {"type": "bar", "stroke": kleur("--g-vlak"), "strokeWidth": 1, "ariaRoleDescription": "balk"},
             "encoding": {"x": {"field": "aantal", "type": "quantitative", "stack": "zero",
                                "axis": {**as_aantal(top), "grid": True, "domain": False}},
                          "color": tint, "order": {"field": "nummer"}, "tooltip": hint, "description": hint}},
            {"transform": [{"filter": "datum.past"}], "mark": {"type": "text", "fontSize": 12, "baseline": "middle"},
             "encoding": {"x": {"field": "midden", "type": "quantitative"}, "text": {"field": "aantal", "format": ",d"},
                          "color": letters}},
        ],
    )  # fmt: skip
