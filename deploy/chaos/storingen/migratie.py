"""The next version's migrations while this version runs: tables get a column more, and lose one."""

import asyncio
from collections.abc import Iterator

import asyncpg
import httpx

from deploy.chaos.storingen.documenten import klant
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import Veld
from deploy.migrations.runner import Migration, migrate, read_migrations
from shared.contracts.schooljaar import schooljaar_van, tekst

_TABELLEN = ("stand.zaak", "stand.cel", "stand.partitie", "organisatie.lidmaatschap", "toegang.account", "bronnen.bron")
_PLEKKEN = ("/v1/stand", "/v1/indicatoren/tlv-aanvragen/waarden", "/gezond")
_KAPOT = 500


@storing("migratie", 10)
async def migratie(veld: Veld) -> None:
    """Tabellen krijgen door migraties een kolom erbij en raken die weer kwijt, terwijl deze versie doordraait."""
    swv = veld.kans.choice(veld.stroom.wereld.regio.swvs)
    bekend = read_migrations()
    erbij = list(_erbij(len(bekend)))
    async with await klant(veld, swv) as client:
        klaar = asyncio.Event()
        vragen = asyncio.create_task(_vraag_zolang(veld, client, swv, klaar))
        try:
            for tot in range(1, len(erbij) + 1):
                await migrate(veld.rechter.dsn, [*bekend, *erbij[:tot]])
                await asyncio.sleep(veld.kans.uniform(0.1, 0.5))
        finally:
            klaar.set()
            antwoorden = await vragen
            await _vergeet(veld, len(bekend))
    kapot = [code for code in antwoorden if code >= _KAPOT]
    if kapot:
        veld.faal(f"{len(kapot)} van {len(antwoorden)} vragen aan de pagina's mislukten: {sorted(set(kapot))}")
    veld.zeg(f"{len(erbij)} migraties, {len(antwoorden)} vragen aan de pagina's")


def _erbij(laatste: int) -> Iterator[Migration]:
    opdrachten = [f"ALTER TABLE {tabel} ADD COLUMN chaos int DEFAULT 0" for tabel in _TABELLEN]
    opdrachten += [f"ALTER TABLE {tabel} DROP COLUMN chaos" for tabel in _TABELLEN]
    return (Migration(laatste + n, f"chaos_{n}", sql) for n, sql in enumerate(opdrachten, start=1))


async def _vraag_zolang(veld: Veld, client: httpx.AsyncClient, swv: str, klaar: asyncio.Event) -> list[int]:
    """The status of every answer; no answer at all counts as 599."""
    gevraagd = {"niveau": "swv", "eenheid": swv, "schooljaar": tekst(schooljaar_van(veld.stroom.wereld.vandaag))}
    codes = []
    while not klaar.is_set():
        for plek in _PLEKKEN:
            try:
                codes.append((await client.get(plek, params=gevraagd if plek.endswith("waarden") else {})).status_code)
            except httpx.HTTPError:
                codes.append(599)
            await asyncio.sleep(0.02)
    return codes


async def _vergeet(veld: Veld, tot: int) -> None:
    """As if that next version never was: a later fault may bring it again."""
    connection = await asyncpg.connect(veld.rechter.dsn, timeout=5)
    try:
        await connection.execute("DELETE FROM migratie.toegepast WHERE versie > $1", tot)
    finally:
        await connection.close(timeout=5)
