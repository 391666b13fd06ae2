"""Lists with persons after the anonymiser: kept, and counted as cells of the kubussen THUISZITTER and VERZILVERING.

Concurrency (ADR): whoever counts cases beside lists holds SLOT shared, whoever puts a list in force holds it alone,
both inside their transaction. So lists never change under a batch, and no batch comes between while a list is counted.
"""

from services.aggregator.lijsten.leveringen import Lijstleveringen
from services.aggregator.lijsten.opslag import lijsten_bij, maak_bekend

__all__ = ["Lijstleveringen", "lijsten_bij", "maak_bekend"]
