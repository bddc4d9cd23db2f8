"""任职: notice before the appointment, appointment document."""

# ruff: noqa: E501 - a row of a form is one line, as it is on paper

from tools.parts import (
    DATE,
    LANDSCAPE,
    LANDSCAPE_WIDTH,
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
    p,
    prose,
    r,
    red_head,
    row_tag,
    signature,
    table,
    tag,
    title,
    when,
)  # fmt: skip
from tools.recipes.common import ORG, PARTY, announced, hand_lines, sign_lines

_PERSON = (
    "{% set who = one.person %}{{ who|person_line }}，现任{{ one|unit_post }}，"
    "拟任{{ one.proposed_post|default((candidates|or_empty|of(who)).proposed_post) }}。{% if one.note %}{{ one.note|ended }}{% endif %}"
)


def publicity() -> bytes:
    """E1 任前公示: nothing private, the period in working days as the corridor computed it (`period`)."""
    contacts = "publicity.contacts"
    return document(announced(
        "announcement",
        either("publicity.title", [p("{{ publicity.title }}", "Title1")], [p("干部任前公示", "Title1")]),
        when("publicity.no", p("（{{ publicity.no }}）", "SubTitle")),
        p("", "Gap"),
        when("publicity.addressee", p("{{ publicity.addressee|bare }}：", "Addressee")),
        either(
            "publicity.basis",
            [prose("publicity.basis")],
            [p("根据《党政领导干部选拔任用工作条例》有关规定，现将{{ publicity.decided_on|month_day }}研究决定的拟任职人选情况予以公示。")],
        ),
        each("one", "publicity.persons|default(in_force)", p(_PERSON)),
        p("公示时间：{{ period.start }}至{{ period.end }}（{{ period.workdays }}个工作日）。"),
        p("公示期间，如对公示对象有情况反映，可通过来信、来电、来访等方式向{{ publicity.contacts.organisation|default(org.organisation_department) }}反映。反映情况应实事求是、客观公正。"
          "以个人名义反映的，提倡署报真实姓名；以单位名义反映的，应加盖公章。受理单位将对反映的情况认真核实，并为反映人保密。"),
        p(f"受理单位：{{{{ {contacts}.organisation|default(org.organisation_department) }}}}"),
        p(f"举报电话：{{{{ {contacts}.hotline|default(org.supervision_phone) }}}}{{% if {contacts}.phone %}}　　联系电话：{{{{ {contacts}.phone }}}}{{% endif %}}"),
        when(f"{contacts}.address", p(f"来信来访地址：{{{{ {contacts}.address }}}}{{% if {contacts}.postcode %}}（邮政编码：{{{{ {contacts}.postcode }}}}）{{% endif %}}")),
        when(f"{contacts}.mail", p(f"电子邮箱：{{{{ {contacts}.mail }}}}")),
        when(f"{contacts}.website", p(f"举报网站：{{{{ {contacts}.website }}}}")),
        when(f"{contacts}.hours", p(f"接待时间：{{{{ {contacts}.hours }}}}")),
        p("特此公示。", "BodyKeep"),
        signature(ORG, "{{ publicity.published_on }}"),
    ))  # fmt: skip


def appointment_notice() -> bytes:
    """E4 任免通知: one line a person, no reasons, and no line without a post; title and opening by who decides and by the number of persons."""
    names = "{{ paper.persons|title_names }}"
    kind = (
        "{% set gives = paper.persons|having('appoint') %}{% set takes = paper.persons|having('remove') %}"
        "{{ '任职' if gives and not takes else '免职' if takes and not gives else '任免' }}"
    )
    line = (
        "{{ one.person.name }}同志{% if one.appoint or not one.remove %}任{{ one.appoint|joined }}{% if one.probation %}（试用期一年）{% endif %}{% endif %}"
        "{% if one.remove %}{{ '，' if one.appoint else '' }}免去{{ '其' if one.appoint else '' }}{{ one.remove|joined }}职务{% endif %}"
        "{% if one.note %}（{{ one.note|bare }}）{% endif %}{{ '。' if loop.last else '；' }}"
    )
    return document(
        tag("set paper = document|default(appointment.documents[0])"),
        red_head("{{ org.full_name|default(org.party_committee) }}", "{{ paper.doc_no|doc_no }}"),
        either(
            "paper.title",
            [p("{{ paper.title }}", "Title1")],
            [p(f"关于{names}同志职务{kind}的通知".replace("同志职务", "{{ '同志' }}职务"), "Title1")],
        ),
        p("", "Gap"),
        when("paper.to", p("{{ paper.to|joined('，') }}：", "Addressee")),
        either(
            "paper.decided_by == '提名'",
            [p("经{{ paper.decided_on }}研究，提名：")],
            [either(
                "paper.decided_by == '经研究决定'",
                [p("经{{ paper.decided_on }}研究决定：")],
                [p("{{ org.short_name|default(org.party_committee) }}{{ paper.decided_on }}研究决定：")],
            )],
        ),
        each("one", "paper.persons", either("loop.last", [p(line, "BodyKeep")], [p(line)])),
        signature(PARTY, "{{ paper.date }}"),
        when("paper.cc", imprint("抄送：", "{{ paper.cc|joined('，')|ended }}", "{{ org.organisation_department }}", "{{ paper.date }}")),
    )  # fmt: skip


def release_slip() -> bytes:
    """E1a 信息发布审批单."""
    s = "publicity.release"
    return document(
        title("信息发布审批单", "FormTitle"),
        table(
            columns(2.2, 3.4, 2, 3.4),
            r(head("编　　号"), f"{{{{ {s}.no|blank }}}}", head("拟 稿 人"), f"{{{{ {s}.drafted_by|blank }}}}", height=700),
            r(head("信息标题"), c("{{ publicity.title|default('干部任前公示') }}", "Cell", span=3), height=700),
            r(head("发布渠道"), c(f"{{{{ ({s}.channels or publicity.channels)|or_empty|joined }}}}", "Cell", span=3), height=700),
            r(head("发布范围"), "{{ publicity.scope|blank }}", head("发布日期"), "{{ publicity.published_on|dotted|blank }}", height=700),
            r(head("涉及人员"), c("{{ (publicity.persons or candidates)|or_empty|joined }}", "Cell", span=3), height=900),
            r(head("保密审查"), c(p("经审查：□不涉及国家秘密　□不涉及工作秘密　□不含个人敏感信息", "Cell"), span=3), height=900),
            r(head("审核意见"), c(p("{% if " + s + ".checked_by %}（{{ " + s + ".checked_by }}）{% endif %}签名：　　　　" + DATE, "Cell", align="right"), span=3), height=1700),
            r(head("批准意见"), c(p("{% if " + s + ".approved_by %}（{{ " + s + ".approved_by }}）{% endif %}签名：　　　　{% if " + s + ".approved_on %}{{ " + s + ".approved_on }}{% else %}" + DATE + "{% endif %}", "Cell", align="right"), span=3), height=1700),
        ),
    )  # fmt: skip


def publicity_result() -> bytes:
    """E2 公示结果情况: period, range, channel, number of reflections (none must be said), how verified, conclusion."""
    return document(
        title("公示情况报告"),
        p("{{ publicity.published_on|blank(6) }}，就{{ (publicity.persons or candidates)|joined }}{{ (publicity.persons or candidates)|length ~ '名' if (publicity.persons or candidates)|length > 1 else '' }}同志任职进行了公示。现将有关情况报告如下。"),
        heading("一、公示基本情况"),
        p("公示时间：{{ period.start }}至{{ period.end }}（{{ period.workdays }}个工作日）{% if publicity.extended_to %}，延长至{{ publicity.extended_to }}{% endif %}。{% if period.corrected_on %}公示原定{{ period.first_start }}至{{ period.first_end }}，{{ period.corrected_on }}更正公示内容，公示期自更正后重新计算。{% endif %}公示渠道：{{ publicity.channels|or_empty|joined }}。公示范围：{{ publicity.scope|blank(4) }}。"),
        heading("二、收到反映情况"),
        p("公示期间共收到反映{{ publicity.objections|or_empty|length }}件。"),
        when(
            "publicity.objections",
            list_table(
                columns(0.8, 1.7, 1.2, 1, 1.5, 2.6, 1.5, 2.6, 1.7), ("序号", "收到日期", "渠道", "实名", "反映对象", "反映内容", "承办人", "查核结果", "办结日期"), "one", "publicity.objections",
                ("{{ loop.index }}", "{{ one.received_on|dotted|blank }}", "{{ one.channel|blank }}", "{{ one.real_name|blank }}", "{{ one.about.name|blank }}", "{{ one.summary|blank }}", "{{ one.assigned_to.name|blank }}", "{{ one.outcome|blank }}", "{{ one.closed_on|dotted|blank }}"), small=True, left=(5, 7),
            ),
            p("注：反映人信息另存受限附件。", "FormNote"),
        ),
        when("publicity.report_text", prose("publicity.report_text")),
        heading("三、结论"),
        p("{{ publicity.conclusion|blank(10) }}{% if publicity.conclusion %}。{% endif %}", "BodyKeep"),
        sign_lines(("签字人", "publicity.signers")),
        signature(ORG, "{{ publicity.conclusion_on|blank(8) }}"),
    )  # fmt: skip


def reporters() -> bytes:
    """E2a 举报受理登记: with the identity of reporters; a restricted annex."""
    return document(
        p("内部材料　严格保密", "Secrecy"),
        title("公示反映受理登记表（受限）", "FormTitle"),
        list_table(
            columns(0.8, 1.6, 1.2, 1, 2, 1.6, 3.6, 1.6, 2.4, 1.6, width=LANDSCAPE_WIDTH), ("序号", "收到日期", "渠道", "实名", "反映人", "反映对象", "反映内容", "承办人", "查核结果", "答复日期"), "row", "publicity.objections|or_empty",
            ("{{ row.no }}", "{{ row.entry.received_on|dotted|blank }}", "{{ row.entry.channel|blank }}", "{{ row.entry.real_name|blank }}", "{{ row.entry.reporter|blank }}", "{{ row.entry.about.name|blank }}", "{{ row.entry.summary|blank }}", "{{ row.entry.assigned_to.name|blank }}", "{{ row.entry.outcome|blank }}", "{{ row.entry.replied_on|dotted|blank }}"),
            small=True, least=8, left=(6, 8),
        ),
        page=LANDSCAPE,
    )  # fmt: skip


def appointment_talk() -> bytes:
    """E3 任前谈话记录: what was affirmed, pointed out and required, as it was supplied."""
    t = "talk"
    return document(
        tag("set talk = appointment.talks|or_empty|of(candidate)"),
        title("任前谈话记录", "FormTitle"),
        table(
            columns(2, 3.6, 1.8, 3.6),
            r(head("谈话对象"), "{{ candidate.person.name }}", head("拟任职务"), c("{{ candidate.proposed_post|blank }}", "Cell")),
            r(head("时　　间"), f"{{{{ {t}.date|blank }}}}", head("地　　点"), f"{{{{ {t}.place|blank }}}}"),
            r(head("谈 话 人"), f"{{{{ {t}.talker.name|blank }}}}", head("记 录 人"), f"{{{{ {t}.recorder.name|blank }}}}"),
        ),
        *(
            heading(f"{number}、{words}") + prose(f"{t}.{key}", lines=2, ruled=True)
            for number, words, key in (("一", "肯定成绩", "affirmed"), ("二", "指出不足", "shortcomings"), ("三", "提出要求", "requirements"), ("四", "廉政要求", "integrity"), ("五", "本人表态", "statement"))
        ),
        hand_lines("谈话对象签名", "谈话人签名", "记录人签名"),
        page=Page(numbers="of"),
    )  # fmt: skip


def nomination() -> bytes:
    """E5 提名、推荐函 to the people's congress or government."""
    return document(
        red_head("{{ org.full_name|default(org.party_committee) }}", "{{ nomination.doc_no|doc_no|blank(8) }}"),
        title("关于提名{{ nomination.person.name }}同志任职的函"),
        p("{{ nomination.body }}：", "Addressee"),
        p("经研究，决定提名{{ nomination.person.name }}同志为{{ nomination.post|blank(8) }}人选。", "BodyKeep"),
        p("请依法办理。", "BodyKeep"),
        signature(PARTY, "{{ nomination.nominated_on|blank(8) }}"),
    )  # fmt: skip


def probation_review() -> bytes:
    """E7 试用期满考核材料: a skeleton; what nobody supplied stays blank."""
    t = "review"
    return document(
        tag("set review = appointment.probation|or_empty|of(candidate)"),
        title("{{ candidate.person.name }}同志试用期满考核材料"),
        p("{{ candidate.person|person_line }}。现任{{ candidate.person|unit_post }}{% if review.from %}，试用期自{{ review.from }}至{{ review.until|blank(6) }}{% endif %}。"),
        heading("一、试用期履职情况"),
        p("") * 8,
        heading("二、主要不足"),
        p("") * 3,
        heading("三、民主测评和谈话情况"),
        p("") * 3,
        heading("四、考核结论"),
        p(f"考核结果：{{{{ {t}.result|blank(6) }}}}。", "BodyKeep"),
        hand_lines("考核组组长签名", "考核组成员签名"),
        signature(ORG, f"{{{{ {t}.reviewed_on|blank(8) }}}}"),
    )  # fmt: skip


def formal_appointment() -> bytes:
    """E8 正式任职通知, after probation."""
    return document(
        tag("set first = appointment.probation[0]"),
        red_head("{{ org.full_name|default(org.party_committee) }}", "{{ first.doc_no|doc_no|blank(8) }}"),
        title("关于{{ appointment.probation|title_names }}同志正式任职的通知"),
        when("appointment.documents[0].to", p("{{ appointment.documents[0].to|joined('，') }}：", "Addressee")),
        p("经考核，决定："),
        each("one", "appointment.probation", kept_last(
            "{{ one.person.name }}同志{% for who in candidates|all_of(one.person) %}任{{ who.proposed_post|default(who.person|unit_post) }}{% endfor %}试用期满，考核合格，正式任职，任职时间自{{ one.from|blank(6) }}起计算{{ '。' if loop.last else '；' }}")),
        signature(PARTY, "{{ first.formal_on|blank(8) }}"),
    )  # fmt: skip


def missing_papers() -> bytes:
    """Z1 缺件说明."""
    return document(
        title("缺件说明"),
        p("本卷应归档材料中，下列材料缺少，情况说明如下："),
        list_table(
            columns(0.9, 1.3, 3.2, 4, 1.6, 1.7), ("序号", "归档项", "材料名称", "缺件原因", "责任人", "日期"), "row", "missing_papers|or_empty",
            ("{{ row.no }}", "{{ row.entry.item|blank }}", "{{ row.entry.title|blank }}", "{{ row.entry.reason|blank }}", "{{ row.entry.responsible.name|blank }}", "{{ row.entry.on|dotted|blank }}"), small=True, least=3, left=(2, 3),
        ),
        hand_lines("责任人签名", "负责人签名"),
        signature(ORG, "{{ made_on }}"),
    )  # fmt: skip


def yearly_review() -> bytes:
    """F1 一报告两评议: report skeleton, both ballots, register of those promoted, summary."""
    work, cadres = ("好", "较好", "一般", "差"), ("认同", "基本认同", "不认同", "不了解")
    sections = (("一", "总体情况", "overall"), ("二", "贯彻执行干部路线情况", "line"), ("三", "机制创新情况", "innovation"), ("四", "整治用人不正之风及上年整改情况", "malpractice"), ("五", "存在问题和改进措施", "problems"), ("六", "其他需要报告的情况", "others"))
    return document(
        title("{{ review.year }}年度干部选拔任用工作专题报告"),
        *(heading(f"{number}、{words}") + prose(f"review.report_sections.{key}", lines=3) for number, words, key in sections),
        signature(ORG, "{{ review.meeting.date|blank(8) }}"),
        p("干部选拔任用工作民主评议表", "FormTitle", break_before=True), p("", "Gap"),
        p("说明：请在相应栏内打“√”；本表不记名。", "FormNote"),
        table(columns(4, *(1.6 for _ in work)), r(*(head(words) for words in ("评议内容", *work))), r("对本单位选人用人工作的总体评价", *("" for _ in work), height=800)),
        p("认为存在的主要问题（可多选）：□任人唯亲　□拉票　□跑官要官　□带病提拔　□论资排辈　□程序不规范　□其他：", "FormNote"),
        p("意见和建议：", "FormNote"),
        p("新选拔任用领导干部民主评议表", "FormTitle", break_before=True), p("", "Gap"),
        p("说明：请在相应栏内打“√”；本表不记名。", "FormNote"),
        list_table(columns(0.8, 1.6, 3, 1.7, 1.1, 1.5, 1.3, 1.3), ("序号", "姓名", "现任职务", "任职时间", *cadres), "row", "review.promoted|or_empty", ("{{ row.no }}", "{{ row.entry.name|blank }}", "{{ row.entry.present_post|blank }}", "{{ row.entry.since|month_dotted|blank }}", "", "", "", ""), small=True, least=5, left=(2,)),
        p("评议结果汇总表", "FormTitle", break_before=True), p("", "Gap"),
        table(
            columns(3, 1.4, 1.4, 1.4, *(1.3 for _ in work)),
            r(*(head(words, style="SmallHead") for words in ("评议项目", "发出", "收回", "有效", *work))),
            r(c("选人用人工作", "SmallCenter"), *(c("{{ review.work_ballot." + key + "|blank }}", "SmallCenter") for key in ("issued", "returned", "valid")),
              *(c("{{ review.work_ballot.grades['" + grade + "']|blank }}", "SmallCenter") for grade in work), height=520),
            r(*(head(words, style="SmallHead") for words in ("新选拔任用干部", "发出", "收回", "有效", *cadres))),
            row_tag("for one in review.cadre_ballots|or_empty"),
            r(c("{{ one.name }}", "SmallCenter"), *(c("{{ one." + key + "|blank }}", "SmallCenter") for key in ("issued", "returned", "valid")),
              *(c("{{ one.grades['" + grade + "']|blank }}", "SmallCenter") for grade in cadres), height=520),
            row_tag("endfor"),
            r(*(c("", "Small") for _ in range(8)), height=520),
        ),
    )  # fmt: skip
