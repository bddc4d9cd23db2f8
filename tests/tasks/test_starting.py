"""`init` and `new`, `history`, and what happens outside a workspace."""

import json
from pathlib import Path

import pytest

from archive_tool.cli import main as door

ZH = ["--lang", "zh"]


def test_a_new_workspace_can_be_used_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "工作区"
    assert door.run(["init", str(root), *ZH], {}) == 0
    assert door.run(["new", "appointment", "KC-1", "-C", str(root), *ZH], {}) == 0
    record = root / "cases" / "KC-1" / "case.yaml"
    text = record.read_text(encoding="utf-8")
    for key, value in (("题名", "某局副局长"), ("年度", "2026"), ("考察目的", "提拔任职")):
        text = text.replace(f"\n{key}:", f"\n{key}: {value}", 1)
    record.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert door.run(["check", "KC-1", "-C", str(root), *ZH, "--json"], {}) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert not [each for each in found if each["rule"].startswith(("Y-", "S-"))]


@pytest.mark.parametrize("kind", ["appointment", "decision", "person"])
def test_every_kind_is_written_with_either_keys(tmp_path: Path, kind: str) -> None:
    door.run(["init", str(tmp_path), *ZH], {})
    assert door.run(["new", kind, "a1", "-C", str(tmp_path), *ZH], {}) == 0
    assert door.run(["new", kind, "a2", "--english-keys", "-C", str(tmp_path), *ZH], {}) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [(["new", "holiday", "x"], 2), (["new", "appointment", "../x"], 2), (["new", "appointment", "KC-1"], 5)],
)
def test_what_cannot_be_is_refused(tmp_path: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    door.run(["init", str(tmp_path), *ZH], {})
    door.run(["new", "appointment", "KC-1", "-C", str(tmp_path), *ZH], {})
    before = sorted(tmp_path.rglob("*"))
    assert door.run([*words, "-C", str(tmp_path), *ZH], {}) == code
    assert sorted(tmp_path.rglob("*")) == before
    assert capsys.readouterr().err


@pytest.mark.parametrize(("kind", "folder"), [("appointment", "cases/a1"), ("person", "people")])
def test_the_draft_of_a_record_that_a_crash_left_goes_with_the_next(tmp_path: Path, kind: str, folder: str) -> None:
    door.run(["init", str(tmp_path), *ZH], {})
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / ".draft-00").write_text("half", encoding="utf-8")
    assert door.run(["new", kind, "a1", "-C", str(tmp_path), *ZH], {}) == 0
    assert len(list((tmp_path / folder).iterdir())) == 1


def test_a_workspace_is_not_made_twice_and_a_dry_run_makes_none(tmp_path: Path) -> None:
    assert door.run(["init", str(tmp_path / "a"), "-n", *ZH], {}) == 0
    assert not (tmp_path / "a").exists()
    assert door.run(["init", str(tmp_path / "a"), *ZH], {}) == 0
    assert door.run(["init", str(tmp_path / "a"), *ZH], {}) == 5


def test_outside_a_workspace_the_remedy_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["check", "-C", str(tmp_path), *ZH], {}) == 2
    assert "archive-tool init" in capsys.readouterr().err


def test_a_demo_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert door.run(["demo", str(tmp_path), *ZH], {}) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_history_lists_and_restores(workspace: Path, tool, desk) -> None:
    tool("generate", "KC-2026-003")
    path = next(workspace.glob("cases/2026-03*/documents/C1_*.docx"))
    first = path.read_bytes()
    assert "没有被替换过" in tool("history", "KC-2026-003")[1]
    path.write_bytes(first[:-1] + first[-1:])
    tool("generate", "KC-2026-003", "--item", "C1", "--force")
    code, out, _ = tool("history", "KC-2026-003")
    assert code == 0
    assert "documents/C1_考察预告.docx" in out
    assert tool("history", "KC-2026-003", "--restore", "1")[0] == 0
    assert path.read_bytes() == first
    assert tool("history", "KC-2026-003", "--restore", "9")[0] == 2


def test_settings_that_cannot_be_used_stop_every_command_with_the_line(workspace: Path, tool) -> None:
    with (workspace / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\n不存在的设置: 1\n")
    code, out, err = tool("status")
    assert code == 3
    assert "archive-tool.yaml:" in out
    assert "不能使用" in err
