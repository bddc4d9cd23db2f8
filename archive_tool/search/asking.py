"""Asks the index: total, hits with excerpts, facets; within what the asking person may see."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.model.entries import Answer, Entry, Hit, Span
from archive_tool.search.backend import load
from archive_tool.search.dates import bounds
from archive_tool.search.doubt import Doubtful
from archive_tool.search.fields import BY_NAME, COVER, FORMER, NAMES, head, kept_value
from archive_tool.search.manifest import Manifest, read_manifest
from archive_tool.search.marking import Found, in_files, whole
from archive_tool.search.matching import by_name, held_values, in_head, matching
from archive_tool.search.query import Between, Dated, Either, Held, Part, Phrase, Word, parse, read_field
from archive_tool.search.segments import Segment, numbers

SORTS: Final = ("relevance", "date", "-date")
FACETS: Final = ("year", "stage", "item", "kind", "secrecy", "unit", "post", "person")
_FACET_VALUES: Final = 50
_HEAD_SCORE: Final = 2.0  # a match in title, names, units or posts
_TEXT_SCORE: Final = 1.0
_LEAD: Final = 60  # characters shown of a text when nothing in it is to be marked
_FEW: Final = 1_000  # entries that are sorted outright
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Filters:
    """What the options of the command ask besides the query; empty ones ask nothing. Dates as people write them."""

    person: str = ""
    unit: str = ""
    post: str = ""
    year: str = ""
    since: str = ""
    until: str = ""
    item: str = ""
    stage: str = ""
    kind: str = ""
    secrecy: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the asking person may see.

    Attributes:
        secrecies: the levels cleared for; None means all.
        barred_cases: cases that they are recused from.
        barred_people: names whose papers they may not see, in any case.
    """

    secrecies: frozenset[str] | None = None
    barred_cases: frozenset[str] = frozenset()
    barred_people: frozenset[str] = frozenset()


EVERYTHING: Final = Allowed()


class Index:
    """An index open for asking; close it, or use `with open_index(...)`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Opens every segment. Raises Doubtful when one is not whole."""
        engine = load(manifest.engine)
        self._segments = [Segment(folder / name, digest, engine) for name, digest in manifest.segments]

    def close(self) -> None:
        """Lets its files go."""
        for segment in self._segments:
            segment.close()

    def ask(
        self,
        query: str,
        today: date,
        *,
        filters: Filters = Filters(),
        limit: int = 10,
        offset: int = 0,
        sort: str = "relevance",
        facets: Sequence[str] = (),
        allowed: Allowed = EVERYTHING,
    ) -> Answer:
        """Answers a query.

        Args:
            query: in the query language.
            today: what 去年 is counted from.
            filters: further conditions.
            limit: how many hits.
            offset: how many to pass over; past the end there are none.
            sort: `relevance` (what a word finds in title and names first, then the newest), `date` or `-date`;
                without a date last.
            facets: fields to count values of, in any of their names.
            allowed: what the asking person may see; nothing else is counted or shown.

        Raises:
            WrongUsage: the query, a filter, the order or a facet is not written as it must be.
            Doubtful: the index is damaged.
        """
        if sort not in SORTS:
            raise WrongUsage("search.no_sort", read=sort, known=", ".join(SORTS))
        counted = tuple(_facet(name) for name in facets)
        parts = parse(query, today) + _filtering(filters, today)
        if not parts:
            raise WrongUsage("search.nothing_asked")
        found = [(segment, _found(segment, parts, allowed)) for segment in self._segments]
        total = sum(entries.bit_count() for _, entries in found)
        most = max(0, offset) + max(0, limit)
        places = [place for segment, entries in found for place in _first(segment, entries, parts, sort, most)]
        places.sort(key=lambda place: place.key)
        hits = tuple(_hit(place, parts) for place in places[max(0, offset) : most])
        return Answer(total, hits, {name: _counts(found, name) for name in counted})

    def entries(self, filters: Filters, today: date, allowed: Allowed = EVERYTHING) -> Iterator[Entry]:
        """Every entry that meets the filters, whole, package by package: for lists of persons and cases."""
        parts = _filtering(filters, today)
        for segment in self._segments:
            for number in numbers(matching(segment, parts, _visible(segment, allowed))):
                yield segment.entry(number)


@contextmanager
def open_index(folder: Path) -> Iterator[Index]:
    """The index in a folder. Raises Doubtful when it is missing or not whole: then it has to be refreshed."""
    index = _opened(folder)
    try:
        yield index
    finally:
        index.close()


def _opened(folder: Path) -> Index:
    """A writer may put a new manifest and take the old segments away between two of our steps: then look again."""
    for left in reversed(range(_TRIES)):
        manifest = read_manifest(folder)
        try:
            return Index(folder, manifest)
        except Doubtful:
            if not left or read_manifest(folder) == manifest:
                raise
    raise AssertionError


# ---------------------------------------------------------------- which


def _filtering(filters: Filters, today: date) -> tuple[Part, ...]:
    parts: list[Part] = [
        read_field(field.name, getattr(filters, field.name), today)
        for field in fields(filters)
        if field.name not in ("since", "until") and getattr(filters, field.name)
    ]
    if filters.since or filters.until:
        parts.append(Dated(bounds(kept_value(filters.since), kept_value(filters.until), today)))
    return tuple(parts)


def _found(segment: Segment, parts: tuple[Part, ...], allowed: Allowed) -> int:
    entries = matching(segment, parts, _visible(segment, allowed))
    return _without_covers(segment, entries)


def _visible(segment: Segment, allowed: Allowed) -> int:
    visible = segment.everything
    if allowed.secrecies is not None:
        cleared = 0
        for level in allowed.secrecies:
            cleared |= segment.holding("secrecy", level)
        visible &= cleared
    for case in allowed.barred_cases:
        visible &= ~segment.holding("case", case)
    for name in allowed.barred_people:
        visible &= ~(segment.holding("person", name) | segment.holding(FORMER, name))
    return visible


def _without_covers(segment: Segment, entries: int) -> int:
    """A package is a hit itself only when none of its items is one: what is counted are items."""
    covers = segment.holding(COVER, COVER) & entries
    items = entries & ~covers
    for cover in numbers(covers):
        held = next(held for held in segment.held if held.first <= cover < held.first + held.count)
        if items >> held.first & ((1 << held.count) - 1):
            entries ^= 1 << cover
    return entries


# ---------------------------------------------------------------- in which order


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a hit stands; ordered by `key`, then as it stands in the archive."""

    key: tuple[int, int]
    segment: Segment
    number: int
    strong: bool


def _first(segment: Segment, entries: int, parts: tuple[Part, ...], sort: str, most: int) -> list[_Place]:
    """The first so many of the entries found in a segment, in order."""
    strong = _strong(segment, entries, parts)
    groups = (strong, entries & ~strong) if sort == "relevance" else (entries,)
    places: list[_Place] = []
    for rank, group in enumerate(groups):
        chosen = islice(_in_time(segment, group, newest=sort != "date"), max(0, most - len(places)))
        places += [
            _Place((rank, segment.time(number, newest=sort != "date")), segment, number, bool(strong >> number & 1))
            for number in chosen
        ]
    return places


def _in_time(segment: Segment, entries: int, *, newest: bool) -> Iterator[int]:
    """The numbers in a set in order of time; of a large set nobody wants more than the first."""
    if entries.bit_count() <= _FEW:
        return iter(sorted(numbers(entries), key=lambda number: segment.time(number, newest=newest)))
    digits = bin(entries)[:1:-1].ljust(segment.entries, "0")
    return (number for number in segment.in_time(newest=newest) if digits[number] == "1")


def _strong(segment: Segment, entries: int, parts: tuple[Part, ...]) -> int:
    """Those in whose head a word was found."""
    strong = 0
    for part in _asked(parts):
        if isinstance(part, Word):
            strong |= in_head(segment, part.ways, entries & ~strong)
    return strong


def _asked(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts that a hit can show: not what was excluded."""
    for part in parts:
        if isinstance(part, Either):
            yield from _asked(part.parts)
        else:
            yield part


# ---------------------------------------------------------------- how shown


def _hit(place: _Place, parts: tuple[Part, ...]) -> Hit:
    segment = place.segment
    entry = segment.entry(place.number)
    shown = list(_asked(parts))
    sought = [part.ways for part in shown if isinstance(part, Word | Phrase)]
    found, via = in_files(entry.files, sought), "text"
    if found is None:
        found, via = _in_head(segment, entry, shown, sought)
    return Hit(
        package=entry.package,
        case=entry.case,
        item=entry.item,
        title=entry.title,
        file=found.file,
        page=found.page,
        date=entry.date,
        people=tuple(dict.fromkeys(person.name for person in entry.people)),
        score=_HEAD_SCORE if place.strong else _TEXT_SCORE,
        via=via,
        excerpt=found.excerpt,
    )


def _in_head(
    segment: Segment, entry: Entry, shown: Sequence[Part], sought: Sequence[tuple[str, ...]]
) -> tuple[Found, str]:
    file = entry.files[0].path if entry.files else ""
    for said in head(entry) if sought else ():
        spans = whole(said, sought)
        if spans is not None:
            return Found(file, None, _former(entry, said, spans)), "field"
    sounding = {name for ways in sought for name in by_name(segment, ways)}
    for name in _names(entry):
        if name in sounding:
            return Found(file, None, _former(entry, name, (Span(name, matched=True),))), "pinyin"
    for part in shown:
        if isinstance(part, Held | Between):
            found = _value(segment, entry, part)
            if found:
                return Found(file, None, found), "field"
    lead = next((page.text for of_file in entry.files for page in of_file.pages if page.text.strip()), entry.title)
    return Found(file, None, (Span(lead.strip()[:_LEAD]),)), "field"


def _names(entry: Entry) -> Iterator[str]:
    for person in entry.people:
        yield person.name
        yield from person.former_names


def _value(segment: Segment, entry: Entry, part: Held | Between) -> tuple[Span, ...]:
    """The value that met a condition, a person's with the role."""
    met = {value for _, value in held_values(segment, part)}
    for person in entry.people:
        for name in (person.name, *person.former_names):
            if part.field == "person" and name in met:
                role = (Span(f"（{person.role}）"),) if person.role else ()
                return (*_former(entry, name, (Span(name, matched=True),)), *role)
    own = next((value for value in (entry.title, *entry.units, *entry.posts, entry.doc_no) if value in met), "")
    return (Span(own, matched=True),) if own and part.field in ("title", "unit", "post", "doc_no") else ()


def _former(entry: Entry, name: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A former name is shown as such: 高明远（曾用名：高小远）."""
    for person in entry.people:
        if name in person.former_names:
            return (Span(f"{person.name}（曾用名："), *spans, Span("）"))
    return spans


# ---------------------------------------------------------------- facets


def _facet(name: str) -> str:
    field = BY_NAME.get(kept_value(name), "")
    if field not in FACETS:
        raise WrongUsage("search.no_facet", read=name, known="、".join(NAMES[known][0] for known in FACETS))
    return field


def _counts(found: Sequence[tuple[Segment, int]], field: str) -> tuple[tuple[str, int], ...]:
    """How many of the entries found have each value, the most frequent first."""
    counts: Counter[str] = Counter()
    for segment, entries in found:
        if not entries:
            continue
        numbered = segment.numbered
        in_segment: Counter[int] = Counter()
        for number in numbers(entries):
            in_segment.update(segment.value_numbers(number))
        for value, count in in_segment.items():
            if numbered[value][0] == field:
                counts[numbered[value][1]] += count
    return tuple(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))[:_FACET_VALUES])
