"""A file plan as written; what is wrong with an organisation's own is named line by line."""

from collections.abc import Callable

import pytest

from archive_tool.errors import Unreadable
from archive_tool.messages import speaker
from archive_tool.model.plans import About, Condition, FilePlan, Making, PlanItem, Stage
from archive_tool.model.tree import Group
from archive_tool.procedure.plan import as_received, read_plan
from archive_tool.procedure.terms import read_terms

GOOD = """
kind: appointment
stages:
  - {code: C, folder: 03_考察, zh: 考察, en: Inspection}
items:
  - {code: C9, stage: C, zh: 甲, en: A, short: 甲件, making: signed, optional: 是, people: candidates}
  - code: C8
    stage: C
    zh: 乙
    en: B
    short: 乙件
    making: supplied
    each: talks
    name: talk
    retention: 10年
    people: [talk.interviewee]
    when:
      - {purpose: 提拔任职, mode: [差额, 等额定向], notice: present, feedback: absent}
      - {purpose: {not: [免职, 退休]}, notice: {not: present}, "positions[].rank": {at_least: 县处级副职}}
"""


def test_conditions_read_as_written(read_group: Callable[..., Group]) -> None:
    plan = read_plan(read_group(GOOD, "schemas/own/file-plan.yaml"))
    assert plan.kind == "appointment"
    assert plan.stage("C").folder == "03_考察"
    assert plan.by_code["C8"].when == (
        (
            Condition("purpose", ("提拔任职",)),
            Condition("mode", ("差额", "等额定向")),
            Condition("notice"),
            Condition("feedback", negated=True),
        ),
        (
            Condition("purpose", ("免职", "退休"), negated=True),
            Condition("notice", negated=True),
            Condition("positions[].rank", at_least="县处级副职"),
        ),
    )


def test_what_is_left_out_takes_the_usual_value(read_group: Callable[..., Group]) -> None:
    first, second = read_plan(read_group(GOOD)).items
    assert (first.making, first.optional, first.retention, first.secrecy) == (Making.SIGNED, True, "永久", "工作秘密")
    assert (first.people, first.when) == (("candidates",), ())
    assert (second.retention, second.people, second.optional) == ("10年", ("talk.interviewee",), False)


EVERY_KEY = """
kind: training
label: 培训档案
usual: 是
gathers: yes
appoints: true
about: {list: candidates, role: 参训对象, units: person.unit, posts: [person.post, proposed_post]}
units: ["positions[].unit"]
facts: {mode: mode, result: "candidates[].result"}
roles: {teachers: 授课人}
recalls: reviews
stages:
  - {code: C, folder: 03_考察, zh: 考察, en: Inspection}
items:
  - code: C7
    stage: C
    zh: 政治素质考察评价表
    en: Form on political quality
    short: 评价表
    making: form
    each: candidates
    name: candidate
    when: {purpose: 提拔任职}
    optional: yes
    shared: copy
    met_by: plan.record
    needs: checks.political_quality
    after_notice: 是
    retention: 30年
    secrecy: 秘密
    personnel_file: 九
    genre: 表
    template: C7_评价表.docx
    prose: true
    title: "{{ candidate.person.name }}评价表"
    date: candidate.date
    doc_no: candidate.doc_no
    maker: candidate.maker
    people: [candidate, team.leader]
    restricted: yes
    public: yes
    also: [测评表, 评议表]
    shows_states: yes
"""


def test_every_key_of_a_line_is_read(read_group: Callable[..., Group]) -> None:
    (line,) = read_plan(read_group(EVERY_KEY)).items
    assert line == PlanItem(
        code="C7", stage="C", zh="政治素质考察评价表", en="Form on political quality", short="评价表",
        making=Making.FORM, each="candidates", name="candidate", when=((Condition("purpose", ("提拔任职",)),),),
        optional=True, shared="copy", met_by="plan.record", retention="30年", secrecy="秘密", personnel_file="九",
        genre="表", template="C7_评价表.docx", prose=True, title="{{ candidate.person.name }}评价表",
        date="candidate.date", doc_no="candidate.doc_no", maker="candidate.maker", people=("candidate", "team.leader"),
        restricted=True, public=True, needs="checks.political_quality", also=("测评表", "评议表"), after_notice=True,
        shows_states=True,
    )  # fmt: skip


def test_every_key_of_a_plan_is_read(read_group: Callable[..., Group]) -> None:
    plan = read_plan(read_group(EVERY_KEY))
    assert plan == FilePlan(
        kind="training", stages=(Stage("C", "03_考察", "考察", "Inspection"),), items=plan.items,
        by_code={"C7": plan.items[0]}, label="培训档案", usual=True, gathers=True, appoints=True,
        about=About("candidates", "参训对象", ("person.unit",), ("person.post", "proposed_post")),
        units=("positions[].unit",), facts={"mode": "mode", "result": "candidates[].result"},
        roles={"teachers": "授课人"}, recalls=("reviews",),
    )  # fmt: skip


BARE = """
kind: bare
stages: [{code: C, folder: 03_考察, zh: 考察, en: Inspection}]
items: [{code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: supplied}]
"""


def test_a_bare_plan_is_as_plain_as_can_be(read_group: Callable[..., Group]) -> None:
    plan = read_plan(read_group(BARE))
    line = PlanItem("C1", "C", "甲", "A", "甲件", Making.SUPPLIED)
    assert plan == FilePlan("bare", (Stage("C", "03_考察", "考察", "Inspection"),), (line,), {"C1": line})


# -- a plan that extends another ------------------------------------------------------------------------------------

BASE = """
kind: appointment
label: 考察档案
usual: yes
appoints: yes
roles: {talker: 谈话人}
stages:
  - {code: B, folder: 02_动议, zh: 动议, en: Motion}
  - {code: C, folder: 03_考察, zh: 考察, en: Inspection}
  - {code: Z, folder: 99_其他, zh: 其他, en: Other}
items:
  - {code: B1, stage: B, zh: 请示, en: Request, short: 请示, making: supplied}
  - {code: B2, stage: B, zh: 分析, en: Analysis, short: 分析, making: signed}
  - {code: C1, stage: C, zh: 预告, en: Notice, short: 预告, making: written}
  - {code: C2, stage: C, zh: 测评, en: Assessment, short: 测评, making: form}
"""


def extended(content: str, read_group: Callable[..., Group]) -> FilePlan:
    return read_plan(read_group(f"kind: appointment\n{content}"), read_plan(read_group(BASE)))


def line(code: str, stage: str, more: str = "") -> str:
    return f"  - {{code: {code}, stage: {stage}, zh: 新{code}, en: N, short: 新件, making: supplied{more}}}\n"


def test_a_line_of_ones_own_comes_after_the_one_it_names_else_last_of_its_stage(
    read_group: Callable[..., Group],
) -> None:
    own = extended(
        "items:\n" + line("C1a", "C", ", after: C1") + line("B9", "B") + line("Z9", "Z") + line("B1a", "B", ", after: B1"),
        read_group,
    )
    assert [one.code for one in own.items] == ["B1", "B1a", "B2", "B9", "C1", "C1a", "C2", "Z9"]
    assert list(own.by_code) == [one.code for one in own.items]


def test_a_line_with_a_known_code_takes_the_place_of_that_line(read_group: Callable[..., Group]) -> None:
    own = extended("items:\n" + line("B2", "B"), read_group)
    assert [(one.code, one.zh) for one in own.items] == [("B1", "请示"), ("B2", "新B2"), ("C1", "预告"), ("C2", "测评")]


def test_a_line_may_stand_after_another_of_its_own_plan(read_group: Callable[..., Group]) -> None:
    own = extended("items:\n" + line("B9", "B") + line("B10", "B", ", after: B9") + line("B8", "B", ", after: B9"), read_group)
    assert [one.code for one in own.items] == ["B1", "B2", "B9", "B8", "B10", "C1", "C2"]


def test_a_line_after_one_that_there_is_not_is_named(read_group: Callable[..., Group]) -> None:
    with pytest.raises(Unreadable) as caught:
        extended("items:\n" + line("C1a", "C", ", after: C9"), read_group)
    (found,) = caught.value.findings
    assert (found.rule, found.place.field, found.facts) == ("F-007", "items[0].after", {"code": "C1a", "after": "C9"})


def test_what_an_extending_plan_does_not_say_is_as_in_the_other(read_group: Callable[..., Group]) -> None:
    base = read_plan(read_group(BASE))
    silent, saying = extended("items: []", read_group), extended("items: []\nlabel: 县考察档案\nusual: 否", read_group)
    assert silent == base
    assert (saying.label, saying.usual, saying.appoints, saying.roles) == ("县考察档案", False, True, {"talker": "谈话人"})


def test_a_stage_of_ones_own_comes_last_and_one_with_a_known_code_takes_the_place_of_that_one(
    read_group: Callable[..., Group],
) -> None:
    own = extended(
        "stages:\n  - {code: C, folder: 03_考核, zh: 考核, en: I}\n  - {code: Y, folder: 90_另, zh: 另, en: Y}\n"
        "items:\n" + line("Y1", "Y"),
        read_group,
    )
    assert [(one.code, one.zh) for one in own.stages] == [("B", "动议"), ("C", "考核"), ("Z", "其他"), ("Y", "另")]
    assert own.items[-1].code == "Y1"


def test_an_old_dossier_asks_for_nothing_and_lets_nothing_be_written(read_group: Callable[..., Group]) -> None:
    plan = as_received(read_plan(read_group(EVERY_KEY)), "accession")
    assert (plan.kind, plan.label, plan.usual, plan.gathers, plan.recalls) == ("accession", "旧案卷", False, False, ())
    assert plan.items == (
        PlanItem(
            "C7", "C", "政治素质考察评价表", "Form on political quality", "评价表", Making.SUPPLIED, each="received",
            name="paper", retention="30年", secrecy="秘密", personnel_file="九", genre="表", restricted=True,
            public=True, also=("测评表", "评议表"),
        ),
    )  # fmt: skip
    assert plan.by_code == {"C7": plan.items[0]}


@pytest.mark.parametrize(
    ("line", "rule", "field", "facts"),
    [
        ("- {code: C1, stage: C, zh: 甲, en: A, making: signed}", "F-001", "items[0].short", {"code": "C1", "missing": "short"}),
        (
            "- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: written}\n  - {code: C1, stage: C, zh: 乙, en: B, short: 乙件, making: written}",
            "F-002",
            "items[1].code",
            {"code": "C1"},
        ),
        ("- {code: C1, stage: Q, zh: 甲, en: A, short: 甲件, making: signed}", "F-003", "items[0].stage", {"code": "C1", "stage": "Q"}),
        ("- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: painted}", "F-004", "items[0].making", {"code": "C1", "making": "painted"}),
        ("- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: signed, each: talks}", "F-005", "items[0].each", {"code": "C1"}),
        (
            "- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: signed, shared: lent}",
            "F-006",
            "items[0].shared",
            {"code": "C1", "shared": "lent"},
        ),
    ],
)
def test_a_plan_that_cannot_be_used_says_where_and_why(
    line: str, rule: str, field: str, facts: dict[str, str], *, read_group: Callable[..., Group]
) -> None:
    source = f"kind: x\nstages:\n  - {{code: C, folder: 03_考察, zh: 考察, en: I}}\nitems:\n  {line}\n"
    with pytest.raises(Unreadable) as caught:
        read_plan(read_group(source, "schemas/x/file-plan.yaml"))
    assert [(one.rule, one.place.field) for one in caught.value.findings] == [(rule, field)]
    assert caught.value.findings[0].facts == facts
    assert caught.value.findings[0].place.line >= 5
    for language in ("zh", "en"):
        say = speaker(language)
        assert say(caught.value.key, **caught.value.facts)
        assert say(rule, **caught.value.findings[0].facts)
        assert say(f"{rule}.hint", **caught.value.findings[0].facts)


TERMS = """
terms:
  publicity_workdays: {zh: 公示工作日, value: 5}
  profile: {zh: 地方规则, value: 无, choices: [无, text-1]}
  split_share: {zh: 分歧较大比例, value: 1/3}
  publicity_count_first: {zh: 公示当日计入, value: 否}
  circles: {zh: 圈层, value: [工作圈, 生活圈]}
"""


@pytest.mark.parametrize(
    ("own", "rule", "facts"),
    [
        ("publicity_days: 7", "F-011", {"term": "publicity_days"}),
        ("公示工作日: 很多", "F-012", {"term": "公示工作日", "value": "很多", "choices": ""}),
        ("公示工作日: -1", "F-012", {"term": "公示工作日", "value": "-1", "choices": ""}),
        ("公示工作日: 1000000", "F-012", {"term": "公示工作日", "value": "1000000", "choices": ""}),
        ("profile: text-9", "F-012", {"term": "地方规则", "value": "text-9", "choices": "无、text-1"}),
        ("profile: ''", "F-012", {"term": "地方规则", "value": "", "choices": "无、text-1"}),
        ("profile: [无]", "F-012", {"term": "地方规则", "value": "", "choices": "无、text-1"}),
        ("split_share: 3/0", "F-012", {"term": "分歧较大比例", "value": "3/0", "choices": ""}),
        ("split_share: 4/3", "F-012", {"term": "分歧较大比例", "value": "4/3", "choices": ""}),
        ("split_share: 0", "F-012", {"term": "分歧较大比例", "value": "0", "choices": ""}),
        ("split_share: 1", "F-012", {"term": "分歧较大比例", "value": "1", "choices": ""}),
        ("publicity_count_first: 也许", "F-012", {"term": "公示当日计入", "value": "也许", "choices": ""}),
        ("circles: []", "F-012", {"term": "圈层", "value": "", "choices": ""}),
        ("circles: [工作圈, '']", "F-012", {"term": "圈层", "value": "", "choices": ""}),
    ],
)
def test_a_term_of_an_organisation_that_cannot_be_is_named(
    own: str, rule: str, facts: dict[str, str], read_group: Callable[..., Group]
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_terms(read_group(TERMS, "schemas/terms/terms.yaml"), read_group(own, "archive-tool.yaml"))
    (found,) = caught.value.findings
    assert (found.rule, found.place.source, found.place.line) == (rule, "archive-tool.yaml", 1)
    assert found.facts == facts
    for language in ("zh", "en"):
        say = speaker(language)
        assert say(rule, **found.facts)
        assert say(f"{rule}.hint", **found.facts)
        assert "archive-tool.yaml" in say(caught.value.key, **caught.value.facts)


def test_a_shipped_term_without_value_is_named_at_its_place(read_group: Callable[..., Group]) -> None:
    with pytest.raises(Unreadable) as caught:
        read_terms(read_group("terms:\n  publicity_workdays: {zh: 公示工作日}", "terms.yaml"))
    (found,) = caught.value.findings
    assert (found.rule, found.place.field, found.facts["value"]) == ("F-012", "terms.publicity_workdays", "")


def test_an_organisation_sets_terms_by_either_name(read_group: Callable[..., Group], terms) -> None:
    from pathlib import Path

    from archive_tool import resources

    source: Path = resources.folder("schemas") / "terms" / "terms.yaml"
    shipped = read_group(source.read_text(encoding="utf-8"), "terms.yaml")
    own = read_group(
        "公示工作日: 7\npublicity_count_first: 是\n圈层: 工作圈、生活圈\nsplit_share: '0.4'\n"
        "notice_lead_workdays: 0\nfilling_minutes: 999999\nprofile: text-1\n",
        "archive-tool.yaml",
    )
    mine = read_terms(shipped, own)
    assert (mine.publicity_workdays, mine.publicity_count_first, mine.circles) == (7, True, ("工作圈", "生活圈"))
    assert str(mine.split_share) == "2/5"
    assert (mine.notice_lead_workdays, mine.filling_minutes, mine.profile) == (0, 999999, "text-1")
    assert mine.ranks == terms.ranks
    assert mine.level("县处级副职") == 3
    assert mine.level("不定级别") is None
