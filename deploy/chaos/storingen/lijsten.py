"""A list with persons that is being loaded while a service dies: the figure is that of before or of after it."""

import asyncio
import tempfile
from datetime import date
from pathlib import Path

import httpx

from deploy.chaos.opdracht import pos
from deploy.chaos.storingen.documenten import klant
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, Veld
from shared.contracts.schooljaar import schooljaar_van, tekst

_DIENSTEN = ("ingest", "anonymiser", "aggregator")
_KIJK_SECONDEN = 0.1


@storing("lijst-laden", 25)
async def lijst_laden(veld: Veld) -> None:
    """kill -9 van een dienst terwijl een lijst met thuiszitters wordt geladen: alles of niets, en daarna alles."""
    swv = veld.kans.choice(veld.stroom.wereld.regio.swvs)
    peildatum = date(veld.stroom.wereld.vandaag.year - 1, 10, 1)
    aantal, dienst = veld.kans.randrange(2_000, 6_000), veld.dienst(veld.kans.choice(_DIENSTEN))
    with tempfile.TemporaryDirectory(prefix="pos-chaos-lijst-") as map_:
        bestand = Path(map_) / "lijst.csv"
        bestand.write_text(_lijst(swv, peildatum, aantal), "utf-8")
        async with await klant(veld, swv) as client:
            voor = await _waarde(client, swv, peildatum)
            laden = asyncio.create_task(_laad(veld, bestand))
            doden = asyncio.create_task(_dood_straks(veld, dienst))
            gezien = await _kijk_zolang(laden, client, swv, peildatum)
            await asyncio.gather(laden, doden)
            await veld.wacht_op(veld.stapel.heel, VOORUIT_SECONDEN * 2, f"{dienst} is terug")
            if await _laad(veld, bestand):
                veld.faal("de lijst laadt ook daarna niet")
            na = await _waarde(client, swv, peildatum)
    if na != aantal or not gezien <= {None, voor, aantal}:
        veld.faal(f"{dienst} gedood bij het laden van {aantal} regels: {sorted(map(str, gezien))}, daarna {na}")
    veld.zeg(f"{dienst} gedood bij het laden van {aantal} regels")


def _lijst(swv: str, peildatum: date, aantal: int) -> str:
    sinds = peildatum.replace(month=9)
    regels = [f"m{nummer};{swv};absoluut;{sinds};{peildatum}" for nummer in range(aantal)]
    return "\n".join(["melding;swv;soort;sinds;peildatum", *regels]) + "\n"


async def _laad(veld: Veld, bestand: Path) -> int:
    code, _ = await pos(veld.stapel, "import", "thuiszitters", str(bestand), "--ja")
    return code


async def _dood_straks(veld: Veld, dienst: str) -> None:
    await asyncio.sleep(veld.kans.uniform(0.5, 4))
    veld.kill(dienst)


async def _kijk_zolang(laden: "asyncio.Task[int]", client: httpx.AsyncClient, swv: str, dag: date) -> set[int | None]:
    gezien: set[int | None] = set()
    while not laden.done():
        gezien.add(await _waarde(client, swv, dag))
        await asyncio.sleep(_KIJK_SECONDEN)
    return gezien


async def _waarde(client: httpx.AsyncClient, swv: str, dag: date) -> int | None:
    """How many stay at home by the pages; None: nothing known, or no answer."""
    vraag = {"niveau": "swv", "eenheid": swv, "schooljaar": tekst(schooljaar_van(dag))}
    try:
        antwoord = await client.get("/v1/indicatoren/thuiszitters/waarden", params=vraag)
        waarde: int | None = antwoord.json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    except (httpx.HTTPError, ValueError, LookupError):
        return None
    return waarde
