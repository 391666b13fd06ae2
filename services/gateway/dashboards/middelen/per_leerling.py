"""Figure: spent per pupil over the schooljaren."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import bedrag, geen, herkomst, naast
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_CODE: Final = "middelen-per-leerling"


def _vraag(kader: Kader) -> Vraag:
    return kader.waarden(_CODE, kader.keuze.reeks)


def _maak(gegevens: Gegevens) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[_vraag(gegevens.kader)]
    serie = Serie("per leerling", "--g-een", {jaar: bedrag(antwoord.totaal(jaar)) for jaar in keuze.jaren})
    nu, eerder = serie.waarde(keuze.jaar), serie.waarde(keuze.eerder)
    bron = herkomst(gegevens, [_vraag(gegevens.kader)])
    return Figuur(
        code="per-leerling",
        titel="Besteed per leerling",
        zin=geen(nu, keuze.jaar) if nu.midden is None else f"In {keuze.jaar} is {nu.toon} per leerling besteed.",
        vergelijking=naast(nu, eerder, keuze),
        tabel=jaartabel([serie], keuze, "bedrag"),
        indicatoren=(INDICATOREN[_CODE],),
        spec=lijnen("Besteed per leerling", [serie], keuze, "euro per leerling"),
        beschrijving="Lijngrafiek van het bestede bedrag per leerling per schooljaar. De getallen staan in de tabel"
        " onder de grafiek.",
        leeg="Er zijn geen bedragen of geen aantallen leerlingen ingelezen.",
        noten=("Altijd per schooljaar, ook als u de middelen per boekjaar bekijkt.",),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )


PER_LEERLING: Final = Bouwsteen(lambda kader: [_vraag(kader)], _maak)
