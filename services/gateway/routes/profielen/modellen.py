"""Published profiles, progress and forms as OpenAPI describes them. A test holds real answers against these."""

from typing import Annotated, Any, Literal

from pydantic import Field

from services.gateway.domain.profielen.formulier import Formulier, Soort, Steunpunt, Vorm
from services.gateway.domain.profielen.profiel import Staat
from services.gateway.domain.profielen.voortgang import Aandacht
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Schooljaar, Tijd

Dag = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-10-01"])]


class Genoemd(Model):
    """Code en naam."""

    code: str
    naam: str


class School(Model):
    """De school zoals zij heette en waar zij bij hoorde."""

    code: str
    naam: str
    plaats: str
    schoolsoort: str
    bestuur: Genoemd
    subregio: Genoemd | None
    swv: Genoemd


class ProfielCijfer(Model):
    """Een openbaar cijfer in een profiel."""

    indicator: str
    titel: str
    schooljaar: Schooljaar
    waarde: Any
    status: str | None
    bron: str


class ProfielItem(Model):
    """Een vraag met het antwoord. Bij soort cijfers alleen `cijfers`."""

    code: str
    soort: Soort
    titel: str
    vorm: Vorm | None = None
    behoeften: list[str] | None = None
    keuze: str | None = None
    keuze_tekst: str | None = None
    tekst: str | None = None
    datum: Dag | None = None
    cijfers: list[ProfielCijfer] | None = None


class ProfielOnderdeel(Model):
    """Een hoofdstuk; zonder antwoorden staat het er niet."""

    code: str
    titel: str
    voor_ouders: str
    items: list[ProfielItem]


class ProfielKop(Model):
    """Waar een gepubliceerd profiel over gaat."""

    school: School
    schooljaar: Schooljaar
    nummer: int = Field(description="1: de eerste in dit schooljaar; een verbetering krijgt het volgende nummer")
    gepubliceerd_op: Tijd
    links: dict[str, Link] = Field(alias="_links")


class Profiel(ProfielKop):
    """Een gepubliceerd profiel. Het verandert nooit; alleen openbare cijfers staan erin."""

    schema_: Literal["profiel-1"] = Field(alias="schema")
    formulier: int = Field(description="Versie van het formulier; 0: het standaardformulier")
    steunpunt: Steunpunt | None
    onderdelen: list[ProfielOnderdeel]


class GevondenProfiel(ProfielKop):
    """Een profiel in een lijst."""

    behoeften: list[str] = Field(description="Behoeften waarvoor de school iets heeft")


class Profielen(Bladerbaar):
    """Profielen die nu gelden."""

    profielen: list[GevondenProfiel]


class Profielversies(Model):
    """Wat een school publiceerde, het nieuwste eerst."""

    versies: list[ProfielKop]


class VoortgangRegel(Model):
    """Hoe ver één school is."""

    school: School
    staat: Staat | None
    beantwoord: int
    overgenomen: int
    vragen: int
    verplicht_open: int
    gewijzigd_op: Tijd | None
    gepubliceerd_op: Tijd | None
    aandacht: Aandacht | None
    te_laat: bool
    links: dict[str, Link] = Field(alias="_links")


class Voortgang(Model):
    """Hoe ver de scholen zijn waarvan u het concept mag zien."""

    schooljaar: Schooljaar
    gepubliceerd: int
    scholen: list[VoortgangRegel]


class Formulierversie(Model):
    """Wanneer een formulier veranderde, en door wie."""

    versie: int
    gewijzigd_op: Tijd | None
    gewijzigd_door: str | None


class Formulierblad(Formulierversie):
    """Het formulier dat nu geldt; versie 0: het standaardformulier."""

    swv: str
    formulier: Formulier
    mag_schrijven: bool
    geschiedenis: list[Formulierversie]
    links: dict[str, Link] = Field(alias="_links")


class Aanbodtelling(Model):
    """Hoeveel scholen iets hebben."""

    in_huis: int
    op_afroep: int
    onbekend: int = Field(description="Zonder profiel, of zonder antwoord op deze vraag")
    scholen: int
    dekking: float | None = Field(description="Deel van de scholen dat het heeft, in procenten, niet afgerond")
    gat: bool = Field(description="Geen enkele school zegt het te bieden")


class Aanbodregel(Model):
    """Eén aanbod; `subregios` en `scholen` in de volgorde van de lijsten erboven."""

    onderdeel: str
    code: str
    titel: str
    totaal: Aanbodtelling
    subregios: list[Aanbodtelling]
    scholen: list[str | None] = Field(description="De keuze van elke school; null: niet gezegd")


class Dekking(Model):
    """Het dekkend netwerk."""

    swv: str
    schooljaar: Schooljaar
    subregios: list[Genoemd]
    scholen: list[Genoemd]
    aanbod: list[Aanbodregel]


class GegevenAntwoord(Model):
    """Eén antwoord in een gepubliceerd profiel."""

    school: str
    naam: str
    schooljaar: Schooljaar
    onderdeel: str
    code: str
    titel: str
    keuze: str | None
    tekst: str
    datum: Dag | None


class Antwoorden(Model):
    """Alle antwoorden in de profielen die nu gelden."""

    antwoorden: list[GegevenAntwoord]
