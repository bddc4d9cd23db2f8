"""What is to be done about notices and when: starts, ends, must be taken down elsewhere, is due.

`reminders` gives them by day, for `status` to say; `reminder_calendar` the same as iCalendar.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from archive_tool.messages import Say
from archive_tool.model.cases import Case
from archive_tool.model.notices import NoticeKind, NoticeState, Posting
from archive_tool.notices.icalendar import Event, icalendar
from archive_tool.notices.life import objections, proofs, unfinished

_DAY = timedelta(days=1)
_ALIVE = (NoticeState.UPCOMING, NoticeState.IN_FORCE, NoticeState.OVER)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to do: `key` is that of its sentence in messages/, `on` the day; overdue when it lies before today."""

    on: date
    key: str
    posting: str
    facts: Mapping[str, object] = field(default_factory=dict)


def reminders(case: Case, postings: Iterable[Posting], as_of: date) -> tuple[Reminder, ...]:
    """What is still to be done about the notices of a case, by day."""
    found: list[Reminder] = []
    for posting in postings:
        if posting.case == case.id:
            found += _of_posting(case, posting, as_of)
    return tuple(sorted(found, key=lambda each: (each.on, each.posting, each.key)))


def _of_posting(case: Case, posting: Posting, as_of: date) -> Iterator[Reminder]:
    notice = posting.notice
    if posting.state in (NoticeState.WITHDRAWN, NoticeState.CORRECTED) and posting.ended_on is not None:
        yield Reminder(posting.ended_on, "notices.remind.take_down", posting.id)
    if notice is None:
        return
    if posting.state is NoticeState.DRAFT:
        yield Reminder(notice.dated, "notices.remind.approve", posting.id, {"start": notice.period.start})
    if posting.state not in _ALIVE:
        return
    if as_of <= notice.dated:
        yield Reminder(notice.dated, "notices.remind.start", posting.id)
    after = notice.period.end + _DAY
    if as_of <= after:
        yield Reminder(after, "notices.remind.end", posting.id, {"end": notice.period.end})
    if not proofs(case, posting.item):
        yield Reminder(after, "notices.remind.proof", posting.id)
    if posting.item is NoticeKind.APPOINTMENT:
        yield from _of_feedback(case, posting, after, as_of)


def _of_feedback(case: Case, posting: Posting, after: date, as_of: date) -> Iterator[Reminder]:
    for objection in objections(case):
        if objection.closed_on is None:
            on = objection.due or objection.received_on or as_of
            yield Reminder(on, "notices.remind.objection", posting.id, {"number": objection.number})
    if any(finding.rule == "N-203" for finding in unfinished(case, as_of, ended=True)):
        yield Reminder(after, "notices.remind.close", posting.id)


def reminder_calendar(name: str, wanted: Iterable[Reminder], stamp: date, say: Say) -> bytes:
    """The same as iCalendar, for the clerk's own calendar; it names cases by id and nobody by name."""
    return icalendar(
        name,
        [
            Event(_uid(each), each.on, each.on, say(each.key, posting=each.posting, **each.facts), stamp)
            for each in wanted
        ],
    )


def _uid(reminder: Reminder) -> str:
    return sha256(f"{reminder.posting} {reminder.key} {reminder.on} {reminder.facts}".encode()).hexdigest()[:32]
