"""`status`: how far each case is, along its file plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from archive_tool.documents.opening import open_in
from archive_tool.messages import Say, speaker
from archive_tool.model.cases import Case
from archive_tool.model.filing import ItemState
from archive_tool.model.findings import Finding
from archive_tool.model.plans import FilePlan
from archive_tool.notices.icalendar import Event, icalendar
from archive_tool.notices.reminders import reminders
from archive_tool.procedure.rule import Word
from archive_tool.procedure.status import Next, Standing, standing_of
from archive_tool.tasks.cases import Loaded
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.generate import Studio
from archive_tool.tasks.posting import notices_of
from archive_tool.tasks.standing import SIGNED, document_path, standing

__all__ = ["Next", "Status", "calendar_of", "status_of"]


@dataclass(frozen=True, slots=True)
class Status:
    """One case: its plan, how it stands, the state of each item; `findings` when it cannot be read."""

    id: str
    title: str
    plan: FilePlan | None = None
    standing: Standing | None = None
    states: tuple[ItemState, ...] = ()
    findings: tuple[Finding, ...] = ()
    affected: tuple[str, ...] = ()  # keys of signed items whose facts have changed since
    opened: Mapping[str, str] = field(default_factory=dict)  # the program that has an item's Word file open, by key


def status_of(desk: Desk, cases: Iterable[Loaded], say: Say) -> tuple[Status, ...]:
    """The status of the cases; Word files are compared with what they would say now."""
    with Studio(desk, say) as studio:
        return tuple(_status(studio, loaded) for loaded in cases)


def _status(studio: Studio, loaded: Loaded) -> Status:
    case = loaded.case
    if case is None:
        return Status(loaded.id, loaded.id, findings=loaded.findings)
    changes = studio.changes(case)
    plan, states = standing(case, studio.desk, changes)
    desk = studio.desk
    stands = standing_of(case, states, plan, terms=desk.terms, calendar=desk.calendar, as_of=desk.settings.today)
    stands = replace(stands, next=(*_reminded(case, desk), *stands.next))
    return Status(case.id, case.title, plan, stands, states, (), _affected(case, states), _opened(case, states))


def _reminded(case: Case, desk: Desk) -> Iterator[Next]:
    """What is to be done about the notices of a case: starts, ends, must be taken down elsewhere, is due."""
    today, (zh, en) = desk.settings.today, (speaker("zh"), speaker("en"))
    for each in reminders(case, notices_of(desk, (case,)), today):
        facts = {"posting": each.posting, **each.facts}
        yield Next(Word(zh(each.key, **facts), en(each.key, **facts)), due=each.on, overdue=each.on < today)


def calendar_of(found: Iterable[Status], today: date) -> bytes:
    """The days on which something is due, as an iCalendar file; in Chinese, for the calendar of the office."""
    events = [
        Event(
            f"{status.id}-{step.path or number}@archive-tool", step.due, step.due, f"{status.id} {step.what.zh}", today
        )
        for status in found
        if status.standing
        for number, step in enumerate(status.standing.next)
        if step.due
    ]
    return icalendar("案卷待办", events)


def _opened(case: Case, states: Iterable[ItemState]) -> dict[str, str]:
    """Items whose Word file somebody has open, by the lock file beside it."""
    programs = {state.item.key: open_in(document_path(case, state.item)) for state in states}
    return {key: program for key, program in programs.items() if program}


def _affected(case: Case, states: Iterable[ItemState]) -> tuple[str, ...]:
    """Items with a signed copy whose Word file says something else by now: the signed paper needs a look."""
    signed = {each.item for each in case.received if each.role == SIGNED}
    return tuple(
        state.item.key
        for state in states
        if state.state in ("stale", "edited") and signed & {state.item.key, state.item.plan.code} and state.reason
    )
