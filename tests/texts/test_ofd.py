"""OFD: the text that it carries, page by page; what is none is refused."""

import io
import zipfile

import pytest

from archive_tool.texts.extracting import Extractor

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MAIN = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
DOCUMENT = f'<ofd:Document {NS}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/><ofd:Page ID="2" BaseLoc="/Doc_0/Pages/Page_1/Content.xml"/></ofd:Pages></ofd:Document>'


def page(*pieces: tuple[str, str]) -> str:
    texts = "".join(
        f'<ofd:TextObject Boundary="{where}"><ofd:TextCode>{words}</ofd:TextCode></ofd:TextObject>' for where, words in pieces
    )
    return f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(**parts: str) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    made.seek(0)
    return made


def whole(**changes: str) -> io.BytesIO:
    first = page(("20 30 100 5", "同志职务任免的通知"), ("20 20.5 20 5", "关于"), ("45 20 20 5", "沈砚秋"), ("坏", "页眉"))
    parts = {
        "OFD.xml": MAIN,
        "Doc_0/Document.xml": DOCUMENT,
        "Doc_0/Pages/Page_0/Content.xml": first,
        "Doc_0/Pages/Page_1/Content.xml": page(("20 20 9 9", "第二页的文字在这里")),
    }
    return ofd(**{**parts, **changes})


def read(data: io.BytesIO):
    with Extractor() as extractor:
        return extractor.extract(data, "x.ofd", ".ofd")


def test_pages_are_read_line_by_line() -> None:
    found = read(whole())
    assert [(each.number, each.text) for each in found.pages] == [(1, "页眉\n关于沈砚秋\n同志职务任免的通知"), (2, "第二页的文字在这里")]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"OFD.xml": "<x/>"}, "texts.scan"),
        ({"OFD.xml": MAIN.replace("Doc_0/Document.xml", "../../etc/passwd")}, "texts.damaged"),
        ({"OFD.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]>" + MAIN}, "texts.doctype"),
        ({"Doc_0/Document.xml": "<unclosed"}, "texts.damaged"),
        ({"Doc_0/Document.xml": "<none/>"}, "texts.scan"),
    ],
)
def test_what_carries_no_text_says_why(changes: dict[str, str], reason: str) -> None:
    found = read(whole(**changes))
    assert (found.readable, found.reason) == (False, reason)


def test_what_is_no_ofd_is_refused() -> None:
    assert read(ofd(**{"a.xml": "<a/>"})).reason == "texts.damaged"
    assert read(io.BytesIO(b"%PDF")).reason == "texts.damaged"
