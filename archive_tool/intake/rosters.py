"""Rosters (名册): rows of an xlsx become persons by the names of its columns; what cannot be read is named by cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.intake.digits import dotted, is_year
from archive_tool.intake.forms import FAMILY, LABELS, PHOTO
from archive_tool.intake.parts import Note
from archive_tool.intake.persons import INFORMS, Arrival, Fields, facts_of, nested
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import Row, cell_place
from archive_tool.texts.extracting import opened
from archive_tool.texts.sheets import sheet_rows
from archive_tool.texts.unreadable import Unreadable as NoText

_NAME: Final = "姓名"
_HEAD_WITHIN: Final = 20  # rows at the top of a sheet in which its head is looked for
_HEAD_LONG: Final = 200  # characters
_BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]")
_IGNORED: Final = frozenset({"", "序号", "编号", "备注", "退回原因", "照片", "年龄"})
_OTHER_NAMES: Final = {
    "出生日期": "ChuShengNianYue",
    "参加工作年月": "CanJiaGongZuoShiJian",
    "工作时间": "CanJiaGongZuoShiJian",
    "入党年月": "RuDangShiJian",
    "到龄时间": "DaoLingNianYue",
    "单位及职务": "XianRenZhiWu",
    "单位职务": "XianRenZhiWu",
    "工作单位及职务": "XianRenZhiWu",
    "现任职务": "XianRenZhiWu",
    "职务": "XianRenZhiWu",
    "身份证号码": "ShenFenZheng",
    "公民身份号码": "ShenFenZheng",
    "年度考核": "NianDuKaoHeJieGuo",
    "专业特长": "ShuXiZhuanYeYouHeZhuanChang",
    "全日制毕业院校系及专业": "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
    "在职毕业院校系及专业": "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi",
}
_TAGS: Final = {label: tag for tag, label in LABELS.items() if tag not in (FAMILY, PHOTO)} | _OTHER_NAMES


@dataclass(frozen=True, slots=True)
class Column:
    """A field that forms do not have: its dotted path, its sort and, of a choice, what it may be."""

    path: str
    sort: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """What a workbook says: a person for each row ; where a cell could not be read it has an error."""

    rows: tuple[Arrival, ...]
    head: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Sheet:
    """A sheet whose head was found: what each column is."""

    name: str
    source: str
    known: Mapping[str, Column]
    heads: dict[int, str] = field(default_factory=dict)  # as they stand there
    tags: dict[int, str] = field(default_factory=dict)
    columns: dict[int, Column] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        return cell_place(self.source, self.name, row, column)

    def read_head(self, row: Row) -> Iterator[Finding]:
        for column, text in row.cells.items():
            name = _plain(text)
            if name in _IGNORED:
                self.heads[column] = name or text.strip()
                continue
            if name in {_plain(each) for each in self.heads.values()}:
                raise Unreadable("intake.head_twice", file=self.source, sheet=self.name, head=name)
            self.heads[column] = text.strip()
            tag = _TAGS.get(name)
            if tag is not None and tag in self.tags.values():
                raise Unreadable("intake.head_twice", file=self.source, sheet=self.name, head=name)
            if tag is not None:
                self.tags[column] = tag
            elif name in self.known:
                self.columns[column] = self.known[name]
            else:
                self.others[column] = name
                yield Finding("I-118", Severity.INFO, self.place(row.number, column), {"head": name})

    def person(self, row: Row) -> Arrival:
        cells = {column: text.removeprefix("'") for column, text in row.cells.items()}  # as sheets go back with it
        facts, notes = facts_of({tag: cells.get(column, "") for column, tag in self.tags.items()})
        findings = [self.finding(note, row.number) for note in notes]
        for column, known in self.columns.items():
            told = cells.get(column, "").strip()
            read, trouble = _typed(told, known, self.heads[column])
            if read:
                facts[known.path] = read
            if trouble:
                findings.append(Finding(trouble[0], Severity.ERROR, self.place(row.number, column), trouble[1]))
        findings += [Finding("I-120", Severity.ERROR, self.place(row.number, each)) for each in row.unknown]
        if "name" not in facts:
            at = next(column for column, tag in self.tags.items() if tag == "XingMing")
            findings.append(Finding("I-119", Severity.ERROR, self.place(row.number, at)))
        fields = nested(facts)
        custom = _custom(fields)
        custom |= {name: cells[column].strip() for column, name in self.others.items() if column in cells}
        if not custom:
            del fields["custom"]
        named = {head: cells.get(column, "") for column, head in self.heads.items()}
        return Arrival(self.source, fields, b"", tuple(findings), row.number, named)

    def finding(self, note: Note, row: int) -> Finding:
        """In a roster what cannot be read is an error: the row goes back."""
        column = next((column for column, tag in self.tags.items() if tag == note.tag), 1)
        severity = Severity.ERROR if note.lost else Severity.INFO if note.rule in INFORMS else Severity.WARNING
        return Finding(note.rule, severity, self.place(row, column), dict(note.facts))


def read_roster(data: bytes, source: str, known: Mapping[str, Column]) -> Roster:
    """The persons in a workbook.

    Args:
        data: of the `.xlsx` file.
        source: the file as the user names it.
        known: columns that forms do not have, by their names in the head.

    Raises Unreadable for what is no workbook, has no head with 姓名, or has one column twice.
    """
    arrivals: list[Arrival] = []
    findings: list[Finding] = []
    heads: dict[str, None] = {}
    found = False
    try:
        for name, rows in sheet_rows(*opened(data)):
            sheet = _Sheet(name, source, known)
            for row in rows:
                if sheet.tags:
                    arrivals.append(sheet.person(_of_size(row, source)))
                elif any(_plain(text) == _NAME for text in row.cells.values()):
                    findings += sheet.read_head(_of_size(row, source))
                elif row.number > _HEAD_WITHIN:
                    break
            found = found or bool(sheet.tags)
            heads |= dict.fromkeys(sheet.heads.values())
            if not sheet.tags:
                findings.append(Finding("I-121", Severity.INFO, Place(source, field=name), {"sheet": name}))
    except NoText as stop:
        raise Unreadable("intake.workbook", file=source) from stop
    if not found:
        raise Unreadable("intake.no_head", file=source, head=_NAME)
    return Roster(tuple(arrivals), tuple(heads), tuple(findings))


def _of_size(row: Row, source: str) -> Row:
    """A row that a spreadsheet program could have written. Raises Unreadable."""
    if max(row.cells, default=0) > limits.TABLE_COLUMNS or any(len(t) > limits.CELL_TEXT for t in row.cells.values()):
        raise Unreadable("intake.workbook", file=source)
    return row


def _custom(fields: Fields) -> Fields:
    custom = fields.setdefault("custom", {})
    return custom if isinstance(custom, dict) else {}


def _plain(head: str) -> str:
    return _BRACKETS.sub("", "".join(head[:_HEAD_LONG].split())).strip("：:")


def _typed(told: str, known: Column, head: str) -> tuple[str, tuple[str, dict[str, object]] | None]:
    """A cell as its field takes it, and the rule that it breaks."""
    if not told:
        return "", None
    if known.sort == "date":
        found = dotted(told)
        if not found or is_year(found):
            return "", ("I-102" if found else "I-101", {"label": head, "value": told})
        return found, None
    if known.sort == "choice" and told not in known.choices:
        return "", ("I-103", {"label": head, "value": told, "known": "、".join(known.choices)})
    return told, None
