"""Kinds of case: one of the organisation's own goes the whole way, the review knows the archive, a ledger is counted again."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from archive_tool.cli import main as door
from archive_tool.model.tree import groups, text
from archive_tool.tasks.cases import Reader
from archive_tool.tasks.desk import Circumstances, open_desk
from tests.benchmarks.bench_ledger import PETITION_HEADS, VISIT_HEADS, petitions, visits, workspace
from tests.tasks.conftest import DAY, SAMPLES

SHARED = ["--lang", "zh", "--as-of", DAY.isoformat(), "--by", "经办人甲"]
NO_OFFICE = {"ARCHIVE_TOOL_SOFFICE": "none"}
Say = pytest.CaptureFixture[str]


def run(folder: Path, *words: str) -> int:
    return door.run([*words, "-C", str(folder), *SHARED], NO_OFFICE)


def told(folder: Path, capsys: Say, *words: str) -> dict:
    capsys.readouterr()
    run(folder, *words, "--json", "-q")
    return json.loads(capsys.readouterr().out)


# ---------------------------------------------------------------- a kind of one's own

OWN_SCHEMA = """format: 1
kind: inquiry
zh: 专项调研
en: an inquiry into one subject
uses: [person, workspace, received, appointment]
fields:
  format: {zh: 格式, type: format, required: yes, en: version, example: "1"}
  kind: {zh: 类型, type: kind, required: yes, en: kind, example: inquiry}
  id: {zh: 编号, type: id, required: yes, en: id, example: DY-1}
  title: {zh: 题名, required: yes, en: title, example: 青年干部专项调研}
  year: {zh: 年度, type: year, required: yes, en: year, example: "2026"}
  closed_on: {zh: 结卷日期, type: date, en: closed on}
  held_on: {zh: 调研日期, type: date, en: when, example: 2026-05-06}
  subject: {zh: 调研内容, type: prose, en: subject, example: 青年干部成长}
  heads:
    zh: 被访人
    type: list
    en: who was asked
    extends: mention
    fields:
      said: {zh: 意见, type: prose, en: what they said}
  waivers: {zh: 豁免, type: list, of: waiver, en: waivers}
"""
OWN_PLAN = """format: 1
kind: inquiry
label: 调研档案
about: {list: heads, role: 被访人, units: [unit], posts: [post]}
roles: {heads: 被访人}
stages:
  - {code: Q, folder: 01_调研, zh: 调研, en: Inquiry}
items:
  - {code: Q1, stage: Q, zh: 调研报告, en: Report, short: 调研报告, making: written, genre: 报告, template: Q1_调研报告.docx, date: held_on, needs: subject, people: [heads]}
  - {code: Q2, stage: Q, zh: 其他材料, en: Other papers, short: 其他材料, making: supplied, optional: true, genre: 材料}
"""


OWN_RECORD = """格式: 1
类型: inquiry
编号: DY-1
题名: 青年干部成长专项调研
年度: 2026
调研日期: 2026-05-06
调研内容: 听取青年干部对轮岗锻炼的意见
被访人:
  - {姓名: 谷雨生, 单位: 青石镇, 职务: 干事, 意见: 希望多到项目一线}
"""


def own_kind(folder: Path) -> Path:
    """A workspace that defines a kind by schema, plan and one template, and nothing else."""
    schema = folder / "schemas" / "inquiry"
    schema.mkdir(parents=True)
    (schema / "record.yaml").write_text(OWN_SCHEMA, encoding="utf-8")
    (schema / "file-plan.yaml").write_text(OWN_PLAN, encoding="utf-8")
    (folder / "templates" / "inquiry").mkdir(parents=True)
    page = Document()
    page.add_paragraph("{{ 题名 }}")
    page.add_paragraph("{{ 调研日期 }}，{{ 调研内容 }}")
    page.add_paragraph("{%p for one in 被访人 %}")
    page.add_paragraph("{{ one }}：{{ one.意见 }}")
    page.add_paragraph("{%p endfor %}")
    page.save(folder / "templates" / "inquiry" / "Q1_调研报告.docx")
    return folder


@pytest.mark.slow
def test_a_kind_of_ones_own_goes_the_whole_way_with_no_python(tmp_path: Path, capsys: Say) -> None:
    folder = tmp_path / "ws"
    assert door.run(["init", str(folder), *SHARED], NO_OFFICE) == 0
    own_kind(folder)
    assert run(folder, "new", "inquiry", "DY-1") == 0
    record = folder / "cases" / "DY-1" / "case.yaml"
    assert "调研内容" in record.read_text(encoding="utf-8")
    record.write_text(OWN_RECORD, encoding="utf-8")
    status = told(folder, capsys, "status", "DY-1")["cases"][0]
    assert [item["state"] for item in status["items"]] == ["not_generated"]
    assert status["stage"] == "Q"
    assert "调研报告" in str(status["next"])
    assert run(folder, "generate") == 0
    made = next((folder / "cases" / "DY-1" / "documents").glob("Q1_*.docx"))
    assert [each.text for each in Document(made).paragraphs] == [
        "青年干部成长专项调研", "2026年5月6日，听取青年干部对轮岗锻炼的意见", "谷雨生：希望多到项目一线",
    ]  # fmt: skip
    assert told(folder, capsys, "check", "DY-1")["counts"]["error"] == 0
    assert run(folder, "pack", "--all") == 0
    package = next(folder.glob("archive/*/*.zip"))
    assert package.name == "调研档案-DY-1-永久.zip"
    assert run(folder, "verify") == 0
    assert run(folder, "index") == 0
    for query in ("轮岗锻炼", "person:谷雨生", "unit:青石镇", "kind:inquiry"):
        hits = told(folder, capsys, "search", query)["hits"]
        assert ("DY-1", "Q1") in {(hit["case"], hit["item"]) for hit in hits}, query
    told(folder, capsys, "search", "role:被访人谷雨生")
    assert run(folder, "roster") == 0
    assert "谷雨生" not in capsys.readouterr().out  # nobody there was considered for a post


def test_a_plan_that_recalls_what_nobody_knows_is_refused(tmp_path: Path, capsys: Say) -> None:
    folder = tmp_path / "ws"
    door.run(["init", str(folder), *SHARED], NO_OFFICE)
    own_kind(folder)
    plan = folder / "schemas" / "inquiry" / "file-plan.yaml"
    plan.write_text(OWN_PLAN.replace("label:", "recalls: [weather]\nlabel:"), encoding="utf-8")
    (folder / "cases" / "DY-1").mkdir()
    (folder / "cases" / "DY-1" / "case.yaml").write_text(OWN_RECORD, encoding="utf-8")
    assert run(folder, "check", "DY-1") == 3
    said = capsys.readouterr()
    assert "weather" in said.out + said.err


# ---------------------------------------------------------------- the review and the archive


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, with every complete one sealed."""
    folder = tmp_path_factory.mktemp("review") / "ws"
    shutil.copytree(SAMPLES, folder)
    assert run(folder, "generate", "-q") == 0
    assert run(folder, "pack", "--all", "-q") == 1  # the unfinished case is refused
    return folder


@pytest.fixture
def review(sealed: Path, tmp_path: Path) -> Path:
    """A copy of the sealed samples, to write in the review's record."""
    shutil.copytree(sealed, tmp_path / "ws")
    return tmp_path / "ws"


def changed(folder: Path, change: Callable[[str], str]) -> None:
    record = next((folder / "cases").glob("2026-07*")) / "case.yaml"
    before = record.read_text(encoding="utf-8")
    after = change(before)
    assert before != after
    record.write_text(after, encoding="utf-8")


def about_the_register(folder: Path, capsys: Say) -> list[str]:
    findings = told(folder, capsys, "check", "PY-2026")["findings"]
    return [each["message"] for each in findings if each["rule"] == "R-1007"]


@pytest.mark.slow
def test_the_register_of_the_sample_equals_the_promotions_in_the_archive(sealed: Path, capsys: Say) -> None:
    assert about_the_register(sealed, capsys) == []
    desk = open_desk(sealed, Circumstances({}, DAY, by="经办人甲"))
    loaded = Reader(desk).whole(next((sealed / "cases").glob("2026-07*")))
    assert loaded.case is not None
    told_by_archive = groups(loaded.case.recalled["appointed_in_year"])
    promoted = {text(one, "person") for one in told_by_archive if text(one, "how") == "提拔任职"}
    register = {text(one, "person") for one in groups(loaded.case.record, "review.promoted")}
    assert promoted == register == {"shen-yanqiu"}
    # A transfer is appointed and no promotion; the university's own promotion is not this committee's.
    assert {text(one, "person") for one in told_by_archive} == {"shen-yanqiu", "qi-wangshu"}


@pytest.mark.slow
def test_one_left_out_of_the_register_is_a_finding(review: Path, capsys: Say) -> None:
    changed(review, lambda said: said.replace("    - person: shen-yanqiu\n      name: 沈砚秋\n      sex", "    - name: 某某\n      sex", 1))
    found = about_the_register(review, capsys)
    assert any("沈砚秋" in one and "未列入名册" in one for one in found)
    assert any("某某" in one and "档案库中没有" in one for one in found)


@pytest.mark.slow
def test_one_too_many_in_the_register_is_a_finding(review: Path, capsys: Say) -> None:
    changed(review, lambda said: said.replace("  promoted:\n", "  promoted:\n    - {name: 祁望舒, present_post: 云岫市财政局副局长}\n", 1))
    assert ["祁望舒" in one for one in about_the_register(review, capsys)] == [True]  # a transfer is no promotion


@pytest.mark.slow
def test_a_register_that_nobody_wrote_is_filled_from_the_archive(review: Path, capsys: Say) -> None:
    changed(review, lambda said: said[: said.index("  promoted:\n")] + said[said.index("  work_ballot:\n") :])
    assert about_the_register(review, capsys) == []
    assert run(review, "generate", "PY-2026", "--item", "P2", "--force") == 0
    made = Document(next(review.glob("cases/2026-07*/documents/P2_*.docx")))
    (table,) = made.tables
    cells = [cell.text for cell in table.rows[1].cells]
    assert cells[1] == "沈砚秋"
    assert cells[5] == "云岫市水务局副局长"
    assert len(table.rows) == 2
    assert "由档案库中2026年度的任用填入" in "".join(each.text for each in made.paragraphs)


@pytest.mark.slow
def test_appointment_cases_refer_to_the_record_of_the_year(sealed: Path, capsys: Say) -> None:
    items = {item["code"]: item for item in told(sealed, capsys, "status", "KC-2026-003")["cases"][0]["items"]}
    assert items["A1"]["state"] == "excused"
    assert items["F1"]["state"] == "excused"
    with zipfile.ZipFile(next(sealed.glob("archive/2026/*KC-2026-003-永久.zip"))) as package:
        name = next(name for name in package.namelist() if name.endswith("metadata/catalogue.json"))
        noted = {item["item"]: item["note"] for item in json.loads(package.read(name))["noted"]}
    assert {noted["A1"], noted["F1"]} == {"参见 PY-2026"}


def test_a_reference_to_a_record_that_is_nowhere_is_named(tmp_path: Path, capsys: Say) -> None:
    folder = tmp_path / "ws"
    shutil.copytree(SAMPLES, folder)
    record = next((folder / "cases").glob("2026-04*")) / "case.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("record: KC-2026-001", "record: KC-1999-001", 1), encoding="utf-8")
    findings = told(folder, capsys, "check", "KC-2026-004")["findings"]
    assert [each["message"] for each in findings if each["rule"] == "W-113"] == [
        "“KC-1999-001”在工作区的案卷和档案库中都没有。"
    ]


# ---------------------------------------------------------------- the ledger


def test_every_statistic_of_a_ledger_equals_a_recount(tmp_path: Path, capsys: Say) -> None:
    number = 400
    files = workspace(tmp_path, number)
    folder = tmp_path / "ws"
    for path, name in zip(files, ("走访台账", "意见建议台账"), strict=True):
        assert run(folder, "import", str(path), "--case", "ZF-1", "--table", name, "--yes", "-q") == 0
    found = told(folder, capsys, "check")["findings"]
    assert [each for each in found if each["rule"] == "R-1205"] == []
    assert run(folder, "generate", "-q") == 0
    seen = visits(number)
    counted = Document(next(folder.glob("cases/zf/documents/H1_*.docx")))
    by_unit, by_group, by_heard = (
        {row.cells[0].text: row.cells[1].text for row in table.rows[1:]} for table in counted.tables
    )
    for table, column in ((by_unit, 3), (by_group, 6), (by_heard, 7)):
        expected = {str(row[column]): 0 for row in seen}
        for row in seen:
            expected[str(row[column])] += 1
        assert table == {name: str(count) for name, count in expected.items()} | {"合　计": str(number)}
    figures = Document(next(folder.glob("cases/zf/documents/N1_*.docx"))).tables[0]
    assert [(row.cells[3].text.rstrip("户件条"), row.cells[6].text) for row in figures.rows[1:]] == [
        (count, count)
        for count in (
            str(number),
            str(sum(row[6] == "困难户" for row in seen)),
            str(sum(row[9] == "是" for row in seen)),
            "86",
            str(sum(row[17] == "满意" for row in petitions(86))),
        )
    ]
    # A row taken out of the ledger by hand: the figure no longer holds, and the sealed table is what is counted.
    kept = next(folder.glob("cases/zf/tables/走访台账.csv"))
    lines = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(b"".join(lines[:-1]))
    found = [each for each in told(folder, capsys, "check")["findings"] if each["rule"] == "R-1205"]
    assert any(f"公布为{number}，按走访台账重新统计为{number - 1}" in each["message"] for each in found)


# Which cell is spoilt, with what: by sheet row (the head is 1) and column letter.
VISIT_FAULTS = {
    "A5": "", "A9": "Z00001", "B7": "3月上旬", "B11": "2026-02-30", "C13": "", "F15": "", "H17": "听说", "J19": "大概",
    "B21": "#REF!", "J23": "已办", "H25": "传闻",
}  # fmt: skip
PETITION_FAULTS = {
    "A4": "", "B6": "昨天", "G8": "", "H10": "别人的事", "M12": "尽快", "O14": "2026-13-01", "R16": "很好", "C18": "梦见",
    "N20": "#VALUE!",
}  # fmt: skip


def spoilt(path: Path, faults: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.active
    for cell, said in faults.items():
        sheet[cell] = said or None
    book.save(path)


def test_twenty_faults_in_the_ledgers_are_named_by_sheet_row_and_column(tmp_path: Path, capsys: Say) -> None:
    assert len(VISIT_FAULTS) + len(PETITION_FAULTS) == 20
    files = workspace(tmp_path, 300)
    folder = tmp_path / "ws"
    for path, name, faults, total in zip(
        files, ("走访台账", "意见建议台账"), (VISIT_FAULTS, PETITION_FAULTS), (300, 86), strict=True
    ):
        spoilt(path, faults)
        said = told(folder, capsys, "import", str(path), "--case", "ZF-1", "--table", name, "--yes")
        named = {each["field"] for each in said["findings"] if each["severity"] == "error"}
        assert named == {f"Sheet!{cell}" for cell in faults}
        good = [line for line in (folder / "cases" / "zf" / "tables" / f"{name}.csv").read_text("utf-8-sig").splitlines() if line]
        assert len(good) - 1 == total - len(faults)


def test_the_heads_of_the_benchmark_are_those_of_the_tables() -> None:
    desk = open_desk(SAMPLES, Circumstances({}, DAY, by="甲"))
    tables = {table.name: tuple(column.head for column in table.columns) for table in desk.tables("outreach")}
    assert tables["走访台账"] == VISIT_HEADS
    assert tables["意见建议台账"] == PETITION_HEADS
