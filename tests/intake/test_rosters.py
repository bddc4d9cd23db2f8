"""Rosters: what the head says, and limits."""

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest

from archive_tool import limits
from archive_tool.errors import Unreadable
from archive_tool.intake.rosters import Column, read_roster

KNOWN = {"联系电话": Column("phone", "text"), "转正时间": Column("party_formal", "date"), "职务层次": Column("current_post.rank", "choice", ("乡科级正职",))}


def book(*table: list[object]) -> bytes:
    made = openpyxl.Workbook()
    for line in table:
        made.active.append(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def test_columns_are_known_by_forms_by_the_schema_or_kept_under_their_names() -> None:
    found = read_roster(book(["姓名", "身份证号码", "联系电话", "转正时间", "工龄"], ["程以安", "000000198310170018", "0", "2006.05", 12]), "册", KNOWN)
    assert found.rows[0].fields == {
        "name": "程以安", "id_number": "000000198310170018", "phone": "0", "party_formal": "2006.05", "custom": {"工龄": "12"},
    }  # fmt: skip
    assert [(f.rule, f.place.field) for f in found.findings] == [("I-118", "Sheet!E1")]
    assert found.head == ("姓名", "身份证号码", "联系电话", "转正时间", "工龄")


def test_every_faulty_cell_of_many_rows_is_named_and_every_good_row_taken() -> None:
    table = [["姓名", "性别", "出生年月", "身份证号"], *(["程以安", "男", "1983.10", ""] for _ in range(1_000))]
    faults = {(7, 2): "不详", (50, 3): "1983.13", (120, 4): "123", (999, 1): "", (1001, 3): "八月"}
    for (row, column), value in faults.items():
        table[row - 1][column - 1] = value
    found = read_roster(book(*table), "册", KNOWN)
    bad = {(f.place.line, f.place.column) for each in found.rows for f in each.findings if f.stops}
    assert bad == set(faults)
    assert len(found.rows) - len({row for row, _ in bad}) == 995


def test_a_resume_in_a_cell_that_has_gaps_is_a_warning_only() -> None:
    found = read_roster(book(["姓名", "简历"], ["程以安", "2004.07--2010.03 甲\n2011.05-- 乙"]), "册", KNOWN)
    assert [(f.rule, f.stops) for f in found.rows[0].findings] == [("I-106", False)]


@pytest.mark.parametrize(
    "table",
    [
        [["姓名"], ["程" * (limits.CELL_TEXT + 1)]],
        [["姓名", *(f"栏{n}" for n in range(limits.TABLE_COLUMNS + 1))], ["程以安"]],
        [["姓名", "姓名"]],
    ],
    ids=["cell", "columns", "twice"],
)
def test_what_no_roster_has_is_refused(table: list[list[object]]) -> None:
    with pytest.raises(Unreadable):
        read_roster(with_rows(book(), [[str(cell) for cell in row] for row in table]), "册", KNOWN)


def with_rows(data: bytes, cells: list[list[str]]) -> bytes:
    """A workbook with these cells; openpyxl would cut long ones."""
    body = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>" for row in cells)
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                content = re.sub(r"<sheetData.*</sheetData>|<sheetData ?/>", lambda _: f"<sheetData>{body}</sheetData>", content)
            new.writestr(name, content)
    return target.getvalue()
