"""Excerpts: a stretch of the original text with every match in it marked whole."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from archive_tool.model.entries import FileText, Span
from archive_tool.search.words import kept_with_places

_AROUND: Final = 30  # kept characters on each side of the first match
_STRETCH: Final = 10_000  # characters
_OVERLAP: Final = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """Where a match stands and how it reads."""

    file: str
    page: int | None
    excerpt: tuple[Span, ...]


def in_files(files: Sequence[FileText], sought: Sequence[Sequence[str]]) -> Found | None:
    """The first place in the files with one of the pieces sought.

    Args:
        files: of one entry.
        sought: for each thing asked its ways of writing, kept; what was asked first is preferred.
    """
    texts = ["\n".join(page.text for page in file.pages) for file in files]
    for ways in sought:
        for cut in (_stretches, _long):
            for file, text in zip(files, texts, strict=True):
                for offset, stretch in cut(text):
                    excerpt = marked(stretch, (ways,), sought)
                    if excerpt is not None:
                        spans, start = excerpt
                        return Found(file.path, _page(file, offset + start), spans)
    return None


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """A text in overlapping stretches, so that a match near the beginning of a long one costs little."""
    for start in range(0, len(text), _STRETCH):
        yield start, text[start : start + _STRETCH + _OVERLAP]


def _long(text: str) -> Iterator[tuple[int, str]]:
    """A long text whole: for a match with so many blanks inside that no stretch holds it."""
    if len(text) > _STRETCH:
        yield 0, text


def marked(
    text: str, first: Sequence[Sequence[str]], sought: Sequence[Sequence[str]], around: int = _AROUND
) -> tuple[tuple[Span, ...], int] | None:
    """An excerpt of a text about the first match of `first`, every match of `sought` in it marked; and where it stands.

    None when nothing of `first` is in the text.
    """
    said, places = kept_with_places(text)
    matches = sorted((place, place + len(way)) for ways in first for way in ways if (place := said.find(way)) >= 0)
    if not matches:
        return None
    start, end = matches[0]
    low, high = max(0, start - around), min(len(said), end + around)
    marks = bytearray(high - low)
    for begin, after in (matches[0], *_all(said, sought, low, high)):
        for place in range(max(begin, low), min(after, high)):
            marks[place - low] = 1
    return _spans(text, places, low, high, marks), places[start]


def whole(text: str, sought: Sequence[Sequence[str]]) -> tuple[Span, ...] | None:
    """A short text (a title, a name) with every match marked; None when there is none."""
    excerpt = marked(text, sought, sought, len(text))
    return None if excerpt is None else excerpt[0]


def _all(said: str, sought: Sequence[Sequence[str]], low: int, high: int) -> list[tuple[int, int]]:
    found = []
    for ways in sought:
        for way in ways:
            place = said.find(way, max(0, low - len(way) + 1))
            while 0 <= place < high:
                found.append((place, place + len(way)))
                place = said.find(way, place + 1)
    return found


def _spans(text: str, places: Sequence[int], low: int, high: int, marks: bytearray) -> tuple[Span, ...]:
    """The original from kept character `low` to `high`; what was dropped inside a match is marked with it."""
    spans: list[Span] = []
    begin = low
    for place in range(low + 1, high + 1):
        if place == high or marks[place - low] != marks[begin - low]:
            last = places[place - 1] + 1
            start = places[begin] if not spans else places[begin - 1] + 1
            if spans and marks[begin - low]:  # the blanks before a match belong to what stands before it
                gap = text[start : places[begin]]
                spans[-1] = Span(spans[-1].text + gap, spans[-1].matched)
                start = places[begin]
            spans.append(Span(text[start:last], bool(marks[begin - low])))
            begin = place
    return tuple(spans)


def _page(file: FileText, place: int) -> int | None:
    """The page on which a character of the joined pages stands."""
    ends = list(accumulate(len(page.text) + 1 for page in file.pages))
    return file.pages[bisect_right(ends, place)].number
