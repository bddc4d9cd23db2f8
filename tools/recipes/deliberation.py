"""上会讨论: the deciding meeting's record and minutes."""

from tools.parts import (
    Page, blanks, c, columns, document, each, either, head, heading, imprint, kept_last, list_table, minutes_head, p, prose, r, run,
    signature, table, tag, title, when,
)  # fmt: skip
from tools.recipes.common import ORG, people_line, sign_lines


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
        columns(2, 4.3, 1.7, 3),
        r(head("会议名称"), c(name, "Cell", span=3)),
        r(head("时　　间"), when_, head("地　点"), f"{{{{ {meeting}.place|blank }}}}"),
        r(head("主 持 人"), f"{{{{ {meeting}.chair.name }}}}", head("记录人"), f"{{{{ {meeting}.recorder.name }}}}"),
        r(head("应到人数"), due, head("实　到"), f"{{{{ {meeting}.present|length }}}}"),
        r(head("出　　席"), c(f"{{{{ {meeting}.present|joined }}}}", "Cell", span=3)),
        r(head("请　　假"), c(absent, "Cell", span=3)),
        r(head("列　　席"), c(f"{{{{ {meeting}.observers|or_empty|joined }}}}", "Cell", span=3)),
        *((r(head("回　　避"), c(recused, "Cell", span=3)),) if votes else ()),
    )


def agenda(meeting: str) -> str:
    """The items of the agenda with who reports and the substance; the title of the list stands before."""
    return each(
        "point", f"{meeting}.agenda",
        p("{{ loop.index }}.{{ point.title|bare }}{% if point.introduced_by %}（汇报人：{{ point.introduced_by.name }}）{% endif %}"),
        when("point.text", prose("point.text")),
    )  # fmt: skip


_STANCE = "{{ one.name }}：{% if one.text %}{{ one.text|ended }}{% endif %}{% if one.stance %}（{{ one.stance }}）{% endif %}"
_COUNT = "{% if vote.agree is defined %}表决结果：应到{{ meeting.members_due|blank(2) }}人，实到{{ meeting.present|length }}人，{% if vote.issued %}发出表决票{{ vote.issued }}张，收回{{ vote.returned }}张，{% endif %}同意{{ vote.agree }}票，不同意{{ vote.against|default(0) }}票，弃权{{ vote.abstain|default(0) }}票，缓议{{ vote.defer|default(0) }}票。{% else %}表决结果：同意　　票，不同意　　票，弃权　　票，缓议　　票。{% endif %}{% if vote.result %}结果：{{ vote.result }}。{% endif %}"


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
            when("vote.introduced_by", p("{{ vote.introduced_by.name }}介绍人选情况、考察情况和任用建议。")),
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
        imprint("分送：{{ deliberation.minutes.distribution|or_empty|joined('，')|ended }}", PARTY_OR_ORG, "{{ deliberation.minutes.issue_date }}"),
    )  # fmt: skip
