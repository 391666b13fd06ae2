"""A draft of a profile as OpenAPI describes it: what is read, and what is sent to change it."""

from typing import Annotated

from pydantic import Field

from services.gateway.domain.profielen.formulier import Soort, Vorm
from services.gateway.domain.profielen.keuring import Ernst
from services.gateway.domain.profielen.profiel import MAX_OPMERKING, MAX_REDEN, Staat
from services.gateway.routes.modellen import Link, Model, Schooljaar, Tijd
from services.gateway.routes.profielen.modellen import Dag, ProfielCijfer, School

MAX_TEKST = 16_000
"""Of what is sent; how much a question takes, the form says."""


class Keuze(Model):
    """Een keuze bij een vraag."""

    code: str
    titel: str


class ConceptAntwoord(Model):
    """Een antwoord in een concept."""

    keuze: str | None
    tekst: str
    datum: Dag | None
    versie: int = Field(description="Geef haar als If-Match mee bij een wijziging")
    overgenomen: bool = Field(description="Uit een eerder schooljaar, en nog niet bekeken")
    gewijzigd_op: Tijd
    gewijzigd_door: str


class VorigAntwoord(Model):
    """Wat er een eerder schooljaar stond."""

    keuze: str | None
    tekst: str
    datum: Dag | None


class ConceptCijfer(ProfielCijfer):
    """Een cijfer naast het formulier: exact, voor wie het mag zien."""

    tekst: str | None
    openbaar: bool = Field(description="Komt het in wat gepubliceerd wordt?")


class ConceptItem(Model):
    """Een vraag met wat er staat."""

    code: str
    soort: Soort
    titel: str
    hulp: str
    verplicht: bool
    vorm: Vorm | None
    behoeften: list[str]
    keuzes: list[Keuze]
    max_tekens: int
    datum: bool = Field(description="Hoort er een dag bij?")
    antwoord: ConceptAntwoord | None
    vorig: VorigAntwoord | None
    cijfers: list[ConceptCijfer]


class ConceptOnderdeel(Model):
    """Een hoofdstuk van het formulier."""

    code: str
    titel: str
    uitleg: str
    voor_ouders: str
    items: list[ConceptItem]


class Concept(Model):
    """Het profiel waar een school aan werkt; `staat` null: nog niet begonnen."""

    school: School
    schooljaar: Schooljaar
    staat: Staat | None
    versie: int
    opmerking: str = Field(description="Waarom het bestuur het teruggaf")
    formulier: int
    vorig_schooljaar: Schooljaar | None
    mag_schrijven: bool
    staten: list[Staat] = Field(description="Waar u het nu heen kunt brengen")
    onderdelen: list[ConceptOnderdeel]
    links: dict[str, Link] = Field(alias="_links")


class AntwoordIn(Model):
    """Een antwoord. Platte tekst; welke velden meedoen, zegt de soort van de vraag."""

    keuze: str | None = Field(None, max_length=40)
    tekst: str = Field("", max_length=MAX_TEKST)
    datum: (
        Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})] | None
    ) = None


class StaatIn(Model):
    """Waar het profiel heen moet; de opmerking leest de school als het bestuur het teruggeeft."""

    staat: Staat
    opmerking: str = Field("", max_length=MAX_OPMERKING)


class Staatblad(Model):
    """Waar een profiel nu is."""

    staat: Staat
    versie: int
    links: dict[str, Link] = Field(alias="_links")


class IntrekkingIn(Model):
    """Waarom een versie niet langer openbaar mag zijn."""

    reden: str = Field(min_length=1, max_length=MAX_REDEN)


class Bevinding(Model):
    """Iets dat opvalt; alleen een fout houdt vaststellen tegen."""

    ernst: Ernst
    item: str | None
    melding: str


class Keuring(Model):
    """Wat er aan een concept opvalt, het zwaarste eerst."""

    bevindingen: list[Bevinding]
    fouten: int
