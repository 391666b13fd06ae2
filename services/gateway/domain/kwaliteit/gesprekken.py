"""Meetings and agreements: who reads, who writes, and what comes back.

The SWV makes a meeting and writes its account; what was agreed is written by both parties. Row level security
(migration gesprekken) holds the same borders.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol
from services.gateway.domain.velden import Velden
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, schooljaar_van

STATUSSEN: Final = ("gepland", "gehouden", "vervallen")
STANDEN: Final = ("open", "gedaan", "vervallen")
MAX_ONDERWERP: Final = 200
MAX_AANWEZIG: Final = 500
MAX_VERSLAG: Final = 4000
MAX_AFSPRAAK: Final = 1000
MAX_WIE: Final = 200


class Gespreksinvoer(NamedTuple):
    """A meeting as it is filled in; `rapport_schooljaar` is the first year of the schooljaar of the report."""

    dag: date
    onderwerp: str
    aanwezig: str
    verslag: str
    status: str
    rapport: UUID | None
    rapport_schooljaar: int | None


@dataclass(frozen=True, slots=True)
class Gesprek:
    """One meeting about one unit."""

    id: UUID
    swv: int
    eenheid: Eenheid
    invoer: Gespreksinvoer
    versie: int
    op: datetime
    door: str

    @property
    def schooljaar(self) -> int:
        """First year of the schooljaar in which it is held."""
        return schooljaar_van(self.invoer.dag)


class Afspraakinvoer(NamedTuple):
    """An agreement as it is filled in."""

    tekst: str
    wie: str
    uiterlijk: date | None
    status: str
    klaar_op: date | None


@dataclass(frozen=True, slots=True)
class Afspraak:
    """One version of an agreement."""

    id: UUID
    versie: int
    gesprek: UUID
    invoer: Afspraakinvoer
    op: datetime
    door: str

    def te_laat(self, vandaag: date) -> bool:
        """Should it have been done?"""
        uiterlijk = self.invoer.uiterlijk
        return self.invoer.status == "open" and uiterlijk is not None and uiterlijk < vandaag


def leest(rechten: Rechten, gesprek: Gesprek, organisatie: Organisatie) -> bool:
    """The SWV, the unit itself, and the bestuur that the school had in the schooljaar of the meeting."""
    return any(_leest(recht, gesprek, organisatie) for recht in rechten)


def _leest(recht: Recht, gesprek: Gesprek, organisatie: Organisatie) -> bool:
    if recht.rol is Rol.PLATFORM:
        return False
    if recht.rol in SWV_ROLLEN:
        return recht.als_eenheid.getal == gesprek.swv
    if recht.als_eenheid == gesprek.eenheid:
        return True
    if recht.rol is not Rol.BESTUUR or gesprek.eenheid.niveau is not Niveau.SCHOOL:
        return False
    return organisatie.is_van_bestuur(gesprek.eenheid.getal, recht.als_eenheid.getal, gesprek.schooljaar)


def beheert(rechten: Rechten, swv: int) -> bool:
    """May change meetings of this SWV: its staff."""
    return Recht(Rol.SWV, swv_code(swv)) in rechten


def spreekt_af(rechten: Rechten, gesprek: Gesprek) -> bool:
    """May write what was agreed: both parties of the meeting."""
    andere = any(recht.rol in (Rol.BESTUUR, Rol.SCHOOL) and recht.als_eenheid == gesprek.eenheid for recht in rechten)
    return andere or beheert(rechten, gesprek.swv)


def lees_gesprek(inhoud: Mapping[str, object], vandaag: date) -> Gespreksinvoer:
    """Raises OngeldigeVraag with every mistake."""
    velden = Velden(inhoud)
    dag = velden.dag("dag", nodig=True)
    status = velden.keuze("status", STATUSSEN)
    if dag is not None and dag > vandaag and status == "gehouden":
        velden.fout("status", "kan niet gehouden zijn: de dag ligt in de toekomst")
    onderwerp = velden.tekst("onderwerp", MAX_ONDERWERP, nodig=True)
    aanwezig = velden.tekst("aanwezig", MAX_AANWEZIG)
    verslag = velden.tekst("verslag", MAX_VERSLAG, regels=True)
    rapport, jaar = velden.uuid("rapport"), velden.tekst("rapportSchooljaar", 9)
    try:
        rapport_jaar = lees(jaar) if jaar else None
    except OngeldigSchooljaar:
        velden.fout("rapportSchooljaar", "heeft de vorm 2025-2026")
        rapport_jaar = None
    velden.klaar()
    assert dag is not None, "klaar raises without"
    return Gespreksinvoer(dag, onderwerp, aanwezig, verslag, status or "gepland", rapport, rapport_jaar)


def lees_afspraak(inhoud: Mapping[str, object], vandaag: date) -> Afspraakinvoer:
    """`status` is `open` unless given; done without a day is done today. Raises OngeldigeVraag with every mistake."""
    velden = Velden({"status": "open", **{naam: waarde for naam, waarde in inhoud.items() if waarde is not None}})
    tekst = velden.tekst("tekst", MAX_AFSPRAAK, nodig=True, regels=True)
    wie = velden.tekst("wie", MAX_WIE)
    uiterlijk, status, klaar_op = velden.dag("uiterlijk"), velden.keuze("status", STANDEN), velden.dag("klaarOp")
    if klaar_op is not None and klaar_op > vandaag:
        velden.fout("klaarOp", "ligt in de toekomst")
    velden.klaar()
    return Afspraakinvoer(
        tekst, wie, uiterlijk, status or "open", (klaar_op or vandaag) if status == "gedaan" else None
    )


def nieuwste(versies: Sequence[Afspraak]) -> list[Afspraak]:
    """The version that holds of each agreement: open ones first, by day, then by when they were made."""
    laatste: dict[UUID, Afspraak] = {}
    for een in versies:
        if een.id not in laatste or een.versie > laatste[een.id].versie:
            laatste[een.id] = een
    return sorted(laatste.values(), key=_volgorde)


def _volgorde(een: Afspraak) -> tuple[bool, date, datetime, UUID]:
    return een.invoer.status != "open", een.invoer.uiterlijk or date.max, een.op, een.id
