"""Sealing with a key that the value names itself, and keyed hashes."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.runtime.errors import Invalid
from shared.runtime.keys.store import KeyStore, checked_name

_MAGIC = b"POS1"
_NONCE_BYTES = 12
_TAG_BYTES = 16


class Corrupt(Invalid):
    """Not something that we sealed, or changed since."""

    def __init__(self) -> None:
        super().__init__("corrupt")


def seal(key_name: str, key: bytes, plaintext: bytes) -> bytes:
    """AES-256-GCM: `POS1`, length of the name, name, 12 bytes nonce, ciphertext.

    All before the nonce is authenticated too.
    """
    name = checked_name(key_name).encode("ascii")
    prefix = _MAGIC + bytes([len(name)]) + name
    nonce = os.urandom(_NONCE_BYTES)
    return prefix + nonce + AESGCM(key).encrypt(nonce, plaintext, prefix)


def sealed_with(sealed: bytes) -> str:
    """The name of the key of a sealed value. Raises Corrupt."""
    end = len(_MAGIC) + 1 + (sealed[len(_MAGIC)] if len(sealed) > len(_MAGIC) else 0)
    if not sealed.startswith(_MAGIC) or len(sealed) < end + _NONCE_BYTES + _TAG_BYTES:
        raise Corrupt
    try:
        return checked_name(sealed[len(_MAGIC) + 1 : end].decode("ascii"))
    except ValueError as error:
        raise Corrupt from error


def open_sealed(sealed: bytes, keystore: KeyStore) -> bytes:
    """What was sealed. Raises KeyDestroyed, Corrupt, KeyMissing."""
    name = sealed_with(sealed)
    end = len(_MAGIC) + 1 + len(name)
    nonce, ciphertext = sealed[end : end + _NONCE_BYTES], sealed[end + _NONCE_BYTES :]
    key = keystore.get(name)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, sealed[:end])
    except InvalidTag as error:
        raise Corrupt from error


def mac(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 (32 bytes) over the parts, each with its length, so that `ab|c` and `a|bc` differ."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()
