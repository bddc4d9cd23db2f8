"""What was replaced can be listed and put back."""

from datetime import datetime
from pathlib import Path

import pytest

from archive_tool.errors import WrongUsage
from archive_tool.workspace.history import keep, kept, restore

NOON = datetime(2026, 5, 8, 12, 0, 0)  # noqa: DTZ001


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "C6_考察材料_1.docx"
    path.parent.mkdir()
    path.write_text("第一稿", encoding="utf-8")
    return path


def test_a_kept_file_names_where_it_came_from_and_when(tmp_path: Path, paper: Path) -> None:
    keep(tmp_path, paper, NOON)
    (only,) = kept(tmp_path)
    assert (only.number, only.origin, only.when) == (1, "documents/C6_考察材料_1.docx", NOON)
    assert only.path.read_text(encoding="utf-8") == "第一稿"
    assert paper.exists()


def test_several_files_kept_in_one_second_do_not_overwrite_each_other(tmp_path: Path, paper: Path) -> None:
    for text in ("一", "二", "三"):
        paper.write_text(text, encoding="utf-8")
        keep(tmp_path, paper, NOON)
    assert [each.path.read_text(encoding="utf-8") for each in kept(tmp_path)] == ["三", "二", "一"]


def test_restoring_keeps_the_present_file_first(tmp_path: Path, paper: Path) -> None:
    keep(tmp_path, paper, NOON)
    paper.write_text("第二稿", encoding="utf-8")
    restore(tmp_path, kept(tmp_path, "C6_考察材料_1.docx")[0], NOON.replace(hour=13))
    assert paper.read_text(encoding="utf-8") == "第一稿"
    assert kept(tmp_path)[0].path.read_text(encoding="utf-8") == "第二稿"


def test_a_renamed_history_file_cannot_be_restored_outside_the_case(tmp_path: Path, paper: Path) -> None:
    copy = keep(tmp_path, paper, NOON)
    copy.rename(copy.with_name("20260508T120000_000_..!..!evil.txt"))
    with pytest.raises(WrongUsage):
        restore(tmp_path, kept(tmp_path)[0], NOON)


def test_only_files_of_ours_are_listed(tmp_path: Path, paper: Path) -> None:
    keep(tmp_path, paper, NOON)
    (tmp_path / "history" / "备忘.txt").write_text("x", encoding="utf-8")
    assert len(kept(tmp_path)) == 1
    assert kept(tmp_path, "D3_会议记录.docx") == ()
    assert kept(tmp_path / "none") == ()
