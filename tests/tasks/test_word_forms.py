"""The approval form that `generate` makes reads back to the same person; of damaged ones every wrong cell is flagged."""

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell

from archive_tool.errors import Unreadable
from archive_tool.intake.persons import Arrival
from archive_tool.intake.word_forms import read_word_form
from archive_tool.resources import folder as shipped

Tool = Callable[..., tuple[int, str, str]]
CASE = "KC-2026-001"
PEOPLE = ("shen-yanqiu", "yu-zhixing", "ji-yunlan")


def make(tool: Tool, workspace: Path, *, old: bool = False) -> list[Path]:
    if old:
        own = workspace / "templates" / "appointment"
        own.mkdir(parents=True)
        source = shipped("templates") / "appointment" / "D2b_任免审批表旧式.docx"
        shutil.copy(source, own / "D2a_任免审批表.docx")
    assert tool("generate", CASE, "--item", "D2a")[0] == 0
    return sorted(workspace.glob("cases/2026-01-*/documents/D2a_*.docx"))


@pytest.fixture(params=["2025", "旧式"])
def forms(request: pytest.FixtureRequest, tool: Tool, workspace: Path) -> list[Path]:
    """The forms of the case's three candidates, in one variant."""
    return make(tool, workspace, old=request.param == "旧式")


@pytest.fixture
def form(tool: Tool, workspace: Path) -> Path:
    return make(tool, workspace)[0]


def test_a_form_that_was_generated_reads_back_to_the_same_person(tool: Tool, forms: list[Path]) -> None:
    for path, identity in zip(forms, PEOPLE, strict=True):
        code, out, err = tool("import", str(path), "--id", identity)
        assert (code, "无变化 1 人" in out) == (0, True), out + err


def test_a_form_saved_again_by_libreoffice_reads_back_to_the_same_person(tool: Tool, forms: list[Path], program: Callable[[str], str], tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [program("soffice"), profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out")]
    for _ in range(2):  # the first start of a profile may end before it has done anything
        subprocess.run([*words, *map(str, forms)], check=False, capture_output=True, timeout=180)
    for path, identity in zip(forms, PEOPLE, strict=True):
        code, out, err = tool("import", str(tmp_path / "out" / path.name), "--id", identity)
        assert (code, "无变化 1 人" in out) == (0, True), out + err


def cell(document: Document, label: str, right: int = 1) -> _Cell:
    """The cell beside a label."""
    for table in document.tables:
        for row in table.rows:
            cells = list(dict.fromkeys(row.cells))
            for at, each in enumerate(cells):
                if "".join(each.text.split()) == label and at + right < len(cells):
                    return cells[at + right]
    raise AssertionError(label)


def label_cell(document: Document, label: str) -> _Cell:
    return cell(document, label, 0)


def write(target: _Cell, text: str) -> None:
    for paragraph in target.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    target.paragraphs[0].text = text


def read(document: Document) -> Arrival:
    buffer = io.BytesIO()
    document.save(buffer)
    return read_word_form(buffer.getvalue(), "表.docx")


def test_what_was_edited_by_hand_is_the_only_difference(tool: Tool, form: Path, tmp_path: Path) -> None:
    edited = docx.Document(str(form))
    write(cell(edited, "健康状况"), "良好")
    write(cell(edited, "专业技术职务"), "正高级工程师")
    edited.save(str(tmp_path / "改.docx"))
    code, out, _ = tool("import", str(tmp_path / "改.docx"), "--id", PEOPLE[0], "-n")
    assert code == 0
    assert sorted(line.strip().partition("：")[0] for line in out.splitlines() if " → " in line) == ["专业技术职务", "健康状况"]


def test_somebody_new_comes_in_from_word_with_photo(tool: Tool, workspace: Path, form: Path, tmp_path: Path) -> None:
    edited = docx.Document(str(form))
    write(cell(edited, "姓名"), "许 照")
    write(list(dict.fromkeys(edited.tables[0].rows[0].cells))[-1], "")
    list(dict.fromkeys(edited.tables[0].rows[0].cells))[-1].paragraphs[0].add_run().add_picture(io.BytesIO(dot()))
    edited.save(str(tmp_path / "新.docx"))
    assert tool("import", str(tmp_path / "新.docx"))[0] == 0
    text = (workspace / "people" / "xu-zhao.yaml").read_text(encoding="utf-8")
    assert "姓名: 许照" in text
    assert "拟任职务" in text
    assert (workspace / "people" / "xu-zhao.png").read_bytes() == dot()


def dot() -> bytes:
    """A PNG of one white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def put(label: str, text: str) -> Callable[[Document], None]:
    return lambda document: write(cell(document, label), text)


def swapped(first: str, second: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        one, two = cell(document, first), cell(document, second)
        said = one.text, two.text
        write(one, said[1])
        write(two, said[0])

    return change


def renamed(label: str, name: str) -> Callable[[Document], None]:
    return lambda document: write(label_cell(document, label), name)


def without_row(label: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        row = label_cell(document, label)._tc.getparent()
        row.getparent().remove(row)

    return change


def both_in_one(document: Document) -> None:
    label, value = label_cell(document, "籍贯"), cell(document, "籍贯")
    write(label, f"籍贯：{value.text}")
    write(value, "")


def repeated(document: Document) -> None:
    row = label_cell(document, "现任职务")._tc.getparent()
    row.addnext(deepcopy(row))
    write(cell_of_second(document.tables[0], "现任职务"), "云岭市别的单位科长")


def cell_of_second(table: docx.table.Table, label: str) -> _Cell:
    found = [
        cells[at + 1] for row in table.rows for cells in [list(dict.fromkeys(row.cells))]
        for at, each in enumerate(cells) if "".join(each.text.split()) == label
    ]  # fmt: skip
    return found[1]


def tracked(document: Document) -> None:
    paragraph = cell(document, "籍贯").paragraphs[0]._p
    change = OxmlElement("w:ins")
    for run in list(paragraph.findall(qn("w:r"))):
        change.append(run)
    paragraph.append(change)


def nested(document: Document) -> None:
    cell(document, "籍贯").add_table(1, 1).rows[0].cells[0].text = "云岭"


def shifted_family(document: Document) -> None:
    """The cells of the first relative one place to the right."""
    table = document.tables[-1]
    row = next(row for row in table.rows if "称谓" in [c.text for c in row.cells])
    below = table.rows[table._tbl.tr_lst.index(row._tr) + 1]
    cells = list(dict.fromkeys(below.cells))[1:]
    said = [each.text for each in cells]
    for each, text in zip(cells, ["", *said[:-1]], strict=True):
        write(each, text)


def stray(document: Document) -> None:
    cells = list(dict.fromkeys(document.tables[0].rows[0].cells))
    write(cells[-1], "见附页说明")


# What was done to the form, and the rule and label (or value) that must be named.
DAMAGES: dict[str, tuple[Callable[[Document], None], str, str]] = {
    "性别与民族对调": (swapped("性别", "民族"), "I-131", "民族"),
    "籍贯写成日期": (put("籍贯", "1983.05"), "I-131", "籍贯"),
    "出生地写成数字": (put("出生地", "330100"), "I-131", "出生地"),
    "出生年月与健康状况对调": (swapped("出生年月（岁）", "健康状况"), "I-131", "健康状况"),
    "参加工作时间只有年": (put("参加工作时间", "2005"), "I-131", "参加工作时间"),
    "入党时间写成姓名": (put("入党时间", "张某某"), "I-131", "入党时间"),
    "到龄时间写成文字": (put("到龄时间", "尚早"), "I-131", "到龄年月"),
    "性别写成婚姻": (put("性别", "已婚"), "I-131", "性别"),
    "姓名写成单位": (put("姓名", "云岫市水务局办公室"), "I-131", "姓名"),
    "现任职务写成民族": (put("现任职务", "汉族"), "I-131", "现任职务"),
    "简历与奖惩对调": (swapped("简历", "奖惩情况"), "I-131", "简历"),
    "年度考核写错": (put("年度考核结果", "近三年都不错"), "I-131", "年度考核结果"),
    "籍贯一栏改名": (renamed("籍贯", "祖籍"), "I-132", "籍贯"),
    "删去现任职务一行": (without_row("现任职务"), "I-132", "现任职务"),
    "删去任免理由一行": (without_row("任免理由"), "I-132", "任免理由"),
    "标签与内容在一格": (both_in_one, "I-131", "籍贯"),
    "现任职务有两行": (repeated, "I-133", "云岭市别的单位科长"),
    "修订未接受": (tracked, "I-135", "籍贯"),
    "格内套表格": (nested, "I-135", "籍贯"),
    "家庭成员错开一列": (shifted_family, "I-131", "年龄"),
    "多出的文字": (stray, "I-134", "见附页说明"),
    "学历与学位对调": (lambda d: (write(cell(d, "全日制教育"), "工学学士学位")), "I-131", "全日制学历"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_every_wrong_cell_of_a_damaged_form_is_flagged(form: Path, name: str) -> None:
    change, rule, words = DAMAGES[name]
    document = docx.Document(str(form))
    assert not [each for each in read(document).findings if each.rule in {f"I-13{n}" for n in range(1, 7)}]
    change(document)
    found = read(document).findings
    named = {(each.rule, str(fact)) for each in found for fact in each.facts.values()}
    assert any(each == rule and words in fact for each, fact in named), named


def test_a_foreign_form_is_refused_with_what_was_recognised() -> None:
    document = docx.Document()
    table = document.add_table(4, 4)
    for row, words in zip(table.rows, (("姓名", "甲乙"), ("性别", "男"), ("部门", "某处"), ("电话", "123")), strict=True):
        row.cells[0].text, row.cells[1].text = words
    with pytest.raises(Unreadable) as stop:
        read(document)
    assert (stop.value.key, stop.value.facts["labels"]) == ("intake.no_form", "姓名、性别")


def test_what_is_no_word_file_is_refused(tool: Tool, tmp_path: Path) -> None:
    for name, data in (("假.docx", b"%PDF-1.7"), ("空.docx", b""), ("密.docx", b"\xd0\xcf\x11\xe0" + bytes(600))):
        (tmp_path / name).write_bytes(data)
        code, _, err = tool("import", str(tmp_path / name))
        assert (code, "另存为 .docx" in err) == (3, True)


def test_a_zip_without_a_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(Unreadable):
        read_word_form((tmp_path / "x.docx").read_bytes(), "x.docx")
