"""Faults put into complete samples, in the text of a record or in a Word file: each is named by its rule, nothing else."""

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive_tool.cli import main as door
from archive_tool.messages import speaker
from archive_tool.model.findings import Finding
from archive_tool.procedure.book import BY_NUMBER, CHAPTERS
from archive_tool.tasks.check import check_cases
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.generate import Studio
from tests.samples.editing import edited
from tests.samples.test_valid import DAY, VALID
from tests.tasks.test_written import WORN, rewrite

LAST = 11  # chapter 12 has kinds of case of its own
HERE = Path(__file__).parent
FAULTS: list[dict[str, Any]] = yaml.load((HERE / "faults.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
SEEN = {"F-104", "F-106", "F-107"}  # files still to be made, signed copies and PDFs to come


@cache  # schemas, plans and terms are read once
def desk_in(workspace: Path) -> Desk:
    return open_desk(workspace, Circumstances({}, DAY, by="经办人甲"))


def findings(workspace: Path, folder: str) -> list[Finding]:
    desk = desk_in(workspace)
    (checked,) = check_cases(desk, (folder,), workspace, lambda: Studio(desk, speaker("zh")))
    return [finding for finding in checked.findings if finding.rule not in SEEN]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(VALID, tmp_path_factory.mktemp("faults") / "ws"))


def folder_of(workspace: Path, start: str) -> str:
    return next(path.name for path in (workspace / "cases").iterdir() if path.name.startswith(start))


def test_there_are_forty_and_three_in_each_chapter() -> None:
    rules = {fault["rule"] for fault in FAULTS}
    assert len(rules) == len(FAULTS) >= 40
    chapters = Counter(BY_NUMBER[rule].chapter for rule in rules)
    assert min(chapters[chapter] for chapter in CHAPTERS if chapter <= LAST) >= 3


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["rule"])
def test_a_fault_in_a_record_is_found_and_nothing_else(workspace: Path, fault: dict[str, Any]) -> None:
    where = fault["in"]
    is_case = where.startswith("2026")
    case = folder_of(workspace, where if is_case else "2026-01")
    record = workspace / "cases" / case / "case.yaml" if is_case else workspace / "people" / f"{where}.yaml"
    before = record.read_text(encoding="utf-8")
    changes = {path: None if value == "~" else value for path, value in fault["edits"].items()}
    try:
        record.write_text(edited(before, changes), encoding="utf-8")
        found = findings(workspace, case)
    finally:
        record.write_text(before, encoding="utf-8")
    assert {finding.rule for finding in found} == {fault["rule"]}
    assert sorted(finding.place.field for finding in found) == sorted(fault["at"])
    assert {finding.severity.value for finding in found} == {fault["weighs"]}
    assert {finding.place.source for finding in found} == {record.relative_to(workspace).as_posix()}
    assert all(finding.place.line for finding in found)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The water case with its Word files."""
    folder = Path(shutil.copytree(VALID, tmp_path_factory.mktemp("papers") / "ws"))
    words = ["generate", "KC-2026-001", "-q", "-C", str(folder), "--as-of", DAY.isoformat(), "--by", "经办人甲"]
    assert door.run(words, {"ARCHIVE_TOOL_SOFFICE": "none"}) == 0
    return folder


WORD_FAULTS = (
    ("W-120", "C2a_民主推荐情况汇总_2.docx", (">29<", ">31<"), ""),
    ("R-523", "C6_考察材料_1.docx", None, WORN),
)


@pytest.mark.parametrize(("rule", "name", "change", "whole"), WORD_FAULTS, ids=lambda value: str(value)[:8])
def test_a_fault_in_a_word_file_is_found_and_nothing_else(
    papers: Path, rule: str, name: str, change: tuple[str, str] | None, whole: str
) -> None:
    case = folder_of(papers, "2026-01")
    path = papers / "cases" / case / "documents" / name
    before = path.read_bytes()
    try:
        rewrite(path, *([change] if change else []), whole=whole)
        found = [finding for finding in findings(papers, case) if not finding.rule.startswith("F-")]
    finally:
        path.write_bytes(before)
    assert {finding.rule for finding in found} == {rule}
    assert {finding.place.source for finding in found} == {f"cases/{case}/documents/{name}"}
