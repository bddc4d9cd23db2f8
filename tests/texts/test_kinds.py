"""What must be said of a file that others supplied."""

import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from archive_tool.texts.kinds import told_of


def office(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as made:
        for name in ("[Content_Types].xml", *names):
            made.writestr(name, "x")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"MZ\x90\0", ["kinds.program"]),
        ("a.docx", b"#!/bin/sh\n", ["kinds.program"]),
        ("a.pdf", b"\xff\xd8\xff\xe0", ["kinds.disguised"]),
        ("a.jpg", b"%PDF-1.7", ["kinds.disguised"]),
        ("a.docx", b"", ["kinds.disguised"]),
        ("a.docx", b"\xd0\xcf\x11\xe0....", ["kinds.locked"]),
        ("a.docx", b"PK\x03\x04broken", ["kinds.damaged"]),
        ("a.doc", b"\xd0\xcf\x11\xe0....", []),
        ("a.txt", b"\xd0\xcf\x11\xe0....", []),
        ("a.pdf", b"%PDF-1.7 /OpenAction << /S /JavaScript >>", ["kinds.active"]),
        ("a", b"", []),
    ],
)
def test_a_file_is_told_by_its_bytes(tmp_path: Path, name: str, data: bytes, told: list[str]) -> None:
    (tmp_path / name).write_bytes(data)
    assert list(told_of(tmp_path / name)) == told


def test_macros_and_outside_links_are_active(tmp_path: Path) -> None:
    for inner in ("word/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "word/embeddings/oleObject1.bin"):
        office(tmp_path / "a.docx", inner)
        assert list(told_of(tmp_path / "a.docx")) == ["kinds.active"]
    office(tmp_path / "a.docx", "word/document.xml")
    assert list(told_of(tmp_path / "a.docx")) == []


def test_a_pdf_with_a_password_is_locked(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert list(told_of(tmp_path / "a.pdf")) == ["kinds.locked"]
