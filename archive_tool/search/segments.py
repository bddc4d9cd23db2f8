"""One segment of the index: a folder of files that never change, written once, checked piece by piece when read.

text.bin, head.bin    what is searched: the kept text of the files, and of title, names, units, posts
page.bin              the original text, packed, for excerpts
card.bin              what a hit shows, JSON
value.bin             for each entry the numbers of its field values, for facets
*.at                  where each entry begins in these
days.bin              first and last day of each entry's date
values.json           the values of each field, and how the names among them are read
(the engine's files)
segment.json          how many entries, which packages, size and checks of every file
"""

import json
import sys
import zlib
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from archive_tool.model.entries import Entry, FileText, Page
from archive_tool.model.filing import NamedPerson
from archive_tool.search.backend import Engine, Terms
from archive_tool.search.checked import CheckedFile, checks_of
from archive_tool.search.dates import days_of
from archive_tool.search.doubt import Doubtful
from archive_tool.search.fields import head, kept_value, values
from archive_tool.search.manifest import PLAN
from archive_tool.search.words import FILE_BREAK, grams, kept
from archive_tool.writing import write_bytes

TEXT: Final = "text"  # the fields of the grams
HEAD: Final = "head"
_RECORDS: Final = ("text", "head", "page", "card", "value")
_VALUES: Final = "values.json"
_DAYS: Final = "days.bin"
_NO_DAY: Final = 0
_BLOCK: Final = 4 * 1024 * 1024
_DENSE: Final = 3  # when more than a third of the entries must be looked through, reading on is faster than jumping

Readings = Callable[[str], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """A package of a segment: its entries are numbered from `first`."""

    package: str
    digest: str
    first: int
    count: int


# ---------------------------------------------------------------- writing


class SegmentDraft:
    """Gathers entries and writes them as a segment into a folder that exists and is nobody else's."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._terms = engine.begin(folder)
        self._records = {kind: _RecordsDraft(folder, kind) for kind in _RECORDS}
        self._numbers: dict[tuple[str, str], int] = {}
        self._days = array("i")
        self._held: list[Held] = []
        self.entries = 0
        self.weight = 0  # postings gathered

    def add_package(self, package: str, digest: str, entries: Iterable[Entry]) -> None:
        """Adds a package whole."""
        first = self.entries
        for entry in entries:
            self._add(entry)
        self._held.append(Held(package, digest, first, self.entries - first))

    def _add(self, entry: Entry) -> None:
        number = self.entries
        text = FILE_BREAK.join(kept("\n".join(page.text for page in file.pages)) for file in entry.files)
        own = values(entry)
        above = FILE_BREAK.join(map(kept_value, head(own)))
        terms = {TEXT: grams(text), HEAD: grams(above), **own}
        self._terms.add(number, terms)
        self.weight += sum(map(len, terms.values()))
        of_fields = [(field, value) for field, of_field in own.items() for value in of_field]
        numbers = array("I", (self._numbers.setdefault(value, len(self._numbers)) for value in of_fields))
        period = days_of(entry.date)
        self._days.extend((period.first.toordinal(), period.last.toordinal()) if period else (_NO_DAY, _NO_DAY))
        for kind, data in (
            ("text", text.encode("utf-8")),
            ("head", above.encode("utf-8")),
            ("page", _packed(entry.files)),
            ("card", _card(entry)),
            ("value", numbers.tobytes()),
        ):
            self._records[kind].append(data)
        self.entries += 1

    def write(self, readings: Readings) -> str:
        """Writes everything and returns the digest of segment.json, which vouches for all other files."""
        for records in self._records.values():
            records.write_places()
            records.close()
        (self._folder / _DAYS).write_bytes(self._days.tobytes())
        listed = [[field, value] for field, value in self._numbers]
        names = {value for field, value in self._numbers if field in ("person", "former")}
        told = {"values": listed, "readings": {name: _sounds(name, readings) for name in sorted(names)}}
        (self._folder / _VALUES).write_text(json.dumps(told), encoding="ascii")
        self._terms.finish(self.entries)
        self._terms.abandon()
        files = {}
        for path in sorted(self._folder.iterdir()):
            files[path.name] = {"size": path.stat().st_size, "checks": checks_of(path)}
        plan = {
            "order": sys.byteorder,
            "entries": self.entries,
            "packages": [[held.package, held.digest, held.first, held.count] for held in self._held],
            "files": files,
        }
        data = json.dumps(plan).encode("utf-8")
        write_bytes(self._folder / PLAN, data)
        return sha256(data).hexdigest()

    def close(self) -> None:
        """Lets its files go."""
        self._terms.abandon()
        for records in self._records.values():
            records.close()


class _RecordsDraft:
    def __init__(self, folder: Path, kind: str) -> None:
        self._at = array("Q", (0,))
        self._place = folder / f"{kind}.at"
        self._handle: IO[bytes] = (folder / f"{kind}.bin").open("wb")

    def append(self, data: bytes) -> None:
        self._handle.write(data)
        self._at.append(self._at[-1] + len(data))

    def close(self) -> None:
        self._handle.close()

    def write_places(self) -> None:
        self._place.write_bytes(self._at.tobytes())


def _sounds(name: str, readings: Readings) -> tuple[tuple[str, ...], ...]:
    """How the characters of a kept name are read; a rare one may be known only as it was written (頔, kept 𬱖)."""
    said = kept_value(name)
    found = readings(said)
    if said == name or len(said) != len(name):
        return found
    return tuple(tuple(dict.fromkeys((*one, *other))) for one, other in zip(found, readings(name), strict=True))


def _packed(files: Iterable[FileText]) -> bytes:
    pages = [[[page.number, page.text] for page in file.pages] for file in files]
    return zlib.compress(json.dumps(pages, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def _card(entry: Entry) -> bytes:
    card = {
        **{name: getattr(entry, name) for name in _PLAIN},
        "people": [[person.name, person.role, person.former_names] for person in entry.people],
        "files": [[file.path, file.readable, file.reason] for file in entry.files],
        "facts": dict(entry.facts),
    }
    return json.dumps(card, ensure_ascii=False).encode("utf-8", "surrogatepass")


_PLAIN: Final = (
    *("package", "case", "item", "title", "kind", "stage", "date", "year", "doc_no", "secrecy", "retention"),
    *("units", "posts"),
)  # fmt: skip


# ---------------------------------------------------------------- reading


class Segment:
    """A segment open for reading. Everything it gives was checked; Doubtful is raised by whatever finds damage."""

    def __init__(self, folder: Path, digest: str, engine: Engine) -> None:
        """Opens it. Raises Doubtful when it is not whole."""
        try:
            data = (folder / PLAN).read_bytes()
        except OSError as error:
            raise Doubtful("search.doubtful", file=PLAN) from error
        if sha256(data).hexdigest() != digest:
            raise Doubtful("search.doubtful", file=PLAN)
        plan: dict[str, Any] = json.loads(data)
        if plan["order"] != sys.byteorder:
            raise Doubtful("search.doubtful", file=PLAN)
        self.entries: int = plan["entries"]
        self.held = tuple(Held(*held) for held in plan["packages"])
        self._files = {
            name: CheckedFile(folder / name, told["size"], told["checks"]) for name, told in plan["files"].items()
        }
        self._at = {kind: array("Q", self._files[f"{kind}.at"].all()) for kind in _RECORDS}
        self._kept: dict[str, tuple[tuple[str, str], ...]] = {}
        self.terms: Terms = engine.open(self._files, folder, self.entries)

    def close(self) -> None:
        """Lets its files go."""
        for file in self._files.values():
            file.close()

    @property
    def everything(self) -> int:
        """The set of all its entries. A set of entries is an integer whose bit n stands for entry n."""
        return (1 << self.entries) - 1

    def holding(self, field: str, term: str) -> int:
        """The set of entries that hold a term."""
        return as_set(self.terms.entries(field, term), self.entries)

    def containing(self, area: str, piece: bytes, among: int) -> int:
        """Those of a set whose kept text or head (`area`) contains the bytes of a kept piece."""
        wanted = among.bit_count()
        if not wanted:
            return 0
        found = bytearray(b"0" * self.entries)
        hits = self._passing(area, piece) if wanted * _DENSE > self.entries else self._asking(area, piece, among)
        for number in hits:
            found[self.entries - 1 - number] = 49
        return int(found, 2) & among

    def _asking(self, area: str, piece: bytes, among: int) -> Iterator[int]:
        file, at = self._files[f"{area}.bin"], self._at[area]
        read = file.read
        for number in numbers(among):
            if piece in read(at[number], at[number + 1]):
                yield number

    def _passing(self, area: str, piece: bytes) -> Iterator[int]:
        """Reads on through all entries, block by block, a block never cutting an entry."""
        file, at = self._files[f"{area}.bin"], self._at[area]
        first = 0
        while first < self.entries:
            last = max(first + 1, bisect_right(at, at[first] + _BLOCK) - 1)
            block, start = file.read(at[first], at[last]), at[first]
            place = block.find(piece)
            while place >= 0:
                number = bisect_right(at, start + place, first, last) - 1
                end = at[number + 1] - start
                if place + len(piece) <= end:
                    yield number
                    place = block.find(piece, end)
                else:  # it runs over into the next entry: no match, look on behind its beginning
                    place = block.find(piece, place + 1)
            first = last

    @cached_property
    def days(self) -> "array[int]":
        """First and last day of each entry in turn; zeros for one without a date."""
        return array("i", self._files[_DAYS].all())

    def time(self, number: int, *, newest: bool) -> int:
        """Orders an entry by its first day, the newest or the oldest first, without a date last."""
        day = self.days[2 * number]
        return (-day if newest else day) if day else 1 << 40

    def in_time(self, *, newest: bool) -> list[int]:
        """The numbers of all entries in that order."""
        return self._newest if newest else self._oldest

    @cached_property
    def _newest(self) -> list[int]:
        return sorted(range(self.entries), key=lambda number: self.time(number, newest=True))

    @cached_property
    def _oldest(self) -> list[int]:
        return sorted(range(self.entries), key=lambda number: self.time(number, newest=False))

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each field."""
        found: dict[str, list[str]] = defaultdict(list)
        for field, value in self.numbered:
            found[field].append(value)
        return {field: tuple(of_field) for field, of_field in found.items()}

    @cached_property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """Field and value by number."""
        return tuple((field, value) for field, value in self._told["values"])

    def kept_values(self, field: str) -> tuple[tuple[str, str], ...]:
        """The values of a field as they are compared, beside the values."""
        if field not in self._kept:
            self._kept[field] = tuple((kept_value(value), value) for value in self.values.get(field, ()))
        return self._kept[field]

    @cached_property
    def readings(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """How each name is read, character by character."""
        told: Mapping[str, Sequence[Sequence[str]]] = self._told["readings"]
        return told

    @cached_property
    def _told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._files[_VALUES].all())
        return told

    def value_numbers(self, number: int) -> "array[int]":
        """The numbers of an entry's values."""
        return array("I", self._record("value", number))

    def entry(self, number: int, *, texts: bool = True) -> Entry:
        """An entry whole, as it came in; without `texts` its files have no pages, which costs a tenth."""
        card: dict[str, Any] = json.loads(self._record("card", number).decode("utf-8", "surrogatepass"))
        if texts:
            pages = json.loads(zlib.decompress(self._record("page", number)).decode("utf-8", "surrogatepass"))
        else:
            pages = [[]] * len(card["files"])
        files = tuple(
            FileText(path, tuple(Page(text, page) for page, text in of_file), readable=readable, reason=reason)
            for (path, readable, reason), of_file in zip(card.pop("files"), pages, strict=True)
        )
        people = tuple(NamedPerson(name, role, tuple(former)) for name, role, former in card.pop("people"))
        units, posts = tuple(card.pop("units")), tuple(card.pop("posts"))
        return Entry(**card, units=units, posts=posts, people=people, files=files)

    def _record(self, kind: str, number: int) -> bytes:
        at = self._at[kind]
        return self._files[f"{kind}.bin"].read(at[number], at[number + 1])


def as_set(entries: Sequence[int], count: int) -> int:
    """Numbers of entries, out of so many, as a set."""
    digits = bytearray(b"0" * count)
    last = count - 1
    for number in entries:
        digits[last - number] = 49
    return int(digits, 2) if entries else 0


def numbers(entries: int) -> Iterator[int]:
    """The numbers in a set, ascending."""
    digits = bin(entries)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)
