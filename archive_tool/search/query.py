"""The query language (contract, Query language): from what a person typed to what must hold of an entry.

Reading is one pass over at most 1,000 characters and 50 terms; nothing nests, so nothing a user types makes it slow.
`OR` binds its two neighbours: 甲 乙 OR 丙 is 甲 and (乙 or 丙). Brackets, * and ? are ordinary characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from archive_tool import limits
from archive_tool.errors import WrongUsage
from archive_tool.search.dates import Period, bounds, period
from archive_tool.search.fields import BY_NAME, NAMES
from archive_tool.search.numerals import writings
from archive_tool.search.words import kept, spellings


@dataclass(frozen=True, slots=True)
class Word:
    """A word outside quotes: any of its ways of writing, in the text or the head; or a name by its sound."""

    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in quotes: in the text of a file, as it stands there, in either script."""

    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A value of a field; `literal` when it was quoted: no sound, no other numerals."""

    field: str
    ways: tuple[str, ...]
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """A value of a field between two kept bounds, an empty one being open."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that can lie in a stretch of time."""

    period: Period


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them."""

    parts: tuple["Part", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not that."""

    part: "Part"


Part = Word | Phrase | Held | Between | Dated | Either | Without

_OPENING: Final = '"“”'
_CLOSING: Final = {'"': '"', "“": "”", "”": "”“"}  # by what opened it; another kind of quote inside is text
_MINUS: Final = "-－"
_FIELD: Final = re.compile(r"([A-Za-z_\u3400-\u9fff]{1,20})([:：])")
_RANGE: Final = re.compile(r"\[\s*([^\[\]]*?)(?:\s+(?:TO|至|到)\s+|(?<=[^\s\[])(?:至|到)(?=[^\s]))([^\[\]]*?)\s*\]")
_OPEN_END: Final = ("*", "")


def parse(written: str, today: date) -> tuple[Part, ...]:
    """What must all hold of an entry; nothing when nothing was asked.

    Args:
        written: the query as typed.
        today: what 去年 is counted from.

    Raises:
        WrongUsage: too long, too many terms, an open quote, an empty phrase, an unknown field, a bad date or range.
    """
    if len(written) > limits.QUERY_CHARACTERS:
        raise WrongUsage("search.too_long", length=len(written), most=limits.QUERY_CHARACTERS)
    return _joined(list(_tokens(written, today)))


def read_field(field: str, value: str, today: date) -> Part:
    """What an option of the command asks of a field: --person, --unit …; raises WrongUsage."""
    return _held(field, value, today, literal=False)


@dataclass(frozen=True, slots=True)
class _Or:
    """The word OR."""


def _joined(tokens: list[Part | _Or]) -> tuple[Part, ...]:
    if sum(not isinstance(token, _Or) for token in tokens) > limits.QUERY_TERMS:
        raise WrongUsage("search.too_many", most=limits.QUERY_TERMS)
    parts: list[Part] = []
    waiting = False
    for place, token in enumerate(tokens):
        if isinstance(token, _Or):
            if waiting or not parts or place + 1 == len(tokens):
                raise WrongUsage("search.lonely_or")
            waiting = True
        elif waiting:
            left = parts.pop()
            parts.append(Either((*(left.parts if isinstance(left, Either) else (left,)), token)))
            waiting = False
        else:
            parts.append(token)
    return tuple(parts)


def _tokens(written: str, today: date) -> Iterator[Part | _Or]:
    at = 0
    while at < len(written):
        if not kept(written[at]).strip():
            at += 1
            continue
        token, at = _token(written, at, today)
        if token is not None:
            yield token


def _token(written: str, at: int, today: date) -> tuple[Part | _Or | None, int]:
    start = at
    while at < len(written) and written[at] in _MINUS:
        at += 1
    if at == start or not kept(written[at : at + 1]).strip():
        return _positive(written, start, today)
    token, after = _positive(written, at, today)
    if token is None or isinstance(token, _Or):
        raise WrongUsage("search.lonely_minus")
    return (Without(token) if (at - start) % 2 else token), after


def _positive(written: str, at: int, today: date) -> tuple[Part | _Or | None, int]:
    if written[at] in _OPENING:
        said, after = _quoted(written, at)
        return Phrase(spellings(said)), after
    field = _field(written, at)
    if field is not None:
        return _of_field(*field, written, today)
    end = _word_end(written, at)
    if written[at:end] == "OR":
        return _Or(), end
    said = kept(written[at:end]).strip()
    return (Word(_ways(said)) if said else None), end


def _word_end(written: str, at: int) -> int:
    while at < len(written) and not written[at].isspace() and written[at] not in _OPENING:
        at += 1
    return at


def _ways(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelt for way in writings(said) for spelt in spellings(way)))


def _quoted(written: str, at: int) -> tuple[str, int]:
    """The kept phrase that a quote opens, and where it ends; two quotes stand for one."""
    said: list[str] = []
    place = at + 1
    while place < len(written):
        if written.startswith('""', place):
            said.append('"')
            place += 2
            continue
        if written[place] in _CLOSING[written[at]]:
            phrase = kept("".join(said)).strip()
            if not phrase:
                raise WrongUsage("search.empty_phrase")
            return phrase, place + 1
        said.append(written[place])
        place += 1
    raise WrongUsage("search.open_quote", read=written[at : at + 20])


def _field(written: str, at: int) -> tuple[str, int] | None:
    """The field named here and where its value begins; None when this is an ordinary word."""
    match = _FIELD.match(written, at)
    if match is None:
        return None
    name = kept(match[1])
    if name in BY_NAME:
        return BY_NAME[name], match.end()
    if match[2] == ":" and not written.startswith("//", match.end()):
        raise WrongUsage("search.no_field", read=match[1], known="、".join(names[0] for names in NAMES.values()))
    return None  # 时间：… and addresses are text


def _of_field(field: str, at: int, written: str, today: date) -> tuple[Part, int]:
    if written[at : at + 1] == "[":
        match = _RANGE.match(written, at)
        if match is None:
            raise WrongUsage("search.bad_range", read=written[at : at + 30], field=field)
        return _range(field, match[1], match[2], today), match.end()
    if written[at : at + 1] and written[at] in _OPENING:
        said, after = _quoted(written, at)
        return _held(field, said, today, literal=True), after
    end = _word_end(written, at)
    return _held(field, written[at:end], today, literal=False), end


def _held(field: str, value: str, today: date, *, literal: bool) -> Part:
    said = kept(value).strip()
    if not said:
        raise WrongUsage("search.no_value", field=field)
    if field == "date":
        return Dated(period(said, today))
    if field == "year" and not said.removesuffix("年").isdecimal():
        span = period(said, today)
        return Between("year", str(span.first.year), str(span.last.year))
    return Held(field, spellings(said) if literal else _ways(said), literal)


def _range(field: str, low: str, high: str, today: date) -> Part:
    low, high = ("" if kept(end).strip() in _OPEN_END else kept(end).strip() for end in (low, high))
    if field == "date":
        return Dated(bounds(low, high, today))
    if field == "year":
        span = bounds(low, high, today)
        return Between("year", str(span.first.year), str(span.last.year))
    return Between(field, low, high)
