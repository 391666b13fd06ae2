"""Figure: referral against arrangement spending per unit: 'waar gaan de middelen heen, en helpt het?'. No ranking."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.gateway.dashboards.figuren.maatwerk import bedrag, per, procent
from services.gateway.dashboards.figuren.puntenwolk import ANDER, BREED, EIGEN, HOOGTE, As, puntenwolk
from services.gateway.dashboards.figuren.puntenwolk import Punt as Stip
from services.gateway.dashboards.figuren.volgende import Samen
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.namen import NIVEAUS
from services.gateway.dashboards.poorten import Json, Vraag
from services.gateway.dashboards.toewijzing.arrangementen import BEGRIP
from shared.contracts.indicatoren import INDICATOREN

_CODES: Final = ("verwijzingspercentage", "arrangement-bedrag", "leerlingen")
_MINSTENS: Final = 3
_KOLOMMEN: Final = (Kolom("Naam", "tekst"), Kolom("Code", "tekst"), Kolom("verwezen", "percentage"),
                    Kolom("per leerling", "bedrag"), Kolom("leerlingen"))  # fmt: skip

_NOOT: Final = (
    "Wijs een punt aan voor de naam; alle namen staan ook in de tabel. Linksboven: veel verwezen en weinig voor"
    " arrangementen; rechtsonder omgekeerd. Samenhang is nog geen oorzaak, en bij een kleine school schuift één"
    " leerling het punt al ver op."
)


class Punt(NamedTuple):
    """One unit: referral in percent, euro per pupil, pupils."""

    eenheid: Json
    verwezen: Waarde
    geld: Waarde
    leerlingen: Waarde

    @property
    def eigen(self) -> bool:
        """Does the reader see it exactly?"""
        return bool(self.eenheid["zicht"] == "eigen")

    @property
    def getekend(self) -> bool:
        """Are both numbers known?"""
        return self.verwezen.midden is not None and self.geld.midden is not None


def _vragen(kader: Kader) -> list[Vraag]:
    if not kader.verdeling:
        return []
    return [vraag for code in _CODES for vraag in kader.per_kind(code, kader.keuze.jaar)]


def _maak(gegevens: Gegevens) -> Figuur | None:
    kader = gegevens.kader
    if not kader.verdeling:
        return None
    punten = [_punt(gegevens, kind) for kind in kader.kinderen]
    getekend = [een for een in punten if een.getekend]
    enkel, soort = NIVEAUS[kader.verdeling]
    eigen = not all(een.eigen for een in getekend)
    return Figuur(
        code="spreiding",
        titel="Waar gaan de middelen heen, en helpt het?",
        zin=zin(getekend, len(punten), NIVEAUS[kader.verdeling], kader.keuze.jaar),
        tabel=Tabel(_KOLOMMEN, tuple(_rij(een) for een in punten)),
        indicatoren=(INDICATOREN[_CODES[0]], BEGRIP),
        spec=_spec(getekend, enkel, kader.keuze, eigen=eigen) if len(getekend) >= _MINSTENS else None,
        beschrijving=f"Puntenwolk met een punt per {enkel}: het bedrag voor arrangementen per leerling en het"
        " verwijzingspercentage. Alle namen en getallen staan in de tabel onder de grafiek.",
        leeg=f"Van minder dan drie {soort} zijn beide getallen bekend; dan zegt een puntenwolk niets. De getallen"
        " die er wel zijn, staan in de tabel.",
        noten=(_NOOT,),
        legenda=_legenda(soort) if eigen and any(een.eigen for een in getekend) else (),
        plaats="heel",
        breedte=BREED,
        hoogte=HOOGTE,
    )


def _legenda(soort: str) -> tuple[tuple[str, str], ...]:
    return ((f"uw eigen {soort} (ruit)", EIGEN), (f"andere {soort}", ANDER))


def _rij(een: Punt) -> Rij:
    naam, code = str(een.eenheid["naam"]), str(een.eenheid["eenheid"])
    return Rij((naam, code, een.verwezen, een.geld, een.leerlingen), eenheid=een.eenheid)


def _punt(gegevens: Gegevens, kind: Json) -> Punt:
    kader, jaar = gegevens.kader, gegevens.keuze.jaar
    verwezen, geld, leerlingen = (Samen(gegevens, kader.per_kind(code, jaar)).totaal(jaar, kind) for code in _CODES)
    return Punt(kind, procent(verwezen), bedrag(per(geld, leerlingen)), leerlingen)


def zin(punten: Sequence[Punt], alle: int, namen: tuple[str, str], jaar: str) -> str:
    """What the cloud spans, without a name: the table has those. `namen`: what one is called, and many."""
    enkel, soort = namen
    if alle == 1:
        return f"Er is maar één {enkel}; een wolk van punten zegt dan niets."
    if len(punten) < _MINSTENS:
        return f"Van {len(punten) or 'geen'} van de {alle} {soort} zijn voor {jaar} beide getallen bekend."
    verwezen, geld = (sorted((getattr(een, naam) for een in punten), key=_midden) for naam in ("verwezen", "geld"))
    return (
        f"In {jaar} loopt het verwijzingspercentage van {verwezen[0].toon} tot {verwezen[-1].toon}, en het bedrag voor"
        f" arrangementen per leerling van {geld[0].toon} tot {geld[-1].toon} ({len(punten)} van de {alle} {soort})."
    )


def _midden(waarde: Waarde) -> float:
    return waarde.midden or 0


def _spec(punten: Sequence[Punt], soort: str, keuze: Keuze, *, eigen: bool) -> Spec:
    return puntenwolk(
        f"Verwijzingspercentage en bedrag per leerling, per {soort}",
        [_stip(een, keuze, eigen=eigen) for een in punten],
        As("euro voor arrangementen per leerling"),
        As("% verwezen"),
    )


def _stip(een: Punt, keuze: Keuze, *, eigen: bool) -> Stip:
    naam, plaats = str(een.eenheid["naam"]), een.eenheid["plaats"]
    wie, waarden = (
        f"{naam} ({plaats})" if plaats else naam,
        f"{een.verwezen.toon} verwezen, {een.geld.toon} per leerling",
    )
    adres = keuze.bij(str(een.eenheid["niveau"]), str(een.eenheid["eenheid"])).adres()
    return Stip(naam, een.geld.midden or 0, een.verwezen.midden or 0, wie, waarden, adres, eigen and een.eigen)


SPREIDING: Final = Bouwsteen(_vragen, _maak)
