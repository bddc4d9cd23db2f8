"""Stretches of time as people write them in a query: 2024-03-05, 2024年3月, 去年, 2019年以来, 近三年."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from archive_tool.errors import WrongUsage
from archive_tool.model.dates import AnyDate, Month, Year, earliest, latest
from archive_tool.search.numerals import arabic


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    first: date
    last: date


_BEGINNING: Final = date(1, 1, 1)
_END: Final = date(9999, 12, 31)
_DATE: Final = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?")  # 20240305, as catalogues write it
_HALF: Final = re.compile(r"(.*?)年?([上下])半年")
_QUARTER: Final = re.compile(r"(.*?)年?(?:第?([1-4])季度|q([1-4]))")
_SINCE: Final = re.compile(r"(.+?)(?:以来|至今|以后|之后|起|开始)")
_UNTIL: Final = re.compile(r"(.+?)(?:以前|之前|为止|止)")
_FROM_TO: Final = re.compile(r"(.+?)(?:至|到|~|—+|－)(.+)")
_LAST: Final = re.compile(r"(?:最近|近)(\d{1,3})(年|个月|月|天|日|周)")
_WORDS: Final[dict[str, Callable[[date], Period]]] = {
    "今天": lambda today: Period(today, today),
    "昨天": lambda today: Period(today - timedelta(1), today - timedelta(1)),
    "本周": lambda today: _week(today, 0),
    "上周": lambda today: _week(today, -1),
    "本月": lambda today: _months(today, 0),
    "上月": lambda today: _months(today, -1),
    "上个月": lambda today: _months(today, -1),
    "今年": lambda today: _whole(Year(today.year)),
    "本年": lambda today: _whole(Year(today.year)),
    "去年": lambda today: _whole(Year(today.year - 1)),
    "上年": lambda today: _whole(Year(today.year - 1)),
    "前年": lambda today: _whole(Year(today.year - 2)),
}


def period(written: str, today: date) -> Period:
    """The stretch of time that a kept text means, seen from `today`. Raises WrongUsage when it means none."""
    found = _period(arabic(written.replace(" ", "")), today)
    if found is None:
        raise WrongUsage("search.bad_date", read=written)
    return found


def bounds(low: str, high: str, today: date) -> Period:
    """From the beginning of one stretch to the end of another; an empty one is open. Raises WrongUsage."""
    first = period(low, today).first if low else _BEGINNING
    last = period(high, today).last if high else _END
    if first > last:
        raise WrongUsage("search.backward", low=low, high=high)
    return Period(first, last)


def days_of(written: str) -> Period | None:
    """What the date of an entry can mean (2024, 2024-03, 20240305 …); None when there is none."""
    when = _date(written)
    return None if when is None else _whole(when)


def _period(text: str, today: date) -> Period | None:
    if text in _WORDS:
        return _WORDS[text](today)
    return _date_alone(text) or _last(text, today) or _part_of_year(text, today) or _open(text, today)


def _date_alone(text: str) -> Period | None:
    when = _date(text)
    return None if when is None else _whole(when)


def _date(text: str) -> AnyDate | None:
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day)
        if match[2] is not None:
            return Month(date(year, month, 1).year, month)
        return Year(date(year, 1, 1).year)
    except ValueError:
        return None


def _whole(when: AnyDate) -> Period:
    return Period(earliest(when), latest(when))


def _week(today: date, ahead: int) -> Period:
    monday = today - timedelta(today.weekday()) + timedelta(7 * ahead)
    return Period(monday, monday + timedelta(6))


def _months(today: date, ahead: int) -> Period:
    return _whole(_month(today, ahead))


def _month(today: date, ahead: int) -> Month:
    number = today.year * 12 + today.month - 1 + ahead
    return Month(number // 12, number % 12 + 1)


def _last(text: str, today: date) -> Period | None:
    """近三年: the three years up to today."""
    match = _LAST.fullmatch(text)
    if match is None:
        return None
    count, kind = int(match[1]), match[2]
    if kind in ("天", "日", "周"):
        return Period(today - timedelta(count * (7 if kind == "周" else 1)), today)
    back = _month(today, -count * (12 if kind == "年" else 1))
    return Period(date(back.year, back.month, min(today.day, latest(back).day)), today)


def _part_of_year(text: str, today: date) -> Period | None:
    if match := _HALF.fullmatch(text):
        months = (1, 6) if match[2] == "上" else (7, 12)
    elif match := _QUARTER.fullmatch(text):
        number = int(match[2] or match[3])
        months = (3 * number - 2, 3 * number)
    else:
        return None
    year = _year(match[1], today)
    return None if year is None else Period(earliest(Month(year, months[0])), latest(Month(year, months[1])))


def _year(text: str, today: date) -> int | None:
    if not text:
        return today.year
    named = _WORDS.get(text) or _WORDS.get(f"{text}年")
    if named is not None:
        return named(today).first.year
    return int(text) if re.fullmatch(r"[1-9]\d{3}", text) else None


def _open(text: str, today: date) -> Period | None:
    """2019年以来, 2020年以前, 2019年至2021年."""
    if match := _SINCE.fullmatch(text):
        inner = _period(match[1], today)
        return inner and Period(inner.first, _END)
    if match := _UNTIL.fullmatch(text):
        inner = _period(match[1], today)
        return inner and Period(_BEGINNING, inner.last)
    if match := _FROM_TO.fullmatch(text):
        low, high = _period(match[1], today), _period(match[2], today)
        return Period(low.first, high.last) if low and high and low.first <= high.last else None
    return None
