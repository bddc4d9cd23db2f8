"""`generate --pdf`: a PDF beside each Word file, made once and kept; without LibreOffice the failure is said."""

import json
import os

import pytest

from archive_tool.cli import main as door

SHARED = ("--item", "C1", "--pdf", "--lang", "zh", "--as-of", "2026-06-30", "--by", "经办人甲")


def generate(workspace, capsys, soffice, *words):
    """Exit code, documents by file name, and what was said besides."""
    capsys.readouterr()
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_TOOL_SOFFICE": soffice}
    code = door.run(["generate", "KC-2026-001", *SHARED, *words, "-C", str(workspace)], environment)
    said = capsys.readouterr()
    documents = json.loads(said.out)["documents"] if "--json" in words else []
    return code, {each["file"]: each for each in documents}, said.out + said.err


@pytest.mark.slow
def test_a_pdf_is_made_once_and_made_again_when_the_word_file_is_newer(workspace, capsys, program):
    soffice = program("soffice")
    code, made, _ = generate(workspace, capsys, soffice, "--json")
    (pdf,) = (workspace / "cases").rglob("C1_*.pdf")
    assert (code, made[pdf.name]["state"]) == (0, "written")
    assert pdf.read_bytes().startswith(b"%PDF-")
    first = pdf.stat().st_mtime_ns
    assert pdf.name not in generate(workspace, capsys, soffice, "--json")[1]
    assert pdf.stat().st_mtime_ns == first
    os.utime(pdf, (1, 1))
    assert generate(workspace, capsys, soffice, "--json")[1][pdf.name]["state"] == "written"


def test_without_libreoffice_the_word_file_is_there_and_the_missing_pdf_is_said(workspace, capsys):
    code, made, _ = generate(workspace, capsys, "none", "--json")
    assert code == 7
    assert {name.rpartition(".")[2]: each["state"] for name, each in made.items()} == {"docx": "written", "pdf": "failed"}
    assert list((workspace / "cases").rglob("C1_*.docx"))
    assert "LibreOffice" in generate(workspace, capsys, "none")[2]


def test_a_program_that_makes_nothing_is_a_failed_pdf(workspace, capsys, program):
    code, made, _ = generate(workspace, capsys, program("git"), "--json")
    assert code == 7
    assert [each["reason"] for each in made.values() if each["state"] == "failed"] == ["pdf.failed"]
