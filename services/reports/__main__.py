"""`python -m services.reports`."""

from services.reports.app import wire
from services.reports.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("reports", Settings, wire)
