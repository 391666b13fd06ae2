"""Figure: pupils at home by kind, over the schooljaren; exemptions stand apart and never in the sum."""

from typing import Final

from services.gateway.dashboards.figuren.anderen import naast_kern
from services.gateway.dashboards.figuren.maatwerk import geen, naast
from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.figuren.zinnen import aantal
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kernbouwsteen, Kerncijfer
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.codes import VRIJSTELLING
from shared.contracts.indicatoren import INDICATOREN

CODE: Final = "thuiszitters"
_SOORTEN: Final = {
    "langdurig_relatief": ("langdurig relatief verzuim", "--g-een"),
    "absoluut": ("absoluut verzuim", "--g-twee"),
}
_LANG: Final = ">3m"


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(CODE, kader.keuze.reeks, splitsing="soort")


def _per_duur(kader: Kader) -> Vraag:
    return kader.waarden(CODE, kader.keuze.jaar, kader.keuze.eerder, splitsing="duur")


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    series = [
        Serie(naam, kleur, {jaar: antwoord.bij(jaar, "soort", code) for jaar in keuze.jaren})
        for code, (naam, kleur) in _SOORTEN.items()
    ]
    totaal = Serie("Samen", "--g-rest", {jaar: antwoord.totaal(jaar) for jaar in keuze.jaren})
    vrij = Serie("vrijstelling (apart)", "--g-rest",
                 {jaar: antwoord.bij(jaar, "soort", VRIJSTELLING) for jaar in keuze.jaren})  # fmt: skip
    nu, eerder = totaal.waarde(keuze.jaar), totaal.waarde(keuze.eerder)
    return Figuur(
        code="aantallen",
        titel="Hoeveel leerlingen zitten thuis?",
        zin=zin(nu, [een.waarde(keuze.jaar) for een in series], vrij.waarde(keuze.jaar), keuze.jaar),
        vergelijking=naast(nu, eerder, keuze, telt_op=False),
        tabel=jaartabel([*series, totaal, vrij], keuze),
        indicatoren=(INDICATOREN[CODE],),
        spec=staven("Thuiszitters per schooljaar, naar soort verzuim", series, keuze, "leerlingen"),
        beschrijving="Gestapelde staven: thuiszitters per schooljaar, naar soort verzuim. De getallen staan in de tabel"
        " onder de grafiek.",
        leeg="Op de peildatums van deze schooljaren zat niemand thuis, of er is geen lijst ingelezen.",
        noten=("Vrijstellingen (artikel 5 onder a) staan apart en tellen niet mee. Absoluut verzuim hoort bij geen"
               " school en telt alleen voor het samenwerkingsverband.",),
        legenda=legenda(series),
    )  # fmt: skip


def zin(nu: Waarde, delen: list[Waarde], vrij: Waarde, jaar: str) -> str:
    """How many, of which kinds, and how many are exempt beside that."""
    if nu.getal is None:
        return geen(nu, jaar)
    erbij = f" Daarnaast {'heeft' if vrij.getal == 1 else 'hebben'} {vrij.toon} een vrijstelling." if vrij.getal else ""
    if not nu.getal:
        return f"Op de peildatum van {jaar} zat niemand thuis.{erbij}"
    relatief, absoluut = (deel.toon for deel in delen)
    zaten = f"{'zat' if nu.getal == 1 else 'zaten'} {aantal(nu.getal, 'leerling', 'leerlingen')} thuis"
    return f"Op de peildatum van {jaar} {zaten}: {relatief} langdurig relatief en {absoluut} absoluut verzuim.{erbij}"


def _lang(gegevens: Gegevens) -> Kerncijfer:
    keuze, antwoord = gegevens.keuze, gegevens[_per_duur(gegevens.kader)]
    nu, eerder = (antwoord.bij(jaar, "duur", _LANG) for jaar in (keuze.jaar, keuze.eerder))
    regels = ("op de laatste peildatum", f"{keuze.eerder}: {eerder.toon}")
    return Kerncijfer("lang", "Langer dan drie maanden thuis", nu, nu.toon, regels, INDICATOREN[CODE])


AANTALLEN: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
LANG: Final = naast_kern(Kernbouwsteen(lambda kader: [_per_duur(kader)], _lang), CODE, lambda _: {"filter.duur": _LANG})
