"""Figure: spent over the years, stacked by category."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import bedrag, geen, herkomst
from services.gateway.dashboards.figuren.series import Serie, jaartabel, legenda, staven
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.middelen.perioden import NAMEN, Perioden, noten, perioden, vraag
from services.gateway.dashboards.model import Bouwsteen, Figuur
from shared.contracts.indicatoren import INDICATOREN


def _maak(gegevens: Gegevens) -> Figuur:
    kader, welke = gegevens.kader, perioden(gegevens.kader)
    besteed = vraag(kader, "besteed")
    antwoord = gegevens[besteed]
    series = [
        Serie(naam, kleur, {jaar: bedrag(antwoord.bij(jaar, "categorie", code)) for jaar in welke.alle})
        for code, (naam, kleur) in NAMEN.items()
    ]
    totaal = Serie("Totaal", "--g-rest", {jaar: bedrag(antwoord.totaal(jaar)) for jaar in welke.alle})
    bron = herkomst(gegevens, [besteed])
    return Figuur(
        code="besteed",
        titel="Besteed door de jaren",
        zin=zin(totaal, welke),
        tabel=jaartabel([*series, totaal], kader.keuze, "bedrag", eerste=welke.kop, gekozen=welke.gekozen),
        indicatoren=(INDICATOREN["middelen-besteed"],),
        spec=staven(f"Besteed per {welke.naam}", series, kader.keuze, "euro"),
        beschrijving=f"Gestapelde staven: besteed per {welke.naam}, naar categorie. De getallen staan in de tabel onder"
        " de grafiek.",
        leeg="Er zijn geen bedragen geleverd.",
        noten=noten(gegevens, besteed),
        legenda=legenda(series),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )


def zin(totaal: Serie, welke: Perioden) -> str:
    """From the first year that is known to the chosen one."""
    nu: Waarde = totaal.waarde(welke.gekozen)
    if nu.getal is None:
        return geen(nu, welke.tekst(welke.gekozen))
    eerste = next(jaar for jaar in welke.alle if totaal.waarde(jaar).bekend)
    if eerste >= welke.gekozen:
        return f"In {welke.tekst(welke.gekozen)} is {nu.toon} besteed; van eerdere jaren is geen bedrag bekend."
    return f"Het bestede bedrag ging van {totaal.waarde(eerste).toon} in {eerste} naar {nu.toon} in {welke.gekozen}."


DOOR_DE_JAREN: Final = Bouwsteen(lambda kader: [vraag(kader, "besteed")], _maak)
