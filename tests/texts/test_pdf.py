"""The child that reads PDFs: watched, replaced when it hangs or dies, given up when a file kills it again and again."""

import io
import json
import sys

import pytest
from pypdf import PdfWriter

from archive_tool import limits
from archive_tool.texts import pdf as pdf_module
from archive_tool.texts import pdf_child
from archive_tool.texts.extracting import Extractor
from archive_tool.texts.pdf import PdfPages
from archive_tool.texts.unreadable import Unreadable
from tests.texts.conftest import pdf

# Stands in for a child that fails at page 2 of 3: `how` says in which way. It speaks the real protocol.
FAILING = """
import json, sys, time
while line := sys.stdin.buffer.readline():
    task = json.loads(line); sys.stdin.buffer.read(task["bytes"])
    print(json.dumps({"pages": 3}), flush=True)
    for page in range(task["from"], 4):
        if page == 2: HOW
        print(json.dumps({"page": page, "text": str(page)}), flush=True)
    print(json.dumps({"done": True}), flush=True)
"""


@pytest.mark.parametrize("how", ["time.sleep(60)", "sys.exit(1)"])
def test_the_page_that_hangs_or_kills_is_left_out_and_the_rest_is_read(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "child_command", lambda _: [sys.executable, "-c", FAILING.replace("HOW", how)])
    with PdfPages(page_seconds=0.05) as pages:
        assert pages.texts(b"x") == ("1", "", "3")


def test_a_file_that_kills_every_child_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "child_command", lambda _: [sys.executable, "-c", "import sys; sys.exit(1)"])
    with PdfPages() as pages, pytest.raises(Unreadable, match=r"texts\.too_costly"):
        pages.texts(b"x" * 1_000_000)


def test_a_page_that_takes_too_much_memory_does_not_take_ours() -> None:
    """A content stream that unpacks to 350 MB."""
    import zlib

    bomb = zlib.compress(b"(x) Tj " * 50_000_000, 1)
    data = pdf("考察材料第一页内容").replace(b"BT /F1", b"BT  /F1")
    head, _, tail = data.partition(b"7 0 obj")
    stream = b"7 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(bomb) + bomb + b"\nendstream\nendobj\n"
    with Extractor() as extractor:
        found = extractor.extract(io.BytesIO(head + stream + tail[tail.index(b"xref") :]), "x.pdf", ".pdf")
    assert found.reason in ("texts.too_costly", "texts.damaged", "texts.scan")


def test_the_child_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in this process too, so that its lines are measured; without its limits."""
    monkeypatch.setattr(pdf_child, "limit_child", lambda *_: None)
    monkeypatch.setattr(pdf_child.logging, "disable", lambda *_: None)
    data = pdf("考察材料第一页内容", "")
    asked = json.dumps({"bytes": len(data), "from": 1}).encode() + b"\n" + data + json.dumps({"bytes": 3, "from": 1}).encode() + b"\nxyz"
    answers = io.BytesIO()
    pdf_child.serve(io.BytesIO(asked), answers, pdf_child.Watch(limits.PAGE_SECONDS))
    told = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert told[0] == {"pages": 2}
    assert [answer.get("page") for answer in told[1:3]] == [1, 2]
    assert told[3:] == [{"done": True}, {"failed": "texts.damaged"}]


def test_the_child_on_a_locked_file_and_a_page_it_cannot_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_child, "limit_child", lambda *_: None)
    monkeypatch.setattr(pdf_child.logging, "disable", lambda *_: None)
    writer = PdfWriter(io.BytesIO(pdf("考察材料第一页内容")))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    broken = pdf("考察材料第一页内容").replace(b"/Type /Page /Parent", b"/Type /Pane /Parent").replace(b"/F1 3 0 R", b"/F1 3 0 0")
    asked = b"".join(json.dumps({"bytes": len(data), "from": 1}).encode() + b"\n" + data for data in (locked.getvalue(), broken))
    answers = io.BytesIO()
    pdf_child.serve(io.BytesIO(asked), answers, pdf_child.Watch(limits.PAGE_SECONDS))
    told = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert told[0] == {"failed": "texts.encrypted"}
    assert told[1:]


def test_the_watch_counts_processor_time_of_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("archive_tool.texts.watching.time.process_time", lambda: now[0])
    watch = pdf_child.Watch(limits.PAGE_SECONDS)
    now[0] = 2.9
    assert not watch.is_over()
    watch.begins()
    now[0] = 5.8
    assert not watch.is_over()
    now[0] = 6.0
    assert watch.is_over()
    watch.rests()
    assert not watch.is_over()
