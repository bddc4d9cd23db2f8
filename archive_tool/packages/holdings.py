"""What lies on the shelf, item by item, as an archivist arranges it: year, case, package, sequence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from archive_tool.packages.layout import RETENTIONS
from archive_tool.packages.reading import Catalogue, PackedItem

_SUPPLEMENT: Final = re.compile(r"-补充(\d+)$")


@dataclass(frozen=True, slots=True)
class Held:
    """An item of a sealed package.

    Attributes:
        package: its path relative to the workspace.
        catalogue: what the package says of itself.
        item: what the catalogue says of it.
    """

    package: str
    catalogue: Catalogue
    item: PackedItem

    @property
    def key(self) -> tuple[str, str]:
        """Name of the package and key of the item; what registers beside the packages know it by."""
        return self.catalogue.package, self.item.item

    @property
    def number(self) -> str:
        """电子文件号 as the package's own metadata give it."""
        return f"{self.catalogue.package}/{self.item.stem}"


def held_items(package: str, catalogue: Catalogue) -> tuple[Held, ...]:
    """The items of one package."""
    return tuple(Held(package, catalogue, item) for item in catalogue.items)


def arranged(found: Iterable[Held]) -> tuple[Held, ...]:
    """Year by year, case by case, the first package before its supplements, in filing order."""
    return tuple(sorted(found, key=_place))


def _place(held: Held) -> tuple[int, str, int, bool, int, int]:
    catalogue = held.catalogue
    weight = RETENTIONS.index(catalogue.retention) if catalogue.retention in RETENTIONS else len(RETENTIONS)
    later = _SUPPLEMENT.search(catalogue.package)
    number = int(later[1]) if later else 0
    return catalogue.year, catalogue.case, weight, catalogue.restricted, number, held.item.sequence
