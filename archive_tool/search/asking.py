"""Asks the index: total, hits with excerpts, facets; within what the asking person may see."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from itertools import islice
from math import log
from pathlib import Path
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.model.entries import Answer, Entry, Hit, Span
from archive_tool.search.backend import load
from archive_tool.search.dates import bounds
from archive_tool.search.doubt import Doubtful
from archive_tool.search.fields import BY_NAME, COVER, FORMER, NAMES, RECUSED, kept_value
from archive_tool.search.manifest import Manifest, read_manifest
from archive_tool.search.matching import held_values, in_head, matching
from archive_tool.search.query import Dated, Held, Part, Word, parse, read_field
from archive_tool.search.segments import Segment, numbers
from archive_tool.search.showing import asked, hit

SORTS: Final = ("relevance", "date", "-date")
FACETS: Final = ("year", "stage", "item", "kind", "secrecy", "unit", "post", "person")
_FACET_VALUES: Final = 50
_ALIKE: Final = ("unit", "post", "mode", "purpose", "kind")
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
        barred_people: names whose papers they may not see, in any case, nor those of cases they are recused from.
    """

    secrecies: frozenset[str] | None = None
    barred_cases: frozenset[str] = frozenset()
    barred_people: frozenset[str] = frozenset()


EVERYTHING: Final = Allowed()


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where somebody appears; `former` is the former name by which they were found, empty otherwise."""

    name: str
    role: str
    former: str
    package: str
    case: str
    item: str
    title: str
    date: str
    file: str


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
        hits = tuple(
            hit(place.segment, place.number, parts, strong=place.strong) for place in places[max(0, offset) : most]
        )
        return Answer(total, hits, {name: _counts(found, name) for name in counted})

    def appearances(self, name: str, today: date, allowed: Allowed = EVERYTHING) -> tuple[Appearance, ...]:
        """Everywhere somebody appears, by name, part of a name, former name or sound: persons in turn, then by date.

        Raises WrongUsage when there is no name.
        """
        part = read_field("person", name, today)
        assert isinstance(part, Held)
        found: list[Appearance] = []
        for segment in self._segments:
            met = {value for _, value in held_values(segment, part)}
            for number in numbers(matching(segment, (part,), _visible(segment, allowed))):
                entry = segment.entry(number, texts=False)
                if entry.item:
                    found += _appearances(entry, met)
        return tuple(sorted(found, key=lambda one: (one.name, one.date or "~", one.case, one.item, one.role)))

    def like(self, case: str, *, limit: int = 10, offset: int = 0, allowed: Allowed = EVERYTHING) -> Answer:
        """The packages of other cases that are most like a case: by units, posts, mode, purpose; rare ones count more.

        The excerpt names what they share. A case that is not in the index is like nothing.
        """
        known = [each for segment in self._segments for each in _packages(segment, _shown(segment, allowed))]
        traits = Counter(trait for each in known for trait in each.traits)
        own = {trait for each in known if each.case == case for trait in each.traits}
        found = []
        for each in known:
            shared = tuple(sorted(own & each.traits, key=lambda trait: (traits[trait], trait)))
            if shared and each.case != case:
                found.append((sum(log(1 + len(known) / traits[trait]) for trait in shared), each, shared))
        found.sort(key=lambda one: -one[0])
        hits = tuple(
            _alike(score, each.segment, each.cover, shared)
            for score, each, shared in found[max(0, offset) : max(0, offset) + max(0, limit)]
        )
        return Answer(len(found), hits)

    @property
    def bare_packages(self) -> tuple[str, ...]:
        """The packages of which nothing is known: bags of others, and those that could not be read."""
        return tuple(held.package for segment in self._segments for held in segment.held if not held.count)

    def entries(
        self, filters: Filters, today: date, allowed: Allowed = EVERYTHING, *, texts: bool = True
    ) -> Iterator[Entry]:
        """Every entry that meets the filters, package by package, with its texts or without: for lists of any kind."""
        parts = _filtering(filters, today)
        for segment in self._segments:
            for number in numbers(matching(segment, parts, _visible(segment, allowed))):
                yield segment.entry(number, texts=texts)


def _appearances(entry: Entry, met: set[str]) -> Iterator[Appearance]:
    file = entry.files[0].path if entry.files else ""
    for person in entry.people:
        former = next((name for name in person.former_names if name in met), "")
        if person.name in met or former:
            yield Appearance(
                person.name, person.role, former, entry.package, entry.case, entry.item, entry.title, entry.date, file
            )


@dataclass(frozen=True, slots=True)
class _Kin:
    """A package by what makes it like another: of the items that may be seen, so that it tells nothing of the rest."""

    segment: Segment
    cover: int
    case: str
    traits: frozenset[tuple[str, str]]


def _packages(segment: Segment, visible: int) -> Iterator[_Kin]:
    covers = segment.holding(COVER, COVER)
    for held in segment.held:
        of_package = ((1 << held.count) - 1) << held.first
        cover = next(numbers(covers & of_package), None)
        seen = visible & of_package
        if cover is not None and seen:
            values = {value for number in numbers(seen) for value in segment.value_numbers(number)}
            said = [segment.numbered[value] for value in values]
            case = next(value for field, value in said if field == "case")
            yield _Kin(segment, cover, case, frozenset(each for each in said if each[0] in _ALIKE))


def _alike(score: float, segment: Segment, number: int, shared: tuple[tuple[str, str], ...]) -> Hit:
    entry = segment.entry(number, texts=False)
    spans: list[Span] = []
    for _, value in shared:
        spans += [Span(value, matched=True), Span("；")]
    return Hit(
        entry.package,
        entry.case,
        "",
        entry.title,
        "",
        None,
        entry.date,
        (),
        round(score, 3),
        "field",
        tuple(spans[:-1]),
    )


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
    return _without_covers(segment, matching(segment, parts, _shown(segment, allowed)))


def _shown(segment: Segment, allowed: Allowed) -> int:
    """What may be seen and counted: a package as a whole tells of all its items, so it is shown to who sees all."""
    visible = _visible(segment, allowed)
    return visible if allowed == EVERYTHING else visible & ~segment.holding(COVER, COVER)


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
        visible &= ~(segment.holding("person", name) | segment.holding(FORMER, name) | segment.holding(RECUSED, name))
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
    for part in asked(parts):
        if isinstance(part, Word):
            strong |= in_head(segment, part.ways, entries & ~strong)
    return strong


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
