"""Sealing a file with a passphrase in the age format (age-encryption.org/v1). The only module that knows pyrage.

A passphrase alone would need the whole file in memory; so the file is sealed to a key made for it, and that key with
the passphrase, which is how age itself keeps keys: `age -d -i KEY FILE` asks for the passphrase and opens it.
"""

from typing import IO, Protocol

import pyrage
from pyrage import passphrase as by_passphrase


class Digest(Protocol):
    """A digest in the making."""

    def update(self, data: bytes, /) -> object:
        """Takes more bytes."""
        ...


class _Digesting:
    """A file that only computes a digest of what is written to it."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest

    def write(self, data: bytes) -> int:
        self._digest.update(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def seal(source: IO[bytes], target: IO[bytes], passphrase: str) -> bytes:
    """Writes `source` sealed to `target`; gives the key, itself sealed with the passphrase."""
    key = pyrage.x25519.Identity.generate()
    pyrage.encrypt_io(source, target, [key.to_public()])
    sealed: bytes = by_passphrase.encrypt(f"{key}\n".encode(), passphrase)
    return sealed


def digest_opened(sealed: IO[bytes], key: bytes, passphrase: str, digest: Digest) -> None:
    """Opens what was sealed, as the receiver will, and feeds its bytes to a digest."""
    identity = pyrage.x25519.Identity.from_str(by_passphrase.decrypt(key, passphrase).decode().strip())
    pyrage.decrypt_io(sealed, _Digesting(digest), [identity])
