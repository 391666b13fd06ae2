"""Figure: streams of pupils as a picture and as a matrix: with a TLV out, and back."""

from typing import Any, Final

from services.gateway.dashboards.figuren.bestemming import NAMEN, zin
from services.gateway.dashboards.figuren.stroombeeld import Band, stroombeeld
from services.gateway.dashboards.gegevens import NVT, Antwoord, Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

CODE: Final = "leerlingstromen"
_NAAR: Final = ("sbo", "so", "vso", "pro", "bao", "vo")


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(CODE, kader.keuze.jaar, splitsing="van,naar")


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    banden = _banden(antwoord, keuze.jaar)
    heen = [band for band in banden if band.naar not in ("bao", "vo")]
    return Figuur(
        code="stromen",
        titel="Leerlingstromen",
        zin=zin(antwoord.totaal(keuze.jaar), heen, keuze.jaar),
        tabel=_tabel(antwoord, keuze.jaar),
        indicatoren=(INDICATOREN[CODE],),
        spec=stroombeeld(f"Leerlingstromen in {keuze.jaar}", banden) if banden else None,
        beschrijving=f"Stromen van schoolsoort van herkomst (links) naar schoolsoort van bestemming (rechts) in"
        f" {keuze.jaar}; hoe dikker, hoe meer. De getallen staan in de tabel onder de grafiek.",
        leeg=f"In {keuze.jaar} zijn er geen stromen bekend.",
        noten=("Naar sbo, so, vso en pro: toegekende TLV’s. Naar bao en vo: leerlingen die teruggaan, uit een andere"
               " bron; tel die niet bij elkaar op.",),
        breedte=560,
        hoogte=360,
    )  # fmt: skip


def _banden(antwoord: Antwoord, jaar: str) -> list[Band]:
    return [
        Band(_naam(rij["van"]), str(rij["naar"]), waarde.midden, None if waarde.bekend else waarde.toon)
        for rij, waarde in antwoord.rijen(jaar)
        if waarde.midden
    ]


def _naam(code: object) -> str:
    return NAMEN.get(str(code), str(code))


def _tabel(antwoord: Antwoord, jaar: str) -> Tabel:
    rijen = {(rij["van"], rij["naar"]): waarde for rij, waarde in antwoord.rijen(jaar)}
    totaal = antwoord.totaal(jaar)
    van = [code for code in (*NAMEN, "onbekend") if any(een == code for een, _ in rijen)]
    naar = [code for code in _NAAR if any(een == code for _, een in rijen)]

    def cel(een: Any, twee: Any) -> Waarde:
        # A way that no source knows of is not a zero: only out of every herkomst to every soort is counted.
        leeg = Waarde(0, totaal.status) if twee not in ("bao", "vo") and totaal.bekend else Waarde(None, NVT)
        return rijen.get((een, twee), leeg)

    koppen = (f"terug naar {code}" if code in ("bao", "vo") else f"naar {code}" for code in naar)
    return Tabel(kolommen("Van", *koppen), tuple(Rij((_naam(een), *(cel(een, twee) for twee in naar))) for een in van))


STROMEN: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
