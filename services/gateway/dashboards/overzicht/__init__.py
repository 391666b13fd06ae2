"""The dashboard 'Overzicht': the three questions in one screen, and what stands out."""

from typing import Final

from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.overzicht.drie_vragen import financien, kwaliteit, ondersteuning
from services.gateway.dashboards.overzicht.oordelen import OORDELEN
from services.gateway.dashboards.overzicht.signalen import SIGNALEN


def _titel(_gegevens: Gegevens) -> str:
    return "Overzicht"


OVERZICHT: Final = Dashboard(
    naam="overzicht",
    module="overzicht",
    kort="Overzicht",
    tekst="Kwaliteit, ondersteuning en financiën in één scherm, en wat opvalt.",
    titel=_titel,
    kerncijfers=(),
    figuren=(SIGNALEN, kwaliteit(), ondersteuning(), financien(), OORDELEN),
)
