"""The register of source systems: who may push, and with which secrets. Used by `pos bron` and the demo."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from deploy.launcher.errors import UserError
from services.ingest.domain.handtekening import new_secret, secret_text
from shared.runtime.keys import KeyStore, seal

KEY_NAME = "bronnen"
# RFC 3986, with a scheme: what CloudEvents 1.0 recommends for `source`.
_SOURCE = re.compile(r"[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+", re.ASCII | re.IGNORECASE)


class BronBestaatAlError(UserError):
    """A source with this name or this URN is registered already."""

    def __init__(self) -> None:
        super().__init__("Er is al een bron met deze naam of deze source. Kijk met: ./pos bron lijst")


class BronOnbekendError(UserError):
    """No source has this name."""

    def __init__(self) -> None:
        super().__init__("Deze bron is niet bekend. Kijk met: ./pos bron lijst")


class BronIngetrokkenError(UserError):
    """The source was withdrawn: a secret would open nothing."""

    def __init__(self, naam: str) -> None:
        super().__init__(f"Deze bron is ingetrokken en kan niets leveren. Herstellen: ./pos bron herstellen {naam}")


class GeheimOnbekendError(UserError):
    """The source has no secret with this number."""

    def __init__(self) -> None:
        super().__init__("Deze bron heeft geen geheim met dit nummer. Kijk met: ./pos bron lijst")


class OngeldigeBronError(UserError):
    """Name, source or SWV is not of the right form."""

    def __init__(self) -> None:
        super().__init__(
            "Een naam heeft 1 tot 100 tekens, een source 1 tot 256, en een samenwerkingsverband heet PO of VO "
            "met vier cijfers, bijvoorbeeld PO9901."
        )


class OngeldigeSourceError(UserError):
    """The source is not an address with a scheme."""

    def __init__(self) -> None:
        super().__init__(
            "Een source is een adres met een schema ervoor en zonder spaties, precies zoals de bron het meestuurt: "
            "urn:nld:oin:00000001234567890000:systeem:ldos, of https://ldos.example/."
        )


@dataclass(frozen=True, slots=True)
class BronRegel:
    """One line of `pos bron lijst`; `geheimen` are the numbers of those that hold now."""

    naam: str
    source: str
    swvs: tuple[str, ...]
    geheimen: tuple[int, ...]
    ingetrokken_op: datetime | None


async def add_source(
    connection: asyncpg.Connection, keystore: KeyStore, naam: str, source: str, swvs: Sequence[str]
) -> str:
    """Register a source; its first secret, as `whsec_…` text, which is not shown again.

    Raises:
        BronBestaatAlError, OngeldigeBronError, OngeldigeSourceError
    """
    if _SOURCE.fullmatch(source) is None:
        raise OngeldigeSourceError
    try:
        async with connection.transaction():
            bron = await connection.fetchval(
                "INSERT INTO bronnen.bron (naam, source) VALUES ($1, $2) RETURNING id", naam, source
            )
            await connection.executemany(
                "INSERT INTO bronnen.bron_swv (bron, swv) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [(bron, swv) for swv in swvs],
            )
            return await _add_secret(connection, keystore, bron)
    except asyncpg.UniqueViolationError as error:
        raise BronBestaatAlError from error
    except asyncpg.CheckViolationError as error:
        raise OngeldigeBronError from error


async def add_secret(connection: asyncpg.Connection, keystore: KeyStore, naam: str) -> str:
    """One more secret beside those that hold, as `whsec_…` text. Raises BronOnbekendError, BronIngetrokkenError."""
    async with connection.transaction():
        bron = await _locked(connection, naam)
        if await connection.fetchval("SELECT ingetrokken_op IS NOT NULL FROM bronnen.bron WHERE id = $1", bron):
            raise BronIngetrokkenError(naam)
        return await _add_secret(connection, keystore, bron)


async def expire_secret(connection: asyncpg.Connection, naam: str, volgnummer: int) -> None:
    """End a secret, by its number in order of making. Raises BronOnbekendError, GeheimOnbekendError."""
    async with connection.transaction():
        bron = await _locked(connection, naam)
        ended = await connection.fetchval(
            "UPDATE bronnen.geheim SET vervallen_op = coalesce(vervallen_op, now()) "
            "WHERE bron = $1 AND volgnummer = $2 RETURNING id",
            bron,
            volgnummer,
        )
    if ended is None:
        raise GeheimOnbekendError


async def withdraw_source(connection: asyncpg.Connection, naam: str) -> None:
    """From now on every push of this source is refused. Raises BronOnbekendError."""
    async with connection.transaction():
        bron = await _locked(connection, naam)
        await connection.execute(
            "UPDATE bronnen.bron SET ingetrokken_op = coalesce(ingetrokken_op, now()) WHERE id = $1", bron
        )


async def restore_source(connection: asyncpg.Connection, naam: str) -> tuple[int, ...]:
    """A withdrawn source may push again; the numbers of its secrets that hold. Raises BronOnbekendError."""
    async with connection.transaction():
        bron = await _locked(connection, naam)
        await connection.execute("UPDATE bronnen.bron SET ingetrokken_op = NULL WHERE id = $1", bron)
        return next(each.geheimen for each in await list_sources(connection) if each.naam == naam)


async def list_sources(connection: asyncpg.Connection) -> list[BronRegel]:
    """All sources, in order of registration."""
    rows = await connection.fetch(
        """
        SELECT naam, source, ingetrokken_op,
               array(SELECT swv FROM bronnen.bron_swv WHERE bron = b.id ORDER BY swv) AS swvs,
               array(SELECT volgnummer FROM bronnen.geheim
                     WHERE bron = b.id AND (vervallen_op IS NULL OR vervallen_op > now())
                     ORDER BY volgnummer) AS geheimen
        FROM bronnen.bron b ORDER BY id
        """
    )
    return [
        BronRegel(row["naam"], row["source"], tuple(row["swvs"]), tuple(row["geheimen"]), row["ingetrokken_op"])
        for row in rows
    ]


async def _locked(connection: asyncpg.Connection, naam: str) -> int:
    """The id of a source, locked: two who add a secret at once get two numbers."""
    bron: int | None = await connection.fetchval("SELECT id FROM bronnen.bron WHERE naam = $1 FOR UPDATE", naam)
    if bron is None:
        raise BronOnbekendError
    return bron


async def _add_secret(connection: asyncpg.Connection, keystore: KeyStore, bron: int) -> str:
    secret = new_secret()
    sealed = seal(KEY_NAME, keystore.get(KEY_NAME, create=True), secret)
    await connection.execute(
        "INSERT INTO bronnen.geheim (bron, volgnummer, verzegeld) "
        "SELECT $1, coalesce(max(volgnummer), 0) + 1, $2 FROM bronnen.geheim WHERE bron = $1",
        bron,
        sealed,
    )
    return secret_text(secret)
