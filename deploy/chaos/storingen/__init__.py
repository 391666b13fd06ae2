"""Every fault by name; importing this package fills the list."""

from deploy.chaos.storingen import (
    database,
    documenten,
    faalpunten,
    kafka,
    klok,
    netwerk,
    processen,
    sleutels,
    verlies,
)
from deploy.chaos.storingen.storing import ALLE, Storing

__all__ = [
    "ALLE",
    "Storing",
    "database",
    "documenten",
    "faalpunten",
    "kafka",
    "klok",
    "netwerk",
    "processen",
    "sleutels",
    "verlies",
]
