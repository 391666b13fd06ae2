"""What a TLV costs, as OpenAPI describes it."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from services.gateway.domain.tlv_bedragen import MAX_BRON, SOORTEN
from services.gateway.routes.modellen import Link, Model, Schooljaar, Tijd

_SOORT = "^(" + "|".join(SOORTEN) + ")$"


class TlvBedragIn(Model):
    """Wat een TLV van een soort in een schooljaar kost."""

    schooljaar: Schooljaar
    soort_categorie: Annotated[str, StringConstraints(pattern=_SOORT)]
    bedrag: Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2, description="In euro, als tekst of getal")]


class TlvBedragenIn(Model):
    """De bedragen van een SWV, als geheel."""

    bron: str = Field(min_length=1, max_length=MAX_BRON, description="Waar de bedragen vandaan komen")
    bedragen: list[TlvBedragIn] = Field(max_length=200)


class TlvBedrag(Model):
    """Wat een TLV van een soort in een schooljaar kost."""

    schooljaar: Schooljaar
    soort_categorie: str
    bedrag: str = Field(description="In euro, met punt")


class TlvBedragenVersie(Model):
    """Bedragen zoals ze op een moment zijn vastgelegd."""

    bron: str
    bedragen: list[TlvBedrag]
    versie: int
    gewijzigd_op: Tijd | None
    gewijzigd_door: str | None


class TlvBedragen(TlvBedragenVersie):
    """De geldende bedragen, met wat ervoor gold."""

    swv: str
    geschiedenis: list[TlvBedragenVersie] = Field(description="Alle wijzigingen, de nieuwste eerst")
    links: dict[str, Link] = Field(alias="_links")
