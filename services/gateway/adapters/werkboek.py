"""What people write about quality in PostgreSQL (schemas kwaliteit and gesprek): a row per version."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

from services.gateway.adapters.context import zet_context
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit import doelbeheer, gesprekken, jaar
from services.gateway.domain.kwaliteit.doelbeheer import Doelversie, Sleutel
from services.gateway.domain.kwaliteit.gesprekken import Afspraak, Gesprek
from services.gateway.domain.kwaliteit.jaar import Moment
from services.gateway.domain.kwaliteit.standaarden import Oordeel
from services.gateway.domain.rechten import Rechten, context
from services.gateway.handlers.werkboek import Bezoek
from shared.contracts.eenheden import Niveau
from shared.runtime.postgres import Connection, Pool, transaction

_OORDEEL: Final = "swv, standaard, versie, oordeel, peildatum, toelichting, bewijs, geschreven_op, geschreven_door"
_DOEL: Final = (
    "swv, plan, code, versie, niveau, eenheid, titel, indicator, streefwaarde, richting, uiterlijk, eigenaar, notitie,"
    " vervallen, gewijzigd_op, gewijzigd_door"
)
_MOMENT: Final = "id, versie, swv, fase, titel, uiterlijk, eigenaar, klaar_op, vervallen, gewijzigd_op, gewijzigd_door"
_GESPREK: Final = (
    "id, swv, niveau, eenheid, dag, onderwerp, aanwezig, verslag, status, rapport, rapport_schooljaar, versie,"
    " gewijzigd_op, gewijzigd_door"
)
_AFSPRAAK: Final = "id, versie, gesprek, tekst, wie, uiterlijk, status, klaar_op, geschreven_op, geschreven_door"
_OORDELEN: Final = f"SELECT {_OORDEEL} FROM kwaliteit.oordeel WHERE swv = $1 ORDER BY standaard, versie DESC"
_DOELVERSIES: Final = f"""
    SELECT {_DOEL} FROM kwaliteit.doel WHERE (swv, plan, code) = ($1, $2, $3) ORDER BY versie DESC
"""
_MOMENTEN: Final = f"""
    SELECT DISTINCT ON (id) {_MOMENT} FROM kwaliteit.moment WHERE swv = $1 ORDER BY id, versie DESC
"""
_GESPREKKEN: Final = f"SELECT {_GESPREK} FROM gesprek.gesprek ORDER BY dag DESC, id"
_EEN_GESPREK: Final = f"SELECT {_GESPREK} FROM gesprek.gesprek WHERE id = $1"
_AFSPRAKEN: Final = f"SELECT {_AFSPRAAK} FROM gesprek.afspraak ORDER BY geschreven_op, id, versie"
_GESPREK_ANDERS: Final = """
    UPDATE gesprek.gesprek
    SET dag = $2, schooljaar = $3, onderwerp = $4, aanwezig = $5, verslag = $6, status = $7, rapport = $8,
        rapport_schooljaar = $9, versie = $10, gewijzigd_op = $11, gewijzigd_door = $12
    WHERE id = $1 AND versie = $10 - 1 RETURNING id
"""
_WIS_GESPREK: Final = "DELETE FROM gesprek.gesprek WHERE id = $1"
_BEZOEK: Final = "SELECT laatste, vorige FROM toegang.bezoek WHERE account = $1"
_NOTEER: Final = """
    INSERT INTO toegang.bezoek (account, laatste, vorige) VALUES ($1, $2, $3)
    ON CONFLICT (account) DO UPDATE SET laatste = excluded.laatste, vorige = excluded.vorige
"""


def _erbij(tabel: str, kolommen: str) -> str:
    plaatsen = ", ".join(f"${nummer}" for nummer in range(1, kolommen.count(",") + 2))
    return f"INSERT INTO {tabel} ({kolommen}) VALUES ({plaatsen}) ON CONFLICT DO NOTHING RETURNING versie"


_NIEUW_OORDEEL: Final = _erbij("kwaliteit.oordeel", _OORDEEL)
_NIEUW_DOEL: Final = _erbij("kwaliteit.doel", _DOEL)
_NIEUW_MOMENT: Final = _erbij("kwaliteit.moment", _MOMENT)
_NIEUW_GESPREK: Final = _erbij("gesprek.gesprek", f"{_GESPREK}, schooljaar, vestiging, bestuur")
_NIEUWE_AFSPRAAK: Final = _erbij("gesprek.afspraak", _AFSPRAAK)


class PostgresWerklezing:
    """Werklezing on the connection of one view."""

    def __init__(self, verbinding: Connection) -> None:
        self._verbinding = verbinding

    async def oordelen(self, swv: int) -> list[Oordeel]:
        return [_oordeel(rij) for rij in await self._verbinding.fetch(_OORDELEN, swv)]

    async def doelversies(self, sleutel: Sleutel) -> list[Doelversie]:
        return [_doelversie(rij) for rij in await self._verbinding.fetch(_DOELVERSIES, *sleutel)]

    async def momenten(self, swv: int) -> list[Moment]:
        return [_moment(rij) for rij in await self._verbinding.fetch(_MOMENTEN, swv)]

    async def gesprekken(self) -> list[Gesprek]:
        return [_gesprek(rij) for rij in await self._verbinding.fetch(_GESPREKKEN)]

    async def gesprek(self, id_: UUID) -> Gesprek | None:
        rij = await self._verbinding.fetchrow(_EEN_GESPREK, id_)
        return None if rij is None else _gesprek(rij)

    async def afspraken(self) -> list[Afspraak]:
        return [_afspraak(rij) for rij in await self._verbinding.fetch(_AFSPRAKEN)]


class PostgresWerkboek:
    """Werkboek over a pool of connections of role pos_gateway."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def schrijf_oordeel(self, rechten: Rechten, nieuw: Oordeel) -> bool:
        return await self._schrijf(
            rechten, _NIEUW_OORDEEL, nieuw.swv, nieuw.standaard, nieuw.versie, nieuw.oordeel, nieuw.peildatum,
            nieuw.toelichting, list(nieuw.bewijs), nieuw.op, nieuw.door,
        )  # fmt: skip

    async def schrijf_doel(self, rechten: Rechten, nieuw: Doelversie) -> bool:
        niveau, eenheid = nieuw.eenheid
        return await self._schrijf(
            rechten, _NIEUW_DOEL, *nieuw.sleutel, nieuw.versie, niveau.value, eenheid, *nieuw.invoer, nieuw.vervallen,
            nieuw.op, nieuw.door,
        )  # fmt: skip

    async def schrijf_moment(self, rechten: Rechten, nieuw: Moment) -> bool:
        waarden = (nieuw.id, nieuw.versie, nieuw.swv, *nieuw.invoer, nieuw.vervallen, nieuw.op, nieuw.door)
        return await self._schrijf(rechten, _NIEUW_MOMENT, *waarden)

    async def schrijf_gesprek(self, rechten: Rechten, nieuw: Gesprek) -> bool:
        laatst = (nieuw.versie, nieuw.op, nieuw.door)
        if nieuw.versie > 1:
            dag, *rest = nieuw.invoer
            return await self._schrijf(rechten, _GESPREK_ANDERS, nieuw.id, dag, nieuw.schooljaar, *rest, *laatst)
        niveau, code = nieuw.eenheid
        wie = (nieuw.eenheid.getal if niveau is soort else None for soort in (Niveau.SCHOOL, Niveau.BESTUUR))
        waarden = (nieuw.id, nieuw.swv, niveau.value, code, *nieuw.invoer, *laatst, nieuw.schooljaar, *wie)
        return await self._schrijf(rechten, _NIEUW_GESPREK, *waarden)

    async def wis_gesprek(self, rechten: Rechten, id_: UUID) -> None:
        async with self._als(rechten) as verbinding:
            await verbinding.execute(_WIS_GESPREK, id_)

    async def schrijf_afspraak(self, rechten: Rechten, nieuw: Afspraak) -> bool:
        waarden = (nieuw.id, nieuw.versie, nieuw.gesprek, *nieuw.invoer, nieuw.op, nieuw.door)
        return await self._schrijf(rechten, _NIEUWE_AFSPRAAK, *waarden)

    async def bezoek(self, account: int) -> Bezoek | None:
        async with transaction(self._pool, readonly=True) as verbinding:
            rij = await verbinding.fetchrow(_BEZOEK, account)
        return None if rij is None else Bezoek(*rij)

    async def noteer_bezoek(self, account: int, bezoek: Bezoek) -> None:
        async with transaction(self._pool) as verbinding:
            await verbinding.execute(_NOTEER, account, *bezoek)

    async def _schrijf(self, rechten: Rechten, opdracht: str, *waarden: Any) -> bool:
        async with self._als(rechten) as verbinding:
            return await verbinding.fetchval(opdracht, *waarden) is not None

    @asynccontextmanager
    async def _als(self, rechten: Rechten) -> AsyncIterator[Connection]:
        """A transaction in which row level security knows who writes."""
        async with transaction(self._pool) as verbinding:
            await zet_context(verbinding, context(rechten), 0)
            yield verbinding


def _oordeel(rij: Any) -> Oordeel:
    swv, standaard, versie, oordeel, peildatum, toelichting, bewijs, op, door = rij
    return Oordeel(swv, standaard, versie, oordeel, peildatum, toelichting, tuple(bewijs), op, door)


def _doelversie(rij: Any) -> Doelversie:
    swv, plan, code, versie, niveau, eenheid, *invoer, vervallen, op, door = rij
    sleutel, wie = Sleutel(swv, plan, code), Eenheid(Niveau(niveau), eenheid)
    return Doelversie(sleutel, versie, wie, doelbeheer.Invoer(*invoer), vervallen, op, door)


def _moment(rij: Any) -> Moment:
    id_, versie, swv, *invoer, vervallen, op, door = rij
    return Moment(id_, versie, swv, jaar.Momentinvoer(*invoer), vervallen, op, door)


def _gesprek(rij: Any) -> Gesprek:
    id_, swv, niveau, eenheid, *invoer, versie, op, door = rij
    return Gesprek(id_, swv, Eenheid(Niveau(niveau), eenheid), gesprekken.Gespreksinvoer(*invoer), versie, op, door)


def _afspraak(rij: Any) -> Afspraak:
    id_, versie, gesprek, *invoer, op, door = rij
    return Afspraak(id_, versie, gesprek, gesprekken.Afspraakinvoer(*invoer), op, door)
