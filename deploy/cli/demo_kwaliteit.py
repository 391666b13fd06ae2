"""The step of the demo in which the example SWV writes: judgements, its year, meetings, agreements, by the API."""

from datetime import date

import httpx

from deploy.example import kwaliteit
from deploy.launcher.errors import UserError


class DemoMisluktError(UserError):
    """A step did not get its result; the message is Dutch."""


def schrijf_kwaliteit(api: httpx.Client, vandaag: date) -> int:
    """Write everything; gives the number of agreements. Raises DemoMisluktError."""
    afspraken = 0
    for standaard, oordeel in kwaliteit.oordelen(vandaag):
        _gelukt(api.put(f"/v1/kwaliteitsoordelen/{kwaliteit.SWV}/{standaard}", json=oordeel))
    for moment in kwaliteit.momenten(vandaag):
        _gelukt(api.post(f"/v1/kwaliteitsjaar/{kwaliteit.SWV}/momenten", json=moment))
    for een in kwaliteit.gesprekken(vandaag):
        plek = _gelukt(api.post("/v1/gesprekken", json=een.gesprek)).headers["location"]
        for afspraak in een.afspraken:
            _gelukt(api.post(f"{plek}/afspraken", json=afspraak))
            afspraken += 1
    return afspraken


def _gelukt(antwoord: httpx.Response) -> httpx.Response:
    if not antwoord.is_success:
        raise DemoMisluktError(f"De gateway antwoordt met status {antwoord.status_code}.")
    return antwoord
