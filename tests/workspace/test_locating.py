"""Finding the workspace and its cases."""

from pathlib import Path

import pytest

from archive_tool.errors import WrongUsage
from archive_tool.workspace.layout import Layout
from archive_tool.workspace.locating import case_folders, choose, find_workspace, peek_id


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "archive-tool.yaml").write_text("format: 1\n", encoding="utf-8")
    for folder, name, text in (
        ("甲案", "case.yaml", "format: 1\nid: 2026-001\n"),
        ("乙案", "案卷.yaml", "format: 1\n编号: '2026-002'  # 第二件\n"),
        ("丙案", "case.yaml", "format: 1\ntitle: 没有编号\n"),
    ):
        (tmp_path / "cases" / folder).mkdir(parents=True)
        (tmp_path / "cases" / folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "cases" / "空文件夹").mkdir()
    return Layout(tmp_path)


def test_a_workspace_is_found_from_any_folder_inside_it(layout: Layout) -> None:
    assert find_workspace(layout.cases / "甲案") == layout


def test_outside_a_workspace_the_user_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as caught:
        find_workspace(tmp_path)
    assert caught.value.key == "workspace.none"


def test_folders_without_a_record_are_no_cases(layout: Layout) -> None:
    assert {folder.name for folder in case_folders(layout)} == {"甲案", "乙案", "丙案"}
    assert case_folders(Layout(layout.root / "elsewhere")) == ()


def test_the_id_is_read_from_the_record_in_either_language_or_else_is_the_folders_name(layout: Layout) -> None:
    assert [peek_id(layout.cases / name) for name in ("甲案", "乙案", "丙案", "空文件夹")] == [
        "2026-001", "2026-002", "丙案", "空文件夹",
    ]


@pytest.mark.parametrize("word", ["2026-002", "乙案", "cases/乙案", "cases/乙案/案卷.yaml"])
def test_a_case_is_named_by_id_folder_or_record(layout: Layout, word: str) -> None:
    assert choose(layout, (word,), layout.root) == (layout.cases / "乙案",)


def test_without_arguments_all_cases_are_meant_and_named_twice_counts_once(layout: Layout) -> None:
    assert len(choose(layout, (), layout.root)) == 3
    assert len(choose(layout, ("2026-001", "甲案"), layout.root)) == 1


def test_a_case_that_does_not_exist_is_a_usage_error_that_names_those_that_do(layout: Layout) -> None:
    with pytest.raises(WrongUsage) as caught:
        choose(layout, ("2026-009",), layout.root)
    assert "2026-001" in str(caught.value.facts["known"])


def test_paths_are_shown_as_the_user_names_them(layout: Layout) -> None:
    assert layout.shown(layout.cases / "甲案" / "case.yaml") == "cases/甲案/case.yaml"
    assert layout.shown(Path("/elsewhere/a")) == "/elsewhere/a"
