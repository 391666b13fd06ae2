"""The catalogue of indicators: one definition per figure, as data (source: the indicator page of the design).

`CATALOGUS` holds what is counted from leaf cells, `OVERIG` what comes from the open sources or divides one figure by
another, `INDICATOREN` everything, in the order of the answer.
"""

from collections.abc import Mapping

from shared.contracts.indicatoren.arrangementen import ARRANGEMENTEN
from shared.contracts.indicatoren.deelname import DEELNAME
from shared.contracts.indicatoren.duo import DUO
from shared.contracts.indicatoren.lijsten import LIJSTEN
from shared.contracts.indicatoren.lijstverhoudingen import LIJSTVERHOUDINGEN
from shared.contracts.indicatoren.middelen import MIDDELEN
from shared.contracts.indicatoren.model import Definitie, Indicator, Maat, Splitsing, Uitleg
from shared.contracts.indicatoren.profielen import PROFIELEN
from shared.contracts.indicatoren.tlv import TLV

CATALOGUS = {indicator.code: indicator for indicator in (*TLV, *ARRANGEMENTEN, *LIJSTEN)}
OVERIG: Mapping[str, Definitie] = {
    een.code: een for een in (*DUO, *DEELNAME, *LIJSTVERHOUDINGEN, *MIDDELEN, *PROFIELEN)
}
INDICATOREN: Mapping[str, Definitie] = {**CATALOGUS, **OVERIG}

__all__ = ["CATALOGUS", "INDICATOREN", "OVERIG", "Definitie", "Indicator", "Maat", "Splitsing", "Uitleg"]
