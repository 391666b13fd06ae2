"""`python -m services.aggregator`."""

from services.aggregator.app import wire
from services.aggregator.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("aggregator", Settings, wire)
