"""`retain dispose`: packages whose period is over go, by two persons, leaving their trace.

Order of writes: the list of what is destroyed (archive/disposed/), the ledger's line, then the package. A disposal that
a crash cut short after its line is finished by the same command.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive_tool.errors import Damaged, NotPermitted, Refused, ToolError, WrongUsage
from archive_tool.packages.catalogue import csv_bytes, title_of
from archive_tool.packages.ledger import DISPOSED, LedgerLine, read_head
from archive_tool.packages.reading import Package
from archive_tool.packages.retaining import period_of
from archive_tool.packages.verifying import verify
from archive_tool.tasks.codes import codes_by_item
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.holdings import disposals, read_codes
from archive_tool.tasks.printing import DESTROYED, Press
from archive_tool.tasks.shelf import Shelf, file_digest
from archive_tool.tasks.show import find_package, open_shown, visible_items
from archive_tool.writing import locked, make_folder, remove_file, sweep, write_bytes

COLUMNS = ("序号", "档号", "题名", "责任者", "日期", "页数", "保管期限", "文件", "摘要（SHA-256）")


@dataclass(frozen=True, slots=True)
class Disposal:
    """Who disposes of what, and why; `second` is the other person who signs, beside the acting one."""

    second: str
    reason: str
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of one package: `disposed` or, with its error, `refused`; `items` and `trace` say what is left."""

    path: str
    state: str
    items: int = 0
    trace: str = ""
    error: ToolError | None = None

    @property
    def exit_code(self) -> int:
        """0, or that of its error."""
        return self.error.exit_code if self.error else 0


def dispose(desk: Desk, wanted: Sequence[str], order: Disposal, here: Path, now: datetime) -> tuple[Gone, ...]:
    """Disposes of packages whose period is over; one that is refused never stops the others.

    Raises WrongUsage when the two names are one or a name or reason is missing.
    """
    first, second = desk.settings.actor.strip(), order.second.strip()
    if not second or first == second:
        raise WrongUsage("retain.two_names", first=first, second=second or "—")
    if not order.reason.strip():
        raise WrongUsage("retain.no_reason")
    with locked(desk.layout.lock, f"{first} retain"), Press(desk) as press:
        sitting = _Sitting(desk, order, codes_by_item(read_codes(desk)), press, now)
        done = []
        for name in dict.fromkeys(wanted):
            try:
                done.append(sitting.dispose(find_package(desk, name, here)))
            except ToolError as error:
                done.append(Gone(name, "refused", error=error))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Sitting:
    """One call's disposals; the caller holds the lock."""

    desk: Desk
    order: Disposal
    codes: Mapping[tuple[str, str], str]
    press: Press
    now: datetime

    def dispose(self, path: Path) -> Gone:
        """Trace, line, then the package goes."""
        shelf, dry_run = Shelf(self.desk), self.order.dry_run
        if path not in shelf.packages:
            raise WrongUsage("retain.not_ours", package=path.name)
        shown = shelf.shown(path)
        folder = self.desk.layout.disposed / path.stem
        trace = self.desk.layout.shown(folder)
        begun, sealed = disposals(self.desk).get(shown), shelf.sealed().get(shown)
        if begun is not None:
            if not dry_run:
                remove_file(path)
            return Gone(shown, "disposed", int(begun.act.details.get("items", "0")), trace)
        _require_unchanged(path, shown, sealed)
        assert sealed is not None
        with open_shown(self.desk, path) as package:
            _require_over(self.desk, package, shown)
            gone = Gone(shown, "disposed", len(package.items), trace)
            if dry_run:
                return gone
            self._leave_trace(package, folder)
        details = {
            "second": self.order.second.strip(),
            "reason": self.order.reason.strip(),
            "items": str(gone.items),
            "retention": sealed.act.details.get("retention", ""),
            "trace": trace,
        }
        shelf.note(DISPOSED, self.now, path, sealed.act.sha256, details)
        remove_file(path)
        return gone

    def _leave_trace(self, package: Package, folder: Path) -> None:
        """销毁清册, kept for ever: what was destroyed, by which digest, by whom and why."""
        rows = _rows(package, self.codes)
        catalogue = package.catalogue
        assert catalogue is not None
        sweep(make_folder(folder))
        write_bytes(folder / "销毁清册.csv", csv_bytes((COLUMNS, *rows)))
        facts = {
            "package": catalogue.package,
            "case_title": catalogue.title,
            "year": str(catalogue.year),
            "retention": catalogue.retention,
            "reason": self.order.reason.strip(),
            "first": self.desk.settings.actor,
            "second": self.order.second.strip(),
            "items": [
                dict(zip(("sequence", "code", "title", "maker", "date", "pages"), row, strict=False))
                for row in rows
                if row[0]
            ],
        }
        head = read_head(self.desk.layout.ledger)
        write_bytes(folder / "销毁清册.docx", self.press.printed(DESTROYED, facts, head=head))


def _require_unchanged(path: Path, shown: str, sealed: LedgerLine | None) -> None:
    """What is destroyed must be what was sealed: else somebody should look first."""
    if sealed is None or file_digest(path) != sealed.act.sha256:
        raise Damaged("retain.not_as_sealed", package=shown)
    if any(finding.stops for finding in verify(path, source=shown)):
        raise Damaged("pack.damaged", path=shown)


def _require_over(desk: Desk, package: Package, shown: str) -> None:
    if package.catalogue is None:
        raise Refused("retain.no_period", package=shown)
    if len(visible_items(desk, package)) < len(package.items):
        raise NotPermitted("retain.not_permitted", package=shown)
    period = period_of(package.catalogue)
    if period.permanent:
        raise Refused("retain.permanent", package=shown)
    if period.until is None:
        raise Refused("retain.no_period", package=shown)
    if not period.is_over(desk.settings.today):
        raise Refused("retain.too_early", package=shown, until=period.until)


def _rows(package: Package, codes: Mapping[tuple[str, str], str]) -> list[tuple[str, ...]]:
    """A row an item, then one for each further file of it."""
    rows = []
    for item in package.items:
        pages = "" if item.pages is None else str(item.pages)
        code = codes.get((package.name, item.item), "")
        own = (str(item.sequence), code, title_of(item), item.maker, item.date, pages, item.retention)
        for number, file in enumerate(item.files):
            rows.append((*(own if number == 0 else ("",) * len(own)), file.path, file.sha256))
    return rows
