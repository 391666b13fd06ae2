"""The catalogue of indicators: one definition per figure, as data (source: the indicator page of the design)."""

from shared.contracts.indicatoren.ldos import LDOS
from shared.contracts.indicatoren.model import Indicator, Maat, Splitsing, Uitleg

CATALOGUS = {indicator.code: indicator for indicator in LDOS}

__all__ = ["CATALOGUS", "Indicator", "Maat", "Splitsing", "Uitleg"]
