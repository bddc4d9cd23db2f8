"""A post that the record says once stands on every paper that has to name it."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

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
