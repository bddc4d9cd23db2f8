"""`publish` on the samples: what goes up, what is held back, what comes down, and a publish that is killed."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from archive_tool.cli import main as door
from tests.samples.editing import edited

IN_FORCE, PREVIEW, AFTER = "2026-04-28", "2026-03-30", "2026-05-07"
PAGE = "gongshi-20260424-*.html"


@pytest.fixture
def publish(workspace: Path, capsys: pytest.CaptureFixture[str]):
    """`publish(day, …)` gives exit code and the JSON document."""

    def run(day: str, *more: str) -> tuple[int, dict]:
        capsys.readouterr()
        words = ["publish", "--json", "--as-of", day, "-C", str(workspace), "--by", "经办人甲", *more]
        code = door.run(words, {"ARCHIVE_TOOL_SOFFICE": "none"})
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {"err": said.err}

    return run


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def test_a_notice_in_force_goes_up_on_both_boards(workspace, publish):
    code, said = publish(IN_FORCE)
    assert code == 0
    states = {each["id"]: each["state"] for each in said["notices"]}
    assert states["JD-2026-05-E1"] == "in_force"
    assert states["KC-2026-002-C1"] == "draft"
    url = next(each["url"] for each in said["notices"] if each["id"] == "JD-2026-05-E1")
    assert (workspace / url).is_file()
    assert set(said["pages"]) == {f"{board}/{name}" for board in ("site", "intranet") for name in bytes_of(workspace / "site")}


def test_an_inspection_notice_stays_within_the_house(workspace, publish):
    publish(PREVIEW)
    assert not [name for name in bytes_of(workspace / "site") if name.startswith("yugao")]
    assert len([name for name in bytes_of(workspace / "intranet") if name.startswith("yugao")]) == 4


def test_what_is_over_comes_down_with_every_byte(workspace, publish):
    publish(IN_FORCE)
    _, said = publish(AFTER)
    assert len(said["removed"]) == 4
    for board in ("site", "intranet"):
        assert set(bytes_of(workspace / board)) == {"index.html", "feed.xml", "calendar.ics"}
        assert all("沈砚秋" not in data.decode() for data in bytes_of(workspace / board).values())
    assert [path.name for path in workspace.iterdir() if path.name.startswith(".draft")] == []


def test_publishing_twice_gives_the_same_bytes(workspace, publish):
    publish(IN_FORCE)
    first = bytes_of(workspace / "site")
    publish(IN_FORCE)
    assert bytes_of(workspace / "site") == first


def test_dry_run_writes_nothing(workspace, publish):
    code, said = publish(IN_FORCE, "-n")
    assert code == 0
    assert said["pages"]
    assert not (workspace / "site").exists()


def decision(workspace: Path) -> Path:
    return workspace / "cases" / "2026-05-常委会任免决定"


def test_the_word_file_for_the_board_is_screened_with_its_notice(workspace, publish):
    door.run(["generate", "JD-2026-05", "--item", "E1", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲"], {})
    paper = decision(workspace) / "documents" / "E1_任前公示.docx"
    assert paper.is_file()
    code, _ = publish(IN_FORCE)
    assert code == 0, "what our own template says of a notice is no leak"
    written = docx.Document(str(paper))
    written.core_properties.comments = "反映沈砚秋2025年为亲属承揽灌区衬砌工程打招呼"
    written.save(str(paper))
    code, said = publish(IN_FORCE)
    assert code == 1
    assert next(each["withheld"] for each in said["notices"] if each["id"] == "JD-2026-05-E1") == ["N-307"]
    assert not list((workspace / "site").glob(PAGE))


@pytest.fixture
def paper(workspace: Path) -> Path:
    """The notice as a Word file, as `generate` makes it."""
    door.run(["generate", "JD-2026-05", "--item", "E1", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "-q"], {})
    return decision(workspace) / "documents" / "E1_任前公示.docx"


def copies(workspace: Path) -> list[Path]:
    return sorted((workspace / "site").glob("*.docx")) + sorted((workspace / "site").glob("*.pdf"))


def test_the_word_file_goes_up_beside_the_page_without_its_properties(workspace, publish, paper):
    written = docx.Document(str(paper))
    written.core_properties.last_modified_by = "某位经办人"
    written.save(str(paper))
    publish(IN_FORCE)
    (copy,) = copies(workspace)
    assert [each.text for each in docx.Document(str(copy)).paragraphs] == [each.text for each in written.paragraphs]
    page = copy.with_suffix(".html").read_text(encoding="utf-8")
    assert f'<a href="{copy.name}" download>Word 文件</a>' in page
    assert docx.Document(str(copy)).core_properties.last_modified_by != "某位经办人"
    _, said = publish(AFTER)
    assert f"site/{copy.name}" in said["removed"]


def add_comment(paper: Path) -> None:
    written = docx.Document(str(paper))
    written.add_comment(written.paragraphs[0].runs, text="标题再斟酌", author="甲")
    written.save(str(paper))


def add_picture(paper: Path) -> None:
    written = docx.Document(str(paper))
    written.add_picture(str(Path(__file__).parents[2] / "docs" / "pictures" / "notice.png"))
    written.save(str(paper))


def change_a_word(paper: Path) -> None:
    written = docx.Document(str(paper))
    run = next(run for each in written.paragraphs for run in each.runs if "2026年" in run.text)
    run.text = run.text.replace("2026年", "2025年")
    written.save(str(paper))


@pytest.mark.parametrize(("edit", "rule"), [(add_comment, "N-314"), (change_a_word, "N-315"), (add_picture, "N-316")])
def test_a_word_file_that_is_not_fit_stays_off_the_board_and_the_page_goes_up(workspace, capsys, paper, edit, rule):
    edit(paper)
    assert door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "--lang", "zh"], {}) == 0
    assert copies(workspace) == []
    assert list((workspace / "site").glob(PAGE))
    assert rule in capsys.readouterr().out


def test_a_word_file_made_before_a_correction_stops_nothing_and_says_what_to_do(workspace, publish, capsys, paper):
    record = decision(workspace) / "case.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("phone: 0000-8000311", "phone: 0000-8000399"), encoding="utf-8")
    assert publish(IN_FORCE)[0] == 0
    assert copies(workspace) == []
    assert list((workspace / "site").glob(PAGE))
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "--lang", "zh"], {})
    said = capsys.readouterr().out
    assert "N-317" in said
    assert "generate --item E1" in said


def test_what_nobody_approved_is_named(workspace, publish, capsys):
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "--lang", "zh"], {})
    assert "KC-2026-002-C1：没有批准，未发布。请在记录的 考察预告 › 发布审批" in capsys.readouterr().out


@pytest.mark.slow
def test_the_pdf_goes_up_too_and_its_properties_are_screened(workspace, publish, program, paper):
    office = {"ARCHIVE_TOOL_SOFFICE": program("soffice")}
    words = ["-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "-q"]
    assert door.run(["generate", "JD-2026-05", "--item", "E1", "--pdf", *words], office) == 0
    publish(IN_FORCE)
    assert {path.suffix for path in copies(workspace)} == {".docx", ".pdf"}
    (copy,) = (workspace / "site").glob("*.pdf")
    assert "LibreOffice" not in copy.read_bytes().decode("latin-1")
    writer = PdfWriter(clone_from=paper.with_suffix(".pdf"))
    writer.add_metadata({"/Subject": "反映沈砚秋2025年为亲属承揽灌区衬砌工程打招呼"})
    writer.write(paper.with_suffix(".pdf"))
    assert publish(IN_FORCE)[0] == 1
    assert copies(workspace) == []


def test_the_preview_of_our_own_template_passes_too(workspace, publish):
    door.run(["generate", "KC-2026-001", "--item", "C1", "-C", str(workspace), "--as-of", PREVIEW, "--by", "甲"], {})
    code, said = publish(PREVIEW)
    assert code == 0, said


def test_a_paper_that_cannot_be_read_is_named(workspace, publish, capsys):
    folder = decision(workspace) / "documents"
    folder.mkdir(exist_ok=True)
    (folder / "E1_任前公示.docx").write_bytes(b"no word file")
    code, _ = publish(IN_FORCE)
    assert code == 0
    capsys.readouterr()
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "--lang", "zh"], {})
    assert "N-313" in capsys.readouterr().out


def test_a_rule_that_is_broken_holds_the_notice_back(workspace, publish, capsys):
    record = decision(workspace) / "case.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("published_on: 2026-04-24", "published_on: 2026-04-28"), encoding="utf-8")
    code, said = publish(IN_FORCE)
    assert code == 1
    held = next(each["withheld"] for each in said["notices"] if each["id"] == "JD-2026-05-E1")
    assert "R-903" in held
    capsys.readouterr()
    door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲", "--lang", "zh"], {})
    assert "未发布" in capsys.readouterr().out


def test_a_case_that_cannot_be_read_does_not_stop_the_others(workspace, publish):
    broken = workspace / "cases" / "坏"
    broken.mkdir()
    (broken / "case.yaml").write_text("id: X\n：", encoding="utf-8")
    code = door.run(["publish", "-C", str(workspace), "--as-of", IN_FORCE, "--by", "甲"], {})
    assert code == 3
    assert list((workspace / "site").glob(PAGE))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here whose reading fails with EIO")
def test_a_record_that_the_disk_does_not_give_leaves_the_boards_as_they_are(workspace, publish):
    publish(IN_FORCE)
    before = bytes_of(workspace / "site"), bytes_of(workspace / "intranet")
    record = next(workspace.glob("cases/*常委会任免决定/case.yaml"))
    record.unlink()
    record.symlink_to("/proc/self/mem")  # an ordinary file by its kind, and EIO for whoever reads it
    code, said = publish(IN_FORCE)
    assert code == 3
    assert record.parent.name in said["err"]
    assert (bytes_of(workspace / "site"), bytes_of(workspace / "intranet")) == before


def test_an_organisations_own_page_wins(workspace, publish):
    own = workspace / "templates" / "site"
    own.mkdir(parents=True)
    (own / "index.html").write_text('{% extends "base.html" %}{% block content %}本单位自己的版面{% endblock %}', encoding="utf-8")
    publish(IN_FORCE)
    assert "本单位自己的版面" in (workspace / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_publish_that_is_killed_leaves_the_old_board_or_the_new_one(workspace, publish, full):
    """Killed at random moments, mostly while it writes."""
    publish(IN_FORCE)
    old = bytes_of(workspace / "site")
    publish(AFTER)
    new = bytes_of(workspace / "site")
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from archive_tool.tasks.cases import Reader; from archive_tool.tasks.desk import Circumstances, open_desk\n"
        "from archive_tool.tasks.publish import publish\n"
        "def go(day):\n"
        "    desk = open_desk(Path(sys.argv[1]), Circumstances({}, date.fromisoformat(day), by='甲'))\n"
        "    publish(desk, Reader(desk).chosen((), Path(sys.argv[1])))\n"
        "go(sys.argv[2]); print('ready', flush=True)\n"
        "while True:\n"
        "    go(sys.argv[3]); go(sys.argv[2])\n"
    )
    draw = random.Random(11)
    for _ in range(200 if full else 4):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(workspace), AFTER, IN_FORCE], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(draw.uniform(0, 0.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        found = bytes_of(workspace / "site")
        assert found in (old, new)
    publish(AFTER)
    assert bytes_of(workspace / "site") == new
    assert [path.name for path in workspace.iterdir() if path.name.startswith(".draft")] == []


@pytest.mark.parametrize(
    ("folder", "edits", "rule"),
    [
        ("2026-05", {"deliberation.meeting.members_due": 17}, "R-702"),
        ("2026-01", {"checks.archive[0].conclusion": None}, "R-601"),
    ],
)
def test_an_error_of_an_earlier_step_holds_the_notice_back_until_it_is_excused(workspace, publish, folder, edits, rule):
    record = next((workspace / "cases").glob(f"{folder}*")) / "case.yaml"
    before = record.read_text(encoding="utf-8")
    record.write_text(edited(before, edits), encoding="utf-8")
    assert rule in withheld(publish(IN_FORCE))
    excuse = "waivers:\n" + "".join(
        f"  - {{rule: {each}, reason: 另有说明, approver: 蒋行简, on: 2026-04-24}}\n" for each in ("R-702", "R-705", "R-601")
    )
    record.write_text(edited(before, edits) + excuse, encoding="utf-8")
    assert withheld(publish(IN_FORCE)) == []


def withheld(done) -> list[str]:
    return next(each.get("withheld", []) for each in done[1]["notices"] if each["id"] == "JD-2026-05-E1")
