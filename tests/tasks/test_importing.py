"""`import` takes persons in: new ones at once, changed ones when that is agreed to, the same name never by guess."""

import io
import json
import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from archive_tool import limits
from archive_tool.cli import importing as door
from archive_tool.model.tree import Group, rows, text
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.tasks.desk import Desk
from archive_tool.tasks.importing import propose, take_in
from archive_tool.tasks.lrmx import lrmx_of
from tests.intake.forms import JPEG, LRM_FIELDS, PLAIN, PNG, lrm, lrmx, variations

Tool = Callable[..., tuple[int, str, str]]
WHEN = datetime(2026, 6, 30, 9, 0, 0)  # noqa: DTZ001 - the clerk's own clock


@pytest.fixture
def people(workspace: Path) -> Path:
    return workspace / "people"


def form(folder: Path, name: str = "表.lrmx", **changes: str) -> Path:
    path = folder / name
    path.write_text(lrmx(PLAIN | changes), encoding="utf-8")
    return path


def roster(folder: Path, *table: Sequence[object], name: str = "名册.xlsx") -> Path:
    book = openpyxl.Workbook()
    for line in table:
        book.active.append(line)
    book.save(folder / name)
    return folder / name


def person(desk: Desk, identity: str) -> Group:
    found = check(read(load(desk.layout.people / f"{identity}.yaml"), ""), desk.schema("person")).record
    assert found is not None
    return found


def test_drafts_that_a_crash_left_go_with_the_next_run(tool: Tool, tmp_path: Path, people: Path) -> None:
    (people / "history").mkdir()
    for folder in (people, people / "history"):
        (folder / ".draft-00").write_bytes(b"half")
    assert tool("import", str(form(tmp_path)))[0] == 0
    assert not [*people.rglob(".draft*")]


def test_a_form_becomes_a_person_with_chinese_keys(tool: Tool, tmp_path: Path, desk: Desk, people: Path) -> None:
    code, out, _ = tool("import", str(form(tmp_path)))
    assert code == 0
    assert "新建 people/gao-mingyuan.yaml" in out
    assert (people / "gao-mingyuan.yaml").read_text(encoding="utf-8").startswith("格式: 1\n类型: person\n编号: gao-mingyuan\n姓名: 高明远\n")
    assert text(person(desk, "gao-mingyuan"), "current_post.title") == "云岭市水务局办公室主任"


def test_a_form_goes_out_again_as_it_came_in(desk: Desk, tmp_path: Path) -> None:
    for number, made in enumerate(variations(20, seed=8)):
        path = tmp_path / f"{number}.lrmx"
        path.write_bytes(made.data)
        identity = f"r{number}"
        before = propose(desk, [path], identity)
        take_in(desk, before, (), WHEN)
        (tmp_path / "back.lrmx").write_bytes(lrmx_of(desk, identity))
        again = propose(desk, [tmp_path / "back.lrmx"], identity)
        assert [(each.state, each.error, each.differences) for each in again.people] == [("unchanged", None, ())]
        (desk.layout.people / f"{identity}.yaml").unlink()  # all of them have one identity number


def test_photos_lie_beside_the_person(tool: Tool, tmp_path: Path, people: Path, desk: Desk) -> None:
    old = tmp_path / "旧表.lrm"
    old.write_bytes(lrm(LRM_FIELDS))
    (tmp_path / "旧表.pic").write_bytes(JPEG)
    assert tool("import", str(old))[0] == 0
    assert (people / "gao-mingyuan.jpg").read_bytes() == JPEG
    assert text(person(desk, "gao-mingyuan"), "photo") == "gao-mingyuan.jpg"
    (tmp_path / "旧表.pic").write_bytes(JPEG + b"2")
    assert tool("import", str(old), "--id", "gao-mingyuan", "--yes")[0] == 0
    assert (people / "gao-mingyuan.jpg").read_bytes() == JPEG + b"2"
    assert [path.read_bytes() for path in (people / "history").glob("*.jpg")] == [JPEG]
    (tmp_path / "旧表.pic").write_bytes(PNG)
    assert tool("import", str(old), "--id", "gao-mingyuan", "--yes")[0] == 0
    assert text(person(desk, "gao-mingyuan"), "photo") == "gao-mingyuan.png"


def test_a_picture_that_is_none_is_named_and_not_taken(tool: Tool, tmp_path: Path, people: Path) -> None:
    (tmp_path / "旧表.lrm").write_bytes(lrm(LRM_FIELDS))
    (tmp_path / "旧表.PIC").write_bytes(b"not a picture")
    code, out, _ = tool("import", str(tmp_path / "旧表.lrm"))
    assert code == 0
    assert "I-116" in out
    assert not list(people.glob("gao-mingyuan.[!y]*"))


def test_changes_are_shown_and_written_only_when_agreed(tool: Tool, tmp_path: Path, people: Path, desk: Desk) -> None:
    tool("import", str(form(tmp_path)))
    path = people / "gao-mingyuan.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("出生年月: 1983.10", "出生年月: 1983年10月") + "联系电话: '000'\n", encoding="utf-8")
    before = path.read_bytes()
    newer = form(tmp_path, XianRenZhiWu="云岭市水务局副局长", JiangChengQingKuang="")
    code, out, err = tool("import", str(newer))
    assert code == 5
    assert "现任职务.职务: 云岭市水务局办公室主任 → 云岭市水务局副局长" in out.replace("：", ": ")
    assert "出生年月" not in out
    assert "--yes" in err
    assert path.read_bytes() == before
    assert tool("import", str(newer), "--yes")[0] == 0
    now = person(desk, "gao-mingyuan")
    assert text(now, "current_post.title") == "云岭市水务局副局长"
    assert text(now, "phone") == "000"
    assert text(now, "rewards") == "2020年记三等功一次"  # what the form leaves empty says nothing
    assert [kept.read_bytes() for kept in (people / "history").glob("*.yaml")] == [before]
    assert "没有改动" in tool("import", str(newer), "--yes")[1]


@pytest.mark.parametrize(("answer", "title"), [(True, "副局长"), (False, "云岭市水务局办公室主任")])
def test_on_a_terminal_it_is_asked(  # noqa: PLR0917 - fixtures
    tool: Tool, tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: bool, title: str
) -> None:
    tool("import", str(form(tmp_path)))
    monkeypatch.setattr(door.sys, "stdin", type("Terminal", (io.StringIO,), {"isatty": lambda _: True})("y\n" if answer else "n\n"))
    assert tool("import", str(form(tmp_path, XianRenZhiWu="副局长")))[0] == (0 if answer else 5)
    assert text(person(desk, "gao-mingyuan"), "current_post.title") == title


def test_what_clerks_added_to_entries_stays_and_what_belongs_to_an_old_post_goes(tool: Tool, tmp_path: Path, people: Path, desk: Desk) -> None:
    (people / "gao-mingyuan.yaml").write_text(
        "format: 1\nid: gao-mingyuan\nname: 高明远\ncurrent_post: {title: 旧职务, rank: 乡科级正职}\n"
        "education: {fulltime: {school: 云岭大学, major: 行政管理}, parttime: {school: 甲校, major: 乙}}\n"
        "resume:\n- {from: 2004-07, to: 2012.03, text: 云岭市水务局科员, rank: 乡科级以下}\n- {from: 2012.03, to: 2013.01, text: 云岭市水务局办公室主任}\n",
        encoding="utf-8",
    )
    changed = form(tmp_path, ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi="另一校")
    assert tool("import", str(changed), "--id", "gao-mingyuan", "--yes")[0] == 0
    now = person(desk, "gao-mingyuan")
    assert text(now, "current_post.rank") == ""
    assert text(now, "education.fulltime.major") == "行政管理"
    assert text(now, "education.parttime.major") == ""
    assert text(rows(now, "resume")[1], "rank") == "乡科级以下"
    assert text(rows(now, "resume")[2], "to") == ""


def test_the_same_name_is_asked_and_never_merged(tool: Tool, tmp_path: Path, people: Path) -> None:
    tool("import", str(form(tmp_path, ShenFenZheng="")))
    before = sorted(people.iterdir())
    code, _, err = tool("import", str(form(tmp_path, ShenFenZheng="")), "--yes")
    assert code == 5
    assert "gao-mingyuan" in err
    assert sorted(people.iterdir()) == before
    assert tool("import", str(form(tmp_path, ShenFenZheng="", MinZu="满族")), "--id", "gao-mingyuan-er")[0] == 0
    code, _, err = tool("import", str(form(tmp_path, ShenFenZheng="")), "--id", "luo-jingxing")
    assert code == 5
    assert "骆景行" in err or "罗" in err or "luo-jingxing" in err


def test_the_same_identity_number_is_the_same_person(tool: Tool, tmp_path: Path) -> None:
    tool("import", str(form(tmp_path)))
    assert "没有改动" in tool("import", str(form(tmp_path)))[1]
    code, _, err = tool("import", str(form(tmp_path)), "--id", "someone-else")
    assert code == 5
    assert "身份证号" in err
    code, _, err = tool("import", str(form(tmp_path, XingMing="高明达")))
    assert code == 5
    assert "高明远" in err


def test_two_of_one_name_in_one_run_are_not_guessed(tool: Tool, tmp_path: Path) -> None:
    first, second = form(tmp_path, "a.lrmx", ShenFenZheng=""), form(tmp_path, "b.lrmx", ShenFenZheng="")
    code, out, err = tool("import", str(first), str(second))
    assert code == 5
    assert "a.lrmx" in err
    assert "新建 1 人" in out


def test_two_with_one_identity_number_in_one_run_are_not_guessed(tool: Tool, tmp_path: Path) -> None:
    code, out, err = tool("import", str(form(tmp_path, "a.lrmx")), str(form(tmp_path, "b.lrmx", XingMing="程以安")))
    assert code == 5
    assert "gao-mingyuan" in err
    assert "新建 1 人" in out


def test_ids_are_spelt_and_numbered(tool: Tool, tmp_path: Path, people: Path) -> None:
    for number, name in enumerate(("高明远", "高鸣远", "欧阳若谷", "阿依努尔·买买提")):
        assert tool("import", str(form(tmp_path, f"{number}.lrmx", XingMing=name, ShenFenZheng="")))[0] == 0
    assert {"gao-mingyuan.yaml", "gao-mingyuan-2.yaml", "ouyang-ruogu.yaml", "ayinuer-maimaiti.yaml"} <= {path.name for path in people.iterdir()}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["{form}", "--id", "../x"], 2),
        (["{form}", "{other}", "--id", "a"], 2),
        (["{none}"], 2),
        (["{folder}"], 2),
        (["{text}"], 2),
        ([], 2),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_writes_nothing(tool: Tool, tmp_path: Path, people: Path, words: list[str], code: int) -> None:
    (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    (tmp_path / "d.lrmx").mkdir()
    named = {
        "form": form(tmp_path), "other": form(tmp_path, "b.lrmx", XingMing="程以安"), "none": tmp_path / "none.lrmx",
        "folder": tmp_path / "d.lrmx", "text": tmp_path / "x.txt",
    }  # fmt: skip
    before = sorted(people.iterdir())
    done, _, err = tool("import", *(word.format(**named) for word in words))
    assert (done, bool(err)) == (code, True)
    assert sorted(people.iterdir()) == before


def test_one_bad_file_does_not_stop_the_others(tool: Tool, tmp_path: Path, people: Path) -> None:
    bad = tmp_path / "bad.lrmx"
    bad.write_bytes(b"<Person><XingMing>x")
    code, out, err = tool("import", str(bad), str(form(tmp_path)))
    assert code == 3
    assert "XingMing" in err
    assert (people / "gao-mingyuan.yaml").is_file()
    assert "未导入 1 人" in out


def test_a_dry_run_and_json_write_or_ask_nothing(tool: Tool, tmp_path: Path, people: Path) -> None:
    path = roster(tmp_path, ["姓名", "性别"], ["程以安", "不详"])
    before = sorted(people.iterdir())
    assert tool("import", str(form(tmp_path)), "-n")[0] == 0
    assert "将退回" in tool("import", str(path), "-n")[2]
    assert sorted(people.iterdir()) == before
    code, out, _ = tool("import", str(form(tmp_path)), "--json")
    assert code == 0
    assert json.loads(out)["people"][0]["state"] == "new"
    code, out, _ = tool("import", str(form(tmp_path, XianRenZhiWu="副局长")), "--json")
    assert code == 5
    assert json.loads(out)["people"][0]["differences"] == [
        {"field": "current_post.title", "before": "云岭市水务局办公室主任", "after": "副局长"}
    ]
    assert tool("import", str(form(tmp_path, XianRenZhiWu="副局长")), "-n")[0] == 0


def test_a_warning_counts_when_strict(tool: Tool, tmp_path: Path) -> None:
    assert tool("import", str(form(tmp_path, XingBie="不详")), "--strict")[0] == 1


def test_a_file_that_changed_meanwhile_is_left(desk: Desk, tmp_path: Path, people: Path) -> None:
    found = propose(desk, [form(tmp_path)])
    (people / "gao-mingyuan.yaml").write_text("format: 1\nid: gao-mingyuan\nname: 高明远\n", encoding="utf-8")
    (left,) = take_in(desk, found, (), WHEN)
    assert left.error is not None
    assert left.error.key == "intake.changed_meanwhile"


def test_a_register_that_cannot_be_read_stops_everything(tool: Tool, tmp_path: Path, people: Path) -> None:
    (people / "broken.yaml").write_bytes(b"- not a person\n")
    assert tool("import", str(form(tmp_path)))[0] == 3
    (people / "broken.yaml").write_text("format: 1\nid: broken\nname: 高明远\nsex: x\n", encoding="utf-8")
    code, out, _ = tool("import", str(form(tmp_path)), "--id", "broken")
    assert code == 3
    assert "broken.yaml:4" in out


def test_what_becomes_no_usable_record_is_refused(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "大.lrmx"
    path.write_text(lrmx(PLAIN | dict.fromkeys(["MinZu", "JiGuan", "ChuShengDi", "XianRenZhiWu", "NiRenZhiWu", "RenMianLiYou", "TianBiaoRen", "JiangChengQingKuang"], "汉" * 99_000)), encoding="utf-8")
    code, out, _ = tool("import", str(path))
    assert code == 3
    assert "Y-001" in out


# ---------------------------------------------------------------- rosters


def test_good_rows_are_taken_and_bad_ones_go_back_with_the_reason(tool: Tool, tmp_path: Path, workspace: Path, desk: Desk) -> None:
    path = roster(
        tmp_path,
        ["云岭市水务局干部名册"],
        ["序号", "姓  名", "性别", "出生年月\n（岁）", "现任职务", "任现职时间", "职务层次", "联系电话", "星座", "年度考核结果", "备注"],
        [1, "程以安", "男", "1983.10", "云岭市水务局科长", "2021年6月", "乡科级正职", "000", "白羊", "2022年优秀", ""],
        [2, "温如故", "不详", "1983.1", "=1+1", "2021", "正科", "", "", "去年优秀", "=cmd()"],
        [3, "", "女", "", "", "", "", "", "", "", ""],
        [4, "顾长卿", "女", "1990-01", "云岭市水务局科员", "", "", "", "", "", "原有备注"],
    )
    code, out, err = tool("import", str(path))
    assert code == 3
    taken = person(desk, "cheng-yian")
    assert (text(taken, "birth"), text(taken, "current_post.since"), text(taken, "phone")) == ("1983-10", "2021-06", "000")
    assert text(taken, "custom.星座") == "白羊"
    assert text(person(desk, "gu-zhangqing"), "sex") == "女"
    for cell in ("C4", "D4", "F4", "G4", "J4", "E4", "B5"):
        assert f"Sheet!{cell}:" in out, cell
    assert "退回原因" in err
    back = openpyxl.load_workbook(workspace / "名册_退回.xlsx").active
    table = [[cell.value for cell in row] for row in back.iter_rows()]
    assert table[0][-1] == "退回原因"
    assert [row[1] for row in table[1:]] == ["温如故", ""]
    assert "C4 性别“不详”" in table[1][-1]
    assert table[1][10] == ""  # a formula whose value was never saved says nothing
    assert all(not str(value or "").startswith(("=", "+", "@")) for row in table for value in row)


def test_a_row_of_a_name_that_is_there_goes_back_too(tool: Tool, tmp_path: Path, workspace: Path) -> None:
    tool("import", str(form(tmp_path)))
    path = roster(tmp_path, ["姓名", "性别"], ["高明远", "男"])
    assert tool("import", str(path))[0] == 5
    assert tool("import", str(path))[0] == 5
    for name in ("名册_退回.xlsx", "名册_退回_2.xlsx"):
        sheet = openpyxl.load_workbook(workspace / name).active
        assert [cell.value for cell in sheet[1]] == ["姓名", "性别", "备注"]
        assert "gao-mingyuan" in sheet["C2"].value


def test_what_went_back_and_was_mended_is_taken(tool: Tool, tmp_path: Path, workspace: Path, desk: Desk) -> None:
    tool("import", str(roster(tmp_path, ["姓名", "性别", "奖惩情况"], ["程以安", "不详", "-2020年嘉奖"])))
    book = openpyxl.load_workbook(workspace / "名册_退回.xlsx")
    assert book.active["C2"].value == "'-2020年嘉奖"
    book.active["B2"] = "女"
    book.save(tmp_path / "改.xlsx")
    assert tool("import", str(tmp_path / "改.xlsx"))[0] == 0
    assert text(person(desk, "cheng-yian"), "rewards") == "-2020年嘉奖"


def test_a_roster_updates_people_by_their_identity_number(tool: Tool, tmp_path: Path, desk: Desk) -> None:
    tool("import", str(form(tmp_path)))
    path = roster(tmp_path, ["姓名", "身份证号", "联系电话"], ["高明远", "000000198310170018", "111"])
    assert tool("import", str(path), "--yes")[0] == 0
    assert text(person(desk, "gao-mingyuan"), "phone") == "111"
    assert text(person(desk, "gao-mingyuan"), "current_post.title") == "云岭市水务局办公室主任"


@pytest.mark.parametrize("table", [(["名字"], ["甲"]), (["姓名", "职务", "现任职务"], ["甲"]), (["姓名", "星座", "星座"], ["甲"])])
def test_a_roster_without_a_clear_head_is_refused(tool: Tool, tmp_path: Path, table: tuple[list[str], ...]) -> None:
    assert tool("import", str(roster(tmp_path, *table)))[0] == 3


def test_sheets_that_are_no_rosters_are_named(tool: Tool, tmp_path: Path) -> None:
    path = roster(tmp_path, ["姓名"], ["程以安"])
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("说明")
    for number in range(30):
        other.append([f"第{number}行"])
    book.save(path)
    code, out, _ = tool("import", str(path))
    assert code == 0
    assert "I-121" in out


def test_a_long_roster_is_taken_whole(desk: Desk, tmp_path: Path) -> None:
    people = [[n, f"程{chr(0x4E00 + n % 50)}{chr(0x5E00 + n // 50)}", "男", "1983.10", "云岭市水务局科员"] for n in range(500)]
    path = roster(tmp_path, ["序号", "姓名", "性别", "出生年月", "现任职务"], *people)
    found = propose(desk, [path])
    assert len({each.id for each in found.people}) == 500
    assert {each.state for each in found.people} == {"new"}


# ---------------------------------------------------------------- what is hostile


@pytest.mark.parametrize("name", ["大.lrmx", "大.lrm", "大.xlsx"])
def test_two_sparse_gibibytes_are_refused_at_once(tool: Tool, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as handle:
        handle.truncate(2 * 1024 * limits.MIB)
    began = time.process_time()
    code, _, err = tool("import", str(path))
    assert code == 3
    assert "MiB" in err
    assert time.process_time() - began < 8


def test_disguised_files_and_pipes_are_refused(tool: Tool, tmp_path: Path) -> None:
    book = roster(tmp_path, ["姓名"], ["甲"])
    (tmp_path / "其实是表.lrmx").write_bytes(book.read_bytes())
    (tmp_path / "其实是文.xlsx").write_bytes(lrmx(PLAIN).encode())
    os.mkfifo(tmp_path / "管.lrmx")
    assert tool("import", str(tmp_path / "其实是表.lrmx"))[0] == 3
    assert tool("import", str(tmp_path / "其实是文.xlsx"))[0] == 3
    assert tool("import", str(tmp_path / "管.lrmx"))[0] == 2


def test_a_person_goes_out_as_a_form_that_comes_in_unchanged(tool: Tool, tmp_path: Path) -> None:
    path = form(tmp_path)
    tool("import", str(path))
    (tmp_path / "out").mkdir()
    code, out, _ = tool("person", "高明远", "--lrmx", str(tmp_path / "out"))
    assert code == 0
    assert "gao-mingyuan.lrmx" in out
    assert "无变化 1 人" in tool("import", str(tmp_path / "out" / "gao-mingyuan.lrmx"))[1]
    assert tool("person", "gao-mingyuan", "--lrmx", str(tmp_path / "out"))[0] == 5
    assert tool("person", "gao-mingyuan", "--lrmx", str(tmp_path / "out" / "二.lrmx"), "-n")[0] == 0
    assert not (tmp_path / "out" / "二.lrmx").exists()


def test_who_is_meant_must_be_certain(tool: Tool, people: Path, tmp_path: Path) -> None:
    tool("import", str(form(tmp_path)))
    other = (people / "gao-mingyuan.yaml").read_text(encoding="utf-8").replace("gao-mingyuan", "gao-mingyuan-2")
    (people / "gao-mingyuan-2.yaml").write_text(other, encoding="utf-8")
    code, _, err = tool("person", "高明远", "--lrmx", str(tmp_path))
    assert (code, "gao-mingyuan-2" in err) == (2, True)
    assert tool("person", "没有此人", "--lrmx", str(tmp_path))[0] == 2
    assert tool("person", "gao-mingyuan", "--lrmx", str(tmp_path / "none" / "x"))[0] == 2
    (people / "gao-mingyuan.yaml").write_text("姓名: [", encoding="utf-8")
    assert tool("person", "gao-mingyuan", "--lrmx", str(tmp_path))[0] == 3
