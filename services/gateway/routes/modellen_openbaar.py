"""Shapes of what is public."""

from typing import Any

from pydantic import Field

from services.gateway.routes.modellen import Model, Tijd
from shared.contracts.eenheden import Niveau


class Openbarevrijgave(Model):
    """Een vrijgave met een geslaagde toets."""

    nummer: int
    stand: Tijd = Field(description="Stand per")
    sha256: str = Field(description="Over nummer, moment, beleid en alle tabellen")
    toets: dict[str, Any] = Field(
        description="Van het certificaat: kleinste aantal waarden dat mogelijk blijft, voor welke echte waarden, en de"
        " aanvallers per soort"
    )


class Openbareindicator(Model):
    """Een cijfer dat iedereen mag zien."""

    code: str
    titel: str


class Openbareeenheid(Model):
    """Een eenheid waarvan cijfers openbaar zijn."""

    niveau: Niveau
    eenheid: str
    naam: str


class Openbaar(Model):
    """Wat zonder login te zien is."""

    vrijgave: Openbarevrijgave | None = Field(description="null: er is nog geen vrijgave met een geslaagde toets")
    indicatoren: list[Openbareindicator]
    eenheden: list[Openbareeenheid]
