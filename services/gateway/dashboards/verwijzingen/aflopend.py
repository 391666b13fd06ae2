"""Figure: granted TLV's by the schooljaar in which they end: the herindicaties to come."""

from typing import Final

from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.gegevens import Antwoord, Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst

_CODE: Final = "tlv-aflopend"
_VOORUIT: Final = 4
KLEUREN: Final = {"sbo": "--g-twee", "so": "--g-een", "vso": "--g-drie", "pro": "--g-vier"}


def _jaren(kader: Kader) -> list[str]:
    lopend = kader.keuze.lopend
    return [tekst(jaar) for jaar in range(lopend - 1, lopend + _VOORUIT + 1)]


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(_CODE, *_jaren(kader), splitsing="schoolsoort")


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    jaren = _jaren(gegevens.kader)
    series = per_soort(antwoord, jaren)
    alles = Serie("Totaal", "--g-rest", {jaar: antwoord.totaal(jaar) for jaar in jaren})
    return Figuur(
        code="aflopend",
        titel="Welke TLV’s lopen af?",
        zin=zin(antwoord, tekst(keuze.lopend), tekst(keuze.lopend + 1)),
        tabel=jaartabel([*series, alles], keuze),
        indicatoren=(INDICATOREN[_CODE],),
        spec=staven("TLV's die aflopen, per schooljaar", series, keuze, "TLV’s"),
        beschrijving="Gestapelde staven: toegekende TLV's per schooljaar waarin zij aflopen, naar schoolsoort."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="Er is in deze schooljaren geen TLV die afloopt.",
        noten=("Bijna alle TLV’s lopen af op 31 juli, de laatste dag van het schooljaar. Dit figuur kijkt altijd vanaf"
               " het lopende schooljaar vooruit, ongeacht het gekozen schooljaar.",),
        legenda=legenda(series),
    )  # fmt: skip


def per_soort(antwoord: Antwoord, jaren: list[str]) -> list[Serie]:
    """A series per schoolsoort that occurs."""
    gevonden = antwoord.waarden_van("schoolsoort", jaren)
    return [
        Serie(soort, kleur, {jaar: antwoord.bij(jaar, "schoolsoort", soort) for jaar in jaren})
        for soort, kleur in KLEUREN.items()
        if soort in gevonden
    ]


def zin(antwoord: Antwoord, dit: str, volgend: str) -> str:
    """How many end this schooljaar and the next."""
    nu, straks = antwoord.totaal(dit), antwoord.totaal(volgend)
    if nu.getal is None or straks.getal is None:
        return f"Er is geen aantal: {nu.toon}."
    if not nu.getal and not straks.getal:
        return f"In {dit} en {volgend} loopt geen TLV af."
    return f"In {dit} {_lopen(nu)} af; in {volgend} {_lopen(straks)} af, voor zover nu toegekend."


def _lopen(waarde: Waarde) -> str:
    if not waarde.getal:
        return "geen TLV"
    return "loopt één TLV" if waarde.getal == 1 else f"lopen {waarde.toon} TLV’s"


AFLOPEND: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
