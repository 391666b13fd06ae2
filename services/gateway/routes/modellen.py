"""The answers as OpenAPI describes them. A test holds real answers against these."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.gateway.domain.rechten import Zicht
from shared.contracts.eenheden import Niveau

Schooljaar = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$", examples=["2025-2026"])]
Status = Annotated[
    Literal["p", "c", "x", "z"] | None,
    Field(description="null: zoals geteld; p: voorlopig; c: niet getoond; x: onbekend; z: niet van toepassing"),
]
Tijd = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-11-21T08:00:00Z"])]


class Model(BaseModel):
    """camelCase in the answer, and nothing besides what is described."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Link(Model):
    """Een adres."""

    href: str


class ProbleemFout(Model):
    """Eén fout in de invoer; nooit met de waarde zelf."""

    veld: str
    melding: str


class Probleem(Model):
    """Een fout volgens RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
    code: str | None = None
    fouten: list[ProbleemFout] | None = None


class Verhouding(Model):
    """Een percentage met teller en noemer, niet afgerond."""

    teller: int
    noemer: int
    waarde: float


class Leeftijd(Model):
    """Hoe lang aanvragen openstaan: hele ISO-weken van de week van indienen tot de lopende week."""

    oudste: int
    mediaan: int = Field(description="Volgens dichtstbijzijnde rang")


class Marge(Model):
    """Onder- en bovengrens van een aantal dat niet precies bekend is."""

    laag: int
    hoog: int


class Waarde(Model):
    """Een aantal, of een bedrag in euro als decimale tekst. Een marge: `waarde` null, met `laag` en `hoog`."""

    waarde: int | str | None
    laag: int | None = Field(None, description="Ondergrens, als het aantal niet precies bekend is")
    hoog: int | None = Field(None, description="Bovengrens")
    status: Status
    tekst: str | None = Field(None, description="Wat er in plaats van een verborgen of onbekende waarde staat")
    leeftijd: Leeftijd | None = Field(
        None, description="Alleen bij een voorraad (openstaand) die u exact ziet; null als er niets openstaat"
    )


class Breuk(Model):
    """Een verhouding, niet afgerond; euro per leerling op hele centen. Een marge: `waarde` null, met grenzen."""

    teller: int | str | Marge | None
    noemer: int | Marge | None
    waarde: float | str | None
    laag: float | str | None = None
    hoog: float | str | None = None
    status: Status
    tekst: str | None = None


class Duur(Model):
    """Doorlooptijd in dagen; percentielen volgens dichtstbijzijnde rang."""

    aantal: int | None
    mediaan: int | None
    p90: int | None
    binnen_termijn: Verhouding | None
    tot_compleet: int | None
    vanaf_compleet: int | None
    status: Status


Splitswaarde = bool | int | str


class WaardeRij(Waarde):
    """Eén rij van een splitsing."""

    splitsing: dict[str, Splitswaarde]


class DuurRij(Duur):
    """Eén rij van een splitsing."""

    splitsing: dict[str, Splitswaarde]


class BreukRij(Breuk):
    """Eén rij van een splitsing."""

    splitsing: dict[str, Splitswaarde]


class Periode(Model):
    """Eén schooljaar (null voor wat nu openstaat), of één boekjaar."""

    schooljaar: Schooljaar | None
    boekjaar: int | None = Field(None, description="Alleen bij periode=boekjaar")
    omgerekend: bool | None = Field(None, description="Bij middelen: omgerekend tussen boekjaar en schooljaar")
    totaal: Waarde | Duur | Breuk
    rijen: list[WaardeRij | DuurRij | BreukRij]


class Reeks(Model):
    """Eén eenheid."""

    eenheid: str
    zicht: Zicht
    perioden: list[Periode]


class BronStand(Model):
    """Een levering van een bron, met haar "stand per"."""

    soort: str
    stand_per: Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-10-01"])]
    status: Literal["voorlopig", "definitief"] | None


class Waarden(Model):
    """Waarden van een indicator."""

    indicator: str
    niveau: Niveau
    splitsing: list[str]
    stand: Tijd | None = Field(description="Laatste wijziging van deze cijfers; null als er niets vrijgegeven is")
    reeksen: list[Reeks]
    bronnen: list[BronStand] | None = Field(None, description="Leveringen waar de cijfers uit komen")
    toelichting: str | None = Field(None, description="Wat u moet weten om de rijen goed te lezen")


class Uitleg(Model):
    """De koppen van de Vensters-encyclopedie."""

    definitie: str
    toelichting: str
    berekening: str
    onderwijssoort: str
    databron: str


class Splitsing(Model):
    """Een splitsing met haar mogelijke waarden, in de volgorde van het antwoord."""

    naam: str
    titel: str
    waarden: list[Splitswaarde]


class Indicator(Model):
    """Een indicator van de catalogus."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    code: str
    titel: str
    uitleg: Uitleg
    eenheid: str = Field(description="Wat er geteld wordt")
    maat: Literal["aantal", "bedrag", "leerlingen", "duur", "verhouding"]
    niveaus: list[Niveau]
    splitsingen: list[Splitsing]
    peildatum: str
    toerekening: bool = Field(description="Of toerekening=herkomst gevraagd mag worden")
    teldatum: bool = Field(description="Of er per teldatum geteld wordt")
    voorraad: bool = Field(description="Of een vraag zonder schooljaar geeft wat nu openstaat")
    vooruit: int = Field(description="Aantal schooljaren na het lopende waarnaar gevraagd mag worden")
    hoger_is: str
    herkomst: Literal["persoon", "open"]
    openbaar: bool
    boekjaar: bool = Field(description="Of er per boekjaar gevraagd mag worden")
    met_marge: bool = Field(description="Of een waarde een marge kan zijn")
    links: dict[str, Link] = Field(alias="_links")


class Indicatoren(Model):
    """De catalogus."""

    indicatoren: list[Indicator]
    links: dict[str, Link] = Field(alias="_links")


class Eenheid(Model):
    """Een eenheid zoals u haar ziet."""

    niveau: Niveau
    eenheid: str
    naam: str
    plaats: str | None
    zicht: Zicht
    label: str | None = Field(description="'buiten het SWV', 'primair onderwijs' of 'onbekend', waar dat geldt")
    links: dict[str, Link] = Field(alias="_links")


class EenheidDetail(Eenheid):
    """Een eenheid met de weg omhoog en omlaag."""

    ouders: list[Eenheid]
    kinderen: list[Eenheid]


class Bladerbaar(Model):
    """Een bladzijde van een lijst."""

    pagina: int
    pagina_grootte: int
    totaal: int
    links: dict[str, Link] = Field(alias="_links")


class Eenheden(Bladerbaar):
    """Eenheden die u mag zien."""

    eenheden: list[Eenheid]


class LandelijkCijfer(Model):
    """Een gepubliceerd cijfer over heel Nederland."""

    indicator: str
    schooljaar: Schooljaar
    schoolsoort: str | None = Field(description="po en vo+vso: alle leerlingen van dat onderwijs; null: alle onderwijs")
    soort: str | None = Field(description="Van thuiszitters; null: absoluut en langdurig relatief samen")
    waarde: float = Field(description="Zoals gepubliceerd, in de eenheid van de indicator")
    status: Literal["p"] | None = Field(description="p: voorlopig")
    teller: int | None = Field(description="Aantal leerlingen, als dat gepubliceerd is")
    noemer: int | None
    bron: str = Field(description="Wie het publiceerde, en de definitie")
    stand_per: Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-10-01"])]


class Landelijk(Model):
    """Gepubliceerde landelijke cijfers."""

    cijfers: list[LandelijkCijfer]


class Bron(Model):
    """Een bronsysteem."""

    naam: str
    laatste: Tijd | None = Field(description="Wanneer er het laatst iets van deze bron verwerkt is")
    ontvangen: int = Field(description="Berichten, herhalingen meegeteld: geteld en geweigerd samen")
    geteld: int = Field(description="Verwerkt: in de cijfers, ingehaald door een nieuwere versie, of een herhaling")
    geweigerd: int = Field(description="Bij binnenkomst geweigerd, of later niet te gebruiken (dode letters)")


class Stand(Model):
    """Hoe ver de cijfers zijn; achterstand 0: alles wat is aanvaard, is verwerkt."""

    achterstand: int
    versie: int | None = None
    bronnen: list[Bron] | None = None


def antwoord(model: type[Model], omschrijving: str) -> dict[str, Any]:
    """An entry of `responses` of a route."""
    return {"model": model, "description": omschrijving}
