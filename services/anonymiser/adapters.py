"""The key store: as the vault that the handlers ask for, the check that it is the right one, and its figures."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from services.anonymiser.handlers import Reden
from shared.contracts import topics
from shared.contracts.schooljaar import tekst
from shared.runtime.errors import Fatal, Invalid, Unavailable
from shared.runtime.kafka import TP
from shared.runtime.key_schedule import DAY_PREFIX, days_of, expired_days
from shared.runtime.key_versions import live_keys
from shared.runtime.keys import Corrupt, KeyDestroyed, KeyStore, open_sealed, sealed_with
from shared.runtime.logging import get_logger
from shared.runtime.metrics import counter, gauge

Given = TypeVar("Given")

log = get_logger(__name__)


class WrongKeyStore(Fatal):
    """There are cases in Kafka, but the store has never made a pseudonym: new keys would count every case twice."""

    def __init__(self) -> None:
        super().__init__(
            "De sleutelmap heeft geen sleutels van pseudoniemen, terwijl er al zaken in Kafka staan.",
            "Controleer POS_SLEUTELS of zet de map terug uit de kopie. Er is niets verwerkt en geen sleutel gemaakt.",
        )


class LogEnds(Protocol):
    """Where topics end."""

    async def end_offsets(self, topic: str) -> Mapping[TP, int]: ...


async def refuse_wrong_store(store: KeyStore, log: LogEnds) -> None:
    """Before the first record: raises WrongKeyStore when the store cannot be the one behind the cases in Kafka."""
    known = any(name.startswith("zaak/") for name in (*store.names(), *store.destroyed()))
    if not known and any((await log.end_offsets(topics.ONDERWIJS_ZAKEN.naam)).values()):
        raise WrongKeyStore


class KeyVault:
    """Opens what ingest sealed, and hands out the pseudonym keys, which it makes at first use.

    A store that cannot be read is Unavailable, a key that should be there and is not is Fatal (KeyMissing): in
    neither case does anything go on without a key.
    """

    def __init__(self, store: KeyStore) -> None:
        self._store = store

    def open(self, sealed: bytes) -> bytes:
        """The received bytes; only a key of a day opens, so that a forged name cannot make us look for another."""
        try:
            if not sealed_with(sealed).startswith(DAY_PREFIX):
                raise Invalid(Reden.VERZEGELING)
            return open_sealed(sealed, self._store)
        except KeyDestroyed:
            raise Invalid(Reden.SLEUTEL_VERNIETIGD) from None
        except Corrupt:
            raise Invalid(Reden.VERZEGELING) from None
        except OSError:
            raise Unavailable("sleutels") from None

    def zaak(self, schooljaar: int) -> bytes:
        return self._pseudonym_key(f"zaak/{tekst(schooljaar)}")

    def beschikking(self, swv: str) -> Sequence[bytes]:
        return self._guarded(lambda: live_keys(self._store, f"beschikking/{swv}"))

    def melding(self, swv: str, schooljaar: int) -> bytes:
        return self._pseudonym_key(f"melding/{swv}-{tekst(schooljaar)}")

    def bestand(self, schooljaar: int) -> bytes:
        return self._pseudonym_key(f"bestand/{tekst(schooljaar)}")

    def _pseudonym_key(self, name: str) -> bytes:
        return self._guarded(lambda: self._store.get(name, create=True))

    def _guarded(self, ask: Callable[[], Given]) -> Given:
        try:
            return ask()
        except KeyDestroyed:
            raise Invalid(Reden.BEWAARTERMIJN) from None
        except OSError:
            raise Unavailable("sleutels") from None


def destroy_expired_days(store: KeyStore, today: date, keep_days: int) -> None:
    """The schedule that runs by itself: what retention has removed from Kafka cannot be read from a copy either.

    Safe beside another process that does the same.
    """
    for name in expired_days(store.names(), today, keep_days):
        store.destroy(name)
        counter("pos_sleutels_vernietigd_total").labels("dag").inc()
        log.info("sleutel van een dag vernietigd volgens schema", sleutel=name)


def measure_keys(store: KeyStore, today: date, keep_days: int) -> None:
    """How many keys there are per purpose, and how old the newest and the oldest key of a day are."""
    names = store.names()
    for doel, aantal in Counter(name.partition("/")[0] for name in names).items():
        gauge("pos_sleutels").labels(doel).set(aantal)
    gauge("pos_ruw_bewaren_seconden").set(timedelta(days=keep_days).total_seconds())
    if days := list(days_of(names).values()):
        gauge("pos_sleutel_leeftijd_seconden").labels("dag").set((today - max(days)).total_seconds())
        gauge("pos_sleutel_oudste_seconden").labels("dag").set((today - min(days)).total_seconds())
