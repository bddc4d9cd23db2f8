"""一报告两评议: the report in its six parts, the register, both forms, the meeting, tallies and pictures, rectification."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    kept_last,
    list_table,
    p,
    prose,
    r,
    row_tag,
    signature,
    table,
    title,
    when,
)
from tools.recipes.common import ORG, PARTY, section, sign_lines

_WORK = ("好", "较好", "一般", "差")
_CADRE = ("认同", "基本认同", "不认同", "不了解")
_PARTS = (
    ("一", "总体情况", "overall"),
    ("二", "贯彻执行干部路线情况", "line"),
    ("三", "机制创新情况", "innovation"),
    ("四", "整治用人不正之风及上年整改情况", "malpractice"),
    ("五", "存在问题和改进措施", "problems"),
    ("六", "其他需要报告的情况", "others"),
)  # fmt: skip
_REGISTER = "set register = review.promoted or appointed_in_year|where('how', ['提拔任职', '换届'])"


def special_report() -> bytes:
    """P1 专题报告: six parts; blank lines where the record does not hold the text."""
    return document(
        title("{{ year }}年度干部选拔任用工作专题报告"),
        *(heading(f"{number}、{words}") + prose(f"review.report_sections.{key}", lines=3) for number, words, key in _PARTS),
        signature(PARTY, "{{ review.meeting.date|blank(8) }}"),
    )  # fmt: skip


def register() -> bytes:
    """P2 新提拔任用干部名册: as the record has it, else as the archive tells it."""
    return document(
        tag_register(),
        title("{{ year }}年度新提拔任用干部名册", "FormTitle"),
        list_table(
            columns(0.8, 1.5, 0.8, 1.7, 3.2, 3.2, 1.8, 1.8),
            ("序号", "姓名", "性别", "出生年月", "原任职务", "现任职务", "任职时间", "提拔方式"), "row", "register|numbered(1)",
            ("{{ row.no }}", "{{ row.entry.name|aligned|blank }}", "{{ row.entry.sex|blank }}", "{{ row.entry.birth|month_dotted|blank }}", "{{ row.entry.former_post|blank }}", "{{ row.entry.present_post|blank }}", "{{ row.entry.since|dotted|blank }}", "{{ row.entry.how|blank }}"),
            small=True, left=(4, 5),
        ),
        p("共{{ register|or_empty|length }}人。{% if review.promoted %}本名册按记录填写，并与档案库中{{ year }}年度的任用核对。{% else %}本名册由档案库中{{ year }}年度的任用填入。{% endif %}", "FormNote"),
        signature(ORG, "{{ review.meeting.date|blank(8) }}"),
    )  # fmt: skip


def tag_register() -> str:
    """Which register counts."""
    return p("{%p " + _REGISTER + " %}", "Tag")


def forms() -> bytes:
    """P3 民主评议表: both forms, blank, without names of those who fill them in."""
    return document(
        tag_register(),
        p("干部选拔任用工作民主评议表", "FormTitle"), p("", "Gap"),
        p("说明：请在相应栏内打“√”；本表不记名。", "FormNote"),
        table(
            columns(4, *(1.6 for _ in _WORK)),
            r(*(head(words) for words in ("评议内容", *_WORK)), header=True),
            *(r(words, *("" for _ in _WORK), height=700) for words in ("对本单位选人用人工作的总体评价", "对执行干部选拔任用政策规定的评价", "对整治用人上不正之风的评价")),
        ),
        p("认为存在的主要问题（可多选）：□任人唯亲　□拉票　□跑官要官　□带病提拔　□论资排辈　□程序不规范　□其他：", "FormNote"),
        p("意见和建议：", "FormNote"), p("", "Gap"), p("", "Gap"),
        p("新提拔任用干部民主评议表", "FormTitle", break_before=True), p("", "Gap"),
        p("说明：请在相应栏内打“√”；本表不记名。", "FormNote"),
        list_table(
            columns(0.8, 1.6, 3, 1.7, 1.1, 1.5, 1.3, 1.3), ("序号", "姓名", "现任职务", "任职时间", *_CADRE), "row", "register|numbered(5)",
            ("{{ row.no }}", "{{ row.entry.name|blank }}", "{{ row.entry.present_post|blank }}", "{{ row.entry.since|month_dotted|blank }}", "", "", "", ""), small=True, left=(2,),
        ),
    )  # fmt: skip


def meeting() -> bytes:
    """P4 评议会议记录: who took part by group, and what was said as far as it was supplied."""
    m = "review.meeting"
    widths = columns(2.2, 3.4, 2.2, 3.4)
    return document(
        title("评议会议记录", "FormTitle"),
        table(
            widths,
            r(head("会议名称"), c("{{ " + m + ".name|blank }}", "Cell", span=3)),
            r(head("时　　间"), "{{ " + m + ".date|blank(8) }}{% if " + m + ".from %}　{{ " + m + ".from }}{% endif %}", head("地　　点"), "{{ " + m + ".place|blank }}"),
            r(head("主 持 人"), "{{ " + m + ".chair|blank }}", head("记 录 人"), "{{ " + m + ".recorder|blank }}"),
        ),
        p("", "Tag"),
        section("一、参加人员"),
        list_table(columns(1, 6.4, 2, 2), ("序号", "类别", "应到", "实到"), "row", "review.participants|numbered(6)", ("{{ row.no }}", "{{ row.entry.name|blank }}", "{{ row.entry.expected|blank }}", "{{ row.entry.present|blank }}"), left=(1,)),
        section("二、议程"),
        either(f"{m}.agenda", [each("one", f"{m}.agenda", p("{{ loop.index }}．{{ one.title }}"))], [p("")]),
        section("三、发言"),
        either(f"{m}.speeches", [each("one", f"{m}.speeches", p("{{ one }}：{{ one.text|blank(20) }}"))], [p("") * 2]),
        sign_lines(("记录人", f"{m}.recorder")),
    )  # fmt: skip


def _work_tally() -> tuple[str, ...]:
    ballot = "review.work_ballot"
    grade = ballot + ".grades['{0}']"
    return (
        table(
            columns(3, 3, 3, 3),
            r(*(head(words) for words in ("发出", "收回", "有效", "收回率"))),
            r("{{ " + ballot + ".issued }}", "{{ " + ballot + ".returned }}", "{{ " + ballot + ".valid }}", "{{ " + ballot + ".returned|percent(" + ballot + ".issued) }}"),
        ),
        p("", "Tag"),
        table(
            columns(2, 2, 2, 6),
            r(*(head(words) for words in ("等次", "票数", "占有效票", "图示")), header=True),
            *(
                r(words, "{{ " + grade.format(words) + "|default(0) }}", "{{ " + grade.format(words) + "|default(0)|percent(" + ballot + ".valid) }}", c("{{ " + grade.format(words) + "|default(0)|bar(" + ballot + ".valid, 14) }}", "Cell"))
                for words in _WORK
            ),
        ),
    )  # fmt: skip


def tallies() -> bytes:
    """P5 评议结果汇总: both tallies, each with its picture, the base printed."""
    return document(
        title("{{ year }}年度“一报告两评议”结果汇总", "FormTitle"),
        table(
            columns(2.2, 3.4, 2.2, 3.4),
            r(head("评议时间"), "{{ review.meeting.date }}", head("地　　点"), "{{ review.meeting.place|blank }}"),
            r(head("参加范围"), c("{{ review.scope_text|blank }}", "Cell", span=3)),
        ),
        p("", "Tag"),
        section("一、干部选拔任用工作评议"),
        *_work_tally(),
        section("二、新提拔任用干部评议"),
        table(
            columns(2.2, 1.3, 1.3, 1.5, 1.3, 1.3, 1.4, 3.4),
            r(*(head(words, style="SmallHead") for words in ("姓名", "有效", *_CADRE, "认同率", "认同率图示")), header=True),
            row_tag("for one in review.cadre_ballots|or_empty"),
            r(
                c("{{ one.name|aligned }}", "SmallCenter"), c("{{ one.valid }}", "SmallCenter"),
                *(c("{{ one.grades['" + grade + "']|default(0) }}", "SmallCenter") for grade in _CADRE),
                c("{{ one.grades['认同']|default(0)|percent(one.valid) }}", "SmallCenter"),
                c("{{ one.grades['认同']|default(0)|bar(one.valid, 9) }}", "Small"),
            ),
            row_tag("endfor"),
        ),
        p("注：占比以有效票为基数计算。", "FormNote", extra="<w:keepNext/>"),
        when("review.problems", section("三、反映的主要问题"), each("one", "review.problems", kept_last("{{ loop.index }}．{{ one|ended }}"))),
        when("review.explanation", section("{{ '四' if review.problems else '三' }}、情况说明"), prose("review.explanation", keep_last=True)),
        signature(ORG, "{{ review.meeting.date }}"),
    )  # fmt: skip


_PLAN_HEADS = ("序号", "问题", "整改措施", "责任单位、责任人", "完成期限")


def rectification() -> bytes:
    """P6 整改方案: each problem with its measure, who answers for it and by when."""
    return document(
        title("“一报告两评议”反映问题整改方案"),
        p("根据{{ year }}年度干部选拔任用工作“一报告两评议”情况，针对反映的问题，制定本方案。"),
        list_table(
            columns(0.8, 3.2, 4.2, 2.4, 1.8), _PLAN_HEADS, "row", "review.rectification|numbered",
            ("{{ row.no }}", "{{ row.entry.problem }}", "{{ row.entry.measure|blank }}", "{{ row.entry.unit|blank }}{% if row.entry.owner %}　{{ row.entry.owner }}{% endif %}", "{{ row.entry.due|dotted|blank }}"), small=True, left=(1, 2),
        ),
        signature(ORG, "{{ review.plan_approved_on|blank(8) }}"),
    )  # fmt: skip


def outcome() -> bytes:
    """P7 整改落实情况: what became of each problem."""
    return document(
        title("“一报告两评议”整改落实情况"),
        p("整改事项共{{ review.rectification|or_empty|length }}项，已完成{{ review.rectification|having('done_on')|length }}项。"),
        list_table(
            columns(0.8, 3.2, 4.2, 2, 2), ("序号", "问题", "整改结果", "完成期限", "完成日期"), "row", "review.rectification|numbered",
            ("{{ row.no }}", "{{ row.entry.problem }}", "{{ row.entry.result|blank }}", "{{ row.entry.due|dotted|blank }}", "{{ row.entry.done_on|dotted|blank }}"), small=True, left=(1, 2),
        ),
        signature(ORG, "{{ review.rectified_on }}"),
    )  # fmt: skip
