"""The plainest engine: all terms in one JSON file, in memory when open. The measure for the others."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from archive_tool.search.backend import Postings
from archive_tool.search.checked import CheckedFile
from archive_tool.search.doubt import Doubtful

_FILE: Final = "terms.json"


class _Terms:
    def __init__(self, postings: Mapping[str, Mapping[str, Sequence[int]]]) -> None:
        self._postings = postings

    def count(self, field: str, term: str) -> int:
        return len(self.entries(field, term))

    def entries(self, field: str, term: str) -> Sequence[int]:
        return self._postings.get(field, {}).get(term, ())


class _Memory:
    def write(self, folder: Path, postings: Postings, entries: int) -> None:  # noqa: ARG002 - the promise's
        plain = {field: {term: list(numbers) for term, numbers in terms.items()} for field, terms in postings.items()}
        (folder / _FILE).write_text(json.dumps(plain), encoding="utf-8")

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> _Terms:  # noqa: ARG002 - the promise's
        if _FILE not in files:
            raise Doubtful("search.doubtful", file=_FILE)
        return _Terms(json.loads(files[_FILE].all()))


ENGINE: Final = _Memory()
