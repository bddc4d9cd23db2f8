"""`generate` and `status`: no edit is lost, nothing is made twice, what is stale is named."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from archive_tool.cli import main as door
from archive_tool.messages import speaker
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.generate import Outcome, Wanted, generate
from archive_tool.workspace.history import kept
from tests.tasks.conftest import cases_of

CASE = "KC-2026-001"
NOON = datetime(2026, 6, 30, 12)  # noqa: DTZ001


def made(desk: Desk, *cases: str, **wanted: object) -> dict[str, Outcome]:
    return {o.item: o for o in generate(desk, cases_of(desk, *cases), Wanted(**wanted), speaker("zh"), NOON)}


@pytest.fixture
def documents(desk: Desk) -> Path:
    made(desk, CASE)
    (folder,) = (loaded.folder for loaded in cases_of(desk, CASE))
    return folder / "documents"


def edit(path: Path, words: str) -> None:
    paper = docx.Document(str(path))
    paper.paragraphs[-1].add_run(words)
    paper.save(str(path))


def test_every_document_is_written_once_and_then_unchanged(desk: Desk, documents: Path) -> None:
    before = {path.name: path.read_bytes() for path in documents.glob("*.docx")}
    again = made(desk, CASE)
    assert {outcome.state for outcome in again.values()} == {"unchanged"}
    assert {"C1", "C2a-1", "C2b-1", "C6-1", "C6-2", "C6-3", "X16"} <= set(again)
    assert {path.name: path.read_bytes() for path in documents.glob("*.docx")} == before


def test_two_copies_of_a_workspace_give_the_same_bytes(desk: Desk, documents: Path, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in documents.glob("*.docx")}
    shutil.rmtree(documents)
    made(desk, CASE)
    assert {path.name: path.read_bytes() for path in documents.glob("*.docx")} == first


def test_an_edited_file_is_never_overwritten(desk: Desk, documents: Path) -> None:
    edit(documents / "C6_考察材料_1.docx", "张副书记补充一句。")
    mine = (documents / "C6_考察材料_1.docx").read_bytes()
    assert made(desk, CASE)["C6-1"].state == "kept_edited"
    beside = made(desk, CASE, items=("C6-1",))["C6-1"]
    assert (beside.state, beside.file) == ("written", "C6_考察材料_1（新稿）.docx")
    assert (documents / "C6_考察材料_1.docx").read_bytes() == mine


def replace_words(path: Path, old: str, new: str) -> str:
    """Changes words in the first paragraph that has them, as a clerk would; gives the paragraph as it is now."""
    paper = docx.Document(str(path))
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    where = next(p for p in (*paper.paragraphs, *(p for cell in cells for p in cell.paragraphs)) if old in p.text)
    where.runs[0].text, rest = where.text.replace(old, new, 1), where.runs[1:]
    for run in rest:
        run.text = ""
    paper.save(str(path))
    return str(where.text)


def test_facts_that_differ_from_the_record_are_shown_with_both_sentences(
    workspace: Path, documents: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    replace_words(documents / "C6_考察材料_1.docx", "沈砚秋", "沈砚球")
    edit(documents / "C6_考察材料_1.docx", "另有补充。")
    code, out, _ = tool("generate", CASE)
    assert code == 0
    assert "保留手工改动  C6_考察材料_1.docx" in out
    (said,) = [line for line in out.splitlines() if "案卷现为" in line]
    assert "正文第 1 段：案卷现为“沈砚秋同志考察材料”；文件中写的是“沈砚球同志考察材料”" in said
    assert "--item C6-1" in out
    code, out, _ = tool("generate", CASE, "--item", "C6-1", "--json")
    (document,) = json.loads(out)["documents"]
    assert document["file"] == "C6_考察材料_1（新稿）.docx"
    assert {each["factual"] for each in document["differences"]} == {True, False}
    assert document["differences"][0]["place"] == "document P1"


def test_a_new_text_that_was_edited_too_goes_to_history(desk: Desk, documents: Path) -> None:
    edit(documents / "C6_考察材料_1.docx", "补充一句。")
    made(desk, CASE, items=("C6-1",))
    edit(documents / "C6_考察材料_1（新稿）.docx", "又补充一句。")
    mine = (documents / "C6_考察材料_1（新稿）.docx").read_bytes()
    made(desk, CASE, items=("C6-1",))
    assert kept(documents.parent)[0].path.read_bytes() == mine
    (documents / ".~C6_考察材料_1（新稿）.docx").write_bytes(b"")
    assert made(desk, CASE, items=("C6-1",))["C6-1"].exit_code == 5


def test_an_edited_file_stays_though_the_record_can_no_longer_fill_it(desk: Desk, documents: Path) -> None:
    record = documents.parent / "case.yaml"
    edit(documents / "C1_考察预告.docx", "补充一句。")
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("  task: 考察市水务局副局长人选，", "  # task: ", 1), encoding="utf-8")
    outcome = made(desk, CASE)["C1"]
    assert (outcome.state, outcome.exit_code) == ("kept_edited", 0)


def test_force_keeps_the_old_one_in_history_first(desk: Desk, documents: Path) -> None:
    edit(documents / "C6_考察材料_1.docx", "补充一句。")
    mine = (documents / "C6_考察材料_1.docx").read_bytes()
    assert made(desk, CASE, items=("C6-1",), force=True)["C6-1"].state == "written"
    assert (documents / "C6_考察材料_1.docx").read_bytes() != mine
    assert kept(documents.parent)[0].path.read_bytes() == mine


def test_a_file_that_is_open_is_left_alone_and_said_so(desk: Desk, documents: Path) -> None:
    (documents / ".~C1_考察预告.docx").write_bytes(b"")
    assert made(desk, CASE, items=("C1",), force=True)["C1"].exit_code == 5


def test_what_is_no_word_file_is_never_replaced(desk: Desk, documents: Path) -> None:
    junk = documents / "C1_考察预告.docx"
    junk.write_bytes(b"not a Word file")
    outcome = made(desk, CASE, items=("C1",), force=True)["C1"]
    assert (outcome.state, outcome.exit_code) == ("failed", 5)
    assert junk.read_bytes() == b"not a Word file"


def test_a_lost_made_json_counts_every_changed_file_as_edited(desk: Desk, documents: Path) -> None:
    (documents.parent / "made.json").unlink()
    edit(documents / "C1_考察预告.docx", "加一句。")
    outcomes = made(desk, CASE)
    assert outcomes["C1"].state == "kept_edited"
    assert outcomes["C6-1"].state == "unchanged"  # it says what we would say: ours


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    (loaded,) = cases_of(desk, CASE)
    assert made(desk, CASE, dry_run=True)["C1"].state == "written"
    assert not (loaded.folder / "documents").exists()
    assert not (loaded.folder / "made.json").exists()


def test_a_missing_field_is_named_and_only_a_draft_prints_a_gap(
    workspace: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    own = workspace / "templates" / "appointment"
    own.mkdir(parents=True)
    paper = docx.Document()
    paper.add_paragraph("评议年度：{{ review.year }}。")
    paper.save(str(own / "C1_考察预告.docx"))
    code, out, _ = tool("generate", CASE, "--item", "C1")
    assert code == 4
    assert "一报告两评议 › 年度" in out
    assert tool("generate", CASE, "--item", "C1", "--draft")[0] == 0
    target = next(workspace.glob("cases/2026-01*/documents/C1_考察预告.docx"))
    assert "【待填：" in docx.Document(str(target)).paragraphs[0].text


def test_a_name_corrected_once_makes_every_paper_that_says_it_stale(
    workspace: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    assert tool("generate")[0] == 0
    person = workspace / "people" / "shen-yanqiu.yaml"
    person.write_text(person.read_text(encoding="utf-8").replace("沈砚秋", "沈砚丘"), encoding="utf-8")
    _, out, _ = tool("status", "--json")
    stale = {
        (case["id"], item["code"]) for case in json.loads(out)["cases"] for item in case["items"] if item["state"] == "stale"
    }
    assert {(CASE, "C1"), (CASE, "C6-1")} <= stale
    assert any(case.startswith("JD-") for case, _ in stale)
    assert (CASE, "C6-2") not in stale
    assert tool("generate")[0] == 0
    _, out, _ = tool("status", "--json")
    assert not [i for c in json.loads(out)["cases"] for i in c["items"] if i["state"] == "stale" and i["code"] != "X16"]


def test_an_organisations_own_template_wins_and_a_hostile_one_is_refused(
    workspace: Path, desk: Desk, tool: Callable[..., tuple[int, str, str]]
) -> None:
    own = workspace / "templates" / "appointment"
    own.mkdir(parents=True)
    paper = docx.Document()
    paper.add_paragraph("本单位自拟的预告：{{ title }}")
    paper.save(str(own / "C1_考察预告.docx"))
    assert made(desk, CASE, items=("C1",))["C1"].state == "written"
    (folder,) = (loaded.folder for loaded in cases_of(desk, CASE))
    assert "本单位自拟的预告：云岫市" in docx.Document(str(folder / "documents" / "C1_考察预告.docx")).paragraphs[0].text
    paper = docx.Document()
    paper.add_paragraph("{{ ''.__class__.__mro__ }}")
    paper.save(str(own / "C1_考察预告.docx"))
    code, out, _ = tool("generate", CASE, "--item", "C1", "--force")
    assert code == 4
    assert "T-" in out


def test_status_reads_like_a_list_of_what_is_there(tool: Callable[..., tuple[int, str, str]]) -> None:
    tool("generate", CASE)
    code, out, _ = tool("status", CASE)
    assert code == 0
    assert "✓ C1" in out


def test_status_says_what_comes_next_and_by_when(tool: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = tool("status", "KC-2026-004")
    assert code == 0
    assert "→" in out
    assert "2026-07-06 前" in out
    _, out, _ = tool("status", "KC-2026-004", "--json")
    (case,) = json.loads(out)["cases"]
    assert any(step["due"] == "2026-07-06" for step in case["next"])


def test_status_as_a_calendar_names_each_day_once(workspace: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:

    assert door.run(["status", "--ics", "-C", str(workspace), "--as-of", "2026-06-20"], {}) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.startswith("BEGIN:VCALENDAR\r\n")
    assert out.count("BEGIN:VEVENT") == out.count("END:VEVENT") >= 1
    uids = [line for line in out.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids))


@pytest.mark.parametrize(("day", "rule"), [("2026-04-28", "N-204"), ("2026-05-20", None)])
def test_no_appointment_document_while_the_notice_runs(workspace: Path, day: str, rule: str | None) -> None:
    desk = open_desk(workspace, Circumstances({}, date.fromisoformat(day), by="经办人甲"))
    outcome = made(desk, "JD-2026-05")["E4-1"]
    assert outcome.state == ("failed" if rule else "written")
    assert {each.rule for each in outcome.findings} >= {rule} - {None}


def test_no_appointment_document_while_a_reflection_is_open_but_a_draft(workspace: Path, tool: Callable[..., tuple]) -> None:
    said = ("notice", "feedback", "JD-2026-05", "--channel", "来电", "--summary", "反映工作作风问题")
    assert tool(*said)[0] == 0
    code, out, _ = tool("generate", "JD-2026-05", "--item", "E4")
    assert code == 1
    assert "N-201" in out
    assert "公示还没有办结" in out
    assert tool("generate", "JD-2026-05", "--item", "E4", "--draft")[0] == 0


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-04-23", "按期发布"), ("2026-04-28", "期满后请重新执行 publish"), ("2026-06-30", None)],
)
def test_status_reminds_of_what_is_due_about_a_notice(workspace: Path, capsys: pytest.CaptureFixture[str], day: str, said: str | None) -> None:
    capsys.readouterr()
    assert door.run(["status", "JD-2026-05", "--as-of", day, "-C", str(workspace), "--lang", "zh"], {}) == 0
    out = capsys.readouterr().out
    steps = [line for line in out.splitlines() if "→" in line and "JD-2026-05-E1" in line]
    assert any(said in step for step in steps) if said else steps == []


def test_reminders_go_to_the_calendar_too(workspace: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert door.run(["status", "JD-2026-05", "--ics", "-C", str(workspace), "--as-of", "2026-04-28"], {}) == 0
    assert "JD-2026-05-E1" in capfdbinary.readouterr().out.decode().replace("\r\n ", "")


def test_what_is_left_in_a_word_file_is_named_by_check_and_no_gap_is_sealed(
    workspace: Path, documents: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    paper = docx.Document(str(documents / "C6_考察材料_1.docx"))
    paper.add_comment(paper.paragraphs[0].runs[0], text="再核", author="钱某")
    paper.save(str(documents / "C6_考察材料_1.docx"))
    edit(documents / "C6_考察材料_2.docx", "【待填：说明】")
    code, out, _ = tool("check", CASE)
    said = [line for line in out.splitlines() if "W-131" in line]
    assert code == 0
    assert ["批注（1 处）" in said[0], "没有填写的【待填】（1 处）" in said[1]] == [True, True]
    assert "C6_考察材料_1.docx: [W-131 警告]" in said[0]
    code, out, _ = tool("pack", CASE, "-n")
    assert code == 1
    assert [line for line in out.splitlines() if "C6_考察材料_2.docx: [W-131 错误]" in line]


def test_no_appointment_document_on_a_notice_that_nobody_approved(workspace: Path, tool: Callable[..., tuple]) -> None:
    record = workspace / "cases" / "2026-05-常委会任免决定" / "case.yaml"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    record.write_text("".join(line for line in lines if not line.startswith("  release: {no: 云组发审〔2026〕11号")), encoding="utf-8")
    code, out, _ = tool("generate", "JD-2026-05", "--item", "E4")
    assert code == 1
    assert "N-205" in out
    assert "还没有批准发布" in out
