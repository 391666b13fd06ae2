"""When two documents would come out the same: the key of all that decides one."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date

from services.reports.domain.vragen import Afspraak, Merk, Opdracht


def sleutel(
    opdracht: Opdracht, merk: Merk, afspraken: Sequence[Afspraak], vandaag: date, opmaak: str, sjabloon: str
) -> bytes:
    """SHA-256 over question, reader, border, freshness of all that the reader sees (texts too), agreements, the day
    (months that are over, 'gemaakt op'), our own layout and the template of the SWV."""
    delen = [
        opdracht.vraag.model_dump(mode="json"),
        opdracht.lezer.model_dump(mode="json"),
        opdracht.grens.model_dump(mode="json"),
        list(merk),
        [list(map(str, astuple(een))) for een in afspraken],
        vandaag.isoformat(),
        opmaak,
        sjabloon,
    ]
    return hashlib.sha256(json.dumps(delen, sort_keys=True).encode()).digest()
