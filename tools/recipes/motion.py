"""计划和动议: plan, requests, analysis, meeting, scheme, lists and slips."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    annexes,
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    list_table,
    p,
    prose,
    r,
    red_head,
    row_tag,
    run,
    signature,
    table,
    tag,
    title,
    when,
    wide_enough,
)  # fmt: skip
from tools.recipes.common import ORG, opinion_row, pair_rows
from tools.recipes.deliberation import plain_meeting


def plan() -> bytes:
    """A1 干部考察工作计划."""
    return document(
        either("plan.title", [title("{{ plan.title }}")], [title("{{ plan.year }}年度干部考察工作计划")]),
        heading("一、工作依据"),
        prose("plan.basis", lines=2),
        heading("二、考察对象和范围"),
        list_table(
            columns(1, 3.4, 2.6, 2, 1.8, 1.8), ("序号", "单位", "职位", "考察类型", "方式", "计划时间"), "row", "plan.objects|or_empty",
            ("{{ row.no }}", "{{ row.entry.unit|blank }}", "{{ row.entry.post|blank }}", "{{ row.entry.purpose|blank }}", "{{ row.entry.mode|blank }}", "{{ row.entry.planned_for|month_dotted|blank }}"),
            least=3,
        ),
        heading("三、方法步骤"),
        prose("plan.method", lines=2),
        heading("四、时间安排"),
        list_table(
            columns(1, 4, 3, 3), ("序号", "步骤", "时间", "责任人"), "row", "plan.schedule|or_empty",
            ("{{ row.no }}", "{{ row.entry.step|blank }}", "{{ row.entry.from|month_dotted|blank }}{% if row.entry.to %}—{{ row.entry.to|month_dotted }}{% endif %}", "{{ row.entry.owner|blank }}"),
            least=3,
        ),
        heading("五、考察组组成和分工"),
        prose("plan.staffing", lines=2),
        heading("六、纪律要求"),
        prose("plan.discipline", keep_last=True, lines=2),
        signature(ORG, "{{ plan.approved_on|blank(8) }}"),
    )  # fmt: skip


def request() -> bytes:
    """B1 请示, when our own unit writes upward: one matter, one addressee, 签发人 and a contact."""
    points = (
        ("专业结构", "professional_structure"), ("年龄结构", "age_structure"), ("人选专业方向", "person_direction"),
        ("素质潜力", "potential"), ("群众认可度", "acceptance"),
    )  # fmt: skip
    return document(
        red_head("{{ request.unit }}", "{{ request.doc_no|doc_no|blank(8) }}", "{{ request.signer|blank(4) }}"),
        either("request.title", [title("{{ request.title }}")], [title("关于{{ request.positions|joined }}人选的请示")]),
        p("{{ request.to|default(org.organisation_department)|bare }}：", "Addressee"),
        prose("request.text", lines=4),
        p("有关情况分析如下："),
        *(
            either(f"request.summary.{key}", [p([run(f"（{number}）{words}。", "heading2"), run("{{ request.summary." + key + "|ended }}")])], [p([run(f"（{number}）{words}。", "heading2")])])
            for number, (words, key) in zip("一二三四五", points, strict=True)
        ),
        p("妥否，请批示。", "BodyKeep"),
        signature("{{ request.unit }}", "{{ request.date|blank(8) }}"),
        when("request.contact", p("（联系人：{{ request.contact }}{% if request.phone %}，联系电话：{{ request.phone }}{% endif %}）")),
    )  # fmt: skip


def unit_analysis() -> bytes:
    """B2 单位分析报告: the trigger and the analysis of the team; ages and shares computed."""
    a = "analysis"
    return document(
        tag("set analysis = motion.unit_analysis"),
        tag("set day = analysis.date"),
        title("{{ (positions[0]).unit|default('本单位') }}领导班子分析报告"),
        heading("一、动议起因"),
        prose(f"{a}.trigger", lines=2),
        heading("二、领导班子现状"),
        p(f"班子核定职数{{{{ {a}.team_size_approved|blank(2) }}}}名，实有{{{{ {a}.team_size_actual|blank(2) }}}}名，空缺{{{{ {a}.vacancies|blank(2) }}}}名。班子成员情况如下："),
        list_table(
            columns(0.8, 1.5, 0.9, 1.7, 1.6, 1.5, 1.6, 1.6, 2.4), ("序号", "姓名", "性别", "职务", "出生年月", "学历", "专业", "任现职\n时间", "分工"), "one", f"{a}.members|or_empty",
            ("{{ loop.index }}", "{{ one.name }}", "{{ one.sex|blank }}", "{{ one.post|blank }}", "{{ one.birth|month_dotted|blank }}", "{{ one|education }}", "{{ one.major|blank }}", "{{ one.since|month_dotted|blank }}", "{{ one.duty|blank }}"),
            small=True,
        ),
        when(
            f"{a}.members and day",
            p(f"平均年龄{{{{ {a}.members|mean_age(day) }}}}岁。年龄结构："
              f"{{% for band in {a}.members|age_bands(day) if band.count %}}{{{{ band.band }}}}{{{{ band.count }}}}人{{{{ '。' if loop.last else '，' }}}}{{% endfor %}}"
              f"性别结构：{{% for one in {a}.members|counted('sex') %}}{{{{ one.value }}}}{{{{ one.count }}}}人{{{{ '。' if loop.last else '，' }}}}{{% endfor %}}"
              f"学历结构：{{% for one in {a}.members|counted('education') %}}{{{{ one.value }}}}{{{{ one.count }}}}人{{{{ '。' if loop.last else '，' }}}}{{% endfor %}}"
              f"专业结构：{{% for one in {a}.members|counted('major') %}}{{{{ one.value }}}}{{{{ one.count }}}}人{{{{ '。' if loop.last else '，' }}}}{{% endfor %}}"),
        ),
        when(f"{a}.statistics", prose(f"{a}.statistics")),
        heading("三、运行情况和存在问题"),
        prose(f"{a}.operation", lines=2),
        when(f"{a}.strengths", prose(f"{a}.strengths")),
        prose(f"{a}.gaps", lines=1),
        heading("四、选配意向"),
        prose(f"{a}.adjustment_options", lines=2),
        heading("五、建议"),
        prose(f"{a}.conclusion", keep_last=True, lines=1),
        signature(ORG, f"{{{{ {a}.date|blank(8) }}}}"),
    )  # fmt: skip


def special_meeting() -> bytes:
    """B3 干部工作专题会议记录: a decision for each item of the agenda, no ballots."""
    return plain_meeting("motion.meeting")


def scheme() -> bytes:
    """B4 干部考察工作方案: the mode stated, the team, the programme, discipline and recusal."""
    s = "scheme"
    return document(
        tag("set scheme = motion.scheme"),
        title("{{ (positions[0]).title|default(title) }}人选考察工作方案"),
        prose(f"{s}.basis", lines=1),
        heading("一、考察任务"),
        prose(f"{s}.task", lines=1),
        heading("二、考察职位和任职条件"),
        each("position", "positions", p("{{ position.title }}{% if position.headcount %}，{{ position.headcount }}名{% endif %}。"), each("one", "position.qualifications|or_empty", p("{{ loop.index }}.{{ one|ended }}"))),
        heading("三、考察方式和考察对象"),
        p("采取{{ scheme.mode|default(mode) }}考察方式。{% if scheme.mode_reason %}{{ scheme.mode_reason|ended }}{% endif %}{% if candidates %}考察对象为{{ candidates|joined }}{{ candidates|length ~ '名' if candidates|length > 1 else '' }}同志。{% else %}考察对象根据民主推荐等情况确定。{% endif %}"),
        heading("四、考察内容"),
        either(f"{s}.content", [p(f"{{% for one in {s}.content %}}{{{{ loop.index }}}}.{{{{ one|bare }}}}{{{{ '。' if loop.last else '；' }}}}{{% endfor %}}")], [p("德、能、勤、绩、廉情况，突出考察政治素质。")]),
        heading("五、考察程序和范围"),
        prose(f"{s}.procedure", lines=1),
        *(when(f"{s}.{key}", p(f"{words}：{{{{ {s}.{key}|ended }}}}")) for words, key in (("谈话范围", "talk_range"), ("测评范围", "assessment_range"), ("延伸考察", "extension"), ("三圈考察", "circles"))),
        heading("六、时间安排"),
        list_table(
            columns(1, 4, 3.4, 2.6), ("序号", "步骤", "时间", "责任人"), "row", f"{s}.schedule|or_empty",
            ("{{ row.no }}", "{{ row.entry.step|blank }}", "{{ row.entry.from|dotted|blank }}{% if row.entry.to %}—{{ row.entry.to|dotted }}{% endif %}", "{{ row.entry.owner|blank }}"), least=2,
        ),
        heading("七、考察组组成"),
        p("组长：{{ team.leader.name }}{% if team.leader|unit_post %}（{{ team.leader|unit_post }}）{% endif %}"),
        each("member", "team.members|or_empty", p("{{ member.role|default('成员') }}：{{ member.name }}{% if member|unit_post %}（{{ member|unit_post }}）{% endif %}")),
        when("team.split_of_work", p("分工：{{ team.split_of_work|ended }}")),
        when("team.phone", p("联系电话：{{ team.phone }}")),
        heading("八、纪律和回避要求"),
        prose(f"{s}.discipline", lines=1),
        prose(f"{s}.recusal", keep_last=True, lines=1),
        annexes(f"{s}.annexes"),
        signature(ORG, f"{{{{ {s}.date|blank(8) }}}}"),
    )  # fmt: skip


_TEAM_ROW = "{% for relation in team.recusal|or_empty|all_of(one) %}{{ '是' if relation.has_relation else '否' }}{% endfor %}"


def team_list() -> bytes:
    """B4a 考察组成员名单."""
    cells = ("{{ one.name|aligned }}", "{{ one.sex|blank }}", "{{ one.politics|blank }}", "{{ one|unit_post|blank }}", "{{ one.role|blank }}", "{{ one.duty|blank }}", _TEAM_ROW)
    heads = ("序号", "姓名", "性别", "政治面貌", "单位及职务", "组内职务", "分工", "需回避")
    widths = wide_enough(columns(0.8, 1.5, 0.9, 1.6, 3.6, 1.3, 2.4, 1.2), heads, ("", *cells), small=True)
    return document(
        title("考察组成员名单", "FormTitle"),
        table(
            widths,
            r(*(head(words, style="SmallTop") for words in heads), header=True),
            r(c("1", "SmallCenter"), *(c(words.replace("one", "team.leader"), "SmallCenter") for words in cells), height=560),
            row_tag("for one in team.members|or_empty"),
            r(c("{{ loop.index + 1 }}", "SmallCenter"), *(c(words, "SmallCenter") for words in cells), height=560),
            row_tag("endfor"),
        ),
        signature(ORG, "{{ motion.scheme.date|blank(8) }}"),
    )  # fmt: skip


def approval_slip() -> bytes:
    """B4b 干部考察呈批单."""
    s = "motion.approval_slip"
    widths = columns(1.9, 3.2, 1.8, 4.1)
    return document(
        title("干部考察呈批单", "FormTitle"),
        p(f"编号：{{{{ {s}.no|blank(6) }}}}", "FormNote", align="right"),
        table(
            widths,
            *pair_rows(("事　　由", f"{{{{ {s}.matter|blank }}}}"), ("考察职位", "{{ positions|or_empty|unique('title')|joined }}"), ("考察对象", "{{ candidates|or_empty|joined }}"), span=3),
            r(head("考察方式"), "{{ motion.scheme.mode|default(mode) }}", head("考察时间"), f"{{{{ {s}.time_from|dotted|blank }}}}{{% if {s}.time_to %}}—{{{{ {s}.time_to|dotted }}}}{{% endif %}}", height=620),
            *pair_rows(("考察组成员", "{{ team.leader.name }}{% for one in team.members|or_empty %}、{{ one.name }}{% endfor %}"), span=3),
            opinion_row("承办处室\n意　　见", f"{s}.office_opinion", span=3),
            opinion_row("分管领导\n意　　见", f"{s}.leader_opinion", span=3),
            opinion_row("主要领导\n审批意见", f"{s}.principal_opinion", span=3),
            *pair_rows(("备　　注", f"{{{{ {s}.remarks|blank }}}}"), span=3),
        ),
    )  # fmt: skip


def talk_list() -> bytes:
    """B4c 考察谈话名单: phones stay inside."""
    return document(
        title("考察谈话名单", "FormTitle"),
        list_table(
            columns(0.8, 1.4, 0.8, 3.1, 0.9, 1.4, 1.8, 1.9, 1.7), ("序号", "姓名", "性别", "单位及职务", "层次", "圈层", "与考察对\n象关系", "谈话时间", "谈话人"), "row", "talks|or_empty",
            ("{{ row.no }}", "{{ (row.entry.interviewee).name|default(row.entry.interviewee.code)|blank }}", "{{ row.entry.interviewee.sex|blank }}", "{{ row.entry.interviewee|unit_post|blank }}", "{{ row.entry.interviewee.layer|blank }}", "{{ row.entry.interviewee.circle|blank }}", "{{ row.entry.interviewee.relationship|blank }}", "{{ row.entry.date|dotted|blank }}", "{{ row.entry.interviewers|joined|blank }}"),
            small=True, least=13, left=(3,),
        ),
        p("注：层次1为领导班子成员，2为机关人员，3为基层干部群众和代表委员，4为直接接触的群众。", "FormNote"),
    )  # fmt: skip


def vacancy() -> bytes:
    """X13 空缺职位公告."""
    return document(
        title("{{ position.title }}职位空缺公告"),
        p("因{{ position.vacancy_reason|default('工作需要')|bare }}，{{ position.title }}职位出现空缺{% if position.headcount %}，拟选配{{ position.headcount }}名{% endif %}。现将有关事项公告如下。"),
        heading("一、岗位职责"),
        either("position.duties", [each("one", "position.duties", p("{{ loop.index }}.{{ one|ended }}"))], [p("") * 2]),
        heading("二、任职条件"),
        each("one", "position.qualifications", p("{{ loop.index }}.{{ one|ended }}")),
        when("position.announcement.text", prose("position.announcement.text")),
        p("联系电话：{{ org.phone|blank(6) }}　　监督电话：{{ org.supervision_phone }}", "BodyKeep"),
        p("特此公告。", "BodyKeep"),
        signature(ORG, "{{ position.announced_on }}"),
    )  # fmt: skip
