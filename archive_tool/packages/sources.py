"""The files that sealing reads: ordinary ones only, in pieces, and never one that changes meanwhile."""

import stat
from collections.abc import Iterator
from pathlib import Path

from archive_tool.containers import CHUNK
from archive_tool.errors import Conflict, EngineFailed, Refused


def ordinary_size(path: Path) -> int:
    """The size of an ordinary file. Raises Refused for links, pipes and whatever else is no file."""
    try:
        facts = path.lstat()
    except OSError as error:
        raise EngineFailed("package.unreadable", path=path, reason=error.strerror or str(error)) from error
    if not stat.S_ISREG(facts.st_mode):
        raise Refused("package.no_file", path=path)
    return facts.st_size


def read_pieces(path: Path, size: int) -> Iterator[bytes]:
    """The bytes of a file of that size, piece by piece. Raises Conflict when it turns out shorter or longer."""
    left = size
    try:
        with path.open("rb", buffering=0) as handle:
            while piece := handle.read(min(CHUNK, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                yield piece
    except OSError as error:
        raise EngineFailed("package.unreadable", path=path, reason=error.strerror or str(error)) from error
    if left:
        raise Conflict("package.changing", path=path)
