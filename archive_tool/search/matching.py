"""Which entries of a segment meet a query: cheap conditions first, then texts, looked into only where needed."""

from collections.abc import Iterable
from typing import Final

from archive_tool.search.fields import FORMER, between, fits
from archive_tool.search.people import may_sound, sounds_like
from archive_tool.search.query import Between, Dated, Either, Held, Part, Phrase, Word
from archive_tool.search.segments import HEAD, TEXT, Segment, numbers
from archive_tool.search.words import needed

_DECODE: Final = 30  # looking into one text costs as much as reading so many numbers of a list


def matching(segment: Segment, parts: Iterable[Part], among: int) -> int:
    """Those of a set of entries for which all parts hold."""
    for part in sorted(parts, key=lambda part: _cost(segment, part)):
        if not among:
            return 0
        among = _meeting(segment, part, among)
    return among


def by_name(segment: Segment, ways: Iterable[str]) -> frozenset[str]:
    """The names of the segment that sound like a word."""
    sounding = [way for way in ways if may_sound(way)]
    if not sounding:
        return frozenset()
    return frozenset(
        name
        for field in ("person", FORMER)
        for said, name in segment.kept_values(field)
        if any(sounds_like(way, said, segment.readings[name]) for way in sounding)
    )


def held_values(segment: Segment, part: Held | Between) -> frozenset[tuple[str, str]]:
    """The fields and values that meet a condition on a field; a former name counts as the person's."""
    found = set()
    for field in (part.field, FORMER) if part.field == "person" else (part.field,):
        for said, value in segment.kept_values(field):
            if isinstance(part, Between):
                meets = between(said, part.low, part.high)
            else:
                meets = any(fits(field, said, way) for way in part.ways)
            if meets:
                found.add((field, value))
    if isinstance(part, Held) and part.field == "person" and not part.literal:
        found |= {(field, name) for name in by_name(segment, part.ways) for field in ("person", FORMER)}
    if isinstance(part, Held) and part.field == "item":
        titles = segment.kept_values("title")
        found |= {
            ("title", title) for said, title in titles if any(way in said for way in part.ways if not way.isascii())
        }
    return frozenset(found)


def in_head(segment: Segment, ways: Iterable[str], among: int) -> int:
    """Those with a word in their head: title, numbers, names, units, posts, or a name by its sound."""
    ways = tuple(ways)
    found = 0
    for way in ways:
        found |= _containing(segment, HEAD, way, among & ~found)
    for name in by_name(segment, ways):
        found |= (segment.holding("person", name) | segment.holding(FORMER, name)) & among
    return found


def _meeting(segment: Segment, part: Part, among: int) -> int:
    if isinstance(part, Word):
        found = in_head(segment, part.ways, among)
        for way in part.ways:
            found |= _containing(segment, TEXT, way, among & ~found)
        return found
    if isinstance(part, Phrase):
        found = 0
        for way in part.ways:
            found |= _containing(segment, TEXT, way, among & ~found)
        return found
    if isinstance(part, Held | Between):
        found = 0
        for field, value in held_values(segment, part):
            found |= segment.holding(field, value)
        return found & among
    if isinstance(part, Dated):
        return _dated(segment, part, among)
    if isinstance(part, Either):
        found = 0
        for one in part.parts:
            found |= _meeting(segment, one, among & ~found)
        return found
    return among & ~_meeting(segment, part.part, among)


def _containing(segment: Segment, area: str, piece: str, among: int) -> int:
    """Those whose text or head contains a kept piece: the rarest grams first, then the piece itself."""
    counted = sorted((segment.terms.count(area, gram), gram) for gram in needed(piece))
    if counted and counted[0][0] == 0:
        return 0
    for count, gram in counted:
        if count > _DECODE * among.bit_count():
            break
        among &= segment.holding(area, gram)
        if gram == piece or not among:
            return among
    return segment.containing(area, piece.encode("utf-8"), among)


def _dated(segment: Segment, part: Dated, among: int) -> int:
    first, last = part.period.first.toordinal(), part.period.last.toordinal()
    days = segment.days
    found = bytearray(b"0" * segment.entries)
    top = segment.entries - 1
    for number in numbers(among):
        if days[2 * number + 1] >= first and 0 < days[2 * number] <= last:
            found[top - number] = 49
    return int(found, 2)


def _cost(segment: Segment, part: Part) -> float:
    """Roughly how many numbers must be read; the order of work, not its result, depends on it."""
    if isinstance(part, Word | Phrase):
        return min((min(_counts(segment, way), default=segment.entries * 2) for way in part.ways), default=0)
    if isinstance(part, Held | Between):
        return 0.0
    if isinstance(part, Either):
        return sum(_cost(segment, one) for one in part.parts)
    return float(segment.entries * (3 if isinstance(part, Dated) else 4))


def _counts(segment: Segment, way: str) -> list[int]:
    return [segment.terms.count(TEXT, gram) for gram in needed(way)]
