"""A file plan as written; what is wrong with an organisation's own is named line by line."""

from collections.abc import Callable

import pytest

from archive_tool.errors import Unreadable
from archive_tool.messages import speaker
from archive_tool.model.plans import Condition, Making
from archive_tool.model.tree import Group
from archive_tool.procedure.plan import read_plan
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


@pytest.mark.parametrize(
    ("line", "rule", "field"),
    [
        ("- {code: C1, stage: C, zh: 甲, en: A, making: signed}", "F-001", "items[0].short"),
        (
            "- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: written}\n  - {code: C1, stage: C, zh: 乙, en: B, short: 乙件, making: written}",
            "F-002",
            "items[1].code",
        ),
        ("- {code: C1, stage: Q, zh: 甲, en: A, short: 甲件, making: signed}", "F-003", "items[0].stage"),
        ("- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: painted}", "F-004", "items[0].making"),
        ("- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: signed, each: talks}", "F-005", "items[0].each"),
        (
            "- {code: C1, stage: C, zh: 甲, en: A, short: 甲件, making: signed, shared: lent}",
            "F-006",
            "items[0].shared",
        ),
    ],
)
def test_a_plan_that_cannot_be_used_says_where_and_why(
    line: str, rule: str, field: str, read_group: Callable[..., Group]
) -> None:
    source = f"kind: x\nstages:\n  - {{code: C, folder: 03_考察, zh: 考察, en: I}}\nitems:\n  {line}\n"
    with pytest.raises(Unreadable) as caught:
        read_plan(read_group(source, "schemas/x/file-plan.yaml"))
    assert [(one.rule, one.place.field) for one in caught.value.findings] == [(rule, field)]
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
    ("own", "rule"),
    [
        ("publicity_days: 7", "F-011"),
        ("公示工作日: 很多", "F-012"),
        ("公示工作日: 9999999", "F-012"),
        ("profile: text-9", "F-012"),
        ("split_share: 3/0", "F-012"),
        ("split_share: 4/3", "F-012"),
        ("publicity_count_first: 也许", "F-012"),
        ("circles: []", "F-012"),
        ("profile: [无]", "F-012"),
    ],
)
def test_a_term_of_an_organisation_that_cannot_be_is_named(
    own: str, rule: str, read_group: Callable[..., Group]
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_terms(read_group(TERMS, "schemas/terms/terms.yaml"), read_group(own, "archive-tool.yaml"))
    (found,) = caught.value.findings
    assert (found.rule, found.place.source, found.place.line) == (rule, "archive-tool.yaml", 1)
    assert speaker("zh")(rule, **found.facts)


def test_an_organisation_sets_terms_by_either_name(read_group: Callable[..., Group], terms) -> None:
    from pathlib import Path

    from archive_tool import resources

    source: Path = resources.folder("schemas") / "terms" / "terms.yaml"
    shipped = read_group(source.read_text(encoding="utf-8"), "terms.yaml")
    own = read_group(
        "公示工作日: 7\npublicity_count_first: 是\n圈层: 工作圈、生活圈\nsplit_share: '0.4'\n", "archive-tool.yaml"
    )
    mine = read_terms(shipped, own)
    assert (mine.publicity_workdays, mine.publicity_count_first, mine.circles) == (7, True, ("工作圈", "生活圈"))
    assert str(mine.split_share) == "2/5"
    assert mine.ranks == terms.ranks
    assert mine.level("县处级副职") == 3
    assert mine.level("不定级别") is None
