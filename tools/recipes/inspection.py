"""考察: notice, recommendation, assessment, inspection report."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    Row,
    annexes,
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    p,
    prose,
    r,
    row_tag,
    run,
    signature,
    table,
    tag,
    title,
    when,
)  # fmt: skip
from tools.recipes.common import ORG, announced, section, sign_lines, tally_head


def inspection_notice() -> bytes:
    """C1 考察预告."""
    team = either(
        "notice.team",
        [each("member", "notice.team", p("{{ member.role|default('成员') }}：{{ member.name|aligned }}{% if member|unit_post %}（{{ member|unit_post }}）{% endif %}"))],
        [
            p("组长：{{ team.leader.name }}{% if team.leader|unit_post %}（{{ team.leader|unit_post }}）{% endif %}"),
            each("member", "team.members|or_empty", p("{{ member.role|default('成员') }}：{{ member.name }}{% if member|unit_post %}（{{ member|unit_post }}）{% endif %}")),
        ],
    )  # fmt: skip
    persons = either(
        "notice.persons",
        [each("person", "notice.persons", p("{{ loop.index }}.{{ person.name }}{% if person|unit_post %}，现任{{ person|unit_post }}{% endif %}。{{ person.basics|blank }}"))],
        [each("candidate", "candidates", p("{{ loop.index }}.{{ candidate.person.name }}，现任{{ candidate.person|unit_post }}。"))],
    )  # fmt: skip
    standards = either(
        "notice.standards",
        [each("standard", "notice.standards", p("{{ loop.index }}.{{ standard|ended }}"))],
        [each("position", "positions", each("standard", "position.qualifications", p("{{ loop.index }}.{{ standard|ended }}")))],
    )
    return document(announced(
        "preview",
        either("notice.title", [p("{{ notice.title }}", "Title1")], [p("考察预告", "Title1")]),
        when("notice.no", p("{{ notice.no|doc_no }}", "SubTitle")),
        p("", "Gap"),
        when("notice.addressee", p("{{ notice.addressee|bare }}：", "Addressee")),
        either("notice.task", [prose("notice.task")], [p(f"根据干部工作安排，{ORG}近期将对有关职位人选进行考察。")]),
        p("现将有关事项预告如下。"),
        heading("一、考察职位和任职标准"),
        each("position", "positions", p("{{ position.title }}{% if position.headcount %}（{{ position.headcount }}名）{% endif %}。{% if loop.length == 1 %}任职标准为：{% endif %}")),
        standards,
        heading("二、考察方式和符合条件人选"),
        p("{% set mode = notice.mode|default(mode) %}{% if mode == '差额' %}采取差额考察方式，符合条件人选{{ (notice.persons or candidates)|length }}名，名单如下："
          "{% else %}采取{{ mode }}考察方式，符合条件人选名单如下：{% endif %}"),
        persons,
        heading("三、考察时间和地点"),
        p("考察时间为{{ notice.time_from }}至{{ notice.time_to }}{% if notice.place %}，考察地点为{{ notice.place|bare }}{% endif %}。考察期间将进行民主测评、个别谈话等工作。"),
        heading("四、考察组成员"),
        team,
        heading("五、联系和监督方式"),
        when("notice.phone", p("考察组联系电话：{{ notice.phone }}")),
        p("监督电话：{{ notice.supervision_phone|default(org.supervision_phone) }}"),
        when("notice.mailbox", p("意见箱（邮箱）：{{ notice.mailbox }}")),
        when("notice.contact_hours", p("接待时间：{{ notice.contact_hours }}")),
        p("考察期间，欢迎广大干部群众本着对组织、对同志负责的态度，客观公正、实事求是地向考察组反映情况。反映情况要具体真实，考察组将严格保密。", "BodyKeep"),
        p("特此预告。", "BodyKeep"),
        annexes("notice.annexes"),
        signature(ORG, "{{ notice.date }}"),
    ))  # fmt: skip


def recommendation() -> bytes:
    """C2a 民主推荐情况汇总: votes and shares of the whole and by layer, the base printed."""
    row = "recommendation"
    votes = columns(1, 2.2, 1.5, 1.9, 4.6)
    layers = columns(2.4, 1.4, 2, 1.4, 1.8, 2.2)

    def layer_row(style: str) -> Row:
        """A row of a layer; those of one layer stand on one page."""
        return r(
            c("{% vm %}{{ group.name }}", style), c("{% vm %}{{ group.valid }}", style), c("{{ line.name|aligned }}", style), c("{{ line.votes_by_group[group.name]|blank }}", style),
            c("{{ line.votes_by_group[group.name]|percent(group.valid)|blank }}", style), c("{{r line.votes_by_group[group.name]|bar_picture(group.valid, 25) }}", "Cell"),
        )

    groups = f"{row}.groups|or_empty"
    return document(
        title("{{ recommendation.kind }}情况汇总", "FormTitle"),
        tag(f"set base = {row}.present if ({row}.base or share_base) == '参加人数' else {row}.valid"),
        tag(f"set base_name = '参加人数' if ({row}.base or share_base) == '参加人数' else '有效票'"),
        tally_head(row, "推荐岗位", f"{{{{ {row}.post }}}}{{% if {row}.headcount %}}（{{{{ {row}.headcount }}}}名）{{% endif %}}"),
        p("", "Tag"),
        section("一、推荐总体情况"),
        table(
            votes,
            r(*(head(words, style="CellTop") for words in ("序号", "推荐人选", "得票数", "得票率", "图示")), header=True),
            row_tag(f"for line in {row}.rows|ordered('total', true)"),
            r("{{ loop.index }}", "{{ line.name|aligned }}", "{{ line.total }}", "{{ line.total|percent(base) }}", c("{{r line.total|bar_picture(base, 55) }}", "Cell")),
            row_tag("endfor"),
        ),
        p("注：得票率以{{ base_name }}{{ base }}{{ '人' if base_name == '参加人数' else '张' }}为基数计算。", "FormNote"),
        when(
            f"{row}.groups",
            section("二、分层次得票情况"),
            table(
                layers,
                r(*(head(words, style="CellTop") for words in ("参加人员\n类　　别", "有效票", "推荐人选", "得票数", "得票率", "图示")), header=True),
                row_tag(f"for group in {groups}"),
                row_tag(f"for line in {row}.rows"),
                row_tag("if loop.last"), layer_row("CellCenter"), row_tag("else"), layer_row("CellKeep"), row_tag("endif"),
                row_tag("endfor"),
                row_tag("endfor"),
            ),
            p("注：各层次得票率以该层次有效票为基数计算。", "FormNote"),
        ),
        section("{{ '三' if recommendation.groups else '二' }}、统计分析"),
        p(f"本次{{{{ {row}.kind }}}}{{% if {row}.expected %}}应到{{{{ {row}.expected }}}}人，{{% endif %}}实到{{{{ {row}.present }}}}人"
          f"{{% if {row}.expected %}}，到会率{{{{ {row}.present|percent({row}.expected) }}}}{{% endif %}}；"
          f"发出推荐票{{{{ {row}.issued }}}}张，收回{{{{ {row}.returned }}}}张，其中有效票{{{{ {row}.valid }}}}张"
          f"{{% if {row}.invalid is defined %}}、无效票{{{{ {row}.invalid }}}}张{{% endif %}}{{% if {row}.abstain is defined %}}、弃权{{{{ {row}.abstain }}}}张{{% endif %}}。"
          f"{{% for line in {row}.rows|ordered('total', true) %}}{{{{ line.name }}}}同志得{{{{ line.total }}}}票，得票率{{{{ line.total|percent(base) }}}}，排名第{{{{ line.rank|default(loop.index) }}}}{{{{ '。' if loop.last else '；' }}}}{{% endfor %}}"),
        when(f"{row}.analysis", prose(f"{row}.analysis")),
        p("民主推荐结果是选拔任用的重要参考，须与平时考核、年度考核、一贯表现和人岗相适等情况综合考虑，不简单以票取人。", "BodyKeep"),
        sign_lines(("计票人", f"{row}.tellers"), ("监票人", f"{row}.supervisor")),
        signature(ORG, f"{{{{ {row}.date }}}}"),
    )  # fmt: skip


def assessment() -> bytes:
    """C2b 民主测评情况汇总: counts and shares by person and aspect, then by layer, the base printed."""
    row = "assessment"
    grades = ("excellent", "competent", "basic", "incompetent", "unknown")
    names = ("优秀", "称职", "基本称职", "不称职", "不了解")
    widths = columns(2.2, 1.6, 1.5, 1.5, 1.6, 1.5, 1.5, 1.3)
    sum_of = " + ".join(f"(line.{grade}|default(0))" for grade in grades) + " + (line.abstain|default(0))"

    def person_table(source: str, first: str) -> str:
        return table(
            widths,
            r(*(head(words, style="SmallTop") for words in (first, "", *names, "合计")), header=True),
            row_tag(f"for line in {source}"),
            r(
                c("{{ line.dimension }}" if first == "项目" else "{{ line.group }}", "SmallKeep", down="restart"),
                c("票数", "SmallKeep"),
                *(c(f"{{{{ line.{grade}|blank }}}}", "SmallKeep") for grade in grades),
                c(f"{{{{ {sum_of} }}}}", "SmallKeep"),
                height=380,
            ),
            r(
                c("", "SmallCenter", down="continue"),
                c("占比", "SmallCenter"),
                *(c(f"{{{{ line.{grade}|percent({sum_of})|blank }}}}", "SmallCenter") for grade in grades),
                c("100%", "SmallCenter"),
                height=380,
            ),
            row_tag("endfor"),
        )

    return document(
        title("{{ assessment.kind|default('民主测评') }}情况汇总", "FormTitle"),
        tally_head(row, "测评对象", f"{{{{ {row}.rows|unique('name')|joined }}}}"),
        p("", "Tag"),
        tag(f"for person in {row}.rows|unique('name')"),
        heading("{{ loop.index|han_number }}、{{ person }}同志测评结果"),
        tag(f"set lines = {row}.rows|where('name', person)"),
        person_table("lines|without('group')", "项目"),
        tag("set whole = lines|without('group')|where('dimension', '总体评价')"),
        when(
            "whole",
            heading("（一）总体评价图示", 2),
            table(
                columns(2, 1.4, 1.8, 5.8),
                r(*(head(words, style="SmallTop") for words in ("等次", "票数", "占比", "图示")), height=380),
                *(
                    row
                    for grade, words in zip(grades, names, strict=True)
                    for row in (
                        row_tag("for line in whole"),
                        r(
                            c(words, "SmallKeep" if grade != "unknown" else "SmallCenter"), c(f"{{{{ line.{grade}|blank }}}}", "SmallCenter"), c(f"{{{{ line.{grade}|percent({sum_of})|blank }}}}", "SmallCenter"),
                            c(f"{{{{r line.{grade}|bar_picture({sum_of}, 60) }}}}", "Small"), height=380,
                        ),
                        row_tag("endfor"),
                    )
                ),
            ),
        ),
        tag("set layers = lines|where('dimension', '总体评价')|having('group')"),
        when(
            "layers",
            heading("{{ '（二）' if whole else '（一）' }}分层次总体评价", 2),
            person_table("layers", "类别"),
        ),
        tag("endfor"),
        p("注：占比以该项目或类别收到的评价合计为基数；本次测评有效票{{ assessment.valid }}张。", "FormNote"),
        heading(f"{{{{ ({row}.rows|unique('name')|length + 1)|han_number }}}}、统计分析"),
        p(f"本次测评{{% if {row}.expected %}}应到{{{{ {row}.expected }}}}人，{{% endif %}}实到{{{{ {row}.present }}}}人；发出测评表{{{{ {row}.issued }}}}张，"
          f"收回{{{{ {row}.returned }}}}张，有效{{{{ {row}.valid }}}}张。"
          f"{{% for line in {row}.rows|where('dimension', '总体评价')|without('group') %}}{{{{ line.name }}}}同志总体评价优秀{{{{ line.excellent|default(0) }}}}票，占{{{{ line.excellent|default(0)|percent({sum_of}) }}}}；称职{{{{ line.competent|default(0) }}}}票，占{{{{ line.competent|default(0)|percent({sum_of}) }}}}。{{% endfor %}}"),
        when(f"{row}.analysis", prose(f"{row}.analysis")),
        p("测评结果供综合研判使用，不作为评价干部的唯一依据。", "BodyKeep"),
        sign_lines(("计票人", f"{row}.tellers"), ("监票人", f"{row}.supervisor")),
        signature(ORG, f"{{{{ {row}.date }}}}"),
    )  # fmt: skip


def report() -> bytes:
    """C6 考察材料, one for each candidate; what nobody supplied is left as blank lines."""
    shares = (
        "{% set tally = recommendations|or_empty|named(report.recommendation_ref) %}{% if tally.rows %}{% set line = tally.rows|of(candidate) %}"
        "{% set base = tally.present if (tally.base or share_base) == '参加人数' else tally.valid %}"
        "在{{ tally.date|month_day }}的{{ tally.kind }}中，参加{{ tally.present }}人，发出推荐票{{ tally.issued }}张，收回{{ tally.returned }}张，有效票{{ tally.valid }}张，"
        "{{ line.name }}同志得{{ line.total }}票，得票率{{ line.total|percent(base) }}{% if line.rank %}，排名第{{ line.rank }}{% endif %}。{% endif %}"
        "{% set poll = assessments|or_empty|named(report.assessment_ref) %}{% if poll.rows %}{% for line in poll.rows|all_of(candidate)|where('dimension', '总体评价')|without('group') %}"
        "民主测评收回有效测评表{{ poll.valid }}张，总体评价优秀{{ line.excellent }}票、称职{{ line.competent }}票、基本称职{{ line.basic|default(0) }}票、不称职{{ line.incompetent|default(0) }}票。"
        "{% endfor %}{% endif %}"
    )
    talks = (
        "{% set heard = talks|or_empty|all_of(candidate) %}{% if heard %}考察组就{{ candidate.person.name }}同志共进行个别谈话{{ heard|length }}人次"
        "{% set agree = heard|where('attitude', '同意')|length %}{% if agree %}，其中{{ agree }}人次表示同意{% endif %}。{% endif %}"
    )
    checks = (
        "{% for one in checks.archive|or_empty|all_of(candidate) %}{% if one.conclusion %}干部人事档案审核：{{ one.conclusion|ended }}{% endif %}{% endfor %}"
        "{% for one in checks.matters|or_empty|all_of(candidate) %}{% if one.verdict %}个人有关事项报告查核结果：{{ one.verdict }}{% if one.conclusion %}，{{ one.conclusion|bare }}{% endif %}。{% endif %}{% endfor %}"
        "{% for one in checks.discipline|or_empty|all_of(candidate) %}{% if one.conclusion %}{{ one.body }}意见：{{ one.conclusion }}。{% endif %}{% endfor %}"
        "{% for one in checks.petition|or_empty|all_of(candidate) %}{% if one.conclusion %}信访查核：{{ one.conclusion|ended }}{% endif %}{% endfor %}"
    )
    return document(
        tag("set report = reports|or_empty|of(candidate)"),
        either("report.title", [title("{{ report.title }}")], [title("{{ candidate.person.name }}同志考察材料")]),
        either(
            "report.basics is undefined or report.basics",
            [p("{{ candidate.person|person_line }}。现任{{ candidate.person|unit_post }}{% if candidate.person.current_post.since %}（{{ candidate.person.current_post.since|month }}任现职）{% endif %}。{% if candidate.proposed_post %}拟任{{ candidate.proposed_post }}。{% endif %}")],
            [],
        ),
        tag("set n = 1"),
        heading("一、主要表现和特长"),
        either(
            "report.text",
            [prose("report.text")],
            [
                when("report.political_quality", p([run("政治素质。", "heading2"), run("{{ report.political_quality|ended }}")])),
                either(
                    "report.traits",
                    [each("trait", "report.traits", p([run("{% if trait.heading %}{{ trait.heading|ended }}{% endif %}", "heading2"), run("{{ trait.text|ended }}")]))],
                    [p("") * 8],
                ),
                when("report.speciality", p([run("主要特长。", "heading2"), run("{{ report.speciality|ended }}")])),
                when("report.behaviour", p([run("行为特征。", "heading2"), run("{{ report.behaviour|ended }}")])),
            ],
        ),
        heading("二、主要不足"),
        either(
            "report.shortcomings",
            [each("one", "report.shortcomings", p("{{ one.text|ended }}{% if one.post_relevance %}{{ one.post_relevance|ended }}{% endif %}"))],
            [p("") * 2],
        ),
        heading("三、年度考核情况"),
        either(
            "report.appraisals",
            [prose("report.appraisals")],
            [either(
                "candidate.person.annual_reviews",
                [p("{% for one in candidate.person.annual_reviews %}{{ one.year }}年度考核为{{ one.grade }}{{ '。' if loop.last else '；' }}{% endfor %}")],
                [p("")],
            )],
        ),
        heading("四、民主推荐、民主测评和个别谈话情况"),
        either("report.votes", [prose("report.votes")], [p(shares)]),
        either("report.talk_stats", [prose("report.talk_stats")], [p(talks)]),
        heading("五、核查情况"),
        either("report.verification", [prose("report.verification")], [p(checks)]),
        heading("六、考察结论和任用建议"),
        either("report.conclusion", [prose("report.conclusion")], [p("") * 2]),
        when("report.proposal", prose("report.proposal")),
        sign_lines(("考察组组长", "team.leader")),
        # The leader signs above; whoever wrote the report signs here once, the leader not a second time.
        p("考察组成员（{% for one in report.authors or team.members|or_empty if one.name != team.leader.name %}{{ one.name }}{{ '' if loop.last else '、' }}{% endfor %}）签名：", "SignLine", extra="<w:keepNext/>"),
        signature("{{ team_name|default(org.organisation_department ~ '考察组') }}", "{{ report.date|blank(6) }}"),
    )  # fmt: skip
