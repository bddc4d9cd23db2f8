"""走访恳谈: plan, assignments, visits counted, forums, receptions, ledger of petitions, figures traced, bulletin."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    LANDSCAPE,
    LANDSCAPE_WIDTH,
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    list_table,
    minutes_head,
    p,
    prose,
    r,
    row_tag,
    signature,
    table,
    tag,
    title,
    when,
)
from tools.recipes.common import ORG, section, sign_lines

_OVERDUE = "one.promised_by and ((one.closed_on and one.closed_on > one.promised_by) or (not one.closed_on and one.promised_by < made_on))"
# The rows that a figure comes from, by the name of the ledger.
_ROWS = "set rows = visits if figure.rows == '走访' else petitions if figure.rows == '意见建议' else forums if figure.rows == '恳谈会' else receptions if figure.rows == '接访' else deeds if figure.rows == '办理成果' else assignments"


def drive_plan() -> bytes:
    """G1 活动方案."""
    return document(
        title("{{ title }}方案"),
        heading("一、目的和依据"), prose("plan.basis", lines=2),
        heading("二、时间和对象"),
        p("活动时间：{{ plan.from|blank(8) }}至{{ plan.to|blank(8) }}。{% if plan.focus %}重点走访{{ plan.focus|joined }}。{% endif %}"),
        heading("三、任务标准"),
        list_table(columns(1, 4, 4), ("序号", "岗位类别", "每人走访不少于（户）"), "row", "plan.quotas|numbered(2)", ("{{ row.no }}", "{{ row.entry.post_kind|blank }}", "{{ row.entry.households|blank }}")),
        p("在走访中听真话、听诉求、听意见，一户一记，当场能解决的当场解决，不能当场解决的登记转办。"),
        heading("四、方法步骤"), prose("plan.method", lines=2),
        heading("五、时间安排"),
        list_table(
            columns(1, 3, 4.4, 2.6), ("序号", "步骤", "时间", "责任人"), "row", "plan.schedule|numbered(2)",
            ("{{ row.no }}", "{{ row.entry.step|blank }}", "{{ row.entry.from|dotted|blank }}{% if row.entry.to %}—{{ row.entry.to|dotted }}{% endif %}", "{{ row.entry.owner|blank }}"),
        ),
        heading("六、工作要求"), prose("plan.discipline", keep_last=True, lines=2),
        signature(ORG, "{{ plan.approved_on|blank(8) }}"),
    )  # fmt: skip


def assignments() -> bytes:
    """G2 走访任务分解表: who visits where, how many by standard, how many done."""
    done = "{% for tally in done if tally.value == row.entry.officer %}{{ tally.count }}{% endfor %}"
    standard = "{% for line in plan.quotas|or_empty if line.post_kind == row.entry.post_kind %}{{ line.households }}{% endfor %}"
    return document(
        tag("set done = visits|or_empty|counted('officer')"),
        title("走访任务分解表", "FormTitle"),
        list_table(
            columns(0.9, 1.7, 3, 1.8, 3.2, 1.6, 1.6), ("序号", "走访人", "单位", "岗位类别", "联系村（社区）", "应走访", "已走访"), "row", "assignments|numbered",
            ("{{ row.no }}", "{{ row.entry.officer }}", "{{ row.entry.unit|blank }}", "{{ row.entry.post_kind }}", "{{ row.entry.area|blank }}", "{% if row.entry.quota %}{{ row.entry.quota }}{% else %}" + standard + "{% endif %}", done), small=True, left=(2, 4),
        ),
        p("共{{ assignments|length }}人。应走访户数按活动方案的任务标准；另有安排的以本表为准。", "FormNote"),
    )  # fmt: skip


def _counted(words: str, many: str, field: str, unit: str) -> tuple[str, ...]:
    """A table of how many rows have each value of a field, with its picture."""
    return (
        tag(f"set all = {many}|length"),
        table(
            columns(4, 1.8, 1.8, 5),
            r(*(head(one) for one in (words, unit, "占比", "图示")), header=True),
            row_tag(f"for tally in {many}|counted('{field}')"),
            r("{{ tally.value }}", "{{ tally.count }}", "{{ tally.count|percent(all) }}", c("{{ tally.count|bar(all, 16) }}", "Cell")),
            row_tag("endfor"),
            r(head("合　计"), "{{ all }}", "", ""),
        ),
        p("", "Tag"),
    )


def visits() -> bytes:
    """H1 走访情况统计: households by unit, by group, by what was heard; what was settled on the spot."""
    return document(
        title("走访情况统计", "FormTitle"),
        p("统计期间：{{ plan.from }}至{{ plan.to }}。共走访{{ visits|length }}户，当场解决{{ visits|where('settled', true)|length }}户，转办{{ visits|having('petition')|length }}件。", "FormNote"),
        section("一、按单位"), *_counted("单位", "visits|having('unit')", "unit", "户数"),
        section("二、按走访群体"), *_counted("群体", "visits|having('group')", "group", "户数"),
        section("三、按听取内容（三听）"), *_counted("听取", "visits|having('heard')", "heard", "户数"),
        signature(ORG, "{{ plan.to }}"),
    )  # fmt: skip


def forum() -> bytes:
    """K1 恳谈会记录: who took part, what was reported and said as far as it was supplied."""
    return document(
        title("恳谈会记录", "FormTitle"),
        table(
            columns(2.2, 3.4, 2.2, 3.4),
            r(head("编　　号"), "{{ forum.no }}", head("主办单位"), "{{ forum.unit|blank }}"),
            r(head("时　　间"), "{{ forum.date }}", head("地　　点"), "{{ forum.place|blank }}"),
            r(head("主 持 人"), "{{ forum.chair|blank }}", head("记 录 人"), "{{ forum.recorder|blank }}"),
            r(head("参加人员"), c("{% for one in forum.participants|or_empty %}{{ one.group }}{{ one.number }}人{{ '' if loop.last else '、' }}{% endfor %}{% if forum.participants %}，共{{ forum.participants|total('number') }}人{% endif %}", "Cell", span=3)),
        ),
        p("", "Tag"),
        section("一、汇报情况"), prose("forum.reported", lines=3),
        section("二、意见和建议"),
        either("forum.said", [each("one", "forum.said", p("{{ loop.index }}．{{ one|ended }}"))], [p("") * 5]),
        sign_lines(("主持人", "forum.chair"), ("记录人", "forum.recorder")),
    )  # fmt: skip


def questionnaires() -> bytes:
    """K2 问卷调查汇总: the answers of each forum, with pictures."""
    return document(
        title("问卷调查和测评汇总", "FormTitle"),
        p("共召开恳谈会{{ forums|length }}次，其中发放问卷的{{ forums|having('questionnaire')|length }}次，结果如下。", "FormNote"),
        each(
            "forum", "forums|having('questionnaire')",
            section("{{ loop.index }}．{{ forum.unit|default('') }}（{{ forum.date|month_day }}，发出{{ forum.questionnaire.issued }}份，收回{{ forum.questionnaire.returned }}份）"),
            each(
                "item", "forum.questionnaire.items|or_empty",
                p("{{ item.question }}", "FormNote"),
                table(
                    columns(4, 1.8, 1.8, 5),
                    r(*(head(one) for one in ("答案", "份数", "占比", "图示")), header=True),
                    row_tag("for answer in item.answers"),
                    r("{{ answer }}", "{{ item.answers[answer] }}", "{{ item.answers[answer]|percent(forum.questionnaire.returned) }}", c("{{ item.answers[answer]|bar(forum.questionnaire.returned, 16) }}", "Cell")),
                    row_tag("endfor"),
                ),
                p("", "Tag"),
            ),
        ),
        p("注：占比以收回份数为基数计算。", "FormNote", extra="<w:keepNext/>"),
        signature(ORG, "{{ plan.to }}"),
    )  # fmt: skip


def announcement() -> bytes:
    """L1 接访预告: when, where, who receives and about what."""
    return document(
        title("接访预告"),
        p("为面对面听取群众意见、现场解答法律问题，定于{{ reception.start }}{% if reception.end and reception.end != reception.start %}至{{ reception.end }}{% endif %}在{{ reception.place }}开展接访活动。现预告如下："),
        heading("一、时间和地点"),
        p("{{ reception.start }}{% if reception.end and reception.end != reception.start %}至{{ reception.end }}{% endif %}{% if reception.hours %}，每日{{ reception.hours }}{% endif %}，{{ reception.place }}。"),
        heading("二、接访人员"),
        p("{% if reception.official.post %}{{ reception.official.post }}{% endif %}{{ reception.official|blank(6) }}{% if reception.team %}，{{ reception.team|joined }}参加{% endif %}。"),
        heading("三、接访内容"), prose("reception.subjects", lines=2),
        when("reception.phone", heading("四、咨询电话"), p("{{ reception.phone }}")),
        p("欢迎广大群众届时前来反映情况、提出意见。", "BodyKeep"),
        signature(ORG, "{{ reception.announced_on|blank(8) }}"),
    )  # fmt: skip


def reception() -> bytes:
    """L2 接访情况登记."""
    one = "reception"
    counts = (("接受咨询（人次）", "consultations"), ("现场解决（件）", "solved_now"), ("承诺限时解决（件）", "promised"), ("发放资料（份）", "leaflets"))
    return document(
        title("接访情况登记表", "FormTitle"),
        table(
            columns(2.6, 3, 2.6, 3),
            r(head("编　　号"), "{{ reception.no }}", head("地　　点"), "{{ reception.place }}"),
            r(head("时　　间"), c("{{ reception.start }}{% if reception.end %}—{{ reception.end }}{% endif %}", span=3)),
            r(head("预告日期"), "{{ reception.announced_on|blank }}", head("预告渠道"), "{{ reception.channels|or_empty|joined }}"),
            r(head("接访领导"), "{{ reception.official|blank }}", head("参加单位"), c("{{ reception.team|or_empty|joined }}", "Cell")),
            *(r(head(a), "{{ " + one + "." + x + "|blank }}", head(b), "{{ " + one + "." + y + "|blank }}") for (a, x), (b, y) in (counts[:2], counts[2:])),
            r(head("情　　况"), c(prose("reception.account", "Cell", lines=6), span=3), height=2400, splits=True),
        ),
        sign_lines(("接访领导", "reception.official")),
    )  # fmt: skip


_LEDGER = ("编号", "收到日期", "反映人", "内容", "职责", "责任领导", "责任单位", "责任人", "承诺日期", "办结日期", "办理结果", "满意度")


_LEDGER_WIDTHS = columns(1.2, 2, 1.5, 3.6, 1.5, 1.6, 2.1, 1.3, 2, 2, 2.8, 1.6, width=LANDSCAPE_WIDTH)


def _ledger(many: str) -> str:
    """The ledger on A4 across; 无 where it has no line."""
    cells = (
        "{{ one.no }}", "{{ one.received_on|dotted }}", "{{ one.household|blank }}", "{{ one.content }}", "{{ one.duty|blank }}", "{{ one.lead_official|blank }}", "{{ one.lead_unit|blank }}", "{{ one.handler|blank }}", "{{ one.promised_by|dotted|blank }}", "{{ one.closed_on|dotted|blank }}", "{{ one.result|default(one.explanation)|blank }}", "{{ one.satisfaction|blank }}",
    )
    return table(
        _LEDGER_WIDTHS,
        r(*(head(words, style="SmallHead") for words in _LEDGER), header=True, height=520),
        row_tag(f"for one in {many}"),
        r(*(c(words, "Small" if i in (3, 10) else "SmallCenter") for i, words in enumerate(cells)), height=480),
        row_tag("else"),
        r(c("无", "SmallCenter", span=len(_LEDGER)), height=480),
        row_tag("endfor"),
    )


def petitions() -> bytes:
    """M1 意见建议办理台账, on A4 across."""
    return document(
        title("意见建议办理台账", "FormTitle"),
        _ledger("petitions"),
        p("共{{ petitions|length }}件：职责内{{ petitions|where('duty', '职责内')|length }}件，职责外{{ petitions|where('duty', '职责外')|length }}件，无法解决{{ petitions|where('duty', '无法解决')|length }}件；已办结{{ petitions|having('closed_on')|length }}件，未办结{{ petitions|without('closed_on')|length }}件；满意{{ petitions|where('satisfaction', '满意')|length }}件，基本满意{{ petitions|where('satisfaction', '基本满意')|length }}件，不满意{{ petitions|where('satisfaction', '不满意')|length }}件。", "FormNote"),
        page=LANDSCAPE,
    )  # fmt: skip


def overdue() -> bytes:
    """M2 超期未办结清单: closed after the promised day, or not yet closed when it has passed."""
    return document(
        title("超期未办结清单", "FormTitle"),
        p("截至{{ made_on }}，承诺日期已过仍未办结，或者超过承诺日期办结的：", "FormNote"),
        _ledger(f"petitions if {_OVERDUE}"),
        p("逾期的由责任领导督办，并向反映人说明原因。", "FormNote"),
        page=LANDSCAPE,
    )


def reply() -> bytes:
    """M3 答复函: to whoever raised it; what was done, or why it cannot be done."""
    return document(
        title("意见建议答复函"),
        p("{{ petition.household|default('反映人') }}：", "Addressee"),
        p("您于{{ petition.received_on }}提出的意见建议（编号{{ petition.no }}）收悉。现答复如下："),
        when("petition.result", prose("petition.result")),
        when("petition.explanation", prose("petition.explanation")),
        when("not petition.result and not petition.explanation", p("") * 3),
        p("感谢您对我们工作的关心和支持。如对办理结果有意见，请与我们联系。", "BodyKeep"),
        signature("{{ petition.lead_unit|default(org.organisation_department) }}", "{{ petition.replied_on }}"),
        when("org.phone", p("（联系电话：{{ org.phone }}）")),
    )  # fmt: skip


def deeds() -> bytes:
    """M4 办理成果清单."""
    return document(
        title("办理成果清单", "FormTitle"),
        *_counted("种类", "deeds", "kind", "件数"),
        list_table(columns(1.3, 2, 2.4, 2.6, 5), ("编号", "日期", "种类", "单位", "内容"), "one", "deeds", ("{{ one.no }}", "{{ one.date|dotted|blank }}", "{{ one.kind }}", "{{ one.unit|blank }}", "{{ one.content }}"), small=True, left=(4,)),
    )  # fmt: skip


_RECOUNT = "{% if figure.rows %}{% " + _ROWS + " %}{% set found = rows|matching(figure.where) %}{% if figure.sum %}{{ found|total(figure.sum) }}{% else %}{{ found|length }}{% endif %}{% endif %}"
_WHERE = "{% for key in figure.where|or_empty %}{{ key }}：{{ figure.where[key] }}{{ '' if loop.last else '；' }}{% endfor %}"


def figures() -> bytes:
    """N1 公布数字核对表: each figure made known, the rows it comes from, and the same counted again."""
    return document(
        title("公布数字核对表", "FormTitle"),
        list_table(
            columns(0.7, 2.2, 1.5, 1.6, 1.6, 2.4, 1.6, 3), ("序号", "名称", "口径", "公布数", "台账", "条件和合计", "重新统计", "依据"), "figure", "figures",
            (
                "{{ loop.index }}", "{{ figure.label }}", "{{ figure.scope|blank }}", "{{ figure.number }}{% if figure.at_least %}余{% endif %}{{ figure.unit|blank }}", "{{ figure.rows|blank }}",
                _WHERE + "{% if figure.sum %}{% if figure.where %}；{% endif %}合计“{{ figure.sum }}”{% endif %}", _RECOUNT, "{{ figure.source|blank }}",
            ),
            small=True, left=(1, 5, 7),
        ),
        p("台账各行由系统重新统计；不出自台账的数字写明依据。", "FormNote"),
        sign_lines(("核对人", "responsible")),
    )  # fmt: skip


def bulletin() -> bytes:
    """N2 简报: its text, the figures and the pictures."""
    chart = (
        table(
            columns(4, 2.2, 6),
            r(*(head(words) for words in ("项目", "数量", "图示")), header=True),
            row_tag("for figure in figures|or_empty if figure.label in bulletin.charts"),
            r("{{ figure.label }}{% if figure.scope %}（{{ figure.scope }}）{% endif %}", "{{ figure.number }}{% if figure.at_least %}余{% endif %}{{ figure.unit|blank }}", c("{{ figure.number|bar(most[0].number, 14) }}", "Cell")),
            row_tag("endfor"),
        ),
        p("注：图示以其中最大的一项为满格。", "FormNote"),
    )
    return document(
        minutes_head("简　　报", "{{ bulletin.no }}", ORG, "{{ bulletin.date }}"),
        title("{{ bulletin.title }}"),
        prose("bulletin.text", lines=6),
        when("bulletin.charts", tag("set most = figures|where('label', bulletin.charts|unique)|ordered('number', true)"), p("主要数字：", "BodyKeep"), *chart),
        when("bulletin.to", p("报送：{{ bulletin.to|joined }}", "FormNote")),
        when("bulletin.signer", p("签发：{{ bulletin.signer }}", "FormNote")),
    )  # fmt: skip
