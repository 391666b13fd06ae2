"""Figure: from which schoolsoort of herkomst to which schoolsoort, as granted."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren.stroombeeld import Band, stroombeeld
from services.gateway.dashboards.figuren.zinnen import aantal
from services.gateway.dashboards.gegevens import Antwoord, Waarde, som
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

NAMEN: Final = {
    "bao": "bao",
    "sbo": "sbo",
    "so": "so",
    "vso": "vso",
    "pro": "pro",
    "vo": "vo",
    "geen": "nog geen school",
}
_NAAR: Final = ("sbo", "so", "vso", "pro")


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden("tlv-toegekend", kader.keuze.jaar, splitsing="herkomst,schoolsoort")


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    banden = _banden(antwoord, keuze.jaar)
    return Figuur(
        code="bestemming",
        titel="Van waar naar waar?",
        zin=zin(antwoord.totaal(keuze.jaar), banden, keuze.jaar),
        tabel=_tabel(antwoord, keuze.jaar),
        indicatoren=(INDICATOREN["tlv-toegekend"],),
        spec=stroombeeld(f"Toegekende TLV's in {keuze.jaar}, van herkomst naar bestemming", banden) if banden else None,
        beschrijving=f"Stromen van schoolsoort van herkomst (links) naar toegekende schoolsoort (rechts) in"
        f" {keuze.jaar}; hoe dikker, hoe meer TLV's. De getallen staan in de tabel onder de grafiek.",
        leeg=f"In {keuze.jaar} is nog geen TLV toegekend.",
        noten=("Links waar de leerling vandaan komt, rechts waarvoor de TLV is toegekend. Een herindicatie gaat van een"
               " schoolsoort naar dezelfde.",),
        hoogte=300,
    )  # fmt: skip


def _banden(antwoord: Antwoord, jaar: str) -> list[Band]:
    return [
        Band(NAMEN.get(str(rij["herkomst"]), str(rij["herkomst"])), str(rij["schoolsoort"]), waarde.getal)
        for rij, waarde in antwoord.rijen(jaar)
        if waarde.getal
    ]


def zin(totaal: Waarde, banden: Sequence[Band], jaar: str) -> str:
    """Where most go; with few only how many there are."""
    if totaal.getal is None:
        return f"Voor {jaar} is er geen aantal: {totaal.toon}."
    if not banden:
        return f"In {jaar} is geen TLV toegekend."
    grootste = max(banden, key=lambda band: band.aantal)
    zelfde = [band for band in banden if band.aantal == grootste.aantal]
    begin = f"In {jaar} {'is' if totaal.getal == 1 else 'zijn'} {aantal(totaal.getal, 'TLV', 'TLV’s')} toegekend"
    if len(zelfde) > 1 or totaal.getal < 5:
        return f"{begin}."
    return f"{begin}; de grootste stroom gaat van {grootste.van} naar {grootste.naar} ({getal(grootste.aantal)})."


def _tabel(antwoord: Antwoord, jaar: str) -> Tabel:
    naar = [soort for soort in (*_NAAR, "onbekend") if soort in antwoord.waarden_van("schoolsoort", [jaar])]
    gevonden = antwoord.waarden_van("herkomst", [jaar])

    def bij(van: Any, soort: str) -> Waarde:
        return antwoord.deel(jaar, lambda rij: rij["herkomst"] == van and rij["schoolsoort"] == soort)

    def rij(van: str) -> Rij:
        return Rij((NAMEN.get(van, van), *(bij(van, soort) for soort in naar), antwoord.bij(jaar, "herkomst", van)))

    rijen = [rij(van) for van in (*NAMEN, "onbekend") if van in gevonden]
    onder = (som([antwoord.bij(jaar, "schoolsoort", soort)]) for soort in naar)
    return Tabel(kolommen("Van", *(f"naar {soort}" for soort in naar), "Totaal"),
                 (*rijen, Rij(("Totaal", *onder, antwoord.totaal(jaar)), nadruk=True)))  # fmt: skip


BESTEMMING: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
