"""The dashboards: what each page shows, as data, computed from answers of the API to this caller.

Import this package for the list; see services/gateway/paginas/README.md for how to add a dashboard or a figure.
"""

from collections.abc import Mapping
from typing import Final

from services.gateway.dashboards.arrangementen import ARRANGEMENTEN
from services.gateway.dashboards.deelname_en_stromen import DEELNAME_EN_STROMEN
from services.gateway.dashboards.kwaliteit import KWALITEIT
from services.gateway.dashboards.middelen import MIDDELEN
from services.gateway.dashboards.model import Dashboard
from services.gateway.dashboards.overzicht import OVERZICHT
from services.gateway.dashboards.thuiszitters import THUISZITTERS
from services.gateway.dashboards.toewijzing import TOEWIJZING
from services.gateway.dashboards.verwijzingen import VERWIJZINGEN

_ALLE: Final = (
    VERWIJZINGEN,
    ARRANGEMENTEN,
    TOEWIJZING,
    DEELNAME_EN_STROMEN,
    THUISZITTERS,
    MIDDELEN,
    OVERZICHT,
    KWALITEIT,
)
DASHBOARDS: Final[Mapping[str, Dashboard]] = {een.naam: een for een in _ALLE}
"""By name, in the order of the menu."""
