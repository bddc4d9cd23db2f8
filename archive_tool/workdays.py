"""Working days as the State Council's yearly notices set them, with an organisation's own year files on top.

The notice for a year comes out about November of the year before. A day of a year that neither the library nor a year
file knows is judged by its weekday alone, and whatever rests on it is `provisional`: no period may be sealed on it.

    workdays_between(first, last, calendar) -> Count      working days in the window, `first` and `last` included
    add_workdays(day, number, calendar, count_first=…) -> Deadline
    period(published, start, end, calendar, count_first=…) -> Count      of a notice, by the convention chosen
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from chinese_calendar.constants import holidays, workdays

from archive_tool.model.tree import Group, leaves, rows, value

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# A make-up day that the library leaves out: 国办发明电〔2005〕35号, “12月31日（星期六）上班”.
_ALSO_WORKED: Final = frozenset({date(2005, 12, 31)})
PUBLISHED: Final = range(min(holidays).year, max(holidays).year + 1)  # the years that the library covers


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year as an organisation took it from the State Council's notice.

    Attributes:
        year: the year it covers whole.
        off: days off that would else be working days.
        work: make-up working days (调休上班).
        notice: number of the notice, 国办发明电〔2026〕…号.
    """

    year: int
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The library's years and the organisation's own; the latter win."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)

    def is_published(self, year: int) -> bool:
        """Whether the year's holidays are known."""
        return year in self.tables or year in PUBLISHED

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day; by the weekday alone when its year is not published."""
        table = self.tables.get(day.year)
        if table is not None:
            return day in table.work or (day.weekday() < _SATURDAY and day not in table.off)
        return day in workdays or day in _ALSO_WORKED or (day.weekday() < _SATURDAY and day not in holidays)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days; `provisional` when it rests on a year that is not published."""

    days: int
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day found by counting working days; `provisional` as in `Count`."""

    on: date
    provisional: bool = False


def _days(node: Group, key: str) -> Iterable[date]:
    """The days of a list whose entries are dates or {from, to} ranges, both ends included."""
    for entry in rows(node, key):
        if isinstance(entry, Group):
            first, last = value(entry, "from"), value(entry, "to")
            if isinstance(first, date) and isinstance(last, date):
                yield from (first + _DAY * step for step in range((last - first).days + 1))
        else:
            yield from (leaf.value for leaf in leaves(entry) if isinstance(leaf.value, date))


def year_table(record: Group) -> YearTable:
    """The table that a year file says: `year`, `notice`, and under `off` and `work` dates or {from, to} ranges."""
    year = value(record, "year")
    notice = value(record, "notice")
    return YearTable(
        year if isinstance(year, int) else int(str(year)),
        frozenset(_days(record, "off")),
        frozenset(_days(record, "work")),
        "" if notice is None else str(notice),
    )


def workdays_between(first: date, last: date, calendar: Calendar) -> Count:
    """The working days from `first` to `last`, both included; none when `last` lies before `first`."""
    number, day, provisional = 0, first, False
    while day <= last:
        number += calendar.is_workday(day)
        provisional = provisional or not calendar.is_published(day.year)
        day += _DAY
    return Count(number, provisional)


def next_workday(day: date, calendar: Calendar) -> Deadline:
    """The first working day after `day`."""
    return add_workdays(day, 1, calendar)


def add_workdays(day: date, number: int, calendar: Calendar, *, count_first: bool = False) -> Deadline:
    """The working day on which a period of `number` (at least 1) working days ends.

    By default counting begins on the next working day after `day`, as in civil law; with `count_first` the day itself
    counts when it is a working day, as many notices do.
    """
    if number < 1:
        raise ValueError(number)
    left, provisional = number, False
    here = day if count_first else day + _DAY
    while True:
        provisional = provisional or not calendar.is_published(here.year)
        left -= calendar.is_workday(here)
        if not left:
            return Deadline(here, provisional)
        here += _DAY


def period(published: date, start: date, end: date, calendar: Calendar, *, count_first: bool = False) -> Count:
    """The working days of a notice that is up from `start` to `end`.

    The day of publication counts only with `count_first`; days before the start never do.
    """
    first = max(published if count_first else published + _DAY, start)
    return workdays_between(first, end, calendar)
