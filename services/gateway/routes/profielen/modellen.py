"""Profiles as OpenAPI describes them. A test holds real answers against these."""

from typing import Annotated, Any, Literal

from pydantic import Field

from services.gateway.domain.profielen.formulier import Formulier, Soort, Steunpunt, Vorm
from services.gateway.domain.profielen.keuring import Ernst
from services.gateway.domain.profielen.profiel import MAX_OPMERKING, MAX_REDEN, Staat
from services.gateway.domain.profielen.voortgang import Aandacht
from services.gateway.routes.modellen import Bladerbaar, Link, Model, Schooljaar, Tijd

Dag = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-10-01"])]
MAX_TEKST = 16_000
"""Of what is sent; how much a question takes, the form says."""


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
    datum: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None


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
