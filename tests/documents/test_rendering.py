"""Case words + template -> Word file: strict, escaped, read back, the same bytes twice."""

import re
import zipfile
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import docxtpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive_tool import resources
from archive_tool.documents.expressions import READING, Expressions
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import lines_of, text_digest
from archive_tool.documents.rendering import Template, load_template, render
from archive_tool.documents.wording import Reading, Words, as_node
from archive_tool.errors import TemplateFailed
from archive_tool.model.tree import Group
from tests.documents.filling import words_for
from tests.documents.record import words
from tools import parts

SHIPPED = sorted(resources.folder("templates").rglob("*.docx"))
TEMPLATES = sorted({path.read_bytes(): path for path in reversed(SHIPPED)}.values())  # each once: a decision has many of a case's
MARKS = Marks("高明远同志考察材料", "中共云岭市委组织部", date(2026, 3, 19), "C6-1", "KC-2026-001")


@cache
def template(*texts: str) -> Template:
    """A template with those paragraphs."""
    return load_template("试用.docx", parts.document(*(parts.p(words) for words in texts)))


@cache
def loaded(path: Path) -> Template:
    return load_template(path.name, path.read_bytes())


def said(*texts: str, draft: bool = False, **values: object) -> list[str]:
    """What a template with those paragraphs says of those values."""
    group = as_node(values, "record.yaml")
    assert isinstance(group, Group)
    return list(lines_of(render(template(*texts), Words(group), Marks(), draft=draft).data))


def shipped(name: str) -> Template:
    path = next(path for path in TEMPLATES if path.name.startswith(name))
    return load_template(path.name, path.read_bytes())


def canonical(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.tostring(etree.fromstring(package.read(part)), method="c14n")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_template_gives_the_xml_that_plain_docxtpl_gives(path: Path) -> None:
    said = words_for(path.parent.name, path.name)
    ours = render(loaded(path), said, MARKS).data
    plain = docxtpl.DocxTemplate(path)
    plain.render({READING: Reading(said)}, jinja_env=Expressions())
    saved = BytesIO()
    plain.save(saved)
    with zipfile.ZipFile(BytesIO(ours)) as package:
        filled = [name for name in package.namelist() if re.match(r"word/(document|header|footer)", name)]
    for part in filled:
        assert canonical(ours, part) == canonical(saved.getvalue(), part), part


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_template_makes_a_sound_package_twice_the_same(path: Path) -> None:
    said = words_for(path.parent.name, path.name)
    made = render(loaded(path), said, MARKS)
    again = render(load_template(path.name, path.read_bytes()), said, MARKS)
    assert made.data == again.data
    assert made == again
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        assert package.testzip() is None
        assert len(set(package.namelist())) == len(package.namelist())
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        types = package.read("[Content_Types].xml").decode()
        for relations in (name for name in package.namelist() if name.endswith(".rels")):
            folder = "" if relations.startswith("_rels") else "word/"
            tree = etree.fromstring(package.read(relations))
            assert len({entry.get("Id") for entry in tree}) == len(tree)
            for entry in tree:
                assert folder + entry.get("Target") in package.namelist()
        for part in package.namelist():
            if part.endswith(".xml") and part != "[Content_Types].xml":
                assert f'PartName="/{part}"' in types
        body = etree.fromstring(package.read("word/document.xml"))
        ids = [element.get("id") for element in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")]
        assert len(ids) == len(set(ids))
    assert text_digest(made.data) == made.text_digest
    assert "{{" not in "".join(lines_of(made.data))


def test_title_author_and_marks_stand_in_the_properties() -> None:
    made = render(shipped("C6"), words(), MARKS)
    facts = docx.Document(BytesIO(made.data)).core_properties
    assert (facts.title, facts.author) == ("高明远同志考察材料", "中共云岭市委组织部")
    assert facts.created.date() == date(2026, 3, 19)
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        own = package.read("docProps/custom.xml").decode()
    assert "C6-1" in own
    assert "KC-2026-001" in own
    assert made.values_digest in own
    assert shipped("C6").digest in own


def test_public_papers_carry_no_marks() -> None:
    made = render(shipped("E1"), words(), Marks("公示", "组织部", public=True))
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        assert "docProps/custom.xml" not in package.namelist()
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"custom.xml" not in everything
    assert b"KC-2026-001" not in everything
    docx.Document(BytesIO(made.data))


def test_a_missing_field_is_refused_with_its_place() -> None:
    with pytest.raises(TemplateFailed) as failed:
        said("姓名：{{ name }}，职务：{{ post }}。", "{{ talk.place }}", name="张三")
    assert [finding.facts["field"] for finding in failed.value.findings] == ["post", "talk.place"]
    assert failed.value.findings[0].facts["where"] == "document P1"
    assert "姓名：张三" in str(failed.value.findings[0].facts["words"])


def test_a_draft_prints_what_is_missing_in_red() -> None:
    group = as_node({"name": "张三"}, "r")
    assert isinstance(group, Group)
    made = render(template("姓名：{{ name }}，职务：{{ post }}。"), Words(group), Marks(), draft=True)
    assert made.missing == ("post",)
    assert lines_of(made.data) == ("姓名：张三，职务：【待填：post】。",)
    runs = docx.Document(BytesIO(made.data)).paragraphs[0].runs
    red = [run.text for run in runs if run.font.color is not None and run.font.color.rgb is not None and str(run.font.color.rgb) == "FF0000"]
    assert red == ["【待填：post】"]


def test_a_list_that_is_not_there_is_missing_too_unless_the_template_says_it_may_be() -> None:
    with pytest.raises(TemplateFailed):
        said("{% for one in people %}{{ one.name }}{% endfor %}", name="x")
    assert said("有：{% for one in people|or_empty %}{{ one.name }}{% endfor %}", name="x") == ["有："]
    assert said("有：{{ people|blank(2) }}。", name="x") == ["有：　　。"]


@pytest.mark.parametrize("value", ["A&B公司", "<三>", "a > b", '他说"好"', "it's", "㐂𠮷·", "{{ x }}", "{_{", "</w:t>", "一" * 500, "&amp;"])
def test_values_come_out_as_they_went_in(value: str) -> None:
    assert said("前{{ value }}后", value=value) == [f"前{value}后"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=40))
def test_any_text_comes_out_as_it_went_in(value: str) -> None:
    assert said("前{{ value }}后", value=value) == [f"前{value}后"]


def test_line_breaks_and_tabs_become_elements() -> None:
    made = render(template("{{ value }}"), Words(as_node({"value": "甲\n乙\t丙"}, "r")), Marks())  # type: ignore[arg-type]
    assert docx.Document(BytesIO(made.data)).paragraphs[0].text == "甲\n乙\t丙"


@pytest.mark.parametrize("bad", ["\x07", "\x0c", "\x00", "\x85", "\ud800", "\ufffe"])
def test_characters_that_no_document_may_hold_are_refused_by_field(bad: str) -> None:
    with pytest.raises(TemplateFailed) as failed:
        said("{{ name }}", name=f"张{bad}三")
    assert failed.value.findings[0].place.field == "name"
    assert failed.value.key == "T-102"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}", "{{ name.upper() }}", "{{ lipsum }}", "{{ name.__init__ }}", "{% import 'os' as os %}",
        "{% macro a() %}{% endmacro %}", "{{ cycler.__init__.__globals__ }}", "{% include 'x' %}", "{{ name|attr('x') }}",
        "{{ _x }}", "{{ 2 ** 9 }}", "{{ '%s' % name }}", "{% block a %}{% endblock %}", "{{ self }}", "{{ name|safe }}",
    ],
)  # fmt: skip
def test_templates_cannot_reach_python(attack: str) -> None:
    with pytest.raises(TemplateFailed):
        said(attack, name="张三")


@pytest.mark.parametrize("broken", ["{% if name %}", "{{ name", "{% for %}x{% endfor %}", "{{ name|nosuch }}", "{% endif %}"])
def test_a_template_that_cannot_be_compiled_names_its_words(broken: str) -> None:
    with pytest.raises(TemplateFailed) as failed:
        template("好", broken)
    assert failed.value.key == "T-105"
    assert failed.value.findings


def test_a_field_that_would_vanish_is_noticed() -> None:
    with pytest.raises(TemplateFailed) as failed:
        template("{%p if name %}{{ name }}", "{%p endif %}")
    assert (failed.value.key, failed.value.facts["words"]) == ("T-132", "{%p if name %}{{ name }}")


def test_text_that_computes_with_the_wrong_type_is_refused() -> None:
    with pytest.raises(TemplateFailed) as failed:
        said("{{ name - 1 }}", name="张三")
    assert failed.value.key == "T-106"


def test_a_condition_that_crosses_rows_and_cells_is_refused() -> None:
    table = parts.table(parts.columns(1, 1), parts.row_tag("if nothing"), parts.r("甲", parts.Cell(parts.tag("endif") + parts.p("乙"))))
    with pytest.raises(TemplateFailed) as failed:
        render(load_template("t.docx", parts.document(table)), Words(as_node({"name": "张三"}, "r")), Marks())  # type: ignore[arg-type]
    assert failed.value.key == "T-107"


def test_columns_made_by_a_loop_are_repaired_as_docxtpl_repairs_them() -> None:
    row = parts.r(parts.c("{%tc for one in names %}"), parts.c("{{ one }}"), parts.c("{%tc endfor %}"))
    made = load_template("t.docx", parts.document(parts.table(parts.columns(1, 1, 1), row)))
    assert not made.parts["word/document.xml"].fixed
    document = render(made, Words(as_node({"names": list("甲乙丙丁戊")}, "r")), Marks())  # type: ignore[arg-type]
    table = docx.Document(BytesIO(document.data)).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list("甲乙丙丁戊")
    assert len(table.columns) == 5


def test_a_span_goes_into_an_attribute_and_is_found_there() -> None:
    made = load_template("t.docx", parts.document(parts.table(parts.columns(1, 1, 1), parts.r("a", "b", "c"), parts.Row((parts.c("{% colspan span %}合并", span=2), parts.c("乙"))))))
    document = render(made, Words(as_node({"span": 2}, "r")), Marks())  # type: ignore[arg-type]
    assert "合并" in "".join(lines_of(document.data))


def test_headers_and_footnotes_are_filled_too() -> None:
    data = BytesIO()
    with zipfile.ZipFile(BytesIO(parts.document(parts.p("正文")))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/footer1.xml":
                content = content.replace("— ", "{{ name }}— ", 1)
            if name == "[Content_Types].xml":
                content = content.replace("</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>')
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>')
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote><w:p><w:r><w:t>注：{{ name }}</w:t></w:r></w:p></w:footnote></w:footnotes>')
    made = render(load_template("t.docx", data.getvalue()), Words(as_node({"name": "张三&李四"}, "r")), Marks())  # type: ignore[arg-type]
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        assert "张三&amp;李四— " in package.read("word/footer1.xml").decode()
        assert "注：张三&amp;李四" in package.read("word/footnotes.xml").decode()


def test_too_many_loops_in_one_another_are_refused() -> None:
    with pytest.raises(TemplateFailed) as failed:
        template("{% for a in 'x' %}" * 30 + "y" + "{% endfor %}" * 30)
    assert failed.value.key == "T-110"


def test_what_a_foreign_template_says_twice_counts_once() -> None:
    twice = '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:r><w:t>甲</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>甲</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>'
    made = render(load_template("t.docx", parts.document(twice, parts.p("{{ name }}"))), Words(as_node({"name": "乙"}, "r")), Marks())  # type: ignore[arg-type]
    assert text_digest(made.data) == made.text_digest


def test_no_word_file_is_no_template() -> None:
    with pytest.raises(TemplateFailed):
        load_template("x.docx", b"PK nothing")


def test_reads_say_what_a_document_depends_on() -> None:
    made = render(shipped("C6"), words(), MARKS)
    assert made.reads["people.gao-mingyuan.name"] == "高明远"
    assert made.reads["reports[0].conclusion"].startswith("考察组认为")
    assert not any(path.startswith("deliberation") for path in made.reads)


def test_a_large_table_is_filled_row_by_row() -> None:
    rows = [{"name": f"人{number}", "post": "科员"} for number in range(2000)]
    table = parts.list_table(parts.columns(1, 2, 3), ("序号", "姓名", "职务"), "one", "rows", ("{{ loop.index }}", "{{ one.name }}", "{{ one.post }}"))
    made = load_template("名册.docx", parts.document(table))
    assert made.parts["word/document.xml"].fixed
    document = render(made, Words(as_node({"rows": rows}, "r")), Marks())  # type: ignore[arg-type]
    assert len(docx.Document(BytesIO(document.data)).tables[0].rows) == 2001
