"""`attach` takes files in under names of ours, registers them, and alters nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from archive_tool.tasks.desk import Desk
from tests.tasks.conftest import cases_of

Tool = Callable[..., tuple[int, str, str]]
CASE = "KC-2026-004"


@pytest.fixture
def folder(desk: Desk) -> Path:
    return cases_of(desk, CASE)[0].folder


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    writer = PdfWriter()
    for _ in range(5):
        writer.add_blank_page(200, 300)
    path = tmp_path / "扫描_001.pdf"
    with path.open("wb") as handle:
        writer.write(handle)
    return path


def registered(desk: Desk, item: str) -> list[tuple[str, str, int | None]]:
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    return [(each.original_name, each.role, each.pages) for each in loaded.case.received if each.item == item]


def test_a_file_is_copied_under_a_name_of_ours_and_registered(tool: Tool, desk: Desk, folder: Path, scan: Path) -> None:
    before = scan.read_bytes()
    assert tool("attach", CASE, str(scan), "--item", "C4b-2", "--agrees", "unchecked")[0] == 0
    assert (folder / "attachments" / "C4b-2_01.pdf").read_bytes() == before == scan.read_bytes()
    assert registered(desk, "C4b-2") == [("扫描_001.pdf", "附件", 5)]


def test_a_range_of_pages_is_taken_out_of_a_scan(tool: Tool, folder: Path, desk: Desk, scan: Path) -> None:
    assert tool("attach", CASE, str(scan), "--item", "C4b-1", "--pages", "2-4")[0] == 0
    (taken,) = (folder / "attachments").glob("C4b-1_*.pdf")
    assert len(PdfReader(taken).pages) == 3
    assert registered(desk, "C4b-1")[0][2] == 3


def test_the_first_scan_of_a_paper_that_people_sign_is_its_signed_copy(tool: Tool, desk: Desk, scan: Path) -> None:
    assert tool("attach", CASE, str(scan), "--item", "C6-1")[0] == 0
    assert tool("attach", CASE, str(scan), "--item", "C6-1", "--pages", "1")[0] == 0
    assert [role for _, role, _ in registered(desk, "C6-1")] == ["正本", "附件"]


def test_a_file_dropped_into_attachments_is_reported_and_then_only_renamed(tool: Tool, folder: Path) -> None:
    dropped = folder / "attachments" / "复函.txt"
    dropped.write_text("来函收悉", encoding="utf-8")
    assert "W-104" in tool("check", CASE)[1]
    assert tool("attach", CASE, str(dropped), "--item", "C5-1", "--role", "复函")[0] == 0
    assert not dropped.exists()
    assert "W-104" not in tool("check", CASE)[1]


def test_the_same_file_twice_for_one_item_is_a_conflict(tool: Tool, scan: Path) -> None:
    assert tool("attach", CASE, str(scan), "--item", "C4d")[0] == 0
    code, _, err = tool("attach", CASE, str(scan), "--item", "C4d")
    assert code == 5
    assert "没有重复登记" in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--item", "Q9"], 2),
        (["--item", "C5-1", "--pages", "9"], 2),
        (["--item", "C5-1", "--pages", "x"], 2),
        (["--item", "C5-1", "--date", "昨天"], 2),
        ([], 2),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_registers_nothing(tool: Tool, folder: Path, scan: Path, words: list[str], code: int) -> None:
    before = (folder / "received.yaml").read_bytes()
    assert tool("attach", CASE, str(scan), *words)[0] == code
    assert (folder / "received.yaml").read_bytes() == before


def test_a_missing_file_is_said_so(tool: Tool, tmp_path: Path) -> None:
    code, _, err = tool("attach", CASE, str(tmp_path / "none.pdf"), "--item", "C5-1")
    assert code == 2
    assert "none.pdf" in err


def test_a_strange_ending_never_reaches_the_file_name(tool: Tool, folder: Path, tmp_path: Path) -> None:
    odd = tmp_path / "文件.超长的后缀名不可用"
    odd.write_bytes(b"x")
    assert tool("attach", CASE, str(odd), "--item", "Z2")[0] == 0
    assert list((folder / "attachments").glob("Z2_*.bin"))


def test_a_dry_run_registers_nothing(tool: Tool, folder: Path, scan: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert tool("attach", CASE, str(scan), "--item", "C4d", "-n")[0] == 0
    assert sorted(folder.rglob("*")) == before


def test_a_registered_file_that_is_gone_is_an_error(tool: Tool, folder: Path) -> None:
    next((folder / "attachments").iterdir()).unlink()
    code, out, _ = tool("check", CASE)
    assert code == 1
    assert "W-103" in out
