"""`python -m services.gateway`."""

import uvloop

from services.gateway.app import wire
from services.gateway.settings import Settings
from shared.runtime.service import run

if __name__ == "__main__":
    run("gateway", Settings, wire, uvloop.new_event_loop)
