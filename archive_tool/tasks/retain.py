"""`retain due`: which packages have been kept long enough."""

from dataclasses import dataclass
from datetime import date

from archive_tool.packages.reading import Catalogue
from archive_tool.packages.retaining import Period, period_of
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import holdings


@dataclass(frozen=True, slots=True)
class Kept:
    """A package and its period; `over` is whether it has ended."""

    path: str
    catalogue: Catalogue
    period: Period
    over: bool


def due(desk: Desk) -> tuple[Kept, ...]:
    """Every package that the acting person may see something of, with its period, those that are over first."""
    today = desk.settings.today
    found = [
        Kept(path, catalogue, period, period.is_over(today))
        for path, catalogue in holdings(desk, in_sight=True).catalogues.items()
        for period in (period_of(catalogue),)
    ]
    return tuple(sorted(found, key=lambda each: (not each.over, each.period.until or date.max, each.path)))
