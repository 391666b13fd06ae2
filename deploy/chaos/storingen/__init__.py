"""Every fault by name; importing this package fills the list."""

from deploy.chaos.storingen import (
    database,
    documenten,
    faalpunten,
    grenzen,
    kafka,
    klok,
    lijsten,
    migratie,
    netwerk,
    processen,
    schijf,
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
    "grenzen",
    "kafka",
    "klok",
    "lijsten",
    "migratie",
    "netwerk",
    "processen",
    "schijf",
    "sleutels",
    "verlies",
]
