"""`import FILE... --case CASE`: tables from xlsx into tables/ of a case, and the empty sheets to hand out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from archive_tool import limits
from archive_tool.errors import Conflict, Unreadable, WrongUsage
from archive_tool.intake.workbooks import read_sheets
from archive_tool.messages import Say
from archive_tool.model.findings import Finding
from archive_tool.model.tables import STAR, Column, Sheet, Table, Typed
from archive_tool.packages.catalogue import csv_bytes, safe_cell
from archive_tool.packages.sheet import sheet as workbook
from archive_tool.records.tabling import row_key
from archive_tool.tasks.bulk import made_at_once
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.tables_kept import CSV, Opened, kept_sheet
from archive_tool.workspace.history import keep
from archive_tool.workspace.layout import TABLES
from archive_tool.workspace.sweeping import sweep_case
from archive_tool.writing import locked, make_folder, write_aside, write_bytes

_BLANK_ROWS: Final = 20
_PAGE: Final = 205.0  # millimetres: A4 across by LibreOffice, whose columns come out broader than ours
_REASON: Final = 60.0  # millimetres
_CHOICES: Final = 8

@dataclass(frozen=True, slots=True)
class TakenTable:
    """What taking in one sheet does.

    Attributes:
        source: the workbook.
        sheet: as it was read.
        path: of the CSV.
        new, changed, unchanged: how many of its rows are so.
        bad: rows that go back.
        data: the CSV to be; empty when nothing changes.
        before: the present CSV; None when there is none.
    """

    source: Path
    sheet: Sheet
    path: Path
    new: int
    changed: int
    unchanged: int
    bad: tuple[Typed, ...]
    data: bytes
    before: bytes | None


def propose_tables(
    desk: Desk, case: Opened, files: Sequence[Path], wanted: str
) -> tuple[tuple[TakenTable, ...], tuple[Finding, ...]]:
    """Reads workbooks and says what taking them in would do; writes nothing.

    Args:
        desk: where.
        case: into which.
        files: workbooks.
        wanted: name of the table that they are; empty to tell by their heads.

    Raises WrongUsage for a table that the kind does not have and files that are none, Unreadable for workbooks that
    cannot be read or have no table.
    """
    tables = _chosen(desk.tables(case.kind), wanted)
    taken: list[TakenTable] = []
    findings: list[Finding] = []
    with made_at_once():
        for path in files:
            read = read_sheets(_bytes(path, desk), desk.layout.shown(path), tables)
            findings += read.findings
            for sheet in read.sheets:
                if any(other.sheet.table is sheet.table for other in taken):
                    raise WrongUsage("tables.twice", table=sheet.table.zh, file=desk.layout.shown(path))
                typed = case.tabler.typed(sheet)
                findings += [finding for row in typed for finding in row.findings]
                taken.append(_compared(desk, case, path, sheet, typed))
    return tuple(taken), tuple(findings)


def take_tables(desk: Desk, case: Opened, taken: Sequence[TakenTable], when: datetime, *, agreed: bool) -> None:
    """Writes the tables.

    Raises Conflict, before anything is written, when rows would change and that was not agreed to, or a table was
    changed meanwhile.
    """
    with locked(desk.layout.lock, desk.settings.actor or "import"):
        sweep_case(case.folder)
        for one in taken:
            shown = desk.layout.shown(one.path)
            if one.changed and not agreed:
                raise Conflict("tables.not_agreed", path=shown, count=one.changed)
            if (one.path.read_bytes() if one.path.is_file() else None) != one.before:
                raise Conflict("intake.changed_meanwhile", path=shown)
        for one in taken:
            if one.data:
                make_folder(one.path.parent)
                if one.before is not None:
                    keep(case.folder, one.path, when)
                write_bytes(one.path, one.data, read_back=True)


def returned_table(one: TakenTable, folder: Path, say: Say, reason: Callable[[Typed], str]) -> Path:
    """Writes the rows that go back into a new workbook in a folder, with a column that says why; its path."""
    places = sorted(one.sheet.placed)
    remark = say("import.remark")
    rows = [(*(safe_cell(row.row.raw.get(place, "")) for place in places), reason(row)) for row in one.bad]
    stem = f"{one.source.stem}_{one.sheet.table.zh}" if one.sheet.table.zh not in one.source.stem else one.source.stem
    path = _free(folder, f"{stem}{say('import.returned_suffix')}")
    widths = (*(one.sheet.placed[place].column.width for place in places), _REASON)
    write_aside(path, workbook(one.sheet.table.zh, (*one.sheet.heads, remark), rows, widths=widths), private=True)
    return path


def blank_table(desk: Desk, kind: str, wanted: str, path: Path, say: Say) -> Table:
    """Writes an empty sheet to hand out; the table it is.

    Raises WrongUsage when the kind has no such table, or several and none was named, Conflict when the file is there.
    """
    tables = _chosen(desk.tables(kind), wanted)
    if len(tables) > 1:
        raise WrongUsage("tables.which", known="、".join(table.name for table in tables))
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage("export.suffix", path=path.name)
    if path.exists():
        raise Conflict("export.exists", path=path)
    (table,) = tables
    columns = [column for column in table.columns if STAR not in column.head]
    note = say("tables.note")
    notes = [*(f"{note}{line}" for line in table.notes), *(f"{note}{line}" for line in _choices(columns, say))]
    rows = [[""] * len(columns)] * _BLANK_ROWS
    narrower = min(1.0, _PAGE / sum(column.width for column in columns))
    widths = [column.width * narrower for column in columns]
    heads = [column.head for column in columns]
    write_aside(path, workbook(table.zh, heads, rows, widths=widths, notes=notes))
    return table


def _choices(columns: Sequence[Column], say: Say) -> list[str]:
    return [
        say("tables.choices", head=column.head, known="、".join(column.choices))
        for column in columns
        if column.choices and len(column.choices) <= _CHOICES
    ]


def _chosen(tables: Sequence[Table], wanted: str) -> tuple[Table, ...]:
    found = tuple(table for table in tables if wanted in ("", table.name, table.zh, table.en))
    if not found:
        known = "、".join(table.name for table in tables)
        raise WrongUsage("tables.unknown" if known else "tables.none", table=wanted, known=known)
    return found


def _bytes(path: Path, desk: Desk) -> bytes:
    shown = desk.layout.shown(path)
    if not path.is_file():
        raise WrongUsage("intake.no_file", file=shown)
    if path.stat().st_size > limits.TEXT_FILE_BYTES:
        raise Unreadable("intake.too_large", file=shown, most=limits.TEXT_FILE_BYTES // limits.MIB)
    return path.read_bytes()


def _compared(desk: Desk, case: Opened, source: Path, sheet: Sheet, typed: Sequence[Typed]) -> TakenTable:
    """The table as it would stand, held against the one that does."""
    path = case.folder / TABLES / f"{sheet.table.name}{CSV}"
    before = path.read_bytes() if path.is_file() else None
    old = kept_sheet(path, desk.layout.shown(path), {sheet.table.name: sheet.table}) if before is not None else None
    at: dict[tuple[str, ...], int] = {}
    whole: list[dict[str, str]] = []
    for row in case.tabler.typed(old) if old is not None else ():
        cells = _by_head(old or sheet, row.row.cells)
        at[row_key(row, sheet.table) or tuple(cells.values())] = len(whole)
        whole.append(cells)
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for row in typed:
        if row.entry is None:
            continue
        cells = _by_head(sheet, row.row.cells)
        place = at.get(row_key(row, sheet.table) or tuple(cells.values()))
        if place is None:
            counts["new"] += 1
            whole.append(cells)
        elif whole[place] == cells:
            counts["unchanged"] += 1
        else:
            counts["changed"] += 1
            whole[place] = cells
    heads = _heads(sheet.table, whole)
    changed = counts["new"] + counts["changed"]
    data = csv_bytes((heads, *([cells.get(head, "") for head in heads] for cells in whole))) if changed else b""
    bad = tuple(row for row in typed if row.entry is None)
    return TakenTable(source, sheet, path, bad=bad, data=data, before=before, **counts)


def _by_head(sheet: Sheet, cells: Mapping[int, str]) -> dict[str, str]:
    """The cells by the heads of the table itself and in its order, whatever the sheet calls them."""
    named = {}
    for place in sorted(cells):
        placed = sheet.placed[place]
        named[placed.column.head.replace(STAR, placed.star)] = cells[place]
    order = [column.head for column in sheet.table.columns]
    return {head: named[head] for head in sorted(named, key=lambda head: (head not in order, head))}


def _heads(table: Table, rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The columns that say something, in the order of the table."""
    used = dict.fromkeys(head for row in rows for head in row)
    order = [column.head for column in table.columns]
    fixed = [head for head in order if head in used]
    return [*fixed, *(head for head in used if head not in order)]


def _free(folder: Path, stem: str) -> Path:
    return next(
        path for number in range(1, 10_000)
        if not (path := folder / f"{stem}{f'_{number}' if number > 1 else ''}.xlsx").exists()
    )  # fmt: skip


