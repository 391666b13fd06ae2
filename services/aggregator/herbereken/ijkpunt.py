"""The checkpoint: newest version of every case, positions, counts, digest. Only of a stand that was just recomputed
and found equal, so that an error in the running tables never becomes the ground to recompute from (ADR 0011).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.aggregator.domain import Telling
from services.aggregator.handlers import Positie
from services.aggregator.herbereken.fouten import IjkpuntBeschadigd
from services.aggregator.herbereken.tussenstand import Stuk, Tussenstand
from services.aggregator.herbereken.vergelijking import ZAAK_VOLGORDE, Som, Verbinding, sha256_van
from services.aggregator.herbereken.vouwen import Termijn, merk
from shared.runtime.consume import TP

_NIEUWSTE: Final = """
    SELECT id, gemaakt_op, zaken, sha_zaken, sha_basis, sha_gevouwen FROM stand.ijkpunt ORDER BY id DESC LIMIT 1
"""
_STUKKEN: Final = """
    SELECT topic, partitie, volgende, laatste, ontvangen, geteld, achterhaald, dubbel, dood
    FROM stand.ijkpunt_partitie WHERE ijkpunt = $1
"""
_BRONNEN: Final = "SELECT bron, swv, verwerkt, dood FROM stand.ijkpunt_bron WHERE ijkpunt = $1"
_MAAK: Final = """
    INSERT INTO stand.ijkpunt (gemaakt_op, zaken, sha_zaken, sha_cellen, gevouwen)
    SELECT $1, count(*), $2, $3, $4 + coalesce((SELECT gevouwen FROM stand.ijkpunt ORDER BY id DESC LIMIT 1), 0)
    FROM stand.zaak RETURNING id
"""
_VASTE_SOMMEN: Final = "UPDATE stand.ijkpunt SET sha_basis = $2, sha_gevouwen = $3 WHERE id = $1"
BASIS_VOLGORDE: Final = """
    SELECT * FROM stand.basis ORDER BY swv, indicator, schooljaar, splitsing, vestiging, herkomst, waarde, teldatum,
        meting, dagen, bestuur, subregio
"""
_GEVOUWEN_VOLGORDE: Final = "SELECT zaak, ijkpunt, op FROM stand.gevouwen ORDER BY zaak"
_VUL: Final = (
    """
    INSERT INTO stand.ijkpunt_partitie
    SELECT $1, topic, partitie, volgende, laatste, ontvangen, geteld, achterhaald, dubbel, dood
    FROM stand.partitie WHERE topic = 'onderwijs.zaken'
    """,
    "INSERT INTO stand.ijkpunt_bron SELECT $1, bron, swv, verwerkt, dood FROM stand.bron_teller",
    "INSERT INTO stand.ijkpunt_zaak SELECT $1, zaak, versie, swv, bron, digest, inhoud FROM stand.zaak",
    "DELETE FROM stand.ijkpunt WHERE id <> $1",
    "DELETE FROM stand.ijkpunt_zaak WHERE ijkpunt <> $1",
)


@dataclass(frozen=True)
class Ijkpunt:
    """A checkpoint without its cases; `tussen` is what a replay starts with."""

    id: int
    gemaakt_op: datetime
    zaken: int
    sha_zaken: bytes
    sha_basis: bytes
    sha_gevouwen: bytes
    tussen: Tussenstand = field(repr=False)


async def nieuwste(connection: Verbinding) -> Ijkpunt | None:
    """The checkpoint to start from; None: from the beginning of the log."""
    rij = await connection.fetchrow(_NIEUWSTE)
    if rij is None:
        return None
    tussen = Tussenstand()
    for topic, partitie, volgende, laatste, *aantallen in await connection.fetch(_STUKKEN, rij["id"]):
        tussen.stukken[TP(topic, partitie)] = Stuk(Positie(volgende, laatste), Telling(*aantallen))
    for bron, swv, verwerkt, dood in await connection.fetch(_BRONNEN, rij["id"]):
        tussen.bronnen[bron, swv] = (verwerkt, dood)
    return Ijkpunt(**rij, tussen=tussen)


async def controleer(connection: Verbinding, ijkpunt: Ijkpunt, tabel: str) -> None:
    """Raises IjkpuntBeschadigd when the cases in `tabel`, the base figures or the marks are not those of then."""
    sommen = (
        await sha256_van(connection, ZAAK_VOLGORDE.format(tabel)),
        await sha256_van(connection, BASIS_VOLGORDE),
        await sha256_van(connection, _GEVOUWEN_VOLGORDE),
    )
    if sommen != (ijkpunt.sha_zaken, ijkpunt.sha_basis, ijkpunt.sha_gevouwen):
        raise IjkpuntBeschadigd


async def maak(
    connection: Verbinding, som: Som, nu: datetime, vertrokken: Sequence[bytes] = (), termijn: Termijn | None = None
) -> int:
    """Make the running stand, as this transaction sees it, the checkpoint in place of the one before.

    `vertrokken` are the cases that left in this transaction (vouwen.py), `termijn` the retention that they left by.
    """
    nummer: int = await connection.fetchval(_MAAK, nu, som.zaken, som.cellen, len(vertrokken))
    for opdracht in _VUL:
        await connection.execute(opdracht, nummer)
    if termijn is not None:
        await merk(connection, vertrokken, nummer, termijn)
    vast = [await sha256_van(connection, vraag) for vraag in (BASIS_VOLGORDE, _GEVOUWEN_VOLGORDE)]
    await connection.execute(_VASTE_SOMMEN, nummer, *vast)
    return nummer
