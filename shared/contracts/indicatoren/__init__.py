"""The catalogue of indicators: one definition per figure, as data (source: the indicator page of the design)."""

from shared.contracts.indicatoren.arrangementen import ARRANGEMENTEN
from shared.contracts.indicatoren.model import Indicator, Maat, Splitsing, Uitleg
from shared.contracts.indicatoren.tlv import TLV

CATALOGUS = {indicator.code: indicator for indicator in (*TLV, *ARRANGEMENTEN)}

__all__ = ["CATALOGUS", "Indicator", "Maat", "Splitsing", "Uitleg"]
