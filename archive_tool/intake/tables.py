"""Rows as a table of a case: which column is which, each cell in the spelling that records take.

What a table is stands in schemas/<kind>/tables/; nothing here knows any of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Final

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.intake.digits import dotted
from archive_tool.intake.forms import FORBIDDEN
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import STAR, Column, Placed, Row, Sheet, Table, TableRow, cell_place

_HEAD_LONG: Final = 200  # characters
_BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]")
_IGNORED: Final = frozenset({"", "序号", "备注", "退回原因"})
_SUMS: Final = frozenset({"合计", "总计", "小计", "共计"})
_OURS: Final = re.compile("注[:：]")  # below the sheets that we hand out
_NOTE: Final = re.compile("说明[:：]|填表|制表|审核人|统计人|计票人|监票人")
_ERROR: Final = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NUM!|NULL!|VALUE!|SPILL!|CALC!)")
_WIDE: Final = str.maketrans("０１２３４５６７８９．－％", "0123456789.-%")
_WHOLE: Final = re.compile(r"(-?\d+)\.0+", re.ASCII)
_FRACTION: Final = re.compile(r"0?\.\d+|0", re.ASCII)
_DAY_SECONDS: Final = 86_400


def rows_of(sheet: Sheet, head: Row, rows: Iterable[Row]) -> Sheet:
    """The sheet with the rows below its head, and what is to be said of columns and rows that are none.

    Raises Unreadable when two columns say the same, and for a row that no spreadsheet program could have written.
    """
    reader = _Reader(sheet.table, sheet.source, sheet.name, sheet.placed)
    reader.twice(_of_size(head, sheet.source))
    others = tuple(reader.unknown(head))
    read = tuple(reader.rows(rows))
    return replace(sheet, rows=read, findings=(*others, *reader.findings))


def placed_heads(heads: Mapping[int, str], table: Table) -> dict[int, Placed]:
    """Which columns of a sheet are columns of a table; exact heads first, then those with a star."""
    found: dict[int, Placed] = {}
    plain = {_plain(name): column for column in table.columns for name in (*column.also, column.head)}
    for place, head in heads.items():
        column, star = plain.get(_plain(head)), ""
        if column is None:
            column, star = _starred(_plain(head), table)
        if column is not None:
            found[place] = Placed(column, head.strip(), star)
    own = {each.column.head for each in found.values() if _plain(each.head) == _plain(each.column.head)}
    return {  # beside 编号 a 序号 is no second one
        place: each
        for place, each in found.items()
        if each.star or each.column.head not in own or _plain(each.head) == _plain(each.column.head)
    }


def _starred(head: str, table: Table) -> tuple[Column | None, str]:
    for column in table.columns:
        for name in (column.head, *column.also):
            before, star, after = name.partition(STAR)
            if star and head.startswith(before) and head.endswith(after) and len(head) > len(before) + len(after):
                return column, head[len(before) : len(head) - len(after)]
    return None, ""


@dataclass(slots=True)
class _Reader:
    """Reads the rows below a head."""

    table: Table
    source: str
    sheet: str
    placed: Mapping[int, Placed]
    findings: list[Finding] = field(default_factory=list)

    def place(self, row: int, column: int) -> Place:
        return cell_place(self.source, self.sheet, row, column)

    def twice(self, head: Row) -> None:
        """Raises Unreadable when two columns say the same field."""
        seen: dict[tuple[str, str], str] = {}
        for place, each in sorted(self.placed.items()):
            mark = (each.column.head, each.star)
            if mark in seen:
                twice = head.cells[place].strip()
                raise Unreadable("intake.head_twice", file=self.source, sheet=self.sheet, head=twice)
            seen[mark] = each.head

    def unknown(self, head: Row) -> Iterator[Finding]:
        for place, text in head.cells.items():
            if place not in self.placed and _plain(text) not in _IGNORED:
                at = self.place(head.number, place)
                facts = {"head": text.strip()[:_HEAD_LONG], "table": self.table.zh}
                yield Finding("I-127", Severity.WARNING, at, facts)

    def rows(self, rows: Iterable[Row]) -> Iterator[TableRow]:
        for row in rows:
            first = next(iter(row.cells.values()), "").strip()
            alone = len(row.cells) == 1
            if alone and _OURS.match(first):
                continue
            if "".join(first.split()) in _SUMS or (alone and _NOTE.match(first)):
                self.findings.append(Finding("I-129", Severity.INFO, self.place(row.number, 1), {"text": first[:40]}))
            elif any(place in self.placed for place in row.cells) or row.unknown:
                yield self.read(_of_size(row, self.source))

    def read(self, row: Row) -> TableRow:
        findings: list[Finding] = []
        cells: dict[int, str] = {}
        raw: dict[int, str] = {}
        for place, each in self.placed.items():
            told = row.cells.get(place)
            if told is None:
                if each.column.required and place not in row.unknown:
                    facts = {"head": each.head}
                    findings.append(Finding("I-125", Severity.ERROR, self.place(row.number, place), facts))
                continue
            raw[place] = told = told.removeprefix("'")  # as sheets go back with it
            rule = _trouble(told)
            if rule:
                findings.append(Finding(rule, Severity.ERROR, self.place(row.number, place), {"head": each.head}))
            else:
                cells[place] = _SPELLED.get(each.column.sort, str.strip)(told)
        findings += [
            Finding("I-120", Severity.ERROR, self.place(row.number, place))
            for place in row.unknown
            if place in self.placed
        ]
        return TableRow(row.number, cells, raw, tuple(findings))


def _of_size(row: Row, source: str) -> Row:
    """A row that a spreadsheet program could have written. Raises Unreadable."""
    if max(row.cells, default=0) > limits.TABLE_COLUMNS or any(len(t) > limits.CELL_TEXT for t in row.cells.values()):
        raise Unreadable("intake.workbook", file=source)
    return row


def _plain(head: str) -> str:
    return _BRACKETS.sub("", "".join(head[:_HEAD_LONG].split())).strip("：:")


def _trouble(told: str) -> str:
    """The rule that a cell breaks whatever its column is."""
    if told.startswith("#") and _ERROR.fullmatch(told.strip()):
        return "I-122"
    return "I-126" if not told.isprintable() and FORBIDDEN.search(told) else ""


def _number(told: str) -> str:
    """`12.0` is how some programs save a 12."""
    bare = told.strip().translate(_WIDE)
    whole = _WHOLE.fullmatch(bare)
    return whole[1] if whole else bare


def _date(told: str) -> str:
    bare = told.strip()
    return dotted(bare) or bare


def _time(told: str) -> str:
    """A time is saved as a fraction of the day."""
    bare = told.strip().translate(_WIDE)
    if not _FRACTION.fullmatch(bare):
        return bare
    minutes = round(float(bare) * _DAY_SECONDS / 60)
    return f"{time(minutes // 60 % 24, minutes % 60):%H:%M}"


_SPELLED: Final[Mapping[str, Callable[[str], str]]] = {
    "integer": _number, "number": _number, "year": _number, "percent": _number, "date": _date, "time": _time,
    "id_number": lambda told: told.strip().upper(),
}  # fmt: skip
