"""`python -m services.ingest`."""

from services.ingest.app import wire
from services.ingest.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("ingest", Settings, wire)
