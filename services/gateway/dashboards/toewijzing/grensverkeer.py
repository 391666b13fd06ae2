"""Figure: funded pupils that go to school across the border of the SWV, out and in. Known per SWV only."""

from collections.abc import Sequence
from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, herkomst
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from services.gateway.dashboards.toewijzing.teldatum import dag, teldatum
from shared.contracts.indicatoren import INDICATOREN

_CODES: Final = ("grensverkeer-uit", "grensverkeer-in")
_NIVEAU: Final = "swv"


def _vragen(kader: Kader) -> list[Vraag]:
    if kader.keuze.niveau != _NIVEAU:
        return []
    return [kader.waarden(code, kader.keuze.reeks, anders=teldatum(kader.keuze)) for code in _CODES]


def _maak(gegevens: Gegevens) -> Figuur | None:
    keuze, vragen = gegevens.keuze, _vragen(gegevens.kader)
    if not vragen:
        return None
    uit, in_ = (gegevens[een] for een in vragen)
    series = [
        Serie("naar elders", "--g-een", {jaar: uit.totaal(jaar) for jaar in keuze.jaren}),
        Serie("van elders", "--g-twee", {jaar: in_.totaal(jaar) for jaar in keuze.jaren}, (6, 3)),
    ]
    bron = herkomst(gegevens, vragen)
    return Figuur(
        code="grensverkeer",
        titel="Grensverkeer",
        zin=zin(series, f"{dag(keuze)} van {keuze.jaar}", keuze.jaar),
        tabel=jaartabel(series, keuze),
        indicatoren=tuple(INDICATOREN[code] for code in _CODES),
        spec=lijnen("Leerlingen over de grens van het samenwerkingsverband", series, keuze, "leerlingen"),
        beschrijving="Lijngrafiek van het aantal leerlingen dat over de grens van het samenwerkingsverband naar school"
        " gaat, naar elders en van elders. De getallen staan in de tabel onder de grafiek.",
        leeg="De cijfers van DUO over bekostigde leerlingen zijn niet ingelezen.",
        noten=("Staat er een marge, dan is in de grafiek het midden ervan getekend.",),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )


def zin(series: Sequence[Serie], wanneer: str, jaar: str) -> str:
    """Both ways, as far as they are known."""
    uit, in_ = (een.waarde(jaar) for een in series)
    if uit.midden is None:
        return geen(uit, wanneer)
    gingen = "ging 1 leerling" if uit.getal == 1 else f"gingen {uit.toon} leerlingen"
    begin = f"Op {wanneer} {gingen} van dit samenwerkingsverband elders naar school"
    if in_.midden is None:
        return f"{begin}."
    return f"{begin}; van elders {'kwam' if in_.getal == 1 else 'kwamen'} er {in_.toon}."


GRENSVERKEER: Final = Bouwsteen(_vragen, _maak)
