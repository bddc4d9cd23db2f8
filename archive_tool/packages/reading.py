"""Opens a sealed package, or any bag: its items as the catalogue tells them, its files as streams."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from archive_tool import limits
from archive_tool.containers import require_sound
from archive_tool.errors import Damaged
from archive_tool.model.filing import NamedPerson
from archive_tool.packages.bags import Bag, open_bag, read_small
from archive_tool.packages.layout import CATALOGUE_JSON

_CATALOGUE_MOST: Final = 64 * limits.MIB
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file of a sealed item; `path` as in the package, `data/03_考察/C6_考察材料.pdf`."""

    path: str
    role: str
    pages: int | None
    agrees: str
    original_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackedItem:
    """A sealed 件. `item` is its key (`C6-2`); `made` is whether its title had to be made."""

    item: str
    code: str
    number: int
    sequence: int
    stem: str
    stage: str
    title: str
    title_made: bool
    genre: str
    date: str
    doc_no: str
    maker: str
    secrecy: str
    retention: str
    restricted: bool
    personnel_file: str
    people: tuple[NamedPerson, ...]
    units: tuple[str, ...]
    posts: tuple[str, ...]
    note: str
    pages: int | None
    files: tuple[PackedFile, ...]

    @property
    def agrees(self) -> str:
        """Whether the Word file agrees with the signed copy, as far as anybody said."""
        return next((file.agrees for file in self.files if file.agrees), "")


@dataclass(frozen=True, slots=True)
class NotedItem:
    """An item without files: where it is, or why it is missing."""

    item: str
    stem: str
    stage: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The package that a supplement completes, with the reason and the items that no longer stand."""

    package: str
    sha256: str
    reason: str
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """catalogue.json: what a package says of itself."""

    package: str
    case: str
    kind: str
    title: str
    year: int
    retention: str
    restricted: bool
    sealed_on: str
    sealed_by: str
    tool: str
    facts: Mapping[str, str]
    packages: tuple[str, ...]
    supplements: Supplemented | None
    stages: tuple[tuple[str, str], ...]
    items: tuple[PackedItem, ...]
    noted: tuple[NotedItem, ...]
    documents: Mapping[str, str]


class Package:
    """An open package; a context manager. `catalogue` is None for a bag that is none of ours."""

    def __init__(self, bag: Bag) -> None:
        self._bag = bag
        self.name = bag.name
        self.source = bag.source
        self.files: Mapping[str, int] = bag.files
        self.catalogue = read_catalogue(bag)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bag.__exit__(kind, error, trace)

    @property
    def items(self) -> tuple[PackedItem, ...]:
        """The items, in filing order; none for a foreign bag."""
        return self.catalogue.items if self.catalogue else ()

    def open_member(self, path: str) -> IO[bytes]:
        """A file to read, seekable in our packages. Raises Damaged, also when there is no such file."""
        return self._bag.open(self._known(path))

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file in pieces. Raises Damaged."""
        return self._bag.chunks(self._known(path))

    def read(self, path: str, most: int) -> bytes:
        """A whole file of at most `most` bytes. Raises Damaged."""
        return read_small(self._bag, self._known(path), most)

    def _known(self, path: str) -> str:
        if path not in self.files:
            raise Damaged("package.no_member", package=self.source, file=path)
        return path


def open_package(path: Path, *, source: str) -> Package:
    """Opens a package of ours or any bag, zip or folder; nothing is unpacked.

    Raises Damaged when it cannot be opened safely or its catalogue cannot be read.
    """
    with ExitStack() as until_sound:
        bag = until_sound.enter_context(open_bag(path, source))
        require_sound(bag.findings)
        package = Package(bag)
        until_sound.pop_all()
        return package


def read_catalogue(bag: Bag) -> Catalogue | None:
    """The catalogue of a bag; None when it has none. Raises Damaged when it cannot be read or is of a newer format."""
    if str(CATALOGUE_JSON) not in bag.files:
        return None
    try:
        found = json.loads(read_small(bag, str(CATALOGUE_JSON), _CATALOGUE_MOST))
        if found["format"] != _FORMAT:
            raise Damaged("package.newer", package=bag.source, format=found["format"])
        return _catalogue(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("package.catalogue", package=bag.source) from error


def _catalogue(found: Mapping[str, Any]) -> Catalogue:
    supplements = found["supplements"]
    return Catalogue(
        package=str(found["package"]),
        case=str(found["case"]),
        kind=str(found["kind"]),
        title=str(found["title"]),
        year=int(found["year"]),
        retention=str(found["retention"]),
        restricted=bool(found["restricted"]),
        sealed_on=str(found["sealed_on"]),
        sealed_by=str(found["sealed_by"]),
        tool=str(found["tool"]),
        facts=_texts(found["facts"]),
        packages=tuple(map(str, found["packages"])),
        supplements=_supplemented(supplements) if supplements is not None else None,
        stages=tuple((str(stage["code"]), str(stage["folder"])) for stage in found["stages"]),
        items=tuple(_item(item) for item in found["items"]),
        noted=tuple(
            NotedItem(**{name: str(item[name]) for name in ("item", "stem", "stage", "title", "note")})
            for item in found["noted"]
        ),
        documents=_texts(found["documents"]),
    )


def _supplemented(found: Mapping[str, Any]) -> Supplemented:
    withdrawn = tuple(map(str, found["withdrawn"]))
    return Supplemented(str(found["package"]), str(found["sha256"]), str(found["reason"]), withdrawn)


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(value) for name, value in found.items()}


def _item(found: Mapping[str, Any]) -> PackedItem:
    texts = ("item", "code", "stem", "stage", "title", "genre", "date", "doc_no", "maker", "secrecy", "retention",
             "personnel_file", "note")  # fmt: skip
    return PackedItem(
        **{name: str(found[name]) for name in texts},
        number=int(found["number"]),
        sequence=int(found["sequence"]),
        title_made=bool(found["title_made"]),
        restricted=bool(found["restricted"]),
        people=tuple(
            NamedPerson(str(person["name"]), str(person["role"]), tuple(map(str, person["former_names"])))
            for person in found["people"]
        ),
        units=tuple(map(str, found["units"])),
        posts=tuple(map(str, found["posts"])),
        pages=_pages(found["pages"]),
        files=tuple(_file(file) for file in found["files"]),
    )


def _file(found: Mapping[str, Any]) -> PackedFile:
    return PackedFile(
        path=str(found["path"]),
        role=str(found["role"]),
        pages=_pages(found["pages"]),
        agrees=str(found["agrees"]),
        original_name=str(found["original_name"]),
        size=int(found["bytes"]),
        sha256=str(found["sha256"]),
    )


def _pages(found: Any) -> int | None:
    return None if found is None else int(found)
