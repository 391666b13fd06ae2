"""One push, from signature to acknowledgement. Needs no HTTP, Kafka or database: those are ports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from services.ingest.domain.handtekening import HandtekeningOngeldigError, Ondertekening, read_headers
from services.ingest.domain.levering import OnleesbareLeveringError, split_batch, split_one
from services.ingest.domain.oordeel import Gebeurtenis, Oordeel, Weigering, all_unreadable, judge
from services.ingest.domain.register import Bron, Register
from shared.runtime.clock import Clock


class BronIngetrokkenError(Exception):
    """The signature is right, but this source may no longer push."""


class RegisterOnbekendError(Exception):
    """The registered sources were never read since the start: nobody can be let in yet."""


class Bronregister(Protocol):
    """Where the registered sources come from."""

    def current(self) -> Register | None:
        """The newest register that was read, however old; None when it was never read."""
        ...

    async def refresh(self) -> None:
        """Read it again, with others who ask; returns after a reading that began after the call. Keeps the old
        one when that fails."""
        ...


class Uitgever(Protocol):
    """Where accepted events go."""

    async def publish(self, bron: Bron, gebeurtenissen: Sequence[Gebeurtenis]) -> None:
        """Returns when all in-sync replicas have every event; raises Unavailable when that is not certain."""
        ...


class Weigeringen(Protocol):
    """Where refused events are counted, for the operator and the source."""

    def note(self, bron: Bron, weigeringen: Sequence[Weigering]) -> None:
        """Count them; never waits and never fails."""
        ...


@dataclass
class Ontvangst:
    """Receives pushes. `recent` is the source of the last one, whose secrets are tried first."""

    register: Bronregister
    uitgever: Uitgever
    weigeringen: Weigeringen
    clock: Clock
    recent: int | None = None

    def open(self, headers: Iterable[tuple[bytes, bytes]]) -> Ondertekening:
        """The signature of a request, before its body is read. Raises HandtekeningOngeldigError."""
        return read_headers(headers, self.clock.now())

    async def authenticate(self, ondertekening: Ondertekening, body: bytes) -> Bron:
        """The source that signed this body.

        Raises:
            RegisterOnbekendError, HandtekeningOngeldigError, BronIngetrokkenError
        """
        bron = self._signer(ondertekening, body)
        if bron is None:
            await self.register.refresh()
            bron = self._signer(ondertekening, body)
        if bron is None:
            if self.register.current() is None:
                raise RegisterOnbekendError
            raise HandtekeningOngeldigError
        if bron.ingetrokken:
            raise BronIngetrokkenError
        self.recent = bron.id
        return bron

    async def receive(self, bron: Bron, body: bytes, *, batch: bool) -> list[Oordeel]:
        """One judgement per event, in order, once every accepted event is safely in Kafka.

        Raises:
            OnleesbareLeveringError, TeVeelGebeurtenissenError: the body as a whole is refused.
            Unavailable: some events may be in Kafka, some not; sending all of them again does no harm.
        """
        oordelen = [judge(raw, bron) for raw in (split_batch(body) if batch else split_one(body))]
        if all_unreadable(oordelen):
            raise OnleesbareLeveringError
        accepted = [oordeel for oordeel in oordelen if isinstance(oordeel, Gebeurtenis)]
        if accepted:
            await self.uitgever.publish(bron, accepted)
        self.weigeringen.note(bron, [oordeel for oordeel in oordelen if isinstance(oordeel, Weigering)])
        return oordelen

    def _signer(self, ondertekening: Ondertekening, body: bytes) -> Bron | None:
        register = self.register.current()
        for bron in register.ordered(self.recent) if register else ():
            if any(ondertekening.holds(body, secret) for secret in bron.secrets):
                return bron
        return None
