"""The dashboard 'Verwijzingen naar het sbo, so, pro en vso'."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.besluiten import besluiten
from services.gateway.dashboards.figuren.bestemming import BESTEMMING
from services.gateway.dashboards.figuren.door_de_jaren import aanwezig, door_de_jaren
from services.gateway.dashboards.figuren.doorlooptijd import doorlooptijd
from services.gateway.dashboards.figuren.kerncijfers import aangevraagd, nog_open, op_tijd, toegekend
from services.gateway.dashboards.figuren.leerjaren import leerjaren
from services.gateway.dashboards.figuren.maanden import maanden
from services.gateway.dashboards.figuren.onderwerp import TLV
from services.gateway.dashboards.figuren.prognose import prognose
from services.gateway.dashboards.figuren.strook import strook
from services.gateway.dashboards.figuren.volgende import Extra, volgende_niveau
from services.gateway.dashboards.getallen import opsomming
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.keuze import Filter
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.verwijzingen.aflopend import AFLOPEND
from services.gateway.dashboards.verwijzingen.landelijk import LANDELIJK
from services.gateway.dashboards.verwijzingen.percentage import PERCENTAGE
from services.gateway.dashboards.verwijzingen.soorten import SOORTEN
from shared.contracts.codes import DOELEN_PO, DOELEN_VO, SCHOOLSOORTEN

_DOELEN: Final[Mapping[str, tuple[str, ...]]] = {"PO": DOELEN_PO, "VO": DOELEN_VO}


def doelen(gegevens: Gegevens) -> list[str]:
    """Kinds of school that this unit refers to: what its SWV's decide on, and whatever else occurs."""
    kader = gegevens.kader
    vast = {soort for code in kader.swvs for soort in _DOELEN.get(code.removeprefix("NL-")[:2], ())}
    gevonden = aanwezig(gegevens[TLV.aanvragen(kader)], TLV, kader.keuze)
    soorten = {*vast, *gevonden, kader.keuze.gekozen("soort")}
    return [soort for soort in SCHOOLSOORTEN if soort in soorten]


def _titel(gegevens: Gegevens) -> str:
    return f"Verwijzingen naar het {opsomming(doelen(gegevens))}"


def _keuzen(gegevens: Gegevens, filter_: Filter) -> Sequence[str]:
    # With a filter on, the answer does not know which other kinds there are.
    return filter_.waarden if gegevens.keuze.gekozen(filter_.naam) else doelen(gegevens)


VERWIJZINGEN: Final = Dashboard(
    naam="verwijzingen",
    module="ondersteuning",
    kort="Verwijzingen",
    tekst="Aanvragen voor een toelaatbaarheidsverklaring door de jaren, naar soort en leerjaar, en waar ze nu liggen.",
    titel=_titel,
    kerncijfers=(aangevraagd(TLV, "TLV’s aangevraagd"), toegekend(TLV), op_tijd(TLV), nog_open(TLV)),
    figuren=(
        naast(door_de_jaren(TLV), "tlv-aanvragen"),
        naast(SOORTEN, "tlv-toegekend"),
        naast(strook(TLV), "tlv-openstaand"),
        naast(besluiten(TLV), "tlv-toegekend", jaren=True),
        naast(leerjaren(TLV), "tlv-aanvragen", jaren=True),
        naast(maanden(TLV), "tlv-aanvragen"),
        naast(BESTEMMING, "tlv-toegekend", jaren=True),
        naast(doorlooptijd(TLV), "tlv-doorlooptijd"),
        naast(PERCENTAGE, "verwijzingspercentage"),
        naast(prognose(TLV), "tlv-toegekend"),
        naast(AFLOPEND.op("heel", 960), "tlv-aflopend"),
        volgende_niveau(
            "tlv-aanvragen",
            "aangevraagd",
            Extra("tlv-toegekend", "toegekend"),
            Extra("tlv-openstaand", "nu open", nu=True),
        ),
        LANDELIJK,
    ),
    filters=(TLV.filter,),
    keuzen=_keuzen,
    toerekening=True,
)
