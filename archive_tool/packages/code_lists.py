"""An archive room's list of codes: rows of a table are brought together with sealed items, none by guessing.

The list also holds papers that are none of ours; a row is ours when its 电子文件号 says so, or when 题名 and whatever
else it gives (日期, 文号, 责任者, 年度, 保管期限) fit exactly one item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.folding import fold
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.places import Place
from archive_tool.model.tables import Row, letters
from archive_tool.packages.catalogue import title_of
from archive_tool.packages.codes import IMPORTED, RETENTION_CODES, Coded
from archive_tool.packages.holdings import Held
from archive_tool.texts.extracting import opened
from archive_tool.texts.sheets import sheet_rows
from archive_tool.texts.unreadable import Unreadable as NoText

_HEAD_WITHIN: Final = 20  # rows at the top of a sheet in which its head is looked for
_CODE: Final = "档号"
_NUMBER: Final = "电子文件号"
_TITLE: Final = "题名"
_HEADS: Final = {
    "档号": _CODE, "电子文件号": _NUMBER, "系统编号": _NUMBER, "题名": _TITLE, "文件题名": _TITLE, "文件标题": _TITLE,
    "日期": "日期", "文件日期": "日期", "成文日期": "日期", "文号": "文号", "文件编号": "文号", "发文字号": "文号",
    "责任者": "责任者", "年度": "年度", "保管期限": "保管期限",
}  # fmt: skip
_NOISE: Final = re.compile(r"[\s\[\]〔〕［］]+")
_PERIODS: Final = {code: name for name, code in RETENTION_CODES.items()}
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: where it stands and what its known columns say."""

    sheet: str
    number: int
    column: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """What a list says of our items, and what a person must look at; `others` counts the rows of other papers."""

    codes: tuple[tuple[Held, str], ...]
    findings: tuple[Finding, ...]
    others: int


def read_list(data: bytes, source: str) -> tuple[ListRow, ...]:
    """The rows of every sheet that has a column 档号. Raises Unreadable when there is none or the file is none."""
    try:
        found = [row for name, rows in sheet_rows(*opened(data)) for row in _sheet(name, rows)]
    except NoText as error:
        raise Unreadable("codes.no_list", path=source) from error
    if not found:
        raise Unreadable("codes.no_head", path=source)
    return tuple(found)


def _sheet(name: str, rows: Iterator[Row]) -> Iterator[ListRow]:
    heads: dict[int, str] = {}
    for place, row in enumerate(rows):
        if heads:
            cells = {head: row.cells.get(column, "").strip().removeprefix("'") for column, head in heads.items()}
            if any(cells.values()):
                column = next(column for column, head in heads.items() if head == _CODE)
                yield ListRow(name, row.number, column, cells)
        elif place < _HEAD_WITHIN:
            named = {column: _HEADS.get(_NOISE.sub("", text), "") for column, text in row.cells.items()}
            if _CODE in named.values():
                heads = {column: head for column, head in named.items() if head}
                if len(heads) > limits.TABLE_COLUMNS or len(set(heads.values())) != len(heads):
                    raise NoText("texts.damaged")
        else:
            return


def match(rows: Sequence[ListRow], items: Sequence[Held], source: str) -> Matched:
    """The code of each item that the list names; rows that fit no item are other papers."""
    index = _Index.of(items)
    codes: list[tuple[Held, str]] = []
    findings: list[Finding] = []
    others = 0
    times = Counter(row.cells[_CODE] for row in rows if row.cells[_CODE])
    for row in rows:
        fit = index.fitting(row)
        place = Place(source, row.number, row.column, f"{row.sheet}!{letters(row.column)}{row.number}")
        said = row.cells.get(_NUMBER) or row.cells.get(_TITLE, "")
        code = row.cells[_CODE]
        if not fit:
            others += 1
            if row.cells.get(_NUMBER):
                findings.append(Finding("K-201", Severity.WARNING, place, {"row": row.number, "said": said}))
        elif len(fit) > 1:
            names = "、".join(held.number for held in fit[:_SHOWN])
            findings.append(Finding("K-202", Severity.ERROR, place, {"row": row.number, "said": said, "fit": names}))
        elif not code:
            findings.append(Finding("K-203", Severity.WARNING, place, {"row": row.number, "said": said}))
        elif times[code] > 1:
            findings.append(Finding("K-204", Severity.ERROR, place, {"row": row.number, "code": code}))
        else:
            codes.append((fit[0], code))
    twice = {key for key, many in Counter(held.key for held, _ in codes).items() if many > 1}
    for held in {held.key: held for held, _ in codes if held.key in twice}.values():
        said = "、".join(code for each, code in codes if each.key == held.key)
        findings.append(Finding("K-205", Severity.ERROR, Place(source), {"said": held.number, "codes": said}))
    return Matched(tuple(each for each in codes if each[0].key not in twice), tuple(findings), others)


@dataclass(frozen=True, slots=True)
class _Index:
    numbers: Mapping[str, Held]
    titles: Mapping[str, tuple[Held, ...]]

    @classmethod
    def of(cls, items: Iterable[Held]) -> "_Index":
        numbers: dict[str, Held] = {}
        titles: dict[str, tuple[Held, ...]] = {}
        for held in items:
            numbers[_plain(held.number)] = held
            key = _plain(title_of(held.item))
            titles[key] = (*titles.get(key, ()), held)
        return cls(numbers, titles)

    def fitting(self, row: ListRow) -> tuple[Held, ...]:
        if number := row.cells.get(_NUMBER):
            found = self.numbers.get(_plain(number))
            return (found,) if found else ()
        title = _plain(row.cells.get(_TITLE, ""))
        return tuple(held for held in self.titles.get(title, ()) if _fits(held, row.cells)) if title else ()


def _fits(held: Held, cells: Mapping[str, str]) -> bool:
    """Whether nothing that the row gives speaks against the item."""
    ours = {
        "日期": held.item.date,
        "文号": _plain(held.item.doc_no),
        "责任者": _plain(held.item.maker),
        "年度": f"{held.catalogue.year:04d}",
        "保管期限": held.item.retention,
    }
    for name, own in ours.items():
        said = cells.get(name, "")
        if said and _as_ours(name, said) != own:
            return False
    return True


def _as_ours(name: str, said: str) -> str:
    if name == "日期":
        return _digits(said)
    if name == "保管期限":
        return _PERIODS.get(said, said)
    return _plain(said)


def _digits(said: str) -> str:
    """`2026-5-8`, `2026年5月8日` and `20260508` as eight digits."""
    parts = re.findall(r"\d+", said)
    return "".join(part if len(part) > 2 else part.zfill(2) for part in parts)  # noqa: PLR2004 - a year, or all of it


def _plain(text: str) -> str:
    return fold(_NOISE.sub("", text))


def merged(
    register: Sequence[Coded], matched: Matched, *, on: str, by: str, replace: bool, source: str
) -> tuple[tuple[Coded, ...], tuple[Coded, ...], tuple[Finding, ...]]:
    """The register with what the list says, the lines that are new in it, and the conflicts that were left alone.

    A code that the register gives otherwise stays unless `replace` says that the list wins; a code that another item
    of ours keeps is never given twice.
    """
    standing = {entry.key: entry for entry in register}
    findings: list[Finding] = []
    wanted: dict[tuple[str, str], Coded] = {}
    for held, code in matched.codes:
        before = standing.get(held.key)
        if before is not None and before.code == code:
            continue
        if before is not None and not replace:
            facts = {"said": held.number, "code": code, "before": before.code}
            findings.append(Finding("K-206", Severity.ERROR, Place(source), facts))
            continue
        wanted[held.key] = Coded(*held.key, code, IMPORTED, on, by)
    after = {**standing, **wanted}
    owners = Counter(entry.code for entry in after.values())
    for key, entry in list(wanted.items()):
        if owners[entry.code] > 1:
            facts = {"said": "/".join(key), "code": entry.code}
            findings.append(Finding("K-207", Severity.ERROR, Place(source), facts))
            del wanted[key]
    result = tuple(wanted.get(entry.key, entry) for entry in register)
    new = tuple(entry for key, entry in wanted.items() if key not in standing)
    return (*result, *new), tuple(wanted.values()), tuple(findings)
