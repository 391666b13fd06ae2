"""A database filled with the example world, without Kafka: the same code that counts live, in one go.

Only for pages and their tests; that live counting gives the same is what the aggregator's tests show.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from operator import add
from typing import cast
from uuid import uuid4

import asyncpg
import orjson
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from deploy.example.demo_steps import accounts
from deploy.example.gebeurtenissen import nieuwste_dossiers
from deploy.example.regio import Regio, landelijk_bestand
from deploy.example.simulatie import maak_wereld
from deploy.example.tlv_bedragen import vul_bedragen
from services.aggregator.domain.bijdragen import contributions
from services.aggregator.organisatie import Leveringen
from services.anonymiser.adapters import KeyVault
from services.anonymiser.domain import anonymise
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts import ldos
from shared.contracts.bronnen.levering import Opdracht, verdeel
from shared.contracts.bronnen.soorten import LANDELIJK
from shared.contracts.cellen import Cel, Maten
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.runtime.keys import MemoryKeyStore
from shared.runtime.postgres import Connection
from tests.browser.open_bronnen import vul_open_bronnen

WACHTWOORD = "voorbeeld-voor-de-browser"
_CEL = "swv schooljaar kubus vestiging herkomst code aantal bedrag_cent leerlingen"
_ERBIJ = """
    UPDATE stand.cel SET aantal = aantal + $3 WHERE (swv, schooljaar, kubus, vestiging, herkomst, code) = (
        SELECT swv, schooljaar, kubus, vestiging, herkomst, code FROM stand.cel
        WHERE swv = $1 AND schooljaar = $2 AND kubus = 1 AND code & 1 = 0 ORDER BY vestiging, code LIMIT 1)
"""
_VAN = "account = (SELECT id FROM toegang.account WHERE naam = $1)"
_GEZIEN = f"SELECT gezien FROM toegang.overzichtbezoek WHERE {_VAN}"
_EERDER = f"""
    UPDATE toegang.overzichtbezoek SET gezien_op = gezien_op - make_interval(days => $2), gezien = $3::jsonb
    WHERE {_VAN}
"""
STAND = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)


async def vul(url: str, vandaag: date) -> None:
    """Reference data, cells and one account per role; `url` logs in as the administrator."""
    wereld = maak_wereld(vandaag)
    verbinding = await asyncpg.connect(url)
    try:
        async with verbinding.transaction():
            await _organisatie(verbinding, wereld.regio)
            await _cellen(verbinding, _tel(nieuwste_dossiers(wereld.gebeurtenissen()).values()))
            await _accounts(verbinding)
            await _landelijk(verbinding)
            await vul_bedragen(verbinding, STAND)
            await vul_open_bronnen(verbinding, wereld.regio)
    finally:
        await verbinding.close()


async def vul_accounts(url: str) -> None:
    """Only one account per role, in a world that was filled otherwise."""
    verbinding = await asyncpg.connect(url)
    try:
        await _accounts(verbinding)
    finally:
        await verbinding.close()


def vorig_bezoek(url: str, account: str, dagen: int, erbij: int) -> dict[str, int]:
    """As if the last look of an account at its own unit was days ago, with so many more of each; what it really saw."""

    async def zet() -> dict[str, int]:
        verbinding = await asyncpg.connect(url)
        try:
            gezien: dict[str, int] = orjson.loads(await verbinding.fetchval(_GEZIEN, account))
            meer = orjson.dumps({naam: getal + erbij for naam, getal in gezien.items()}).decode()
            await verbinding.execute(_EERDER, account, dagen, meer)
        finally:
            await verbinding.close()
        return gezien

    # Playwright keeps the loop of this thread.
    with ThreadPoolExecutor(1) as draad:
        return draad.submit(lambda: asyncio.run(zet())).result()


def wijzig_aantal(url: str, swv: str, schooljaar: int, erbij: int) -> None:
    """More of one kind of application at an SWV, as if they had come in."""

    async def wijzig() -> None:
        verbinding = await asyncpg.connect(url)
        try:
            await verbinding.execute(_ERBIJ, swv_getal(swv), schooljaar, erbij)
            await verbinding.execute("UPDATE stand.swv_versie SET versie = versie + 1 WHERE swv = $1", swv_getal(swv))
        finally:
            await verbinding.close()

    # Playwright keeps the loop of this thread.
    with ThreadPoolExecutor(1) as anders:
        anders.submit(asyncio.run, wijzig()).result()


def _tel(gebeurtenissen: Iterable[object]) -> Mapping[Cel, Maten]:
    kluis = KeyVault(MemoryKeyStore())
    cellen: dict[Cel, Maten] = defaultdict(lambda: Maten(0, 0, 0))
    for gebeurtenis in gebeurtenissen:
        oordeel = ldos.check(ldos.read(orjson.dumps(gebeurtenis)))
        assert isinstance(oordeel, ldos.Accepted)
        zaak = anonymise(oordeel, kluis, 1)
        for cel, maten in contributions(zaak.swv, zaak.dossier):
            cellen[cel] = Maten(*map(add, cellen[cel], maten))
    return cellen


async def _landelijk(verbinding: asyncpg.Connection) -> None:
    """Through the reader and the rules of the real road, without the topic between."""
    inhoud, opdracht = landelijk_bestand().read_bytes(), Opdracht(wie="test", peildatum=date(2023, 10, 1))
    rijen, sha256 = lees_bestand(LANDELIJK, inhoud).rijen, hashlib.sha256(inhoud).hexdigest()
    delen = verdeel(LANDELIJK.naam, uuid4(), sha256, STAND, opdracht, rijen)
    # One of the pool or one of our own: the same methods.
    await Leveringen().verwerk(cast(Connection, verbinding), [deel.naar_bytes() for deel in delen], STAND)


async def _cellen(verbinding: asyncpg.Connection, cellen: Mapping[Cel, Maten]) -> None:
    rijen = [(*cel, *maten) for cel, maten in cellen.items()]
    await verbinding.copy_records_to_table("cel", schema_name="stand", columns=_CEL.split(), records=rijen)
    await verbinding.execute(
        "INSERT INTO stand.swv_versie (swv, versie, bijgewerkt) SELECT DISTINCT swv, 1, $1::timestamptz FROM stand.cel",
        STAND,
    )


async def _organisatie(verbinding: asyncpg.Connection, regio: Regio) -> None:
    leden = regio.leden
    namen = {
        "swv": {swv_getal(lid.swv): lid.swv_naam for lid in leden},
        "bestuur": {bestuur_getal(lid.bestuur): lid.bestuur_naam for lid in leden},
    }
    for tabel, per_code in namen.items():
        await _kopieer(verbinding, tabel, f"{tabel} naam", list(per_code.items()))
    subregios = {lid.subregio: (lid.subregio, swv_getal(lid.swv), lid.subregio_naam) for lid in leden if lid.subregio}
    scholen = {lid.vestiging: (vestiging_getal(lid.vestiging), lid.naam, lid.plaats) for lid in leden}
    await _kopieer(verbinding, "subregio", "subregio swv naam", list(subregios.values()))
    await _kopieer(verbinding, "vestiging", "vestiging naam plaats", list(scholen.values()))
    await _kopieer(
        verbinding,
        "lidmaatschap",
        "swv vestiging van tot bestuur subregio schoolsoort",
        [
            (swv_getal(lid.swv), vestiging_getal(lid.vestiging), lid.vanaf, lid.tot or 9999,
             bestuur_getal(lid.bestuur), lid.subregio or None, lid.schoolsoort) for lid in leden
        ],
    )  # fmt: skip
    await verbinding.execute("UPDATE organisatie.versie SET versie = 1, bijgewerkt = $1", STAND)


async def _kopieer(verbinding: asyncpg.Connection, tabel: str, kolommen: str, rijen: list[tuple[object, ...]]) -> None:
    await verbinding.copy_records_to_table(tabel, schema_name="organisatie", columns=kolommen.split(), records=rijen)


async def _accounts(verbinding: asyncpg.Connection) -> None:
    # Fewer rounds than in production: the tests log in often, and nothing is protected here.
    hash_ = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8192),)).hash(WACHTWOORD)
    for account in accounts():
        nummer = await verbinding.fetchval(
            "INSERT INTO toegang.account (naam, wachtwoord) VALUES ($1, $2) RETURNING id", account.naam, hash_
        )
        await verbinding.execute(
            "INSERT INTO toegang.recht (account, rol, eenheid) VALUES ($1, $2, $3)",
            *(nummer, account.rol, account.eenheid),
        )
