"""`export`: a package's files for a reader or another program, beside the archive; noted in the ledger."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from archive_tool import resources
from archive_tool.errors import Conflict, Damaged, NotPermitted, Refused
from archive_tool.packages.catalogue import csv_bytes
from archive_tool.packages.codes import CodeRule
from archive_tool.packages.exports.atom import atom_rows
from archive_tool.packages.exports.csip import (
    METS,
    REPRESENTATION,
    SCHEMAS,
    Copied,
    place_of,
    representation_mets,
    root_mets,
)
from archive_tool.packages.exports.eep import SCHEMA, Handing, eep_pieces
from archive_tool.packages.holdings import Held, held_items
from archive_tool.packages.layout import DATA
from archive_tool.packages.reading import Catalogue, Package
from archive_tool.packages.verifying import verify
from archive_tool.tasks.codes import code_rule, codes_by_item, number_said
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import read_codes
from archive_tool.tasks.shelf import Shelf
from archive_tool.tasks.show import open_shown, visible_items
from archive_tool.writing import draft, folder_draft, locked, make_folder, swap_folder

EXPORTED: Final = "exported"
FOLDER, BAG, CSIP, EEP, ATOM = "folder", "bag", "csip", "eep", "atom"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported (or would be): the package's name, the folder made, files and bytes.

    `notes` are what a person should know of it: a sentence's key with its facts.
    """

    package: str
    path: Path
    files: int
    bytes: int
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(slots=True)
class Copying:
    """A copy on its way: an open package, the folder it is made in, and what was written so far."""

    desk: Desk
    package: Package
    made: Path
    now: datetime
    copied: list[Copied] = field(default_factory=list)
    notes: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    @property
    def catalogue(self) -> Catalogue:
        """What the package says of itself. Raises Refused for a bag that is none of ours."""
        if self.package.catalogue is None:
            raise Refused("export.not_ours", package=self.package.name)
        return self.package.catalogue

    @property
    def held(self) -> tuple[Held, ...]:
        """Its items."""
        return held_items(self.package.source, self.catalogue)

    def take(self, name: str, place: PurePosixPath | str) -> None:
        """Copies a file of the package."""
        self.write(place, self.package.chunks(name))

    def write(self, place: PurePosixPath | str, pieces: Iterable[bytes]) -> Copied:
        """Writes a file of the copy, piece by piece."""
        path = self.made / place
        make_folder(path.parent, private=False)
        digest, size = hashlib.sha256(), 0
        with draft(path, private=False) as handle:
            for piece in pieces:
                handle.write(piece)
                digest.update(piece)
                size += len(piece)
        done = Copied(PurePosixPath(place), size, digest.hexdigest())
        self.copied.append(done)
        return done


Maker = Callable[[Copying], None]


def export(
    desk: Desk, path: Path, target: Path, form: str, now: datetime, *, dry_run: bool = False, make: Maker | None = None
) -> Exported:
    """Copies a package into a folder of its name under `target`; the copy is whole or not there.

    Args:
        desk: where the work is done.
        path: of the package.
        target: the folder to put it in; made when it is missing.
        form: `bag` is the whole package unzipped; `folder` only the papers by stage, with their lists; `csip`, `eep`,
            `atom` are copies for other systems.
        now: the real time, for the ledger.
        dry_run: only look.
        make: makes the copy of a form that is none of these.

    Raises:
        NotPermitted: something in it is not for the acting person.
        Damaged: the package is not what it says; nothing of it is handed on.
        Refused: it lacks what the form needs.
        Conflict: the folder exists.
    """
    with open_shown(desk, path) as package:
        require_fit(desk, path, package)
        whole = target / package.name
        require_free(whole)
        if dry_run:
            names = _papers(package) if form == FOLDER else list(package.files)
            return Exported(package.name, whole, len(names), sum(package.files[name] for name in names))
        with folder_draft(whole) as made:
            copying = Copying(desk, package, made, now)
            (make or _MAKERS[form])(copying)
            _hand_over(desk, path, made, whole, form=form, now=now)
        size = sum(each.size for each in copying.copied)
        return Exported(package.name, whole, len(copying.copied), size, tuple(copying.notes))


def require_fit(desk: Desk, path: Path, package: Package) -> None:
    """A package that may leave: all of it is for the acting person, and all of it is sound. Raises as `export` does."""
    if desk.settings.users and (package.catalogue is None or len(visible_items(desk, package)) < len(package.items)):
        raise NotPermitted("export.not_permitted", package=package.name)
    shown = Shelf(desk).shown(path)
    if any(finding.stops for finding in verify(path, source=shown)):
        raise Damaged("pack.damaged", path=shown)


def require_free(whole: Path) -> None:
    """Nothing is overwritten. Raises Conflict."""
    if whole.exists() or whole.is_symlink():
        raise Conflict("export.exists", path=whole)


def _hand_over(desk: Desk, path: Path, made: Path, whole: Path, *, form: str, now: datetime) -> None:
    """Notes the act, then makes the copy visible: no copy leaves without its line."""
    shelf = Shelf(desk)
    with locked(desk.layout.lock, f"{desk.settings.actor} export"):
        require_free(whole)
        if path in shelf.packages:
            shelf.note(EXPORTED, now, path, details={"as": form, "to": str(whole)})
        swap_folder(made, whole)


# ---------------------------------------------------------------- forms


def _papers(package: Package) -> list[str]:
    return [name for name in package.files if name.startswith(f"{DATA}/")]


def _folder(copying: Copying) -> None:
    for name in _papers(copying.package):
        copying.take(name, name.removeprefix(f"{DATA}/"))


def _bag(copying: Copying) -> None:
    for name in copying.package.files:
        copying.take(name, name)


def _csip(copying: Copying) -> None:
    """E-ARK CSIP: the files in their new places, then the METS of the papers, then that of the whole."""
    catalogue = copying.catalogue
    for name in copying.package.files:
        if (place := place_of(name)) is not None:
            copying.take(name, place)
    for name in SCHEMAS:
        copying.write(f"schemas/{name}", [_schema(name)])
    created = copying.now.astimezone().isoformat(timespec="seconds")
    inner = representation_mets(catalogue, copying.copied, created)
    copying.write(f"representations/{REPRESENTATION}/{METS}", [inner])
    copying.write(METS, [root_mets(catalogue, copying.copied, created)])


def _eep(copying: Copying) -> None:
    """EEP of DA/T 48: a document for each item, named by its code, and the schema they keep."""
    catalogue, desk = copying.catalogue, copying.desk
    rule, codes = code_rule(desk), codes_by_item(read_codes(desk))
    held = copying.held
    require_codes(catalogue.package, held, codes)
    organisation = catalogue.facts.get("organisation") or catalogue.facts.get("department") or "[不详]"
    handing = Handing(organisation, desk.settings.actor, copying.now.astimezone().isoformat(timespec="seconds"))
    for each in held:
        code = code_parts(codes[each.key], rule)
        copying.write(f"{file_stem(codes[each.key])}.xml", eep_pieces(each, code, handing, copying.package.chunks))
    copying.write(SCHEMA, [_schema(SCHEMA)])


def _atom(copying: Copying) -> None:
    """AtoM CSV, and the papers that its rows point at."""
    codes = codes_by_item(read_codes(copying.desk))
    rows = atom_rows(copying.catalogue, copying.held, codes)
    copying.write("atom.csv", [csv_bytes(rows)])
    for held in copying.held:
        for file in held.item.files:
            copying.take(file.path, file.path)


_MAKERS: Final[dict[str, Maker]] = {FOLDER: _folder, BAG: _bag, CSIP: _csip, EEP: _eep, ATOM: _atom}


def _schema(name: str) -> bytes:
    return (resources.folder("schemas") / "exchange" / name).read_bytes()


def require_codes(package: str, held: Iterable[Held], codes: Mapping[tuple[str, str], str]) -> None:
    """Every item has its code. Raises Refused with those that have none."""
    lacking = [each.item.item for each in held if not codes.get(each.key)]
    if lacking:
        raise Refused("export.uncoded", package=package, count=len(lacking), items="、".join(lacking))


def code_parts(code: str, rule: CodeRule) -> dict[str, str]:
    """What a code consists of, as far as metadata need it. Raises Refused for a code without 件号."""
    number = number_said(code, rule)
    if not number or not int(number):
        raise Refused("export.no_number", code=code)
    return {"档号": code, "全宗号": rule.fixed["全宗号"], "机构": rule.fixed["机构"], "件号": number}


def file_stem(code: str) -> str:
    """A code as a file name: `·`, which old unzip programs mangle, becomes a hyphen, what no system keeps `_`."""
    return "".join("-" if char == "·" else "_" if char in '<>:"/\\|?* ' or char < " " else char for char in code)
