"""Dates and times as people write them in the trade, with the precision that was written.

Understood: 2024-03-05, 2024.3.5, 2024年3月5日, 二〇二四年三月五日; months 2024-03, 2024.03, 2024年3月; years 2024.
Whatever could mean two things is refused: `2024.1` may be an October that lost its zero, `24.3.5` has no century,
`2024/3/5` and `20240305` are other people's conventions and are not guessed at.
"""

import re
from datetime import date, time
from enum import StrEnum
from typing import Final

from archive_tool.model.dates import AnyDate, Month, Year


class Trouble(StrEnum):
    """Why a text is no date."""

    UNKNOWN = "unknown"  # not a form that is understood
    AMBIGUOUS = "ambiguous"  # could mean two things
    IMPOSSIBLE = "impossible"  # no such day, month or year


_YEARS: Final = range(1900, 2200)
_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMERIC: Final = re.compile(r"(\d{4})(?:([-.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_WITH_WORDS: Final = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?", re.ASCII)
_IN_HAN: Final = re.compile(
    r"([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?"
)
_TWO_MEANINGS: Final = re.compile(
    r"\d{2}([-./])\d{1,2}(\1\d{1,2})?|\d{1,2}([-./])\d{1,2}\3\d{4}|\d{4}\.1|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{6}|\d{8}"
    r"|\d{4}/\d{1,2}"
)
_HAN_NUMBER: Final = re.compile(r"(?:([二三])?(十))?([一二三四五六七八九])?")
_CLOCK: Final = re.compile(r"(上午|下午|晚上)?\s*(\d{1,2})(?:[:：](\d{2})|\s*[时点](?:\s*(\d{1,2})\s*分)?)", re.ASCII)
_NOON: Final = 12


def _han_number(text: str) -> int:
    """A number from 一 to 三十九 in Chinese numerals; 0 for anything else."""
    match = _HAN_NUMBER.fullmatch(text)
    if match is None:
        return 0
    tens = (int(match[1].translate(_HAN_DIGITS)) if match[1] else 1) * 10 if match[2] else 0
    return tens + (int(match[3].translate(_HAN_DIGITS)) if match[3] else 0)


def _dated(year: int, month: int | None, day: int | None) -> AnyDate | Trouble:
    if year not in _YEARS:
        return Trouble.IMPOSSIBLE
    if month is None:
        return Year(year)
    try:
        first = date(year, month, 1 if day is None else day)
    except ValueError:
        return Trouble.IMPOSSIBLE
    return Month(year, month) if day is None else first


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def parse_date(text: str) -> AnyDate | Trouble:
    """The date, month or year that a text says, or why it says none."""
    text = text.strip().translate(_DIGITS)
    if not text.isascii():
        in_han = _IN_HAN.fullmatch(text)
        if in_han is not None:
            month, day = (None if part is None else _han_number(part) for part in in_han.group(2, 3))
            return _dated(int(in_han[1].translate(_HAN_DIGITS)), month, day)
        with_words = _WITH_WORDS.fullmatch(text)
        return _dated(*_parts(with_words, 1, 2, 3)) if with_words is not None else Trouble.UNKNOWN
    numeric = _NUMERIC.fullmatch(text)
    if numeric is not None and not (numeric[2] == "." and numeric[3] == "1" and numeric[4] is None):
        return _dated(*_parts(numeric, 1, 3, 4))
    return Trouble.AMBIGUOUS if _TWO_MEANINGS.fullmatch(text) else Trouble.UNKNOWN


def _parts(match: re.Match[str], *groups: int) -> tuple[int, int | None, int | None]:
    year, month, day = (match[group] for group in groups)
    return int(year), _number(month), _number(day)


def parse_year(text: str) -> Year | Trouble:
    """The year that a text says."""
    found = parse_date(text)
    return found if isinstance(found, Year | Trouble) else Trouble.UNKNOWN


def parse_time(text: str) -> time | None:
    """The time of day: 9:30, 09:30, 9时30分, 下午3时; None when it is none."""
    match = _CLOCK.fullmatch(text.strip().translate(_DIGITS))
    if match is None:
        return None
    hour, minute = int(match[2]), int(match[3] or match[4] or 0)
    if match[1]:
        if hour > _NOON or (match[1] != "下午" and hour == _NOON):  # nobody agrees what 上午12点 is
            return None
        hour += _NOON if match[1] != "上午" and hour < _NOON else 0
    try:
        return time(hour, minute)
    except ValueError:
        return None


def precision(when: AnyDate) -> str:
    """`day`, `month` or `year`."""
    if isinstance(when, date):
        return "day"
    return "month" if isinstance(when, Month) else "year"
