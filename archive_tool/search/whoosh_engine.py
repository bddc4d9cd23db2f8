"""Whoosh 2.7.4 within its measured limits: its own terms and postings files, written in bulk and read list by list.

Whoosh pays for every posting (type checks, a pickled position list, a length look-up); here the numbers of a term are
gathered first, put into its block format whole, and come back as the deltas of a block. No positions, no stored fields,
no BufferedWriter, no processes, no unsigned numbers: what Whoosh does badly is not asked of it. The files are those of
a Whoosh segment, which Whoosh's own reader opens (a test does); they hold pickles, so the folder is private and no
index is ever taken from elsewhere.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from operator import sub
from pathlib import Path
from pickle import dumps
from typing import IO, Any, Final

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # its regular expressions, from Python 3.12 on
    from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3Codec, W3Segment, W3TermsReader
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
    from whoosh.filedb.structfile import StructFile
    from whoosh.formats import Existence
    from whoosh.reading import TermNotFound
    from whoosh.util.numlists import GrowableArray

from archive_tool.search.checked import CheckedFile
from archive_tool.search.doubt import Doubtful
from archive_tool.search.gathering import Gathered

_NAME: Final = "entries"
_SEGMENT: Final = "0"
_BLOCK: Final = 8_192  # numbers in a block: one zlib and one pickle each; 128, Whoosh's own, cost three times as much
_PACK_FROM: Final = 64  # numbers; below it zlib makes a block hardly smaller
_CRC: Final = 1  # the quickest of Whoosh's hash functions for its table of terms
_TERM: Final = struct.Struct(
    "!BfIBBfIIqi"
)  # W3TermInfo: flags, weight, count, lengths, most weight, first, last, place
_LENGTHS: Final = struct.Struct("!ii")


class _Writing(Gathered):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def finish(self, entries: int) -> None:
        segment, storage = _segment(entries), FileStorage(str(self._folder))
        table = _Table(segment.create_file(storage, W3Codec.TERMS_EXT))
        with (self._folder / segment.make_filename(W3Codec.POSTS_EXT)).open("wb") as posts:
            for number, field in enumerate(sorted(self.postings)):
                table.extras["fieldmap"][field] = number
                _write_field(table, posts, struct.pack("!H", number), self.postings[field])
        table.close()

    def abandon(self) -> None:
        self.clear()


class _Whoosh:
    def begin(self, folder: Path) -> _Writing:
        return _Writing(folder)

    def open(self, files: Mapping[str, CheckedFile], folder: Path, entries: int) -> "_Terms":  # noqa: ARG002 - the promise's
        segment = _segment(entries)
        names = [segment.make_filename(ending) for ending in (W3Codec.TERMS_EXT, W3Codec.POSTS_EXT)]
        missing = next((name for name in names if name not in files), None)
        if missing is not None:
            raise Doubtful("search.doubtful", file=missing)
        terms, posts = (_Read(files[name]) for name in names)
        return _Terms(terms, posts)


def _segment(entries: int) -> W3Segment:
    return W3Segment(W3Codec(), _NAME, entries, segid=_SEGMENT)


class _Table(OrderedHashWriter):  # type: ignore[misc]
    """Whoosh's table of terms with its quickest hash, and a way in that does not ask the file where it is."""

    def __init__(self, handle: Any) -> None:
        HashWriter.__init__(self, handle, hashtype=_CRC)
        self.index = GrowableArray("H")
        self.lastkey = b""
        self.extras["fieldmap"] = {}
        self.place = handle.tell()

    def put(self, key: bytes, value: bytes) -> None:
        """Adds a term; keys come in order."""
        self.dbfile.write(_LENGTHS.pack(len(key), len(value)) + key + value)
        self.index.append(self.place)
        code = zlib.crc32(key)
        self.buckets[code & 255].append((code, self.place))
        self.place += _LENGTHS.size + len(key) + len(value)


def _write_field(table: _Table, posts: IO[bytes], prefix: bytes, terms: Mapping[str, Sequence[int]]) -> None:
    """The terms of a field in the order of their bytes; each list as Whoosh's block writer would have put it."""
    place = posts.tell()
    for key, term in sorted((term.encode("utf-8", "surrogatepass"), term) for term in terms):
        numbers = terms[term]
        blocks = b"".join(_blocks(numbers))
        posts.write(blocks)
        count = len(numbers)
        table.put(prefix + key, _TERM.pack(0, count, count, 0, 0, 1.0, numbers[0], numbers[-1], place, len(blocks)))
        place += len(blocks)


def _blocks(numbers: Sequence[int]) -> Iterator[bytes]:
    """Presence only: deltas of the numbers, weights all 1 (None), no values (None)."""
    yield WHOOSH3_HEADER_MAGIC
    for start in range(0, len(numbers), _BLOCK):
        block = numbers[start : start + _BLOCK]
        data = dumps((tuple(map(sub, block, chain((0,), block))), None, None), 2)
        packed = len(block) >= _PACK_FROM
        if packed:
            data = zlib.compress(data, 1)
        told = dumps((len(block), block[-1], 1.0, int(packed), 0, 0), 2)
        length = len(told) + len(data)
        yield struct.pack("!i", length if start + _BLOCK < len(numbers) else -length) + told + data


class _Terms:
    def __init__(self, terms: "_Read", posts: "_Read") -> None:
        self._format = Existence()
        self._reader = W3TermsReader(W3Codec(), terms, terms.size, posts)

    def count(self, field: str, term: str) -> int:
        try:
            return int(self._reader.doc_frequency(field, term.encode("utf-8", "surrogatepass")))
        except KeyError:
            return 0

    def entries(self, field: str, term: str) -> Sequence[int]:
        try:
            matcher = self._reader.matcher(field, term.encode("utf-8", "surrogatepass"), self._format)
        except TermNotFound:
            return ()
        found: list[int] = []
        while not matcher._atend:  # noqa: SLF001 - block by block, as it has no public way to
            matcher._read_data()  # noqa: SLF001
            found += accumulate(matcher._data[0])  # noqa: SLF001
            matcher._next_block()  # noqa: SLF001
        return found


class _Read(StructFile):  # type: ignore[misc]
    """A checked file as Whoosh wants to read one."""

    def __init__(self, checked: CheckedFile) -> None:
        self._checked = checked
        self._at = 0
        self.size = checked.size
        self.file = self
        self.is_real = False

    def read(self, size: int = -1) -> bytes:
        end = self.size if size < 0 else min(self._at + size, self.size)
        data = self._checked.read(self._at, end)
        self._at = end
        return data

    def readline(self) -> bytes:
        """Up to the next line break; text-mode pickle codes ask for it."""
        data = self._checked.read(self._at, self.size)
        data = data[: data.find(b"\n") + 1 or len(data)]
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> None:
        self._at = (0, self._at, self.size)[whence] + offset

    def tell(self) -> int:
        return self._at

    def get(self, position: int, length: int) -> bytes:
        return self._checked.read(position, min(position + length, self.size))


ENGINE: Final = _Whoosh()
