"""The dashboard 'Toewijzing van ondersteuning': granted beside used, across the border, running, and what it costs."""

from typing import Final

from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.kern import jaarcijfer
from services.gateway.dashboards.figuren.kerncijfers import som
from services.gateway.dashboards.figuren.onderwerp import ARRANGEMENT
from services.gateway.dashboards.figuren.volgende import Extra, volgende_niveau
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.toewijzing.arrangementen import PER_LEERLING
from services.gateway.dashboards.toewijzing.grensverkeer import GRENSVERKEER
from services.gateway.dashboards.toewijzing.kosten import KOSTEN
from services.gateway.dashboards.toewijzing.lopend import LOPEND
from services.gateway.dashboards.toewijzing.spreiding import SPREIDING
from services.gateway.dashboards.toewijzing.teldatum import TELDATUM, teldatum
from services.gateway.dashboards.toewijzing.verzilvering import GRAAD, PER_CATEGORIE, VERZILVERING


def _titel(_gegevens: Gegevens) -> str:
    return "Toewijzing van ondersteuning"


TOEWIJZING: Final = Dashboard(
    naam="toewijzing",
    module="ondersteuning",
    kort="Toewijzing",
    tekst="Toegekende TLV’s naast wat DUO bekostigt, grensverkeer, wat lopende TLV’s kosten, en arrangementen.",
    titel=_titel,
    kerncijfers=(
        jaarcijfer("tlv-lopend", "Lopende TLV’s", regel="op de gekozen teldatum", parameters=teldatum),
        GRAAD,
        jaarcijfer("arrangement-toegekend", "Arrangementen toegekend"),
        som(ARRANGEMENT, "bedrag", "Toegekend voor arrangementen", "bedrag", euro=True),
    ),
    figuren=(
        naast(VERZILVERING, "verzilveringsgraad", teldatum),
        naast(PER_CATEGORIE, "tlv-verzilverd", teldatum),
        naast(LOPEND, "tlv-lopend", teldatum),
        naast(KOSTEN, "tlv-lopend", teldatum),
        naast(GRENSVERKEER, "grensverkeer-uit", teldatum),
        naast(PER_LEERLING, "arrangement-bedrag"),
        naast(SPREIDING, "verwijzingspercentage"),
        volgende_niveau(
            "tlv-lopend",
            "lopende TLV’s",
            Extra("tlv-toegekend", "toegekend"),
            Extra("arrangement-toegekend", "arrangementen"),
            Extra("arrangement-bedrag", "bedrag", soort="bedrag"),
            anders=teldatum,
        ),
    ),
    filters=(TELDATUM,),
)
