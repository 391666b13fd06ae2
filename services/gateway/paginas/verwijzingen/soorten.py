"""Figure: granted TLV's by funding category, counts and share."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.paginas.figuur import Cel, Figuur, Spec, Tabel
from services.gateway.paginas.gegevens import Kiest, Waarde, som
from services.gateway.paginas.getallen import kort_schooljaar, procent
from services.gateway.paginas.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.verwijzingen import zinnen
from services.gateway.paginas.verwijzingen.vragen import Gegevens
from shared.contracts.codes import CATEGORIEEN, MET_CATEGORIE
from shared.contracts.indicatoren import CATALOGUS

_KLEUREN: Final = ("--g-laag", "--g-midden", "--g-hoog")
_OP: Final = ("--g-op-laag", "--g-op-midden", "--g-op-hoog")


def figuur(gegevens: Gegevens) -> Figuur:
    """The figure for this view."""
    keuze = gegevens.keuze
    per_jaar = {jaar: _waarden(gegevens, jaar) for jaar in keuze.jaren}
    rijen = _rijen(per_jaar)
    waarvan = keuze.soort if keuze.soort in MET_CATEGORIE else _waarvan(gegevens)
    return Figuur(
        naam="soorten",
        titel=f"Laag, midden of hoog ({waarvan})",
        zin=_zonder_categorie(keuze) or zinnen.soorten(*per_jaar[keuze.jaar], keuze),
        tabel=Tabel(
            ("Schooljaar", *CATEGORIEEN, "Totaal", *(f"deel {naam}" for naam in CATEGORIEEN)),
            tuple(_tabelrij(jaar, per_jaar[jaar]) for jaar in reversed(keuze.jaren)),
            keuze.jaar,
        ),
        indicatoren=(CATALOGUS["tlv-toegekend"],),
        spec=_spec(rijen, keuze) if rijen else None,
        beschrijving=f"Gestapelde balken per schooljaar van toegekende TLV's {waarvan}: categorie laag, midden en hoog."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="In deze schooljaren is geen TLV met een bekostigingscategorie toegekend.",
        breedte=440,
        hoogte=290,
        legenda=tuple(zip(CATEGORIEEN, _KLEUREN, strict=True)),
    )


def _zonder_categorie(keuze: Keuze) -> str | None:
    if keuze.soort in (None, *MET_CATEGORIE):
        return None
    return f"Een TLV voor {keuze.soort} heeft geen bekostigingscategorie."


def _waarvan(gegevens: Gegevens) -> str:
    """'so', 'vso' or 'so en vso': what occurs."""
    codes = gegevens["toegekend"].waarden_van("soortCategorie", gegevens.keuze.jaren)
    soorten = [soort for soort in MET_CATEGORIE if any(str(code).startswith(f"{soort}-") for code in codes)]
    return " en ".join(soorten) or "so en vso"


def _waarden(gegevens: Gegevens, jaar: str) -> tuple[Waarde, Waarde, Waarde]:
    laag, midden, hoog = (gegevens["toegekend"].deel(jaar, _eindigt(naam)) for naam in CATEGORIEEN)
    return laag, midden, hoog


def _eindigt(naam: str) -> Kiest:
    return lambda rij: str(rij["soortCategorie"]).endswith(f"-{naam}")


def _tabelrij(jaar: str, waarden: Sequence[Waarde]) -> tuple[Cel, ...]:
    totaal = som(waarden)
    delen = [_deel(waarde, totaal) for waarde in waarden]
    return (jaar, *waarden, totaal, *delen)


def _deel(waarde: Waarde, totaal: Waarde) -> str:
    if waarde.getal is None or totaal.getal is None:
        return waarde.toon
    return procent(100 * waarde.getal / totaal.getal) if totaal.getal else "n.v.t."


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
