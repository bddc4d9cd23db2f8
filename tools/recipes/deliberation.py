"""上会讨论: the deciding meeting's record and minutes."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    Page,
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    imprint,
    kept_last,
    list_table,
    minutes_head,
    p,
    prose,
    r,
    run,
    table,
    tag,
    title,
    when,
)  # fmt: skip
from tools.recipes.common import hand_lines, sign_lines

PARTY_OR_ORG = "{{ org.party_committee|default(org.organisation_department) }}"
_HANG = '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'


def meeting_head(meeting: str, *, votes: bool) -> str:
    """The head of a meeting record: who, when, where."""
    name = f"{{{{ {meeting}.name|default({meeting}.body) }}}}{{% if {meeting}.no %}}（{{{{ {meeting}.no }}}}）{{% endif %}}"
    when_ = f"{{{{ {meeting}.date }}}}{{% if {meeting}.from %}}{{{{ {meeting}.from }}}}—{{{{ {meeting}.to|blank(3) }}}}{{% endif %}}"
    absent = f"{{% for one in {meeting}.absent|or_empty %}}{{{{ one.name }}}}{{% if one.reason %}}（{{{{ one.reason|bare }}}}）{{% endif %}}{{{{ '' if loop.last else '、' }}}}{{% else %}}无{{% endfor %}}"
    recused = f"{{% for one in {meeting}.recused|or_empty %}}{{{{ one.name }}}}{{% if one.reason %}}（{{{{ one.reason|bare }}}}）{{% endif %}}{{{{ '' if loop.last else '、' }}}}{{% else %}}无{{% endfor %}}"
    due = f"{{{{ {meeting}.members_due|default({meeting}.due|or_empty|length)|blank(2) }}}}" if votes else f"{{{{ {meeting}.members_due|blank(2) }}}}"
    return table(
        columns(1.7, 5, 1.3, 3),
        r(head("会议名称"), c(name, "Cell", span=3)),
        r(head("时　　间"), when_, head("地　点"), f"{{{{ {meeting}.place|blank }}}}"),
        r(head("主 持 人"), f"{{{{ {meeting}.chair.name }}}}", head("记录人"), f"{{{{ {meeting}.recorder.name }}}}"),
        r(head("应到人数"), due, head("实　到"), f"{{{{ {meeting}.present|length }}}}"),
        r(head("出　　席"), c(f"{{{{ {meeting}.present|joined }}}}", "Cell", span=3)),
        r(head("请　　假"), c(absent, "Cell", span=3)),
        r(head("列　　席"), c(f"{{{{ {meeting}.observers|or_empty|joined }}}}{{% if not {meeting}.observers %}}无{{% endif %}}", "Cell", span=3)),
        *((r(head("回　　避"), c(recused, "Cell", span=3)),) if votes else ()),
    )


def agenda(meeting: str) -> str:
    """The items of the agenda with who reports and the substance; the title of the list stands before."""
    return each(
        "point", f"{meeting}.agenda",
        p("{{ loop.index }}.{{ point.title|bare }}{% if point.introduced_by %}（汇报人：{{ point.introduced_by.name }}）{% endif %}"),
        when("point.text", prose("point.text")),
    )  # fmt: skip


_STANCE = "{{ one.name }}：{% if one.text %}{{ one.text|ended }}{% if one.stance and one.stance != one.text|bare %}（{{ one.stance }}）{% endif %}{% elif one.stance %}{{ one.stance }}。{% endif %}"
_WITHDREW = "{% set withdrew = meeting.recused|or_empty|withdrawn(vote) %}{% if withdrew %}其中{{ withdrew|joined }}{{ withdrew|length }}人回避、未参加表决，{% endif %}"
_COUNT = "{% if vote.agree is defined %}表决结果：应到{{ meeting.members_due|blank(2) }}人，实到{{ meeting.present|length }}人，" + _WITHDREW + "{% if vote.issued %}发出表决票{{ vote.issued }}张，收回{{ vote.returned }}张，{% endif %}同意{{ vote.agree }}票，不同意{{ vote.against|default(0) }}票，弃权{{ vote.abstain|default(0) }}票{% if vote.defer %}，缓议{{ vote.defer }}票{% endif %}。{% else %}表决结果：同意　　票，不同意　　票，弃权　　票，缓议　　票。{% endif %}{% if vote.result %}结果：{{ vote.result }}。{% endif %}"


def meeting_record() -> bytes:
    """D3 会议记录: each member's opinion in order, the chair's last, and the votes; blank lines where nothing was given."""
    return document(
        tag("set meeting = deliberation.meeting"),
        title("{{ meeting.body }}会议记录", "FormTitle"),
        meeting_head("meeting", votes=True),
        heading("一、会议议题"),
        either("meeting.agenda", [agenda("meeting")], [p("1.研究干部任免事项。")]),
        heading("二、讨论和表决情况"),
        each(
            "vote", "meeting.items|or_empty",
            heading("（{{ loop.index|han_number }}）{% if vote.candidate %}关于{{ vote.candidate.name }}同志任免事项{% else %}{{ vote.matter|bare }}{% endif %}", 2),
            when("vote.introduced_by", p("{{ vote.introduced_by.name }}介绍人选情况。")),
            when("vote.special_matter_told", p("{{ vote.special_matter_told|ended }}")),
            either(
                "vote.opinions",
                [each("one", "vote.opinions|ordered('order')", p(_STANCE))],
                [when("vote.candidate", each("member", "meeting.present", p("{{ member.name }}：")))],
            ),
            kept_last("{% if vote.method %}采取{{ vote.method }}方式表决。{% endif %}" + _COUNT),
        ),
        when("not meeting.items", each("member", "meeting.present", p("{{ member.name }}："))),
        when(
            "meeting.speeches",
            heading("三、其他发言"),
            each("one", "meeting.speeches|ordered('order')", p("{{ one.name }}：{{ one.text|ended }}")),
        ),
        when(
            "meeting.decisions",
            heading("{{ '四' if meeting.speeches else '三' }}、会议决定"),
            each("decision", "meeting.decisions", p("{{ loop.index }}.{{ decision.text|ended }}")),
        ),
        p("{% if meeting.adjourned %}会议于{{ meeting.adjourned }}结束。{% else %}会议结束。{% endif %}", "BodyKeep"),
        sign_lines(("主持人", "meeting.chair"), ("记录人", "meeting.recorder")),
        page=Page(numbers="of"),
    )  # fmt: skip


def minutes() -> bytes:
    """D4 会议纪要 in 纪要格式: decisions only, no stances; the mark by setting or by the record's own title."""
    return document(
        tag("set meeting = deliberation.meeting"),
        minutes_head("{{ deliberation.minutes.title|default(minutes_title) }}", "{{ deliberation.minutes.no|doc_no }}", PARTY_OR_ORG, "{{ deliberation.minutes.issue_date }}"),
        p("{{ meeting.date }}，{{ meeting.chair.name }}同志主持召开{{ meeting.body }}{% if meeting.no %}{{ meeting.no }}{% endif %}会议，研究干部任免事项。{% if meeting.members_due %}会议应到{{ meeting.members_due }}人，实到{{ meeting.present|length }}人，符合规定人数。{% endif %}现将会议议定事项纪要如下。"),
        either(
            "meeting.decisions",
            [each("decision", "meeting.decisions", p("{{ loop.index|han_number }}、{{ decision.text|ended }}"))],
            [
                p("会议听取了关于人选考察情况和任用建议的汇报，经充分讨论和表决，议定："),
                each("vote", "meeting.items", p(
                    "{{ loop.index|han_number }}、{% if vote.candidate %}{% set who = candidates|of(vote.candidate) %}"
                    "{% if vote.result == '通过' %}同意{{ vote.candidate.name }}同志{% if who.proposed_post %}任{{ who.proposed_post }}{% endif %}{% if who.probation %}（试用期一年）{% endif %}{% if who.removed_post %}{{ '，' if who.proposed_post else '' }}免去其{{ who.removed_post }}职务{% endif %}。"
                    "{% elif vote.result %}{{ vote.candidate.name }}同志任免事项：{{ vote.result }}。"
                    "{% else %}{{ vote.candidate.name }}同志任免事项：　　　　。{% endif %}"
                    "{% else %}{{ vote.matter|bare }}：{{ vote.result|blank(4) }}。{% endif %}")),
            ],
        ),
        p("", "Gap"),
        p([run("出席：", "heading1"), run("{{ meeting.present|joined }}")], "Attend", extra=_HANG),
        when("meeting.absent", p([run("请假：", "heading1"), run("{{ meeting.absent|joined }}")], "Attend", extra=_HANG)),
        when("meeting.observers", p([run("列席：", "heading1"), run("{{ meeting.observers|joined }}")], "Attend", extra=_HANG)),
        imprint("分送：", "{{ deliberation.minutes.distribution|or_empty|joined('，')|ended }}", PARTY_OR_ORG, "{{ deliberation.minutes.issue_date }}"),
    )  # fmt: skip


def department_meeting() -> bytes:
    """D1a 部务会研究任用建议方案记录."""
    return plain_meeting("deliberation.proposal")


def consultation() -> bytes:
    """D1 会前沟通酝酿纪要: time, place, who took part, opinions in order, result."""
    o = "consultation"
    return document(
        title("会前沟通酝酿纪要"),
        table(
            columns(2, 3.6, 1.8, 3.6),
            r(head("时　　间"), f"{{{{ {o}.date|blank }}}}", head("地　点"), f"{{{{ {o}.place|blank }}}}"),
            r(head("酝酿形式"), f"{{{{ {o}.form|blank }}}}", head("范　围"), f"{{{{ {o}.circle|blank }}}}"),
            r(head("主 持 人"), f"{{{{ {o}.host.name|blank }}}}", head("记录人"), f"{{{{ {o}.recorder.name|blank }}}}"),
            r(head("参加人员"), c(f"{{{{ {o}.participants|or_empty|joined }}}}", "Cell", span=3)),
            r(head("酝酿事项"), c(f"{{{{ {o}.matter|blank }}}}{{% if {o}.candidates %}}（{{{{ {o}.candidates|joined }}}}）{{% endif %}}", "Cell", span=3)),
        ),
        heading("酝酿意见"),
        either(f"{o}.opinions", [each("one", f"{o}.opinions|ordered('order')", p(_STANCE))], [each("member", f"{o}.participants|or_empty", p("{{ member.name }}："))]),
        p(f"酝酿结果：{{{{ {o}.result|blank(8) }}}}", "BodyKeep"),
        hand_lines("主持人签名", "记录人签名"),
        page=Page(numbers="of"),
    )  # fmt: skip


_PROPOSAL_HEADS = ("序号", "姓名", "出生年月", "现任职务", "拟任职务", "拟免职务", "简要情况")


def decision_papers() -> bytes:
    """D2 of a decision, which has no checks of its own."""
    return meeting_papers(checks=False)


def meeting_papers(*, checks: bool = True) -> bytes:
    """D2 上会材料: contents, the proposal as a table, conclusions of the checks; the papers themselves follow in the file."""
    row = ("{{ loop.index }}", "{{ one.person.name|aligned }}", "{{ one.person.birth|month_dotted|blank }}", "{{ one.person|unit_post|blank }}", "{{ one.proposed_post|blank }}", "{{ one.removed_post|blank }}",
           "{{ one.person|education }}{% if one.person.current_post.since %}；{{ one.person.current_post.since|month_dotted }}任现职{% endif %}{% if one.exceptional.is %}；破格提拔：{{ one.exceptional.reason|blank }}{% endif %}")
    return document(
        title("干部任免上会材料"),
        heading("目　录"),
        either(
            "deliberation.papers",
            [each("paper", "deliberation.papers", p("{{ loop.index }}.{{ paper }}", "Flush"))],
            [p(words, "Flush") for words in ("1.干部任免建议方案", "2.干部任免审批表", "3.考察材料", "4.民主推荐、民主测评情况汇总", "5.核查结论")],
        ),
        p("干部任免建议方案", "Title1", break_before=True), p("", "Gap"),
        list_table(columns(0.9, 1.5, 1.6, 2.5, 2.4, 2.4, 2.7), _PROPOSAL_HEADS, "one", "candidates", row, small=True, left=(3, 4, 5, 6)),
        when("checks", p("", "Gap"), heading("核查结论"), each("candidate", "candidates", p(
            "{{ candidate.person.name }}：{% for one in checks.archive|or_empty|all_of(candidate) %}档案审核：{{ one.conclusion|blank|bare }}。{% endfor %}"
            "{% for one in checks.matters|or_empty|all_of(candidate) %}个人有关事项：{{ one.verdict|blank }}。{% endfor %}"
            "{% for one in checks.discipline|or_empty|all_of(candidate) %}{{ one.body }}：{{ one.conclusion|blank }}。{% endfor %}"
            "{% for one in checks.petition|or_empty|all_of(candidate) %}信访：{{ one.conclusion|blank|bare }}。{% endfor %}"))) if checks else "",
    )  # fmt: skip


def disclosed() -> bytes:
    """X15 会议公开材料清单."""
    d = "deliberation.disclosure"
    return document(
        title("会议公开材料清单", "FormTitle"),
        table(columns(1.7, 5.4, 1.7, 2.2), r(head("会　　议"), f"{{{{ {d}.meeting|blank }}}}", head("日　　期"), f"{{{{ {d}.date|dotted|blank }}}}")),
        p("", "Tag"),
        list_table(columns(1, 8), ("序号", "公开内容"), "row", f"({d}.contents or deliberation.meeting.disclosed)|or_empty", ("{{ row.no }}", "{{ row.entry }}"), least=4, left=(1,)),
        p(f"签收人：{{{{ {d}.signed_by|or_empty|joined }}}}"),
        hand_lines("签收人签名"),
    )  # fmt: skip


def extract() -> bytes:
    """D3a 会议记录摘录: only this case's persons."""
    return document(
        tag("set meeting = deliberation.meeting"),
        title("{{ meeting.body }}会议记录摘录", "FormTitle"),
        meeting_head("meeting", votes=False),
        tag("for vote in meeting.items|or_empty"),
        tag("for candidate in candidates|all_of(vote.candidate)"),
        heading("关于{{ candidate.person.name }}同志任免事项"),
        either("vote.opinions", [each("one", "vote.opinions|ordered('order')", p(_STANCE))], [p("") * 3]),
        p("{% if vote.method %}采取{{ vote.method }}方式表决。{% endif %}" + _COUNT, "BodyKeep"),
        tag("endfor"),
        tag("endfor"),
        p("（以下与本卷无关内容略。摘录与原记录核对无误。）", "BodyKeep"),
        hand_lines("摘录人签名", "核对人签名", "（盖章）日期"),
        page=Page(numbers="of"),
    )  # fmt: skip


def plain_meeting(path: str) -> bytes:
    """A meeting's record without votes: a decision for each item of the agenda."""
    return document(
        tag(f"set meeting = {path}"),
        title("{{ meeting.name|default(meeting.body) }}记录", "FormTitle"),
        meeting_head("meeting", votes=False),
        heading("一、会议议题"),
        either("meeting.agenda", [agenda("meeting")], [p("") * 2]),
        heading("二、发言情况"),
        either(
            "meeting.speeches",
            [each("one", "meeting.speeches|ordered('order')", p("{{ one.name }}：{{ one.text|ended }}"))],
            [each("member", "meeting.present", p("{{ member.name }}："))],
        ),
        heading("三、会议决定"),
        either("meeting.decisions", [each("one", "meeting.decisions", kept_last("{{ loop.index }}.{{ one.text|ended }}"))], [p("") * 2]),
        sign_lines(("主持人", "meeting.chair"), ("记录人", "meeting.recorder")),
        page=Page(numbers="of"),
    )  # fmt: skip
