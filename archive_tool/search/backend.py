"""What an engine promises: to keep which entries hold which terms. Grams, checking, ordering and marking are ours.

Entries are numbered from 0 within a segment; terms belong to a field. An engine is a module of this room with an
`ENGINE`; a line in `ENGINES` makes it known.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from archive_tool.errors import EngineFailed
from archive_tool.search.checked import CheckedFile

Postings = Mapping[str, Mapping[str, Sequence[int]]]  # field -> term -> numbers of entries, ascending

ENGINES: Final = {
    "whoosh": "archive_tool.search.whoosh_engine",
    "memory": "archive_tool.search.memory_engine",
}


class Terms(Protocol):
    """The terms of one segment, open for reading."""

    def count(self, field: str, term: str) -> int:
        """How many entries hold the term."""
        ...

    def entries(self, field: str, term: str) -> Sequence[int]:
        """Their numbers, ascending."""
        ...


class Engine(Protocol):
    """Writes and opens the terms of a segment."""

    def write(self, folder: Path, postings: Postings, entries: int) -> None:
        """Writes the terms of a segment of so many entries into its folder; files only, no folders."""
        ...

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> Terms:
        """Opens what `write` wrote; `files` are the files of the folder. Raises Doubtful when they are not whole."""
        ...


def load(name: str) -> Engine:
    """The engine of that name. Raises EngineFailed when there is none or its library is not installed."""
    if name not in ENGINES:
        raise EngineFailed("search.no_engine", engine=name, known=", ".join(ENGINES))
    try:
        module = import_module(ENGINES[name])
    except ImportError as error:
        raise EngineFailed("search.engine_missing", engine=name) from error
    return cast("Engine", module.ENGINE)
