"""From approval forms to papers without typing anybody again."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from archive_tool.cli import main as door
from archive_tool.errors import WrongUsage
from archive_tool.tasks.desk import Circumstances, Desk, open_desk
from archive_tool.tasks.starting import new_record
from tests.intake.forms import PLAIN, lrmx
from tests.tasks.conftest import cases_of

PEOPLE = {"高明远": "云岭市水务局副局长", "许照临": "云岭市水务局副局长", "周砚农": "云岭市财政局副局长"}
ITEMS = ("D2a", "C1", "E1", "E4")


def filled_in(path: Path) -> None:
    """What only the clerk knows: the title, the year and what the case is for."""
    text = path.read_text(encoding="utf-8")
    for key, said in (("题名", "水务局、财政局副局长任免考察"), ("年度", "2026"), ("考察目的", "提拔任职")):
        text = re.sub(rf"^{key}:(?=\s*(#|$))", f"{key}: {said}", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def test_from_three_forms_to_four_papers_in_four_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = []
    for number, (name, post) in enumerate(PEOPLE.items()):
        path = tmp_path / f"{name}.lrmx"
        changes = {"XingMing": name, "NiRenZhiWu": post, "RenMianLiYou": "工作需要", "ShenFenZheng": ""}
        path.write_text(lrmx(PLAIN | changes | ({"ChuShengNianYue": f"198{number}05"})), encoding="utf-8")
        forms.append(str(path))
    folder = tmp_path / "ws"
    shared = ["-C", str(folder), "--lang", "zh", "--as-of", "2026-06-30", "--by", "经办人甲"]
    named = [word for name in PEOPLE for word in ("--person", name)]
    items = [word for item in ITEMS for word in ("--item", item)]
    assert door.run(["init", str(folder), "--lang", "zh"], {}) == 0
    for words in (["import", *forms], ["new", "appointment", "KC-1", *named], ["generate", "KC-1", *items, "--draft"]):
        if words[0] == "generate":
            path = folder / "cases" / "KC-1" / "case.yaml"
            filled_in(path)
            decided = "任职:\n  任免文件:\n    - 任免人员:\n        - {人员编号: gao-mingyuan, 任职: [云岭市水务局副局长]}\n"
            path.write_text(path.read_text(encoding="utf-8") + decided, encoding="utf-8")
        code = door.run([*words, *shared], {"ARCHIVE_TOOL_SOFFICE": "none"})
        assert code == 0, (words, capsys.readouterr())
    made = sorted(path.name for path in (folder / "cases" / "KC-1" / "documents").glob("*.docx"))
    assert {name.partition("_")[0] for name in made} == set(ITEMS), made
    assert sum(name.startswith("D2a_") for name in made) == len(PEOPLE)
    form = docx.Document(str(next((folder / "cases" / "KC-1" / "documents").glob("D2a_*_1.docx"))))
    words = "".join(cell.text for table in form.tables for row in table.rows for cell in row.cells)
    assert "高明远" in words
    assert "云岭市水务局副局长" in words


def test_candidates_stand_in_the_record_with_their_posts(desk: Desk, workspace: Path) -> None:
    new_record(desk, "appointment", "KC-9", ("沈砚秋", "yu-zhixing"))
    found = open_desk(workspace, Circumstances({}, date(2026, 6, 30)))
    filled_in(workspace / "cases" / "KC-9" / "case.yaml")
    (loaded,) = cases_of(found, "KC-9")
    assert loaded.case is not None, loaded.findings
    assert [str(entry.fields["person"].raw) for entry in loaded.case.groups("candidates")] == ["shen-yanqiu", "yu-zhixing"]  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "who"), [("appointment", "没有此人"), ("person", "沈砚秋")])
def test_who_cannot_be_named_is_wrong_usage(desk: Desk, kind: str, who: str) -> None:
    with pytest.raises(WrongUsage):
        new_record(desk, kind, "KC-9", (who,))


def test_the_door_takes_several(tool: Callable[..., tuple[int, str, str]], workspace: Path) -> None:
    assert tool("new", "appointment", "KC-9", "--person", "沈砚秋", "--person", "郁知行", "--english-keys")[0] == 0
    text = (workspace / "cases" / "KC-9" / "case.yaml").read_text(encoding="utf-8")
    assert "candidates:\n  - person: shen-yanqiu\n" in text
