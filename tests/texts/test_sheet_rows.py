"""Rows of a workbook, each cell with its place, in bounded memory."""

import io
import time
from datetime import date
from zipfile import ZipFile

import openpyxl
import pytest

from archive_tool import limits
from archive_tool.model.tables import letters
from archive_tool.texts.extracting import opened
from archive_tool.texts.sheets import Row, sheet_rows
from archive_tool.texts.unreadable import Unreadable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows(data: bytes) -> dict[str, list[Row]]:
    return {name: list(found) for name, found in sheet_rows(*opened(data))}


def made(*table: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for line in table:
        book.active.append(line)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_hand(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet from the XML inside `sheetData`; `styles`, `book` and `shared` replace other parts."""
    members = {
        "xl/workbook.xml": parts.get("book", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="甲" r:id="r1"/></sheets></workbook>'),
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="/xl/s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    members |= {f"xl/{name}.xml": xml for name, xml in parts.items() if name in ("styles", "sharedStrings")}
    target = io.BytesIO()
    with ZipFile(target, "w") as package:
        for name, xml in members.items():
            package.writestr(name, xml)
    return target.getvalue()


def test_cells_stand_where_they_stand_and_empty_ones_are_left_out() -> None:
    assert rows(made(["姓名", None, "出生"], [], ["程以安", 3, date(1983, 10, 5)]))["Sheet"] == [
        Row(1, {1: "姓名", 3: "出生"}),
        Row(3, {1: "程以安", 2: "3", 3: "1983-10-05"}),
    ]


def test_a_formula_gives_the_value_saved_or_is_named() -> None:
    sheet = '<row><c><f>1+1</f><v>2</v></c><c><f>2+2</f></c><c r="AB1" t="inlineStr"><is><t>远</t></is></c><c r="??"><v>9</v></c></row>'
    assert rows(by_hand(sheet))["甲"] == [Row(1, {1: "2", 28: "远", 29: "9"}, (2,))]


def test_columns_are_named_as_the_program_names_them() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (by_hand("<row><c><v>1</v>"), "texts.damaged"),
        (by_hand("<row/>").replace(b"xl/workbook.xml", b"xl/workbooc.xml"), "texts.damaged"),
        (by_hand("<row/>", sharedStrings=f"<!DOCTYPE sst [<!ENTITY a 'b'>]><sst xmlns='{MAIN}'><si><t>&a;</t></si></sst>"), "texts.doctype"),
        (by_hand("<row>" + "<x/>" * limits.TABLE_MARKS), "texts.too_large"),
        (by_hand("<row/>", sharedStrings=f"<sst xmlns='{MAIN}'><si>{'<r/>' * limits.TABLE_MARKS}</si></sst>"), "texts.too_large"),
        (by_hand("<row/>", styles=f"<styleSheet xmlns='{MAIN}'>{'<xf/>' * (2 * limits.MIB)}</styleSheet>"), "texts.too_large"),
    ],
    ids=["cut", "no workbook", "entities", "elements", "runs", "styles"],
)
def test_hostile_workbooks_are_refused_quickly(data: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable) as caught:
        rows(data)
    assert caught.value.reason == reason
    assert time.process_time() - began < 8


@pytest.mark.parametrize(("cells", "refused"), [(99, False), (100, False), (101, True)])
def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch, cells: int, refused: bool) -> None:
    monkeypatch.setattr(limits, "TABLE_CELLS", 100)
    data = by_hand("<row>" + "<c><v>1</v></c>" * cells)
    with pytest.raises(Unreadable) as caught:
        rows(data)
    assert caught.value.reason == ("texts.too_large" if refused else "texts.damaged")  # the row has no end
