"""Figure: what became of applications: granted, refused, ended without decision, still open."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.getallen import kort_schooljaar
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Spec, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag

UITKOMSTEN: Final = ("toegekend", "afgewezen", "zonder besluit", "nog open")
_KLEUREN: Final = ("--g-goed", "--g-anders", "--g-rest", "--g-open")
_OP: Final = ("--g-op-goed", "--g-op-anders", "--g-op-rest", "--g-op-open")


def besluiten(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject."""

    def vragen(kader: Kader) -> list[Vraag]:
        return [*onderwerp.zonder_besluit(kader), onderwerp.toegekend(kader), onderwerp.afgewezen(kader)]

    def maak(gegevens: Gegevens) -> Figuur:
        return _figuur(gegevens, onderwerp)

    return Bouwsteen(vragen, maak)


def _figuur(gegevens: Gegevens, onderwerp: Onderwerp) -> Figuur:
    keuze = gegevens.keuze
    per_jaar = {jaar: uitkomsten(gegevens, onderwerp, jaar) for jaar in keuze.jaren}
    toegekend, afgewezen, _, open_ = per_jaar[keuze.jaar]
    rijen = _rijen(per_jaar)
    tabelrijen = tuple(Rij((jaar, *per_jaar[jaar]), jaar == keuze.jaar) for jaar in reversed(keuze.jaren))
    return Figuur(
        code="besluiten",
        titel="Wat werd erover besloten?",
        zin=zinnen.besluiten(toegekend, afgewezen, open_, keuze),
        tabel=Tabel(kolommen("Schooljaar", *UITKOMSTEN), tabelrijen),
        indicatoren=tuple(
            onderwerp.indicator(naam) for naam in ("toegekend", "afgewezen", "zonder-besluit", "openstaand")
        ),
        spec=_spec(rijen, onderwerp, keuze) if rijen else None,
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


def uitkomsten(gegevens: Gegevens, onderwerp: Onderwerp, jaar: str) -> tuple[Waarde, Waarde, Waarde, Waarde]:
    """Granted, refused (by decision), without decision, open (by application)."""
    kader = gegevens.kader
    return (
        gegevens[onderwerp.toegekend(kader)].totaal(jaar),
        gegevens[onderwerp.afgewezen(kader)].totaal(jaar),
        *onderwerp.status(gegevens, jaar),
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


def _spec(rijen: Sequence[dict[str, Any]], onderwerp: Onderwerp, keuze: Keuze) -> Spec:
    x = {"field": "jaar", "type": "ordinal", "axis": as_jaren(keuze.jaar),
         "scale": {"domain": [kort_schooljaar(jaar) for jaar in keuze.jaren], "paddingInner": 0.28}}  # fmt: skip
    tint = {"field": "uitkomst", "type": "nominal", "legend": None,
            "scale": {"domain": list(UITKOMSTEN), "range": [kleur(naam) for naam in _KLEUREN]}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    letters = {"field": "op", "type": "nominal", "legend": None,
               "scale": {"domain": list(_OP), "range": [kleur(naam) for naam in _OP]}}  # fmt: skip
    top = max(rij["midden"] + rij["aantal"] / 2 for rij in rijen)
    return grafiek(
        f"Uitkomst van {onderwerp.aanvraag} per schooljaar",
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
