"""Rows of the open sources as they are read. Integers as in shared.contracts.eenheden; laag..hoog are pupils."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Leerlingen(NamedTuple):
    """Pupils of a school on 1 October."""

    vestiging: int
    schooljaar: int
    schoolsoort: str
    laag: int
    hoog: int
    status: str | None
    levering: UUID


class DuoSchool(NamedTuple):
    """A school as DUO publishes it; `bestuur` None: no board number of five digits."""

    vestiging: int
    naam: str
    plaats: str
    gemeente: str
    bestuur: int | None
    bestuur_naam: str | None


class Oordeel(NamedTuple):
    """The newest judgement of the Inspectie about a school, or about one element of it (`sector`)."""

    vestiging: int
    sector: str
    oordeel: str
    peildatum: date


class Profielrij(NamedTuple):
    """The newest published profile of a school for one SWV and schooljaar; `aanbod` as item:keuze."""

    swv: int
    vestiging: int
    schooljaar: int
    aanbod: tuple[str, ...]


class Telling(NamedTuple):
    """Funded pupils of the SWV that pays, at schools of `vestiging_swv` (0: the file does not say)."""

    swv: int
    schooljaar: int
    schoolsoort: str
    vestiging_swv: int
    laag: int
    hoog: int
    status: str | None
    levering: UUID


class Stroom(NamedTuple):
    """Pupils of an SWV who went from one schoolsoort to another."""

    swv: int
    schooljaar: int
    van: str
    naar: str
    laag: int
    hoog: int
    status: str | None
    levering: UUID


class Middel(NamedTuple):
    """One line of money, in cents. `per_boekjaar`: `jaar` is a calendar year, else the first year of a schooljaar."""

    swv: int
    bestuur: int | None
    vestiging: int | None
    per_boekjaar: bool
    jaar: int
    categorie: str
    begroot_cent: int | None
    besteed_cent: int | None
    levering: UUID


class Doel(NamedTuple):
    """One goal of a plan as it holds; `peildatum` is that of its delivery, or the day on which it was written here.

    `versie` 0: never changed here. `van_hier`: what holds was written here, not delivered.
    """

    swv: int
    plan: str
    code: str
    titel: str
    indicator: str | None
    niveau: str
    eenheid: str
    streefwaarde: Decimal | None
    richting: str | None
    uiterlijk: date | None
    eigenaar: str | None
    peildatum: date
    versie: int = 0
    notitie: str = ""
    gewijzigd_op: datetime | None = None
    gewijzigd_door: str | None = None
    van_hier: bool = False


class Levering(NamedTuple):
    """A delivery in force: where a figure comes from, and its "stand per"."""

    id: UUID
    soort: str
    peildatum: date
    status: str | None
    toegepast_op: datetime
