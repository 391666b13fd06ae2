"""Figure: what schools offer according to their published profiles, by kind of offer, and how many are current."""

from collections.abc import Iterable, Sequence
from typing import Final

from services.gateway.dashboards.figuren.balken import Balk, balken
from services.gateway.dashboards.figuren.maatwerk import geen, procent
from services.gateway.dashboards.figuren.zinnen import aantal
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Tabel, kolommen
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.profielen import EIGEN
from shared.contracts.profiel import VOORZIENINGEN

AANBOD, DEKKING, ACTUEEL = "aanbod", "dekking", "sop-actueel"
_PER_BALK: Final = 27


def _vragen(kader: Kader) -> Iterable[Vraag]:
    """Nothing about one school: its own profile says it better."""
    if kader.keuze.niveau != "school":
        yield kader.waarden(AANBOD, kader.keuze.jaar, kader.keuze.eerder, splitsing="voorziening")
        yield kader.waarden(DEKKING, kader.keuze.jaar, kader.keuze.eerder)
        yield kader.waarden(ACTUEEL, kader.keuze.jaar, kader.keuze.eerder)


def _maak(gegevens: Gegevens) -> Figuur | None:
    vragen = list(_vragen(gegevens.kader))
    if not vragen:
        return None
    aanbod, dekking, actueel = (gegevens[vraag] for vraag in vragen)
    keuze = gegevens.keuze
    regels = [
        Balk(naam, *(aanbod.bij(jaar, "voorziening", code) for jaar in (keuze.jaar, keuze.eerder)))
        for code, naam in VOORZIENINGEN.items()
    ]
    regels = [een for een in regels if een.naam != VOORZIENINGEN[EIGEN] or een.nu.getal or een.eerder.getal]
    alle = Rij(("Scholen met aanbod", aanbod.totaal(keuze.jaar), aanbod.totaal(keuze.eerder)), nadruk=True)
    return Figuur(
        code="aanbod",
        titel="Wat bieden de scholen?",
        zin=zin(actueel.ruw(keuze.jaar), actueel.totaal(keuze.jaar), regels, keuze.jaar),
        vergelijking=_dekking(dekking.totaal(keuze.jaar), dekking.totaal(keuze.eerder), keuze.eerder),
        tabel=Tabel(
            kolommen("Aanbod", f"{keuze.jaar}, scholen", f"{keuze.eerder}, scholen"),
            (*(Rij((een.naam, een.nu, een.eerder)) for een in regels), alle),
        ),
        indicatoren=(INDICATOREN[AANBOD], INDICATOREN[DEKKING], INDICATOREN[ACTUEEL]),
        spec=balken("Scholen met dit aanbod", regels, keuze, "scholen"),
        beschrijving=f"Liggende balken: op hoeveel scholen elk aanbod er is in {keuze.jaar}, met een streep voor"
        f" {keuze.eerder}. De getallen staan in de tabel onder de grafiek.",
        leeg="Nog geen school heeft een ondersteuningsprofiel gepubliceerd.",
        noten=("In huis of op afroep, volgens het profiel dat in dat schooljaar gold.",),
        hoogte=_PER_BALK * len(regels),
        breedte=960,
        plaats="heel",
        legenda=((keuze.jaar, "--g-een"), (f"streep: {keuze.eerder}", "--g-inkt")),
        bron="gepubliceerde ondersteuningsprofielen",
    )  # fmt: skip


def zin(ruw: Json, actueel: Waarde, regels: Sequence[Balk], jaar: str) -> str:
    """How many schools are current, and what nobody has."""
    if actueel.getal is None:
        return geen(actueel, jaar)
    teller, noemer = int(ruw["teller"]), int(ruw["noemer"])
    begin = f"{teller} van de {aantal(noemer, 'school', 'scholen')} {'heeft' if teller == 1 else 'hebben'}"
    eerst = f"{begin} een profiel van {jaar} gepubliceerd."
    nergens = [een.naam for een in regels if een.nu.getal == 0]
    if not nergens or len(nergens) == len(regels):
        return eerst
    wat = nergens[0] if len(nergens) == 1 else f"{len(nergens)} soorten aanbod"
    return f"{eerst} Op geen enkele school: {wat}."


def _dekking(nu: Waarde, eerder: Waarde, jaar: str) -> str:
    if nu.getal is None:
        return ""
    toen = f", in {jaar} {procent(eerder, 0).toon}" if eerder.getal is not None else ""
    return f"Van alle scholen heeft {procent(nu, 0).toon} minstens één voorziening of expertise{toen}."


AANBODFIGUUR: Final = Bouwsteen(_vragen, _maak)
