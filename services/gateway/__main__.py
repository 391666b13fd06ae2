"""`python -m services.gateway`."""

from services.gateway.app import wire
from services.gateway.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("gateway", Settings, wire)
