"""Pages of a scan are taken out in a child; the file itself stays as it is."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from archive_tool.errors import EngineFailed, WrongUsage
from archive_tool.texts.splitting import count_pages, serve, take_pages


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    writer = PdfWriter()
    for width in (100, 200, 300, 400):
        writer.add_blank_page(width, 500)
    path = tmp_path / "扫描_001.pdf"
    with path.open("wb") as handle:
        writer.write(handle)
    return path


def test_pages_are_counted(scan: Path) -> None:
    assert count_pages(scan) == 4


def test_a_range_is_taken_and_is_the_same_bytes_twice(scan: Path) -> None:
    before = scan.read_bytes()
    taken = take_pages(scan, 2, 3)
    assert [page.mediabox.width for page in PdfReader(BytesIO(taken)).pages] == [200, 300]
    assert taken == take_pages(scan, 2, 3)
    assert scan.read_bytes() == before


@pytest.mark.parametrize(("first", "last"), [(0, 1), (3, 2), (4, 5)])
def test_pages_that_do_not_exist_are_wrong_usage(scan: Path, first: int, last: int) -> None:
    with pytest.raises(WrongUsage) as caught:
        take_pages(scan, first, last)
    assert caught.value.facts["pages"] == 4


def test_what_is_no_pdf_has_no_pages_and_cannot_be_split(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"no pdf at all")
    assert count_pages(path) is None
    with pytest.raises(EngineFailed):
        take_pages(path, 1, 1)


def test_the_child_answers_with_a_line_and_the_pages(scan: Path) -> None:
    answer = BytesIO()
    serve(BytesIO(scan.read_bytes()), answer, 4, 4)
    head, _, data = answer.getvalue().partition(b"\n")
    assert head == b'{"pages": 4}'
    assert len(PdfReader(BytesIO(data)).pages) == 1


def test_the_child_says_nothing_of_an_encrypted_file(scan: Path) -> None:
    writer = PdfWriter(clone_from=scan)
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    answer = BytesIO()
    serve(BytesIO(locked.getvalue()), answer, 1, 1)
    assert answer.getvalue() == b"{}\n"
