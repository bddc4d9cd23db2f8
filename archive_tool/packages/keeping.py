"""The four properties of a package that is sealed: at hand-over and while it is kept (DA/T 70-2018).

The package is read again: what its catalogue says, what lies in it, what verifying and the scanner found. The same
checks as at filing then judge it.
"""

from pathlib import Path, PurePosixPath
from typing import Final

from archive_tool import limits
from archive_tool.errors import Damaged
from archive_tool.model.filing import Dossier, FiledFile, FiledItem, Scan
from archive_tool.packages import layout
from archive_tool.packages.catalogue import Written
from archive_tool.packages.four_properties import Kept, Result, Seen, check_properties
from archive_tool.packages.looking import HEAD_BYTES, Look, Looker
from archive_tool.packages.planning import PackagePlan, PlannedFile, PlannedItem, Replaced
from archive_tool.packages.reading import Catalogue, Package, PackedFile, PackedItem, open_package

HAND_OVER: Final = "移交与接收"
KEEPING: Final = "长期保存"
_NOWHERE: Final = Path()
_DOCUMENT_MOST: Final = 64 * limits.MIB  # of a record or a list
_CSV: Final = layout.LISTS / "归档文件目录.csv"


def check_sealed(
    path: Path, kept: Kept, source: str, scan: Scan | None = None
) -> tuple[PackagePlan, tuple[Result, ...]]:
    """What the package is, for the report's head, and every check.

    Args:
        path: the package, zip or folder.
        kept: the stage (HAND_OVER or KEEPING), and what verifying found.
        source: the package as the user names it.
        scan: what the virus scanner said of the package.

    Raises Damaged when it cannot be opened, or is none of ours.
    """
    with open_package(path, source=source) as package:
        if package.catalogue is None or str(_CSV) not in package.files:
            raise Damaged("package.catalogue", package=source)
        plan = _plan(package, package.catalogue)
        written = {
            PurePosixPath(name): Written(PurePosixPath(name), size, digest, "")
            for name, size, digest in _payload(package)
        }
        catalogue = package.read(str(_CSV), _DOCUMENT_MOST)
        return plan, check_properties(Seen(plan, written, _looks(package, plan), catalogue, scan, kept))


def _payload(package: Package) -> list[tuple[str, int, str]]:
    digests = {file.path: file.sha256 for item in package.items for file in item.files}
    return [
        (name, size, digests.get(name, ""))
        for name, size in package.files.items()
        if name.startswith(f"{layout.DATA}/")
    ]


def _looks(package: Package, plan: PackagePlan) -> dict[PurePosixPath, Look]:
    with Looker() as looker:
        for planned in plan.files:
            size = package.files.get(str(planned.path))
            if size is None:
                looker.glance(planned.path, b"")
            elif size <= limits.VIEWER_FILE_BYTES:
                looker.look(planned.path, package.read(str(planned.path), size))
            else:
                looker.glance(planned.path, next(package.chunks(str(planned.path)))[:HEAD_BYTES])
    return looker.looks


def _plan(package: Package, catalogue: Catalogue) -> PackagePlan:
    documents = {
        name: package.read(place, _DOCUMENT_MOST) if (place := str(layout.METADATA / name)) in package.files else b""
        for name in catalogue.documents
    }
    items = tuple(_item(item) for item in catalogue.items)
    dossier = Dossier(
        catalogue.case, catalogue.kind, catalogue.title, catalogue.year, catalogue.stages,
        tuple(each.item for each in items), catalogue.sealed_on, catalogue.sealed_by, catalogue.facts, documents,
    )  # fmt: skip
    noted = tuple(
        FiledItem(
            each.item, 0, each.stem, each.stage, each.title, "", "", "", "", "", catalogue.retention, "", (),
            note=each.note,
        )
        for each in catalogue.noted
    )
    first = catalogue.supplements
    return PackagePlan(
        catalogue.package, dossier, catalogue.retention, catalogue.restricted, items, noted, catalogue.packages,
        Replaced(first.package, first.sha256, first.reason, first.withdrawn) if first else None,
    )  # fmt: skip


def _item(item: PackedItem) -> PlannedItem:
    files = tuple(PlannedFile(PurePosixPath(file.path), _file(file)) for file in item.files)
    filed = FiledItem(
        code=item.code, number=item.number, stem=item.stem, stage=item.stage, title=item.title, genre=item.genre,
        date=item.date, doc_no=item.doc_no, maker=item.maker, secrecy=item.secrecy, retention=item.retention,
        personnel_file=item.personnel_file, files=tuple(file.file for file in files), people=item.people,
        units=item.units, posts=item.posts, note=item.note, restricted=item.restricted, title_made=item.title_made,
    )  # fmt: skip
    return PlannedItem(item.sequence, filed, files, item.pages)


def _file(file: PackedFile) -> FiledFile:
    suffix = PurePosixPath(file.path).suffix
    return FiledFile(_NOWHERE, suffix, file.role, file.pages, file.agrees, file.original_name)
