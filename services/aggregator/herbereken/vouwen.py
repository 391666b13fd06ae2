"""Folding, inside the transaction that makes the monthly checkpoint: old cases become base figures and are gone.

The caller has proved the running stand and holds the positions still. What leaves stand.zaak here is not in the
checkpoint that is copied from it next, and the previous checkpoint goes in the same transaction.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple, cast

from services.aggregator.adapters import PostgresTransactie
from services.aggregator.domain import Stand, delta
from services.aggregator.domain.verzilvering import nummers_van
from services.aggregator.domain.vouwen import Basiscel, Basismaten, Plaats, Plek, basis_van, te_vouwen
from services.aggregator.domain.vouwen import verwijderd_te_lang as te_lang
from services.aggregator.herbereken.vergelijking import Verbinding
from services.aggregator.organisatie import Leveringen
from shared.contracts.cellen import Cel, Maten
from shared.contracts.zaken import Dossier
from shared.runtime.postgres import Connection

_BEURT: Final = 2_000
_ZAKEN: Final = "SELECT zaak, versie, swv, bron, digest, inhoud FROM stand.zaak WHERE zaak = ANY ($1::bytea[])"
_LEEG: Final = "SELECT zaak, leeg_sinds FROM stand.zaak WHERE inhoud IS NULL AND leeg_sinds IS NOT NULL"
_NU_LEEG: Final = """
    UPDATE stand.zaak SET leeg_sinds = CASE WHEN inhoud IS NULL THEN $1::date END
    WHERE (inhoud IS NULL) <> (leeg_sinds IS NOT NULL)
"""
_WEG: Final = "DELETE FROM stand.zaak WHERE zaak = ANY ($1::bytea[])"
_MERK: Final = "INSERT INTO stand.gevouwen (zaak, ijkpunt, op) SELECT zaak, $2, $3 FROM unnest($1::bytea[]) AS z (zaak)"
_MERK_WEG: Final = "DELETE FROM stand.gevouwen WHERE op < $1"
_LEDEN: Final = "SELECT swv, vestiging, van, tot, bestuur, coalesce(subregio, '') FROM organisatie.lidmaatschap"
_GENOEMD: Final = """
    SELECT DISTINCT l.swv, n.nummer FROM stand.lijst l
    JOIN stand.bekostigd b ON b.lijst = l.id JOIN stand.bekostigd_nummer n ON n.regel = b.id
    WHERE (l.swv, n.nummer) IN (SELECT * FROM unnest($1::smallint[], $2::bytea[]))
"""
_TUSSEN: Final = "CREATE TEMP TABLE nieuwe_basis (LIKE stand.basis) ON COMMIT DROP"
_ERBIJ: Final = """
    INSERT INTO stand.basis AS b SELECT * FROM nieuwe_basis
    ON CONFLICT (swv, indicator, schooljaar, splitsing, vestiging, herkomst, waarde, teldatum, meting, dagen,
                 bestuur, subregio) DO UPDATE
    SET aantal = b.aantal + excluded.aantal, maat = b.maat + excluded.maat
"""


class Termijn(NamedTuple):
    """The retention: whole years, and the day on which it is looked at."""

    jaren: int
    dag: date


def rijp(zaken: Mapping[bytes, Stand], termijn: Termijn) -> list[bytes]:
    """Keys of the cases that are due."""
    return [zaak for zaak, stand in zaken.items() if _rijp(stand, termijn)]


def _rijp(stand: Stand, termijn: Termijn) -> bool:
    if stand.inhoud is None:
        return False
    return te_vouwen(Dossier.model_validate_json(stand.inhoud), termijn.dag, termijn.jaren)


async def vouw(connection: Verbinding, kandidaten: Sequence[bytes], termijn: Termijn, nu: datetime) -> list[bytes]:
    """Fold what is due among the candidates, and let removed cases go that the log can't name any more.

    Returns the keys of all that left.
    """
    plaats = await _plaats(connection)
    cellen: dict[Cel, Maten] = {}
    weg: list[bytes] = []
    async for zaken in _beurten(connection, kandidaten):
        genoemd = await _genoemd(connection, zaken)
        nu_rijp = {zaak: zaken[zaak] for zaak in rijp(zaken, termijn) if zaak not in genoemd}
        _tel_op(cellen, delta({}, nu_rijp))
        weg += nu_rijp
    if cellen:
        await _schrijf(connection, basis_van(cellen, plaats))
        eraf = {cel: Maten(*(-maat for maat in maten)) for cel, maten in cellen.items()}
        # A connection of its own or one of a pool: the same methods, two types.
        transactie = PostgresTransactie(cast(Connection, connection), Leveringen())
        await transactie.verreken(eraf)
        plaatsen = {(cel.vestiging, cel.schooljaar) for cel in cellen}
        await transactie.hoog_versies_op({cel.swv for cel in cellen}, plaatsen, nu)
    weg += [rij["zaak"] for rij in await connection.fetch(_LEEG) if te_lang(rij["leeg_sinds"], termijn.dag)]
    await connection.execute(_WEG, weg)
    await connection.execute(_NU_LEEG, termijn.dag)
    return weg


async def _genoemd(connection: Verbinding, zaken: Mapping[bytes, Stand]) -> set[bytes]:
    """Cases of which a line of a list still holds the number: they wait for the retention of that list."""
    per_nummer = {
        (stand.swv, bytes.fromhex(nummer)): zaak for zaak, stand in zaken.items() for nummer in nummers_van([stand])
    }
    rijen = await connection.fetch(_GENOEMD, [swv for swv, _ in per_nummer], [nummer for _, nummer in per_nummer])
    return {per_nummer[rij["swv"], rij["nummer"]] for rij in rijen}


async def merk(connection: Verbinding, vertrokken: Sequence[bytes], ijkpunt: int, termijn: Termijn) -> None:
    """Remember who left with this checkpoint, and forget who left longer ago than the retention."""
    await connection.execute(_MERK_WEG, _jaren_terug(termijn))
    await connection.execute(_MERK, list(vertrokken), ijkpunt, termijn.dag)


def _jaren_terug(termijn: Termijn) -> date:
    return date(termijn.dag.year - termijn.jaren, termijn.dag.month, 1)


async def _plaats(connection: Verbinding) -> Plaats:
    """Board by school and schooljaar, in whichever SWV; subregio only inside the SWV that decides."""
    besturen: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    subregios: dict[tuple[int, int], list[tuple[int, int, str]]] = defaultdict(list)
    for swv, vestiging, van, tot, bestuur, subregio in await connection.fetch(_LEDEN):
        besturen[vestiging].append((van, tot, bestuur))
        subregios[swv, vestiging].append((van, tot, subregio))

    def plaats(swv: int, vestiging: int, schooljaar: int) -> Plek:
        return Plek(
            next((b for van, tot, b in besturen.get(vestiging, ()) if van <= schooljaar <= tot), 0),
            next((s for van, tot, s in subregios.get((swv, vestiging), ()) if van <= schooljaar <= tot), ""),
        )

    return plaats


async def _beurten(connection: Verbinding, zaken: Sequence[bytes]) -> AsyncIterator[dict[bytes, Stand]]:
    for begin in range(0, len(zaken), _BEURT):
        rijen: Iterable[Any] = await connection.fetch(_ZAKEN, list(zaken[begin : begin + _BEURT]))
        yield {rij[0]: Stand(*tuple(rij)[1:]) for rij in rijen}


def _tel_op(cellen: dict[Cel, Maten], erbij: Mapping[Cel, Maten]) -> None:
    for cel, maten in erbij.items():
        oud = cellen.get(cel, Maten(0))
        cellen[cel] = Maten(*(een + twee for een, twee in zip(oud, maten, strict=True)))


async def _schrijf(connection: Verbinding, basis: Mapping[Basiscel, Basismaten]) -> None:
    await connection.execute(_TUSSEN)
    rijen = [(*cel, *maten) for cel, maten in sorted(basis.items())]
    await connection.copy_records_to_table("nieuwe_basis", records=rijen)
    await connection.execute(_ERBIJ)
