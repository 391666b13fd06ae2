"""Start the anonymiser: `python -m services.anonymiser`."""

from services.anonymiser.app import wire
from services.anonymiser.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("anonymiser", Settings, wire)
