"""`roster`: one row a person out of sealed packages, and a sentence for everything that the list cannot know."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from archive_tool.cli import main as door
from archive_tool.cli.printing import width
from archive_tool.tasks.desk import Desk
from tests.tasks.conftest import DAY, SAMPLES
from tests.tasks.shelving import Paper, about, person, seal

Tool = Callable[..., tuple[int, str, str]]
ENVIRONMENT = {"ARCHIVE_TOOL_SOFFICE": "none"}
CASE = """format: 1
kind: appointment
id: {case}
title: 示例
year: {year}
mode: 差额
purpose: 提拔任职
positions:
  - {{id: zw1, title: 云岫市{case}副局长, unit: 云岫市水务局}}
candidates:
  - {{person: {person}, position: zw1, proposed_post: {post}, result: {result}, result_on: {year}-05-20}}
"""
NOTICE = """publicity:
  no: {year}年第1号
  published_on: {year}-05-08
  start: {year}-05-11
  end: {year}-05-15
"""
DOCUMENT = """appointment:
  documents:
    - doc_no: 云委干〔{year}〕1号
      date: {year}-05-22
      persons:
        - {{person: {person}, appoint: [{post}], start: {year}-05-20}}
"""
PAPERS = (Paper("D1a"), Paper("E1", secrecy="公开"), Paper("E4"))


def rows_of(tool: Tool, *words: str) -> list[dict[str, str]]:
    code, out, _ = tool("roster", *words, "--json")
    assert code == 0
    return [row["cells"] for row in json.loads(out)["rows"]]


def unknown_of(tool: Tool, *words: str) -> dict[str, object]:
    return json.loads(tool("roster", *words, "--json")[1])["unknown"]


def case(number: str, name_id: str, *, year: int = 2026, result: str = "任用", post: str = "云岫市水务局副局长") -> str:
    return CASE.format(case=number, person=name_id, year=year, result=result, post=post)


# ---------------------------------------------------------------- the samples


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, sealed and indexed."""
    folder = tmp_path_factory.mktemp("roster") / "ws"
    shutil.copytree(SAMPLES, folder)
    for words in (["generate"], ["pack", "--all"]):
        door.run([*words, "-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲", "-q"], ENVIRONMENT)
    return folder


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str, by: str = "经办人甲") -> str:
    capsys.readouterr()
    shared = ["-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", by]
    assert door.run(["roster", *words, *shared], ENVIRONMENT) == 0
    return capsys.readouterr().out


def test_the_samples_as_somebody_listed_them_by_hand(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(asked(sealed, capsys, "--json"))
    assert [tuple(row["cells"].values())[:7] for row in told["rows"]] == [
        ("祁望舒", "云岫市统计局副局长、党组成员", "云岫市财政局副局长", "2026-04-27—2026-05-06", "任用", "云委干〔2026〕9号", "2026-04-22"),
        ("沈砚秋", "云岫市水务局规划建设科科长", "云岫市水务局副局长", "2026-04-27—2026-05-06", "任用", "云委干〔2026〕9号", "2026-04-22"),
        ("白予安", "松溪湾大学水利工程学院学生工作办公室主任", "松溪湾大学学生工作处副处长", "2026-06-08—2026-06-12", "任用", "松大党干〔2026〕7号", "2026-06-03"),
        ("纪云岚", "碧潭县水务局局长", "云岫市水务局副局长", "", "未任用", "", ""),
        ("郁知行", "云岫市引水工程管理处主任", "云岫市水务局副局长", "", "未任用", "", ""),
    ]  # fmt: skip
    assert [row["marks"] for row in told["rows"]] == [[], [], [], ["not_appointed"], ["not_appointed"]]
    assert [name for name, gap in told["unknown"].items() if gap and name != "textless"] == []


def test_every_row_names_a_proof_that_opens(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for row in json.loads(asked(sealed, capsys, "--json"))["rows"]:
        assert row["proofs"]
        for proof in row["proofs"]:
            (package,) = sealed.glob(f"archive/*/{proof['package']}.zip")
            with zipfile.ZipFile(package) as archive:
                assert archive.read(f"{proof['package']}/{proof['file']}")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--announced", "--since", "2019"), {"祁望舒", "沈砚秋", "白予安"}),
        (("--announced", "--since", "2026年6月"), {"白予安"}),
        (("--announced", "--until", "2026-05-06"), {"祁望舒", "沈砚秋"}),
        (("--announced", "--since", "2027"), set()),
        (("--appointed", "--until", "2026-04"), {"祁望舒", "沈砚秋"}),
        (("--until", "2026-04-15"), {"纪云岚", "郁知行"}),
    ],
)
def test_conditions_are_about_the_day_they_name(
    sealed: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], names: set[str]
) -> None:
    told = json.loads(asked(sealed, capsys, *words, "--json"))
    assert {row["cells"]["name"] for row in told["rows"]} == names


def test_the_table_lines_up_and_says_what_it_cannot_know(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = asked(sealed, capsys, "--columns", "拟任,姓名", "--sort=-姓名").splitlines()
    table, notes = lines[:6], lines[6:]
    assert table[0].split() == ["拟任", "姓名", "依据"]
    assert [line.split()[1] for line in table[1:]] == ["郁知行", "沈砚秋", "祁望舒", "纪云岚", "白予安"]
    starts = {width(line[: line.index(word)]) for line, word in zip(table[1:], ("郁知行", "沈砚秋", "祁望舒", "纪云岚", "白予安"), strict=True)}
    assert len(starts) == 1
    assert notes[0] == "共 5 人。"
    assert "没有可检索的文字" in "".join(notes)
    assert notes[-1].startswith("台账末行")


def test_an_unknown_column_is_named_with_those_there_are(sealed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--columns", "--sort"):
        code = door.run(["roster", option, "血型", "-C", str(sealed), "--lang", "zh"], ENVIRONMENT)
        assert code == 2
        assert "血型" in (said := capsys.readouterr().err)
        assert "任职日期" in said


def test_exports_hold_the_list_and_its_sentences_twice_the_same(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in ("csv", "xlsx"):
        one, two = tmp_path / f"一.{suffix}", tmp_path / f"二.{suffix}"
        asked(sealed, capsys, "--export", str(one))
        asked(sealed, capsys, "--export", str(two))
        assert one.read_bytes() == two.read_bytes()
    read = list(csv.reader(io.StringIO((tmp_path / "一.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert read[0][-3:] == ["归档包", "件号", "文件"]
    assert [row[0] for row in read[1:7]] == ["祁望舒", "沈砚秋", "白予安", "纪云岚", "郁知行", "共 5 人。"]
    sheet = load_workbook(tmp_path / "一.xlsx").active
    assert sheet is not None
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(max_row=6, values_only=True)] == read[:6]
    assert sheet.cell(7, 1).value == "共 5 人。"


def test_an_export_overwrites_nothing_and_knows_two_formats(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "有.csv"
    there.write_text("别动", encoding="utf-8")
    for path, code in ((there, 5), (tmp_path / "名册.docx", 2), (tmp_path / "无" / "名册.csv", 2)):
        assert door.run(["roster", "--export", str(path), "-C", str(sealed), "--lang", "zh"], ENVIRONMENT) == code
    assert there.read_text(encoding="utf-8") == "别动"
    asked(sealed, capsys, "--dry-run", "--export", str(tmp_path / "试.xlsx"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["有.csv"]


def test_search_exports_every_hit_with_the_match_marked(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "河道.csv"
    words = ["search", '"考察"', "--export", str(target), "-C", str(sealed), "--lang", "zh", "--as-of", DAY.isoformat()]
    assert door.run([*words, "--json"], ENVIRONMENT) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    rows = list(csv.reader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline="")))
    assert total > 10
    assert len(rows) == total + 2
    assert all("【考察】" in row[-1] for row in rows[1:-1] if row[-1])


# ---------------------------------------------------------------- clearance and recusal


def test_whoever_is_not_cleared_sees_what_is_public_and_no_more(sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(sealed, folder)
    with (folder / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 低权限, clearance: 公开}\n  b: {name: 高权限, clearance: 绝密}\n  c: {name: 沈砚秋}\n")
    for nobody in ("低权限", "外人"):
        told = json.loads(asked(folder, capsys, "--json", by=nobody))
        # What the public notice says the public may know; nothing else of these persons, and nobody else.
        assert {row["cells"]["name"] for row in told["rows"]} == {"祁望舒", "沈砚秋", "白予安"}
        assert not any(row["cells"][hidden] for row in told["rows"] for hidden in ("result", "doc_no", "in_office_from"))
        assert all(proof["item"] == "E1" for row in told["rows"] for proof in row["proofs"])
    everybody = {"祁望舒", "沈砚秋", "白予安", "纪云岚", "郁知行"}
    assert everybody == {row["cells"]["name"] for row in json.loads(asked(folder, capsys, "--json", by="高权限"))["rows"]}
    own = asked(folder, capsys, "--json", by="沈砚秋")
    assert "沈砚秋" not in own
    assert {row["cells"]["name"] for row in json.loads(own)["rows"]} == {"祁望舒", "白予安"}  # their own case is closed to them


def test_a_paper_tells_its_own_facts_to_whoever_may_see_it_and_no_others(tool: Tool, desk: Desk, workspace: Path) -> None:
    record = case("KC-1", "a") + NOTICE.format(year=2026) + DOCUMENT.format(year=2026, person="a", post="云岫市水务局副局长")
    seal(desk, record, {"a": person("甲试一", identity="a")}, PAPERS)
    with (workspace / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 经办人甲, clearance: 公开}\n")
    (row,) = rows_of(tool)
    assert row["notice"] == "2026-05-11—2026-05-15"
    assert (row["result"], row["doc_no"], row["in_office_from"]) == ("", "", "")
    assert row["proof"] == "考察档案-KC-1-永久 E1"


# ---------------------------------------------------------------- records of every sort


def test_withdrawn_notices_and_people_who_were_not_appointed_are_marked(tool: Tool, desk: Desk) -> None:
    withdrawn = "format: 1\nnotices:\n  - {item: E1, act: 撤回, on: 2026-05-13, persons: [a], reason: 另行研究}\n"
    seal(desk, case("KC-1", "a", result="暂缓") + NOTICE.format(year=2026), {"a": person("甲试一", identity="a")}, PAPERS, received=withdrawn)
    seal(desk, case("KC-2", "b", result="未任用") + NOTICE.format(year=2026), {"b": person("乙试二", identity="b")}, PAPERS)
    told = json.loads(tool("roster", "--announced", "--json")[1])
    assert {row["cells"]["name"]: (row["cells"]["result"], row["marks"]) for row in told["rows"]} == {
        "甲试一": ("暂缓；公示已撤回（2026-05-13）", ["withdrawn"]),
        "乙试二": ("未任用", ["not_appointed"]),
    }
    assert rows_of(tool, "--appointed") == []


def test_one_row_a_person_however_often(tool: Tool, desk: Desk) -> None:
    who = {"a": person("甲试一", identity="a", former="甲旧名")}
    for year in (2026, 2019):
        record = case(f"KC-{year}", "a", year=year, post=f"{year}年的职务") + NOTICE.format(year=year)
        seal(desk, record, who, PAPERS)
    (row,) = rows_of(tool, "--columns", "姓名 曾用名 拟任 公示起止 案卷")
    assert row["name"] == "甲试一"
    assert row["former_names"] == "甲旧名"
    assert row["proposed_post"] == "2019年的职务；2026年的职务"
    assert row["notice"] == "2019-05-11—2019-05-15；2026-05-11—2026-05-15"
    (late,) = rows_of(tool, "--announced", "--since", "2020", "--columns", "拟任")
    assert late["proposed_post"] == "2026年的职务"


def test_namesakes_whom_records_hold_themselves_stay_apart(tool: Tool, desk: Desk) -> None:
    for number in ("KC-1", "KC-2"):
        own = "people:\n  a: {name: 甲试一, sex: 男, birth: 1983.10}\n"
        seal(desk, case(number, "a") + own, None, PAPERS)
    assert [row["name"] for row in rows_of(tool)] == ["甲试一", "甲试一"]


def test_a_later_package_of_the_case_counts_and_the_living_folder_never(tool: Tool, desk: Desk, workspace: Path) -> None:
    who = {"a": person("甲试一", identity="a")}
    seal(desk, case("KC-1", "a", result="进行中"), who, PAPERS)
    seal(desk, case("KC-1", "a", result="未任用"), who, (Paper("D1a"),), supplement=True)
    shutil.rmtree(workspace / "cases")
    shutil.rmtree(workspace / "people")
    (row,) = rows_of(tool)
    assert row["result"] == "未任用"


def test_case_and_decision_make_one_row_and_a_decision_alone_its_own(tool: Tool, desk: Desk) -> None:
    who = {"a": person("甲试一", identity="a"), "b": person("乙试二", identity="b")}
    seal(desk, case("KC-1", "a", result="进行中") + "decision: JD-1\n", {"a": who["a"]}, (Paper("C6", about("甲试一")),))
    entries = "".join(f"  - {{case: {c}, person: {p}, proposed_post: 职务{p}, result: 任用}}\n" for c, p in (("KC-1", "a"), ("KC-9", "b")))
    record = f"format: 1\nkind: decision\nid: JD-1\ntitle: 示例\nyear: 2026\ncandidates:\n{entries}"
    assert unknown_of(tool)["undecided"] == ["JD-1"]
    assert rows_of(tool, "--announced") == []
    seal(desk, record + NOTICE.format(year=2026), who, PAPERS)
    assert unknown_of(tool)["undecided"] == []
    rows = rows_of(tool, "--announced", "--columns", "name,proposed_post,case,decision,result")
    assert [(r["name"], r["proposed_post"], r["case"], r["decision"]) for r in rows] == [
        ("甲试一", "职务a", "KC-1", "JD-1"),
        ("乙试二", "职务b", "KC-9", "JD-1"),
    ]


def test_whom_only_the_notice_or_the_document_names_is_there_too(tool: Tool, desk: Desk) -> None:
    who = {"a": person("甲试一", identity="a"), "b": person("乙试二", identity="b")}
    notice = NOTICE.format(year=2026) + "  persons:\n    - {person: b, proposed_post: 拟任云岫市财政局副局长}\n"
    seal(desk, case("KC-1", "a", result="未任用") + notice, who, PAPERS)
    (row,) = rows_of(tool, "--announced")
    assert (row["name"], row["proposed_post"]) == ("乙试二", "云岫市财政局副局长")


NOMINATION = """appointment:
  nominations:
    - {person: a, body: 云岫市人民政府, post: 云岫市水务局局长, nominated_on: 2026-05-20, doc_no: 云委提〔2026〕2号, elected_on: 2026-05-28, appointed_doc_no: 云政任〔2026〕3号}
"""
REMOVED = """appointment:
  documents:
    - {doc_no: 云委干〔2026〕2号, date: 2026-05-22, persons: [{person: a, remove: [云岫市水务局局长]}]}
"""
AFFECTED = "  conclusion: 影响任职\n  objections:\n    - {no: 1, about: b, affects_use: 是}\n"


@pytest.mark.parametrize(
    ("result", "more", "told"),
    [
        ("任用", NOMINATION, {"doc_no": "云政任〔2026〕3号", "in_office_from": "2026-05-28"}),
        ("进行中", REMOVED, {"doc_no": "云委干〔2026〕2号", "result": "进行中"}),
        ("任用", "publicity: {published_on: 2026-05-08, start: 2026-05-11, workdays: 5}\n", {"notice": "2026-05-11—2026-05-15"}),
        ("任用", "publicity: {published_on: 2026-05-08, start: 2026-05-11, end: 2026-05-15, extended_to: 2026-05-20}\n", {"notice": "2026-05-11—2026-05-20"}),
        ("公示有反映", NOTICE.format(year=2026) + AFFECTED.replace("about: b", "about: a"), {"result": "公示有反映；公示结论：影响任职"}),
        ("公示有反映", NOTICE.format(year=2026) + AFFECTED, {"result": "公示有反映"}),
        ("任用", "publicity: {no: 2026年第1号}\n", {"notice": "", "notice_no": "2026年第1号"}),
    ],
    ids=["nomination", "removal", "end-counted", "extended", "affected", "others-affected", "no-days"],
)
def test_what_records_tell_of_a_person(tool: Tool, desk: Desk, result: str, more: str, told: dict[str, str]) -> None:
    seal(desk, case("KC-1", "a", result=result) + more, {"a": person("甲试一", identity="a"), "b": person("乙试二", identity="b")}, PAPERS)
    (row,) = rows_of(tool, "--columns", "name,notice,notice_no,result,doc_no,in_office_from")
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    ("result", "more", "found"),
    [
        ("任用", "", ([], ["甲试一"])),  # appointed, and no word of a notice
        ("任用", "publicity: {no: 2026年第1号}\n", ([], ["甲试一"])),  # a notice without days
        ("未任用", "publicity: {no: 2026年第1号}\n", ([], ["甲试一"])),  # nobody knows whether it still named them
        ("未任用", "", ([], [])),  # fell out before
        ("未任用", "publicity: {published_on: 2026-05-25, start: 2026-05-26, end: 2026-06-01}\n", ([], [])),
        ("未任用", NOTICE.format(year=2026), (["甲试一"], [])),  # announced first, and not appointed then
        ("任用", "publicity: {published_on: 2026-05-08, start: 2026-05-11, end: 2026-05-15, persons: [b]}\n", (["乙试二"], [])),
    ],
)
def test_whether_somebody_was_announced(
    tool: Tool, desk: Desk, result: str, more: str, found: tuple[list[str], list[str]]
) -> None:
    who = {"a": person("甲试一", identity="a"), "b": person("乙试二", identity="b")}
    seal(desk, case("KC-1", "a", result=result) + more, who, PAPERS)
    told = json.loads(tool("roster", "--announced", "--since", "2019", "--json")[1])
    assert ([row["cells"]["name"] for row in told["rows"]], told["unknown"]["undated"]) == found


def test_whoever_needs_no_notice_is_not_missed(tool: Tool, desk: Desk) -> None:
    exempt = case("KC-1", "a").replace("result: 任用", "result: 任用, notice_exempt_reason: 特殊岗位")
    seal(desk, exempt + NOTICE.format(year=2026), {"a": person("甲试一", identity="a")}, PAPERS)
    told = json.loads(tool("roster", "--announced", "--json")[1])
    assert (told["rows"], told["unknown"]["undated"]) == ([], [])
    assert len(rows_of(tool)) == 1


def test_formulas_in_records_stay_text(tool: Tool, desk: Desk, tmp_path: Path) -> None:
    seal(desk, case("KC-1", "a", post='"=1+1"'), {"a": person("甲试一", identity="a")}, PAPERS)
    for suffix in ("csv", "xlsx"):
        assert tool("roster", "--export", str(tmp_path / f"r.{suffix}"))[0] == 0
    assert "'=1+1" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")
    sheet = load_workbook(tmp_path / "r.xlsx").active
    assert sheet is not None
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


# ---------------------------------------------------------------- what it cannot know


def test_sixty_cases_half_without_data_lack_nobody_that_no_sentence_names(tool: Tool, desk: Desk) -> None:
    expected, bare = set(), set()
    for number in range(60):
        year, name = 2015 + number % 12, f"甲试{'一二三四五六七八九十'[number % 10]}{'子丑寅卯辰巳'[number // 10]}"
        record = f"format: 1\nkind: appointment\nid: KC-{number}\ntitle: 旧卷\nyear: {year}\nmode: 差额\npurpose: 提拔任职\n"
        if number % 2:  # an old folder taken in: papers and no data
            bare.add(seal(desk, record, None, (Paper("C6", about(name)), Paper("Z1", suffix=".png"))).stem)
            continue
        whole = case(f"KC-{number}", f"p{number}", year=year) + (NOTICE.format(year=year) if number % 3 else "")
        seal(desk, whole, {f"p{number}": person(name, identity=f"p{number}")}, PAPERS)
        if number % 3 and year >= 2019:
            expected.add(name)
    told = json.loads(tool("roster", "--announced", "--since", "2019", "--json")[1])
    assert {row["cells"]["name"] for row in told["rows"]} == expected
    assert set(told["unknown"]["without"]) == bare
    assert len(told["unknown"]["undated"]) == 10  # appointed, and the record says nothing of a notice
    assert len(told["unknown"]["textless"]) == 30
    out = tool("roster", "--announced", "--since", "2019")[1]
    assert "有 30 个归档包没有人员的结构化数据" in out
    assert "有 10 人的记录没有写明公示情况或日期" in out


def test_packages_that_cannot_be_read_are_named(tool: Tool, desk: Desk, workspace: Path) -> None:
    seal(desk, case("KC-1", "a"), {"a": person("甲试一", identity="a")}, PAPERS)
    seal(desk, case("KC-2", "b") + "unheard_of: {{\n", {"b": person("乙试二", identity="b")}, PAPERS)
    seal(desk, case("KC-3", "c"), {}, PAPERS)
    (workspace / "archive" / "2026" / "坏.zip").write_bytes(b"PK\x03\x04 no zip at all")
    unknown = unknown_of(tool)
    assert unknown["unusable"] == ["考察档案-KC-2-永久"]
    assert unknown["nameless"] == ["KC-3: c"]
    assert (unknown["unreadable"], unknown["packages"]) == (1, ["archive/2026/坏.zip"])
    assert [row["name"] for row in rows_of(tool)] == ["甲试一"]
    out = tool("roster")[1]
    assert all(word in out for word in ("考察档案-KC-2-永久", "KC-3: c", "archive/2026/坏.zip"))


def test_records_damaged_foreign_or_of_a_kind_that_is_gone_are_named(tool: Tool, desk: Desk, workspace: Path) -> None:
    who = {"a": person("甲试一", identity="a")}
    seal(desk, case("KC-1", "a"), who, PAPERS)
    newer = seal(desk, case("KC-1", "a", result="未任用"), who, (Paper("D1a"),), supplement=True)
    data = bytearray(newer.read_bytes())
    data[data.index("未任用".encode())] ^= 1
    newer.write_bytes(data)
    seal(desk, case("KC-2", "b").replace("appointment", "gone"), {"b": person("乙试二", identity="b")}, PAPERS)
    seal(desk, case("KC-3", "c"), {"c": person("丙试三", identity="c")}, PAPERS, received="notices: nonsense\n")
    with zipfile.ZipFile(workspace / "archive" / "2026" / "外来.zip", "w") as foreign:
        foreign.writestr("外来/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    unknown = unknown_of(tool)
    assert [row["name"] for row in rows_of(tool)] == ["甲试一"]
    assert unknown["packages"] == ["archive/2026/考察档案-KC-1-永久-补充1.zip"]
    assert len(unknown["unusable"]) == 2  # type: ignore[arg-type]
    assert unknown["without"] == ["archive/2026/外来.zip"]


def test_an_empty_archive_is_an_empty_list(workspace: Path, tool: Tool) -> None:
    code, out, _ = tool("roster")
    assert code == 0
    assert "共 0 人。" in out


def test_the_index_is_made_when_it_is_not_there(desk: Desk, tool: Tool, workspace: Path) -> None:
    seal(desk, case("KC-1", "a"), {"a": person("甲试一", identity="a")}, PAPERS)
    assert len(rows_of(tool)) == 1
    for path in (workspace / "index").rglob("*.bin"):
        path.write_bytes(b"spoilt")
    assert len(rows_of(tool)) == 1


