"""`export --as archive`: what an archive takes in: a PDF for each 件, named by its code, and the papers to sign.

移交-<全宗号>-<日期>/
档案/<档号>.pdf            and beside it what is no PDF
目录.xlsx  目录.csv        in the archive's own columns
移交清单.docx
检测/                      the four-property report of each package
校验.sha256.txt            digests of all of these
电子档案移交与接收登记表（…）.docx   in two copies, with the digest of 校验.sha256.txt
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tree import Group, Leaf
from archive_tool.packages.catalogue import csv_bytes
from archive_tool.packages.digesting import digest_of
from archive_tool.packages.exports.csip import Copied
from archive_tool.packages.exports.handover import (
    Handed,
    catalogue_table,
    digest_list,
    order_of,
    require_columns,
)
from archive_tool.packages.holdings import Held, arranged
from archive_tool.packages.keeping import HAND_OVER
from archive_tool.packages.ledger import Head, read_head
from archive_tool.packages.paper import state_of_paper
from archive_tool.packages.reading import Package, PackedFile
from archive_tool.packages.sheet import sheet
from archive_tool.tasks.code_prints import catalogue_rows
from archive_tool.tasks.codes import code_rule, codes_by_item
from archive_tool.tasks.desk import Desk, first_of
from archive_tool.tasks.export import (
    EXPORTED,
    Copying,
    code_parts,
    file_stem,
    require_codes,
    require_fit,
    require_free,
)
from archive_tool.tasks.holdings import read_codes
from archive_tool.tasks.printing import HANDED_OVER, REGISTER, Press
from archive_tool.tasks.properties import Sealed, report_of
from archive_tool.tasks.shelf import Shelf, file_digest
from archive_tool.tasks.show import open_shown
from archive_tool.texts.joining import Place as Span
from archive_tool.texts.joining import join
from archive_tool.writing import DRAFT_PREFIX, draft, folder_draft, locked, make_folder, swap_folder

ARCHIVE: Final = "archive"
DIGESTS: Final = "校验.sha256.txt"
COPIES: Final = ("第一份，移交单位存", "第二份，接收单位存")
_REPORT: Final = "data/00_目录/四性检测报告.docx"
_WIDTH: Final = 28.0  # millimetres of a column


@dataclass(frozen=True, slots=True)
class Transfer:
    """How it is handed over: the carrier, who receives it, and the file of columns (None: the organisation's own)."""

    carrier: str = ""
    receiver: str = ""
    columns: Path | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over (or would be), and what a person should look at.

    `pages` is None when those of some item are not known.
    """

    path: Path
    packages: tuple[str, ...]
    items: int
    files: int
    bytes: int
    pages: int | None
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Set:
    """A hand-over set in the making."""

    desk: Desk
    made: Path
    now: datetime
    codes: Mapping[tuple[str, str], str]
    copied: list[Copied] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    without: dict[str, list[str]] = field(default_factory=dict)  # items without a PDF, by package

    def take(self, package: Package, held: Held, box: str, place: str) -> Handed:
        """The PDF of an item, and beside it what is none."""
        copying = Copying(self.desk, package, self.made, self.now)
        rule, code = code_rule(self.desk), self.codes[held.key]
        stem, order = file_stem(code), order_of(held)
        files: list[Copied] = []
        pages, beside = None, list(order.beside)
        if order.joined:
            pdf, pages, refused = self._joined(copying, f"档案/{stem}.pdf", order.joined)
            files += [pdf] if pdf else []
            beside += refused
            self._say(held, refused)
        else:
            self.without.setdefault(held.package, []).append(held.item.item)
        single = len(beside) == 1 and not files
        for number, file in enumerate(beside, 1):
            name = (stem if single else f"{stem}_{number}") + PurePosixPath(file.path).suffix
            files.append(copying.write(f"档案/{name}", package.chunks(file.path)))
        self.copied += files
        parts = {**code_parts(code, rule), "门类": rule.fixed["门类"]}
        names = [str(each.path) for each in files]
        return Handed(
            held, code, parts, names[0], tuple(names[1:]), pages if pages is not None else held.item.pages,
            sum(each.size for each in files), files[0].sha256, box, place,
        )  # fmt: skip

    def _joined(
        self, copying: Copying, name: str, files: Sequence[PackedFile]
    ) -> tuple[Copied | None, int | None, list[PackedFile]]:
        """One PDF as it is; several joined in the child. What cannot be joined goes beside."""
        if len(files) == 1:
            return copying.write(name, copying.package.chunks(files[0].path)), files[0].pages, []
        parts = self.made / f"{DRAFT_PREFIX}parts"
        whole = self.made / f"{DRAFT_PREFIX}whole"
        try:
            spans = _gathered(copying.package, files, parts)
            with whole.open("w+b") as target:
                pages = join(parts, spans, target)
            if not pages or not any(pages):
                return None, None, list(files)
            with whole.open("rb") as handle:
                done = copying.write(name, iter(lambda: handle.read(1 << 20), b""))
        finally:
            parts.unlink(missing_ok=True)
            whole.unlink(missing_ok=True)
        refused = [file for file, count in zip(files, pages, strict=True) if not count]
        return done, sum(pages), refused

    def _say(self, held: Held, files: Iterable[PackedFile]) -> None:
        names = "、".join(PurePosixPath(file.path).name for file in files)
        if names:
            facts = {"code": self.codes[held.key], "item": held.item.item, "files": names}
            self.findings.append(Finding("H-202", Severity.WARNING, Place(held.package), facts))

    def said(self) -> tuple[Finding, ...]:
        """What a person should look at: first the packages with items that have no PDF."""
        found = [
            Finding("H-201", Severity.WARNING, Place(package), {"count": len(items), "items": "、".join(items)})
            for package, items in self.without.items()
        ]
        return (*found, *self.findings)

    def write(self, name: str, data: bytes) -> Copied:
        """A list of the set."""
        path = self.made / name
        make_folder(path.parent, private=False)
        with draft(path, private=False) as handle:
            handle.write(data)
        done = Copied(PurePosixPath(name), len(data), digest_of([data]))
        self.copied.append(done)
        return done


def _gathered(package: Package, files: Iterable[PackedFile], target: Path) -> list[Span]:
    """Writes files one after the other; where each begins, and its size."""
    spans, at = [], 0
    with target.open("wb") as handle:
        for file in files:
            size = 0
            for piece in package.chunks(file.path):
                handle.write(piece)
                size += len(piece)
            spans.append((at, size))
            at += size
    return spans


def hand_over(
    desk: Desk, paths: Sequence[Path], target: Path, transfer: Transfer, now: datetime, *, dry_run: bool = False
) -> HandedOver:
    """Makes the hand-over set of packages in a folder under `target`; the set is whole or not there.

    Raises:
        NotPermitted, Damaged: as `export`.
        Refused: an item has no code, or a package is none of ours.
        Conflict: the folder exists.
        WrongUsage: a column names no field.
    """
    columns = _columns(desk, transfer.columns)
    whole = target / f"移交-{code_rule(desk).fixed['全宗号'] or '全宗'}-{desk.settings.today:%Y%m%d}"
    require_free(whole)
    codes = codes_by_item(read_codes(desk))
    with ExitStack() as until_made:
        packages: dict[str, Package] = {}
        held: list[Held] = []
        for path in dict.fromkeys(paths):
            package = until_made.enter_context(open_shown(desk, path))
            require_fit(desk, path, package)
            own = Copying(desk, package, target, now).held
            require_codes(package.name, own, codes)
            packages[package.name] = package
            held += own
        items = sorted(arranged(held), key=lambda each: codes[each.key])
        if dry_run:
            size = sum(file.size for each in held for file in each.item.files)
            return HandedOver(whole, tuple(packages), len(items), len(items), size, None)
        with folder_draft(whole) as made:
            making = _Set(desk, made, now, codes)
            handed = _take(making, items, packages)
            _lists(making, handed, packages, columns)
            with locked(desk.layout.lock, f"{desk.settings.actor} export"), Press(desk) as press:
                head = read_head(desk.layout.ledger)
                _sign(making, handed, transfer, press, head)
                require_free(whole)
                _note(making, paths, whole, transfer)
                swap_folder(made, whole)
    pages = _pages(handed)
    size = sum(each.size for each in making.copied)
    return HandedOver(whole, tuple(packages), len(handed), len(making.copied), size, pages, making.said())


def _columns(desk: Desk, path: Path | None) -> dict[str, str]:
    """The archive's columns: column -> field of ours, in order."""
    found = path or first_of(desk.schema_folders, "columns/columns.yaml")
    record = desk.data(found, "columns")
    group = record.fields["columns"]
    assert isinstance(group, Group)
    columns = {name: str(leaf.value) for name, leaf in group.fields.items() if isinstance(leaf, Leaf)}
    require_columns(columns, desk.layout.shown(found))
    return columns


def _take(making: _Set, items: Sequence[Held], packages: Mapping[str, Package]) -> list[Handed]:
    places = state_of_paper(Shelf(making.desk).lines()).places
    handed = []
    for held in items:
        kept = places.get(held.catalogue.package)
        box, place = (kept.box, kept.place) if kept else ("", "")
        handed.append(making.take(packages[held.catalogue.package], held, box, place))
    return handed


def _lists(
    making: _Set, handed: Sequence[Handed], packages: Mapping[str, Package], columns: Mapping[str, str]
) -> None:
    """The catalogue in the archive's columns, and each package's four-property reports: of its filing, and of now."""
    head, rows = catalogue_table(columns, handed)
    making.write("目录.csv", csv_bytes((head, *rows)))
    making.write("目录.xlsx", sheet("目录", head, rows, widths=[_WIDTH] * len(head)))
    for name, package in packages.items():
        if _REPORT in package.files:
            making.write(f"检测/{name}-四性检测报告.docx", b"".join(package.chunks(_REPORT)))
        if package.catalogue is not None:
            for file, content in _checked(making.desk, package).items():
                making.write(f"检测/{file}", content)


def _checked(desk: Desk, package: Package) -> Mapping[str, bytes]:
    """The four-property report of the hand-over; the package was verified before, or nothing would be handed over."""
    shelf = Shelf(desk)
    path = desk.layout.root / package.source
    line = shelf.sealed().get(package.source)
    agrees = None if line is None else line.act.sha256 == file_digest(path)
    return report_of(Sealed(path, package.source, agrees=agrees), HAND_OVER, desk.settings).files


def _sign(making: _Set, handed: Sequence[Handed], transfer: Transfer, press: Press, head: Head) -> None:
    """What is signed: the list of items, then, with the digest of everything, the register in two copies."""
    files = [each for each in making.copied if each.path.parts[0] == "档案"]
    pages = _pages(handed)
    facts = {
        "receiver": transfer.receiver,
        "carrier": transfer.carrier,
        "method": "离线移交" if transfer.carrier else "",
        "year": "、".join(sorted({str(each.held.catalogue.year) for each in handed})),
        "retention": "、".join(dict.fromkeys(each.held.item.retention for each in handed)),
        "count": str(len(handed)),
        "files": str(len(files)),
        "bytes": str(sum(each.size for each in files)),
        "pages": "" if pages is None else str(pages),
    }
    codes = {each.held.key: each.code for each in handed}
    rows = catalogue_rows([each.held for each in handed], codes)
    items = [
        {**row, "pages": "" if each.pages is None else str(each.pages), "bytes": str(each.size),
         "file": "、".join(PurePosixPath(name).name for name in (each.file, *each.beside))}
        for row, each in zip(rows, handed, strict=True)
    ]  # fmt: skip
    making.write("移交清单.docx", press.printed(HANDED_OVER, {**facts, "items": items}, head=head))
    digests = digest_list([(str(each.path), each.sha256) for each in making.copied])
    listed = making.write(DIGESTS, digests)
    for copy in COPIES:
        said = {**facts, "copy": copy, "digest": listed.sha256}
        making.write(f"电子档案移交与接收登记表（{copy}）.docx", press.printed(REGISTER, said, head=head))


def _note(making: _Set, paths: Sequence[Path], whole: Path, transfer: Transfer) -> None:
    shelf = Shelf(making.desk)
    listed = next(each for each in making.copied if str(each.path) == DIGESTS)
    details = {"as": ARCHIVE, "to": str(whole), "digests_sha256": listed.sha256, "carrier": transfer.carrier,
               "receiver": transfer.receiver}  # fmt: skip
    for path in dict.fromkeys(paths):
        if path in shelf.packages:
            shelf.note(EXPORTED, making.now, path, details={name: said for name, said in details.items() if said})


def _pages(handed: Iterable[Handed]) -> int | None:
    known = [each.pages for each in handed]
    return None if None in known else sum(count for count in known if count is not None)
