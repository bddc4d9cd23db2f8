"""`index`: makes the search index hold exactly the packages of the archive; it can be thrown away at any time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive_tool.errors import Damaged
from archive_tool.model.entries import Entry, FileText
from archive_tool.packages.reading import Catalogue, Package, PackedItem, open_package
from archive_tool.search.indexing import Shelved, refresh
from archive_tool.tasks.clearance import LEVELS
from archive_tool.tasks.currency import identity, is_current
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.recusing import recused
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.sketches import Sketched, keep_sketches, read_sketches, sketched
from archive_tool.texts.extracting import Extractor

ROLE_BEFORE = "考察对象"  # whom a package is about when its catalogue, sealed by an older version, does not say
COVER = ""  # the entry of the package itself has no item


@dataclass(frozen=True, slots=True)
class Indexed:
    """What was done; `unreadable` are packages that could not be opened, with the key of the sentence why."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0
    rebuilt: bool = False
    unreadable: tuple[tuple[str, str], ...] = ()


def bring_up_to_date(desk: Desk, *, rebuild: bool = False, tell: Callable[[str], None] = lambda _: None) -> Indexed:
    """Reads what is new on the shelf into the index and takes out what is gone.

    Raises Busy when another writer holds the index, EngineFailed when the engine is missing or the disk is full.
    """
    shelf = Shelf(desk)
    packages = {path.stem: (path, identity(path)) for path in shelf.packages}
    wanted = {name: known_by for name, (_, known_by) in packages.items()}
    kept = read_sketches(desk.layout.index)
    if not rebuild and is_current(desk) and kept.packages == wanted:
        return Indexed(kept=len(packages))
    unreadable: list[tuple[str, str]] = []
    reports: dict[str, list[Sketched]] = {}
    with Extractor() as extractor:
        shelved = [
            Shelved(name, known_by, _reader(shelf, path, extractor, unreadable, reports))
            for name, (path, known_by) in packages.items()
        ]
        done = refresh(
            desk.layout.index,
            shelved,
            desk.settings.search_engine,
            desk.settings.actor or "index",
            rebuild=rebuild,
            tell=tell,
        )
        for package in shelved:
            if package.name not in reports and kept.packages.get(package.name) != package.digest:
                package.entries()  # in the index since before there were sketches
    keep_sketches(desk.layout.index, kept, wanted, reports)
    return Indexed(done.added, done.removed, done.kept, done.rebuilt, tuple(unreadable))


def _reader(
    shelf: Shelf,
    path: Path,
    extractor: Extractor,
    unreadable: list[tuple[str, str]],
    reports: dict[str, list[Sketched]],
) -> Callable[[], tuple[Entry, ...]]:
    def entries() -> tuple[Entry, ...]:
        found = reports[path.stem] = []
        try:
            with open_package(path, source=shelf.shown(path)) as package:
                return tuple(_entries(shelf.desk, package, extractor, found))
        except Damaged as error:
            unreadable.append((shelf.shown(path), error.key))
            return ()

    return entries


def _entries(desk: Desk, package: Package, extractor: Extractor, reports: list[Sketched]) -> Iterator[Entry]:
    """The entry of the package, then one for each item; reports are sketched on the way. A foreign bag has none."""
    catalogue = package.catalogue
    if catalogue is None:
        return
    barred = recused(desk, package)
    yield replace(_cover(catalogue), recused=barred)
    for item in catalogue.items:
        texts = tuple(_texts(package, item, extractor))
        report = sketched(catalogue, item, texts)
        if report is not None:
            reports.append(report)
        yield replace(_entry(catalogue, item, texts), recused=barred)


def _texts(package: Package, item: PackedItem, extractor: Extractor) -> Iterator[FileText]:
    for file in item.files:
        with package.open_member(file.path) as handle:
            yield extractor.extract(handle, file.path, Path(file.path).suffix)


def _cover(catalogue: Catalogue) -> Entry:
    about = catalogue.facts.get("about", ROLE_BEFORE)
    people = {person.name: person for item in catalogue.items for person in item.people if person.role == about}
    return Entry(
        package=catalogue.package,
        case=catalogue.case,
        item=COVER,
        title=catalogue.title,
        kind=catalogue.kind,
        stage="",
        date=catalogue.sealed_on.replace("-", ""),
        year=catalogue.year,
        doc_no="",
        secrecy=_highest(catalogue),
        retention=catalogue.retention,
        people=tuple(people.values()),
        units=tuple(dict.fromkeys(unit for item in catalogue.items for unit in item.units)),
        posts=tuple(dict.fromkeys(post for item in catalogue.items for post in item.posts)),
        files=(),
        facts=dict(catalogue.facts),
    )


def _highest(catalogue: Catalogue) -> str:
    """The package as a whole is as secret as the most secret thing in it."""
    known = [item.secrecy for item in catalogue.items if item.secrecy in LEVELS]
    return max(known, key=LEVELS.index, default="工作秘密")


def _entry(catalogue: Catalogue, item: PackedItem, files: tuple[FileText, ...]) -> Entry:
    return Entry(
        package=catalogue.package,
        case=catalogue.case,
        item=item.item,
        title=item.title,
        kind=catalogue.kind,
        stage=item.stage,
        date=item.date,
        year=catalogue.year,
        doc_no=item.doc_no,
        secrecy=item.secrecy,
        retention=item.retention,
        people=item.people,
        units=item.units,
        posts=item.posts,
        files=files,
        facts={**catalogue.facts, "agrees": item.agrees},
    )
