"""Files of the index that are checked piece by piece before their first use: nothing damaged answers in silence."""

import mmap
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archive_tool.search.doubt import Doubtful

PIECE: Final = 64 * 1024


def checks_of(path: Path) -> list[int]:
    """The CRC of each piece of a file."""
    found = []
    with path.open("rb") as handle:
        while piece := handle.read(PIECE):
            found.append(zlib.crc32(piece))
    return found


class CheckedFile:
    """A file that stays as it was when its checks were taken; raises Doubtful as soon as it does not."""

    def __init__(self, path: Path, size: int, checks: Sequence[int]) -> None:
        """Opens it. Raises Doubtful when it is missing or of another size."""
        try:
            with path.open("rb") as handle:
                found = os.fstat(handle.fileno()).st_size
                self._map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) if found else None
        except (OSError, ValueError) as error:
            raise Doubtful("search.doubtful", file=path.name) from error
        self._name = path.name
        self._checks = checks
        self._good = bytearray(len(checks))
        self.size = size
        if found != size or len(checks) != -(-size // PIECE):
            self.close()
            raise Doubtful("search.doubtful", file=path.name)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from `start` to before `end`, both inside the file."""
        if self._map is None or start >= end:
            return b""
        for piece in range(start // PIECE, (end - 1) // PIECE + 1):
            if not self._good[piece]:
                self._check(piece)
        return self._map[start:end]

    def all(self) -> bytes:
        """Everything."""
        return self.read(0, self.size)

    def close(self) -> None:
        """Lets the file go."""
        if self._map is not None:
            self._map.close()
            self._map = None

    def _check(self, piece: int) -> None:
        assert self._map is not None
        if zlib.crc32(self._map[piece * PIECE : (piece + 1) * PIECE]) != self._checks[piece]:
            raise Doubtful("search.doubtful", file=self._name)
        self._good[piece] = 1
