"""The rules of the running figures: pure, no clock, no chance, no I/O."""

from services.aggregator.domain.bijdragen import REKENREGELS, contributions
from services.aggregator.domain.reducer import Bericht, Gevolg, Stand, Telling, delta, fold, reduce, stand_van

__all__ = [
    "REKENREGELS",
    "Bericht",
    "Gevolg",
    "Stand",
    "Telling",
    "contributions",
    "delta",
    "fold",
    "reduce",
    "stand_van",
]
