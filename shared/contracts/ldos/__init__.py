"""The LDOS event contract: CloudEvents 1.0 with the whole dossier in `data`.

`read` turns received bytes into JSON, `check` says whether that is a valid event. Ingest calls both before it
accepts an event, the anonymiser calls both again on the same bytes: one reading, on both sides of Kafka.
Nothing in here does I/O, and no error repeats a value that was received.
"""

from shared.contracts.ldos.check import Accepted, check
from shared.contracts.ldos.dossier import Aanvraag, Beschikking, Dossier, Verwijdering
from shared.contracts.ldos.envelope import DATASCHEMA, Envelope, kind_of
from shared.contracts.ldos.errors import Fout
from shared.contracts.ldos.reading import MAX_DEPTH, MAX_EVENT_BYTES, OnleesbaarError, read

__all__ = [
    "DATASCHEMA",
    "MAX_DEPTH",
    "MAX_EVENT_BYTES",
    "Aanvraag",
    "Accepted",
    "Beschikking",
    "Dossier",
    "Envelope",
    "Fout",
    "OnleesbaarError",
    "Verwijdering",
    "check",
    "kind_of",
    "read",
]
