"""`attach` takes files in under names of ours, registers them, and alters nothing."""

import io
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from archive_tool.cli import attach as door
from archive_tool.model.findings import Severity
from archive_tool.tasks.check import procedure_findings
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


def test_a_relative_path_counts_from_the_shells_folder_and_then_from_the_workspace(
    tool: Tool, workspace: Path, tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shell completes names from its own folder; -C says only which workspace."""
    monkeypatch.chdir(tmp_path)
    assert tool("attach", CASE, scan.name, "--item", "C5-1")[0] == 0
    (workspace / "同名.txt").write_text("在工作区", encoding="utf-8")
    assert tool("attach", CASE, "同名.txt", "--item", "C6-1", "--json")[0] == 0
    (tmp_path / "同名.txt").write_text("在当前文件夹", encoding="utf-8")
    _, out, _ = tool("attach", CASE, "同名.txt", "--item", "C6-1", "--json")
    assert json.loads(out)["attached"][0]["source"] == str(tmp_path / "同名.txt")
    assert tool("attach", CASE, "不在.pdf", "--item", "C5-1")[0] == 2


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


@pytest.mark.parametrize(
    ("item", "rule", "open_", "sealed"),
    [
        ("B1-9", "W-114", Severity.WARNING, Severity.ERROR),  # there is no ninth request, yet
        ("E7", "W-114", Severity.WARNING, Severity.ERROR),  # no item of this case
        ("C3", "W-112", Severity.ERROR, Severity.ERROR),  # of many talks
        ("Q9", "F-109", Severity.WARNING, Severity.WARNING),
        ("B1", "", None, None),  # the only one
    ],
)
def test_a_paper_that_would_not_be_filed_is_told(
    desk: Desk, folder: Path, item: str, rule: str, *, open_: Severity | None, sealed: Severity | None
) -> None:
    register = folder / "received.yaml"
    said = register.read_text(encoding="utf-8")
    register.write_text(said.replace("item: B1-1\n", f"item: {item}\n", 1), encoding="utf-8")
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    for sealing, weight in ((False, open_), (True, sealed)):
        found = procedure_findings(desk, loaded.case, sealing=sealing)
        told = [(one.rule, one.severity, one.facts["item"]) for one in found if one.rule in ("W-112", "W-114", "F-109")]
        assert told == ([(rule, weight, item)] if rule else [])


def scanned(path: Path, pictures: Sequence[int], across: Collection[int] = ()) -> Path:
    """A scan without text: a picture of so many bytes on each page."""
    writer = PdfWriter()
    for number, size in enumerate(pictures, 1):
        page = writer.add_blank_page(*((842, 595) if number in across else (595, 842)))
        picture = StreamObject()
        picture.set_data(bytes(number % 251 for number in range(size)))
        picture.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Type"): NameObject("/XObject")})
        shown = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    with path.open("wb") as handle:
        writer.write(handle)
    return path


def test_pages_that_look_blank_or_turned_are_named(tool: Tool, tmp_path: Path) -> None:
    path = scanned(tmp_path / "扫描.pdf", [9000, 8000, 300, 9500, 8800, 7000], across=[5])
    code, out, err = tool("attach", CASE, str(path), "--item", "Z2", "--json")
    assert code == 0
    one = json.loads(out)["attached"][0]
    assert (one["pages"], one["blank"], one["turned"]) == (6, [3], [5])
    assert "第 3 页" in err
    assert "第 5 页" in err


def test_of_a_range_the_pages_are_counted_within_it(tool: Tool, tmp_path: Path) -> None:
    path = scanned(tmp_path / "扫描.pdf", [9000, 8000, 300, 9500])
    out = json.loads(tool("attach", CASE, str(path), "--item", "Z2", "--pages", "3-4", "--json")[1])
    assert out["attached"][0]["pages"] == 2
    assert out["attached"][0]["blank"] == [1]


def test_what_was_dropped_is_proposed_and_taken_in_by_one_command(tool: Tool, desk: Desk, folder: Path) -> None:
    inside = folder / "attachments"
    (inside / "Z2_会务通知.txt").write_text("会务通知", encoding="utf-8")
    (inside / "说不清.txt").write_text("内容不明", encoding="utf-8")
    code, out, err = tool("attach", CASE)
    assert code == 0
    assert "Z2_会务通知.txt → Z2 其他材料（有把握：名称里有代码 Z2）" in out
    assert "说不清.txt：看不出" in out
    assert "2 份没有登记" in err
    code, out, _ = tool("attach", CASE, "--yes", "--json")
    said = json.loads(out)
    assert [each["item"] for each in said["attached"]] == ["Z2"]
    assert (inside / "说不清.txt").exists()
    assert "W-104" in tool("check", CASE)[1]


def test_a_paper_is_known_by_the_title_on_its_first_page(tool: Tool, desk: Desk, folder: Path) -> None:
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    name = next(iter(loaded.case.people.values())).name
    (folder / "attachments" / "扫描_007.txt").write_text(f"{name}同志考察材料\n{name}，男", encoding="utf-8")
    said = json.loads(tool("attach", CASE, "--json")[1])["proposed"]
    assert said[0]["item"].startswith("C6")
    assert {each["kind"] for each in said[0]["why"]} >= {"text"}
    assert said[0]["why"]


def test_nothing_dropped_is_said_so(tool: Tool) -> None:
    assert "没有尚未登记" in tool("attach", CASE)[1]
    assert tool("attach", CASE, "--item", "C4d")[0] == 2


def test_files_without_an_item_are_proposed_too_and_a_dry_run_takes_nothing(tool: Tool, folder: Path, tmp_path: Path) -> None:
    before = sorted(folder.rglob("*"))
    (tmp_path / "Z2 其他材料.txt").write_text("x", encoding="utf-8")
    code, out, _ = tool("attach", CASE, str(tmp_path / "Z2 其他材料.txt"), "--yes", "-n")
    assert (code, "Z2" in out) == (0, True)
    assert sorted(folder.rglob("*")) == before
    assert "已存为" in tool("attach", CASE, str(tmp_path / "Z2 其他材料.txt"), "--yes")[1]


def test_a_signed_copy_of_our_own_paper_is_marked_unchecked_until_somebody_compares(tool: Tool, desk: Desk, folder: Path, scan: Path) -> None:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "C6_考察材料_1.docx").write_bytes(b"x")
    code, _, err = tool("attach", CASE, str(scan), "--item", "C6-1")
    assert (code, "还没有核对" in err) == (0, True)
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    assert [each.agrees for each in loaded.case.received if each.item == "C6-1"] == ["未核对"]


def test_on_a_terminal_it_is_asked_whether_the_word_file_agrees(tool: Tool, desk: Desk, folder: Path, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "C6_考察材料_1.docx").write_bytes(b"x")
    monkeypatch.setattr(door, "asks", lambda _call: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert tool("attach", CASE, str(scan), "--item", "C6-1")[0] == 0
    (loaded,) = cases_of(desk, CASE)
    assert loaded.case is not None
    assert [each.agrees for each in loaded.case.received if each.item == "C6-1"] == ["一致"]


def test_on_a_terminal_each_proposal_is_confirmed(tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "attachments" / "Z2_其他材料.txt").write_text("x", encoding="utf-8")
    monkeypatch.setattr(door, "asks", lambda _call: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert "1 份没有登记" in tool("attach", CASE)[2]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert "已存为" in tool("attach", CASE)[1]
