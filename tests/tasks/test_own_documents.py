"""A new kind of paper is one Word template and one entry in the file plan of a workspace; nobody writes Python."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_tool.errors import Unreadable
from archive_tool.tasks.desk import Desk
from tools import parts

CASE = "KC-2026-001"
ENTRY = """format: 1
kind: appointment
extends: appointment
items:
  - {code: C8, stage: C, after: C6, zh: 考察对象家访记录, en: Record of a home visit, short: 家访记录, making: signed,
     each: candidates, name: candidate, genre: 记录, template: C8_家访记录.docx, date: notice.time_to,
     title: "{{ candidate.person.name }}家访记录", people: [candidate.person]}
"""


def plan(workspace: Path, words: str, kind: str = "appointment") -> None:
    path = workspace / "schemas" / kind / "file-plan.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


@pytest.fixture
def home_visits(workspace: Path) -> Path:
    plan(workspace, ENTRY)
    path = workspace / "templates" / "appointment" / "C8_家访记录.docx"
    path.parent.mkdir(parents=True)
    said = ("{{ candidate.person.name }}家访记录", "{{ notice.time_to|汉字日期 }}，考察组到{{ 本考察对象.姓名 }}家中走访，邻里评价其为人谦和敬业。")
    path.write_bytes(parts.document(*(parts.p(line) for line in said)))
    return workspace


@pytest.mark.slow
def test_a_document_of_an_organisations_own_is_generated_checked_sealed_and_found(
    home_visits: Path, tool: Callable[..., tuple[int, str, str]]
) -> None:
    assert tool("template", "lint") == (0, tool("template", "lint")[1], "")
    code, out, _ = tool("pack", CASE, "-n")
    (lacking,) = [line for line in out.splitlines() if "F-104 错误" in line]
    assert (code, "C8-1 家访记录" in lacking) == (1, True)
    code, out, _ = tool("generate", CASE, "JD-2026-05", "--json")
    assert code == 0
    made = {each["item"]: each for each in json.loads(out)["documents"]}
    assert [made[f"C8-{number}"]["state"] for number in (1, 2, 3)] == ["written"] * 3
    assert made["C8-1"]["file"] == "C8_家访记录_1.docx"
    _, out, _ = tool("check", CASE)
    assert "C8-1 家访记录" in next(line for line in out.splitlines() if "F-106 警告" in line)
    _, out, _ = tool("status", CASE, "--json")
    codes = [item["code"] for item in json.loads(out)["cases"][0]["items"]]
    assert codes.index("C8-1") == codes.index("C6-3") + 1
    assert tool("pack", CASE)[0] == 0
    assert tool("index")[0] == 0
    _, out, _ = tool("search", "邻里评价", "--json")
    hits = json.loads(out)["hits"]
    assert {(hit["case"], hit["item"].partition("-")[0]) for hit in hits} == {(CASE, "C8")}
    assert {"沈砚秋家访记录", "郁知行家访记录", "纪云岚家访记录"} == {hit["title"] for hit in hits}


def test_a_line_with_a_known_code_takes_the_place_of_that_line(workspace: Path, desk: Desk) -> None:
    before = [line.code for line in desk.plan("appointment").items]
    plan(workspace, ENTRY.replace("code: C8", "code: X10").replace("after: C6, ", ""))
    desk._plans.clear()
    after = desk.plan("appointment")
    assert [line.code for line in after.items] == before
    assert after.by_code["X10"].zh == "考察对象家访记录"
    assert (after.label, after.usual) == ("考察档案", True)


def test_a_line_that_names_no_neighbour_comes_last_of_its_stage(workspace: Path, desk: Desk) -> None:
    plan(workspace, ENTRY.replace("after: C6, ", ""))
    stage = [line.code for line in desk.plan("appointment").items if line.stage == "C"]
    assert stage[-1] == "C8"


def test_a_stage_of_ones_own_and_another_name_for_the_packages(workspace: Path, desk: Desk) -> None:
    own = "label: 干部档案\nstages: [{code: Y, folder: 07_回访, zh: 回访, en: After}]\n"
    plan(workspace, ENTRY.replace("stage: C, after: C6, ", "stage: Y, ").replace("items:", f"{own}items:"))
    found = desk.plan("appointment")
    assert (found.label, found.stages[-1].folder, found.items[-1].code) == ("干部档案", "07_回访", "C8")
    assert len(found.stages) == 8


def test_a_line_after_one_that_is_nowhere_is_named(workspace: Path, desk: Desk) -> None:
    plan(workspace, ENTRY.replace("after: C6", "after: C66"))
    with pytest.raises(Unreadable) as stopped:
        desk.plan("appointment")
    assert [found.rule for found in stopped.value.findings] == ["F-007"]


def test_plans_that_extend_each_other_are_refused(workspace: Path, desk: Desk) -> None:
    plan(workspace, ENTRY.replace("extends: appointment", "extends: decision"))
    plan(workspace, ENTRY.replace("extends: appointment", "extends: appointment").replace("kind: appointment", "kind: decision"), "decision")
    with pytest.raises(Unreadable) as stopped:
        desk.plan("appointment")
    assert stopped.value.key == "plan.circular"
