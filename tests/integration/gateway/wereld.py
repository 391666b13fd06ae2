"""A small world in the database: reference data, and leaf cells of invented dossiers."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import asyncpg

from deploy.example.gebeurtenissen import Verloop, gebeurtenissen, nieuwste_dossiers
from deploy.example.regio import Regio, voorbeeld_regio
from services.aggregator.adapters import ALLE_PLAATSEN
from services.aggregator.domain.bijdragen import contributions
from services.anonymiser.domain import anonymise
from shared.contracts import ldos
from shared.contracts.cellen import Cel, Maten
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.contracts.zaken import Dossier
from tests import oracle
from tests.bouwers import besloten
from tests.gebeurtenissen import as_bytes
from tests.stack import Database

VANDAAG = date(2026, 11, 22)
LOPEND = 2026

Rij = tuple[Any, ...]


class Sleutels:
    """Keys that hide nothing: nobody lives in this world."""

    def zaak(self, schooljaar: int) -> bytes:
        return bytes(32)

    def beschikking(self, swv: str) -> tuple[bytes, ...]:
        return (bytes(32),)

    def melding(self, swv: str, schooljaar: int) -> bytes:
        return bytes(32)

    def bestand(self, schooljaar: int) -> bytes:
        return bytes(32)


@dataclass(frozen=True)
class Lid:
    """One membership, as codes; `tot` included."""

    swv: str
    vestiging: str
    bestuur: str
    subregio: str | None = None
    van: int = 2018
    tot: int = 9999
    schoolsoort: str = "bao"


def besluiten(leden: Iterable[Lid]) -> list[tuple[str, Dossier]]:
    """One decided case of each school."""
    return [(lid.swv, Dossier(**besloten(vestiging=lid.vestiging))) for lid in leden]


@dataclass
class Wereld:
    """What is filled in: memberships, and cases as (swv, dossier)."""

    leden: Sequence[Lid]
    zaken: Sequence[tuple[str, Mapping[str, Any] | Dossier]] = ()
    naam: Mapping[str, str] = field(default_factory=dict)

    def vul_in(self, database: Database) -> Database:
        """The same database, filled."""
        asyncio.run(self.vul(database.url()))
        return database

    async def vul(self, url: str) -> None:
        """Write it as the owner of the tables would."""
        verbinding = await asyncpg.connect(url)
        try:
            await _vul_organisatie(verbinding, self.leden, self.naam)
            await vul_cellen(verbinding, self.zaken)
        finally:
            await verbinding.close()


async def _vul_organisatie(verbinding: asyncpg.Connection, leden: Iterable[Lid], naam: Mapping[str, str]) -> None:
    for lid in leden:
        swv, bestuur, school = swv_getal(lid.swv), bestuur_getal(lid.bestuur), vestiging_getal(lid.vestiging)
        namen = [naam.get(code, f"Naam van {code}") for code in (lid.swv, lid.bestuur, lid.vestiging)]
        await verbinding.execute("INSERT INTO organisatie.swv VALUES ($1, $2) ON CONFLICT DO NOTHING", swv, namen[0])
        await verbinding.execute(
            "INSERT INTO organisatie.bestuur VALUES ($1, $2) ON CONFLICT DO NOTHING", bestuur, namen[1]
        )
        await verbinding.execute(
            "INSERT INTO organisatie.vestiging VALUES ($1, $2, 'Plaats') ON CONFLICT DO NOTHING", school, namen[2]
        )
        if lid.subregio:
            await verbinding.execute(
                "INSERT INTO organisatie.subregio VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                *(lid.subregio, swv, f"Naam van {lid.subregio}"),
            )
        await verbinding.execute(
            "INSERT INTO organisatie.lidmaatschap VALUES ($1, $2, $3, $4, $5, $6, $7)",
            *(swv, school, lid.van, lid.tot, bestuur, lid.subregio, lid.schoolsoort),
        )
    await verbinding.execute("UPDATE organisatie.versie SET versie = versie + 1")


async def vul_cellen(verbinding: asyncpg.Connection, zaken: Iterable[tuple[str, Mapping[str, Any] | Dossier]]) -> None:
    """Add the contributions of these cases, and raise the version of their SWV's."""
    cellen: dict[Cel, Counter[str]] = defaultdict(Counter)
    swvs = set()
    for swv, inhoud in zaken:
        dossier = inhoud if isinstance(inhoud, Dossier) else Dossier(**inhoud)
        swvs.add(swv_getal(swv))
        for cel, maten in contributions(swv, dossier):
            cellen[cel].update(maten._asdict())
    await verbinding.executemany(
        """
        INSERT INTO stand.cel AS cel VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (swv, schooljaar, kubus, vestiging, herkomst, code) DO UPDATE
        SET aantal = cel.aantal + excluded.aantal, bedrag_cent = cel.bedrag_cent + excluded.bedrag_cent,
            leerlingen = cel.leerlingen + excluded.leerlingen
        """,
        [(*cel, *(som[naam] for naam in Maten._fields)) for cel, som in cellen.items()],
    )
    await verbinding.executemany(
        """
        INSERT INTO stand.swv_versie AS v VALUES ($1, 1, now())
        ON CONFLICT (swv) DO UPDATE SET versie = v.versie + 1, bijgewerkt = excluded.bijgewerkt
        """,
        [(swv,) for swv in swvs],
    )
    await verbinding.execute(ALLE_PLAATSEN, sorted(swvs), datetime.now(UTC))


@dataclass(frozen=True)
class Voorbeeld:
    """The example region with some schooljaren of events, and the judge of every figure over them."""

    regio: Regio
    wereld: Wereld
    oracle: oracle.Oracle


def voorbeeld(jaren: int = 4) -> Voorbeeld:
    """The example region, lived through up to VANDAAG."""
    regio = voorbeeld_regio()
    nieuwste = nieuwste_dossiers(gebeurtenissen(regio, VANDAAG, Verloop(seed=7, jaren=jaren)))
    zaken = [_zaak(event) for event in nieuwste.values()]
    leden = [
        Lid(
            *(lid.swv, lid.vestiging, lid.bestuur, lid.subregio or None, lid.vanaf),
            *(9999 if lid.tot is None else lid.tot, lid.schoolsoort),
        )
        for lid in regio.leden
    ]
    rechter = oracle.Oracle(
        oracle.nieuwste(nieuwste.values()),
        [oracle.Lidmaatschap(lid.swv, lid.vestiging, lid.van, lid.tot, lid.bestuur, lid.subregio) for lid in leden],
        LOPEND,
    )
    return Voorbeeld(regio, Wereld(leden, [zaak for zaak in zaken if zaak is not None]), rechter)


def _zaak(event: Mapping[str, Any]) -> tuple[str, Dossier] | None:
    aanvaard = ldos.check(ldos.read(as_bytes(event)))
    assert isinstance(aanvaard, ldos.Accepted)
    zaak = anonymise(aanvaard, Sleutels(), 1)
    return None if zaak.dossier is None else (zaak.swv, zaak.dossier)
