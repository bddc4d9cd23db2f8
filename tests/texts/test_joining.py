"""PDFs are joined page after page in a child; what cannot be read is left out and said."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from archive_tool import limits
from archive_tool.texts import joining
from archive_tool.texts.joining import join, serve
from archive_tool.texts.watching import Watch


def pdf(*widths: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for width in widths:
        writer.add_blank_page(width, 500)
    if password:
        writer.encrypt(password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def gathered(path: Path, *parts: bytes) -> list[tuple[int, int]]:
    path.write_bytes(b"".join(parts))
    starts = [sum(map(len, parts[:number])) for number in range(len(parts))]
    return list(zip(starts, map(len, parts), strict=True))


def joined(folder: Path, *parts: bytes) -> tuple[tuple[int, ...] | None, bytes]:
    source = folder / "parts"
    places = gathered(source, *parts)
    with (folder / "whole.pdf").open("w+b") as target:
        pages = join(source, places, target)
    return pages, (folder / "whole.pdf").read_bytes()


def test_the_pages_stand_in_the_order_given_and_the_bytes_are_the_same_twice(tmp_path: Path) -> None:
    pages, data = joined(tmp_path, pdf(100, 200), pdf(300), pdf(400))
    assert pages == (2, 1, 1)
    assert [page.mediabox.width for page in PdfReader(BytesIO(data)).pages] == [100, 200, 300, 400]
    assert joined(tmp_path, pdf(100, 200), pdf(300), pdf(400)) == (pages, data)


def test_what_cannot_be_read_is_left_out_and_counts_no_page(tmp_path: Path) -> None:
    pages, data = joined(tmp_path, pdf(100), b"no pdf", pdf(200, password="x"), pdf(300)[:200], pdf(400))
    assert pages is not None
    assert (pages[0], pages[1], pages[2], pages[4]) == (1, 0, 0, 1)
    assert {100, 400} <= {page.mediabox.width for page in PdfReader(BytesIO(data)).pages}
    assert joined(tmp_path, b"no pdf", b"")[0] == (0, 0)


def test_too_much_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MERGE_BYTES", 10)
    assert joined(tmp_path, pdf(100)) == (None, b"")


def test_a_child_that_dies_is_an_answer_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "child_command", lambda *_: ["false"])
    assert joined(tmp_path, pdf(100))[0] is None


def test_the_childs_whole_life(tmp_path: Path) -> None:
    source = tmp_path / "parts"
    task = {"source": str(source), "places": gathered(source, pdf(100, 150), b"no", pdf(200, password=""))}
    out, report = BytesIO(), BytesIO()
    serve(BytesIO(json.dumps(task).encode()), out, report, Watch(60))
    assert json.loads(report.getvalue()) == {"pages": [2, 0, 1]}
    assert len(PdfReader(BytesIO(out.getvalue())).pages) == 3


def test_the_child_leaves_out_what_is_locked(tmp_path: Path) -> None:
    source = tmp_path / "parts"
    out, report = BytesIO(), BytesIO()
    task = {"source": str(source), "places": gathered(source, pdf(200, password="x"))}
    serve(BytesIO(json.dumps(task).encode()), out, report, Watch(60))
    assert (json.loads(report.getvalue()), out.getvalue()) == ({"pages": [0]}, b"")
