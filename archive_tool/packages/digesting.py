"""Digests side by side: the slow one in a second thread, so that reading, writing and hashing overlap."""

import hashlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Protocol, Self

_SMALL: Final = 64 * 1024  # below this a thread costs more than it saves
_AHEAD: Final = 4  # pieces that may wait for a thread: memory stays flat


class Digest(Protocol):
    """What hashlib gives."""

    def update(self, data: bytes, /) -> None:
        """Adds bytes."""
        ...

    def hexdigest(self) -> str:
        """The digest so far."""
        ...


def new_digest(algorithm: str) -> Digest:
    """A digest of that name. Raises ValueError for an unknown one."""
    return hashlib.new(algorithm, usedforsecurity=False)


class Lane:
    """One thread that adds bytes to digests, in the order in which they are given."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def update(self, digest: Digest, data: bytes) -> None:
        """Adds bytes to a digest, small pieces at once when nothing waits."""
        if len(data) < _SMALL and not self._waiting:
            digest.update(data)
            return
        if len(self._waiting) >= _AHEAD:
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(digest.update, data))

    def finish(self) -> None:
        """Waits until everything given has been added."""
        while self._waiting:
            self._waiting.popleft().result()


def digest_of(pieces: Iterable[bytes], algorithm: str = "sha256") -> str:
    """The digest of bytes that come in pieces."""
    digest = new_digest(algorithm)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
