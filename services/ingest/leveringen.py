"""Deliveries of the other sources: one file, checked as a whole, published in parts. Ports for HTTP and Kafka.

The answer comes after Kafka has all parts. Whether the delivery is applied is decided by the aggregator, in one
transaction; when ingest dies between two parts nothing is applied, and the same request again completes it.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from pydantic import BaseModel

from services.ingest.domain.handtekening import HandtekeningOngeldigError, read_headers
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import Foutenlijst, OngeldigBestandError
from shared.contracts.bronnen.levering import Deel, Opdracht, levering_id, verdeel
from shared.contracts.bronnen.soorten import SOORTEN, Soort
from shared.contracts.bronnen.verzoek import HEADER, Aankondiging, OngeldigeAankondigingError
from shared.runtime.clock import Clock, amsterdam_date


class OnbekendeSoortError(Exception):
    """There is no such kind of source (yet)."""


class AnderBestandError(Exception):
    """The body is not the file that was announced: damaged or cut off on the way."""


class Deler(Protocol):
    """Where the parts of a delivery go."""

    async def publish(self, delen: Sequence[Deel]) -> None:
        """Returns when all in-sync replicas have every part, in order; raises Unavailable when not certain."""
        ...


class Aangekondigd(NamedTuple):
    """A request whose signature holds; the body was not read yet."""

    soort: Soort[BaseModel]
    levering: UUID
    aankondiging: Aankondiging


class Ontvangen(NamedTuple):
    """A delivery that Kafka has, or that was only checked (`levering` is None then).

    `bereiken` are what it replaces, with the lines for each; `peildatum` the day that it is about.
    """

    levering: UUID | None
    rijen: int
    delen: int
    peildatum: date
    bereiken: Mapping[str, int]
    waarschuwingen: tuple[str, ...]


@dataclass
class Balie:
    """Takes deliveries, one at a time: a large file costs memory and time. Lists with persons go to `personen`."""

    deler: Deler
    personen: Deler
    geheim: bytes = field(repr=False)
    clock: Clock
    bezig: asyncio.Lock = field(default_factory=asyncio.Lock)

    def kondig_aan(self, soort: str, headers: Iterable[tuple[bytes, bytes]]) -> Aangekondigd:
        """Check signature and announcement, before the body is read.

        Raises:
            HandtekeningOngeldigError, OnbekendeSoortError
        """
        alle = list(headers)
        ondertekening = read_headers(alle, self.clock.now())
        regels = [waarde for naam, waarde in alle if naam == HEADER.encode()]
        if len(regels) != 1 or not ondertekening.holds(regels[0], self.geheim):
            raise HandtekeningOngeldigError
        try:
            aankondiging = Aankondiging.van_header(regels[0])
        except OngeldigeAankondigingError:
            raise HandtekeningOngeldigError from None
        if aankondiging.soort != soort:
            raise HandtekeningOngeldigError
        if soort not in SOORTEN:
            raise OnbekendeSoortError
        return Aangekondigd(SOORTEN[soort], levering_id(soort, ondertekening.id.decode("latin-1")), aankondiging)

    async def ontvang(self, verzoek: Aangekondigd, inhoud: bytes) -> Ontvangen:
        """Check the file and publish it, unless only a check was asked; all or nothing.

        Raises:
            AnderBestandError, OngeldigBestandError
            Unavailable: some parts may be in Kafka; the same request again does no harm.
        """
        soort, levering, aankondiging = verzoek
        if not aankondiging.hoort_bij(inhoud):
            raise AnderBestandError
        gelezen = await asyncio.to_thread(lees_bestand, soort, inhoud)
        _controleer_eigen(soort, gelezen.rijen, aankondiging.alleen)
        nu = self.clock.now()
        opdracht = _met_peildatum(soort, gelezen.rijen, aankondiging.opdracht)
        delen = await asyncio.to_thread(verdeel, soort.naam, levering, aankondiging.sha256, nu, opdracht, gelezen.rijen)
        if not aankondiging.proef:
            await (self.personen if soort.personen else self.deler).publish(delen)
        peildatum = opdracht.peildatum or amsterdam_date(nu)
        return Ontvangen(
            None if aankondiging.proef else levering, len(gelezen.rijen), len(delen), peildatum,
            soort.bereiken(gelezen.rijen, peildatum, opdracht.bron), gelezen.waarschuwingen,
        )  # fmt: skip


def _controleer_eigen(soort: Soort[BaseModel], rijen: Sequence[BaseModel], alleen: Sequence[str] | None) -> None:
    """Who may deliver for some SWV's only, brings no line of another, nor figures about the whole country."""
    if alleen is None:
        return
    if soort.swv_van is None:
        raise OngeldigBestandError.heel_bestand(_LANDELIJK)
    fouten = Foutenlijst()
    for rij in rijen:
        if soort.swv_van(rij) not in alleen:
            fouten.meld(getattr(rij, "rij", 0), "swv", _VREEMD)
    fouten.stop_als_gevuld()


_LANDELIJK: Final = "Deze soort gaat over het hele land. Die laadt de beheerder van het platform."
_VREEMD: Final = "hoort niet bij uw samenwerkingsverband"


def _met_peildatum(soort: Soort[BaseModel], rijen: Sequence[BaseModel], opdracht: Opdracht) -> Opdracht:
    """Without a peildatum, the day that the file itself tells (DUO's 1 October)."""
    if opdracht.peildatum is not None or (dag := soort.peildatum(rijen)) is None:
        return opdracht
    return opdracht.model_copy(update={"peildatum": dag})
