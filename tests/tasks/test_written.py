"""Word files that people have written on: facts against the record, prose against prose, hints over cases and archive."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from archive_tool.cli import main as door
from archive_tool.messages import speaker
from archive_tool.model.findings import Finding
from archive_tool.tasks.check import check_cases
from archive_tool.tasks.desk import Circumstances, open_desk
from archive_tool.tasks.generate import Studio
from tests.tasks.conftest import DAY, SAMPLES

WATER, SCHOOL, FINANCE = "KC-2026-001", "KC-2026-002", "KC-2026-003"
FOLDERS = {WATER: "2026-01-水务局副局长", SCHOOL: "2026-02-学生工作处副处长", FINANCE: "2026-03-财政局副局长"}
REPORT = "C6_考察材料_1.docx"
TALLY = "C2a_民主推荐情况汇总_2.docx"


def run(folder: Path, *words: str, by: str = "经办人甲") -> int:
    shared = ["-C", str(folder), "--lang", "zh", "--as-of", DAY.isoformat(), "--by", by]
    return door.run([*words, *shared], {"ARCHIVE_TOOL_SOFFICE": "none"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose complete cases have their Word files."""
    folder = tmp_path_factory.mktemp("written") / "ws"
    shutil.copytree(SAMPLES, folder)
    assert run(folder, "generate", WATER, "--item", "C3", "-q") == 0
    assert run(folder, "generate", "-q") == 0
    return folder


@pytest.fixture
def ws(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "ws"))


def document(folder: Path, case: str, name: str) -> Path:
    return folder / "cases" / FOLDERS[case] / "documents" / name


def rewrite(path: Path, *changes: tuple[str, str], whole: str = "") -> None:
    """Writes on a Word file as a person does: changes its words, or puts other paragraphs in the place of all."""
    with zipfile.ZipFile(path) as old:
        members = {info.filename: old.read(info) for info in old.infolist()}
    body = members["word/document.xml"].decode()
    for before, after in changes:
        assert before in body, before
        body = body.replace(before, after, 1)
    if whole:
        start, end = body.index("<w:body>") + len("<w:body>"), body.rindex("<w:sectPr")
        paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in whole.splitlines())
        body = body[:start] + paragraphs + body[end:]
    members["word/document.xml"] = body.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members.items():
            new.writestr(name, data)


def text_of(path: Path) -> str:
    with zipfile.ZipFile(path) as held:
        return held.read("word/document.xml").decode()


def findings(folder: Path, *cases: str, by: str = "经办人甲") -> list[Finding]:
    desk = open_desk(folder, Circumstances({}, DAY, by=by))
    checked = check_cases(desk, cases, folder, lambda: Studio(desk, speaker("zh")))
    return [finding for each in checked for finding in each.findings]


def of_rule(rule: str, found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule == rule]


def test_files_as_we_made_them_say_nothing_new(ws: Path) -> None:
    found = findings(ws, WATER, SCHOOL)
    assert {finding.rule for finding in found} == {"F-106", "F-107"}
    for case in (WATER, SCHOOL):
        (ws / "cases" / FOLDERS[case] / "made.json").unlink()  # then every file counts as edited, and says the same
    assert findings(ws, WATER, SCHOOL) == found


def test_a_figure_changed_in_word_and_not_in_the_record_is_named_with_both(
    ws: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(document(ws, WATER, TALLY), (">29<", ">31<"))
    capsys.readouterr()
    assert run(ws, "check", WATER, "--json") == 1
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    (wrong,) = [each for each in said["findings"] if each["severity"] == "error"]
    assert (wrong["rule"], wrong["item"], wrong["field"]) == ("W-120", "C2a-2", "document T2R2C3")
    assert wrong["file"] == f"cases/{FOLDERS[WATER]}/documents/{TALLY}"
    assert wrong["message"] == "Word 文件正文表 2 第 2 行第 3 格写的是“31”，按记录应为“29”。"


def test_a_changed_name_is_found_and_added_words_are_not(ws: Path) -> None:
    rewrite(document(ws, WATER, REPORT), ("考察组组长（蒋行简）签名", "考察组组长（陶令仪）签名"))
    rewrite(document(ws, WATER, TALLY), ("为基数计算。", "为基数计算。会风良好，无人请假。"))
    (found,) = of_rule("W-120", findings(ws, WATER))
    assert (found.item, found.severity, found.facts["edited"]) == ("C6-1", "warning", "考察组组长（陶令仪）签名：")


def test_prose_that_the_record_holds_is_a_warning_where_word_tells_it_otherwise(ws: Path) -> None:
    rewrite(document(ws, WATER, REPORT), ("驻守泵站至19日21时", "驻守泵站至20日21时"))
    (found,) = of_rule("W-120", findings(ws, WATER))
    assert (found.severity, found.place.field) == ("warning", "document P6")
    assert "至20日21时" in str(found.facts["edited"])
    assert "至19日21时" in str(found.facts["fresh"])


def test_what_differs_is_told_in_the_order_of_the_file(ws: Path) -> None:
    rewrite(document(ws, WATER, REPORT), ("至19日21时", "至20日21时"), ("得29票", "得30票"))
    places = [finding.place.field for finding in of_rule("W-120", findings(ws, WATER))]
    assert places == ["document P6", "document P19"]


def test_pack_refuses_what_word_and_record_tell_otherwise_until_it_is_waived_for_that_paper(
    ws: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "C2b_民主测评情况汇总_1.docx"
    held = text_of(document(ws, FINANCE, name))
    figure = next(number for number in ("31", "30", "29", "28", "27", "26", "25") if f">{number}<" in held)
    rewrite(document(ws, FINANCE, name), (f">{figure}<", ">99<"))
    capsys.readouterr()
    assert run(ws, "pack", FINANCE) == 1
    assert "W-120" in capsys.readouterr().out
    assert not list(ws.glob("archive/*/*.zip"))
    record = ws / "cases" / FOLDERS[FINANCE] / "case.yaml"
    waiver = "waivers:\n  - {{rule: W-120, {item}reason: 原件如此, approver: 蒋行简, on: 2026-06-29}}\n"
    text = record.read_text(encoding="utf-8")
    record.write_text(text + waiver.format(item=""), encoding="utf-8")
    assert run(ws, "pack", FINANCE) == 1  # one line does not excuse every paper
    record.write_text(text + waiver.format(item="item: C2b-1, "), encoding="utf-8")
    assert run(ws, "pack", FINANCE) == 0
    (package,) = [path for path in ws.glob("archive/*/*.zip") if "永久" in path.name]
    with zipfile.ZipFile(package) as held_:
        waivers = json.loads(held_.read(f"{package.stem}/metadata/waivers.json"))
    assert [(each["rule"], each["item"], each["approver"]) for each in waivers] == [("W-120", "C2b-1", "蒋行简")]


WORN = "\n".join(("沈砚秋同志考察材料", *["该同志思想表现好，政治立场坚定。工作扎实，实绩突出。"] * 40))


def test_where_word_is_the_text_it_is_judged_and_not_the_record(ws: Path) -> None:
    rewrite(document(ws, WATER, REPORT), whole=WORN)
    found = of_rule("R-523", findings(ws, WATER))
    assert {finding.place.source.rpartition("/")[2] for finding in found} == {REPORT}
    assert {finding.item for finding in found} == {"C6-1"}
    assert any("套话较多" in str(finding.facts["what"]) for finding in found)


def test_a_report_copied_from_another_case_is_told_with_the_passages_side_by_side(ws: Path) -> None:
    shutil.copyfile(document(ws, WATER, REPORT), document(ws, SCHOOL, REPORT))
    for cases in ((), (SCHOOL,), (WATER, SCHOOL)):
        (found,) = of_rule("R-528", findings(ws, *cases))
        assert (found.case, found.item, found.severity) == (SCHOOL, "C6-1", "warning")
        assert found.facts["other"] == f"沈砚秋（{WATER}）"
        assert str(found.facts["beside"]).count("对方“") == 3
    (other_side,) = of_rule("R-528", findings(ws, WATER))  # alone it is told of the one that is asked for
    assert (other_side.case, other_side.facts["other"]) == (WATER, f"沈砚秋（{SCHOOL}）")


def test_a_report_that_is_hardly_begun_is_like_every_other_and_not_named(ws: Path) -> None:
    for case in (WATER, SCHOOL):
        rewrite(document(ws, case, REPORT), whole="某某同志考察材料\n一、主要表现\n二、主要不足\n" * 9)
    assert of_rule("R-528", findings(ws)) == []


def test_one_example_in_two_reports_of_a_case_is_named(ws: Path) -> None:
    taken = "2024年7月16日夜，青石渡上游来水涨至每秒1200立方米，各方意见不一，他拿出洪水演算表"
    second = document(ws, WATER, "C6_考察材料_2.docx")
    rewrite(second, ("二、主要不足", f"{taken}，建议分三段预泄、第一段提前四小时，局长采纳后，碧潭县城少淹两条街。"))
    (found,) = of_rule("R-529", findings(ws, WATER))
    assert (found.item, found.place.source.rpartition("/")[2]) == ("C6-2", second.name)
    assert str(found.facts["fact"]).startswith("2024年7月16日夜")


def test_a_talk_record_copied_from_another_is_named(ws: Path) -> None:
    talks = sorted((ws / "cases" / FOLDERS[WATER] / "documents").glob("C3_个别谈话记录_*.docx"))
    words = "\n".join(f"问第{n}件事，答：那年冬天堤上缺人，他带着科里的年轻人连夜装袋，天亮时缺口合龙，{n}户没有进水。" for n in range(30))
    for talk in talks[:2]:
        rewrite(talk, whole=words)
    found = of_rule("R-527", findings(ws, WATER))
    assert len(found) == 1
    assert found[0].place.source.endswith(talks[1].name)


@pytest.fixture(scope="module")
def shelved(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The water case is in the archive and no longer among the cases; its report was copied into the school's."""
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("shelved") / "ws"))
    assert run(folder, "pack", WATER, "-q") == 0
    shutil.copyfile(document(folder, WATER, REPORT), document(folder, SCHOOL, REPORT))
    for case in (WATER, FINANCE):
        shutil.rmtree(folder / "cases" / FOLDERS[case])
    return folder


@pytest.fixture
def sealed(shelved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(shelved, tmp_path / "sealed"))


def test_a_report_copied_from_the_archive_is_found_through_the_index(sealed: Path) -> None:
    found = findings(sealed, SCHOOL)
    assert of_rule("R-528", found) == []
    (unknown,) = of_rule("W-121", found)
    assert unknown.facts["count"] == len(list(sealed.glob("archive/*/*.zip")))
    assert run(sealed, "index", "-q") == 0
    found = findings(sealed, SCHOOL)
    (copied,) = of_rule("R-528", found)
    assert copied.facts["other"] == f"沈砚秋（{WATER}）"
    assert "青石渡" in str(copied.facts["beside"]) or len(str(copied.facts["beside"])) > 40
    assert of_rule("W-121", found) == []


def test_nobody_is_told_of_sealed_papers_that_they_may_not_see(sealed: Path) -> None:
    assert run(sealed, "index", "-q") == 0
    with (sealed / "archive-tool.yaml").open("a", encoding="utf-8") as handle:
        handle.write("\nusers:\n  a: {name: 低权限, clearance: 公开}\n  b: {name: 高权限, clearance: 绝密}\n  c: {name: 沈砚秋}\n")
    told = {by: bool(of_rule("R-528", findings(sealed, SCHOOL, by=by))) for by in ("低权限", "高权限", "沈砚秋")}
    assert told == {"低权限": False, "高权限": True, "沈砚秋": False}


def test_sketches_that_are_gone_or_damaged_are_made_again(sealed: Path) -> None:
    assert run(sealed, "index", "-q") == 0
    sketches = sealed / "index" / "sketches.json"
    whole = sketches.read_bytes()
    for harm in (b"", b"{}\n00000000", b"not json", whole.replace(b'"format": 1', b'"format": 9')):
        sketches.write_bytes(harm)
        assert len(of_rule("W-121", findings(sealed, SCHOOL))) == 1
    assert run(sealed, "index", "-q") == 0
    assert sketches.read_bytes() == whole
    package = next(path for path in sealed.glob("archive/*/*.zip") if "永久" in path.name)
    package.unlink()
    assert of_rule("R-528", findings(sealed, SCHOOL)) == []  # a sketch whose package is gone says nothing
    assert run(sealed, "index", "-q") == 0
    assert of_rule("W-121", findings(sealed, SCHOOL)) == []
