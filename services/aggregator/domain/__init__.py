"""The rules of the running figures: pure, no clock, no chance, no I/O."""

from services.aggregator.domain.bijdragen import REKENREGELS, contributions
from services.aggregator.domain.reducer import Bericht, Gevolg, Stand, Telling, delta, fold, reduce, samen, stand_van
from services.aggregator.domain.verzilvering import Lijsten, Teldag, Treffer, Verzilvering, nummers_van, verzilvering

__all__ = [
    "REKENREGELS", "Bericht", "Gevolg", "Lijsten", "Stand", "Teldag", "Telling", "Treffer", "Verzilvering",
    "contributions", "delta", "fold", "nummers_van", "reduce", "samen", "stand_van", "verzilvering",
]  # fmt: skip
