"""Goals that an SWV writes itself, beside those of a delivered file. Which of the two holds: kwaliteit.geldend_doel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.velden import Velden
from shared.contracts.eenheden import Niveau, swv_code, swv_getal
from shared.contracts.indicatoren import INDICATOREN

MAX_TITEL: Final = 1000
MAX_NAAM: Final = 200
MAX_NOTITIE: Final = 2000
RICHTINGEN: Final = ("hoger", "lager", "gelijk")
NIVEAUS: Final = ("swv", "subregio", "bestuur", "school")
_RUIMTE: Final = UUID("6f1d2a5e-0f0b-5a4e-9a43-2f2f7a3c9b10")


class Sleutel(NamedTuple):
    """What names a goal."""

    swv: int
    plan: str
    code: str

    @property
    def id(self) -> UUID:
        """The same goal always has the same id, whether it was delivered or written here."""
        return uuid5(_RUIMTE, f"{swv_code(self.swv)}\n{self.plan}\n{self.code}")


class Invoer(NamedTuple):
    """What can be filled in of a goal; where it stands in which plan never changes."""

    titel: str
    indicator: str | None
    streefwaarde: Decimal | None
    richting: str | None
    uiterlijk: date | None
    eigenaar: str | None
    notitie: str


@dataclass(frozen=True, slots=True)
class Doelversie:
    """A goal as somebody wrote it here; `vervallen`: it no longer holds."""

    sleutel: Sleutel
    versie: int
    eenheid: Eenheid
    invoer: Invoer
    vervallen: bool
    op: datetime
    door: str


def sleutel_van(doel: Doel) -> Sleutel:
    return Sleutel(doel.swv, doel.plan, doel.code)


def invoer_van(doel: Doel) -> Invoer:
    """What a goal says now."""
    return Invoer(
        doel.titel, doel.indicator, doel.streefwaarde, doel.richting, doel.uiterlijk, doel.eigenaar, doel.notitie
    )


def lees_doel(inhoud: Mapping[str, object], niveau: Niveau) -> Invoer:
    """Raises OngeldigeVraag with every mistake."""
    velden = Velden(inhoud)
    gelezen = _invoer(velden, niveau)
    velden.klaar()
    return gelezen


def lees_nieuw_doel(inhoud: Mapping[str, object], organisatie: Organisatie) -> tuple[Sleutel, Eenheid, Invoer]:
    """A goal that is not there yet, about a unit of that SWV. Raises OngeldigeVraag with every mistake."""
    velden = Velden(inhoud)
    swv, plan, code = (velden.tekst(naam, MAX_NAAM, nodig=True) for naam in ("swv", "plan", "code"))
    niveau = Niveau(velden.keuze("niveau", NIVEAUS) or Niveau.SWV)
    eenheid = Eenheid(niveau, velden.tekst("eenheid", MAX_NAAM) or (swv if niveau is Niveau.SWV else ""))
    if not heeft_vorm(Eenheid(Niveau.SWV, swv)):
        velden.fout("swv", "heeft de vorm PO9901 of VO9901")
    elif not van_swv(eenheid, swv, organisatie):
        velden.fout("eenheid", "is geen eenheid van dit samenwerkingsverband")
    gelezen = _invoer(velden, niveau)
    velden.klaar()
    return Sleutel(swv_getal(swv), plan, code), eenheid, gelezen


def _invoer(velden: Velden, niveau: Niveau) -> Invoer:
    titel = velden.tekst("titel", MAX_TITEL, nodig=True)
    mogelijk = [code for code, een in INDICATOREN.items() if niveau in een.niveaus]
    indicator = velden.keuze("indicator", mogelijk, nodig=False)
    streefwaarde = velden.getal("streefwaarde")
    richting = velden.keuze("richting", RICHTINGEN, nodig=False)
    if indicator and streefwaarde is not None and richting is None:
        velden.fout("richting", "ontbreekt: zonder richting is niet te zeggen of het doel gehaald is")
    uiterlijk = velden.dag("uiterlijk")
    eigenaar = velden.tekst("eigenaar", MAX_NAAM) or None
    notitie = velden.tekst("notitie", MAX_NOTITIE, regels=True)
    return Invoer(titel, indicator, streefwaarde, richting, uiterlijk, eigenaar, notitie)


def van_swv(eenheid: Eenheid, swv: str, organisatie: Organisatie) -> bool:
    """Is this a unit of that SWV, in any schooljaar?"""
    if not heeft_vorm(eenheid) or not heeft_vorm(Eenheid(Niveau.SWV, swv)):
        return False
    match eenheid.niveau:
        case Niveau.SWV:
            return eenheid.code == swv
        case Niveau.SUBREGIO:
            return organisatie.swv_van_subregio(eenheid.code) == swv_getal(swv)
    return any(lid.swv == swv_getal(swv) for lid in organisatie.van(eenheid))
