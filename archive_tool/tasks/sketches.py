"""Sketches of the sealed reports, kept beside the index: an archive is compared with and not read again.

The file can be thrown away like the index: `index` makes it again. It never leaves the machine, and what somebody may
not see is left out when it is asked.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from archive_tool import VERSION
from archive_tool.errors import Damaged
from archive_tool.model.entries import FileText
from archive_tool.model.places import Place
from archive_tool.packages.reading import Catalogue, Package, PackedItem, open_package
from archive_tool.procedure.chapter05_prose import LEAST_PAPER, Prose
from archive_tool.procedure.sameness import Sketch, masked, sketch
from archive_tool.search.asking import Allowed
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.shelf import Shelf
from archive_tool.texts.extracting import Extractor
from archive_tool.writing import make_folder, write_bytes

REPORT: Final = "考察材料"  # the genre of a report in file plans and catalogues
_FILE: Final = "sketches.json"
_FORMAT: Final = 1
_WORD: Final = ".docx"


@dataclass(frozen=True, slots=True)
class Sketched:
    """A sealed report: where it is, who may see it, whom it names, and its sketch."""

    package: str
    case: str
    item: str
    file: str
    secrecy: str
    people: tuple[str, ...]
    names: tuple[str, ...]
    sketch: Sketch

    @property
    def key(self) -> str:
        """Of the text over all packages."""
        return f"{self.package}/{self.file}"

    def visible_to(self, allowed: Allowed) -> bool:
        """Whether the acting person may see it."""
        return (allowed.secrecies is None or self.secrecy in allowed.secrecies) and not (
            allowed.barred_people.intersection(self.people) or self.case in allowed.barred_cases
        )


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is kept: the sketched reports of each package, by the package's name and identity on the disk."""

    packages: Mapping[str, str]
    reports: tuple[Sketched, ...]


NONE: Final = Sketches({}, ())


def read_sketches(folder: Path) -> Sketches:
    """The sketches kept in an index folder; none when the file is not there, damaged or of another version."""
    try:
        line, _, check = (folder / _FILE).read_bytes().rpartition(b"\n")
        told: dict[str, Any] = json.loads(line) if check == b"%08x" % zlib.crc32(line) else {}
    except (OSError, ValueError):
        return NONE
    if (told.get("format"), told.get("tool")) != (_FORMAT, VERSION):
        return NONE
    return Sketches(told["packages"], tuple(map(_read, told["reports"])))


def _read(said: list[Any]) -> Sketched:
    package, case, item, file, secrecy, people, names, packed = said
    own = Sketch.from_bytes(b64decode(packed))
    return Sketched(package, case, item, file, secrecy, tuple(people), tuple(names), own)


def keep_sketches(
    folder: Path, before: Sketches, packages: Mapping[str, str], found: Mapping[str, Iterable[Sketched]]
) -> None:
    """Writes the sketches of exactly these packages: those just found, and of the others what was kept.

    Args:
        folder: the index.
        before: what was kept.
        packages: identity of each package of the archive by name.
        found: reports of the packages that were read now.
    """
    same = {name for name, known_by in packages.items() if name not in found and before.packages.get(name) == known_by}
    kept = (one for one in before.reports if one.package in same)
    told = {
        "format": _FORMAT,
        "tool": VERSION,
        "packages": {name: known_by for name, known_by in packages.items() if name in same or name in found},
        "reports": [_written(one) for one in (*kept, *(one for reports in found.values() for one in reports))],
    }
    line = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    write_bytes(make_folder(folder) / _FILE, b"%b\n%08x" % (line, zlib.crc32(line)))


def _written(one: Sketched) -> list[Any]:
    packed = b64encode(one.sketch.to_bytes()).decode("ascii")
    return [*(one.package, one.case, one.item, one.file, one.secrecy), one.people, one.names, packed]


def sketched(catalogue: Catalogue, item: PackedItem, files: Iterable[FileText]) -> Sketched | None:
    """The sketch of a sealed item if it is a report, by the text that stands for it: the Word file, else another."""
    read = [file for file in files if file.readable]
    file = next((one for one in read if one.path.endswith(_WORD)), next(iter(read), None))
    if item.genre != REPORT or file is None:
        return None
    people = tuple(person.name for person in item.people)
    names = (*people, *item.units, *item.posts)
    words = masked(_text(file), names)
    if len(words) < LEAST_PAPER:
        return None
    own = sketch(words, sparse=True)
    return Sketched(catalogue.package, catalogue.case, item.item, file.path, item.secrecy, people, names, own)


def _text(file: FileText) -> str:
    return "\n".join(page.text for page in file.pages)


def sealed_text(desk: Desk, one: Sketched) -> Prose | None:
    """The text of a sealed report; None when its package cannot be read."""
    shelf = Shelf(desk)
    path = next((path for path in shelf.packages if path.stem == one.package), None)
    if path is None:
        return None
    try:
        with open_package(path, source=shelf.shown(path)) as package:
            said = _member(package, one.file)
    except Damaged:
        return None
    place = Place(f"{shelf.shown(path)}#{one.file}")
    name = f"{'、'.join(one.people)}（{one.case}）"
    return Prose(one.key, one.case, one.item, name, said, one.names, place, whole=True)


def _member(package: Package, file: str) -> str:
    with Extractor() as extractor, package.open_member(file) as handle:
        return _text(extractor.extract(handle, file, Path(file).suffix))
