"""Figure: pupils on 1 October by schoolsoort, over the schooljaren."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, herkomst
from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_CODE: Final = "leerlingen"
_KLEUREN: Final = {"bao": "--g-goed", "sbo": "--g-twee", "so": "--g-een", "so/vso": "--g-midden", "vso": "--g-drie",
                   "pro": "--g-vier", "vo": "--g-rest"}  # fmt: skip


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(_CODE, kader.keuze.reeks, splitsing="schoolsoort")


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    gevonden = antwoord.waarden_van("schoolsoort", keuze.jaren)
    series = [
        Serie(soort, kleur, {jaar: antwoord.bij(jaar, "schoolsoort", soort) for jaar in keuze.jaren})
        for soort, kleur in _KLEUREN.items()
        if soort in gevonden
    ]
    totaal = Serie("Totaal", "--g-rest", {jaar: antwoord.totaal(jaar) for jaar in keuze.jaren})
    nu, eerder = totaal.waarde(keuze.jaar), totaal.waarde(keuze.eerder)
    bron = herkomst(gegevens, [_vraag(gegevens.kader)])
    return Figuur(
        code="leerlingen",
        titel="Leerlingen op 1 oktober",
        zin=zin(nu, keuze.jaar),
        vergelijking=f"In {keuze.eerder}: {eerder.toon}." if eerder.midden is not None else "",
        tabel=jaartabel([*series, totaal], keuze),
        indicatoren=(INDICATOREN[_CODE],),
        spec=staven("Leerlingen op 1 oktober, per schooljaar", series, keuze, "leerlingen") if series else None,
        beschrijving="Gestapelde staven: leerlingen op 1 oktober per schooljaar, naar schoolsoort. De getallen staan in"
        " de tabel onder de grafiek.",
        leeg="Er zijn geen aantallen leerlingen van deze eenheid ingelezen.",
        legenda=legenda(series),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )  # fmt: skip


def zin(nu: Waarde, jaar: str) -> str:
    """How many pupils."""
    if nu.midden is None:
        return geen(nu, jaar)
    return f"Op 1 oktober {jaar[:4]} telden de scholen {nu.toon} {'leerling' if nu.getal == 1 else 'leerlingen'}."


LEERLINGEN: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
