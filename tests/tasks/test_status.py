"""`status --timetable`: the steps of cases with their days, as Word and as a workbook."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from archive_tool.documents.reading import lines_of

Tool = Callable[..., tuple[int, str, str]]


def test_the_workbook_has_a_row_for_each_case_and_a_column_for_each_step(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "节点.xlsx"
    code, said, _ = tool("status", "--timetable", str(path))
    assert (code, "4 行" in said) == (0, True)
    head, *rows = openpyxl.load_workbook(BytesIO(path.read_bytes())).active.values
    assert head[:4] == ("案卷编号", "题名", "考察对象", "请示报告")
    water = dict(zip(head, next(row for row in rows if row[0] == "KC-2026-001"), strict=True))
    assert water["考察对象"] == "沈砚秋、郁知行、纪云岚"
    assert water["民主推荐"] == "2026.03.20—03.23"
    assert water["公示工作日数"] == "5"
    unfinished = dict(zip(head, next(row for row in rows if row[0] == "KC-2026-004"), strict=True))
    assert unfinished["会议决定"] == unfinished["公示工作日数"] == "—"
    assert [row[0] for row in rows] == ["KC-2026-001", "KC-2026-002", "KC-2026-003", "KC-2026-004"]  # no decision


def test_the_word_file_says_the_same_with_the_head_of_the_ledger(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "节点.docx"
    assert tool("status", "KC-2026-001", "KC-2026-003", "--timetable", str(path))[0] == 0
    lines = lines_of(path.read_bytes())
    assert lines[0] == "程序时间节点表"
    assert "2026.03.20—03.23" in lines
    assert any(line.startswith("台账末行：") for line in lines)
    assert "KC-2026-002" not in lines


def test_more_than_four_cases_take_another_page(workspace: Path, tool: Tool, tmp_path: Path) -> None:
    for number in range(5, 9):
        folder = workspace / "cases" / f"copy{number}"
        folder.mkdir()
        text = (workspace / "cases" / "2026-04-教育局副局长" / "case.yaml").read_text(encoding="utf-8")
        (folder / "case.yaml").write_text(text.replace("KC-2026-004", f"KC-2026-00{number}"), encoding="utf-8")
    path = tmp_path / "节点.docx"
    assert tool("status", "--timetable", str(path))[0] == 0
    assert lines_of(path.read_bytes()).count("程序时间节点表") == 2


def test_json_gives_the_steps_and_a_dry_run_writes_nothing(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "节点.docx"
    code, said, _ = tool("status", "JD-2026-05", "--timetable", str(path), "--json", "-n")
    (decision,) = json.loads(said)["cases"]
    assert (code, decision["id"], decision["steps"]["公示开始"]) == (0, "JD-2026-05", "2026.04.27")
    assert not path.exists()


@pytest.mark.parametrize(("name", "code"), [("节点.pdf", 2), ("没有/节点.docx", 2), ("在.xlsx", 5)])
def test_what_cannot_be_written_is_said(tool: Tool, tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "在.xlsx").touch()
    assert tool("status", "--timetable", str(tmp_path / name))[0] == code


def test_a_case_that_cannot_be_read_is_named_and_the_others_are_written(
    workspace: Path, tool: Tool, tmp_path: Path
) -> None:
    (workspace / "cases" / "2026-04-教育局副局长" / "case.yaml").write_text("id: [", encoding="utf-8")
    code, said, _ = tool("status", "--timetable", str(tmp_path / "a.xlsx"))
    assert (code, "2026-04-教育局副局长" in said, (tmp_path / "a.xlsx").exists()) == (3, True, True)
