"""tantivy, an optional extra: builds several times as fast as Whoosh. The same grams and the same promise.

An entry is a document; its grams are handed over cut, in a field whose tokenizer splits at blanks. Values of fields
share one field, what it cannot take escaped. Whatever tantivy does inside, entries come back by their number.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tantivy import Document, Index, Order, Query, SchemaBuilder

from archive_tool.search.backend import GRAM_FIELDS
from archive_tool.search.checked import CheckedFile
from archive_tool.search.doubt import Doubtful

_HEAP: Final = 200_000_000  # bytes; more than one cut of ours needs, so that one segment is written
_NUMBER: Final = "number"
_VALUES: Final = "values"
_META: Final = "meta.json"
_ITS_FILES: Final = re.compile(r"meta\.json|[0-9a-f]{32}\.\w+")
_BLANK: Final = re.compile(r"[\s\x1e\x1f\ud800-\udfff]")
_LOCKS: Final = (".tantivy-writer.lock", ".tantivy-meta.lock", ".managed.json")
_DAMAGE: Final = (ValueError, OSError)


def _schema() -> Any:
    builder = SchemaBuilder()
    for field in (*GRAM_FIELDS, _VALUES):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field(_NUMBER, fast=True)
    return builder.build()


def _escaped(field: str, term: str) -> str:
    return field + "\x1f" + _BLANK.sub(lambda blank: f"\x1e{ord(blank[0]):x}\x1e", term)


class _Writing:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = Index(_schema(), str(folder)).writer(heap_size=_HEAP, num_threads=1)

    def add(self, number: int, terms: Mapping[str, Collection[str]]) -> None:
        values = [
            _escaped(field, term) for field, of_field in terms.items() if field not in GRAM_FIELDS for term in of_field
        ]
        cut = {field: " ".join(terms.get(field, ())) for field in GRAM_FIELDS}
        self._writer.add_document(Document(**cut, values=" ".join(values), number=number))

    def finish(self, entries: int) -> None:  # noqa: ARG002 - the promise's
        self._writer.commit()
        self._writer.wait_merging_threads()
        self.abandon()
        for name in _LOCKS:  # of its writer; nothing in a segment of ours changes any more
            (self._folder / name).unlink(missing_ok=True)

    def abandon(self) -> None:
        self._writer = None


class _Tantivy:
    def begin(self, folder: Path) -> _Writing:
        return _Writing(folder)

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> "_Terms":
        """Checks its files whole: tantivy maps them itself."""
        for name, file in files.items():
            if _ITS_FILES.fullmatch(name):
                file.all()
        try:
            return _Terms(Index.open(str(folder)), entries)
        except _DAMAGE as error:
            raise Doubtful("search.doubtful", file=_META) from error


class _Terms:
    def __init__(self, index: Any, entries: int) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._entries = entries

    def count(self, field: str, term: str) -> int:
        return int(self._searcher.doc_freq(*_named(field, term)))

    def entries(self, field: str, term: str) -> Sequence[int]:
        count = self.count(field, term)
        if not count:
            return ()
        query = Query.term_query(self._schema, *_named(field, term))
        found = self._searcher.search(query, limit=count, count=False, order_by_field=_NUMBER, order=Order.Asc)
        return [number for number, _ in found.hits]


def _named(field: str, term: str) -> tuple[str, str]:
    return (field, term) if field in GRAM_FIELDS else (_VALUES, _escaped(field, term))


ENGINE: Final = _Tantivy()
