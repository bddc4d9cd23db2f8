"""The sample workspace: complete cases that keep every rule, one unfinished, and papers that agree with the records."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pypdf
import pytest

from archive_tool.model.dates import Month
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tree import groups, text, value
from archive_tool.records.building import build_person
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read
from archive_tool.records.schema import load_schema
from archive_tool.tasks.check import check_cases
from archive_tool.tasks.desk import Circumstances, open_desk
from tools.make_samples import KEPT, PAGES, REGISTRAR, bytes_of, of_record, registered
from tools.sample_papers import reading

VALID = reading.WORKSPACE
COMPLETE = ("KC-2026-001", "KC-2026-002", "KC-2026-003", "JD-2026-05", "JD-2026-06")
UNFINISHED = "KC-2026-004"
DAY = date(2026, 6, 30)


def never() -> NoReturn:
    raise AssertionError("no Word file of the samples was written on")


def findings_in(workspace: Path) -> dict[str, tuple[Finding, ...]]:
    desk = open_desk(workspace, Circumstances({}, DAY, by="经办人甲"))
    return {checked.id: checked.findings for checked in check_cases(desk, (), workspace, never)}


def errors(findings: tuple[Finding, ...]) -> list[str]:
    return [found.rule for found in findings if found.severity is Severity.ERROR and found.excused is None]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[Finding, ...]]:
    return findings_in(VALID)


@pytest.mark.parametrize("case", COMPLETE)
def test_a_complete_sample_keeps_every_rule_and_lacks_nothing(case: str, found: dict[str, tuple[Finding, ...]]) -> None:
    assert errors(found[case]) == []
    assert sum(each.severity is Severity.WARNING for each in found[case]) <= 5


def test_the_unfinished_sample_lacks_its_reports_and_checks_and_nothing_else(
    found: dict[str, tuple[Finding, ...]],
) -> None:
    lacking = {each.item for each in found[UNFINISHED] if each.severity is Severity.ERROR}
    assert lacking == {"C4a-1", "C4a-2", "C4c-1", "C4c-2", "C6-1", "C6-2"}


@pytest.mark.parametrize(
    ("folder", "change", "case", "rule"),
    [
        ("2026-01*", ("total: 29, share: 47.54%", "total: 30, share: 47.54%"), "KC-2026-001", "R-405"),
        ("2026-01*", ("as: 纪委书记, on: 2026-04-07", "on: 2026-04-07"), "KC-2026-001", "R-605"),
        ("2026-03*", ("  date: 2026-03-27\n", "  date: 2026-04-01\n"), "KC-2026-003", "R-507"),
        ("2026-05*", ("    members_due: 11", "    members_due: 17"), "JD-2026-05", "R-702"),
        ("2026-05*", ("  end: 2026-05-06", "  end: 2026-05-04"), "JD-2026-05", "R-901"),
        ("2026-06*", ("同意票数: 8", "同意票数: 7"), "JD-2026-06", "R-706"),
    ],
)
def test_one_fact_made_wrong_is_found(
    tmp_path: Path, folder: str, change: tuple[str, str], case: str, rule: str
) -> None:
    shutil.copytree(VALID, tmp_path / "ws")
    record = next((tmp_path / "ws" / "cases").glob(folder)) / "case.yaml"
    words = record.read_text(encoding="utf-8")
    assert change[0] in words
    record.write_text(words.replace(*change, 1), encoding="utf-8")
    assert rule in {each.rule for each in findings_in(tmp_path / "ws")[case]}


def papers() -> Iterator[tuple[Path, list]]:
    register = reading.people()
    for record in reading.cases():
        yield record["folder"], list(of_record(record, register))


def test_made_papers_and_received_yaml_are_current() -> None:
    counts = json.loads(PAGES.read_text(encoding="utf-8"))
    register = reading.people()
    for record in reading.cases():
        folder, every = record["folder"], list(of_record(record, register))
        there = {path.name for path in (folder / "attachments").iterdir()}
        assert there == {paper.file for paper in every}
        for paper in every:
            if paper.form not in KEPT:
                made = bytes_of(paper, counts.get(f"{folder.name}/{paper.file}", 0))
                assert (folder / "attachments" / paper.file).read_bytes() == made, paper.file
        by = REGISTRAR.get(record["id"], "孟子衿")
        assert (folder / "received.yaml").read_text(encoding="utf-8") == registered(folder, every, counts, by)


def test_attachments_are_of_several_formats_and_small() -> None:
    files = [path for path in VALID.rglob("*") if path.is_file() and path.parent.name == "attachments"]
    assert {path.suffix for path in files} == {".docx", ".pdf", ".xlsx", ".txt", ".png", ".jpg"}
    assert max(path.stat().st_size for path in files) <= 60 * 1024
    assert sum(path.stat().st_size for path in VALID.rglob("*") if path.is_file()) <= 3 * 1024 * 1024


def test_every_pdf_has_its_words_and_an_embedded_font() -> None:
    for folder, every in papers():
        for paper in every:
            if paper.form == "pdf":
                pages = pypdf.PdfReader(folder / "attachments" / paper.file).pages
                said = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
                lines = [line for style, line in paper.blocks if isinstance(line, str) and style != "hand"]
                for line in (paper.title, *lines):
                    assert re.sub(r"\s", "", line) in re.sub(r"—\d+—", "", said), (paper.file, line)
                assert b"/FontFile2" in (folder / "attachments" / paper.file).read_bytes()


def persons() -> list:
    schema = load_schema(reading.SCHEMAS, "person")
    return [
        build_person(check(read(load(path), path.name), schema).record)
        for path in sorted((VALID / "people").glob("*.yaml"))
    ]


@pytest.mark.parametrize("person", persons(), ids=lambda person: person.id)
def test_a_person_belongs_to_nobody_and_the_months_of_the_resume_join(person) -> None:
    number, birth = text(person.record, "id_number"), person.value("birth")
    assert number.startswith("999999")  # no such area
    assert isinstance(birth, Month)
    assert number[6:12] == f"{birth.year}{birth.month:02}"
    assert (int(number[16]) % 2 == 1) == (text(person.record, "sex") == "男")
    lines = groups(person.record, "resume")
    assert 6 <= len(lines) <= 10
    for line, following in pairwise(lines):
        ended, began = value(line, "to"), value(following, "from")
        assert (began.year - ended.year) * 12 + began.month - ended.month in (0, 1), text(line, "text")
    assert value(lines[-1], "to") is None


def test_the_figures_in_a_report_are_those_of_the_tallies() -> None:
    checked = 0
    for case in reading.cases():
        for report in case.get("reports", ()):
            shown = {
                one["share"] for tally in case.get("recommendations", ()) for one in tally["rows"]
                if one.get("person") == report["candidate"]
            }  # fmt: skip
            assert all(f"{Decimal(share):.2f}%" in report["votes"] for share in shown), shown
            tally = case["assessments"][0]
            row = next(
                one for one in tally["rows"]
                if one["person"] == report["candidate"] and one["dimension"] == "总体评价" and "group" not in one
            )  # fmt: skip
            rate = (Decimal(row["excellent"]) / Decimal(tally["valid"]) * 100).quantize(Decimal("0.01"))
            assert f"优秀{row['excellent']}票" in report["votes"]
            assert f"优秀率{rate}%" in report["votes"]
            about = [talk for talk in case["talks"] if report["candidate"] in talk["objects"]]
            assert f"{len(about)}人次" in report["talk_stats"]
            checked += 1
    assert checked == 5
