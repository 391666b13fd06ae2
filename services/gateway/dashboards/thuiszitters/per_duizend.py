"""Figure: pupils at home per 1,000 pupils over the schooljaren."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, herkomst
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

_CODE: Final = "thuiszitters-per-1000"


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(_CODE, kader.keuze.reeks)


def met_decimaal(waarde: Waarde) -> Waarde:
    """With one decimal: '1,8'."""
    if waarde.getal is None:
        return waarde
    return Waarde(waarde.getal, waarde.status, getal(waarde.getal, 1))


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    serie = Serie("per 1.000 leerlingen", "--g-een",
                  {jaar: met_decimaal(antwoord.totaal(jaar)) for jaar in keuze.jaren})  # fmt: skip
    bron = herkomst(gegevens, [_vraag(gegevens.kader)])
    eerder = serie.waarde(keuze.eerder)
    return Figuur(
        code="per-duizend",
        titel="Per 1.000 leerlingen",
        zin=zin(serie.waarde(keuze.jaar), antwoord.ruw(keuze.jaar), keuze.jaar),
        vergelijking=f"In {keuze.eerder}: {eerder.toon}." if eerder.midden is not None else "",
        tabel=jaartabel([serie], keuze),
        indicatoren=(INDICATOREN[_CODE],),
        spec=lijnen("Thuiszitters per 1.000 leerlingen", [serie], keuze, "per 1.000 leerlingen"),
        beschrijving="Lijngrafiek van het aantal thuiszitters per 1.000 leerlingen per schooljaar. De getallen staan in"
        " de tabel onder de grafiek.",
        leeg="Er is geen lijst van thuiszitters of geen aantal leerlingen ingelezen.",
        stand_per=bron.stand_per,
        bron=bron.bron,
    )  # fmt: skip


def zin(nu: Waarde, ruw: Json, jaar: str) -> str:
    """The ratio with what it is made of; of a few pupils only those."""
    if nu.midden is None:
        return geen(nu, jaar)
    teller, noemer = ruw["teller"], ruw["noemer"]
    if isinstance(noemer, dict):
        return f"In {jaar} waren het er {nu.toon} op de 1.000 leerlingen."
    begin = f"In {jaar}: {getal(teller)} op {getal(noemer)} leerlingen"
    return f"{begin}, dat is {nu.toon} op de 1.000." if teller >= 5 else f"{begin}."


PER_DUIZEND: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
