"""Bodies and answers of meetings and agreements."""

from typing import Literal

from pydantic import Field

from services.gateway.routes.doelen import Dag
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Schooljaar, Tijd
from shared.contracts.eenheden import Niveau

Stand = Literal["open", "gedaan", "vervallen"]
Status = Literal["gepland", "gehouden", "vervallen"]


class GesprekIn(Model):
    """Een gesprek; `rapport` is het id van het document dat op tafel lag."""

    dag: str = Field(description="Een dag: 2026-11-22")
    onderwerp: str
    aanwezig: str = ""
    verslag: str = ""
    status: Status = "gepland"
    rapport: str | None = None
    rapport_schooljaar: str | None = None


class NieuwGesprekIn(GesprekIn):
    """Een nieuw gesprek over een eenheid van het samenwerkingsverband."""

    swv: str
    niveau: Literal["school", "bestuur", "subregio", "swv"]
    eenheid: str


class AfspraakIn(Model):
    """Een afspraak; wat niet genoemd is, blijft zoals het was."""

    tekst: str | None = None
    wie: str | None = None
    uiterlijk: str | None = Field(None, description="Een dag: 2026-11-22; leeg: geen")
    status: Stand | None = None
    klaar_op: str | None = Field(None, description="Zonder: vandaag, als de afspraak gedaan is")


class Gespreksregel(Model):
    """Een gesprek."""

    id: str
    swv: str
    niveau: Niveau
    eenheid: str
    schooljaar: Schooljaar
    dag: Dag
    onderwerp: str
    aanwezig: str
    verslag: str
    status: Status
    rapport: str | None
    rapport_schooljaar: Schooljaar | None
    versie: int
    gewijzigd_op: Tijd
    gewijzigd_door: str
    links: dict[str, Link] = Field(alias="_links")


class Afspraakregel(Model):
    """Een afspraak, met het gesprek waarin zij gemaakt is."""

    id: str
    gesprek: str
    gesprek_dag: Dag
    schooljaar: Schooljaar
    swv: str
    niveau: Niveau
    eenheid: str
    tekst: str
    wie: str
    uiterlijk: Dag | None
    status: Stand
    klaar_op: Dag | None
    versie: int
    geschreven_op: Tijd
    geschreven_door: str
    links: dict[str, Link] = Field(alias="_links")


class GespreksBlad(Gespreksregel):
    """Een gesprek met zijn afspraken, en wat er van eerdere gesprekken nog openstaat."""

    afspraken: list[Afspraakregel]
    open_eerder: list[Afspraakregel]
    mag_wijzigen: bool
    mag_afspreken: bool


class Gesprekken(Bladerbaar):
    """Gesprekken die u mag lezen, de nieuwste dag eerst."""

    gesprekken: list[Gespreksregel]


class Afspraken(Bladerbaar):
    """Afspraken die u mag lezen: open eerst."""

    afspraken: list[Afspraakregel]
