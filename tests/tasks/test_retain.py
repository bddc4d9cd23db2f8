"""`retain` and `paper`: periods, disposal by two names with its trace, loans."""

import json
import shutil
from pathlib import Path

import pytest

from archive_tool.writing import make_folder
from tests.tasks.keeping import clearance, ledger, run

TEN = "考察档案-KC-2026-001-10年"
EVER = "考察档案-KC-2026-001-永久"
OVER = "2037-01-01"


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    return folder


def dispose(archive: Path, *packages: str, day: str = OVER, second: str = "监销人乙", more: tuple[str, ...] = ()) -> int:
    return run(archive, "retain", "dispose", *packages, "--second", second, "--reason", "鉴定意见第1号", *more, day=day)


def there(archive: Path, name: str) -> bool:
    return (archive / "archive" / "2026" / f"{name}.zip").exists()


def test_ten_years_of_2026_are_over_in_2037(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "retain", "due", "--json", day="2036-12-31") == 0
    assert json.loads(capsys.readouterr().out)["packages"] == []
    assert run(archive, "retain", "due", "--json", day=OVER) == 0
    said = json.loads(capsys.readouterr().out)["packages"]
    assert {each["path"] for each in said} == {path.relative_to(archive).as_posix() for path in archive.glob("archive/*/*-10年.zip")}
    assert f"archive/2026/{TEN}.zip" in {each["path"] for each in said}
    assert {each["until"] for each in said} == {"2036-12-31"}
    broken = archive / "archive" / "2026" / "坏包.zip"
    broken.write_bytes(b"PK\x03\x04 no package")
    assert run(archive, "retain", "due", "--json", day=OVER) == 0
    assert json.loads(capsys.readouterr().out)["unknown"] == {"unreadable": 1, "packages": ["archive/2026/坏包.zip"]}
    assert run(archive, "retain", "due", day=OVER) == 0
    assert "有 1 个归档包无法打开" in capsys.readouterr().out
    broken.unlink()
    assert run(archive, "retain", "due", "--all", day=OVER) == 0
    assert "永久保存" in capsys.readouterr().out


def test_two_names_dispose_of_it_a_trace_stays_and_the_rest_still_verifies(archive: Path) -> None:
    run(archive, "codes", "assign")
    assert dispose(archive, TEN, more=("--dry-run",)) == 0
    assert there(archive, TEN)
    assert dispose(archive, TEN) == 0
    assert not there(archive, TEN)
    line = ledger(archive)[-1]
    assert (line["act"], line["by"], line["details"]["second"]) == ("disposed", "经办人甲", "监销人乙")
    sealed = next(each for each in ledger(archive) if each["act"] == "sealed" and each["package"] == line["package"])
    assert line["sha256"] == sealed["sha256"]
    trace = archive / line["details"]["trace"]
    assert {path.name for path in trace.iterdir()} == {"销毁清册.csv", "销毁清册.docx"}
    assert "民主推荐" in (trace / "销毁清册.csv").read_text(encoding="utf-8-sig")
    assert run(archive, "verify", day=OVER) == 0
    assert run(archive, "codes", "check", day=OVER) == 0


def test_what_was_disposed_of_is_not_sealed_again(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispose(archive, TEN) == 0
    capsys.readouterr()
    run(archive, "pack", "KC-2026-001", day="2026-09-01")
    assert "[H-101" in capsys.readouterr().out
    assert not there(archive, TEN)
    assert run(archive, "verify", day=OVER) == 0


@pytest.mark.parametrize(
    ("package", "day", "code"), [(EVER, OVER, 1), (TEN, "2036-12-31", 1), ("没有的包", OVER, 2)], ids=["permanent", "early", "unknown"]
)  # fmt: skip
def test_nothing_else_goes(archive: Path, package: str, day: str, code: int) -> None:
    before = ledger(archive)
    assert dispose(archive, package, day=day) == code
    assert ledger(archive) == before
    assert there(archive, EVER)
    assert there(archive, TEN)


def test_one_person_is_not_two(archive: Path) -> None:
    assert dispose(archive, TEN, second="经办人甲") == 2
    assert dispose(archive, TEN, second=" ") == 2
    assert run(archive, "retain", "dispose", TEN, "--second", "监销人乙", "--reason", " ", day=OVER) == 2
    assert there(archive, TEN)


def test_a_package_that_is_not_what_was_sealed_stays(archive: Path) -> None:
    path = archive / "archive" / "2026" / f"{TEN}.zip"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert dispose(archive, TEN) == 6
    assert path.exists()


def test_who_may_not_see_it_may_not_dispose_of_it(archive: Path) -> None:
    clearance(archive, "公开")
    assert dispose(archive, TEN) == 9
    assert there(archive, TEN)


def test_the_draft_of_a_trace_that_a_crash_left_goes_with_the_next_run(archive: Path) -> None:
    folder = make_folder(archive / "archive" / "disposed" / TEN)
    (folder / ".draft-00").write_bytes(b"half")
    assert dispose(archive, TEN) == 0
    assert {path.name for path in folder.iterdir()} == {"销毁清册.csv", "销毁清册.docx"}


def test_a_disposal_that_a_crash_cut_short_is_finished_by_the_same_command(archive: Path) -> None:
    path = archive / "archive" / "2026" / f"{TEN}.zip"
    data = path.read_bytes()
    assert dispose(archive, TEN) == 0
    path.write_bytes(data)  # the line stands, the file had not gone yet
    before = ledger(archive)
    assert run(archive, "verify", day=OVER) == 6
    assert dispose(archive, TEN) == 0
    assert not path.exists()
    assert [each["act"] for each in ledger(archive)[len(before) :]] == ["verified"]
    assert run(archive, "verify", day=OVER) == 0


def test_paper_is_placed_lent_once_and_taken_back(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "paper", "place", EVER) == 2
    assert run(archive, "paper", "place", EVER, "--box", "12", "--shelf", "3库2排5层") == 0
    assert run(archive, "paper", "lend", EVER, "--to", "借阅人丙", "--item", "c6-1", "--due", "2027-03-10") == 0
    assert run(archive, "paper", "lend", EVER, "--to", "借阅人丁") == 5
    assert run(archive, "paper", "lend", EVER, "--to", "借阅人丁", "--item", "C6-1") == 5
    assert run(archive, "paper", "lend", EVER, "--to", "借阅人丁", "--item", "Q9") == 2
    capsys.readouterr()
    assert run(archive, "paper", "list", "--json", day="2027-04-01") == 0
    said = json.loads(capsys.readouterr().out)
    assert [(each["box"], each["place"]) for each in said["places"]] == [("12", "3库2排5层")]
    assert [(each["borrower"], each["items"], each["overdue"]) for each in said["loans"]] == [("借阅人丙", "C6-1", True)]
    assert run(archive, "paper", "return", EVER) == 0
    assert run(archive, "paper", "return", EVER) == 5
    capsys.readouterr()
    assert run(archive, "paper", "list", day="2027-04-01") == 0
    assert "借出未还 0 笔" in capsys.readouterr().out
    assert run(archive, "paper", "list", "--all") == 0
    assert "已还：" in capsys.readouterr().out
    assert [each["act"] for each in ledger(archive)][-3:] == ["placed", "lent", "returned"]


def test_paper_beyond_the_clearance_is_not_lent(archive: Path) -> None:
    clearance(archive, "公开")
    assert run(archive, "paper", "lend", EVER, "--to", "借阅人丙") == 9


def test_a_package_from_elsewhere_has_no_paper_here(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / "archive" / "2026" / f"{TEN}.zip", tmp_path / "elsewhere.zip")
    assert run(archive, "paper", "place", str(tmp_path / "elsewhere.zip"), "--box", "1") == 2
    assert dispose(archive, str(tmp_path / "elsewhere.zip")) == 2
