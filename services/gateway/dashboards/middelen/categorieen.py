"""Figure: spent by category, with what was planned as a tick on each bar."""

from typing import Final

from services.gateway.dashboards.figuren.balken import Balk, balken
from services.gateway.dashboards.figuren.maatwerk import aandeel, bedrag, geen, herkomst
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.middelen.perioden import NAMEN, noten, perioden, vraag
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.getallen import afgerond, getal
from shared.contracts.indicatoren import INDICATOREN

_KOLOMMEN: Final = (Kolom("Categorie", "tekst"), Kolom("begroot", "bedrag"), Kolom("besteed", "bedrag"),
                    Kolom("besteed van begroot", "percentage"))  # fmt: skip


def _vragen(kader: Kader) -> list[Vraag]:
    return [vraag(kader, "begroot"), vraag(kader, "besteed")]


def _maak(gegevens: Gegevens) -> Figuur:
    kader, welke = gegevens.kader, perioden(gegevens.kader)
    begroot, besteed = (gegevens[een] for een in _vragen(kader))
    regels = [
        Balk(naam, *(bedrag(een.bij(welke.gekozen, "categorie", code)) for een in (besteed, begroot)))
        for code, (naam, _) in NAMEN.items()
    ]
    alles = Balk("Totaal", bedrag(besteed.totaal(welke.gekozen)), bedrag(begroot.totaal(welke.gekozen)))
    eerder = bedrag(besteed.totaal(welke.eerder))
    bron = herkomst(gegevens, _vragen(kader))
    return Figuur(
        code="categorieen",
        titel="Begroot en besteed per categorie",
        zin=zin(alles, welke.tekst(welke.gekozen)),
        vergelijking=f"In {welke.tekst(welke.eerder)} is {eerder.toon} besteed." if eerder.bekend else "",
        tabel=Tabel(_KOLOMMEN, (*map(_rij, regels), _rij(alles, nadruk=True))),
        indicatoren=(INDICATOREN["middelen-begroot"], INDICATOREN["middelen-besteed"]),
        spec=balken("Besteed per categorie", regels, kader.keuze, "euro", ("besteed", "begroot")),
        beschrijving=f"Liggende balken: besteed per categorie in {welke.tekst(welke.gekozen)}, met een streep voor wat"
        " was begroot. De getallen staan in de tabel onder de grafiek.",
        leeg=f"Van {welke.tekst(welke.gekozen)} zijn geen bedragen geleverd.",
        noten=noten(gegevens, *_vragen(kader)),
        legenda=(("besteed", "--g-een"), ("streep: begroot", "--g-inkt")),
        stand_per=bron.stand_per,
        bron=bron.bron,
    )


def _rij(regel: Balk, nadruk: bool = False) -> Rij:
    return Rij((regel.naam, regel.eerder, regel.nu, aandeel(regel.nu, regel.eerder)), nadruk)


def zin(alles: Balk, periode: str) -> str:
    """Spent beside planned, and the difference in euro; it tells, never judges."""
    besteed, begroot = alles.nu, alles.eerder
    if besteed.getal is None:
        return geen(besteed, periode) if begroot.getal is None else f"In {periode} is {begroot.toon} begroot."
    voorlopig = " tot nu toe geleverd als" if besteed.voorlopig else ""
    begin = f"In {periode} is {besteed.toon}{voorlopig} besteed"
    if begroot.getal is None:
        return f"{begin}."
    return f"{begin} en {begroot.toon} begroot{_verschil(besteed, begroot)}."


def _verschil(besteed: Waarde, begroot: Waarde) -> str:
    stap = (besteed.getal or 0) - (begroot.getal or 0)
    if not afgerond(stap):
        return ""
    return f": €\u00a0{getal(abs(stap))} {'meer' if stap > 0 else 'minder'} besteed dan begroot"


CATEGORIEEN: Final = Bouwsteen(_vragen, _maak)
