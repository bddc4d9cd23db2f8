"""What a Chinese keyboard does to tags is put right, and nothing else."""

from io import BytesIO

import docx

from archive_tool.documents.linting import lint
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import lines_of
from archive_tool.documents.rendering import load_template, render
from archive_tool.documents.repairing import repaired
from archive_tool.documents.wording import Words, as_node
from tests.documents.test_templates import known
from tools import parts


def test_tags_are_put_right_even_when_word_has_split_them() -> None:
    split = parts.p([parts.run("题名：｛"), parts.run("｛ title｜default(“无”) ｝", "heading1"), parts.run("｝，“原文”不动｛一｝100％")])
    data, count = repaired(parts.document(split, parts.p("｛％ if title ％｝有｛% endif %｝"), parts.p("平常的话")))
    assert count == 2
    paragraphs = [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]
    assert paragraphs[:2] == ['题名：{{ title|default("无") }}，“原文”不动｛一｝100％', "{% if title %}有{% endif %}"]
    made = render(load_template("t.docx", data), Words(as_node({"title": "甲"}, "r")), Marks())  # type: ignore[arg-type]
    assert lines_of(made.data) == ("题名：甲，“原文”不动｛一｝100％", "有", "平常的话")


def test_a_tag_split_over_runs_is_put_together_where_it_begins() -> None:
    split = parts.p([parts.run("题名："), parts.run("{{ ti", "heading1"), parts.run("tle }"), parts.run("}（完） ")])
    data, count = repaired(parts.document(split))
    assert count == 1
    (paragraph,) = docx.Document(BytesIO(data)).paragraphs
    assert [run.text for run in paragraph.runs] == ["题名：", "{{ title }}", "", "（完） "]
    assert lint("t.docx", parts.document(split), known("appointment"))[0].rule == "T-138"
    assert lint("t.docx", data, known("appointment")) == ()
    assert repaired(data) == (data, 0)


def test_a_good_template_stays_the_very_bytes_it_was() -> None:
    data = parts.document(parts.p("{{ title|joined('，') }}“引文”"))
    assert repaired(data) == (data, 0)
