"""`person NAME`: everywhere somebody appears, by role, and what the texts say besides."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.model.filing import NamedPerson
from archive_tool.tasks.desk import Desk
from tests.tasks.shelving import Paper, about, seal

Tool = Callable[..., tuple[int, str, str]]
RECORD = "format: 1\nkind: appointment\nid: {case}\ntitle: 示例\nyear: 2026\nmode: 差额\npurpose: 提拔任职\n"
FORMER = NamedPerson("单试雨", "考察对象", ("单旧名",))


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Two cases: one about 单试雨, formerly 单旧名; one in which the same person is talked to and mentioned."""
    seal(
        desk,
        RECORD.format(case="KC-1"),
        None,
        (
            Paper("C6", (FORMER,), date="20260413"),
            Paper("C3", about("路试人", role="谈话对象"), "路试人说，单试雨作风扎实。", "20260402"),
            Paper("Z1", suffix=".png"),
        ),
    )
    talk = (NamedPerson("单试雨", "谈话对象", ("单旧名",)), *about("解试晴"))
    seal(desk, RECORD.format(case="KC-2"), None, (Paper("C3", talk, date="20260501"), Paper("D3", secrecy="机密", text="单旧名列席。")))
    return desk


def found(tool: Tool, *words: str) -> dict[str, list[dict[str, str]]]:
    code, out, _ = tool("person", *words, "--json")
    assert code == 0
    return json.loads(out)


def asked_by(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> dict[str, list[dict[str, str]]]:
    """What somebody else than the test's own clerk is told of 单试雨."""
    capsys.readouterr()
    assert door.run(["person", "单试雨", "--json", "-C", str(folder), "--lang", "zh", "--by", name], {}) == 0
    return json.loads(capsys.readouterr().out)


def places(told: dict[str, list[dict[str, str]]], part: str = "appearances") -> list[tuple[str, ...]]:
    return [tuple(each.get(key, "") for key in ("role", "case", "item")) for each in told[part]]


@pytest.mark.usefixtures("shelf")
def test_somebody_is_found_in_every_role_and_where_texts_mention_them(tool: Tool) -> None:
    told = found(tool, "单试雨")
    assert places(told) == [("考察对象", "KC-1", "C6"), ("谈话对象", "KC-2", "C3")]
    assert places(told, "mentions") == [("", "KC-1", "C3")]
    assert told["total"] == 2
    assert "".join(span["text"] for span in told["mentions"][0]["excerpt"] if span["matched"]) == "单试雨"


@pytest.mark.usefixtures("shelf")
def test_a_former_name_finds_the_person_and_the_hit_says_so(tool: Tool) -> None:
    told = found(tool, "单旧名")
    assert {(each["name"], each["former_name"]) for each in told["appearances"]} == {("单试雨", "单旧名")}
    assert places(told, "mentions") == [("", "KC-1", "C3"), ("", "KC-2", "D3")]
    assert "单试雨（曾用名 单旧名）" in tool("person", "单旧名")[1]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("typed", ["shanshiyu", "ssy", "danshiyu", "单shi雨"])
def test_pinyin_finds_the_person(tool: Tool, typed: str) -> None:
    assert ("考察对象", "KC-1", "C6") in places(found(tool, typed))


@pytest.mark.usefixtures("shelf")
def test_the_list_stands_role_by_role_and_says_what_it_cannot_know(tool: Tool, workspace: Path) -> None:
    (workspace / "archive" / "2026" / "坏.zip").write_bytes(b"no zip")
    out = tool("person", "单试雨")[1]
    order = ["按身份出现于 2 件", "考察对象 (1)", "考察档案-KC-1-永久", "谈话对象 (1)", "正文提到（1 件）", "同名的人", "1 个文件没有", "坏.zip"]
    assert [out.index(said) for said in order] == sorted(out.index(said) for said in order)


@pytest.mark.usefixtures("shelf")
def test_nobody_is_no_error_and_no_name_is(tool: Tool) -> None:
    told = found(tool, "无此人")
    assert (told["appearances"], told["mentions"]) == ([], [])
    assert tool("person", "")[0] == 2


@pytest.mark.usefixtures("shelf")
def test_a_name_with_signs_of_the_query_language_is_taken_as_it_is(tool: Tool) -> None:
    for typed in ('单"试', "OR", "-单试雨", "人员:单", "（", "*", "单试雨 OR 解"):
        code, _, err = tool("person", typed, "--json")
        assert code in (0, 2)
        assert "Traceback" not in err


@pytest.mark.usefixtures("shelf")
def test_clearance_and_recusal_hold(tool: Tool, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (workspace / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 经办人甲, clearance: 工作秘密}\n  b: {name: 解试晴}\n  c: {name: 低, clearance: 公开}\n")
    assert places(found(tool, "单旧名"), "mentions") == [("", "KC-1", "C3")]  # the record of the meeting is 机密
    assert places(asked_by(workspace, capsys, "解试晴")) == [("考察对象", "KC-1", "C6")]  # the other paper is about them
    nothing = asked_by(workspace, capsys, "低")
    assert not any(nothing[part] for part in ("total", "appearances", "mentions"))
    assert nothing["unknown"] == {"textless": [], "unreadable": 0, "packages": []}
