"""The answer of a dashboard as OpenAPI describes it."""

from typing import Any, Literal

from pydantic import Field

from services.gateway.domain.rechten import Zicht
from services.gateway.routes.modellen import Link, Model, Schooljaar, Status, Tijd, Uitleg
from shared.contracts.eenheden import Niveau

Links = dict[str, Link]


class DashboardRegel(Model):
    """Een dashboard."""

    dashboard: str
    module: str
    kort: str
    tekst: str
    links: Links = Field(alias="_links")


class Dashboards(Model):
    """Alle dashboards."""

    dashboards: list[DashboardRegel]
    links: Links = Field(alias="_links")


class Getoond(Model):
    """Een getal met zijn status; `tekst` is hoe het op de pagina staat. Is alleen een marge bekend, dan staan er
    `laag` en `hoog`."""

    waarde: int | float | None
    laag: int | float | None = None
    hoog: int | float | None = None
    status: Status
    tekst: str


class UitlegBijFiguur(Uitleg):
    """De definitie van een indicator die in de figuur staat."""

    code: str
    titel: str


class DashboardEenheid(Model):
    """Een eenheid, met de weg naar haar dashboard en pagina."""

    niveau: Niveau
    eenheid: str
    naam: str
    plaats: str | None
    zicht: Zicht
    label: str | None
    links: Links = Field(alias="_links")


class Kruimel(Model):
    """Een stap van het kruimelpad; de laatste is de eenheid zelf."""

    naam: str
    niveau: Niveau
    eenheid: str
    links: Links = Field(alias="_links")


class BronBijgewerkt(Model):
    """Tot wanneer een bron is bijgewerkt."""

    bron: str
    stand: str = Field(description="Tijdstip of dag")


class Kiesbaar(Model):
    """Een waarde die gekozen kan worden."""

    waarde: str
    tekst: str


class Filterveld(Model):
    """Een filter: `voor` is het woord ervoor in de zin."""

    naam: str
    titel: str
    voor: str
    waarde: str
    keuzen: list[Kiesbaar]


class Filterzin(Model):
    """De filters als zin en als velden; `vast` gaat in elk adres mee."""

    zin: str
    velden: list[Filterveld]
    vast: dict[str, str]


class GemaakteKeuze(Model):
    """De keuze zoals het adres haar noemt."""

    schooljaar: Schooljaar
    loopt: bool
    eerder: Schooljaar = Field(description="Het schooljaar ernaast")
    vergelijk: Literal["1", "2", "soortgelijk", "landelijk"]
    binnen: str | None
    toerekening: Literal["aanvrager", "herkomst"]
    verdeling: Literal["bestuur", "subregio", "school"] | None
    uitleg: bool
    filters: dict[str, str]


class Onderliggend(Model):
    """Hoeveel eenheden eronder liggen, en van welke soort."""

    niveau: Niveau
    aantal: int
    naam: str
    enkelvoud: str


class Kerncijfer(Model):
    """Een getal bovenaan; `toon` is hoe het er groot staat, `regels` vergelijken."""

    code: str
    titel: str
    waarde: Getoond
    toon: str
    regels: list[str]
    uitleg: UitlegBijFiguur


class Kolom(Model):
    """Een kolom. `getoond` false: op de pagina vertelt het lijntje deze schooljaren."""

    naam: str
    soort: Literal["tekst", "aantal", "percentage", "bedrag", "dagen"]
    schooljaar: Schooljaar | None
    in_lijn: bool
    getoond: bool


class Rij(Model):
    """Een rij: zoveel cellen als kolommen, de eerste noemt de rij. `eenheid`: waar deze rij over gaat; `naar`: de
    pagina die er meer over vertelt."""

    cellen: list[str | Getoond]
    nadruk: bool
    kenmerk: str
    eenheid: DashboardEenheid | None
    naar: Link | None


class Tabel(Model):
    """Dezelfde getallen als de grafiek."""

    kolommen: list[Kolom]
    rijen: list[Rij]


class LegendaRegel(Model):
    """Een kleur (naam van een themakleur) en wat zij betekent."""

    naam: str
    kleur: str


class Grafiek(Model):
    """De grafiek: Vega-Lite zonder maat, kleuren als CSS-variabelen, en de omschrijving voor wie haar niet ziet."""

    spec: dict[str, Any]
    beschrijving: str
    legenda: list[LegendaRegel]
    breedte: int
    hoogte: int


class Wisselkeuze(Model):
    """Een andere verdeling van de tabel."""

    waarde: str
    tekst: str
    gekozen: bool
    links: Links = Field(alias="_links")


class ToelichtingBijFiguur(Model):
    """Wat de eenheid zelf bij deze figuur schreef, in dit schooljaar: platte tekst."""

    tekst: str
    geschreven_op: Tijd
    geschreven_door: str


class Figuur(Model):
    """Een figuur met alles wat erbij hoort; `toelichting`: wat de eenheid er zelf bij schreef."""

    code: str
    titel: str
    zin: str = Field(description="De conclusie, berekend uit de getallen")
    vergelijking: str | None
    vorm: Literal["grafiek", "strook", "tabel"]
    plaats: Literal["breed", "smal", "half", "heel"]
    grafiek: Grafiek | None
    leeg: str | None = Field(description="Waarom er geen grafiek is")
    noten: list[str]
    tabel: Tabel
    wissel: list[Wisselkeuze]
    uitleg: list[UitlegBijFiguur]
    stand_per: str | None
    stand_tekst: str | None
    toelichting: ToelichtingBijFiguur | None
    links: Links = Field(alias="_links")


class StatusUitleg(Model):
    """Een status met een voorbeeld."""

    status: Status
    voorbeeld: str
    uitleg: str


class DashboardAntwoord(Model):
    """Alles wat één pagina laat zien."""

    dashboard: str
    module: str
    kort: str
    titel: str
    eenheid: DashboardEenheid
    kruimels: list[Kruimel]
    zicht: Zicht
    zicht_tekst: str
    stand: Tijd | None
    stand_tekst: str | None
    bronnen: list[BronBijgewerkt]
    keuze: GemaakteKeuze
    filters: Filterzin
    niet_vrijgegeven: bool = Field(description="Alles is onthouden: er zijn geen figuren")
    onderliggend: Onderliggend | None
    kerncijfers: list[Kerncijfer]
    figuren: list[Figuur]
    statussen: list[StatusUitleg]
    links: Links = Field(alias="_links")
