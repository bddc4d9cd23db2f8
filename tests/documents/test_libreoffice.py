"""Word -> PDF in batches; a machine without LibreOffice says so; a hang takes nobody along."""

import os
import stat
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from archive_tool import resources
from archive_tool.documents.converters import load
from archive_tool.documents.libreoffice import NONE, LibreOffice
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import text_digest
from archive_tool.documents.rendering import load_template, render
from archive_tool.errors import EngineFailed
from tests.documents.record import words
from tools import parts

FONTS = resources.folder("templates") / "fonts.conf"


def stand_in(folder: Path, script: str) -> str:
    """A program that does not do what LibreOffice does."""
    path = folder / "soffice-stand-in"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.slow
def test_a_batch_becomes_pdf_a_2b_and_only_the_bad_file_fails(program: Callable[[str], str]) -> None:
    converter = load("libreoffice", program("soffice"), os.environ, FONTS)
    assert converter.available()
    good = parts.document(parts.title("题名"), parts.p("正文。"))
    made = converter.convert({"a": good, "坏": b"no word file", "b": good})
    assert set(made.pdfs) >= {"a", "b"}
    assert all(pdf.startswith(b"%PDF-1.") for pdf in made.pdfs.values())
    archived = pypdf.PdfReader(BytesIO(made.pdfs["a"]))
    assert b"<pdfaid:part>2</pdfaid:part>" in made.pdfs["a"]
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made.pdfs["a"]
    (intent,) = archived.trailer["/Root"]["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert intent.get_object()["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"  # an ICC profile
    assert not archived.is_encrypted
    fonts = [font.get_object() for page in archived.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"].get_object()), "every face is embedded"
    assert set(made.failed) <= {"坏"}


def test_without_libreoffice_it_is_said() -> None:
    for name in (NONE, "/no/such/program"):
        converter = LibreOffice(name, os.environ)
        assert not converter.available()
        with pytest.raises(EngineFailed):
            converter.convert({"a": b""})


def test_a_hung_program_is_ended_and_each_file_is_tried_alone(tmp_path: Path) -> None:
    converter = LibreOffice(stand_in(tmp_path, "sleep 60"), os.environ, file_seconds=0.1, start_seconds=0.1)
    made = converter.convert({"a": b"", "b": b""})
    assert made.failed == {"a": "hung", "b": "hung"}


def test_a_program_that_refuses_is_told_apart_from_one_that_hangs(tmp_path: Path) -> None:
    made = LibreOffice(stand_in(tmp_path, "exit 1"), os.environ).convert({"a": b"", "b": b""})
    assert made.failed == {"a": "refused", "b": "refused"}
    assert LibreOffice(stand_in(tmp_path, "exit 1"), os.environ).convert({"a": b""}).failed == {"a": "refused"}


def test_substitutes_are_named(program: Callable[[str], str]) -> None:
    program("fc-list")
    found = LibreOffice("", os.environ, FONTS).substitutes(["仿宋_GB2312", "方正小标宋简体", "AR PL KaitiM GB"])
    assert set(found) <= {"仿宋_GB2312", "方正小标宋简体", "AR PL KaitiM GB"}
    assert LibreOffice("", {}, FONTS).substitutes(["仿宋_GB2312"]) == {}


def test_characters_that_no_face_has_are_named(program: Callable[[str], str]) -> None:
    program("fc-list")
    converter = LibreOffice("", os.environ, FONTS)
    assert converter.uncovered("平常的话，a-z，1") == ""
    assert converter.uncovered("名字\U000f0000里的私用字符") == "\U000f0000"
    assert LibreOffice("", {}, FONTS).uncovered("\U000f0000") == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["C6_考察材料", "D3_会议记录", "E4_任免通知", "D2a_任免审批表", "C5_纪委巡视意见", "C2a_民主推荐情况汇总"])
def test_open_and_save_in_another_program_is_no_edit(program: Callable[[str], str], tmp_path: Path, name: str) -> None:
    path = resources.folder("templates") / f"appointment/{name}.docx"
    made = render(load_template(path.name, path.read_bytes()), words(), Marks("题名", "作者"))
    (tmp_path / "in.docx").write_bytes(made.data)
    command = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "in.docx")]
    for _ in range(2):  # a new profile may make the first start end early
        if not (tmp_path / "out/in.docx").exists():
            subprocess.run(command, check=False, capture_output=True, timeout=120)
    saved = (tmp_path / "out/in.docx").read_bytes()
    assert saved != made.data
    assert text_digest(saved) == made.text_digest
