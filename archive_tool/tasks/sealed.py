"""The records inside sealed packages, of which lists of persons are made; the living cases/ folder is never read.

Every package of a case holds its record, its persons and its register byte for byte; the newest one that can be read
counts. What cannot be had is named, so that a list can say what it does not know.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from archive_tool import limits
from archive_tool.errors import Damaged, Unreadable
from archive_tool.model.cases import Case, Person
from archive_tool.packages.reading import Catalogue, Package, open_package
from archive_tool.records.building import build_case, build_person
from archive_tool.records.checking import Checked, check
from archive_tool.records.reading import read
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf

_RECORD: Final = "metadata/case.yaml"
_RECEIVED: Final = "metadata/received.yaml"
_PERSON: Final = re.compile(r"metadata/people/([^/]+)\.yaml")
_SUPPLEMENT: Final = re.compile(r"-补充(\d+)$")


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A case as it was sealed, with the catalogues of all its packages, the newest first.

    `registered` are the ids of those of its persons who were kept once for all cases.
    """

    case: Case
    catalogues: tuple[Catalogue, ...]
    registered: frozenset[str] = frozenset()

    @property
    def open_packages(self) -> tuple[str, ...]:
        """Its packages that are no restricted annexes; all of them when it has no others."""
        names = tuple(each.package for each in self.catalogues if not each.restricted)
        return names or tuple(each.package for each in self.catalogues)


@dataclass(frozen=True, slots=True)
class SealedRecords:
    """Everything that can be read on the shelf, and what cannot.

    Attributes:
        records: by the case's id.
        catalogues: of every package that can be opened.
        without: packages without a record of ours: bags of others.
        unusable: packages of the cases whose record cannot be read by the schema of its kind.
        unreadable: package files that cannot be opened, as lists name them.
    """

    records: Mapping[str, SealedRecord]
    catalogues: tuple[Catalogue, ...]
    without: tuple[str, ...]
    unusable: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    catalogues: dict[str, dict[Path, Catalogue]] = field(default_factory=lambda: defaultdict(dict))
    without: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def unreadable_packages(desk: Desk, among: Iterable[str]) -> tuple[str, ...]:
    """Those of some packages, named as the index names them, whose files cannot be opened."""
    wanted = frozenset(among)
    shelf = Shelf(desk)
    return tuple(_catalogues(shelf, [path for path in shelf.packages if path.stem in wanted]).unreadable)


def sealed_records(desk: Desk) -> SealedRecords:
    """Reads the record of every case on the shelf, each once."""
    shelf = Shelf(desk)
    found = _catalogues(shelf, shelf.packages)
    records = {}
    for case, of_case in found.catalogues.items():
        record = _record(shelf, of_case, found)
        if record is not None:
            records[case] = record
    every = tuple(each for of_case in found.catalogues.values() for each in of_case.values())
    return SealedRecords(
        records, every, tuple(found.without), tuple(found.unusable), tuple(dict.fromkeys(found.unreadable))
    )


def sealed_case(desk: Desk, package: Package) -> Case | None:
    """The case as one package holds it; None when it has no record of ours, or one that cannot be read."""
    built = _built(desk, package, ())
    return None if built is None else built.case


def _catalogues(shelf: Shelf, paths: Iterable[Path]) -> _Found:
    found = _Found()
    for path in paths:
        try:
            with open_package(path, source=shelf.shown(path)) as package:
                if package.catalogue is None:
                    found.without.append(shelf.shown(path))
                else:
                    found.catalogues[package.catalogue.case][path] = package.catalogue
        except Damaged:
            found.unreadable.append(shelf.shown(path))
    return found


def _record(shelf: Shelf, of_case: Mapping[Path, Catalogue], found: _Found) -> SealedRecord | None:
    """The newest record that can be read; what stands in the way of a newer one is noted."""
    newest = sorted(of_case, key=lambda path: _age(of_case[path]), reverse=True)
    catalogues = tuple(of_case[path] for path in newest)
    for path in newest:
        shown = shelf.shown(path)
        try:
            with open_package(path, source=shown) as package:
                built = _built(shelf.desk, package, catalogues)
        except Damaged:
            found.unreadable.append(shown)
            continue
        if built is None:
            found.unusable += [each.package for each in catalogues]
        return built
    return None


def _age(catalogue: Catalogue) -> tuple[int, str, bool]:
    """Orders the packages of a case: a later supplement is newer whatever its day; an annex comes after the rest."""
    supplement = _SUPPLEMENT.search(catalogue.package)
    return int(supplement[1]) if supplement else 0, catalogue.sealed_on, not catalogue.restricted


def _built(desk: Desk, package: Package, catalogues: tuple[Catalogue, ...]) -> SealedRecord | None:
    kind = package.catalogue.kind if package.catalogue else ""
    checked = _checked(desk, package, _RECORD, kind)
    if checked.record is None:
        return None
    received = _checked(desk, package, _RECEIVED, "received").record
    if received is None and _RECEIVED in package.files:  # it may say that a notice was withdrawn
        return None
    people = _people(desk, package)
    # Without the folder it once stood in: nothing here reads a file of it.
    case, _ = build_case(checked, Path(), people, received=received)
    return SealedRecord(case, catalogues, frozenset(people))


def _people(desk: Desk, package: Package) -> dict[str, Person]:
    """The persons as they were when the package was sealed."""
    matches: Iterable[re.Match[str]] = (match for name in package.files if (match := _PERSON.fullmatch(name)))
    people = {}
    for match in matches:
        record = _checked(desk, package, match[0], "person").record
        if record is not None:
            people[match[1]] = build_person(record, match[1])
    return people


def _checked(desk: Desk, package: Package, name: str, kind: str) -> Checked:
    if name not in package.files:
        return Checked(None, ())
    try:
        schema = desk.schema(kind)
    except Unreadable:  # a kind of the organisation's own whose schema is gone
        return Checked(None, ())
    return check(read(package.read(name, limits.RECORD_BYTES), f"{package.source}/{name}"), schema)


def of_appointments(desk: Desk, sealed: SealedRecords) -> SealedRecords:
    """The sealed records of the kinds whose persons are considered for posts."""
    of_them = {
        case: record
        for case, record in sealed.records.items()
        if (plan := desk.known_plan(record.case.kind)) is not None and plan.appoints
    }
    return replace(sealed, records=of_them)
