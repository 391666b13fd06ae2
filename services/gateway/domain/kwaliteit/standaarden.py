"""The standards of the waarderingskader samenwerkingsverbanden, and what an SWV says about each: own judgement with
evidence. A judgement is never changed: a new one stands above the old."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.domain.velden import Velden
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import INDICATOREN

OORDELEN: Final = ("onvoldoende", "voldoende", "goed")
MAX_TOELICHTING: Final = 4000
MAX_BEWIJS: Final = 40
INDICATOR, DOEL = "indicator:", "doel:"


class Standaard(NamedTuple):
    """One standard; `bewijs` are indicators that often say something about it, where the catalogue has them."""

    code: str
    titel: str
    gebied: str
    vraag: str
    bewijs: tuple[str, ...]


_REALISATIE: Final = "Realisatie passend onderwijs"
_BESTURING: Final = "Besturing, kwaliteitszorg en ambitie"
_ALLE: Final = (
    Standaard("RPO1", "Dekkend netwerk van voorzieningen", _REALISATIE,
              "Is er voor elke leerling een passende plek?",
              ("thuiszitters", "deelname-sbo", "deelname-so", "deelname-vso", "deelname-pro", "dekking",
               "sop-actueel")),
    Standaard("RPO2", "Regionale samenwerking", _REALISATIE,
              "Werken scholen, gemeenten en jeugdhulp goed samen?",
              ("thuiszitters-per-1000", "grensverkeer-uit", "grensverkeer-in")),
    Standaard("RPO3", "Advisering en beoordeling toelaatbaarheid", _REALISATIE,
              "Zijn besluiten op tijd, zorgvuldig en te volgen?",
              ("tlv-doorlooptijd", "tlv-bezwaren", "tlv-toegekend", "verwijzingspercentage")),
    Standaard("BKA1", "Visie, ambities en doelen", _BESTURING,
              "Weten we wat we willen bereiken, en halen we dat?", ()),
    Standaard("BKA2", "Uitvoering en kwaliteitscultuur", _BESTURING,
              "Doen we wat we hebben afgesproken, met de middelen die er zijn?",
              ("middelen-begroot", "middelen-besteed", "arrangement-bedrag")),
    Standaard("BKA3", "Evaluatie, verantwoording en dialoog", _BESTURING,
              "Kijken we terug, leggen we uit en praten we erover?", ("sop-actueel",)),
)  # fmt: skip
STANDAARDEN: Final[Mapping[str, Standaard]] = {een.code: een for een in _ALLE}


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What an SWV thinks of itself on one standard, as it wrote it. `bewijs`: `indicator:<code>`, `doel:<id>`."""

    swv: int
    standaard: str
    versie: int
    oordeel: str
    peildatum: date
    toelichting: str
    bewijs: tuple[str, ...]
    op: datetime
    door: str


class Invoer(NamedTuple):
    """A judgement as it was filled in."""

    oordeel: str
    peildatum: date
    toelichting: str
    bewijs: tuple[str, ...]


def kiesbaar() -> tuple[str, ...]:
    """Indicators that can be evidence: those that exist for an SWV."""
    return tuple(code for code, een in INDICATOREN.items() if Niveau.SWV in een.niveaus)


def voorstel(standaard: Standaard) -> tuple[str, ...]:
    """The evidence that stands ready before anybody chose."""
    return tuple(f"{INDICATOR}{code}" for code in standaard.bewijs if code in kiesbaar())


def lees_oordeel(inhoud: Mapping[str, object], doelen: Collection[str], vandaag: date) -> Invoer:
    """`doelen`: ids of the goals of this SWV. Raises OngeldigeVraag with every mistake."""
    velden = Velden(inhoud)
    oordeel = velden.keuze("oordeel", OORDELEN)
    dag = velden.dag("peildatum", nodig=True)
    if dag is not None and dag > vandaag:
        velden.fout("peildatum", "ligt in de toekomst")
    toelichting = velden.tekst("toelichting", MAX_TOELICHTING, regels=True)
    mogelijk = (*(f"{INDICATOR}{code}" for code in kiesbaar()), *(f"{DOEL}{een}" for een in doelen))
    bewijs = velden.keuzes("bewijs", mogelijk)
    if len(bewijs) > MAX_BEWIJS:
        velden.fout("bewijs", f"bevat meer dan {MAX_BEWIJS} regels")
    velden.klaar()
    assert oordeel is not None, "klaar raises without"
    assert dag is not None, "klaar raises without"
    return Invoer(oordeel, dag, toelichting, bewijs)


def mag_schrijven(rechten: Rechten, swv: int) -> bool:
    """Staff of the SWV itself; a beheerder reads."""
    return Recht(Rol.SWV, swv_code(swv)) in rechten
