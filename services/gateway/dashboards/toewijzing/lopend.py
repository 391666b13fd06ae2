"""Figure: TLV's that run on the teldatum, by kind, up to the schooljaren to come."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen
from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.namen import SOORT_CATEGORIE
from services.gateway.dashboards.poorten import Vraag
from services.gateway.dashboards.toewijzing.teldatum import dag, teldatum
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst

_CODE: Final = "tlv-lopend"
_TERUG: Final = 4
_VOORUIT: Final = 2


def _jaren(kader: Kader) -> list[str]:
    keuze = kader.keuze
    return [
        tekst(jaar) for jaar in range(min(keuze.schooljaar - 1, keuze.lopend - _TERUG), keuze.lopend + _VOORUIT + 1)
    ]


def _vraag(kader: Kader) -> Vraag:
    jaren = _jaren(kader)
    return kader.waarden(_CODE, f"{jaren[0]}..{jaren[-1]}", splitsing="soortCategorie", anders=teldatum(kader.keuze))


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord, jaren = gegevens.keuze, gegevens[_vraag(gegevens.kader)], _jaren(gegevens.kader)
    gevonden = antwoord.waarden_van("soortCategorie", jaren)
    series = [
        Serie(naam, kleur, {jaar: antwoord.bij(jaar, "soortCategorie", code) for jaar in jaren})
        for code, (naam, kleur) in SOORT_CATEGORIE.items()
        if code in gevonden
    ]
    totaal = Serie("Totaal", "--g-rest", {jaar: antwoord.totaal(jaar) for jaar in jaren})
    volgend = tekst(keuze.schooljaar + 1)
    return Figuur(
        code="lopend",
        titel="Hoeveel TLV’s lopen er?",
        zin=zin(totaal.waarde(keuze.jaar), totaal.waarde(volgend), dag(keuze), keuze.jaar),
        tabel=jaartabel([*series, totaal], keuze),
        indicatoren=(INDICATOREN[_CODE],),
        spec=staven("Lopende TLV's op de teldatum, naar soort", series, keuze, "TLV’s") if series else None,
        beschrijving="Gestapelde staven: TLV's die op de teldatum gelden, per schooljaar, naar soort en categorie. De"
        " getallen staan in de tabel onder de grafiek.",
        leeg="Er geldt op deze teldatums geen TLV.",
        noten=("De jaren na het lopende schooljaar tellen alleen TLV’s die nu al zijn toegekend: nieuwe en"
               " herindicaties komen er nog bij.",),
        hoogte=290,
        legenda=legenda(series),
    )  # fmt: skip


def zin(nu: Waarde, straks: Waarde, welke_dag: str, jaar: str) -> str:
    """How many run now, and how many of what is granted so far run on next year."""
    if nu.getal is None:
        return geen(nu, jaar)
    begin = f"Op {welke_dag} van {jaar} {'loopt 1 TLV' if nu.getal == 1 else f'lopen {nu.toon} TLV’s'}"
    return begin + (f"; een jaar later zijn dat er nog {straks.toon}." if straks.getal is not None else ".")


LOPEND: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
