"""Recomputation: newest checkpoint + anonymised log, beside live traffic, by the same pure rules.

How it stays exact while pushes go on (ADR 0010): the log is replayed into temporary tables up to the live positions;
then, with the positions held still (a snapshot to compare, a lock to swap), the last messages are applied and both
stands are of the same moment.
"""

from services.aggregator.herbereken.fouten import IjkpuntBeschadigd, LogBegintTeLaat, LooptAl
from services.aggregator.herbereken.logboek import Logboek
from services.aggregator.herbereken.uitvoering import herbereken
from services.aggregator.herbereken.vergelijking import CelVerschil, Vergelijking
from services.aggregator.herbereken.verloop import Wijze

__all__ = [
    "CelVerschil",
    "IjkpuntBeschadigd",
    "LogBegintTeLaat",
    "Logboek",
    "LooptAl",
    "Vergelijking",
    "Wijze",
    "herbereken",
]
