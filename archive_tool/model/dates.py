"""Dates with the precision that was written: a month is a month and not its first day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A year alone."""

    year: int

    def __str__(self) -> str:
        return f"{self.year:04d}"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year, 1 to 12."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


AnyDate = date | Month | Year


def earliest(when: AnyDate) -> date:
    """The first day it can mean."""
    if isinstance(when, date):
        return when
    return date(when.year, when.month if isinstance(when, Month) else 1, 1)


def latest(when: AnyDate) -> date:
    """The last day it can mean."""
    if isinstance(when, date):
        return when
    month = when.month if isinstance(when, Month) else 12
    return date(when.year, month, monthrange(when.year, month)[1])
