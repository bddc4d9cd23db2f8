"""`export --as withheld`: the papers without whatever tells who reported something (举报人).

What the file plan restricts stays behind whole. Every other file is read: one that names a reporter stays behind, and,
where somebody did report, one whose text cannot be read too, for a person to look at. The records under metadata/ stay
behind; 说明.txt says what is missing and why, and names nobody.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from archive_tool import limits
from archive_tool.errors import Damaged, Unreadable
from archive_tool.folding import fold
from archive_tool.model.tree import Group, Node, Rows, leaves, text
from archive_tool.packages.layout import DATA
from archive_tool.packages.reading import Package, open_package
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.export import Copying
from archive_tool.tasks.shelf import Shelf
from archive_tool.texts.extracting import Extractor
from archive_tool.workspace.layout import RECEIVED
from archive_tool.workspace.locating import case_folders, peek_id, record_of

NOTE: Final = "说明.txt"
_RESTRICTED: Final = "限制查阅"
_NAMED: Final = "其中有举报人信息"
_UNREAD: Final = "读不出文字，未能核查，请由人查看后决定"
_OBJECTIONS: Final = "objections"
_REPORTER: Final = "reporter"
_LEAST: Final = 2  # characters of a name that is looked for


def withheld(copying: Copying) -> None:
    """Copies what may be shown, and the note of what may not."""
    package, catalogue = copying.package, copying.catalogue
    names = _spelled(_reporters(copying.desk, package, catalogue.case))
    restricted = {file.path for item in package.items if item.restricted for file in item.files}
    behind: list[tuple[str, str]] = []
    with Extractor() as extractor:
        for name in (name for name in package.files if name.startswith(f"{DATA}/")):
            reason = _RESTRICTED if name in restricted else _against(package, name, names, extractor)
            place = name.removeprefix(f"{DATA}/")
            if reason:
                behind.append((place, reason))
            else:
                copying.take(name, place)
    copying.write(NOTE, [_note(catalogue.package, behind, reported=bool(names))])
    copying.notes.append(("export.withheld", {"count": len(behind), "note": NOTE}))


def _against(package: Package, name: str, names: tuple[str, ...], extractor: Extractor) -> str:
    """Why a file must stay behind; empty when nothing is against it."""
    if not names:
        return ""
    with package.open_member(name) as handle:
        found = extractor.extract(handle, name, PurePosixPath(name).suffix)
    said = "".join(fold("".join(page.text.split())) for page in found.pages)
    if any(each in said for each in names):
        return _NAMED
    return "" if found.readable and not found.reason else _UNREAD


def _note(package: str, behind: Iterable[tuple[str, str]], *, reported: bool) -> bytes:
    rows = [f"  {place}（{reason}）" for place, reason in behind]
    lines = [
        f"这是归档包“{package}”隐去举报人身份的副本，供查阅，不是归档包，不能代替归档包。",
        "",
        "已按登记的举报人姓名逐个核对文件的文字。" if reported else "本案卷没有登记举报人姓名。",
        "案卷记录（metadata/）不在内。",
        "",
        "未收入的文件：" if rows else "没有未收入的文件。",
        *rows,
        "",
        "姓名以外能够看出举报人身份的内容（职务、字迹、照片等），程序认不出，提供前请由人查看一遍。",
    ]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode()


def _spelled(found: Iterable[str]) -> tuple[str, ...]:
    """Names as they are looked for: folded, without spaces."""
    names = (fold("".join(name.split())) for name in found)
    return tuple(dict.fromkeys(name for name in names if len(name) >= _LEAST))


def _reporters(desk: Desk, package: Package, case: str) -> Iterator[str]:
    """Everybody whom the records of a case know as a reporter: in this package, on the shelf, in its working folder."""
    yield from _in_package(desk, package)
    shelf = Shelf(desk)
    for path in shelf.packages:
        try:
            with open_package(path, source=shelf.shown(path)) as other:
                if other.catalogue is not None and other.catalogue.case == case:
                    yield from _in_package(desk, other)
        except Damaged:
            continue  # verify says so; what it held cannot be asked
    for folder in case_folders(desk.layout):
        if peek_id(folder) == case:
            record = record_of(folder)
            kind = package.catalogue.kind if package.catalogue else ""
            for file, known in ((record, kind), (folder / RECEIVED, "received")):
                if file is not None and file.is_file():
                    yield from _in_record(desk, file.read_bytes(), known)


def _in_package(desk: Desk, package: Package) -> Iterator[str]:
    kind = package.catalogue.kind if package.catalogue else ""
    for name, known in (("metadata/case.yaml", kind), ("metadata/received.yaml", "received")):
        if name in package.files:
            yield from _in_record(desk, package.read(name, limits.RECORD_BYTES), known)


def _in_record(desk: Desk, data: bytes, kind: str) -> Iterator[str]:
    try:
        record = check(read(data, kind), desk.schema(kind)).record
    except Unreadable:  # a kind whose schema is gone
        return
    if record is not None:
        yield from _named(record, "")


def _named(node: Node, key: str) -> Iterator[str]:
    """The reporters under a node; `key` is the field it stands in."""
    if isinstance(node, Group):
        reporter = node.fields.get(_REPORTER) if key == _OBJECTIONS else None
        if isinstance(reporter, Group):
            yield text(reporter, "name")
        elif reporter is not None:
            yield from (str(leaf.value) for leaf in leaves(reporter))
        for name, below in node.fields.items():
            yield from _named(below, name)
    elif isinstance(node, Rows):
        for below in node.items:
            yield from _named(below, key)
