"""`accession`: papers that never had a record become a case; nothing is changed, lost or passed over in silence."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from archive_tool.cli import main as door
from archive_tool.tasks.accession import accession, sources
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from tests.intake.old_folders import materialise, old_folders
from tests.tasks.conftest import DAY, cases_of
from tests.texts.conftest import paragraph, word

Tool = Callable[..., tuple[int, str, str]]
NAME = "2012年甲某任职材料"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small old folder."""
    place = tmp_path / "old" / NAME
    (place / "谈话").mkdir(parents=True)
    (place / "纪委复函.docx").write_bytes(word(paragraph("关于甲某同志党风廉政情况的复函。2012年4月11日。河道采砂。")))
    (place / "谈话" / "谈话记录1.txt").write_text("谈话对象乙某", encoding="utf-8")
    (place / "谈话" / "谈话记录2.txt").write_text("谈话对象丙某", encoding="utf-8")
    (place / "公示照片.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (place / "空.docx").write_bytes(b"")
    (place / "杂件.bin").write_bytes(b"\x00\x01")
    (place / "~$锁文件.docx").write_bytes(b"x")
    (place / "Thumbs.db").write_bytes(b"x")
    return place


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    }  # fmt: skip


def test_every_paper_is_kept_as_it_came_and_the_folder_is_not_touched(tool: Tool, desk: Desk, folder: Path) -> None:
    before = contents(folder)
    code, out, err = tool("accession", str(folder), "--id", "JS-1")
    assert (code, err) == (0, "")
    assert contents(folder) == before
    (loaded,) = cases_of(desk, "JS-1")
    assert loaded.case is not None
    assert loaded.case.kind == "accession"
    assert loaded.case.text("year") == "2012"
    kept = {
        each.original_name: hashlib.sha256((loaded.folder / "attachments" / each.file).read_bytes()).hexdigest()
        for each in loaded.case.received
    }
    papers = {name: digest for name, digest in before.items() if name not in ("~$锁文件.docx", "Thumbs.db")}
    assert kept == papers == {each.original_name: each.sha256 for each in loaded.case.received}
    assert {each.original_name: each.item for each in loaded.case.received} == {
        "纪委复函.docx": "C5-1", "谈话/谈话记录1.txt": "C3-1", "谈话/谈话记录2.txt": "C3-2",
        "公示照片.jpg": "Z2-1", "空.docx": "Z2-3", "杂件.bin": "Z2-2",
    }  # fmt: skip
    for said in ("接收 6 个文件", "公示照片.jpg：没有可供检索的文字（图片", "空.docx：没有可供检索的文字（没有文字）", "杂件.bin：看不出", "attach JS-1 --texts"):
        assert said in out, said


def test_it_is_sealed_found_and_verified_like_any_other_with_the_gaps_stated(tool: Tool, workspace: Path, folder: Path) -> None:
    assert tool("accession", str(folder), "--id", "JS-1")[0] == 0
    assert tool("check", "JS-1")[0] == 0
    assert tool("status", "JS-1")[0] == 0
    assert tool("generate", "JS-1")[0] == 0
    code, out, _ = tool("pack", "JS-1", "--verify")
    assert code == 0, out
    (path,) = (workspace / "archive" / "2012").glob("*JS-1*.zip")
    with ZipFile(path) as package:
        names = [name.partition("/")[2] for name in package.namelist()]
        catalogue = json.loads(package.read(next(name for name in package.namelist() if name.endswith("catalogue.json"))))
    assert "data/03_考察/C5_纪委巡视意见_1.docx" in names
    noted = {each["item"]: each["note"] for each in catalogue["noted"]}
    assert "未见此件" in noted["C6"]
    assert "C5" not in noted
    assert tool("verify")[0] == 0
    hits = json.loads(tool("search", '"河道采砂"', "--json")[1])
    assert [(hit["case"], hit["item"]) for hit in hits["hits"]] == [("JS-1", "C5-1")]
    assert "没有人员的结构化数据" in tool("roster", "--announced")[1]


def test_persons_written_into_the_record_stand_on_the_roster(tool: Tool, workspace: Path, folder: Path) -> None:
    tool("accession", str(folder), "--id", "JS-1")
    record = workspace / "cases" / "JS-1" / "case.yaml"
    more = (
        "人员:\n  jia: {姓名: 甲某}\n考察对象:\n  - {人员编号: jia, 拟任职务: 云岫市水务局副局长, 结果: 任用}\n"
        "任前公示:\n  公示开始日期: 2012-04-12\n  公示结束日期: 2012-04-18\n"
    )
    record.write_text(record.read_text(encoding="utf-8") + more, encoding="utf-8")
    code, out, _ = tool("check", "JS-1")
    assert code == 0, out
    assert tool("pack", "JS-1")[0] == 0
    out = tool("roster", "--announced", "--since", "2012", "--until", "2012")[1]
    assert "甲某" in out
    assert "云岫市水务局副局长" in out
    assert "没有人员的结构化数据" not in out


def test_an_item_is_put_right_in_the_register_and_papers_are_added_by_attach(tool: Tool, workspace: Path, desk: Desk, folder: Path) -> None:
    tool("accession", str(folder), "--id", "JS-1")
    register = workspace / "cases" / "JS-1" / "received.yaml"
    said = register.read_text(encoding="utf-8")
    assert "归档项目: Z2-2" in said
    register.write_text(said.replace("归档项目: Z2-2", "归档项目: B1-1"), encoding="utf-8")
    assert tool("attach", "JS-1", str(folder / "公示照片.jpg"), "--item", "C3")[0] == 0
    assert tool("attach", "JS-1", str(folder / "公示照片.jpg"), "--item", "E1")[0] == 0
    assert tool("attach", "JS-1", str(folder / "公示照片.jpg"), "--item", "C3-2")[0] == 0
    assert tool("attach", "JS-1", str(folder / "公示照片.jpg"), "--item", "Q9")[0] == 2
    (loaded,) = cases_of(desk, "JS-1")
    assert loaded.case is not None
    items = [each.item for each in loaded.case.received]
    assert items.count("C3-2") == 2
    assert {"B1-1", "C3-3", "E1-1"} <= set(items)
    assert "C3-3" in tool("status", "JS-1")[1]


def test_a_second_run_takes_in_only_what_is_new(tool: Tool, workspace: Path, folder: Path) -> None:
    (folder.parent / "2013年乙某材料").mkdir()
    (folder.parent / "2013年乙某材料" / "考察材料.txt").write_text("考察材料", encoding="utf-8")
    assert tool("accession", str(folder.parent), "--id", "JS", "--each")[0] == 0
    assert sorted(path.name for path in (workspace / "cases").glob("JS*")) == ["JS-0001", "JS-0002"]
    (folder.parent / "2011年丙某材料").mkdir()
    (folder.parent / "2011年丙某材料" / "考察材料.txt").write_text("丙某考察材料", encoding="utf-8")
    code, out, err = tool("accession", str(folder.parent), "--id", "JS", "--each")
    assert code == 0
    assert "接收 1 卷，已接收过 2 卷" in out
    assert "接收 2011年丙某材料" in err
    assert "JS-0003  2011年丙某材料" in out


def test_one_bad_folder_never_stops_the_others(tool: Tool, folder: Path) -> None:
    (folder.parent / "1_空文件夹").mkdir()
    code, out, err = tool("accession", str(folder.parent), "--id", "JS", "--each", "-q")
    assert code == 2
    assert "1_空文件夹：没有接收" in err
    assert "接收 1 卷，已接收过 0 卷，未接收 1 卷" in out


def test_a_dry_run_and_a_taken_id_write_nothing(tool: Tool, workspace: Path, folder: Path) -> None:
    before = contents(workspace)
    code, out, _ = tool("accession", str(folder), "--id", "JS-1", "-n")
    assert code == 0
    assert "将接收 6 个文件" in out
    code, _, err = tool("accession", str(folder), "--id", "KC-2026-001")
    assert code == 5
    assert "已在" in err
    after = contents(workspace)
    after.pop(".lock", None)
    before.pop(".lock", None)
    assert after == before


@pytest.mark.parametrize("words", [["none", "--id", "JS"], [".", "--id", "J/S"], [".", "--id", "JS", "--each"]])
def test_what_makes_no_sense_is_wrong_usage(tool: Tool, folder: Path, words: list[str]) -> None:
    where = str(folder / "谈话") if words[0] == "." else words[0]
    assert tool("accession", where, *words[1:])[0] == 2


def test_the_workspace_does_not_swallow_itself(tool: Tool, workspace: Path) -> None:
    assert tool("accession", str(workspace), "--id", "JS")[0] == 2
    assert tool("accession", str(workspace / "cases" / "kc-2026-001"), "--id", "JS")[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as Unix has them")
def test_links_and_pipes_are_named_and_never_followed(tool: Tool, desk: Desk, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("密", encoding="utf-8")
    (folder / "链接.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "链接夹").symlink_to(tmp_path)
    os.mkfifo(folder / "管道.txt")
    code, out, _ = tool("accession", str(folder), "--id", "JS-1")
    assert code == 0
    for name in ("链接.txt", "链接夹", "管道.txt"):
        assert f"{name} 是链接或特殊文件" in out
    (loaded,) = cases_of(desk, "JS-1")
    assert loaded.case is not None
    assert len(loaded.case.received) == 6
    assert "链接夹" in loaded.case.text("source.left_out")


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix only")
def test_names_in_gbk_and_with_control_characters_are_readable_in_the_register(desk: Desk, folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "任免通知.txt".encode("gbk"))).write_text("x", encoding="utf-8")
    (folder / "考察\x07材料.txt").write_text("y", encoding="utf-8")
    (done,) = accession(desk, sources(desk, folder, "JS-1", each=False))
    assert {"任免通知.txt": "E4-1", "考察□材料.txt": "C6-1"}.items() <= {p.name: p.item for p in done.papers}.items()
    (loaded,) = cases_of(desk, "JS-1")
    assert loaded.case is not None


def test_a_year_that_cannot_be_told_is_left_open_and_said(tool: Tool, workspace: Path, tmp_path: Path) -> None:
    place = tmp_path / "甲某材料"
    place.mkdir()
    (place / "考察材料.txt").write_text("甲某同志考察材料", encoding="utf-8")
    code, out, _ = tool("accession", str(place), "--id", "JS-1")
    assert code == 0
    assert "年度看不出来" in out
    assert not re.search("^年度", (workspace / "cases/JS-1/case.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert tool("pack", "JS-1")[0] == 3
    (place / "考察材料.txt").write_text("2015年3月，考察组……2015年4月……2014年", encoding="utf-8")
    code, out, _ = tool("accession", str(place), "--id", "JS-2")
    assert "年度 2015 是按材料" in out


def test_the_same_paper_twice_is_kept_twice_and_said(tool: Tool, folder: Path) -> None:
    (folder / "纪委复函 - 副本.docx").write_bytes((folder / "纪委复函.docx").read_bytes())
    out = tool("accession", str(folder), "--id", "JS-1")[1]
    assert "接收 7 个文件" in out
    assert "内容完全相同，两个都已接收" in out


def test_a_file_that_is_too_large_is_named(tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive_tool.limits.PACKAGE_BYTES", 60)
    out = tool("accession", str(folder), "--id", "JS-1")[1]
    assert "纪委复函.docx 超过" in out


def test_a_file_that_cannot_be_read_keeps_the_whole_dossier_out(tool: Tool, workspace: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr("archive_tool.tasks.accession.copy_file", broken)
    code, _, err = tool("accession", str(folder), "--id", "JS-1")
    assert code == 7
    assert "没有接收" in err
    assert not (workspace / "cases/JS-1").exists()
    monkeypatch.undo()
    assert tool("accession", str(folder), "--id", "JS-1")[0] == 0
    assert not list((workspace / "cases").glob(".draft-*"))


def test_the_list_of_a_run_goes_to_a_file_and_to_json(tool: Tool, folder: Path, tmp_path: Path) -> None:
    assert tool("accession", str(folder.parent), "--id", "JS", "--each", "--export", str(tmp_path / "清单.csv"), "-n")[0] == 0
    assert not (tmp_path / "清单.csv").exists()
    assert tool("accession", str(folder.parent), "--id", "JS", "--each", "--export", str(tmp_path / "清单.csv"))[0] == 0
    said = (tmp_path / "清单.csv").read_text(encoding="utf-8-sig")
    assert f"JS-0001,{NAME},纪委复函.docx,C5-1_01.docx,C5-1," in said
    (folder / "more.txt").write_text("x", encoding="utf-8")
    told = json.loads(tool("accession", str(folder), "--id", "JS-9", "--json")[1])
    (case,) = told["cases"]
    assert (case["state"], len(case["papers"])) == ("taken", 7)
    assert {"no_persons", "no_item"} <= {each["what"] for each in case["decide"]}


def test_many_questions_are_not_all_printed(tool: Tool, tmp_path: Path) -> None:
    for number in range(40):
        place = tmp_path / "old" / f"2001年第{number}卷"
        place.mkdir(parents=True)
        for part in range(2):
            (place / f"{number}_{part}.bin").write_bytes(bytes([number, part]))
    code, out, _ = tool("accession", str(tmp_path / "old"), "--id", "JS", "--each", "-q")
    assert code == 0
    assert "项没有列出；加 --export" in out
    assert out.count("\n") < 140


def test_old_folders_of_a_stranger_in_one_run(tmp_path: Path, *, full: bool) -> None:
    folders = old_folders() if full else old_folders()[-12:]
    materialise(folders, tmp_path / "old")
    assert door.run(["init", str(tmp_path / "ws")], {}) == 0
    desk = open_desk(tmp_path / "ws", Circumstances({}, DAY, by="经办人甲"))
    done = accession(desk, sources(desk, tmp_path / "old", "JS", each=True))
    assert {one.state for one in done} == {"taken"}
    found = {(one.folder, paper.name): paper for one in done for paper in one.papers}
    asked = right = 0
    for folder in folders:
        for paper in folder.papers:
            met = found.pop((folder.name, paper.name))
            assert bool(met.unread) == paper.unreadable, paper
            asked += paper.well_named
            right += paper.well_named and met.proposal.item == paper.item
    assert not found
    print(f"{len(folders)} folders: {right} of {asked} well-named papers right ({right / asked:.1%})")
    assert right / asked >= 0.9
