"""Figure: what became of applications: granted, refused, ended without decision, still open."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.paginas.figuur import Figuur, Spec, Tabel
from services.gateway.paginas.gegevens import Waarde
from services.gateway.paginas.getallen import kort_schooljaar
from services.gateway.paginas.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.verwijzingen import zinnen
from services.gateway.paginas.verwijzingen.vragen import Gegevens
from shared.contracts.codes import OPENSTAAND, ZONDER_BESLUIT
from shared.contracts.indicatoren import CATALOGUS

UITKOMSTEN: Final = ("toegekend", "afgewezen", "zonder besluit", "nog open")
_KLEUREN: Final = ("--g-goed", "--g-anders", "--g-rest", "--g-open")
_OP: Final = ("--g-op-goed", "--g-op-anders", "--g-op-rest", "--g-op-open")


def figuur(gegevens: Gegevens) -> Figuur:
    """The figure for this view."""
    keuze = gegevens.keuze
    per_jaar = {jaar: uitkomsten(gegevens, jaar) for jaar in keuze.jaren}
    toegekend, afgewezen, _, open_ = per_jaar[keuze.jaar]
    rijen = _rijen(per_jaar)
    return Figuur(
        naam="besluiten",
        titel="Wat werd erover besloten?",
        zin=zinnen.besluiten(toegekend, afgewezen, open_, keuze),
        tabel=Tabel(
            ("Schooljaar", *UITKOMSTEN),
            tuple((jaar, *per_jaar[jaar]) for jaar in reversed(keuze.jaren)),
            keuze.jaar,
        ),
        indicatoren=tuple(
            CATALOGUS[code] for code in ("tlv-toegekend", "tlv-afgewezen", "tlv-zonder-besluit", "tlv-openstaand")
        ),
        spec=_spec(rijen, keuze) if rijen else None,
        beschrijving="Gestapelde staven per schooljaar: toegekend, afgewezen, zonder besluit en nog open."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn in deze schooljaren geen besluiten en geen open aanvragen.",
        noten=(
            "Toegekend en afgewezen tellen in het schooljaar van het besluit; zonder besluit en nog open in het"
            " schooljaar van de aanvraag.",
        ),
        hoogte=280,
        legenda=tuple(zip(UITKOMSTEN, _KLEUREN, strict=True)),
    )


def uitkomsten(gegevens: Gegevens, jaar: str) -> tuple[Waarde, Waarde, Waarde, Waarde]:
    """Granted, refused (by decision), without decision, open (by application)."""
    aanvragen = gegevens["aanvragen"]
    return (
        gegevens["toegekend"].totaal(jaar),
        gegevens["afgewezen"].totaal(jaar),
        aanvragen.deel(jaar, lambda rij: rij["status"] in ZONDER_BESLUIT),
        aanvragen.deel(jaar, lambda rij: rij["status"] in OPENSTAAND),
    )


def _rijen(per_jaar: dict[str, tuple[Waarde, Waarde, Waarde, Waarde]]) -> list[dict[str, Any]]:
    gevonden = []
    top = max((sum(w.getal or 0 for w in waarden) for waarden in per_jaar.values()), default=0) or 1
    for jaar, waarden in per_jaar.items():
        onder = 0.0
        for nummer, waarde in enumerate(waarden):
            if not waarde.getal:
                continue
            gevonden.append({
                "jaar": kort_schooljaar(jaar), "uitkomst": UITKOMSTEN[nummer], "aantal": int(waarde.getal),
                "midden": onder + waarde.getal / 2, "nummer": nummer, "op": _OP[nummer],
                "past": waarde.getal / top > 0.075,
                "uitleg": f"{jaar} {UITKOMSTEN[nummer]}: {waarde.toon}",
            })  # fmt: skip
            onder += waarde.getal
    return gevonden


def _spec(rijen: Sequence[dict[str, Any]], keuze: Keuze) -> Spec:
    x = {"field": "jaar", "type": "ordinal", "axis": as_jaren(keuze.jaar),
         "scale": {"domain": [kort_schooljaar(jaar) for jaar in keuze.jaren], "paddingInner": 0.28}}  # fmt: skip
    tint = {"field": "uitkomst", "type": "nominal", "legend": None,
            "scale": {"domain": list(UITKOMSTEN), "range": [kleur(naam) for naam in _KLEUREN]}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    letters = {"field": "op", "type": "nominal", "legend": None,
               "scale": {"domain": list(_OP), "range": [kleur(naam) for naam in _OP]}}  # fmt: skip
    top = max(rij["midden"] + rij["aantal"] / 2 for rij in rijen)
    return grafiek(
        "Uitkomst van TLV-aanvragen per schooljaar",
        rijen,
        encoding={"x": x},
        resolve={"scale": {"color": "independent"}},
        layer=[
            {"mark": {"type": "bar", "stroke": kleur("--g-vlak"), "strokeWidth": 1, "ariaRoleDescription": "staaf"},
             "encoding": {"y": {"field": "aantal", "type": "quantitative", "stack": "zero", "axis": as_aantal(top)},
                          "color": tint, "order": {"field": "nummer"}, "tooltip": hint, "description": hint}},
            {"transform": [{"filter": "datum.past"}], "mark": {"type": "text", "fontSize": 12, "baseline": "middle"},
             "encoding": {"y": {"field": "midden", "type": "quantitative"}, "text": {"field": "aantal", "format": ",d"},
                          "color": letters}},
        ],
    )  # fmt: skip
