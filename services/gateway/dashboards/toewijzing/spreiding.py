"""Figure: referral against arrangement spending per unit: 'waar gaan de middelen heen, en helpt het?'. No ranking."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.figuren.maatwerk import bedrag, per, procent
from services.gateway.dashboards.figuren.volgende import Samen
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.grafiek import grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.namen import NIVEAUS
from services.gateway.dashboards.poorten import Json, Vraag
from services.gateway.dashboards.toewijzing.arrangementen import BEGRIP
from shared.contracts.indicatoren import INDICATOREN

_CODES: Final = ("verwijzingspercentage", "arrangement-bedrag", "leerlingen")
_MINSTENS: Final = 3
_KOLOMMEN: Final = (Kolom("Naam", "tekst"), Kolom("Code", "tekst"), Kolom("verwijzingspercentage", "percentage"),
                    Kolom("arrangementen per leerling", "bedrag"), Kolom("leerlingen"))  # fmt: skip


class Punt(NamedTuple):
    """One unit: referral in percent, euro per pupil, pupils."""

    eenheid: Json
    verwezen: Waarde
    geld: Waarde
    leerlingen: Waarde


def _vragen(kader: Kader) -> list[Vraag]:
    if not kader.verdeling:
        return []
    return [vraag for code in _CODES for vraag in kader.per_kind(code, kader.keuze.jaar)]


def _maak(gegevens: Gegevens) -> Figuur | None:
    kader, jaar = gegevens.kader, gegevens.keuze.jaar
    if not kader.verdeling:
        return None
    punten = [_punt(gegevens, kind) for kind in kader.kinderen]
    getekend = [een for een in punten if een.verwezen.midden is not None and een.geld.midden is not None]
    soort = NIVEAUS[kader.verdeling][1]
    rijen = tuple(
        Rij(
            (str(een.eenheid["naam"]), str(een.eenheid["eenheid"]), een.verwezen, een.geld, een.leerlingen),
            eenheid=een.eenheid,
        )
        for een in punten
    )
    return Figuur(
        code="spreiding",
        titel="Waar gaan de middelen heen, en helpt het?",
        zin=zin(getekend, len(punten), soort, jaar),
        tabel=Tabel(_KOLOMMEN, rijen),
        indicatoren=(INDICATOREN[_CODES[0]], BEGRIP),
        spec=_spec(getekend, soort) if len(getekend) >= _MINSTENS else None,
        beschrijving=f"Puntenwolk met een punt per {NIVEAUS[kader.verdeling][0]}: het bedrag voor arrangementen per"
        " leerling en het verwijzingspercentage. De getallen staan in de tabel onder de grafiek.",
        leeg=f"Van minder dan drie {soort} zijn beide getallen bekend; dan zegt een puntenwolk niets. De getallen"
        " die er wel zijn, staan in de tabel.",
        noten=("Een punt linksboven verwijst veel en krijgt weinig voor arrangementen; rechtsonder omgekeerd. Samenhang"
               " is nog geen oorzaak, en bij een kleine school schuift één leerling het punt al ver op.",),
        hoogte=320,
    )  # fmt: skip


def _punt(gegevens: Gegevens, kind: Json) -> Punt:
    kader, jaar = gegevens.kader, gegevens.keuze.jaar
    verwezen, geld, leerlingen = (Samen(gegevens, kader.per_kind(code, jaar)).totaal(jaar, kind) for code in _CODES)
    return Punt(kind, procent(verwezen), bedrag(per(geld, leerlingen)), leerlingen)


def zin(punten: Sequence[Punt], alle: int, soort: str, jaar: str) -> str:
    """What the cloud spans, without a name: the table has those."""
    if len(punten) < _MINSTENS:
        return f"Van {len(punten)} van de {alle} {soort} zijn voor {jaar} beide getallen bekend."
    verwezen, geld = (sorted((getattr(een, naam) for een in punten), key=_midden) for naam in ("verwezen", "geld"))
    return (
        f"In {jaar} loopt het verwijzingspercentage van {verwezen[0].toon} tot {verwezen[-1].toon}, en het bedrag voor"
        f" arrangementen per leerling van {geld[0].toon} tot {geld[-1].toon} ({len(punten)} van de {alle} {soort})."
    )


def _midden(waarde: Waarde) -> float:
    return waarde.midden or 0


def _spec(punten: Sequence[Punt], soort: str) -> Spec:
    rijen: list[dict[str, Any]] = [
        {"geld": een.geld.midden, "verwezen": een.verwezen.midden, "naam": str(een.eenheid["naam"]),
         "uitleg": f"{een.eenheid['naam']}: {een.verwezen.toon} verwezen, {een.geld.toon} per leerling"}
        for een in punten
    ]  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    return grafiek(
        f"Verwijzingspercentage en bedrag per leerling, per {soort}", rijen,
        mark={"type": "point", "filled": True, "size": 90, "opacity": 0.75, "color": kleur("--g-een"),
              "stroke": kleur("--g-vlak"), "ariaRoleDescription": "punt"},
        encoding={
            "x": {"field": "geld", "type": "quantitative", "scale": {"zero": True},
                  "axis": {"title": "euro voor arrangementen per leerling", "tickCount": 5, "grid": True}},
            "y": {"field": "verwezen", "type": "quantitative", "scale": {"zero": True},
                  "axis": {"title": "% verwezen", "tickCount": 5}},
            "tooltip": hint, "description": hint,
        },
    )  # fmt: skip


SPREIDING: Final = Bouwsteen(_vragen, _maak)
