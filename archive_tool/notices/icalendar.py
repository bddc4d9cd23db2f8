"""Days as an iCalendar file (RFC 5545): whole-day events, lines folded at 75 octets, same days, same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_LINE: Final = 75
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """A day, or several running, both included. `uid` stays with the matter; `stamp` is the day it was made."""

    uid: str
    first: date
    last: date
    summary: str
    stamp: date


def icalendar(name: str, events: Iterable[Event]) -> bytes:
    """The file. `name` is what a reader's calendar shows for it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//notice board//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{name.translate(_ESCAPES)}")
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(piece + "\r\n" for line in lines for piece in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{event.stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{event.summary.translate(_ESCAPES)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _folded(line: str) -> Iterator[str]:
    """A line cut so that no piece is longer than 75 octets and no character is cut."""
    piece, room = "", _LINE
    for char in line:
        size = len(char.encode())
        if size > room:
            yield piece
            piece, room = " ", _LINE - 1
        piece += char
        room -= size
    yield piece
