"""A post that the record says once stands on every paper that has to name it; one that is nowhere is not passed over."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from archive_tool.tasks.desk import Desk
from tests.tasks.conftest import cases_of

Tool = Callable[..., tuple[int, str, str]]
APPROVAL = "云岫市水务局副局长"
ITEMS = "format: 1\nkind: appointment\nid: KC-9\ntitle: 试例\nyear: 2026\npurpose: {purpose}\n"
POSTS = "positions:\n  - {id: zw1, title: 云岫市水务局副局长}\n"
DOCUMENT = "appointment:\n  documents:\n    - {doc_no: 云委干〔2026〕9号, date: 2026-05-12, decided_on: 2026-04-22, to: [市水务局党组], persons: [PERSONS]}\n"


def case(workspace: Path, candidates: str, persons: str = "", purpose: str = "提拔任职") -> Path:
    folder = workspace / "cases" / "KC-9"
    folder.mkdir()
    document = DOCUMENT.replace("PERSONS", persons) if persons else ""
    said = ITEMS.format(purpose=purpose) + POSTS + f"candidates:\n{candidates}" + document
    (folder / "case.yaml").write_text(said, encoding="utf-8")
    return folder


def words(folder: Path, pattern: str) -> str:
    (path,) = (folder / "documents").glob(pattern)
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])


SHEN = "  - {person: shen-yanqiu, proposed_post: 云岫市水务局副局长, removed_post: 云岫市水务局规划建设科科长, probation: 是}\n"


@pytest.mark.parametrize(
    ("candidates", "title", "line"),
    [
        (SHEN, "任免", "任云岫市水务局副局长（试用期一年），免去其云岫市水务局规划建设科科长职务。"),
        ("  - {person: shen-yanqiu, position: zw1}\n", "任职", "任云岫市水务局副局长。"),
        ("  - {person: shen-yanqiu, removed_post: 云岫市水务局科长}\n", "免职", "免去云岫市水务局科长职务。"),
        ("  - {person: shen-yanqiu, proposed_post: 拟任云岫市水务局副局长}\n", "任职", "任云岫市水务局副局长。"),
        ("  - {person: shen-yanqiu, proposed_post: 某科长, result: 未任用}\n  - {person: shen-yanqiu, position: zw1}\n", "任职", "任云岫市水务局副局长。"),
    ],
)
def test_a_line_with_a_person_alone_has_the_posts_of_the_candidate(
    workspace: Path, tool: Tool, candidates: str, title: str, line: str
) -> None:
    folder = case(workspace, candidates, "{person: shen-yanqiu}")
    code, out, err = tool("generate", "KC-9", "--item", "E4")
    assert code == 0, (out, err)
    said = words(folder, "E4*.docx")
    assert f"关于沈砚秋同志职务{title}的通知" in said
    assert f"沈砚秋同志{line}" in said


def test_what_the_line_says_itself_stands(workspace: Path, tool: Tool) -> None:
    folder = case(workspace, SHEN, "{person: shen-yanqiu, appoint: [某局长]}")
    assert tool("generate", "KC-9", "--item", "E4")[0] == 0
    said = words(folder, "E4*.docx")
    assert "沈砚秋同志任某局长。" in said
    assert "免去" not in said


@pytest.mark.parametrize("line", ["{person: shen-yanqiu}", "{person: shen-yanqiu, appoint: []}"])
def test_a_person_without_any_post_stops_the_notice_and_is_found(workspace: Path, tool: Tool, line: str) -> None:
    folder = case(workspace, "  - {person: shen-yanqiu}\n", line)
    code, out, err = tool("generate", "KC-9", "--item", "E4")
    assert code == 4, (out, err)
    assert "T-101" in out + err
    assert not list(folder.glob("documents/E4*.docx"))
    assert tool("generate", "KC-9", "--item", "E4", "--draft")[0] == 0
    assert re.search("沈砚秋同志任【待填：[^】]*任职】", words(folder, "E4*.docx"))
    found = tool("check", "KC-9")[1]
    assert "R-1012" in found
    assert "沈砚秋" in found


def test_a_decision_reads_the_posts_of_the_cases_it_serves(workspace: Path, tool: Tool, desk: Desk) -> None:
    (decision,) = (loaded.folder for loaded in cases_of(desk, "JD-2026-05"))
    path = decision / "case.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(- \{person: [a-z-]+), appoint: \[.*\], remove: \[[^]]*\]", r"\1", text)
    text = re.sub(r"\n    (proposed_post|removed_post): .*", "", text)
    path.write_text(text, encoding="utf-8")
    code, out, err = tool("generate", "JD-2026-05", "--item", "E4")
    assert code == 0, (out, err)
    assert "沈砚秋同志任云岫市水务局副局长（试用期一年）" in words(decision, "E4*.docx")
    assert "R-1012" not in tool("check", "JD-2026-05")[1]


@pytest.mark.parametrize("item", ["D2a", "D2b"])
@pytest.mark.parametrize(("purpose", "stands"), [("提拔任职", True), ("免职", False)])
def test_the_approval_form_takes_the_title_of_the_position(
    workspace: Path, tool: Tool, item: str, purpose: str, *, stands: bool
) -> None:
    """As the notice does; where somebody leaves a post, the position is not one that is proposed."""
    folder = case(workspace, "  - {person: shen-yanqiu, position: zw1}\n", purpose=purpose)
    code, out, err = tool("generate", "KC-9", "--item", item, "--draft")
    assert code == 0, (out, err)
    assert (APPROVAL in words(folder, f"{item}*.docx")) is stands
