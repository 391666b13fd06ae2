"""The dashboard 'Middelen': what was planned and spent, by category and unit, and per pupil."""

from typing import Final

from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.kern import jaarcijfer, vergeleken
from services.gateway.dashboards.figuren.maatwerk import bedrag
from services.gateway.dashboards.figuren.volgende import Extra, volgende_niveau
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.keuze import Filter
from services.gateway.dashboards.middelen.categorieen import CATEGORIEEN
from services.gateway.dashboards.middelen.door_de_jaren import DOOR_DE_JAREN
from services.gateway.dashboards.middelen.per_leerling import PER_LEERLING
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.toewijzing.kosten import KOSTEN

_PERIODE: Final = Filter(
    "periode", "periode", ("boekjaar",), "Periode", "de middelen per schooljaar", "de middelen per boekjaar"
)


def _titel(_gegevens: Gegevens) -> str:
    return "Middelen"


MIDDELEN: Final = Dashboard(
    naam="middelen",
    module="financien",
    kort="Middelen",
    tekst="Begroot en besteed per categorie, eenheid en leerling, en wat de lopende TLV’s kosten.",
    titel=_titel,
    kerncijfers=(
        jaarcijfer("middelen-begroot", "Begroot", bedrag, "per schooljaar"),
        jaarcijfer("middelen-besteed", "Besteed", bedrag, "per schooljaar"),
        vergeleken("middelen-per-leerling", "Besteed per leerling", bedrag),
    ),
    figuren=(
        naast(CATEGORIEEN, "middelen-besteed"),
        naast(DOOR_DE_JAREN, "middelen-besteed"),
        naast(PER_LEERLING, "middelen-per-leerling"),
        naast(KOSTEN, "tlv-lopend"),
        volgende_niveau(
            "middelen-besteed",
            "besteed",
            Extra("middelen-begroot", "begroot", soort="bedrag"),
            Extra("middelen-per-leerling", "per leerling", soort="bedrag"),
        ),
    ),
    filters=(_PERIODE,),
)
