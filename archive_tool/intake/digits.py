"""Dates of forms and rosters: `197205`, `1972.05`, `19720508`, `1972年5月` become `1972.05`, `1972.05.08`; and back."""

import re
from datetime import date
from typing import Final

_COMPACT: Final = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?", re.ASCII)
_PARTED: Final = re.compile(r"(\d{4})(?:[-./．年])(\d{1,2})(?:[-./．月](\d{1,2}))?[.．日月]?", re.ASCII)
_YEAR: Final = re.compile(r"(\d{4})年", re.ASCII)
_LOST_ZERO: Final = re.compile(r"\d{4}[.．]1", re.ASCII)  # may be an October that a spreadsheet cut
_YEARS: Final = range(1900, 2200)
_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def dotted(text: str) -> str:
    """The date with dots and in its own precision; empty when the text is no date or could mean two."""
    told = "".join(text.split()).translate(_WIDE).removesuffix(".")
    found = _COMPACT.fullmatch(told) or _YEAR.fullmatch(told) or _PARTED.fullmatch(told)
    if found is None or _LOST_ZERO.fullmatch(told):
        return ""
    year, month, day = (int(part) if part else None for part in (*found.groups(), None, None)[:3])
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return ""
    if year not in _YEARS or month == 0 or day == 0:
        return ""
    return f"{year:04d}" + (f".{month:02d}" if month else "") + (f".{day:02d}" if day else "")


def compact(text: str) -> str:
    """`1972.05` as the form has it, `197205`; anything else as it stands."""
    return "".join(part for part in text if part.isdigit()) if dotted(text) == text else text


def is_year(text: str) -> bool:
    """Whether a dotted date is a year alone."""
    return len(text) == len("2024")


def months(text: str) -> int:
    """The months up to a dotted date, for comparing."""
    year, _, rest = text.partition(".")
    return int(year) * 12 + int(rest[:2] or 1)
