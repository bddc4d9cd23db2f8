"""The plainest engine: all terms in one JSON file, in memory when open. The measure for the others."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from archive_tool.search.checked import CheckedFile
from archive_tool.search.doubt import Doubtful
from archive_tool.search.gathering import Gathered, Postings

_FILE: Final = "terms.json"


class _Terms:
    def __init__(self, postings: Postings) -> None:
        self._postings = postings

    def count(self, field: str, term: str) -> int:
        return len(self.entries(field, term))

    def entries(self, field: str, term: str) -> Sequence[int]:
        return self._postings.get(field, {}).get(term, ())


class _Writing(Gathered):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def finish(self, entries: int) -> None:  # noqa: ARG002 - the promise's
        (self._folder / _FILE).write_text(json.dumps(self.postings), encoding="ascii")

    def abandon(self) -> None:
        self.clear()


class _Memory:
    def begin(self, folder: Path) -> _Writing:
        return _Writing(folder)

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> _Terms:  # noqa: ARG002 - the promise's
        if _FILE not in files:
            raise Doubtful("search.doubtful", file=_FILE)
        return _Terms(json.loads(files[_FILE].all()))


ENGINE: Final = _Memory()
