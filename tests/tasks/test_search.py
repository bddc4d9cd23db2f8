"""`search` at the door: cases alike, opening a hit, kept searches, paging, and what could not be read."""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.tasks.desk import Desk
from tests.tasks.conftest import DAY
from tests.tasks.shelving import Paper, about, seal

Tool = Callable[..., tuple[int, str, str]]


def record(case: str, unit: str) -> str:
    return f"format: 1\nkind: appointment\nid: {case}\ntitle: {unit}副局长人选\nyear: 2026\nmode: 差额\npositions:\n  - {{unit: {unit}}}\n"


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    for number in range(3):
        papers = [
            Paper("C6", about("甲明远"), f"河道采砂专项整治第{number}次", date=f"2026040{number + 1}"),
            Paper("D3", about("乙思齐"), "会议讨论河道采砂", secrecy="机密"),
        ]
        seal(desk, record(f"SS-{number}", "云岫市水务局"), papers=papers)
    return desk


def hits(said: str) -> list[tuple[str, str]]:
    return [(hit["case"], hit["item"]) for hit in json.loads(said)["hits"]]


def test_sorted_paged_and_past_the_end_empty(tool: Tool, shelf: Desk) -> None:
    ordered = [("SS-0", "C6"), ("SS-1", "C6"), ("SS-2", "C6")]
    assert hits(tool("search", "专项整治", "--sort", "date", "--json")[1]) == ordered
    assert hits(tool("search", "专项整治", "--sort", "-date", "--json")[1]) == ordered[::-1]
    assert hits(tool("search", "专项整治", "--sort", "date", "--offset", "1", "--limit", "1", "--json")[1]) == ordered[1:2]
    past = json.loads(tool("search", "专项整治", "--offset", "3", "--json")[1])
    assert (past["total"], past["hits"]) == (3, [])
    facets = json.loads(tool("search", "河道采砂", "--facets", "--json")[1])["facets"]
    assert facets["secrecy"] == [{"value": "工作秘密", "count": 3}, {"value": "机密", "count": 3}]


def test_cases_that_are_alike(tool: Tool, shelf: Desk) -> None:
    found = json.loads(tool("search", "--like", "SS-0", "--json")[1])
    assert [hit["case"] for hit in found["hits"]] == ["SS-1", "SS-2"]
    assert tool("search", "--like", "none", "--json")[0] == 0
    code, _, err = tool("search", "河道", "--like", "SS-0")
    assert code == 2
    assert "--like" in err


def run(workspace: Path, capsys: pytest.CaptureFixture[str], *words: str, **environment: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = door.run([*words, "-C", str(workspace), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"], environment)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.skipif(os.name == "nt", reason="a script as Unix starts one")
def test_a_hit_is_opened_from_a_private_copy_and_noted(shelf: Desk, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    viewer = tmp_path / "viewer"
    viewer.write_text(f'#!/bin/sh\ncat "$1" > "{tmp_path}/seen.part"; mv "{tmp_path}/seen.part" "{tmp_path}/seen"\n', encoding="utf-8")
    viewer.chmod(0o755)
    code, out, _ = run(workspace, capsys, "search", "专项整治", "--sort", "date", "--open", "2", ARCHIVE_TOOL_VIEWER=str(viewer))
    assert code == 0, out
    until = time.monotonic() + 20
    while not (tmp_path / "seen").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / "seen").read_text(encoding="utf-8") == "河道采砂专项整治第1次"
    (opened,) = (workspace / ".opened").iterdir()
    assert (opened.stat().st_mode & 0o777, opened.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert '"act": "shown"' in (workspace / "archive" / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1].replace('":"', '": "')
    run(workspace, capsys, "search", "专项整治", "--sort", "date", "--open", "1", ARCHIVE_TOOL_VIEWER=str(viewer))
    assert len(list((workspace / ".opened").iterdir())) == 1


def test_what_cannot_be_opened_is_said(shelf: Desk, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(workspace, capsys, "search", "专项整治", "--open", "9", ARCHIVE_TOOL_VIEWER=sys.executable)
    assert (code, "没有第 9 条" in err) == (2, True)
    code, _, err = run(workspace, capsys, "search", "专项整治", "--open", "1", ARCHIVE_TOOL_VIEWER="no-such-viewer")
    assert (code, "ARCHIVE_TOOL_VIEWER" in err) == (7, True)
    code, _, err = run(workspace, capsys, "search", "--like", "SS-0", "--open", "1", ARCHIVE_TOOL_VIEWER=sys.executable)
    assert (code, "没有可以打开的文件" in err) == (2, True)
    code, out, _ = run(workspace, capsys, "search", "专项整治", "--open", "1", "-n", ARCHIVE_TOOL_VIEWER="no-such-viewer")
    assert (code, "将打开" in out) == (0, True)


def test_a_search_is_kept_and_asked_again_with_more(tool: Tool, shelf: Desk, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有保存" in tool("search", "--list-saved")[1]
    code, _, err = tool("search", '"河道采砂"', "--secrecy", "机密", "--sort", "date", "--save", "采砂")
    assert code == 0
    assert "searches.yaml" in err
    assert len(hits(tool("search", "--saved", "采砂", "--json")[1])) == 3
    assert len(hits(tool("search", "--saved", "采砂", "--secrecy", "工作秘密", "--json")[1])) == 3
    assert hits(tool("search", "--saved", "采砂", "case:SS-1", "--json")[1]) == [("SS-1", "D3")]
    out = tool("search", "--list-saved")[1]
    assert '采砂  "河道采砂" --secrecy 机密 --sort date' in out
    assert tool("search", "甲", "--save", "采砂")[0] == 5
    code, _, err = tool("search", "--saved", "无此")
    assert (code, "采砂" in err) == (2, True)
    assert (workspace / "searches.yaml").stat().st_mode & 0o077 == 0
    assert tool("search", "甲", "--save", "另一个")[0] == 0
    assert len(json.loads(tool("search", "--list-saved", "--json")[1])["searches"]) == 2
    capsys.readouterr()
    assert door.run(["search", "--list-saved", "-C", str(workspace), "--lang", "zh", "--by", "另一人"], {}) == 0
    assert "没有保存" in capsys.readouterr().out


def test_a_search_that_is_none_is_not_kept(tool: Tool, shelf: Desk, workspace: Path) -> None:
    assert tool("search", '"', "--save", "坏")[0] == 2
    assert not (workspace / "searches.yaml").exists()


def test_packages_that_cannot_be_opened_are_named(tool: Tool, shelf: Desk, workspace: Path, tmp_path: Path) -> None:
    path = next((workspace / "archive").glob("*/*SS-2*.zip"))
    path.write_bytes(path.read_bytes()[:200])
    code, out, _ = tool("search", "专项整治")
    assert code == 0
    assert "共 2 件" in out
    assert "有 1 个归档包无法打开" in out
    assert path.name in out
    assert json.loads(tool("search", "专项整治", "--json")[1])["unknown"]["unreadable"] == 1
    assert tool("search", "专项整治", "--export", str(tmp_path / "x.csv"))[0] == 0
    assert "无法打开" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
    assert "无法打开" in tool("person", "甲明远")[1]


def noted_lines(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(line) for line in desk.layout.asked.read_text("utf-8").splitlines()]


def test_questions_are_noted_by_digest_and_never_by_their_words(tool: Tool, shelf: Desk) -> None:
    tool("search", "河道采砂", "--item", "C6", "--limit", "1")
    tool("person", "甲明远")
    tool("roster", "--announced", "--since", "2019")
    asked = ["search 河道采砂 --item C6", "person 甲明远", "roster --announced --since 2019"]
    lines = noted_lines(shelf)
    assert [(line["by"], line["asked"]) for line in lines] == [
        ("经办人甲", hashlib.sha256(question.encode()).hexdigest()) for question in asked
    ]
    assert [line["found"] for line in lines] == [3, 3, 0]
    assert "河道" not in shelf.layout.asked.read_text("utf-8")
    assert shelf.layout.asked.stat().st_mode & 0o077 == 0


def test_what_was_not_answered_or_only_tried_is_not_noted(tool: Tool, shelf: Desk) -> None:
    tool("search", "河道", "--sort", "nonsense")
    tool("search", "河道", "--dry-run")
    assert not shelf.layout.asked.exists()


def test_a_question_that_cannot_be_noted_is_answered_and_said(tool: Tool, shelf: Desk) -> None:
    shelf.layout.asked.mkdir()
    code, out, err = tool("search", "河道采砂")
    assert code == 0
    assert "SS-0" in out
    assert "archive/asked.jsonl" in err
