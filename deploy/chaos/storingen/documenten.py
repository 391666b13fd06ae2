"""Reports and bundles while their maker dies: each is whole and once, or not there yet."""

import asyncio
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import httpx

from deploy.accountbeheer import add_account, add_token
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from deploy.cli.verbinding import database
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts.schooljaar import schooljaar_van, tekst
from shared.runtime.clock import SystemClock

_KLAAR_SECONDEN = 90.0
_PUNTEN = ("sql:1", "document:voor", "document:na", "sql:2", "sql:3", "commit:tijdens", "commit:na")
_DOCUMENTEN = """
    SELECT r.status, count(d.rapport)::int AS documenten FROM rapporten.rapport r
    LEFT JOIN rapporten.document d ON d.rapport = r.id WHERE r.id = $1::text::uuid GROUP BY 1
"""


async def klant(veld: Veld, swv: str) -> httpx.AsyncClient:
    """The pages, as somebody of this samenwerkingsverband."""
    naam = f"chaos-{veld.kans.randrange(10**9)}"
    async with database(veld.stapel.state) as connection:
        await add_account(connection, naam, [Recht(Rol.SWV, swv)], None)
        token = await add_token(connection, naam, naam, SystemClock().now(), 1)
    return httpx.AsyncClient(base_url=veld.stapel.gateway, headers={"authorization": f"Bearer {token}"}, timeout=30)


def _scholen(veld: Veld, swv: str) -> list[str]:
    return sorted({lid.vestiging for lid in veld.stroom.wereld.regio.leden if lid.swv == swv and lid.tot is None})


def _vaste(veld: Veld) -> dict[str, Any]:
    jaar = tekst(schooljaar_van(veld.stroom.wereld.vandaag))
    return {"soort": "gespreksrapport", "niveau": "school", "schooljaar": jaar, "themas": ["verwijzingen"]}


async def _tot_antwoord(doe: Any, status: int, waarop: str, veld: Veld) -> httpx.Response:
    """Ask until this status comes; a gateway that is just starting is asked again."""
    gekregen: list[httpx.Response] = []

    async def vraag() -> bool:
        try:
            antwoord: httpx.Response = await doe()
        except httpx.HTTPError:
            return False
        gekregen.append(antwoord)
        return antwoord.status_code == status

    await veld.wacht_tot(vraag, _KLAAR_SECONDEN, waarop)
    return gekregen[-1]


@storing("document", 25)
async def document(veld: Veld) -> None:
    """kill -9 van reports ergens in het maken van een document; het komt er daarna, heel en één keer."""
    swv = veld.kans.choice(veld.stroom.wereld.regio.swvs)
    reports, punt = veld.dienst("reports"), veld.kans.choice(_PUNTEN)
    async with await klant(veld, swv) as client:
        wacht = asyncio.create_task(veld.geraakt(reports, punt, VOORUIT_SECONDEN))
        await asyncio.sleep(0.2)
        body = {**_vaste(veld), "eenheid": veld.kans.choice(_scholen(veld, swv))}
        gevraagd = await _tot_antwoord(lambda: client.post("/v1/rapporten", json=body), 202, "het verzoek", veld)
        geraakt, plek = await wacht, f"/v1/rapporten/{gevraagd.json()['id']}/document"
        klaar = await _tot_antwoord(lambda: client.get(plek), 200, "het document", veld)
    _heel(veld, klaar.content)
    [rij] = await veld.rechter.vraag(_DOCUMENTEN, gevraagd.json()["id"])
    if tuple(rij) != ("klaar", 1):
        veld.faal(f"het document staat er niet één keer: {dict(rij)}")
    veld.zeg(f"reports gedood op {geraakt or 'geen punt (een andere werker maakte het)'}")


@storing("bundel", 25)
async def bundel(veld: Veld) -> None:
    """kill -9 van reports en gateway terwijl een bundel van documenten wordt gemaakt; de ZIP is daarna heel."""
    swv = veld.kans.choice(veld.stroom.wereld.regio.swvs)
    codes = veld.kans.sample(_scholen(veld, swv), 4)
    async with await klant(veld, swv) as client:
        body = {**_vaste(veld), "eenheden": codes}
        gevraagd = await _tot_antwoord(lambda: client.post("/v1/rapporten", json=body), 202, "het verzoek", veld)
        plek = f"/v1/rapporten/bundels/{gevraagd.json()['id']}"
        for naam in (veld.dienst("reports"), "gateway", veld.dienst("reports")):
            await asyncio.sleep(veld.kans.uniform(0.1, 1.0))
            veld.kill(naam)
        klaar = await _tot_antwoord(lambda: client.get(f"{plek}/document"), 200, "de bundel", veld)
        voortgang = (await client.get(plek)).json()["voortgang"]
    archief = _heel(veld, klaar.content)
    if voortgang != {"totaal": 4, "klaar": 4, "mislukt": 0} or len(archief.namelist()) != 4:
        veld.faal(f"de bundel is niet heel: {voortgang}, {len(archief.namelist())} documenten")
    for naam in archief.namelist():
        _heel(veld, archief.read(naam))


def _heel(veld: Veld, inhoud: bytes) -> ZipFile:
    """A Word file and a bundle are both ZIP's whose every part has a checksum."""
    try:
        archief = ZipFile(BytesIO(inhoud))
        kapot = archief.testzip()
    except BadZipFile:
        kapot = "het geheel"
    if kapot is not None:
        veld.faal(f"het document is beschadigd: {kapot}")
    return archief
