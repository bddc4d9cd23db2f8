"""What is text in a file, and the reason when there is none."""

import io
from collections.abc import Callable
from datetime import date

import docx
import openpyxl
import pytest

from archive_tool import limits
from archive_tool.messages import speaker
from archive_tool.model.entries import FileText
from archive_tool.texts.judging import garbled
from tests.texts.conftest import paragraph, pdf, word, zipped

Extract = Callable[[bytes, str], FileText]


def text_of(found: FileText) -> str:
    assert found.readable, found.reason
    return "\n".join(page.text for page in found.pages)


# ---------------------------------------------------------------- Word


def test_words_own_paragraphs_and_tables(extract: Extract) -> None:
    document = docx.Document()
    document.add_paragraph("考察材料")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "高明远"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    target = io.BytesIO()
    document.save(target)
    assert text_of(extract(target.getvalue(), ".docx")).split() == ["考察材料", "姓名", "高明远", "内部资料"]


def test_a_phrase_split_over_runs_is_one(extract: Extract) -> None:
    assert text_of(extract(word(paragraph("考察", "组成", "员")), ".DOCX")) == "考察组成员"


@pytest.mark.parametrize("part", ["header", "footer", "footnotes", "endnotes", "comments"])
def test_other_parts_are_read(extract: Extract, part: str) -> None:
    data = word(paragraph("正文"), **{part: paragraph("旁文")})
    assert text_of(extract(data, ".docx")) == "正文\n旁文"


def test_what_was_deleted_or_said_twice_is_not_text(extract: Extract) -> None:
    body = (
        "<w:p><w:r><w:t>同意</w:t></w:r><w:del><w:r><w:delText>不</w:delText></w:r><w:r><w:t>不</w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t>一次</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>一次</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent><w:r><w:br/><w:tab/><w:noBreakHyphen/><w:t>完</w:t></w:r></w:p>"
    )
    assert text_of(extract(word(body), ".docx")) == "同意一次\n\t-完"


def test_a_text_box_follows_its_paragraph(extract: Extract) -> None:
    body = f"<w:p><w:r><w:t>前</w:t></w:r><w:r><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:r><w:r><w:t>后</w:t></w:r></w:p>"
    assert text_of(extract(word(body + paragraph("下一段")), ".docx")) == "前后\n框内\n下一段"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 not a zip", "texts.damaged"),
        (zipped({"a.txt": "x"}), "texts.damaged"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "texts.damaged"),
        (zipped({"[Content_Types].xml": "<Types"}), "texts.damaged"),
        (zipped({"[Content_Types].xml": "<!DOCTYPE x><Types/>"}), "texts.doctype"),
        (word("<w:p/>"), "texts.empty"),
        (word(paragraph("甲" * 200_000) * 51), "texts.too_large"),
    ],
)
def test_word_files_that_cannot_be_read(extract: Extract, data: bytes, reason: str) -> None:
    found = extract(data, ".docx")
    assert (found.readable, found.reason) == (False, reason)


def test_a_part_with_a_wrong_checksum(extract: Extract) -> None:
    data = bytearray(word(paragraph("考察材料")))
    at = data.index("考察".encode())
    data[at] ^= 1
    assert extract(bytes(data), ".docx").reason == "texts.damaged"


# ---------------------------------------------------------------- tables


def test_cells_of_every_sheet_with_dates_as_dates(extract: Extract) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "推荐票"
    sheet.append(["高明远", 38, date(2024, 3, 5)])
    sheet.cell(2, 1, date(2024, 3, 6)).number_format = 'yyyy"年"m"月"d"日"'
    sheet.cell(3, 1, 45000).number_format = '0"年"'
    book.create_sheet("测评").append(["优秀"])
    target = io.BytesIO()
    book.save(target)
    found = extract(target.getvalue(), ".xlsx")
    assert [page.text for page in found.pages] == ["推荐票\n高明远\t38\t2024-03-05\n2024-03-06\n45000", "测评\n优秀"]


def test_a_workbook_written_by_another_hand(extract: Extract) -> None:
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = (
        '<row><c t="inlineStr"><is><t>甲</t></is></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c><c s="0"><v>9999999</v></c><c/></row>'
    )
    members = {
        "xl/workbook.xml": f'<workbook xmlns="{s}" xmlns:r="{r}"><sheets><sheet name="一" r:id="r1"/><sheet name="无" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="/xl/worksheets/a.xml"/></R>',
        "xl/worksheets/a.xml": f'<worksheet xmlns="{s}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{s}"><si><r><t>高</t></r><r><t>明</t></r><rPh><t>gao</t></rPh></si></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{s}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    assert text_of(extract(zipped(members), ".xlsx")) == "一\n甲\t高明\t\t9999999\t"
    bare = {name: members[name] for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/a.xml")}
    assert text_of(extract(zipped(bare), ".xlsx")).startswith("一\n甲")
    unstyled = bare | {"xl/styles.xml": f'<styleSheet xmlns="{s}"/>'}
    assert text_of(extract(zipped(unstyled), ".xlsx")).startswith("一\n甲")
    assert extract(zipped({"xl/workbook.xml": members["xl/workbook.xml"]}), ".xlsx").reason == "texts.empty"
    assert extract(zipped({"x": ""}), ".xlsx").reason == "texts.damaged"


# ---------------------------------------------------------------- plain text and HTML


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-16-le"])
def test_encodings(extract: Extract, encoding: str) -> None:
    said = "abc, 考察对象：高明远 and so on"
    assert text_of(extract(said.encode(encoding), ".txt")) == said


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"\x89PNG\0\1\2" + b"\xff" * 9, b"\xef\xbb\xbf\xff"])
def test_bytes_that_are_no_text(extract: Extract, data: bytes) -> None:
    assert extract(data, ".txt").reason == "texts.encoding"


def test_an_empty_file_is_readable_and_has_nothing(extract: Extract) -> None:
    assert text_of(extract(b"", ".txt")) == ""
    assert extract(b" \n", ".txt").reason == "texts.empty"


def test_html_as_it_is_read(extract: Extract) -> None:
    page = (
        "<html><head><title>公示</title><style>p {}</style><script>var x = '甲'</script></head><body><p>拟任\n人选<b>高明远</b></p>"
        "<table><tr><td>一</td><td>二</td></tr></table><!-- 不见 --></body></html>"
    )
    assert text_of(extract(page.encode(), ".html")).split() == ["公示", "拟任", "人选高明远", "一", "二"]


def test_html_with_its_own_label(extract: Extract) -> None:
    labelled = '<meta charset="gb2312"><p>考察预告镕</p>'.encode("gb18030")
    assert "考察预告镕" in text_of(extract(labelled, ".htm"))
    lying = '<meta charset="utf-8"><p>考察预告</p>'.encode("gb18030")
    assert "考察预告" in text_of(extract(lying, ".htm"))
    assert extract(b" ", ".html").reason == "texts.empty"


# ---------------------------------------------------------------- PDF


def test_pdf_pages_are_counted_from_one(extract: Extract) -> None:
    found = extract(pdf("考察材料第一页内容", "第二页内容高明远"), ".pdf")
    assert [(page.number, page.text.strip()) for page in found.pages] == [(1, "考察材料第一页内容"), (2, "第二页内容高明远")]


def test_a_page_without_text_among_others_is_said(extract: Extract) -> None:
    found = extract(pdf("考察材料第一页内容", ""), ".pdf")
    assert (found.readable, found.reason) == (True, "texts.partial")


def test_a_scan_and_a_garbled_pdf_are_recognised(extract: Extract) -> None:
    assert extract(pdf("", ""), ".pdf").reason == "texts.scan"
    assert extract(pdf("考察材料第一页内容高明远", told=False), ".pdf").reason == "texts.garbled"


def test_damaged_and_encrypted_pdfs(extract: Extract) -> None:
    from pypdf import PdfWriter

    assert extract(b"%PDF-1.7 nothing", ".pdf").reason == "texts.damaged"
    writer = PdfWriter(io.BytesIO(pdf("考察材料第一页内容")))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    assert extract(target.getvalue(), ".pdf").reason == "texts.encrypted"


def test_flipped_bytes_never_raise(extract: Extract) -> None:
    whole = pdf("考察材料第一页内容")
    for at in range(0, len(whole), 97):
        hurt = bytearray(whole)
        hurt[at] ^= 0x55
        found = extract(bytes(hurt), ".pdf")
        assert found.readable or found.reason


# ---------------------------------------------------------------- the rest


@pytest.mark.parametrize(("suffix", "reason"), [(".jpg", "texts.image"), (".doc", "texts.older"), ("", "texts.no_reader")])
def test_files_of_other_kinds(extract: Extract, suffix: str, reason: str) -> None:
    found = extract(b"x", suffix)
    assert (found.readable, found.reason) == (False, reason)
    assert speaker("zh")(reason) != speaker("en")(reason)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".pdf", ".docx"])
def test_a_file_over_the_limit_is_not_read(extract: Extract, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_FILE_BYTES", 1_000)
    assert extract(b"a" * 1_001, suffix).reason == "texts.too_large"


def test_a_bomb_is_not_unpacked(extract: Extract) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * (limits.PACKAGE_RATIO_FROM + 1))
    assert extract(target.getvalue(), ".docx").reason == "texts.damaged"


@pytest.mark.parametrize("rubbish", ["\ue000\ue001\ue002甲", "Ã¤Ã¶Ã¼Ã©", "\x01\x02\x03a", "\ufffd\ufffd甲"])
def test_rubbish_is_told_from_text(rubbish: str) -> None:
    assert garbled(rubbish)
    assert not garbled("考察材料，abc 12·5%，２０２４年")
    assert not garbled("")
