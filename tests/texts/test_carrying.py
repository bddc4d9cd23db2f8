"""What a Word file carries beside what it shows."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from archive_tool.texts.carrying import word_everything
from archive_tool.texts.unreadable import Unreadable

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str = "", parts: dict[str, str] | None = None) -> bytes:
    document = docx.Document()
    document.add_paragraph("看得见的话")
    document.core_properties.title = "题名"
    document.core_properties.last_modified_by = "登录名"
    document.core_properties.author = "作者名"
    buffer = BytesIO()
    document.save(buffer)
    target = BytesIO()
    with ZipFile(buffer) as source, ZipFile(target, "w") as changed:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml" and body:
                data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            changed.writestr(name, data)
        for name, text in (parts or {}).items():
            changed.writestr(name, text)
    return target.getvalue()


def test_what_is_seen():
    assert "看得见的话" in word_everything(word_file())["word/document.xml"]


def test_what_was_deleted_and_who_did_it():
    body = '<w:p><w:del w:id="1" w:author="某人" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>删去的话</w:delText></w:r></w:del></w:p>'
    found = word_everything(word_file(body))
    assert found["word/document.xml#deleted"] == "删去的话"
    assert found["word/document.xml#by"] == "某人"


def test_what_is_hidden():
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话</w:t></w:r><!-- 标记里的话 --></w:p>"
    found = word_everything(word_file(body))["word/document.xml"]
    assert "隐藏的话" in found
    assert "标记里的话" in found


def test_comments_headers_and_parts_that_nobody_declared():
    parts = {
        "word/comments.xml": f'<w:comments xmlns:w="{WORDS}"><w:comment w:author="甲"><w:p><w:r><w:t>批注的话</w:t></w:r></w:p></w:comment></w:comments>',
        "customXml/item9.xml": "<x>别处的话</x>",
    }
    found = word_everything(word_file(parts=parts))
    assert "批注的话" in found["word/comments.xml"]
    assert found["word/comments.xml#by"] == "甲"
    assert "别处的话" in found["customXml/item9.xml"]


def test_properties_without_what_office_programs_write_by_themselves():
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property name="KSOProductBuildVer"><v>2052-12.1.0</v></property><property name="来源"><v>自写的话</v></property></Properties>'
    )
    found = word_everything(word_file(parts={"docProps/custom.xml": custom}))
    assert "题名" in found["docProps/core.xml"]
    assert found["docProps/core.xml#saved-by"] == "作者名\n登录名"
    assert "登录名" not in found["docProps/core.xml"]
    assert found["docProps/custom.xml"] == "自写的话\n来源"
    assert "docProps/app.xml" not in found


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip"])
def test_what_is_no_word_file(data):
    with pytest.raises(Unreadable):
        word_everything(data)
