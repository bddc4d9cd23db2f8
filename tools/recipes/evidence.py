"""考察中的各种登记、汇总和记录: published requirements, ballots, talks, visits, checks, letters, comparisons."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    LANDSCAPE,
    LANDSCAPE_WIDTH,
    Page,
    Row,
    annex_head,
    c,
    columns,
    document,
    each,
    either,
    head,
    heading,
    letter_head,
    list_table,
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
    wide_enough,
)  # fmt: skip
from tools.recipes.common import ORG, hand_lines, pair_rows, tally_head


def standards() -> bytes:
    """C1a 公开岗位任职标准."""
    return document(
        title("岗位任职标准"),
        p("现将考察职位的任职标准公布如下。"),
        each(
            "position", "positions",
            heading("{{ loop.index|han_number }}、{{ position.title }}{% if position.headcount %}（{{ position.headcount }}名）{% endif %}"),
            when("position.duties", p([run("岗位职责：", "heading2"), run("{{ position.duties|joined('；')|ended }}")])),
            each("one", "position.qualifications", p("{{ loop.index }}.{{ one|ended }}")),
        ),
        p("监督电话：{{ notice.supervision_phone|default(org.supervision_phone) }}", "BodyKeep"),
        signature(ORG, "{{ notice.date|blank(8) }}"),
    )  # fmt: skip


def qualified() -> bytes:
    """C1b 公布符合条件人选名单, by mode."""
    return document(
        title("符合条件人选名单", "FormTitle"),
        p("{% set how = notice.mode|default(mode) %}采取{{ how }}考察方式。经资格审查，下列人选符合任职条件{% if how == '差额' %}（共{{ candidates|length }}名）{% endif %}："),
        list_table(
            columns(1, 1.8, 1, 1.8, 4.4, 3.4), ("序号", "姓名", "性别", "出生年月", "现任职务", "考察职位"), "one", "candidates",
            ("{{ loop.index }}", "{{ one.person.name|aligned }}", "{{ one.person.sex|blank }}", "{{ one.person.birth|month_dotted|blank }}", "{{ one.person|unit_post|blank }}", "{{ one.proposed_post|blank }}"),
        ),
        p("监督电话：{{ notice.supervision_phone|default(org.supervision_phone) }}", "BodyKeep"),
        signature(ORG, "{{ notice.date|blank(8) }}"),
    )  # fmt: skip


def ballots() -> bytes:
    """C2c 民主推荐票 and 民主测评票: blank forms, one a page, made out for the posts and persons of the case."""
    grades = ("优秀", "称职", "基本称职", "不称职", "不了解")
    layers = "填票人类别（打√）：□1 领导班子成员　□2 机关人员　□3 基层干部群众和代表委员　□4 直接接触的群众"
    recommendation = (
        title("民主推荐票", "FormTitle"),
        table(columns(2, 9), *pair_rows(("推荐职位", "{{ position.title }}"), ("推荐名额", "{{ position.headcount|default(1) }}名"), span=1)),
        p("填写说明：1.在同意推荐的人选后打“○”，所选人数不得超过推荐名额；也可在空白行另写他人。2.本票不记名。3.不得拉票，不得相互打听。", "FormNote"),
        table(
            columns(1, 3, 5, 2),
            r(*(head(words, style="CellTop") for words in ("序号", "姓名", "现任职务", "推荐意见")), header=True),
            row_tag("for one in candidates|or_empty|where('position', position.id)"),
            r("{{ loop.index }}", "{{ one.person.name|aligned }}", c("{{ one.person|unit_post|blank }}", "Cell"), "", height=640),
            row_tag("endfor"),
            *(r("", "", "", "", height=640) for _ in range(3)),
        ),
        p(layers, "FormNote"),
    )  # fmt: skip
    assessment = (
        p("民主测评票", "FormTitle", break_before=True), p("", "Gap"),
        p("填写说明：请在相应等次栏内打“√”，每项只选一个等次；本票不记名。", "FormNote"),
        p(layers, "FormNote"),
        each(
            "one", "candidates",
            p("测评对象：{{ one.person.name }}（{{ one.person|unit_post|blank }}）", "Flush", extra="<w:keepNext/>"),
            table(
                columns(2.4, *(1.6 for _ in grades)),
                r(*(head(words, style="CellTop") for words in ("项目", *grades)), height=480),
                *(r(head(aspect, style="CellTop"), *("" for _ in grades), height=480) for aspect in ("德", "能", "勤", "绩", "廉", "总体评价")),
                r(head("具体意见"), c("", span=len(grades)), height=700),
            ),
            p("", "Tag"),
        ),
    )  # fmt: skip
    return document(each("position", "positions", *recommendation), *assessment)


def determination() -> bytes:
    """C2d 确定考察对象记录."""
    d = "determination"
    return document(
        title("确定考察对象记录", "FormTitle"),
        table(
            columns(2, 9),
            *pair_rows(("日　　期", f"{{{{ {d}.date|blank }}}}"), ("决定主体", f"{{{{ {d}.body|blank }}}}"), ("依　　据", f"{{{{ {d}.basis|blank }}}}"), span=1),
            r(head("参考因素"), c(p("综合考虑：□民主推荐结果　□平时考核　□年度考核　□一贯表现　□人岗相适", "Cell")), height=620),
            *pair_rows(("考察对象", f"{{{{ ({d}.persons or candidates)|joined }}}}"), span=1),
            r(head("无不得列为考察对象情形核查"), c("{% for one in candidates|or_empty %}{% if one.exclusion.none_applies is defined %}{{ one.person.name }}：{{ '无' if one.exclusion.none_applies else '有' }}{{ '' if loop.last else '；' }}{% endif %}{% endfor %}", "Cell"), height=900),
        ),
        hand_lines("主持人签名", "记录人签名"),
    )  # fmt: skip


def survey() -> bytes:
    """X6 民意调查: the form to be filled, then the result when it has come."""
    return document(
        title("民意调查表", "FormTitle"),
        tally_head("survey", "调查对象", "{{ survey.candidates|or_empty|joined }}"),
        p("样本：{{ survey.sample|blank }}", "FormNote"),
        list_table(columns(1, 5, 1.4, 1.6, 1.4, 1.4), ("序号", "指标", "满意", "基本满意", "不满意", "不了解"), "one", "survey.indicators", ("{{ loop.index }}", "{{ one }}", "", "", "", ""), left=(1,)),
        when(
            "survey.rows",
            heading("调查结果"),
            list_table(columns(1, 2, 3, 5), ("序号", "调查对象", "指标", "结果"), "one", "survey.rows",
                       ("{{ loop.index }}", "{{ one.name|blank }}", "{{ one.indicator }}", "{% for answer in one.answers %}{{ answer }}{{ one.answers[answer] }}人{{ '' if loop.last else '，' }}{% endfor %}"), left=(3,)),
            p("结论：{{ survey.conclusion|blank }}", "BodyKeep"),
        ),
        signature(ORG, "{{ survey.date|blank(8) }}"),
    )  # fmt: skip


def _talk_head(talk: str) -> str:
    return table(
        columns(1.7, 4.5, 1.7, 3.1),
        r(head("谈话时间"), f"{{{{ {talk}.date|blank }}}}{{% if {talk}.from %}} {{{{ {talk}.from }}}}—{{{{ {talk}.to|blank(2) }}}}{{% endif %}}", head("谈话地点"), f"{{{{ {talk}.place|blank }}}}"),
        r(head("谈 话 人"), f"{{{{ {talk}.interviewers|joined|blank }}}}", head("记 录 人"), f"{{{{ {talk}.recorder.name|blank }}}}"),
        r(head("谈话对象"), f"{{{{ {talk}.interviewee.name|default({talk}.interviewee.code)|blank }}}}", head("层次圈层"), f"{{{{ {talk}.interviewee.layer|blank }}}}　{{{{ {talk}.interviewee.circle|blank }}}}"),
        r(head("单位及\n职　务"), c(f"{{{{ {talk}.interviewee|unit_post|blank }}}}", "Cell", span=3)),
        r(head("考察对象"), f"{{{{ {talk}.objects|or_empty|joined }}}}", head("双方关系"), f"{{{{ {talk}.interviewee.relationship|blank }}}}"),
    )  # fmt: skip


def talk() -> bytes:
    """C3 个别谈话记录: head, outline, what was said as it was supplied, blank lines where nothing was."""
    return document(
        title("个别谈话记录", "FormTitle"),
        _talk_head("talk"),
        when("talk.outline", heading("谈话提纲"), each("one", "talk.outline", p("{{ loop.index }}.{{ one|bare }}{{ '。' if loop.last else '；' }}"))),
        heading("谈话内容"),
        either(
            "talk.questions",
            [each("one", "talk.questions", p([run("问：", "heading1"), run("{{ one.question }}")], "BodyKeep"), p([run("答：", "heading1"), run("{{ one.answer|blank }}")]))],
            [prose("talk.text", lines=14, ruled=True)],
        ),
        when("talk.attitude", p("谈话对象对拟任用意见：{{ talk.attitude }}。", "BodyKeep")),
        hand_lines("谈话对象签名（可不签）", "谈话人签名", "记录人签名"),
        page=Page(numbers="of"),
    )  # fmt: skip


def talk_summary() -> bytes:
    """C3a 谈话情况汇总表."""
    return document(
        title("谈话情况汇总表", "FormTitle"),
        list_table(
            columns(0.8, 1.7, 3.2, 0.9, 1.3, 1.4, 4.8, 2, width=LANDSCAPE_WIDTH), ("序号", "姓名", "单位及职务", "层次", "圈层", "态度", "主要意见", "反映问题"), "one", "talks",
            ("{{ loop.index }}", "{{ one.interviewee.name|default(one.interviewee.code) }}", "{{ one.interviewee|unit_post|blank }}", "{{ one.interviewee.layer|blank }}", "{{ one.interviewee.circle|blank }}", "{{ one.attitude|blank }}", "{{ one.summary|blank }}", "{{ one.problems_raised|blank }}"),
            small=True, left=(2, 6, 7),
        ),
        p("共谈话{{ talks|length }}人次，其中领导班子成员（层次1）{{ talks|unique('interviewee')|where('layer', 1)|length }}人、机关人员（层次2）{{ talks|unique('interviewee')|where('layer', 2)|length }}人、基层干部群众和代表委员（层次3）{{ talks|unique('interviewee')|where('layer', 3)|length }}人、直接接触的群众（层次4）{{ talks|unique('interviewee')|where('layer', 4)|length }}人。", "FormNote"),
        page=LANDSCAPE,
    )  # fmt: skip


def face_to_face() -> bytes:
    """C3b 与考察对象面谈记录."""
    return document(
        title("与考察对象面谈记录", "FormTitle"),
        _talk_head("talk"),
        heading("面谈内容"),
        prose("talk.text", lines=14, ruled=True),
        hand_lines("考察对象签名", "谈话人签名", "记录人签名"),
        page=Page(numbers="of"),
    )  # fmt: skip


def _named_paper(reference: str) -> str:
    """What the record calls by an id, by the number it has among the papers."""
    return (
        f"{{% if (talks|or_empty|named({reference})).no %}}第{{{{ (talks|named({reference})).no }}}}号谈话记录"
        f"{{% elif (visits|or_empty|named({reference})).no %}}第{{{{ (visits|named({reference})).no }}}}号走访记录{{% else %}}{{{{ {reference}|blank }}}}{{% endif %}}"
    )


def political_quality() -> bytes:
    """C7 政治素质考察评价表."""
    return document(
        tag("set form = checks.political_quality|or_empty|of(candidate)"),
        title("政治素质考察评价表", "FormTitle"),
        table(columns(2, 3, 2, 4), r(head("姓　　名"), "{{ candidate.person.name }}", head("现任职务"), c("{{ candidate.person|unit_post|blank }}", "Cell"), height=600)),
        p("", "Tag"),
        either(
            "form.rows",
            [list_table(columns(1, 3, 5, 3), ("序号", "项目", "评价", "依据"), "one", "form.rows", ("{{ loop.index }}", "{{ one.aspect }}", "{{ one.evaluation|blank }}", "{% for ref in one.evidence_refs|or_empty %}" + _named_paper("ref") + "{{ '' if loop.last else '、' }}{% endfor %}"), left=(2,))],
            [table(columns(1, 3, 5, 3), r(*(head(words) for words in ("序号", "项目", "评价", "依据"))),
                   *(r(str(number), aspect, "", "", height=700) for number, aspect in enumerate(("政治忠诚", "政治定力", "政治担当", "政治能力", "政治自律"), 1)))],
        ),
        p("评价结论：{{ form.conclusion|blank }}"),
        hand_lines("评价人签名", "日期"),
    )  # fmt: skip


def circles() -> bytes:
    """X1 三圈意见汇总表: opinions and talks by circle, with counts."""
    row = ("{{ loop.index }}", "{{ one.department }}", "{{ one.method|blank }}", "{{ one.answered_on|dotted|blank }}", "{{ one.candidates|or_empty|joined }}", "{{ one.substance|blank }}")
    return document(
        title("三圈意见汇总表", "FormTitle"),
        tag("for circle in ['工作圈', '生活圈', '社交圈']"),
        tag("set asked = opinions|or_empty|where('circle', circle)"),
        tag("set heard = talks|or_empty|unique('interviewee')|where('circle', circle)"),
        heading("{{ loop.index|han_number }}、{{ circle }}（征求意见{{ asked|length }}件，谈话{{ heard|length }}人次）"),
        when("asked", list_table(columns(0.8, 3, 1.2, 1.7, 2.2, 3.8), ("序号", "单位", "方式", "日期", "涉及人选", "意见摘要"), "one", "asked", row, small=True, left=(1, 5))),
        when("heard", p("谈话对象：{{ heard|with_posts }}。")),
        when("not asked and not heard", p("无。")),
        tag("endfor"),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def _visits(words: str, setting: str, head_line: str) -> bytes:
    return document(
        title(words, "FormTitle"),
        p(head_line),
        tag(f"set found = visits|or_empty|where('setting', '{setting}')"),
        either(
            "found",
            [each(
                "visit", "found",
                table(
                    columns(2, 3.6, 2, 3.4),
                    r(head("日　　期"), "{{ visit.date|blank }}", head("地　　点"), "{{ visit.place|blank }}"),
                    r(head("走访单位"), "{{ visit.unit|blank }}", head("走访人员"), "{{ (visit.visitors or visit.officer)|joined|blank }}"),
                    r(head("接触人员"), c("{{ visit.met|or_empty|with_posts }}", "Cell", span=3)),
                    r(head("了解情况"), c("{{ visit.content|blank }}", "CellBody", span=3, top=True), height=2600, splits=True),
                ),
                p("", "Tag"),
            )],
            [table(
                columns(2, 3.6, 2, 3.4),
                r(head("日　　期"), "", head("地　　点"), ""), r(head("走访单位"), "", head("走访人员"), ""),
                r(head("接触人员"), c("", span=3)), r(head("了解情况"), c("", span=3), height=5200),
            )],
        ),
        tag(f"set said = talks|or_empty|where('setting', '{setting}')"),
        when("said", p("延伸谈话{{ said|length }}人次：{{ said|unique('interviewee')|with_posts }}。")),
        hand_lines("走访人员签名", "记录人签名"),
    )  # fmt: skip


def subordinate_visits() -> bytes:
    """X2 下属单位延伸考察记录."""
    return _visits("下属单位延伸考察记录", "下属单位", "考察对象：{{ candidates|or_empty|joined }}")


def prior_unit_visits() -> bytes:
    """X3 前一任职单位延伸考察记录."""
    return _visits("前一任职单位延伸考察记录", "前一任职单位", "考察对象：{{ candidate.person.name }}{% if candidate.prior_unit.name %}；前一任职单位：{{ candidate.prior_unit.name }}{% if candidate.prior_unit.until %}（{{ candidate.prior_unit.until|month }}离任）{% endif %}{% endif %}")


def small_unit() -> bytes:
    """X4 小单位扩大谈话范围说明."""
    s = "extension.small_unit"
    return document(
        title("扩大考察范围说明"),
        p(f"{{{{ {s}.unit|blank(6) }}}}在编{{{{ {s}.headcount|blank(2) }}}}人，人数较少。为充分听取意见，考察范围扩大如下。"),
        heading("一、扩大参加人员"),
        p(f"{{{{ {s}.invited|or_empty|with_posts }}}}"),
        heading("二、说明"),
        prose(f"{s}.reason", keep_last=True, lines=3),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def related_units() -> bytes:
    """X5 专业相近单位扩大考察说明."""
    s = "extension.related_units"
    return document(
        title("业务相近单位考察说明"),
        p("考察职位综合性、专业性较强，考察组听取了业务相近单位的意见。"),
        heading("一、单位"),
        p(f"{{{{ {s}.units|or_empty|joined }}}}"),
        heading("二、参加人员"),
        p(f"{{{{ {s}.participants|or_empty|with_posts }}}}"),
        heading("三、说明"),
        prose(f"{s}.reason", keep_last=True, lines=3),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def readings() -> bytes:
    """X8 材料查阅记录: the three sources, by whom, when, what was found."""
    return document(
        title("材料查阅记录", "FormTitle"),
        list_table(
            columns(0.8, 1.8, 1.5, 1.6, 1.8, 2, 3, 2), ("序号", "材料", "考察对象", "查阅日期", "查阅人", "具体材料", "查阅情况", "不一致\n之　处"), "row", "readings|or_empty",
            ("{{ row.no }}", "{{ row.entry.source|blank }}", "{{ row.entry.candidate.name|blank }}", "{{ row.entry.read_on|dotted|blank }}", "{{ row.entry.readers|joined|blank }}", "{{ row.entry.papers|joined|blank }}", "{{ row.entry.found|blank }}", "{{ row.entry.contradictions|blank }}"),
            small=True, least=6, left=(5, 6, 7),
        ),
        hand_lines("查阅人签名"),
    )  # fmt: skip


_ARCHIVE = ("出生时间", "参加工作时间", "入党时间", "全日制学历学位", "在职学历学位", "工作经历", "干部身份", "家庭主要成员和社会关系", "奖惩", "材料缺失", "涂改造假")


def archive_register() -> bytes:
    """C4a 干部考察档案审核情况登记表: 三龄两历一身份 and what else is examined."""
    widths = columns(2.1, 2.3, 2.3, 1, 2.2, 1.9)
    heads = ("审核项目", "档案记载", "审批表填写", "一致", "依据材料", "疑点及处理")
    return document(
        tag("set form = checks.archive|or_empty|of(candidate)"),
        title("干部考察档案审核情况登记表", "FormTitle"),
        table(
            columns(1.5, 2.2, 1.2, 1.4, 1.5, 4),
            r(head("姓名", style="SmallHead"), c("{{ candidate.person.name }}", "SmallCenter"), head("性别", style="SmallHead"), c("{{ candidate.person.sex|blank }}", "SmallCenter"), head("现任职务", style="SmallHead"), c("{{ candidate.person|unit_post|blank }}", "Small")),
        ),
        p("", "Tag"),
        table(
            widths,
            r(*(head(words, style="SmallTop") for words in heads), header=True),
            *(
                r(
                    head(item, style="SmallHead"),
                    *(c("{% for one in form.rows|or_empty|where('item', '" + item + "') %}{{ one." + key + "|blank }}{% endfor %}", "Small") for key in ("file_says", "form_says")),
                    c("{% for one in form.rows|or_empty|where('item', '" + item + "') %}{{ one.consistent|blank }}{% endfor %}", "SmallCenter"),
                    c("{% for one in form.rows|or_empty|where('item', '" + item + "') %}{{ one.evidence_doc|blank }}{% endfor %}", "Small"),
                    c("{% for one in form.rows|or_empty|where('item', '" + item + "') %}{{ one.doubt|blank }}{{ one.treatment|blank }}{% endfor %}", "Small"),
                    height=500,
                )
                for item in _ARCHIVE
            ),
            r(head("问题及处理意见", style="SmallHead"), c("{{ form.problem_handling|blank }}", "Small", span=5), height=640),
            r(head("审核结论", style="SmallHead"), c("{{ form.conclusion|blank }}", "Small", span=5), height=640),
            r(head("初审人", style="SmallHead"), c("{{ form.examiners[0].name|blank }}", "SmallCenter"), head("复审人", style="SmallHead"), c("{{ form.examiners[1].name|blank }}", "SmallCenter", span=1), head("审核日期", style="SmallHead"), c("{{ form.examined_on|dotted|blank }}", "SmallCenter"), height=520),
        ),
        p("审核单位（盖章）：", "FormNote"),
    )  # fmt: skip


def matters() -> bytes:
    """C4b 个人有关事项报告查核情况: the conclusion alone, the report itself stays with the competent department."""
    f = "form"
    return document(
        tag("set form = checks.matters|or_empty|of(candidate)"),
        title("个人有关事项报告查核情况", "FormTitle"),
        table(
            columns(2.2, 3.3, 2.2, 3.3),
            r(head("姓　　名"), "{{ candidate.person.name }}", head("现任职务"), c("{{ candidate.person|unit_post|blank }}", "Cell")),
            r(head("委托查询\n日　　期"), f"{{{{ {f}.asked_on|dotted|blank }}}}", head("反馈日期"), f"{{{{ {f}.answered_on|dotted|blank }}}}"),
            r(head("反馈文号"), f"{{{{ {f}.doc_no|doc_no|blank }}}}", head("查核结果"), f"{{{{ {f}.verdict|blank }}}}"),
            *pair_rows(("本人说明", f"{{{{ {f}.explanation|blank }}}}"), ("处理情况", f"{{{{ {f}.treatment|blank }}}}"), ("结　　论", f"{{{{ {f}.conclusion|blank }}}}"), span=3),
        ),
        p("注：查核原始材料由主管部门保存，不随本卷归档。", "FormNote"),
        hand_lines("经办人签名", "负责人签名", "日期"),
    )  # fmt: skip


def performance() -> bytes:
    """C4c 履职、考核结果情况."""
    f = "form"
    return document(
        tag("set form = checks.performance|or_empty|of(candidate)"),
        title("{{ candidate.person.name }}履职、考核结果情况", "FormTitle"),
        heading("一、年度考核结果"),
        list_table(columns(2, 2, 4, 3), ("年度", "考核等次", "组织单位", "依据文号"), "row", "candidate.person.annual_reviews|or_empty", ("{{ row.entry.year|blank }}", "{{ row.entry.grade|blank }}", "{{ row.entry.unit|blank }}", "{{ row.entry.doc_no|doc_no|blank }}"), least=3),
        heading("二、任期目标和履职情况"),
        prose(f"{f}.goals|or_empty"),
        prose(f"{f}.duties", lines=3),
        heading("三、工作实绩"),
        list_table(columns(1.5, 5, 5), ("年度", "主要工作", "成效"), "row", f"{f}.achievements|or_empty", ("{{ row.entry.year|blank }}", "{{ row.entry.work|blank }}", "{{ row.entry.result|blank }}"), least=3, left=(1, 2)),
        heading("四、奖惩情况"),
        p(f"{{% if {f}.awards or {f}.punishments %}}{{{{ {f}.awards|or_empty|joined('；') }}}}{{{{ '；' if {f}.awards and {f}.punishments else '' }}}}{{{{ {f}.punishments|or_empty|joined('；') }}}}。{{% else %}}{{{{ candidate.person.rewards|blank }}}}{{% endif %}}"),
        heading("五、综合评价"),
        prose(f"{f}.summary", keep_last=True, lines=2),
        signature(f"{{{{ {f}.maker|blank(8) }}}}", f"{{{{ {f}.date|blank(8) }}}}"),
    )  # fmt: skip


def professional() -> bytes:
    """C4d 相关专业考核意见登记表: what audits and other bodies said; their papers are attached."""
    cells = ("{{ loop.index }}", "{{ one.kind }}", "{{ one.maker|blank }}", "{{ one.doc_no|doc_no|blank }}", "{{ one.date|dotted|blank }}", "{{ one.conclusion|blank }}{% if one.problems %}问题：{{ one.problems|joined('；') }}{% endif %}", "{{ one.resolved|blank }}")
    heads = ("序号", "种类", "出具单位", "文号", "日期", "结论和问题", "已整改")
    widths = wide_enough(columns(0.8, 1.8, 2.4, 2, 1.7, 3.4, 1.2), heads, cells, small=True)
    body = r(*(c(words, "Small" if i == 5 else "SmallCenter") for i, words in enumerate(cells)), height=560, splits=True)
    return document(
        title("相关专业考核意见登记表", "FormTitle"),
        p("考察对象：{{ candidate.person.name }}（{{ candidate.person|unit_post|blank }}）", "Flush"),
        table(
            widths, r(*(head(words, style="SmallTop") for words in heads), header=True),
            row_tag("for one in checks.audit|or_empty|all_of(candidate)"), body, row_tag("endfor"),
            row_tag("for one in checks.professional|or_empty|all_of(candidate)"), body, row_tag("endfor"),
            row_tag("if not checks.audit|or_empty|all_of(candidate) and not checks.professional|or_empty|all_of(candidate)"),
            *(r(*("" for _ in heads), height=560) for _ in range(3)),
            row_tag("endif"),
        ),
        p("注：意见原件附后。", "FormNote"),
        hand_lines("登记人签名", "日期"),
    )  # fmt: skip


_WHOM = "(inquiry.candidates or candidates)"


_PERSONS_LIST = (
    columns(1, 2, 1, 2, 5), ("序号", "姓名", "性别", "出生年月", "单位及职务"),
    ("{{ loop.index }}", "{{ one.name|aligned }}", "{{ one.sex|blank }}", "{{ one.birth|month_dotted|blank }}", "{{ one|unit_post|blank }}"),
)  # fmt: skip


def _persons_annex(whom: str) -> str:
    """The annex of a letter: whom it asks about."""
    widths, heads, cells = _PERSONS_LIST
    return annex_head("附件", "征求意见人员名单") + list_table(widths, heads, "one", whom, cells, left=(4,))


def _our_own(words: str) -> str:
    """The head of the register that is filed with the letter and does not go out with it."""
    return p(words, "Title1", break_before=True) + p("（本页留存，不随函发出）", "SubTitle") + p("", "Gap")


_ONE_ANNEX = p("", "Gap") + p("附件：征求意见人员名单", "Annexes", extra='<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>')
_ASKED_BY = "{% if DUE %}于{{ DUE }}前{% else %}于　　年　　月　　日前{% endif %}书面函复。"


def discipline_letter() -> bytes:
    """C5 征求意见函 in 信函格式, its annex with the persons, and the register of the reply for each of them."""
    reply = "{% for reply in inquiry.replies|or_empty|all_of(one) %}"
    return document(
        _persons_annex(_WHOM),
        _our_own("回复登记表"),
        table(
            columns(2, 3.4, 2, 3.4),
            r(head("征求部门"), c("{{ inquiry.body }}", "Cell", span=3)),
            r(head("发函日期"), "{{ inquiry.asked_on|dotted|blank }}", head("发函文号"), "{{ inquiry.doc_no|doc_no|blank }}"),
            r(head("回复日期"), "{{ inquiry.reply_on|dotted|blank }}", head("回复文号"), "{{ inquiry.reply_no|doc_no|blank }}"),
            r(head("总体结论"), "{{ inquiry.conclusion|blank }}", head("签 发 人"), "{{ inquiry.signed_by|blank }}"),
        ),
        p("", "Tag"),
        list_table(
            columns(0.8, 1.5, 1.3, 1.3, 1.4, 1.8, 4.2), ("序号", "姓名", "收到反映", "已核实", "影响使用", "结论", "回复内容"), "one", _WHOM,
            ("{{ loop.index }}", "{{ one.name|aligned }}", *(reply + "{{ reply." + key + "|blank }}{% endfor %}" for key in ("reflections_received", "verified", "affects_use", "conclusion", "text"))),
            small=True, left=(6,),
        ),
        letter=letter_head(ORG, "{{ inquiry.doc_no|doc_no|blank(8) }}")
        + title(f"关于征求{{{{ {_WHOM}|title_names }}}}同志党风廉政意见的函")
        + p("{{ inquiry.body|bare }}：", "Addressee")
        + p(f"根据干部选拔任用工作有关规定，因工作需要，现就{{{{ {_WHOM}|joined }}}}{{% if {_WHOM}|length > 1 %}}{{{{ {_WHOM}|length }}}}名{{% endif %}}同志（名单附后）的党风廉政情况征求你单位意见。请就有无收到反映、是否核实及结果、是否影响使用提出意见，"
            + _ASKED_BY.replace("DUE", "inquiry.due"))
        + p("联系人：{{ inquiry.handler.name|blank(4) }}　　联系电话：{{ team.phone|default(org.phone)|blank(6) }}", "BodyKeep")
        + p("特此函请，请予支持。", "BodyKeep")
        + _ONE_ANNEX
        + signature(ORG, "{{ inquiry.asked_on|blank(8) }}"),
    )  # fmt: skip


def opinion_letter() -> bytes:
    """X7 部门意见征询函, with its annex and the register of the reply."""
    o = "opinion"
    whom = f"({o}.candidates or candidates)"
    return document(
        _persons_annex(whom),
        _our_own("回复登记表"),
        table(
            columns(2, 3.4, 2, 3.4),
            r(head("征询部门"), c(f"{{{{ {o}.department }}}}", "Cell", span=3)),
            r(head("发函日期"), f"{{{{ {o}.asked_on|dotted|blank }}}}", head("发函文号"), f"{{{{ {o}.doc_no|doc_no|blank }}}}"),
            r(head("回复日期"), f"{{{{ {o}.answered_on|dotted|blank }}}}", head("回复文号"), f"{{{{ {o}.reply_no|doc_no|blank }}}}"),
            *pair_rows(("结　　论", f"{{{{ {o}.conclusion|blank }}}}"), ("意见摘要", f"{{{{ {o}.substance|blank }}}}"), span=3),
        ),
        letter=letter_head(ORG, f"{{{{ {o}.doc_no|doc_no|blank(8) }}}}")
        + title(f"关于征求{{{{ {whom}|title_names }}}}同志意见的函")
        + p(f"{{{{ {o}.department|bare }}}}：", "Addressee")
        + p(f"根据干部选拔任用工作有关规定，因工作需要，现就{{{{ {whom}|joined }}}}{{% if {whom}|length > 1 %}}{{{{ {whom}|length }}}}名{{% endif %}}同志（名单附后）有关情况征求你单位意见，请"
            + _ASKED_BY.replace("DUE", f"{o}.due"))
        + p("联系电话：{{ team.phone|default(org.phone)|blank(6) }}", "BodyKeep")
        + p("特此函请，请予支持。", "BodyKeep")
        + _ONE_ANNEX
        + signature(ORG, f"{{{{ {o}.asked_on|blank(8) }}}}"),
    )  # fmt: skip


def cross_check() -> bytes:
    """X9 印证比对表: claim by source."""
    heads = ("序号", "考察对象", "事项", "来源", "依据", "内容", "相符")

    def source_row(style: str) -> Row:
        """A row of a claim; those of one claim stand on one page."""
        return r(
            c("{% vm %}{{ number }}", style), c("{% vm %}{{ one.candidate.name }}", style), c("{% vm %}{{ one.claim }}", style),
            c("{{ source.kind }}", style), c(_named_paper("source.ref"), style), c("{{ source.text|blank }}", "Small"), c("{{ source.agrees|blank }}", style), height=520,
        )

    return document(
        title("印证比对表", "FormTitle"),
        table(
            columns(0.8, 1.6, 3, 1.5, 2, 3.3, 1),
            r(*(head(words, style="SmallTop") for words in heads), header=True),
            row_tag("for one in claims|or_empty"),
            row_tag("set number = loop.index"),
            row_tag("for source in one.sources|or_empty"),
            row_tag("if loop.last"), source_row("SmallCenter"), row_tag("else"), source_row("SmallKeep"), row_tag("endif"),
            row_tag("endfor"),
            row_tag("endfor"),
            row_tag("if not claims"),
            *(r(*(c("", "Small") for _ in heads), height=520) for _ in range(3)),
            row_tag("endif"),
        ),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def comparison() -> bytes:
    """X10 差额考察对比表: candidates side by side, by dimension."""
    return document(
        title("差额考察对比表", "FormTitle"),
        list_table(
            columns(0.8, 1.6, 0.8, 1.6, 3.4, 2.6, 1.8, 1.8, width=LANDSCAPE_WIDTH), ("序号", "姓名", "性别", "出生年月", "现任职务", "学历学位", "推荐得票", "测评优秀率"), "one", "candidates",
            ("{{ loop.index }}", "{{ one.person.name|aligned }}", "{{ one.person.sex|blank }}", "{{ one.person.birth|month_dotted|blank }}", "{{ one.person|unit_post|blank }}", "{{ one.person|education }}",
             "{% for tally in recommendations|or_empty %}{% for line in tally.rows|all_of(one) %}{{ line.total }}票（{{ line.total|percent(tally.valid) }}）{% endfor %}{% endfor %}",
             "{% for poll in assessments|or_empty %}{% for line in poll.rows|all_of(one)|where('dimension', '总体评价')|without('group') %}{{ line.excellent|percent(poll.valid) }}{% endfor %}{% endfor %}"),
            small=True, left=(4,),
        ),
        p("", "Tag"),
        table(
            columns(2.2, 2, 8, width=LANDSCAPE_WIDTH),
            r(*(head(words, style="SmallTop") for words in ("对比项目", "考察对象", "情况")), header=True),
            row_tag("for row in comparison.rows|or_empty"),
            row_tag("for entry in row.entries|or_empty"),
            r(c("{% vm %}{{ row.dimension }}", "SmallCenter"), c("{{ entry.candidate.name }}", "SmallCenter"), c("{{ entry.text|blank }}", "Small"), height=480),
            row_tag("endfor"),
            row_tag("endfor"),
            r(head("结论", style="SmallHead"), c("{{ comparison.conclusion|blank }}", "Small", span=2), height=700),
        ),
        p("填表人：{{ comparison.author.name|blank(4) }}　　日期：{{ comparison.date|dotted|blank(4) }}", "FormNote"),
        page=LANDSCAPE,
    )  # fmt: skip


def scores() -> bytes:
    """X11 量化考察评分表: weights, raw scores, weighted totals."""
    weight = "{% for w in scoring.weights|or_empty|where('dimension', one.dimension) %}{{ w.weight }}{% endfor %}"
    return document(
        title("量化考察评分表", "FormTitle"),
        when("scoring.method", p("{{ scoring.method|ended }}")),
        list_table(columns(1, 4, 3), ("序号", "项目", "权重（%）"), "one", "scoring.weights|or_empty", ("{{ loop.index }}", "{{ one.dimension }}", "{{ one.weight }}")),
        p("权重合计：{{ scoring.weights|or_empty|total('weight') }}%", "FormNote"),
        each(
            "candidate", "candidates",
            tag("set lines = scoring.rows|or_empty|all_of(candidate)"),
            when(
                "lines",
                heading("{{ candidate.person.name }}", 2),
                table(
                    columns(1, 4, 3, 3),
                    r(*(head(words, style="CellTop") for words in ("序号", "项目", "权重（%）", "得分"))),
                    row_tag("for one in lines"),
                    r(*(c(words, "CellKeep") for words in ("{{ loop.index }}", "{{ one.dimension }}", weight, "{{ one.score }}")), height=480),
                    row_tag("endfor"),
                    r(c("加权总分", span=3), "{{ lines|weighted(scoring.weights) }}", height=480),
                ),
            ),
        ),
        signature(ORG, "{{ scoring.date|blank(8) }}"),
    )  # fmt: skip


def interview() -> bytes:
    """X12 组织面试记录: form, filled as far as the record goes."""
    return document(
        title("组织面试记录", "FormTitle"),
        table(
            columns(2, 3.6, 2, 3.4),
            r(head("面试对象"), "{{ interview.candidate.name }}", head("日　　期"), "{{ interview.date|blank }}"),
            r(head("地　　点"), "{{ interview.place|blank }}", head("总　　分"), "{{ interview.total|blank }}"),
            r(head("面 试 官"), c("{{ interview.panel|or_empty|joined }}", "Cell", span=3)),
        ),
        p("", "Tag"),
        list_table(columns(1, 5, 1.6, 4), ("序号", "题目", "得分", "评语"), "row", "interview.questions|or_empty", ("{{ row.no }}", "{{ row.entry.text|blank }}", "{{ row.entry.score|blank }}", "{{ row.entry.note|blank }}"), least=5, left=(1, 3)),
        hand_lines("面试官签名", "记录人签名"),
    )  # fmt: skip


def feedback() -> bytes:
    """X14 考察情况反馈记录."""
    f = "feedback"
    return document(
        title("考察情况反馈记录", "FormTitle"),
        table(
            columns(2.2, 3.4, 2, 3.4),
            r(head("时　　间"), f"{{{{ {f}.date|blank }}}}", head("地　　点"), f"{{{{ {f}.place|blank }}}}"),
            r(head("单　　位"), f"{{{{ {f}.unit|blank }}}}", head("主要领导"), f"{{{{ {f}.leader.name|blank }}}}"),
            r(head("反 馈 人"), f"{{{{ {f}.reporter.name|blank }}}}", head("记 录 人"), f"{{{{ {f}.recorder.name|blank }}}}"),
            r(head("反馈内容"), c(f"{{{{ {f}.content|blank }}}}", "CellBody", span=3, top=True), height=2600, splits=True),
            r(head("单位意见"), c(f"{{{{ {f}.unit_opinion|blank }}}}", "CellBody", span=3, top=True), height=1800, splits=True),
            r(head("主要领导\n意　　见"), c(f"{{{{ {f}.leader_view|blank }}}}", "CellBody", span=3, top=True), height=1800, splits=True),
        ),
        hand_lines("单位主要领导签名", "反馈人签名", "记录人签名"),
    )  # fmt: skip


def responsibility() -> bytes:
    """X17 考察责任认定书: 谁考察谁负责."""
    return document(
        title("考察工作责任认定书"),
        p("按照“谁考察、谁负责”的要求，考察组成员对所承担的考察工作和出具的材料的真实性、客观性负责。责任认定如下："),
        list_table(
            columns(0.9, 1.3, 4, 2.4, 1.8, 2), ("序号", "归档项", "事项", "责任人", "签署日期", "签名"), "row", "responsibility|or_empty",
            ("{{ row.no }}", "{{ row.entry.item|blank }}", "{{ row.entry.subject|blank }}", "{{ row.entry.persons|joined|blank }}", "{{ row.entry.signed_on|dotted|blank }}", ""), small=True, least=6, left=(2,),
        ),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def pledge() -> bytes:
    """B4d 考察组承诺书和回避申报."""
    return document(
        title("考察组成员承诺书"),
        either(
            "team.pledge_text",
            [prose("team.pledge_text")],
            [
                p("为保证干部考察工作公道正派、客观真实，考察组全体成员承诺："),
                p("1.严格按照考察工作方案和规定程序开展工作，不擅自变更或省略程序。"),
                p("2.严格遵守中央八项规定精神和组织人事纪律，不接受影响公正执行公务的宴请、礼品和活动安排。"),
                p("3.严守保密纪律，妥善保管考察材料、载体和谈话记录，不泄露谈话内容和酝酿讨论情况。"),
                p("4.如实反映考察情况，不夸大、不缩小、不隐瞒、不歪曲事实。"),
                p("5.与考察对象有应当回避的关系时，主动申报并回避。"),
                p("6.对考察工作负责，谁考察谁负责。"),
            ],
        ),
        p("承诺人签名：", "Flush", extra="<w:keepNext/>"),
        table(
            columns(1, 3, 4, 3),
            r(*(head(words, style="CellTop") for words in ("序号", "姓名", "签名", "日期")), header=True),
            r("1", "{{ team.leader.name|aligned }}", "", "{{ team.pledge_signed_on|dotted|blank }}", height=600),
            row_tag("for one in team.members|or_empty"),
            r("{{ loop.index + 1 }}", "{{ one.name|aligned }}", "", "{{ team.pledge_signed_on|dotted|blank }}", height=600),
            row_tag("endfor"),
        ),
        p("回避申报表", "Title1", break_before=True), p("", "Gap"),
        list_table(
            columns(0.9, 1.8, 2, 2, 2.2, 2, 1.6), ("序号", "申报人", "有无需回\n避关系", "涉及考\n察对象", "关系", "处理", "签名"), "row", "team.recusal|or_empty",
            ("{{ row.no }}", "{{ row.entry.person.name|blank }}", "{% if row.entry and row.entry.has_relation is defined %}{{ '有' if row.entry.has_relation else '无' }}{% endif %}", "{{ row.entry.candidate.name|blank }}", "{{ row.entry.relation|blank }}", "{{ row.entry.treatment|blank }}", ""), small=True, least=5,
        ),
    )  # fmt: skip


def supervision() -> bytes:
    """X18 监督电话公布记录."""
    return document(
        title("监督电话公布记录", "FormTitle"),
        list_table(columns(1, 3.4, 2.8, 2.4, 2.4), ("序号", "公布渠道", "监督电话", "自", "至"), "row", "supervision|or_empty", ("{{ row.no }}", "{{ row.entry.channel|blank }}", "{{ row.entry.number|blank }}", "{{ row.entry.from|dotted|blank }}", "{{ row.entry.to|dotted|blank }}"), least=4),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip
