"""`codes`: given, taken in, checked and printed on the demo's archive."""

import csv
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.tasks.keeping import clearance, ledger, run, workbook

HEAD = ("档号", "电子文件号", "题名", "日期")


@pytest.fixture
def archive(demo: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "ws"
    shutil.copytree(demo, folder)
    return folder


def register(folder: Path) -> list[list[str]]:
    text = (folder / "archive" / "codes.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines()))[1:]


def numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Package and stem of every sealed item."""
    found = []
    for path in sorted(folder.glob("archive/*/*.zip")):
        with zipfile.ZipFile(path) as package:
            catalogue = json.loads(package.read(f"{path.stem}/metadata/catalogue.json"))
        found += [(path.stem, item["stem"]) for item in catalogue["items"]]
    return found


def test_assigned_codes_are_whole_stand_in_the_ledger_and_are_given_once(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "codes", "assign", "--dry-run") == 0
    assert not (archive / "archive" / "codes.csv").exists()
    assert run(archive, "codes", "assign", "--year", "2025") == 0
    assert not (archive / "archive" / "codes.csv").exists()
    assert run(archive, "codes", "assign") == 0
    lines = register(archive)
    assert len({line[2] for line in lines}) == len(lines) == len(numbers(archive, capsys))
    assert ledger(archive)[-1]["act"] == "coded"
    assert run(archive, "codes", "assign") == 0
    assert register(archive) == lines
    assert run(archive, "codes", "check") == 0
    assert "错误 0 处，警告 0 处" in capsys.readouterr().out


def test_the_archive_rooms_list_is_taken_in_and_bad_rows_are_named(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = numbers(archive, capsys)
    rows = [HEAD, *((f"0031-WS·2026-Y-{n:04d}", f"{package}/{stem}", "", "") for n, (package, stem) in enumerate(items[:-1], 1))]
    rows += [("0031-WS·2026-Y-9000", "", "食堂采购合同", "2026-05-08"), ("", f"{items[-1][0]}/{items[-1][1]}", "", "")]
    path = workbook(tmp_path / "清单.xlsx", rows)
    capsys.readouterr()
    assert run(archive, "codes", "import", str(path), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (len(said["codes"]), said["others"]) == (len(items) - 1, 1)
    assert [(f["rule"], f["field"]) for f in said["findings"]] == [("K-203", f"Sheet!A{len(rows)}")]
    assert ledger(archive)[-1]["details"]["list"] == "清单.xlsx"
    assert run(archive, "codes", "check") == 0
    assert "[K-103" in capsys.readouterr().out


def test_a_list_without_codes_is_refused(archive: Path, tmp_path: Path) -> None:
    assert run(archive, "codes", "import", str(workbook(tmp_path / "x.xlsx", [("题名",), ("甲",)]))) == 3
    (tmp_path / "y.xlsx").write_bytes(b"PK")
    assert run(archive, "codes", "import", str(tmp_path / "y.xlsx")) == 3
    assert run(archive, "codes", "import", str(tmp_path / "none.xlsx")) == 3
    twice = workbook(tmp_path / "z.xlsx", [("档号", "题名", "文件题名"), ("1", "甲", "乙")])
    assert run(archive, "codes", "import", str(twice)) == 3


def test_a_register_changed_by_hand_is_noticed(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(archive, "codes", "assign")
    path = archive / "archive" / "codes.csv"
    path.write_bytes(path.read_bytes().replace(b"-Y-0002", b"-Y-0001", 1))
    assert run(archive, "codes", "check") == 1
    said = capsys.readouterr().out
    assert "[K-101" in said
    assert "[K-102" in said
    assert "[K-106" in said
    path.write_bytes(b"x")
    assert run(archive, "codes", "check") == 3


@pytest.mark.parametrize("words", [("assign",), ("import", "list.xlsx")])
def test_a_register_without_its_line_gets_it_with_the_next_run(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    package = next(archive.glob("archive/*/*001-永久.zip")).stem
    room = workbook(tmp_path / "list.xlsx", [("档号", "电子文件号"), ("0031-WS·2026-Y-0001", f"{package}/A1_考察工作计划")])
    said = tuple(str(room) if word == room.name else word for word in words)
    lines = archive / "archive" / "ledger.jsonl"
    before = lines.read_bytes()
    assert run(archive, "codes", *said) == 0
    assert run(archive, "codes", *said) == 0
    whole = lines.read_bytes()
    lines.write_bytes(before)  # as a crash between the register and its line leaves it
    (lines.parent / ".draft-00").write_bytes(b"half")
    assert run(archive, "codes", *said) == 0
    assert not [*lines.parent.glob(".draft*")]
    assert [line["act"] for line in ledger(archive)] == [json.loads(line)["act"] for line in whole.splitlines()]
    path = archive / "archive" / "codes.csv"
    path.write_bytes(path.read_bytes().replace("经办人甲".encode(), "经办人乙".encode(), 1))
    capsys.readouterr()
    assert run(archive, "codes", *said) == 0  # looked over and registered again, as the warning says
    assert "[K-106" in capsys.readouterr().out
    assert run(archive, "codes", "check") == 0
    assert "[K-106" not in capsys.readouterr().out


def test_a_damaged_package_is_named_and_the_rest_is_numbered(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(archive.glob("archive/*/*限制查阅.zip"))
    path.write_bytes(b"PK")
    assert run(archive, "codes", "assign") == 0
    assert "[K-107" in capsys.readouterr().out
    assert all(line[0] != path.stem for line in register(archive))
    assert run(archive, "codes", "print", str(archive / "打印")) == 6  # no list that lacks a package and does not say so
    assert not (archive / "打印").exists()
    assert path.name in capsys.readouterr().err


def test_lists_are_printed_with_codes_and_the_ledgers_head(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(archive, "codes", "assign")
    run(archive, "paper", "place", "考察档案-KC-2026-001-永久", "--box", "12", "--shelf", "3库2排")
    head = len(ledger(archive))
    assert run(archive, "codes", "print", str(tmp_path / "out")) == 0
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {f"{name}-2026-{kept}.docx" for name in ("归档文件目录", "脊背", "归档章") for kept in ("永久", "10年")}
    with zipfile.ZipFile(tmp_path / "out" / "归档文件目录-2026-永久.docx") as word:
        text = word.read("word/document.xml").decode()
    assert register(archive)[0][2] in text
    assert f"台账末行：{head}:" in text
    with zipfile.ZipFile(tmp_path / "out" / "脊背-2026-永久.docx") as word:
        assert "3库2排" in word.read("word/document.xml").decode()
    assert ledger(archive)[-1]["act"] == "printed"
    assert run(archive, "codes", "print", str(tmp_path / "out")) == 5


def test_an_organisations_own_template_wins_and_is_linted(archive: Path, tmp_path: Path) -> None:
    from archive_tool import resources

    own = archive / "templates" / "archive"
    own.mkdir(parents=True, exist_ok=True)
    name = "L2_脊背.docx"
    shutil.copy(resources.folder("templates") / "archive" / name, own / name)
    assert run(archive, "codes", "print", str(tmp_path / "out")) == 0
    (own / name).write_bytes(b"PK")
    assert run(archive, "codes", "print", str(tmp_path / "again")) == 4
    assert not (tmp_path / "again").exists()


def test_what_somebody_may_not_see_is_on_no_list(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(archive, "codes", "assign")
    clearance(archive, "公开")
    capsys.readouterr()
    assert run(archive, "codes", "print", str(tmp_path / "out")) == 0
    assert "只列本人有权查阅的件" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "out" / "归档文件目录-2026-永久.docx") as word:
        assert "工作秘密" not in word.read("word/document.xml").decode()
    assert run(archive, "codes", "print", str(tmp_path / "other"), "--year", "1999") == 1
