"""保管期限: when a package may be disposed of. Periods count from the year after the one its papers belong to."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from archive_tool.packages.layout import RETENTIONS
from archive_tool.packages.reading import Catalogue

_YEARS: Final = re.compile(r"(\d{1,3})年")
PERMANENT: Final = RETENTIONS[0]


@dataclass(frozen=True, slots=True)
class Period:
    """How long a package is kept.

    Attributes:
        retention: as the package says it.
        until: the last day it must be kept; None when it is kept for ever or the period has no number of years.
    """

    retention: str
    until: date | None

    @property
    def permanent(self) -> bool:
        """Whether it is kept for ever."""
        return self.retention == PERMANENT

    def is_over(self, today: date) -> bool:
        """Whether it has ended on a day; one without an end never has."""
        return self.until is not None and today > self.until


def period_of(catalogue: Catalogue) -> Period:
    """The period of a package: ten years of papers of 2026 end on 31 December 2036."""
    found = _YEARS.fullmatch(catalogue.retention)
    return Period(catalogue.retention, date(catalogue.year + int(found[1]), 12, 31) if found else None)
