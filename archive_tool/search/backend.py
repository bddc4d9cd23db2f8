"""What an engine promises: to keep which entries hold which terms. Grams, checking, ordering and marking are ours.

Entries are numbered from 0 within a segment; terms belong to a field. An engine is a module of this room with an
`ENGINE`; a line in `ENGINES` makes it known.
"""

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from archive_tool.errors import EngineFailed
from archive_tool.search.checked import CheckedFile

GRAM_FIELDS: Final = ("text", "head")  # fields whose terms are grams: one or two characters, no blanks
ENGINES: Final = {
    "whoosh": "archive_tool.search.whoosh_engine",
    "memory": "archive_tool.search.memory_engine",
    "tantivy": "archive_tool.search.tantivy_engine",
}


class Terms(Protocol):
    """The terms of one segment, open for reading."""

    def count(self, field: str, term: str) -> int:
        """How many entries hold the term."""
        ...

    def entries(self, field: str, term: str) -> Sequence[int]:
        """Their numbers, ascending."""
        ...


class Writing(Protocol):
    """The terms of one segment as they come in."""

    def add(self, number: int, terms: Mapping[str, Collection[str]]) -> None:
        """Adds entry `number`, the next one: for each field the terms it holds, each once."""
        ...

    def finish(self, entries: int) -> None:
        """Writes what is to be written of so many entries; files only, no folders."""
        ...

    def abandon(self) -> None:
        """Lets everything go, finished or not."""
        ...


class Engine(Protocol):
    """Writes and opens the terms of a segment."""

    def begin(self, folder: Path) -> Writing:
        """Begins a segment in its folder."""
        ...

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> Terms:
        """Opens what was written; `files` are the files of the folder. Raises Doubtful when they are not whole."""
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
