"""Revision marks, comments and hidden text are seen in every part of a Word file that people read."""

import zipfile
from io import BytesIO

import docx
import pytest

from archive_tool import limits
from archive_tool.texts.leftovers import Leftover, leftovers
from tools import parts


def with_header(insert: str) -> bytes:
    made = BytesIO(parts.document(parts.p("甲")))
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/header7.xml", f"<w:hdr>{insert}</w:hdr>")
    return made.getvalue()


def saying(insert: str) -> bytes:
    return parts.document(f"<w:p>{insert}</w:p>")


def test_each_kind_is_counted() -> None:
    xml = (
        "<w:ins><w:r><w:t>x</w:t></w:r></w:ins><w:r><w:commentReference/></w:r>"
        "<w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>y</w:t></w:r>"
    )
    assert leftovers(saying(xml)) == ((Leftover.REVISIONS, 1), (Leftover.COMMENTS, 1), (Leftover.HIDDEN, 1))


def test_what_a_draft_left_open_is_seen_even_when_an_office_program_split_it() -> None:
    assert leftovers(saying("<w:r><w:t>电话：【</w:t></w:r><w:r><w:t>待填：电话】</w:t></w:r>")) == ((Leftover.GAPS, 1),)
    assert leftovers(saying("<w:r><w:t>待填写</w:t></w:r>")) == ()


@pytest.mark.parametrize("mark", ["ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "cellIns"])
def test_every_kind_of_revision_is_one(mark: str) -> None:
    assert leftovers(saying(f'<w:{mark} w:id="1"/>')) == ((Leftover.REVISIONS, 1),)


@pytest.mark.parametrize(
    "insert",
    [
        "<w:r><w:t>甲</w:t></w:r>", "<w:instrText>x</w:instrText>", "<w:r><w:rPr><w:webHidden/></w:rPr></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr></w:r>', '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr></w:r>',
    ],
)  # fmt: skip
def test_what_is_no_leftover_is_none(insert: str) -> None:
    assert leftovers(saying(insert)) == ()


def test_headers_and_footers_count_too() -> None:
    assert leftovers(with_header('<w:p><w:del w:id="1"/></w:p>')) == ((Leftover.REVISIONS, 1),)


def test_a_comment_made_with_python_docx_is_seen() -> None:
    paper, made = docx.Document(), BytesIO()
    run = paper.add_paragraph("甲").add_run("乙")
    paper.add_comment(run, text="此处再核")
    paper.save(made)
    assert leftovers(made.getvalue()) == ((Leftover.COMMENTS, 1),)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text"])
def test_what_is_no_word_file_has_none(data: bytes) -> None:
    assert leftovers(data) == ()


def test_a_part_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TEXT_PART_BYTES", 100)
    assert leftovers(with_header('<w:p><w:del w:id="1"/></w:p>')) == ((Leftover.REVISIONS, 1),)
    assert leftovers(saying('<w:del w:id="1"/>')) == ()


@pytest.mark.parametrize("kind", list(Leftover))
def test_each_kind_has_words_in_both_languages(kind: Leftover) -> None:
    assert kind.zh
    assert kind.en != kind.zh
