"""The templates: Jinja2 with escaping always on, and a name that does not exist is an error."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from services.gateway.dashboards import getallen, namen
from services.gateway.paginas.lijntje import lijntje
from services.gateway.paginas.raster import alleenstaand
from services.gateway.paginas.statisch import Statisch
from shared.contracts.getallen import getal, met_eenheid
from shared.contracts.indicatoren import INDICATOREN

_SAMEN: Final = re.compile(r"\d{4}-\d{4}|\((?:heel jaar|voorlopig)\)|[\d.,]+–[\d.,]*\d%?")
"""A schooljaar, and bounds such as 10–16."""


def _schooljaar_heel(tekst: str) -> Markup:
    """The text, with every schooljaar and what else belongs together kept on one line."""
    return Markup(_SAMEN.sub(r'<span class="heel">\g<0></span>', str(escape(tekst))))


def _cijfer(een: Mapping[str, Any]) -> str:
    """A published figure; what was published stays, also when the catalogue no longer has its indicator."""
    definitie = INDICATOREN.get(een["indicator"])
    return met_eenheid(een["waarde"], definitie.eenheid if definitie else "")


_FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "tijdstip": getallen.tijdstip,
    "tijdstip_van": lambda tekst: getallen.tijdstip(getallen.lees_tijdstip(tekst)),
    "dag": getallen.dag,
    "dag_van": lambda tekst: getallen.dag(date.fromisoformat(tekst)),
    "getal": getal,
    "cijfer": _cijfer,
    "schooljaar_heel": _schooljaar_heel,
}


class Sjablonen:
    """Renders a template with what every page has."""

    def __init__(self, statisch: Statisch) -> None:
        self._omgeving = Environment(
            loader=PackageLoader("services.gateway.paginas", "sjablonen"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._omgeving.filters.update(_FILTERS)
        self._omgeving.globals.update(
            statisch=statisch.adres, NIVEAUS=namen.NIVEAUS, ROLLEN=namen.ROLLEN, met_niveau=namen.met_niveau,
            lijntje=lijntje, alleenstaand=alleenstaand,
        )  # fmt: skip

    def html(self, naam: str, context: Mapping[str, Any]) -> str:
        """The page or part of a page."""
        return self._omgeving.get_template(naam).render(context)
