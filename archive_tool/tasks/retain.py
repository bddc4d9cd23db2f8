"""`retain due`: which packages have been kept long enough."""

from dataclasses import dataclass
from datetime import date

from archive_tool.packages.reading import Catalogue
from archive_tool.packages.retaining import Period, period_of
from archive_tool.search.asking import EVERYTHING
from archive_tool.tasks.clearance import allowed_to
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import holdings


@dataclass(frozen=True, slots=True)
class Kept:
    """A package and its period; `over` is whether it has ended."""

    path: str
    catalogue: Catalogue
    period: Period
    over: bool


@dataclass(frozen=True, slots=True)
class Due:
    """Every package that the acting person may see something of, those that are over first.

    `unreadable` counts the packages of which no period is known; `named` are these for whoever may see everything.
    """

    kept: tuple[Kept, ...]
    unreadable: int
    named: tuple[str, ...]


def due(desk: Desk) -> Due:
    """The packages on the shelf with their periods."""
    today, found = desk.settings.today, holdings(desk, in_sight=True)
    kept = [
        Kept(path, catalogue, period, period.is_over(today))
        for path, catalogue in found.catalogues.items()
        for period in (period_of(catalogue),)
    ]
    kept.sort(key=lambda each: (not each.over, each.period.until or date.max, each.path))
    named = found.unreadable if allowed_to(desk) == EVERYTHING else ()
    return Due(tuple(kept), len(found.unreadable), named)
