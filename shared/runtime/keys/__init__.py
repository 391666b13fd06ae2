"""The key store and sealing: who has no key of a day cannot read that day, anywhere, ever again.

Only ingest, anonymiser and deploy may import this package. Security properties (tests/unit/runtime/test_keys.py):
- a key is 32 random bytes in a file of mode 0600, made whole or not at all, and the same for all who race to make it;
- a destroyed key leaves a tombstone first, so `shredded` (normal) differs from a store that is not mounted (hard stop),
  and a destroyed name never gets a new key;
- a sealed value names its key, and that name is authenticated with the value.
"""

from shared.runtime.keys.folder import FileKeyStore
from shared.runtime.keys.memory import MemoryKeyStore
from shared.runtime.keys.sealing import Corrupt, mac, open_sealed, seal, sealed_with
from shared.runtime.keys.store import KEY_BYTES, KeyDestroyed, KeyMissing, KeyStore, checked_name

__all__ = [
    "KEY_BYTES",
    "Corrupt",
    "FileKeyStore",
    "KeyDestroyed",
    "KeyMissing",
    "KeyStore",
    "MemoryKeyStore",
    "checked_name",
    "mac",
    "open_sealed",
    "seal",
    "sealed_with",
]
