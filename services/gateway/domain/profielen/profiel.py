"""A profile: which one, its states, and who may do what with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol
from shared.contracts.eenheden import Niveau, swv_code, vestiging_code
from shared.contracts.lidmaatschap import Lid

MAX_OPMERKING: Final = 2000
MAX_REDEN: Final = 500


class Sleutel(NamedTuple):
    """One profile: integers as in shared.contracts.eenheden, the schooljaar by its first calendar year."""

    swv: int
    vestiging: int
    schooljaar: int

    @property
    def school(self) -> Eenheid:
        return Eenheid(Niveau.SCHOOL, vestiging_code(self.vestiging))

    @property
    def swv_code(self) -> str:
        return swv_code(self.swv)


class Staat(StrEnum):
    """Where a draft is. After publishing, the first change makes it a concept again; what is published stays."""

    CONCEPT = "concept"
    TER_VASTSTELLING = "ter_vaststelling"
    GEPUBLICEERD = "gepubliceerd"


@dataclass(frozen=True, slots=True)
class Ingevuld:
    """An answer as it is kept. `versie` counts from 1; `overgenomen`: from an earlier schooljaar, not looked at yet."""

    antwoord: Antwoord
    versie: int
    op: datetime
    door: str
    overgenomen: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """What a school works on, with every answer by the code of its item."""

    sleutel: Sleutel
    staat: Staat
    versie: int
    begonnen_op: datetime
    gewijzigd_op: datetime
    gewijzigd_door: str
    staat_op: datetime
    opmerking: str = ""
    antwoorden: Mapping[str, Ingevuld] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A new answer to one item; `zag`: the versie that the writer saw, 0 where nothing stood."""

    item: str
    zag: int
    antwoord: Antwoord


class Verdeling(NamedTuple):
    """Changes sorted out: to write, as it stands already, and those that somebody else was ahead of."""

    schrijf: list[Wijziging]
    gelijk: dict[str, Ingevuld]
    botst: dict[str, Ingevuld]


def verdeel(wijzigingen: Iterable[Wijziging], staat_er: Mapping[str, Ingevuld]) -> Verdeling:
    """Who saw something older overwrites nothing; who writes what stands there clashes with nobody. Saving an answer
    that was taken over says that it still holds."""
    keus = Verdeling([], {}, {})
    for een in wijzigingen:
        daar = staat_er.get(een.item)
        if daar is None or (daar.versie == een.zag and daar.antwoord != een.antwoord):
            if daar is not None or not een.antwoord.leeg:
                keus.schrijf.append(een)
        elif daar.antwoord != een.antwoord:
            keus.botst[een.item] = daar
        elif daar.overgenomen:
            keus.schrijf.append(een)
        else:
            keus.gelijk[een.item] = daar
    return keus


@dataclass(frozen=True, slots=True)
class Gepubliceerd:
    """A published version; `inhoud` is the document (domain/profielen/document.py)."""

    sleutel: Sleutel
    nummer: int
    formulier: int
    inhoud: Mapping[str, Any]
    op: datetime
    door: str
    ingetrokken: bool = False


class Profielkop(NamedTuple):
    """Which published version, and what the school was called then."""

    sleutel: Sleutel
    nummer: int
    naam: str


class Mag(NamedTuple):
    """What a caller may do with one profile."""

    lezen: bool
    schrijven: bool
    vaststellen: bool


def lid_van(sleutel: Sleutel, organisatie: Organisatie) -> Lid | None:
    """The membership that makes the school part of the SWV in that schooljaar."""
    leden = organisatie.van(sleutel.school, sleutel.schooljaar)
    return next((lid for lid in leden if lid.swv == sleutel.swv), None)


def mag(rechten: Rechten, sleutel: Sleutel, organisatie: Organisatie) -> Mag:
    """The school writes, its board of that schooljaar establishes, board and SWV read along; nobody else anything."""
    lid = lid_van(sleutel, organisatie)
    if lid is None:
        return Mag(False, False, False)
    school = Recht(Rol.SCHOOL, sleutel.school.code) in rechten
    bestuur = Recht(Rol.BESTUUR, f"{lid.bestuur:05d}") in rechten
    swv = any(Recht(rol, sleutel.swv_code) in rechten for rol in SWV_ROLLEN)
    return Mag(school or bestuur or swv, school, bestuur)


def volgende_staten(staat: Staat, mag: Mag) -> frozenset[Staat]:
    """Where this caller may bring a draft."""
    match staat:
        case Staat.CONCEPT if mag.schrijven:
            return frozenset({Staat.TER_VASTSTELLING})
        case Staat.TER_VASTSTELLING if mag.vaststellen:
            return frozenset({Staat.CONCEPT, Staat.GEPUBLICEERD})
        case Staat.TER_VASTSTELLING if mag.schrijven:
            return frozenset({Staat.CONCEPT})
    return frozenset()


def jaren_open(lopend: int) -> tuple[int, int]:
    """Schooljaren in which a profile can be written: the running one and the next."""
    return lopend, lopend + 1


def eigen_profielen(rechten: Rechten, organisatie: Organisatie, schooljaar: int) -> list[Sleutel]:
    """Profiles that these rights open in a schooljaar, by SWV and school."""
    leden: Iterable[Lid] = (
        lid
        for recht in rechten
        if recht.rol is not Rol.PLATFORM
        for lid in organisatie.van(recht.als_eenheid, schooljaar)
    )
    return sorted({Sleutel(lid.swv, lid.vestiging, schooljaar) for lid in leden})
