"""`generate --pdf`: a PDF beside each Word file, made once and kept; without LibreOffice the failure is said."""

import json
import os
import subprocess

import pytest

from archive_tool.cli import main as door

RARE = "\U00031350"  # of the last block of Han characters but few faces have
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
    assert [each["reason"] for each in made.values() if each["state"] == "failed"] == ["pdf.refused"]


def test_what_somebody_saved_from_wps_is_taken_and_an_older_one_goes_to_history(workspace, capsys, program):
    """A PDF or OFD as new as the Word file stays; one from elsewhere that the Word file has outrun is kept in history/."""
    soffice = program("soffice")
    generate(workspace, capsys, "none", "--json")
    (word,) = (workspace / "cases").rglob("C1_*.docx")
    ofd, pdf = word.with_suffix(".ofd"), word.with_suffix(".pdf")
    ofd.write_bytes(b"PK OFD from WPS")
    code, made, _ = generate(workspace, capsys, soffice, "--json")
    assert (code, pdf.name in made, pdf.exists()) == (0, False, False)
    ofd.unlink()
    pdf.write_bytes(b"%PDF-1.7 from WPS")
    os.utime(pdf, (1, 1))
    code, made, _ = generate(workspace, capsys, soffice, "--json")
    assert made[pdf.name]["state"] == "written"
    assert b"LibreOffice" in pdf.read_bytes()
    history = [path for path in (word.parent.parent / "history").iterdir() if path.name.endswith(pdf.name)]
    assert [path.read_bytes() for path in history] == [b"%PDF-1.7 from WPS"]
    os.utime(pdf, (1, 1))
    generate(workspace, capsys, soffice, "--json")
    assert len(list((word.parent.parent / "history").iterdir())) == 1  # our own is made again at any time


def test_faces_that_stood_in_and_characters_without_a_face_are_told(workspace, capsys, program):
    record = next((workspace / "cases").glob("2026-01*")) / "case.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("addressee: 市水务局", f"addressee: {RARE}市水务局"), encoding="utf-8")
    soffice = program("soffice")
    capsys.readouterr()
    environment = {"PATH": os.environ["PATH"], "ARCHIVE_TOOL_SOFFICE": soffice}
    assert door.run(["generate", "KC-2026-001", *SHARED, "--json", "-C", str(workspace)], environment) == 0
    said = json.loads(capsys.readouterr().out)
    rules = {each["rule"]: each["message"] for each in said["findings"]}
    assert set(said["substituted"]) <= {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "Times New Roman"}
    lister = subprocess.run([program("fc-list"), f":charset={ord(RARE):x}", "family"], check=True, capture_output=True, timeout=60)
    assert ("T-161" in rules) is not bool(lister.stdout.strip())
    assert f"{RARE}（U+31350）" in rules.get("T-161", f"{RARE}（U+31350）")
    assert ("T-160" in rules) is bool(said["substituted"])
    assert all(f"{face} → {family}" in rules["T-160"] for face, family in said["substituted"].items())
