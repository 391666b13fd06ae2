"""`python -m deploy.chaos.dienst NAAM MAP`: a service as it is, with the hooks of `haken.py` around it."""

import runpy
import sys
from pathlib import Path

from deploy.chaos import haken

MERK = {"aggregator": "INSERT INTO stand.partitie", "reports": "SELECT id, vraag, lezer"}
"""What the first statement of the transactions holds in which a point is looked for."""


def main() -> None:
    """Set the hooks, then be the service."""
    naam, map_ = sys.argv[1:]
    dienst = naam.partition("-")[0]
    sturing = haken.Sturing(Path(map_), naam)
    haken.om_de_klok(sturing)
    haken.om_kafka(sturing)
    haken.om_opdrachten(sturing, MERK.get(dienst, "geen"))
    if dienst == "reports":
        haken.om_document(sturing)
    sys.argv = [f"services.{dienst}"]
    runpy.run_module(f"services.{dienst}", run_name="__main__")


if __name__ == "__main__":
    main()
