"""`show`: what is inside a package, or one file of it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from archive_tool import limits
from archive_tool.errors import NotPermitted, WrongUsage
from archive_tool.packages.reading import Package, PackedItem, open_package
from archive_tool.settings import Settings
from archive_tool.tasks.clearance import levels_up_to
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.recusing import is_recused
from archive_tool.tasks.shelf import Shelf
from archive_tool.writing import locked

SHOWN = "shown"
_TERMINAL_MOST: Final = limits.MIB


def find_package(desk: Desk, wanted: str, here: Path) -> Path:
    """The package that a name, a file name or a path means. Raises WrongUsage when none is meant."""
    shelf = Shelf(desk)
    for path in shelf.packages:
        if wanted in (path.stem, path.name, shelf.shown(path)):
            return path
    path = here / wanted
    if path.exists():
        return path
    known = "、".join(path.stem for path in shelf.packages[:10]) or "-"
    raise WrongUsage("show.no_package", package=wanted, known=known)


def open_shown(desk: Desk, path: Path) -> Package:
    """Opens a package. Raises Damaged when it cannot be opened safely."""
    return open_package(path, source=Shelf(desk).shown(path))


def visible_items(desk: Desk, package: Package) -> tuple[PackedItem, ...]:
    """The items that the acting person may see."""
    if is_recused(desk, package):
        return ()
    return tuple(item for item in package.items if may_see(desk.settings, item))


def may_see(settings: Settings, item: PackedItem) -> bool:
    """Whether the acting person's clearance covers an item, and it is not about themselves."""
    if not settings.users:
        return True
    levels = levels_up_to(settings)
    own = any(person.name == settings.actor for person in item.people)
    return not own and (levels is None or item.secrecy in levels)


def member(desk: Desk, package: Package, wanted: str) -> str:
    """The path in the package that a name means: a full path, a file name, or an item's key for its best file.

    Raises WrongUsage when there is no such file, NotPermitted when the acting person may not see it.
    """
    items = {file.path: item for item in package.items for file in item.files}
    found = _named(package, wanted)
    if found is None:
        raise WrongUsage("show.no_member", package=package.name, file=wanted)
    item = items.get(found)
    restricted = desk.settings.users is not None and bool(desk.settings.users)
    barred = restricted and is_recused(desk, package)
    if barred or (item is not None and not may_see(desk.settings, item)) or (item is None and restricted):
        raise NotPermitted("show.not_permitted", file=found)
    return found


def _named(package: Package, wanted: str) -> str | None:
    if wanted in package.files:
        return wanted
    for item in package.items:
        if wanted.casefold() == item.item.casefold() and item.files:
            return item.files[0].path
    return next((path for path in package.files if path.rpartition("/")[2] == wanted), None)


def readable(package: Package, name: str) -> str | None:
    """The text of a file that can be read on a terminal; None for what is no text, or too long for one."""
    if package.files[name] > _TERMINAL_MOST:
        return None
    data = package.read(name, _TERMINAL_MOST)
    try:
        return None if b"\0" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def pieces(desk: Desk, package: Package, path: Path, name: str, now: datetime) -> Iterator[bytes]:
    """The bytes of a file; that it was shown is noted in the ledger when the package stands on our shelf."""
    shelf = Shelf(desk)
    if path in shelf.packages:
        with locked(desk.layout.lock, f"{desk.settings.actor} show"):
            shelf.note(SHOWN, now, path, details={"file": name})
    yield from package.chunks(name)
