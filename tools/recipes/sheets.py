"""Sheets that the program fills by itself: the record of the procedure."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import c, columns, document, head, heading, list_table, r, signature, table, title, when
from tools.recipes.common import ORG


def activity_sheet() -> bytes:
    """X16 干部考察工作纪实清单: the file plan's state (`states`) and the activity log."""
    return document(
        title("干部考察工作纪实清单", "FormTitle"),
        table(
            columns(2, 4.6, 1.8, 2.6),
            r(head("案卷题名"), c("{{ title }}", "Cell", span=3)),
            r(head("案卷编号"), "{{ id }}", head("年　度"), "{{ year }}"),
            r(head("考察方式"), "{{ mode|blank }}", head("考察目的"), "{{ purpose|blank }}"),
            r(head("考察对象"), c("{{ candidates|or_empty|joined }}", "Cell", span=3)),
        ),
        heading("一、归档材料情况"),
        list_table(
            columns(0.9, 1.1, 1.7, 5, 1.8, 1.9),
            ("序号", "代码", "环节", "材料名称", "状态", "日期"),
            "one",
            "states",
            ("{{ loop.index }}", "{{ one.code }}", "{{ one.stage }}", "{{ one.title }}{% if one.reason %}（{{ one.reason }}）{% endif %}", "{{ one.state }}", "{{ one.date|dotted|blank }}"),
            small=True,
            left=(3,),
        ),
        when(
            "log",
            heading("二、工作纪实"),
            list_table(
                columns(0.9, 1.9, 1.7, 5.2, 1.6),
                ("序号", "时间", "环节", "内容", "经办人"),
                "one",
                "log",
                ("{{ loop.index }}", "{{ one.date|dotted }}{% if one.time %} {{ one.time }}{% endif %}", "{{ one.step|blank }}", "{{ one.what }}{% if one.place %}（{{ one.place }}）{% endif %}", "{{ one.actor|blank }}"),
                small=True,
                left=(3,),
            ),
        ),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip
