"""How a hit is shown: file, page, the excerpt with its matches marked, and by what it was found."""

from collections.abc import Iterator, Sequence
from typing import Final

from archive_tool.model.entries import Entry, Hit, Span
from archive_tool.search.fields import head, values
from archive_tool.search.marking import Found, in_files, whole
from archive_tool.search.matching import by_name, held_values
from archive_tool.search.query import Between, Either, Held, Part, Phrase, Word
from archive_tool.search.segments import Segment

_HEAD_SCORE: Final = 2.0  # a match in title, names, units or posts
_TEXT_SCORE: Final = 1.0
_LEAD: Final = 60  # characters shown of a text when nothing in it is to be marked


def asked(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts that a hit can show: not what was excluded."""
    for part in parts:
        if isinstance(part, Either):
            yield from asked(part.parts)
        else:
            yield part


def hit(segment: Segment, number: int, parts: tuple[Part, ...], *, strong: bool) -> Hit:
    """How an entry that was found is shown; `strong` when a word was found in its head."""
    entry = segment.entry(number)
    shown = list(asked(parts))
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
        score=_HEAD_SCORE if strong else _TEXT_SCORE,
        via=via,
        excerpt=found.excerpt,
    )


def _in_head(
    segment: Segment, entry: Entry, shown: Sequence[Part], sought: Sequence[tuple[str, ...]]
) -> tuple[Found, str]:
    file = entry.files[0].path if entry.files else ""
    for said in head(values(entry)) if sought else ():
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
