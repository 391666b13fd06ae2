"""The dashboard 'Arrangementen': extra support inside the school, applied for and granted."""

from typing import Final

from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.besluiten import besluiten
from services.gateway.dashboards.figuren.door_de_jaren import door_de_jaren
from services.gateway.dashboards.figuren.doorlooptijd import doorlooptijd
from services.gateway.dashboards.figuren.kerncijfers import aangevraagd, nog_open, op_tijd, som, toegekend
from services.gateway.dashboards.figuren.leerjaren import leerjaren
from services.gateway.dashboards.figuren.maanden import maanden
from services.gateway.dashboards.figuren.onderwerp import ARRANGEMENT
from services.gateway.dashboards.figuren.per_type import PerType, per_type
from services.gateway.dashboards.figuren.prognose import prognose
from services.gateway.dashboards.figuren.strook import strook
from services.gateway.dashboards.figuren.volgende import Extra, volgende_niveau
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.model import Dashboard

BEDRAGEN: Final = PerType(
    ARRANGEMENT, "bedrag", "bedragen", "Toegekende bedragen", "is {nog}voor {totaal} toegekend", "bedrag"
)
LEERLINGEN: Final = PerType(
    ARRANGEMENT, "leerlingen", "leerlingen", "Leerlingen met een arrangement", "gaat het {nog}om {totaal} leerlingen"
)


def _titel(_gegevens: Gegevens) -> str:
    return "Arrangementen"


ARRANGEMENTEN: Final = Dashboard(
    naam="arrangementen",
    module="ondersteuning",
    kort="Arrangementen",
    tekst="Extra ondersteuning op de eigen school: aanvragen en besluiten naar type, bedragen en leerlingen.",
    titel=_titel,
    kerncijfers=(
        aangevraagd(ARRANGEMENT, "Arrangementen aangevraagd"),
        toegekend(ARRANGEMENT),
        som(ARRANGEMENT, "bedrag", "Toegekend bedrag", "bedrag", euro=True),
        som(ARRANGEMENT, "leerlingen", "Leerlingen", "leerlingen"),
        op_tijd(ARRANGEMENT),
        nog_open(ARRANGEMENT),
    ),
    figuren=(
        naast(door_de_jaren(ARRANGEMENT).op("heel", 960), "arrangement-aanvragen"),
        naast(strook(ARRANGEMENT), "arrangement-openstaand"),
        naast(besluiten(ARRANGEMENT), "arrangement-toegekend", jaren=True),
        naast(leerjaren(ARRANGEMENT), "arrangement-aanvragen", jaren=True),
        naast(maanden(ARRANGEMENT), "arrangement-aanvragen"),
        naast(doorlooptijd(ARRANGEMENT), "arrangement-doorlooptijd"),
        naast(per_type(BEDRAGEN), "arrangement-bedrag", jaren=True),
        naast(per_type(LEERLINGEN), "arrangement-leerlingen", jaren=True),
        naast(prognose(ARRANGEMENT), "arrangement-toegekend"),
        volgende_niveau(
            "arrangement-aanvragen",
            "aangevraagd",
            Extra("arrangement-toegekend", "toegekend"),
            Extra("arrangement-bedrag", "bedrag", soort="bedrag"),
            Extra("arrangement-leerlingen", "leerlingen"),
            Extra("arrangement-openstaand", "nu open", nu=True),
        ),
    ),
    filters=(ARRANGEMENT.filter,),
    toerekening=True,
)
