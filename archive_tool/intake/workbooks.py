"""A workbook as tables of a case: which of its sheets is which table, and what those lack that are none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archive_tool.errors import Unreadable
from archive_tool.intake.tables import placed_heads, rows_of
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import Placed, Row, Sheet, Table
from archive_tool.texts.extracting import opened
from archive_tool.texts.sheets import sheet_rows
from archive_tool.texts.unreadable import Unreadable as NoText

_HEAD_WITHIN: Final = 20  # rows at the top of a sheet in which its head is looked for


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables in a workbook, and what is to be said of sheets that are none."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


def read_sheets(data: bytes, source: str, tables: Sequence[Table]) -> Sheets:
    """The tables in a workbook.

    Args:
        data: of the `.xlsx` file.
        source: the file as the user names it.
        tables: those it may be.

    Raises Unreadable for what is no workbook, and when no sheet has the head of one of the tables.
    """
    found: list[Sheet] = []
    findings: list[Finding] = []
    near = _Nearest()
    try:
        for name, rows in sheet_rows(*opened(data)):
            sheet = _sheet(name, source, rows, tables, near)
            if sheet is None:
                findings.append(Finding("I-128", Severity.INFO, Place(source, field=name), {"sheet": name}))
            else:
                found.append(sheet)
                findings += sheet.findings
    except NoText as stop:
        raise Unreadable("intake.workbook", file=source) from stop
    if not found:
        raise near.refusal(source, tables)
    return Sheets(tuple(found), tuple(findings))


@dataclass(slots=True)
class _Nearest:
    """The row that came nearest to a head, for saying what it lacks."""

    table: Table | None = None
    lacking: tuple[str, ...] = ()
    sheet: str = ""

    def see(self, sheet: str, table: Table, placed: Mapping[int, Placed], lacking: tuple[str, ...]) -> None:
        if len(placed) > 1 and (self.table is None or len(lacking) < len(self.lacking)):
            self.table, self.lacking, self.sheet = table, lacking, sheet

    def refusal(self, source: str, tables: Sequence[Table]) -> Unreadable:
        if self.table is None:
            known = "；".join(f"{each.zh}（{'、'.join(_needed(each))}）" for each in tables)
            return Unreadable("intake.no_table", file=source, known=known)
        lacking = "、".join(self.lacking)
        return Unreadable("intake.table_lacks", file=source, sheet=self.sheet, table=self.table.zh, lacking=lacking)


def _needed(table: Table) -> tuple[str, ...]:
    return tuple(column.head for column in table.columns if column.required)


def _sheet(name: str, source: str, rows: Iterator[Row], tables: Sequence[Table], near: _Nearest) -> Sheet | None:
    for row in rows:
        if row.number > _HEAD_WITHIN:
            return None
        known = _recognised(name, row, tables, near)
        if known is not None:
            table, placed = known
            return rows_of(Sheet(table, source, name, placed, ()), row, rows)
    return None


def _recognised(
    sheet: str, row: Row, tables: Sequence[Table], near: _Nearest
) -> tuple[Table, dict[int, Placed]] | None:
    """The table whose head a row is: all that it must have is there, and most of the rest."""
    best: tuple[int, Table, dict[int, Placed]] | None = None
    for table in tables:
        placed = placed_heads(row.cells, table)
        there = {each.column.head for each in placed.values()}
        lacking = tuple(head for head in _needed(table) if head not in there)
        if lacking:
            near.see(sheet, table, placed, lacking)
        elif placed and (best is None or len(placed) > best[0]):
            best = len(placed), table, placed
    return None if best is None else best[1:]
