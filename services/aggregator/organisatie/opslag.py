"""Deliveries and organisation in PostgreSQL (schema `organisatie`), on a connection inside a transaction."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.aggregator.organisatie.afleiding import Opgave, Organisatie
from services.aggregator.organisatie.oordeel import Eerder, Geldend
from shared.contracts.bronnen.levering import Deel
from shared.contracts.eenheden import swv_code
from shared.runtime.postgres import Connection

BEWAAR_DELEN: Final = timedelta(days=7)
"""Parts that still miss the rest after this time belong to a request that nobody completed."""

_NUMMER_SLOT: Final = 0x706F736E
_LEG_KLAAR = """
    INSERT INTO organisatie.levering_deel (levering, deel, aangekomen_op, rijen) VALUES ($1, $2, $3, $4::jsonb)
    ON CONFLICT DO NOTHING
"""
_AANTAL_DELEN = "SELECT count(*) FROM organisatie.levering_deel WHERE levering = $1"
_RIJEN = "SELECT rijen FROM organisatie.levering_deel WHERE levering = $1 ORDER BY deel"
_RUIM_OP = "DELETE FROM organisatie.levering_deel WHERE levering = $1 OR aangekomen_op < $2"
_BEKEND = "SELECT EXISTS (SELECT FROM organisatie.levering WHERE id = $1)"
_VOLGEND_NUMMER = "SELECT coalesce(max(nummer), 0) + 1 FROM organisatie.levering"
_LEVERING = """
    INSERT INTO organisatie.levering (id, nummer, soort, bron, status, peildatum, sha256, rijen, wie, ontvangen_op,
                                      toegepast_op, afgewezen, herhaling_van, uitkomst)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb)
"""
_GELDEND = """
    SELECT s.swv, l.id, l.nummer, l.peildatum, l.sha256
    FROM organisatie.swv s JOIN organisatie.levering l ON l.id = s.levering
    WHERE s.swv = ANY ($1::smallint[])
"""
_EERDER = """
    SELECT nummer, toegepast_op FROM organisatie.levering
    WHERE soort = $1 AND sha256 = $2 AND toegepast_op IS NOT NULL ORDER BY nummer DESC LIMIT 1
"""
_OPGAVEN = """
    SELECT l.peildatum, l.nummer, o.rij, o.swv, o.vestiging, o.van, o.tot, o.bestuur, o.subregio, o.schoolsoort,
           o.naam, o.plaats, o.bestuur_naam, o.subregio_naam, o.swv_naam
    FROM organisatie.opgave o JOIN organisatie.swv s USING (swv) JOIN organisatie.levering l ON l.id = s.levering
"""
_IN_WERKING = """
    INSERT INTO organisatie.swv AS s (swv, naam, levering) SELECT swv, '', $2 FROM unnest($1::smallint[]) AS n (swv)
    ON CONFLICT (swv) DO UPDATE SET levering = excluded.levering
"""
_WEG_MET_OPGAVEN = "DELETE FROM organisatie.opgave WHERE swv = ANY ($1::smallint[])"
_BEWAAR_OPGAVEN = """
    INSERT INTO organisatie.opgave (rij, swv, vestiging, van, tot, bestuur, subregio, schoolsoort, naam, plaats,
                                    bestuur_naam, subregio_naam, swv_naam)
    SELECT * FROM unnest($1::int[], $2::smallint[], $3::int[], $4::smallint[], $5::smallint[], $6::int[],
                         $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
"""
_SWVS = """
    UPDATE organisatie.swv s SET naam = n.naam
    FROM unnest($1::smallint[], $2::text[]) AS n (swv, naam) WHERE s.swv = n.swv
"""
_BESTUREN = """
    INSERT INTO organisatie.bestuur (bestuur, naam) SELECT * FROM unnest($1::int[], $2::text[])
    ON CONFLICT (bestuur) DO UPDATE SET naam = excluded.naam
"""
_SUBREGIOS = """
    INSERT INTO organisatie.subregio (subregio, swv, naam) SELECT * FROM unnest($1::text[], $2::smallint[], $3::text[])
    ON CONFLICT (subregio) DO UPDATE SET swv = excluded.swv, naam = excluded.naam
"""
_VESTIGINGEN = """
    INSERT INTO organisatie.vestiging (vestiging, naam, plaats) SELECT * FROM unnest($1::int[], $2::text[], $3::text[])
    ON CONFLICT (vestiging) DO UPDATE SET naam = excluded.naam, plaats = excluded.plaats
"""
_LEDEN = """
    INSERT INTO organisatie.lidmaatschap (swv, vestiging, van, tot, bestuur, subregio, schoolsoort)
    SELECT * FROM unnest($1::smallint[], $2::int[], $3::smallint[], $4::smallint[], $5::int[], $6::text[], $7::text[])
    ON CONFLICT (swv, vestiging, van) DO UPDATE
    SET tot = excluded.tot, bestuur = excluded.bestuur, subregio = excluded.subregio, schoolsoort = excluded.schoolsoort
"""
_LEDEN_WEG = """
    DELETE FROM organisatie.lidmaatschap
    WHERE (swv, vestiging, van) IN (SELECT * FROM unnest($1::smallint[], $2::int[], $3::smallint[]))
"""
_SUBREGIOS_WEG = "DELETE FROM organisatie.subregio WHERE subregio = ANY ($1::text[])"
_BESTUREN_WEG = "DELETE FROM organisatie.bestuur WHERE bestuur = ANY ($1::int[])"
_VESTIGINGEN_WEG = "DELETE FROM organisatie.vestiging WHERE vestiging = ANY ($1::int[])"
_VERSIE = "UPDATE organisatie.versie SET versie = versie + 1, bijgewerkt = $1"


async def leg_klaar(connection: Connection, deel: Deel, nu: datetime) -> bool:
    """Stage a part; whether its delivery is complete now. A part of a delivery that was handled does nothing."""
    levering = deel.kop.levering
    if await connection.fetchval(_BEKEND, levering):
        return False
    await connection.execute(_LEG_KLAAR, levering, deel.deel, nu, json.dumps(deel.rijen))
    return bool(await connection.fetchval(_AANTAL_DELEN, levering) == deel.kop.delen)


async def neem_rijen(connection: Connection, levering: UUID, nu: datetime) -> list[dict[str, Any]]:
    """All rows of a complete delivery; its parts are gone after this, and so are parts that nobody completed."""
    delen = await connection.fetch(_RIJEN, levering)
    await connection.execute(_RUIM_OP, levering, nu - BEWAAR_DELEN)
    return [rij for deel in delen for rij in json.loads(deel["rijen"])]


async def volgend_nummer(connection: Connection) -> int:
    """Number of the delivery that is being handled; who asks next waits until this transaction ends.

    Open sources and lists with persons come by two topics, so there may be two writers.
    """
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _NUMMER_SLOT)
    return int(await connection.fetchval(_VOLGEND_NUMMER))


async def schrijf_levering(connection: Connection, *waarden: object, uitkomst: Mapping[str, object]) -> None:
    """One line in the history of deliveries; values in the order of the columns of _LEVERING."""
    await connection.execute(_LEVERING, *waarden, json.dumps(uitkomst))


async def geldend(connection: Connection, swvs: Collection[int]) -> list[Geldend]:
    """The deliveries in force for these SWV's."""
    return [Geldend(swv_code(swv), *rest) for swv, *rest in await connection.fetch(_GELDEND, sorted(swvs))]


async def eerder_toegepast(connection: Connection, soort: str, sha256: bytes) -> Eerder | None:
    """When the same file was applied last."""
    rij = await connection.fetchrow(_EERDER, soort, sha256)
    return None if rij is None else Eerder(*rij)


async def opgaven(connection: Connection) -> list[Opgave]:
    """All lines in force."""
    rijen = await connection.fetch(_OPGAVEN)
    return [Opgave((peildatum, nummer), *rest) for peildatum, nummer, *rest in rijen]


async def vervang_opgaven(
    connection: Connection, swvs: Collection[int], levering: UUID, nieuw: Sequence[Opgave]
) -> None:
    """Put the lines of a delivery in force, in place of those of the same SWV's."""
    await connection.execute(_IN_WERKING, sorted(swvs), levering)
    await connection.execute(_WEG_MET_OPGAVEN, sorted(swvs))
    await connection.execute(_BEWAAR_OPGAVEN, *_kolommen([een[1:] for een in nieuw], 13))


async def schrijf_verschil(connection: Connection, oud: Organisatie, nieuw: Organisatie, nu: datetime) -> None:
    """Bring the derived tables from `oud` to `nieuw`: only what differs is touched."""
    anders = {naam: _anders(getattr(oud, naam), getattr(nieuw, naam)) for naam in Organisatie._fields[:-1]}
    weg = {naam: [*(getattr(oud, naam).keys() - getattr(nieuw, naam).keys())] for naam in Organisatie._fields[:-1]}
    await connection.execute(_SWVS, *_kolommen([(swv, naam) for swv, naam in anders["swvs"]], 2))
    await connection.execute(_BESTUREN, *_kolommen(anders["besturen"], 2))
    await connection.execute(_SUBREGIOS, *_kolommen([(code, *rest) for code, rest in anders["subregios"]], 3))
    await connection.execute(_VESTIGINGEN, *_kolommen([(code, *rest) for code, rest in anders["vestigingen"]], 3))
    await connection.execute(_LEDEN_WEG, *_kolommen(weg["lidmaatschappen"], 3))
    await connection.execute(_LEDEN, *_kolommen([(*plek, *lid) for plek, lid in anders["lidmaatschappen"]], 7))
    await connection.execute(_SUBREGIOS_WEG, weg["subregios"])
    await connection.execute(_BESTUREN_WEG, weg["besturen"])
    await connection.execute(_VESTIGINGEN_WEG, weg["vestigingen"])
    await connection.execute(_VERSIE, nu)


def _anders(oud: Mapping[Any, Any], nieuw: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    return [(sleutel, waarde) for sleutel, waarde in nieuw.items() if oud.get(sleutel) != waarde]


def _kolommen(rijen: Sequence[Sequence[Any]], aantal: int) -> list[list[Any]]:
    """Rows to columns, as unnest wants them; also when there are no rows."""
    return [list(kolom) for kolom in zip(*rijen, strict=True)] if rijen else [[] for _ in range(aantal)]
