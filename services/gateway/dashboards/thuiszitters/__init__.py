"""The dashboard 'Thuiszitters': pupils at home on the peildatum by kind, duration and reason."""

from typing import Final

from services.gateway.dashboards.figuren.anderen import naast
from services.gateway.dashboards.figuren.kern import jaarcijfer
from services.gateway.dashboards.figuren.volgende import volgende_niveau
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.thuiszitters.aantallen import AANTALLEN, LANG
from services.gateway.dashboards.thuiszitters.per_duizend import PER_DUIZEND, met_decimaal
from services.gateway.dashboards.thuiszitters.verdeling import DUUR, REDEN, verdeling


def _titel(_gegevens: Gegevens) -> str:
    return "Thuiszitters"


THUISZITTERS: Final = Dashboard(
    naam="thuiszitters",
    module="ondersteuning",
    kort="Thuiszitters",
    tekst="Leerlingen die op de peildatum thuiszitten: hoe lang, waarom, en per 1.000 leerlingen, naast eerdere jaren.",
    titel=_titel,
    kerncijfers=(
        jaarcijfer("thuiszitters", "Thuiszitters", regel="op de laatste peildatum"),
        LANG,
        jaarcijfer("thuiszitters-per-1000", "Per 1.000 leerlingen", met_decimaal),
    ),
    figuren=(
        naast(AANTALLEN, "thuiszitters"),
        naast(PER_DUIZEND, "thuiszitters-per-1000"),
        naast(verdeling(DUUR), "thuiszitters"),
        naast(verdeling(REDEN), "thuiszitters"),
        volgende_niveau("thuiszitters", "thuiszitters"),
    ),
)
