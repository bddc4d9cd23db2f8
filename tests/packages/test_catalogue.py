"""The catalogue in its four forms, and what it says of numbers, titles and pages."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.filing import FiledFile
from archive_tool.packages import catalogue
from archive_tool.packages.catalogue import csv_bytes, plain_cell, remark_of, safe_cell, title_of
from archive_tool.packages.planning import pages_of, plan_packages
from archive_tool.packages.reading import open_package
from archive_tool.packages.sheet import sheet
from archive_tool.packages.word import Column, Page, Paragraph, Table, word_file

from .conftest import item


def member(sealed, path):
    with zipfile.ZipFile(sealed.path) as archive:
        return archive.read(f"{sealed.path.stem}/{path}")


ROWS = [
    ["1", "", "", "云岭市委组织部", "关于高明远的考察预告", "20260508", "工作秘密", "1", ""],
    ["2", "", "", "云岭市委组织部", "关于高明远的谈话记录", "20260508", "工作秘密", "", ""],
    ["3", "", "", "云岭市委组织部", "关于高明远的谈话记录", "20260508", "工作秘密", "1", ""],
    ["4", "", "", "云岭市委组织部", "关于高明远的考察材料", "20260508", "工作秘密", "3",
     "Word文件与正本：一致；另归干部人事档案第九类"],
]  # fmt: skip


def test_the_nine_columns_are_the_same_in_csv_word_and_xlsx(sealed):
    table = list(csv.reader(io.StringIO(member(sealed, "data/00_目录/归档文件目录.csv").decode("utf-8-sig"))))
    assert table == [list(catalogue.COLUMNS), *ROWS]
    assert member(sealed, "metadata/catalogue.csv") == member(sealed, "data/00_目录/归档文件目录.csv")
    page = openpyxl.load_workbook(io.BytesIO(member(sealed, "data/00_目录/归档文件目录.xlsx"))).active
    assert [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)] == table
    document = Document(io.BytesIO(member(sealed, "data/00_目录/归档文件目录.docx")))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == table


def test_totals_leave_out_the_lists_and_say_so(sealed):
    said = "共 4 件、7 个文件，53 字节（不含 00_目录 中的文件）。"
    for path in ("data/00_目录/归档文件目录.docx", "data/00_目录/备考表.docx"):
        document = Document(io.BytesIO(member(sealed, path)))
        assert any(said in paragraph.text for paragraph in document.paragraphs), path
    assert said in member(sealed, "先读我.txt").decode("utf-8-sig")
    totals = json.loads(member(sealed, "metadata/catalogue.json"))["totals"]
    assert totals == {"items": 4, "files": 7, "bytes": 53, "pages": None, "note": said}


def test_the_remarks_sheet_names_who_arranged_what_is_missing_and_the_sister_packages(sealed):
    document = Document(io.BytesIO(member(sealed, "data/00_目录/备考表.docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "部分文件的页数未能取得" in text
    assert "考察档案-2026-001-10年、考察档案-2026-001-永久-限制查阅" in text
    noted, signed = document.tables
    assert [cell.text for cell in noted.rows[1].cells] == ["D3", "关于高明远的会议记录", "参见 任免档案-2026-任3-永久"]
    assert [cell.text for cell in signed.rows[0].cells] == ["整理人", "周文", "整理日期", "2026-06-01"]
    assert [cell.text for cell in signed.rows[1].cells] == ["检查人", "", "检查日期", ""]


def test_a_restricted_item_is_noted_elsewhere_by_its_fixed_title_alone(dossier, sealed_again):
    letter = item("X2", "举报材料", [], restricted=True, title="李某的来信", stage="C", note="原件退回")
    plan = plan_packages(replace(dossier, items=(*dossier.items[:1], letter)))[0]
    sealed = sealed_again(plan, items=plan.items[:1])
    with open_package(sealed.path, source="x") as package:
        assert [(noted.title, noted.note) for noted in package.catalogue.noted] == [("举报材料", "原件退回")]
    with zipfile.ZipFile(sealed.path) as archive:
        assert not any("李某".encode() in archive.read(name) for name in archive.namelist())


def filed(*files):
    return item("C6", "考察材料", [FiledFile(Path("x"), ".pdf", role, pages) for role, pages in files])


@pytest.mark.parametrize(
    ("files", "pages"),
    [
        ([("正本", 3), ("定稿", 4), ("附件", 2)], 5),
        ([("正本", None), ("版式文件", 4)], 4),
        ([("正本", 3), ("附件", None)], None),
        ([("定稿", None)], None),
        ([("附件", 1), ("附件", 2)], 3),
        ([], None),
    ],
)
def test_pages_are_counted_of_one_copy_and_every_annex_and_never_guessed(files, pages):
    assert pages_of(filed(*files)) == pages


def test_all_pages_known_are_added_up(dossier, papers):
    (plan,) = plan_packages(replace(dossier, items=(item("C1", "考察预告", [papers("a.pdf")]),)))
    written = {file.path: catalogue.Written(file.path, 7, "", "") for file in plan.files}
    counted = catalogue.totals(plan, written)
    assert catalogue.said_totals(counted) == "共 1 件、1 个文件，1 页，7 字节（不含 00_目录 中的文件）。"


def test_titles_that_had_to_be_made_stand_in_brackets():
    assert title_of(item("C6", "考察材料", [])) == "关于高明远的考察材料"
    assert title_of(item("C6", "考察材料", [], title_made=True)) == "[关于高明远的考察材料]"
    assert title_of(item("C6", "考察材料", [], title="", number=2)) == "[考察材料]"
    assert title_of(replace(item("C6", "x", []), title="", stem="odd")) == "[odd]"


def test_remarks_are_said_once():
    twice = item("C6", "考察材料", [FiledFile(Path("x"), ".pdf", "正本", agrees="一致")] * 2, note="缺第3页")
    assert remark_of(twice) == "缺第3页；Word文件与正本：一致"


@given(st.text())
def test_no_cell_is_taken_for_a_formula_and_every_cell_comes_back(text):
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(cell) == text


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4))
def test_csv_comes_back_cell_by_cell(row):
    read = csv.reader(io.StringIO(csv_bytes([row]).decode("utf-8-sig"), newline=""))
    assert [plain_cell(cell) for cell in next(read)] == row


@given(st.text())
def test_word_and_xlsx_hold_any_text_the_same_bytes_twice(text):
    def make():
        table = Table((Column("a", 20), Column("b", 20)), ((text, ""),))
        return word_file(Page(across=True), [Paragraph(text), table], title=text, author=text), sheet(
            "表", ("a", "b"), [(text, "")], widths=(20, 20)
        )

    (word, workbook), again = make(), make()
    assert (word, workbook) == again
    shown = Document(io.BytesIO(word)).paragraphs[0].text
    kept = "".join(letter if letter.isprintable() else "\n" for letter in text)
    assert len(shown) == len(kept.replace("\r\n", "\n")) or "\r" in text
    page = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert page["A1"].value == "a"
    assert page["A2"].data_type == "s" or not text


def test_everything_the_index_needs_comes_back_from_the_package(sealed, plans):
    with open_package(sealed.path, source="archive/2026/x.zip") as package:
        found = package.catalogue
        assert (found.case, found.kind, found.year, found.retention) == ("2026-001", "appointment", 2026, "永久")
        assert found.facts == dict(plans[0].dossier.facts)
        assert found.stages == plans[0].dossier.stages
        assert found.documents.keys() == {"case.yaml", "people/gao-mingyuan.yaml"}
        for packed, planned in zip(package.items, plans[0].items, strict=True):
            for name in ("code", "number", "stem", "stage", "title", "genre", "date", "doc_no", "maker", "secrecy",
                         "retention", "people", "units", "posts", "note", "title_made", "personnel_file"):  # fmt: skip
                assert getattr(packed, name) == getattr(planned.item, name)
            assert [file.path for file in packed.files] == [str(file.path) for file in planned.files]
        assert package.items[3].agrees == "一致"
        assert package.items[0].agrees == ""
        assert package.items[3].files[0].original_name == "扫描件 001.PDF"
