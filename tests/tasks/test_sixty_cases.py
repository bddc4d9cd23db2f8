"""Sixty cases, half of them old folders taken in: `roster --announced --since 2019` against a list made by hand."""

import json
from pathlib import Path

import pytest

from archive_tool.cli import main as door
from archive_tool.tasks.desk import Circumstances, open_desk
from tests.tasks.conftest import DAY
from tests.tasks.shelving import Paper, about, person, seal

# Cases kept as records: number, name, year of the notice (0: none was published), result, withdrawn.
KEPT = [
    ("甲一鸣", 2017, "任用", False), ("甲二川", 2018, "任用", False), ("甲三友", 2019, "任用", False), ("甲四海", 2019, "未任用", False),
    ("甲五岳", 2020, "任用", False), ("甲六合", 2020, "任用", True), ("甲七星", 2021, "缓议", False), ("甲八方", 2021, "任用", False),
    ("甲九章", 2022, "任用", False), ("甲十全", 0, "未任用", False), ("乙一凡", 2022, "终止", False), ("乙二南", 2023, "任用", False),
    ("乙三省", 2023, "任用", True), ("乙四维", 2024, "任用", False), ("乙五常", 2024, "任用", False), ("乙六艺", 0, "缓议", False),
    ("乙七贤", 2025, "任用", False), ("乙八达", 2025, "未任用", False), ("乙九思", 2025, "任用", False), ("乙十分", 2026, "任用", False),
    ("丙一清", 2026, "任用", False), ("丙二石", 2010, "任用", False), ("丙三秋", 2012, "未任用", False), ("丙四时", 2019, "任用", False),
    ("丙五湖", 2020, "暂缓", False), ("丙六如", 2022, "任用", False), ("丙七夕", 2024, "任用", True), ("丙八音", 0, "任用", False),
    ("丙九歌", 2026, "任用", False), ("丙十里", 2018, "任用", False),
]  # fmt: skip
# Old folders: name of the person, year; whether somebody wrote person, notice and result into the record afterwards.
OLD = [(f"丁{one}水", 2009 + number % 17, number % 3 == 0) for number, one in enumerate("一二三四五六七八九十百千万元亨利贞春夏秋冬东西南北金木水火土")]

# The list by hand: everybody above whose notice stood in 2019 or later, and how it ended.
BY_HAND = {
    "甲三友": "", "甲四海": "not_appointed", "甲五岳": "", "甲六合": "withdrawn", "甲七星": "not_appointed", "甲八方": "", "甲九章": "",
    "乙一凡": "not_appointed", "乙二南": "", "乙三省": "withdrawn", "乙四维": "", "乙五常": "", "乙七贤": "", "乙八达": "not_appointed", "乙九思": "",
    "乙十分": "", "丙一清": "", "丙四时": "", "丙五湖": "not_appointed", "丙六如": "", "丙七夕": "withdrawn", "丙九歌": "",
    "丁万水": "", "丁利水": "", "丁水水": "",  # old folders whose persons somebody wrote into the record
}  # fmt: skip


def record(case: str, year: int, result: str) -> str:
    """A record with its notice; without one where `year` is 0."""
    on = year or 2021
    said = (
        f"format: 1\nkind: appointment\nid: {case}\ntitle: 示例{case}\nyear: {on}\nmode: 差额\npurpose: 提拔任职\n"
        "positions:\n  - {id: zw1, title: 云岫市水务局副局长, unit: 云岫市水务局}\n"
        f"candidates:\n  - {{person: p{case}, position: zw1, proposed_post: 云岫市水务局副局长, result: {result}, result_on: {on}-05-20}}\n"
    )
    notice = f"publicity:\n  no: {on}年第1号\n  published_on: {on}-05-08\n  start: {on}-05-11\n  end: {on}-05-15\n"
    return said + (notice if year else "")


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sixty cases on the shelf."""
    root = tmp_path_factory.mktemp("sixty")
    folder = root / "ws"
    assert door.run(["init", str(folder)], {}) == 0
    desk = open_desk(folder, Circumstances({}, DAY, by="经办人甲"))
    for number, (name, year, result, withdrawn) in enumerate(KEPT):
        case = f"KC-{number:02}"
        received = f"format: 1\nnotices:\n  - {{item: E1, act: 撤回, on: {year}-05-13, reason: 情况有变}}\n" if withdrawn else ""
        papers = [Paper("C6", about(name)), *([Paper("E1", about(name), secrecy="公开")] if year else [])]
        seal(desk, record(case, year, result), {f"p{case}": person(name, identity=f"p{case}")}, papers, received=received)
    for number, (name, year, _) in enumerate(OLD):
        place = root / "old" / f"{number:02}_{year}年{name}任职材料"
        place.mkdir(parents=True)
        (place / "考察材料.txt").write_text(f"{name}同志考察材料", encoding="utf-8")
        (place / "任前公示.txt").write_text(f"对{name}同志进行任前公示", encoding="utf-8")
        (place / "扫描.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes([number]))
    run = ["-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲", "-q"]
    assert door.run(["accession", str(root / "old"), "--id", "JS", "--each", *run], {}) == 0
    for number, (name, year, written) in enumerate(OLD, start=1):
        if written:
            path = folder / "cases" / f"JS-{number:04}" / "case.yaml"
            more = (
                f"人员:\n  a: {{姓名: {name}}}\n考察对象:\n  - {{人员编号: a, 拟任职务: 某局副局长, 结果: 任用}}\n"
                f"任前公示:\n  公示开始日期: {year}-04-12\n  公示结束日期: {year}-04-18\n"
            )
            path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert door.run(["pack", "--all", *run], {}) == 0
    return folder


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert door.run(["roster", *words, "-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"], {}) == 0
    return capsys.readouterr().out


def test_nobody_is_missing_unless_the_sentence_names_the_gap(sixty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (len(KEPT), len(OLD)) == (30, 30)
    told = json.loads(asked(sixty, capsys, "--announced", "--since", "2019", "--json"))
    listed = {row["cells"]["name"]: "".join(row["marks"]) for row in told["rows"]}
    assert listed == BY_HAND
    named = " ".join(told["unknown"]["without"])
    for number, (name, _, written) in enumerate(OLD, start=1):
        assert (f"JS-{number:04}" in named) != written, name
    assert len([file for file in told["unknown"]["textless"] if file["file"].endswith(".jpg")]) == 30


def test_the_sentence_stands_on_paper_too(sixty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(sixty, capsys, "--announced", "--since", "2019")
    assert "没有人员的结构化数据" in out
    assert "JS-0002" in out
    assert "有 30 个文件没有可检索的文字" in out
    assert "未任用" in out
    assert "撤回" in out or "withdrawn" in out


def test_somebody_whom_only_a_text_names_is_found_by_person(sixty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert door.run(["person", "丁二水", "--json", "-C", str(sixty), "--by", "经办人甲"], {}) == 0
    told = json.loads(capsys.readouterr().out)
    assert {hit["case"] for hit in told["mentions"]} == {"JS-0002"}
