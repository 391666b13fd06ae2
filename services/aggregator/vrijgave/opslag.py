"""The release gate in PostgreSQL: what decides a release comes in, the release and the gate's own notes go out.

Every method runs inside the one transaction that makes a release.
"""

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import asyncpg

from services.aggregator.opendata.tabellen import SCHOLEN_IN
from services.aggregator.vrijgave.beleid import Beleid, Beleidsboek
from services.aggregator.vrijgave.indeling import Eenheid, Leerlingen
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.uitgave import Uitgave, canoniek
from shared.contracts.duren import Termijn, Termijnen, Vanaf
from shared.contracts.lidmaatschap import Lid
from shared.contracts.schooljaar import lees

if TYPE_CHECKING:
    Verbinding = asyncpg.Connection[Any]
else:
    Verbinding = asyncpg.Connection

# Whoever makes a release waits for whoever does already; taken before the snapshot of the transaction begins.
_SLOT: Final = "LOCK TABLE vrijgave_intern.gehouden IN EXCLUSIVE MODE"
_BELEID: Final = """
    SELECT DISTINCT ON (swv) swv, drempel, afronding, veranderd, scholen, duren, maanden_groot, maanden_klein
    FROM vrijgave.beleid ORDER BY swv, versie DESC
"""
_TERMIJNEN: Final = """
    SELECT DISTINCT ON (swv) swv, termijn_dagen, termijn_vanaf FROM toegang.instelling ORDER BY swv, versie DESC
"""
_LEDEN: Final = """
    SELECT swv, vestiging, van, tot, bestuur, subregio, schoolsoort FROM organisatie.lidmaatschap ORDER BY 1, 2, 3
"""
_GELEVERD: Final = "SELECT soort, bereik FROM opendata.geldend WHERE soort = ANY ($1::text[])"
_MET_LEERLINGEN: Final = """
    SELECT DISTINCT vestiging, schooljaar FROM opendata.leerlingen
    WHERE hoog > 0 AND vestiging IN (SELECT vestiging FROM organisatie.lidmaatschap)
"""
_GEVOUWEN: Final = "SELECT DISTINCT swv, schooljaar FROM stand.basis"
_ZAKEN: Final = "SELECT zaak, swv, inhoud FROM stand.zaak WHERE inhoud IS NOT NULL"
_WENS: Final = "CREATE TEMP TABLE wens (zaak bytea, swv smallint, inhoud bytea, jaren smallint[]) ON COMMIT DROP"
_PAREN: Final = """
    SELECT toen.swv, toen.inhoud AS toen, wens.swv AS swv_nu, wens.inhoud AS nu
    FROM (SELECT DISTINCT ON (zaak) zaak, swv, inhoud FROM vrijgave_intern.zaak
          WHERE vanaf <= $1 ORDER BY zaak, vanaf DESC) AS toen
    FULL JOIN wens USING (zaak)
    WHERE $2 OR toen.inhoud IS DISTINCT FROM wens.inhoud
"""
_BEWAAR: Final = """
    INSERT INTO vrijgave_intern.zaak (zaak, vanaf, swv, inhoud)
    SELECT zaak, $1, coalesce(w.swv, toen.swv), w.inhoud
    FROM (SELECT DISTINCT ON (zaak) zaak, swv, inhoud FROM vrijgave_intern.zaak ORDER BY zaak, vanaf DESC) AS toen
    FULL JOIN (SELECT zaak, swv, inhoud FROM wens WHERE jaren && $2::smallint[]) AS w USING (zaak)
    WHERE w.inhoud IS DISTINCT FROM toen.inhoud
"""
# What no cell is measured against any more goes; so does a case that is gone from all that remains.
_VERGEET: Final = """
    DELETE FROM vrijgave_intern.zaak AS oud WHERE EXISTS (
        SELECT FROM vrijgave_intern.zaak AS later
        WHERE later.zaak = oud.zaak AND later.vanaf > oud.vanaf AND later.vanaf <= $1)
"""
_VERGEET_WEG: Final = "DELETE FROM vrijgave_intern.zaak WHERE inhoud IS NULL AND vanaf <= $1"
_VERGEET_INDELING: Final = """
    DELETE FROM vrijgave_intern.indeling AS oud WHERE EXISTS (
        SELECT FROM vrijgave_intern.indeling AS later WHERE later.vanaf > oud.vanaf AND later.vanaf <= $1)
"""
_INDELING_TOEN: Final = "SELECT leden FROM vrijgave_intern.indeling WHERE vanaf <= $1 ORDER BY vanaf DESC LIMIT 1"
_HOOFD: Final = """
    INSERT INTO vrijgave.vrijgave (nummer, moment, niveaus, beleid, toets, sha256, telling)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
"""
_GEHOUDEN: Final = """
    SELECT niveau, eenheid, soort, groep, indicator, teldatum, schooljaar, splitsing, rij, sinds
    FROM vrijgave_intern.gehouden
"""
_IN_EEN_KEER: Final = 2_000


class Zaak(NamedTuple):
    """One case as held: pseudonym, SWV, dossier as JSON bytes; and the schooljaren that it counts in."""

    zaak: bytes
    swv: int
    inhoud: bytes
    jaren: tuple[int, ...] = ()


class Paar(NamedTuple):
    """A case then and now: (SWV, dossier), each None where it is not there."""

    toen: tuple[int, bytes | None]
    nu: tuple[int, bytes | None]


async def neem_slot(verbinding: Verbinding) -> None:
    """One release at a time."""
    await verbinding.execute(_SLOT)


async def lees_beleid(verbinding: Verbinding) -> Beleidsboek:
    """The policy in force."""
    per_swv: dict[int, Beleid] = {}
    for rij in await verbinding.fetch(_BELEID):
        swv, *drempels, groot, klein = tuple(rij)
        per_swv[swv] = replace(Beleid(*drempels), maanden_groot=tuple(groot), maanden_klein=tuple(klein))
    rooster = await verbinding.fetchrow("SELECT dag, uur FROM vrijgave.rooster")
    assert rooster is not None, "de migratie zette deze rij"
    return Beleidsboek(per_swv.pop(0), per_swv, rooster["dag"], rooster["uur"])


async def lees_termijnen(verbinding: Verbinding) -> Termijnen:
    """The term of each SWV that set one."""
    rijen = await verbinding.fetch(_TERMIJNEN)
    return Termijnen({rij[0]: Termijn(rij[1], Vanaf(rij[2])) for rij in rijen})


async def lees_indeling(verbinding: Verbinding) -> tuple[tuple[Lid, ...], Leerlingen]:
    """Memberships as they are now, and which schools have pupils."""
    leden = tuple(Lid(*rij) for rij in await verbinding.fetch(_LEDEN))
    geldend = await verbinding.fetch(_GELEVERD, list(SCHOLEN_IN))
    geleverd = frozenset((soort, lees(rij["bereik"])) for rij in geldend for soort in SCHOLEN_IN[rij["soort"]])
    scholen = frozenset((rij[0], rij[1]) for rij in await verbinding.fetch(_MET_LEERLINGEN))
    return leden, Leerlingen(geleverd, scholen)


async def leden_toen(verbinding: Verbinding, nummer: int) -> tuple[Lid, ...]:
    """Memberships as they were at a release."""
    leden = await verbinding.fetchval(_INDELING_TOEN, nummer)
    return tuple(Lid(*lid) for lid in json.loads(leden or "[]"))


async def lees_gevouwen(verbinding: Verbinding) -> frozenset[tuple[int, int]]:
    """(SWV, schooljaar) with figures of cases that are held no more."""
    return frozenset((rij[0], rij[1]) for rij in await verbinding.fetch(_GEVOUWEN))


async def lees_zaken(verbinding: Verbinding) -> AsyncIterator[list[Zaak]]:
    """Every case that contributes, some at a time."""
    stapel: list[Zaak] = []
    async for rij in verbinding.cursor(_ZAKEN, prefetch=_IN_EEN_KEER):
        stapel.append(Zaak(*rij))
        if len(stapel) == _IN_EEN_KEER:
            yield stapel
            stapel = []
    yield stapel


async def zet_wens(verbinding: Verbinding, zaken: Sequence[Zaak]) -> None:
    """Note the cases that count in an open schooljaar, as they are now."""
    await verbinding.execute(_WENS)
    await verbinding.copy_records_to_table("wens", records=[(*een[:3], list(een.jaren)) for een in zaken])
    await verbinding.execute("ANALYZE wens")


async def paren(verbinding: Verbinding, nummer: int, *, alle: bool) -> list[Paar]:
    """Cases that differ from how they were at a release; `alle`: the others too."""
    rijen = await verbinding.fetch(_PAREN, nummer, alle)
    return [Paar((rij["swv"] or 0, rij["toen"]), (rij["swv_nu"] or 0, rij["nu"])) for rij in rijen]


async def lees_gehouden(verbinding: Verbinding) -> dict[Plek, int]:
    """Cells that still tell what an earlier release told."""
    gehouden = {}
    for rij in await verbinding.fetch(_GEHOUDEN):
        eenheid = Eenheid(rij["niveau"], rij["eenheid"], rij["soort"], rij["groep"])
        figuur = (rij["indicator"], rij["teldatum"], rij["schooljaar"], rij["splitsing"])
        gehouden[Plek(eenheid, *figuur, json.loads(rij["rij"]))] = rij["sinds"]
    return gehouden


async def schrijf(
    verbinding: Verbinding,
    uitgave: Uitgave,
    vorige: Uitgave | None,
    toets: Mapping[str, Any] | None,
    telling: Mapping[str, Any],
) -> None:
    """Write a release: its head, the units that were looked at, and the tables that differ from the one before."""
    nieuw = sorted(een for een, nummer in uitgave.ververst.items() if nummer == uitgave.nummer)
    niveaus = sorted({niveau for niveau, _ in nieuw})
    bewijs = None if toets is None else canoniek(toets)
    await verbinding.execute(
        _HOOFD,
        *(uitgave.nummer, uitgave.moment, niveaus, canoniek(uitgave.beleid), bewijs, uitgave.sha256),
        canoniek(telling),
    )
    await verbinding.copy_records_to_table(
        "ververst", schema_name="vrijgave", records=[(uitgave.nummer, *een) for een in nieuw]
    )
    await verbinding.copy_records_to_table("tabel", schema_name="vrijgave", records=list(_nieuwe(uitgave, vorige)))


def _nieuwe(uitgave: Uitgave, vorige: Uitgave | None) -> Iterator[tuple[Any, ...]]:
    oud = {} if vorige is None else vorige.tabellen
    for sleutel in sorted(uitgave.tabellen):
        tabel = uitgave.tabellen[sleutel]
        if oud.get(sleutel) != tabel:
            yield uitgave.nummer, *sleutel, tabel.definitief, tabel.inhoud, tabel.sha256


async def onthoud(
    verbinding: Verbinding, nummer: int, leden: Iterable[Lid], gehouden: Mapping[Plek, int], open_jaren: Sequence[int]
) -> None:
    """Keep what the next release counts changes with: open cases as they are now, memberships, held cells."""
    await verbinding.execute(_BEWAAR, nummer, list(open_jaren))
    nu = canoniek([list(lid) for lid in leden])
    if json.loads(nu) != json.loads(await verbinding.fetchval(_INDELING_TOEN, nummer) or "null"):
        await verbinding.execute("INSERT INTO vrijgave_intern.indeling VALUES ($1, $2)", nummer, nu)
    await verbinding.execute("DELETE FROM vrijgave_intern.gehouden")
    rijen = [(*plek.eenheid, *plek[1:5], canoniek(plek.rij), sinds) for plek, sinds in gehouden.items()]
    await verbinding.copy_records_to_table("gehouden", schema_name="vrijgave_intern", records=rijen)


async def vergeet(verbinding: Verbinding, oudste: int) -> None:
    """Drop what no cell is measured against any more: all that was replaced at or before release `oudste`."""
    for opdracht in (_VERGEET, _VERGEET_WEG, _VERGEET_INDELING):
        await verbinding.execute(opdracht, oudste)
