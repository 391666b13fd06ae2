"""Figure: terugplaatsing: pupils who go back to bao or vo, over the schooljaren. Known per SWV only."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, herkomst, naast
from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_CODE: Final = "leerlingstromen"
_KLEUREN: Final = {"sbo": "--g-twee", "so": "--g-een", "vso": "--g-drie"}
_FILTER: Final = {"filter.richting": "terug"}


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(_CODE, kader.keuze.reeks, splitsing="van", anders=_FILTER)


def _maak(gegevens: Gegevens) -> Figuur | None:
    kader, keuze = gegevens.kader, gegevens.keuze
    if keuze.niveau != "swv":
        return None
    antwoord = gegevens[_vraag(kader)]
    gevonden = antwoord.waarden_van("van", keuze.jaren)
    series = [
        Serie(f"uit {soort}", kleur, {jaar: antwoord.bij(jaar, "van", soort) for jaar in keuze.jaren})
        for soort, kleur in _KLEUREN.items()
        if soort in gevonden
    ]
    totaal = Serie("Totaal", "--g-rest", {jaar: antwoord.totaal(jaar) for jaar in keuze.jaren})
    nu, eerder = totaal.waarde(keuze.jaar), totaal.waarde(keuze.eerder)
    bron = herkomst(gegevens, [_vraag(kader)])
    return Figuur(
        code="terugplaatsing",
        titel="Wie gaat terug naar het gewone onderwijs?",
        zin=zin(nu, keuze.jaar),
        vergelijking=naast(nu, eerder, keuze),
        tabel=jaartabel([*series, totaal], keuze),
        indicatoren=(INDICATOREN[_CODE],),
        spec=staven("Leerlingen die teruggaan, per schooljaar", series, keuze, "leerlingen") if series else None,
        beschrijving="Gestapelde staven: leerlingen die per schooljaar teruggaan, naar schoolsoort waar zij vandaan"
        " komen. De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn geen gegevens over terugplaatsing geleverd, of niemand ging terug.",
        noten=("Staat er een marge, dan is in de grafiek het midden ervan getekend.",),
        legenda=legenda(series),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )  # fmt: skip


def zin(nu: Waarde, jaar: str) -> str:
    """How many went back; bounds are said as bounds."""
    if nu.midden is None:
        return geen(nu, jaar)
    if not nu.midden:
        return f"In {jaar} ging geen leerling terug naar het gewone onderwijs."
    gingen = "ging 1 leerling" if nu.getal == 1 else f"gingen {nu.toon} leerlingen"
    return f"In {jaar} {gingen} terug naar het gewone onderwijs."


TERUG: Final = Bouwsteen(lambda kader: [_vraag(kader)] if kader.keuze.niveau == "swv" else [], _maak)
