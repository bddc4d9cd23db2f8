"""任职: notice before the appointment, appointment document."""

from tools.parts import annexes, document, each, either, imprint, p, prose, red_head, run, signature, tag, title, when
from tools.recipes.common import ORG, PARTY

_PERSON = (
    "{% set who = one.person %}{{ who|person_line }}，现任{{ one|unit_post }}，"
    "拟任{{ one.proposed_post|default((candidates|or_empty|of(who)).proposed_post) }}。{% if one.note %}{{ one.note|ended }}{% endif %}"
)


def publicity() -> bytes:
    """E1 任前公示: nothing private, the period in working days as the corridor computed it (`period`)."""
    contacts = "publicity.contacts"
    return document(
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
    )  # fmt: skip


def appointment_notice() -> bytes:
    """E4 任免通知: one line a person, no reasons; title and opening by who decides and by the number of persons."""
    doc = "paper"
    names = "{{ paper.persons|title_names }}"
    kind = (
        "{% set gives = paper.persons|having('appoint') %}{% set takes = paper.persons|having('remove') %}"
        "{{ '任免' if gives and takes else '任职' if gives else '免职' }}"
    )
    line = (
        "{{ one.person.name }}同志{% if one.appoint %}任{{ one.appoint|joined }}{% if one.probation %}（试用期一年）{% endif %}{% endif %}"
        "{% if one.remove %}{{ '，' if one.appoint else '' }}免去{{ '其' if one.appoint else '' }}{{ one.remove|joined }}职务{% endif %}"
        "{% if one.note %}（{{ one.note|bare }}）{% endif %}{{ '。' if loop.last else '；' }}"
    )
    return document(
        tag("set paper = paper|default(appointment.documents[0])"),
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
        when("paper.cc", imprint("抄送：{{ paper.cc|joined('，')|ended }}", "{{ org.organisation_department }}", "{{ paper.date }}")),
    )  # fmt: skip
