"""`template`: what there is, a copy to change, what is wrong and where, what may be named, how it looks filled in."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from archive_tool.documents.reading import lines_of
from tools import parts

Tool = Callable[..., tuple[int, str, str]]


def own(workspace: Path, name: str, *words: str, kind: str = "appointment") -> Path:
    """A template of the organisation with those paragraphs."""
    path = workspace / "templates" / kind / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(parts.document(*(parts.p(line) for line in words)))
    return path


def test_every_template_is_listed_with_whose_it_is(workspace: Path, tool: Tool) -> None:
    own(workspace, "C6_考察材料.docx", "{{ title }}")
    own(workspace, "Y1_本单位材料.docx", "{{ title }}")
    code, out, _ = tool("template", "list", "--json")
    listed = {(each["kind"], each["file"]): each for each in json.loads(out)["templates"]}
    assert code == 0
    assert listed["appointment", "C1_考察预告.docx"] | {"path": ""} == {
        "kind": "appointment", "code": "C1", "title": "考察预告", "file": "C1_考察预告.docx", "path": "",
        "origin": "shipped", "replaces": False,
    }  # fmt: skip
    assert (listed["appointment", "C6_考察材料.docx"]["origin"], listed["appointment", "C6_考察材料.docx"]["replaces"]) == ("own", True)
    assert listed["appointment", "Y1_本单位材料.docx"]["code"] is None
    code, out, _ = tool("template", "list", "decision")
    assert "E1_任前公示.docx" in out
    assert "appointment" not in out
    assert tool("template", "list", "no-such-kind")[0] == 2


def test_a_copying_that_was_cut_short_is_finished_by_the_same_command(workspace: Path, tool: Tool) -> None:
    assert tool("template", "copy", "E1")[0] == 0
    copies = sorted((workspace / "templates").glob("*/E1_*.docx"))
    assert len(copies) == 2
    (whole := copies[1]).unlink()
    (whole.parent / ".draft-00").write_bytes(b"half")
    assert tool("template", "copy", "E1")[0] == 0
    assert list(whole.parent.iterdir()) == [whole]
    whole.unlink()
    copies[0].write_bytes(b"of our own")
    assert tool("template", "copy", "E1")[0] == 5
    assert copies[0].read_bytes() == b"of our own"


def test_a_copy_wins_over_the_shipped_one_from_then_on(workspace: Path, tool: Tool) -> None:
    code, out, _ = tool("template", "copy", "C1")
    assert (code, "templates/appointment/C1_考察预告.docx" in out) == (0, True)
    copied = workspace / "templates/appointment/C1_考察预告.docx"
    assert copied.is_file()
    assert tool("template", "copy", "c1_考察预告.docx")[0] == 5
    paper = docx.Document(str(copied))
    paper.paragraphs[0].insert_paragraph_before("本单位增加的一行")
    paper.save(str(copied))
    assert tool("template", "lint")[0] == 0
    assert tool("generate", "KC-2026-001", "--item", "C1")[0] == 0
    (made,) = workspace.glob("cases/*水务局*/documents/C1_考察预告.docx")
    assert lines_of(made.read_bytes())[0] == "本单位增加的一行"


def test_a_dry_run_copies_nothing_and_an_unknown_name_is_a_usage_error(workspace: Path, tool: Tool) -> None:
    assert tool("template", "copy", "C1", "-n")[0] == 0
    assert not (workspace / "templates").exists()
    code, _, err = tool("template", "copy", "Q9")
    assert (code, "Q9" in err) == (2, True)


def test_lint_names_what_is_wrong_and_where(workspace: Path, tool: Tool) -> None:
    own(workspace, "C1_考察预告.docx", "云岫", "{{ notice.phne }}")
    code, out, _ = tool("template", "lint")
    assert code == 4
    assert "templates/appointment/C1_考察预告.docx" in out
    assert "正文第 2 段" in out
    assert "phone" in out
    code, out, _ = tool("template", "lint", "C1", "--json", "--lang", "en")
    (found,) = json.loads(out)["findings"]
    assert (found["rule"], found["severity"], found["file"]) == ("T-135", "error", "templates/appointment/C1_考察预告.docx")
    assert tool("generate", "KC-2026-001", "--item", "C1")[0] == 4


def test_a_template_that_no_plan_uses_is_a_warning(workspace: Path, tool: Tool) -> None:
    own(workspace, "Y1_本单位材料.docx", "{{ title }}")
    code, out, _ = tool("template", "lint")
    assert (code, "T-139" in out) == (0, True)
    assert tool("template", "lint", "--strict")[0] == 4


def test_fix_puts_tags_right_and_keeps_the_old_file(workspace: Path, tool: Tool) -> None:
    path = own(workspace, "C1_考察预告.docx", "题名：｛｛ title|default(“无”) ｝｝")
    before = path.read_bytes()
    assert tool("template", "lint")[0] == 4
    code, out, _ = tool("template", "lint", "--fix", "-n")
    assert (code, path.read_bytes() == before, "将改正 1 段" in out) == (0, True, True)
    (path.parent / f".~{path.name}").write_bytes(b"")
    assert tool("template", "lint", "--fix")[0] == 5
    (path.parent / f".~{path.name}").unlink()
    code, out, _ = tool("template", "lint", "--fix")
    assert (code, "已改正 1 段" in out) == (0, True)
    assert docx.Document(str(path)).paragraphs[0].text == '题名：{{ title|default("无") }}'
    (kept,) = (workspace / "templates" / "history").iterdir()
    assert kept.read_bytes() == before
    assert json.loads(tool("template", "lint", "--fix", "--json")[1])["mended"] == []


def test_what_is_hostile_is_refused_and_never_repaired(workspace: Path, tool: Tool) -> None:
    path = own(workspace, "C1_考察预告.docx", "｛｛ title ｝｝")
    path.write_bytes(path.read_bytes()[:-30])
    before = path.read_bytes()
    assert tool("template", "lint", "--fix")[0] == 4
    assert path.read_bytes() == before


def test_a_file_anywhere_can_be_looked_at(workspace: Path, tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "新模板.docx"
    path.write_bytes(parts.document(parts.p("｛｛ 题名 ｝｝")))
    assert tool("template", "lint", str(path))[0] == 4
    assert tool("template", "lint", str(path), "--fix")[0] == 0
    assert [each.name for each in (tmp_path / "history").iterdir()]
    code, out, _ = tool("template", "preview", str(path), "--to", str(tmp_path))
    assert code == 0
    assert "新模板（预览）.docx" in out
    assert lines_of((tmp_path / "新模板（预览）.docx").read_bytes()) != ()


def test_fields_are_full_paths_in_both_languages_with_their_type(tool: Tool) -> None:
    code, out, _ = tool("template", "fields", "--json")
    found = {each["path"]: (each["title"], each["type"]) for each in json.loads(out)["fields"]}
    assert code == 0
    assert found["title"] == ("题名", "text")
    assert found["candidates[].proposed_post"] == ("考察对象[].拟任职务", "text")
    assert found["recommendations[].rows[].total"] == ("民主推荐[].推荐结果[].得票数", "integer")
    assert found["candidate.proposed_post"] == ("本考察对象.拟任职务", "text")
    assert found["person.resume[].from"][1] == "date"
    assert found["period.workdays"] == ("公示期.工作日数", "integer")
    code, out, _ = tool("template", "fields", "decision", "监督电话")
    assert "org.supervision_phone  本单位.监督电话  文字" in out
    assert "没有含“不存在的字段”的字段" in tool("template", "fields", "appointment", "不存在的字段")[2]


@pytest.mark.parametrize("name", ["C6", "appointment/C3", "X10_差额考察对比表.docx", "decision/E1", "E7"])
def test_a_preview_is_filled_with_the_sample(tool: Tool, tmp_path: Path, name: str) -> None:
    code, out, _ = tool("template", "preview", name, "--to", str(tmp_path), "--json")
    assert code == 0
    said = "".join(lines_of(Path(json.loads(out)["preview"]).read_bytes()))
    assert "云岫" in said
    assert "{{" not in said


def test_a_preview_with_a_case_of_ones_own(tool: Tool, tmp_path: Path, workspace: Path) -> None:
    own(workspace, "C6_考察材料.docx", "{{ candidate.person.name }} {{ candidate.exceptional.reason }}")
    assert tool("template", "preview", "C6", "--case", "KC-2026-001", "--to", str(tmp_path), "-n")[0] == 0
    assert list(tmp_path.glob("*.docx")) == []
    assert tool("template", "preview", "C6", "--case", "KC-2026-001", "--to", str(tmp_path))[0] == 0
    assert lines_of((tmp_path / "C6_考察材料（预览）.docx").read_bytes()) == ("沈砚秋 【待填：考察对象1·破格情况·理由】",)
    (tmp_path / ".~C6_考察材料（预览）.docx").write_bytes(b"")
    assert tool("template", "preview", "C6", "--case", "KC-2026-001", "--to", str(tmp_path))[0] == 5


def test_a_name_that_means_several_templates_must_say_which(tool: Tool) -> None:
    code, _, err = tool("template", "preview", "E1")
    assert code == 2
    assert "appointment/E1" in err
    assert "decision/E1" in err


def test_a_hostile_template_is_not_previewed(workspace: Path, tool: Tool, tmp_path: Path) -> None:
    own(workspace, "C6_考察材料.docx", "{{ ''.__class__.__mro__ }}")
    assert tool("template", "preview", "C6", "--to", str(tmp_path))[0] == 4
    assert list(tmp_path.glob("*.docx")) == []
