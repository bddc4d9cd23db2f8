"""A paper that leaves the house is the same to a reader, and carries nothing that a program wrote by itself."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from archive_tool.texts.carrying import word_everything
from archive_tool.texts.clearing import clear_pdf, clear_word
from archive_tool.texts.unreadable import Unreadable

from .conftest import pdf
from .test_carrying import word_file


def test_a_cleared_word_file_says_the_same_and_nothing_of_who_made_it():
    cleared = clear_word(word_file())
    assert [each.text for each in docx.Document(BytesIO(cleared)).paragraphs] == ["看得见的话"]
    names = ZipFile(BytesIO(cleared)).namelist()
    assert not [name for name in names if name.startswith(("docProps", "customXml"))]
    whole = b"".join(ZipFile(BytesIO(cleared)).read(name) for name in names).decode()
    assert not [said for said in ("登录名", "作者名", "题名") if said in whole]


def test_no_relation_of_a_cleared_file_leads_nowhere():
    package = ZipFile(BytesIO(clear_word(word_file())))
    assert b"docProps" not in package.read("_rels/.rels")
    assert b"docProps" not in package.read("[Content_Types].xml")
    assert b"customXml" not in package.read("word/_rels/document.xml.rels")


def test_the_same_bytes_twice():
    assert clear_word(word_file()) == clear_word(word_file())


def test_settings_lose_the_template_they_came_from():
    made = word_file()
    with ZipFile(BytesIO(made)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>", '<w:docVars><w:docVar w:name="甲" w:val="某人手机"/></w:docVars></w:settings>'.encode()
    )
    target = BytesIO()
    with ZipFile(target, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    assert "某人手机" not in ZipFile(BytesIO(clear_word(target.getvalue()))).read("word/settings.xml").decode()


@pytest.mark.parametrize("part", ["word/media/image1.png", "word/embeddings/a.xlsx", "word/vbaProject.bin", "word/comments.xml"])
def test_what_is_more_than_text_is_not_copied(part):
    with pytest.raises(Unreadable, match="holds_more"):
        clear_word(word_file(parts={part: "x"}))


def test_a_link_out_of_the_house_is_seen():
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="x" TargetMode="External" Target="mailto:jia@example.org"/></Relationships>'
    )
    said = word_everything(word_file(parts={"word/_rels/header9.xml.rels": relation}))
    assert said["word/_rels/header9.xml.rels"] == "mailto:jia@example.org"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A PDF with properties, a note, an attached file and an XMP packet."""
    writer = PdfWriter(clone_from=BytesIO(pdf("公示正文")))
    writer.add_metadata({"/Title": "题名里的手机", "/Producer": "某排版程序", "/Keywords": "关键词"})
    writer.add_annotation(0, FreeText(text="批注里的话", rect=(0, 0, 9, 9)))
    writer.add_attachment("谈话记录.txt", b"x")
    writer.xmp_metadata = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        "<dc:description>说明里的话</dc:description><pdf:Producer>某排版程序</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()
    path = tmp_path / "E1.pdf"
    with path.open("wb") as handle:
        writer.write(handle)
    return path


def test_a_cleared_pdf_is_its_pages_alone(paper):
    data, beside = clear_pdf(paper)
    assert beside == {
        "properties": "题名里的手机\n关键词", "attached": "谈话记录.txt", "notes": "批注里的话", "metadata": "说明里的话",
    }  # fmt: skip
    reader = PdfReader(BytesIO(data))
    assert reader.pages[0].extract_text().strip() == "公示正文"
    assert not reader.metadata
    assert reader.xmp_metadata is None
    assert not list(reader.attachments)
    assert "/Annots" not in reader.pages[0]
    assert not [said for said in ("题名", "批注", "谈话", "程序") if said.encode() in data or said.encode("utf-16-be") in data]
    assert clear_pdf(paper)[0] == data


def test_a_locked_pdf_and_one_that_is_none_are_named(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(9, 9)
    writer.encrypt("x")
    for name, fill, reason in (("a.pdf", writer.write, "texts.encrypted"), ("b.pdf", lambda f: f.write(b"x"), "texts.damaged")):
        with (tmp_path / name).open("wb") as handle:
            fill(handle)
        with pytest.raises(Unreadable, match=reason):
            clear_pdf(tmp_path / name)
