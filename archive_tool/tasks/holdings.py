"""Everything that lies on the shelf, item by item, for the tasks that come after sealing."""

from dataclasses import dataclass, replace

from archive_tool.errors import Damaged, Unreadable
from archive_tool.packages.codes import Coded, parse_register
from archive_tool.packages.holdings import Held, arranged, held_items
from archive_tool.packages.ledger import DISPOSED, LedgerLine
from archive_tool.packages.reading import Catalogue, open_package
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.show import visible_items


@dataclass(frozen=True, slots=True)
class Holdings:
    """The items on the shelf, arranged; the catalogues by path; the packages that cannot be read."""

    items: tuple[Held, ...]
    catalogues: dict[str, Catalogue]
    unreadable: tuple[str, ...]


def holdings(desk: Desk, *, in_sight: bool = False) -> Holdings:
    """Reads the catalogue of every package; one that is damaged is named and left out.

    With `in_sight` the catalogues have only the items that the acting person may see, and packages without any are not
    there: a list made of them is the same as if nothing else existed.
    """
    shelf = Shelf(desk)
    items: list[Held] = []
    catalogues: dict[str, Catalogue] = {}
    unreadable: list[str] = []
    for path in shelf.packages:
        shown = shelf.shown(path)
        try:
            with open_package(path, source=shown) as package:
                catalogue = package.catalogue
                if catalogue is not None and in_sight and desk.settings.users:
                    seen = visible_items(desk, package)
                    catalogue = replace(catalogue, items=seen) if seen else None
                if catalogue is not None:
                    catalogues[shown] = catalogue
                    items += held_items(shown, catalogue)
        except Damaged:
            unreadable.append(shown)
    return Holdings(arranged(items), catalogues, tuple(unreadable))


def read_codes(desk: Desk) -> tuple[Coded, ...]:
    """The register of reference codes; nothing when there is none yet. Raises Unreadable."""
    path = desk.layout.codes
    source = desk.layout.shown(path)
    try:
        return parse_register(path.read_bytes(), source)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise Unreadable("codes.cannot_read", path=source, reason=error.strerror or str(error)) from error


def disposals(desk: Desk) -> dict[str, LedgerLine]:
    """The line that disposed of each package, by its path."""
    found: dict[str, LedgerLine] = {}
    for line in Shelf(desk).lines():
        if line.act.act == DISPOSED:
            found[line.act.package] = line
    return found
