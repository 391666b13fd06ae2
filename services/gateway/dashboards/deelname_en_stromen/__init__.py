"""The dashboard 'Deelname en stromen': how many pupils go where, against the whole country, and who comes back."""

from typing import Final

from services.gateway.dashboards.deelname_en_stromen.deelname import DEELNAME
from services.gateway.dashboards.deelname_en_stromen.leerlingen import LEERLINGEN
from services.gateway.dashboards.deelname_en_stromen.stromen import STROMEN
from services.gateway.dashboards.deelname_en_stromen.terug import TERUG
from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.kern import jaarcijfer
from services.gateway.dashboards.figuren.volgende import Extra, volgende_niveau
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.model import Dashboard


def _titel(_gegevens: Gegevens) -> str:
    return "Deelname en stromen"


DEELNAME_EN_STROMEN: Final = Dashboard(
    naam="deelname-en-stromen",
    module="ondersteuning",
    kort="Deelname en stromen",
    tekst="Hoeveel leerlingen naar het speciaal onderwijs gaan naast heel Nederland, van waar naar waar, en terug.",
    titel=_titel,
    kerncijfers=(
        jaarcijfer("leerlingen", "Leerlingen", regel="op 1 oktober"),
        jaarcijfer("leerlingstromen", "TLV’s toegekend", regel="met de herindicaties"),
    ),
    figuren=(
        DEELNAME,
        naast(STROMEN, "tlv-toegekend", jaren=True),
        naast(TERUG),
        naast(LEERLINGEN.op("heel", 960), "leerlingen"),
        volgende_niveau("leerlingen", "leerlingen", Extra("leerlingstromen", "TLV’s toegekend")),
    ),
)
