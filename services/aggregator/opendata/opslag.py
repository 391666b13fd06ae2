"""The tables of schema `opendata`: the new lines are put beside the old ones, compared, and take their place."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from services.aggregator.opendata.tabellen import Record, Tabel
from shared.runtime.postgres import Connection

_NIEUW: Final = "CREATE TEMP TABLE {naast} ON COMMIT DROP AS SELECT {kolommen} FROM opendata.{tabel} LIMIT 0"
_OPRUIMEN: Final = "DROP TABLE IF EXISTS pg_temp.{naast}"
_ANALYSE: Final = "ANALYZE pg_temp.{naast}"
_OUD: Final = """
    SELECT {kolommen} FROM opendata.{tabel}
    WHERE {waar} AND ({plek}) IN (SELECT DISTINCT {plek} FROM pg_temp.{naast})
"""
_VERSCHIL: Final = """
    SELECT DISTINCT {plek} FROM (
        (SELECT {kolommen} FROM pg_temp.{naast} EXCEPT ALL {oud})
        UNION ALL ({oud} EXCEPT ALL SELECT {kolommen} FROM pg_temp.{naast})) AS verschil ORDER BY {plek}
"""
_TERUG_NAAR_VOORLOPIG: Final = """
    SELECT {plek} FROM pg_temp.{naast} WHERE status = 'voorlopig'
    INTERSECT SELECT {plek} FROM opendata.{tabel} WHERE {waar} AND status = 'definitief' ORDER BY {plek}
"""
_WEG: Final = """
    DELETE FROM opendata.{tabel}
    WHERE {waar} AND ({plek}) IN (SELECT DISTINCT {plek} FROM pg_temp.{naast})
"""
_ERIN: Final = "INSERT INTO opendata.{tabel} ({kolommen}, levering) SELECT {kolommen}, $1 FROM pg_temp.{naast}"
_VAN_LEVERING: Final = "SELECT {kolommen} FROM opendata.{tabel} WHERE levering = ANY ($1::uuid[])"
_ANDERS: Final = f"""
    SELECT EXISTS (
        (SELECT {{kolommen}} FROM pg_temp.{{naast}} EXCEPT {_VAN_LEVERING})
        UNION ALL ({_VAN_LEVERING} EXCEPT SELECT {{kolommen}} FROM pg_temp.{{naast}}))
"""
_WEG_LEVERING: Final = "DELETE FROM opendata.{tabel} WHERE levering = ANY ($1::uuid[])"
_GELDEND: Final = """
    SELECT g.bereik, l.id, l.nummer, l.peildatum, l.sha256, l.status
    FROM opendata.geldend g JOIN organisatie.levering l ON l.id = g.levering
    WHERE g.soort = $1 AND g.bereik = ANY ($2::text[])
"""
_IN_WERKING: Final = """
    INSERT INTO opendata.geldend (soort, bereik, levering) SELECT $1, b, $3 FROM unnest($2::text[]) AS b
    ON CONFLICT (soort, bereik) DO UPDATE SET levering = excluded.levering
"""
_ALLE_SWVS: Final = "SELECT swv FROM organisatie.swv"
_VERSIE: Final = "UPDATE organisatie.versie SET versie = versie + 1, bijgewerkt = $1"
_ONTBREKEND: Final = """
    SELECT DISTINCT l.vestiging FROM organisatie.lidmaatschap l
    WHERE $1 BETWEEN l.van AND l.tot AND l.schoolsoort = ANY ($2::text[]) AND NOT EXISTS (
        SELECT FROM pg_temp.{naast} n WHERE n.vestiging = l.vestiging AND n.schooljaar = $1)
    ORDER BY l.vestiging
"""


class GeldendeLevering(NamedTuple):
    """The delivery in force for one bereik."""

    bereik: str
    levering: UUID
    nummer: int
    peildatum: date
    sha256: bytes
    status: str | None


async def leg_naast(connection: Connection, tabel: Tabel, records: Sequence[Record]) -> None:
    """Put the new lines in a table of this transaction. COPY: hundreds of thousands of numbers in a second."""
    await connection.execute(_vul_in(_OPRUIMEN, tabel))
    await connection.execute(_vul_in(_NIEUW, tabel))
    await connection.copy_records_to_table(_naast(tabel), records=records, columns=tabel.kolommen)
    await connection.execute(_vul_in(_ANALYSE, tabel))


async def verschil(connection: Connection, tabel: Tabel) -> list[tuple[Any, ...]]:
    """The values of `plek` where the new lines are not those in force. Only for a table with `plek`."""
    return [tuple(rij) for rij in await connection.fetch(_vul_in(_VERSCHIL, tabel))]


async def terug_naar_voorlopig(connection: Connection, tabel: Tabel) -> list[tuple[Any, ...]]:
    """The values of `plek` where provisional numbers would take the place of definitive ones."""
    if "status" not in tabel.kolommen:
        return []
    return [tuple(rij) for rij in await connection.fetch(_vul_in(_TERUG_NAAR_VOORLOPIG, tabel))]


async def vervang(connection: Connection, tabel: Tabel, levering: UUID) -> None:
    """Let the new lines take the place of the old ones."""
    await connection.execute(_vul_in(_WEG, tabel))
    await connection.execute(_vul_in(_ERIN, tabel), levering)


async def verschilt_van(connection: Connection, tabel: Tabel, oud: Collection[UUID]) -> bool:
    """For a table without `plek`: whether the new lines are not those of the deliveries `oud`."""
    return bool(await connection.fetchval(_vul_in(_ANDERS, tabel), list(oud)))


async def vervang_leveringen(connection: Connection, tabel: Tabel, oud: Collection[UUID], levering: UUID) -> None:
    """For a table without `plek`: the lines of `oud` go; a line whose key another delivery holds is overwritten."""
    await connection.execute(_vul_in(_WEG_LEVERING, tabel), list(oud))
    sleutel, *rest = tabel.kolommen
    waarden = ", ".join(f"{naam} = excluded.{naam}" for naam in (*rest, "levering"))
    await connection.execute(f"{_vul_in(_ERIN, tabel)} ON CONFLICT ({sleutel}) DO UPDATE SET {waarden}", levering)


async def geldend(connection: Connection, soort: str, bereiken: Collection[str]) -> list[GeldendeLevering]:
    """The deliveries in force for these bereiken."""
    return [GeldendeLevering(*rij) for rij in await connection.fetch(_GELDEND, soort, list(bereiken))]


async def stel_in_werking(connection: Connection, soort: str, bereiken: Collection[str], levering: UUID) -> None:
    """From now on this delivery is the one in force."""
    await connection.execute(_IN_WERKING, soort, list(bereiken), levering)


async def alle_swvs(connection: Connection) -> frozenset[int]:
    """Every SWV that we know."""
    return frozenset(rij["swv"] for rij in await connection.fetch(_ALLE_SWVS))


async def hoog_versie_op(connection: Connection, nu: datetime) -> None:
    """Answers of before this delivery are old."""
    await connection.execute(_VERSIE, nu)


async def zonder_aantal(
    connection: Connection, tabel: Tabel, schooljaar: int, schoolsoorten: Sequence[str]
) -> list[int]:
    """Schools of our SWV's of which the new lines give no number in a schooljaar."""
    rijen = await connection.fetch(_vul_in(_ONTBREKEND, tabel), schooljaar, list(schoolsoorten))
    return [rij["vestiging"] for rij in rijen]


def _vul_in(sql: str, tabel: Tabel) -> str:
    """Names only, from our own list of tables: values always travel as parameters."""
    namen: Mapping[str, str] = {
        "tabel": tabel.naam, "kolommen": ", ".join(tabel.kolommen), "plek": ", ".join(tabel.plek),
        "waar": tabel.waar, "naast": _naast(tabel),
    }  # fmt: skip
    return sql.format(**namen, oud=_OUD.format(**namen))


def _naast(tabel: Tabel) -> str:
    return f"nieuw_{tabel.naam}"
