"""The dashboard 'Kwaliteit': goals, own judgements with evidence, what was on time, and what schools offer."""

from typing import Final

from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.kwaliteit.aanbod import AANBODFIGUUR
from services.gateway.dashboards.kwaliteit.doelen import DOELEN
from services.gateway.dashboards.kwaliteit.standaarden import STANDAARDEN
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.overzicht.drie_vragen import op_tijd


def _titel(_gegevens: Gegevens) -> str:
    return "Kwaliteit"


KWALITEIT: Final = Dashboard(
    naam="kwaliteit",
    module="kwaliteit",
    kort="Kwaliteit",
    tekst="Doelen en hoe ze ervoor staan, het eigen oordeel per standaard met bewijs, wat op tijd is besloten en wat"
    " scholen bieden.",
    titel=_titel,
    kerncijfers=(),
    figuren=(DOELEN, STANDAARDEN, op_tijd(), AANBODFIGUUR),
)
