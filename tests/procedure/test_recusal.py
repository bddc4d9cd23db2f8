"""Recusal: seeded conflicts in every pair of roles, by every road; namesakes are never errors."""

from collections.abc import Callable
from datetime import date

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tree import Group
from archive_tool.procedure.checking import check_rules
from archive_tool.procedure.terms import Terms
from archive_tool.workdays import Calendar

RULES = {"R-801", "R-802", "R-709", "R-804"}
Check = Callable[[dict[str, object]], list[Finding]]


@pytest.fixture
def check(complete: Group, terms: Terms, edit: Callable[..., Group], read_case: Callable[..., Case]) -> Check:
    def found(edits: dict[str, object]) -> list[Finding]:
        case = read_case(edit(complete, edits))
        return [one for one in check_rules(case, terms, Calendar(), date(2026, 5, 6)) if one.rule in RULES]

    return found


# Somebody in each role, with the place that names him.
ROLES = [
    ("R-801", "team.leader", "郑文澜"),
    ("R-801", "team.members[1]", "庄亦凡"),
    ("R-802", "talks[1].recorder", "谢知秋"),
    ("R-802", "talks[1].interviewers[0]", "谢知秋"),
    ("R-709", "deliberation.meeting.present[1]", "邹明德"),
    ("R-709", "deliberation.proposal.present[2]", "谢知秋"),
    ("R-804", "checks.archive[0].examiners[1]", "梅雪亭"),
    ("R-804", "checks.discipline[0].handler", "祁连山"),
]


@pytest.mark.parametrize(("rule", "path", "name"), ROLES)
def test_a_declared_relation_is_found_in_every_role(rule: str, path: str, name: str, check: Check) -> None:
    edits: dict[str, object] = {"candidates[0].relations": [{"with": {"name": name}, "relation": "妻子的哥哥"}]}
    if name == "谢知秋":
        edits[path] = {"name": name}
    found = [one for one in check(edits) if one.rule == rule and one.place.field == path]
    assert [one.severity for one in found] == [Severity.WARNING if rule == "R-804" else Severity.ERROR]
    assert "近姻亲" in str(found[0].facts["relation"])


def test_a_relation_declared_by_the_member_is_found_until_it_is_dealt_with(check: Check) -> None:
    declared = {"person": {"name": "韦思齐"}, "has_relation": "是", "candidate": "gao-mingyuan", "relation": "表弟"}
    found = check({"team.recusal[1]": declared})
    assert [(one.place.field, one.severity) for one in found] == [("team.members[0]", Severity.ERROR)]
    assert "表弟" in str(found[0].facts["relation"])
    assert check({"team.recusal[1]": {**declared, "treatment": "不参加对高明远的考察"}}) == []
    assert check({"team.recusal[1]": declared, "team.members[0].recused": "是"}) == []


def test_an_identity_number_tells_who_is_meant(check: Check) -> None:
    found = check({
        "people.wei-siqi": {"name": "韦思齐", "id_number": "110105194912310021"},
        "team.members[0]": {"person": "wei-siqi"},
        "people.su-jinghe.family[+]": {"relation": "堂妹", "name": "韦某", "id_number": "110105194912310021"},
    })  # fmt: skip
    assert [(one.rule, one.severity, one.facts["name"]) for one in found] == [("R-801", Severity.ERROR, "苏景和")]


def test_an_id_in_either_family_list_tells_it_too(check: Check) -> None:
    registered = {"people.wei-siqi": {"name": "韦思齐"}, "team.members[0]": {"person": "wei-siqi"}}
    theirs = check({**registered, "people.gao-mingyuan.family[+]": {"relation": "外甥", "person": "wei-siqi"}})
    ours = check({**registered, "people.wei-siqi.family": [{"relation": "舅父", "person": "gao-mingyuan"}]})
    assert [one.severity for one in (*theirs, *ours)] == [Severity.ERROR, Severity.ERROR]


def test_a_relative_whom_both_name_makes_them_relatives(check: Check) -> None:
    found = check({
        "people.wei-siqi": {"name": "韦思齐", "family": [{"relation": "儿子", "name": "高子涵", "id_number": "11010520060101001x"}]},
        "team.members[0]": {"person": "wei-siqi"},
        "people.gao-mingyuan.family[1].id_number": "11010520060101001X",
    })  # fmt: skip
    assert [(one.severity, "夫妻" in str(one.facts["relation"])) for one in found] == [(Severity.ERROR, True)]


def test_a_relative_whom_both_name_by_id_makes_them_relatives_too(check: Check) -> None:
    found = check({
        "people.wei-siqi": {"name": "韦思齐", "family": [{"relation": "父亲", "person": "gao-lao"}]},
        "team.members[0]": {"person": "wei-siqi"},
        "people.gao-mingyuan.family[+]": {"relation": "伯父", "person": "gao-lao"},
    })  # fmt: skip
    assert [(one.severity, "旁系血亲" in str(one.facts["relation"])) for one in found] == [(Severity.ERROR, True)]


@pytest.mark.parametrize(
    ("member", "post"),
    [
        ({"unit": "云岭市审计局", "post": "科员"}, "云岭市审计局干部"),
        ({"unit": "云岭市审计局", "post": "投资审计科员"}, "某局投资审计"),
        ({"post": "投资审计"}, "某局投资审计"),
        ({"person": "wei-siqi"}, "省水文总站职工"),
        ({"person": "wei-siqi"}, "预报中心副主任"),
    ],
)
def test_unit_or_post_tell_that_a_name_is_the_relatives(member: dict[str, str], post: str, check: Check) -> None:
    known = {"name": "韦思齐", "current_post": {"unit": "水文总站", "title": "预报中心"}}
    edits: dict[str, object] = {
        "people.wei-siqi": known,
        "team.members[0]": member if "person" in member else {"name": "韦思齐", **member},
        "people.gao-mingyuan.family[+]": {"relation": "弟弟", "name": "韦思齐", "post": post},
    }
    assert [one.severity for one in check(edits) if one.place.field == "team.members[0]"] == [Severity.ERROR]


def test_three_words_in_common_do_not_tell_it(check: Check) -> None:
    found = check({
        "team.members[0]": {"name": "韦思齐", "unit": "云岭市委组织部", "post": "副科长"},
        "people.gao-mingyuan.family[+]": {"relation": "弟弟", "name": "韦思齐", "post": "某厂副科长"},
    })  # fmt: skip
    assert [one.severity for one in found] == [Severity.INFO]


def test_ids_or_identity_numbers_that_differ_make_namesakes_of_one_name_and_unit(check: Check) -> None:
    def of(relative: dict[str, str]) -> list[Severity]:
        registered = {"name": "韦思齐", "id_number": "11010519491231002x", "current_post": {"unit": "云岭市审计局"}}
        entry = {"relation": "弟弟", "name": "韦思齐", "post": "云岭市审计局科员", **relative}
        found = check({
            "people.wei-siqi": registered, "team.members[0]": {"person": "wei-siqi"},
            "people.gao-mingyuan.family[+]": entry,
        })  # fmt: skip
        return [one.severity for one in found if one.place.field == "team.members[0]"]

    assert of({}) == [Severity.ERROR]
    assert of({"person": "wei-siqi-2"}) == [Severity.INFO]
    assert of({"id_number": "110105194912310021"}) == [Severity.INFO]
    assert of({"id_number": "110105194912310021", "person": "wei-siqi"}) == [Severity.ERROR]
    assert of({"id_number": "11010519491231002X", "name": "韦某"}) == [Severity.ERROR]
    assert of({"id_number": "110105491231002"}) == [Severity.ERROR]  # of 15 places: unit and post tell


def test_of_several_ties_kinship_is_told(check: Check) -> None:
    found = check({
        "candidates[0].relations": [
            {"with": {"name": "韦思齐"}, "relation": "同学"}, {"with": {"name": "韦思齐"}, "relation": "堂弟"},
        ],
    })  # fmt: skip
    assert [(one.severity, "堂弟" in str(one.facts["relation"])) for one in found] == [(Severity.ERROR, True)]


def test_a_name_in_a_family_list_weighs_by_what_else_is_known(check: Check) -> None:
    def of(post: str | None, deceased: str = "否") -> list[Severity]:
        entry = {"relation": "妻子的弟弟", "name": "韦思齐", "deceased": deceased, **({"post": post} if post else {})}
        return [one.severity for one in check({"people.gao-mingyuan.family[+]": entry})]

    assert of("云岭市委组织部干部一科干部") == [Severity.ERROR]
    assert of(None) == [Severity.WARNING]
    assert of("南江省某中学教师") == [Severity.INFO]
    assert of(None, deceased="是") == []


def test_namesakes_and_other_ties_are_never_errors(check: Check) -> None:
    namesake = check({"team.members[0]": {"name": "高明远", "unit": "云岭市委组织部"}})
    assert [one.severity for one in namesake] == []
    friend = check({"candidates[0].relations": [{"with": {"name": "韦思齐"}, "relation": "同学"}]})
    assert [one.severity for one in friend] == [Severity.INFO]
    distant = check({"candidates[0].relations": [{"with": {"name": "韦思齐"}, "relation": "妻子的侄子"}]})
    assert [one.severity for one in distant] == [Severity.INFO]


def test_nobody_votes_on_himself(check: Check) -> None:
    own = {"deliberation.meeting.present[+]": {"person": "gao-mingyuan"}}
    assert [(one.rule, one.severity) for one in check(own)] == [("R-709", Severity.ERROR)]
    left = {**own, "deliberation.meeting.recused": [{"person": "gao-mingyuan", "candidate": "gao-mingyuan"}]}
    assert check(left) == []


def test_whoever_left_for_a_relative_is_no_conflict(check: Check) -> None:
    related: dict[str, object] = {"candidates[0].relations": [{"with": {"name": "方乐山"}, "relation": "岳父"}]}
    assert [one.rule for one in check(related)] == ["R-709"]
    assert check({**related, "deliberation.meeting.recused": [{"name": "方乐山", "candidate": "gao-mingyuan"}]}) == []
    assert check({**related, "deliberation.meeting.recused": [{"name": "方乐山"}]}) == []


def test_a_talk_about_somebody_else_is_no_conflict(check: Check) -> None:
    related: dict[str, object] = {
        "candidates[1].relations": [{"with": {"name": "谢知秋"}, "relation": "堂弟"}],
        "talks[2].recorder": {"name": "谢知秋"},
    }
    assert check(related) == []  # that talk is about the other candidate alone
    assert [
        one.rule
        for one in check({**related, "talks[0].recorder": {"name": "谢知秋"}, "talks[1].recorder": {"name": "谢知秋"}})
    ] == ["R-802"]
