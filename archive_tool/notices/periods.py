"""How long a notice is up, in working days, by the convention chosen (corrections, First day of a notice)."""

from dataclasses import dataclass
from datetime import date

from archive_tool.model.notices import Period
from archive_tool.workdays import Calendar, add_workdays, next_workday, period


@dataclass(frozen=True, slots=True)
class Practice:
    """What differs from place to place; the corridor fills it from settings and terms.

    Attributes:
        calendar: the State Council's calendar with the organisation's own years.
        workdays: length of a pre-appointment notice where the record gives none (term publicity_workdays).
        count_first: whether the day of publication counts (term publicity_count_first).
        inspection_scope, publicity_scope: where the record gives none.
        office: every phone, mail, site and address of the organisation, none of them a person's.
    """

    calendar: Calendar
    workdays: int = 5
    count_first: bool = False
    inspection_scope: str = "内部"
    publicity_scope: str = "公开"
    office: tuple[str, ...] = ()


def counted_period(published: date, start: date, workdays: int, practice: Practice, *, count_first: bool) -> Period:
    """The period of so many working days: its end is computed.

    The day of publication counts only with `count_first`; when the notice starts later, its first day counts.
    """
    ends = add_workdays(start, workdays, practice.calendar, count_first=count_first or start > published)
    return Period(start, ends.on, workdays, ends.provisional)


def stated_period(published: date, start: date, end: date, practice: Practice, *, count_first: bool) -> Period:
    """The period between two dates that the record states; its working days are computed."""
    count = period(published, start, end, practice.calendar, count_first=count_first)
    return Period(start, end, count.days, count.provisional)


def first_day(published: date, practice: Practice, *, count_first: bool) -> date:
    """The first day of a notice when the record names none: that of publication, or the next working day."""
    return published if count_first else next_workday(published, practice.calendar).on
