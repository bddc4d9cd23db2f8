"""The book run over whole cases: no false alarms, waivers, dates of rules, decisions, order and speed of findings."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from archive_tool.messages import speaker
from archive_tool.model.cases import Case, Person
from archive_tool.model.findings import Finding, Severity
from archive_tool.model.tree import Group
from archive_tool.procedure.book import BOOK, BY_NUMBER
from archive_tool.procedure.checking import check_rules, excuse, wording
from archive_tool.procedure.rule import SURE, Breach, Word, breach, rule
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import View
from archive_tool.workdays import Calendar

TODAY = date(2026, 5, 6)
Edit = Callable[[Group, dict[str, object]], Group]
Read = Callable[..., Case]


@pytest.fixture
def check(terms: Terms) -> Callable[..., tuple[Finding, ...]]:
    def checked(case: Case, **changes) -> tuple[Finding, ...]:
        return check_rules(case, replace(terms, **changes), Calendar(), TODAY)

    return checked


Check = Callable[..., tuple[Finding, ...]]


def rules(findings: tuple[Finding, ...], *severities: Severity) -> set[str]:
    return {one.rule for one in findings if not severities or one.severity in severities}


# -- no false alarms ------------------------------------------------------------------------------------------------

SHORT = """
kind: appointment
id: KC-2026-009
title: 某局局长到龄免职
year: 2026
purpose: {purpose}
people:
  ding-ruoshui: {{name: 丁若水, politics: 中共党员}}
candidates:
  - {{person: ding-ruoshui, removed_post: 云岭市水务局局长, reason: 到龄, result: 任用, result_on: 2026-04-23}}
deliberation:
  meeting:
    date: 2026-04-10
    members_due: 5
    chair: {{name: 严正清}}
    present: [{{name: 严正清}}, {{name: 邹明德}}, {{name: 方乐山}}, {{name: 袁怀谷}}]
    items:
      - {{candidate: ding-ruoshui, introduced_by: {{name: 邹明德}}, agree: 4, result: 通过, opinions: [{{name: 邹明德, order: 1, stance: 同意}}, {{name: 方乐山, order: 2, stance: 同意}}, {{name: 袁怀谷, order: 3, stance: 同意}}, {{name: 严正清, order: 4, stance: 同意}}]}}
appointment:
  documents:
    - {{doc_no: 云委干〔2026〕12号, date: 2026-04-23, persons: [{{person: ding-ruoshui, remove: [云岭市水务局局长]}}]}}
"""


@pytest.mark.parametrize("purpose", ["免职", "退休"])
def test_a_removal_is_not_asked_for_what_a_promotion_needs(
    purpose: str, check: Check, read_case: Read, read_group: Callable[..., Group]
) -> None:
    assert rules(check(read_case(read_group(SHORT.format(purpose=purpose))))) == set()


@pytest.mark.parametrize("purpose", ["平级转任", "试用期满"])
def test_a_transfer_is_asked_for_little(
    purpose: str, check: Check, read_case: Read, read_group: Callable[..., Group]
) -> None:
    assert rules(check(read_case(read_group(SHORT.format(purpose=purpose)))), Severity.ERROR) == {"R-603"}


def test_further_use_needs_no_recommendation_and_no_notice(
    complete: Group, edit: Edit, check: Check, read_case: Read
) -> None:
    further = edit(complete, {
        "purpose": "进一步使用", "recommendations": None, "publicity": None, "reports[0].recommendation_ref": None,
        "reports[1].recommendation_ref": None,
    })  # fmt: skip
    assert rules(check(read_case(further)), Severity.ERROR, Severity.WARNING) == set()


AFTER_MOTION = ("recommendations", "determination", "notice", "assessments", "comparison", "opinions", "talks", "visits", "petitions",
                "readings", "checks", "feedback", "reports", "deliberation", "publicity", "appointment", "responsibility",
                "log", "custody", "closed_on", "supervision")  # fmt: skip
AFTER_TALKS = (
    "feedback",
    "reports",
    "deliberation",
    "publicity",
    "appointment",
    "responsibility",
    "closed_on",
    "custody",
)


@pytest.mark.parametrize("gone", [AFTER_MOTION, AFTER_TALKS], ids=["in the motion", "in the inspection"])
def test_an_unfinished_case_is_not_asked_for_what_is_not_due(
    gone: tuple[str, ...], complete: Group, edit: Edit, check: Check, read_case: Read
) -> None:
    open_ = {"candidates[0].result": "进行中", "candidates[1].result": "进行中"}
    unfinished = edit(complete, {**dict.fromkeys(gone), **open_})
    assert rules(check(read_case(unfinished)), Severity.ERROR, Severity.WARNING) == set()


def test_an_empty_case_breaks_nothing(check: Check, read_case: Read, read_group: Callable[..., Group]) -> None:
    assert check(read_case(read_group("kind: appointment\nid: KC-1\npurpose: 提拔任职\n"))) == ()


def test_prose_that_stands_in_word_is_left_to_a_person(
    complete: Group, edit: Edit, check: Check, read_case: Read
) -> None:
    in_word = edit(complete, {
        "closed_on": None, "reports[0]": {"candidate": "gao-mingyuan", "date": "2026-03-31", "authors": [{"name": "郑文澜"}]},
        "motion.unit_analysis": {"team_size_approved": 5, "team_size_actual": 4, "vacancies": 1, "date": "2026-03-04"},
        "deliberation.meeting.items[0].opinions": None,
    })  # fmt: skip
    found = check(read_case(in_word))
    assert rules(found, Severity.ERROR, Severity.WARNING) == set()
    assert rules(found, Severity.PERSON) == {"R-203", "R-530", "R-703", "R-714"}


# -- decisions ------------------------------------------------------------------------------------------------------


@pytest.fixture
def decided(complete: Group, edit: Edit, read_case: Read) -> Callable[[dict[str, object]], tuple[Case, Case]]:
    """The complete case with its meeting, notice and documents in a decision of their own, and that decision."""
    sections = {
        "publicity": None,
        "appointment.documents": None,
        "deliberation.meeting": None,
        "deliberation.minutes": None,
    }
    keep = (
        "format",
        "title",
        "year",
        "org",
        "people",
        "deliberation",
        "publicity",
        "appointment",
        "paper_kept",
        "closed_on",
    )

    def made(edits: dict[str, object]) -> tuple[Case, Case]:
        own = edit(
            complete, {**sections, "decision": "JD-2026-05", "candidates[0].result": None, "candidates[1].result": None}
        )
        held = edit(complete, {
            **{key: None for key in complete if key not in (*keep, "kind", "id", "candidates")},
            "kind": "decision", "id": "JD-2026-05", "deliberation.proposal": None, "deliberation.consultation": None,
            "candidates": [
                {"case": "KC-2026-001", "person": "gao-mingyuan", "position": "zw1", "proposed_post": "云岭市水务局副局长", "result": "任用"},
                {"case": "KC-2026-001", "person": "su-jinghe", "position": "zw1", "result": "未任用"},
            ],
            **edits,
        })  # fmt: skip
        case = read_case(own)
        decision = replace(read_case(held), served=(case,))
        return replace(case, decision=decision), decision

    return made


def test_a_decision_and_its_case_keep_every_rule_together(
    decided: Callable[[dict[str, object]], tuple[Case, Case]], check: Check
) -> None:
    case, decision = decided({})
    assert [(one.rule, one.place.field) for one in check(case)] == []
    assert [(one.rule, one.place.field) for one in check(decision)] == []


def test_what_the_meeting_did_wrong_is_said_once_in_the_decision(
    decided: Callable[[dict[str, object]], tuple[Case, Case]], check: Check
) -> None:
    case, decision = decided({"deliberation.meeting.members_due": 7, "publicity.end": "2026-04-16"})
    assert rules(check(decision), Severity.ERROR) == {"R-702", "R-901"}
    assert rules(check(case), Severity.ERROR) == set()


def test_a_promotion_that_the_decision_does_not_show_is_found(
    decided: Callable[[dict[str, object]], tuple[Case, Case]], check: Check
) -> None:
    _, decision = decided({"publicity": None})
    assert "R-906" in rules(check(decision), Severity.ERROR)


def test_verification_in_the_case_is_held_against_the_meeting_in_the_decision(
    decided: Callable[[dict[str, object]], tuple[Case, Case]], check: Check
) -> None:
    case, _ = decided({"deliberation.meeting.date": "2026-03-25", "publicity.decided_on": "2026-03-25"})
    assert {"R-607", "R-101"} <= rules(check(case), Severity.ERROR)


# -- waivers --------------------------------------------------------------------------------------------------------

WAIVER = {"rule": "R-503", "reason": "报名人选只有一名", "approver": "邹明德", "on": "2026-03-18"}


def broken(complete: Group, edit: Edit, read_case: Read, *waivers: dict[str, str]) -> Case:
    return read_case(edit(complete, {"candidates[1]": None, "waivers": list(waivers)}))


def test_an_approved_waiver_excuses_and_stays_visible(
    complete: Group, edit: Edit, check: Check, read_case: Read
) -> None:
    case = broken(complete, edit, read_case, WAIVER)
    (found,) = [one for one in excuse(check(case), case) if one.rule == "R-503"]
    assert found.excused is not None
    assert found.excused.reason == "报名人选只有一名"
    assert not found.stops


@pytest.mark.parametrize("lacking", ["reason", "approver", "on"])
def test_a_waiver_without_reason_approver_or_day_excuses_nothing(
    lacking: str, complete: Group, edit: Edit, *, check: Check, read_case: Read
) -> None:
    case = broken(complete, edit, read_case, {key: said for key, said in WAIVER.items() if key != lacking})
    found = excuse(check(case), case)
    assert [one.stops for one in found if one.rule == "R-503"] == [True]
    assert [one.facts["rule"] for one in found if one.rule == "F-110"] == ["R-503"]


@pytest.mark.parametrize(
    ("more", "excused"),
    [
        ({"field": "candidates"}, True),
        ({"field": "candidates[1]"}, False),
        ({"item": "C6"}, False),
    ],
)
def test_a_waiver_may_name_field_or_item(
    more: dict[str, str], excused: bool, complete: Group, *, edit: Edit, check: Check, read_case: Read
) -> None:
    case = broken(complete, edit, read_case, {**WAIVER, **more})
    (found,) = [one for one in excuse(check(case), case) if one.rule == "R-503"]
    assert (found.excused is not None) is excused


def test_a_waiver_for_one_item_covers_it_by_code_or_key(complete: Group, edit: Edit, read_case: Read) -> None:
    case = read_case(edit(complete, {"waivers": [{**WAIVER, "rule": "F-101", "item": "C6"}]}))
    place = case.record.place
    two = [Finding("F-101", Severity.ERROR, place, {}, case.id, item) for item in ("C6-2", "B2")]
    assert [one.excused is not None for one in excuse(two, case)] == [True, False]


def test_an_idle_waiver_is_named(complete: Group, edit: Edit, check: Check, read_case: Read) -> None:
    case = read_case(edit(complete, {"waivers": [WAIVER]}))
    (found,) = excuse(check(case), case)
    assert (found.rule, found.severity, found.place.field) == ("F-110", Severity.INFO, "waivers[0]")
    for language in ("zh", "en"):
        assert wording(language)(found) == (
            speaker(language)("F-110", **found.facts),
            speaker(language)("F-110.hint", **found.facts),
        )


@pytest.mark.parametrize(
    ("number", "item", "excused"),
    [
        ("F-101", "", False),  # one line must not excuse every missing paper at once
        ("W-120", "", False),
        ("F-101", "C6-2", True),
        ("F-101", "C6", True),
        ("F-101", "C6-1", False),
        ("R-503", "", True),
    ],
)
def test_a_waiver_of_a_paper_names_the_paper(
    number: str, item: str, excused: bool, complete: Group, *, edit: Edit, read_case: Read
) -> None:
    case = read_case(edit(complete, {"waivers": [{**WAIVER, "rule": number, "item": item}]}))
    found = Finding(number, Severity.ERROR, case.record.place, {}, case.id, "C6-2")
    assert (excuse([found], case)[0].excused is not None) is excused


def test_of_two_waivers_the_one_that_meets_is_used(complete: Group, edit: Edit, check: Check, read_case: Read) -> None:
    case = broken(complete, edit, read_case, {**WAIVER, "field": "talks"}, {**WAIVER, "reason": "另一理由"})
    found = excuse(check(case), case)
    assert [one.excused.reason for one in found if one.excused] == ["另一理由"]
    assert [one.place.field for one in found if one.rule == "F-110"] == ["waivers[0]"]


# -- places and words -----------------------------------------------------------------------------------------------


def rule_at(*paths: str, **more):
    """A rule that finds something at paths, whatever the record says."""

    @rule("R-9901", Severity.WARNING, source="试", confidence=SURE, reads=(), title=("甲", "A"),
          says=("{name}：{what}。", "{name}: {what}."), remedy=("请改{what}。", "Mend {what}."), **more)  # fmt: skip
    def judge(_: View) -> Iterator[Breach]:
        for path in paths:
            yield breach(path, name="高明远", what=Word("日期", "the day"))

    return judge


@pytest.mark.parametrize(
    ("path", "source", "line", "field"),
    [
        ("people.gao.health", "people/gao.yaml", 2, "health"),
        ("people.gao.family[1].birth", "people/gao.yaml", 5, "family[1].birth"),
        ("people.gao.family[1].post", "people/gao.yaml", 5, "family[1].post"),
        ("people.gao.family[7].birth", "people/gao.yaml", 4, "family[7].birth"),
        ("people.gao.training", "people/gao.yaml", 1, "training"),
        ("people.su.health", "cases/a/case.yaml", 3, "people.su.health"),
        ("people.lu.health", "cases/a/case.yaml", 3, "people.lu.health"),
        ("team.people.gao", "cases/a/case.yaml", 1, "team.people.gao"),
    ],
)
def test_what_is_wrong_of_a_person_stands_in_the_file_of_the_person(
    path: str, source: str, line: int, field: str, *, terms: Terms, read_group: Callable[..., Group], read_case: Read
) -> None:
    own = read_group("name: 高明远\nhealth: 健康\nfamily:\n  - {relation: 妻子}\n  - {relation: 儿子, birth: 2012}", "people/gao.yaml")
    case = read_case(read_group("kind: appointment\nid: KC-1\npeople: {su: {name: 苏景和}}"))
    case = replace(case, people={**case.people, "gao": Person("gao", own)})
    (found,) = check_rules(case, terms, Calendar(), TODAY, (rule_at(path),))
    assert (found.place.source, found.place.line, found.place.field) == (source, line, field)
    assert (found.rule, found.case, found.severity) == ("R-9901", "KC-1", Severity.WARNING)


def test_a_finding_is_said_in_either_language(complete: Group, read_case: Read) -> None:
    facts = {"problem": Word("一天谈话6人", "6 talks on one day")}
    found = Finding("R-520", Severity.WARNING, read_case(complete).record.place, facts)
    assert [wording(language)(found) for language in ("zh", "en")] == [
        ("一天谈话6人。", "请核对日期；时间过紧的写明原因。"),
        ("6 talks on one day.", "Check the dates; explain a hurry."),
    ]


# -- the run --------------------------------------------------------------------------------------------------------


def test_a_rule_judges_only_while_it_was_in_force(complete: Group, edit: Edit, terms: Terms, read_case: Read) -> None:
    case = broken(complete, edit, read_case)
    judged = BY_NUMBER["R-503"]
    assert judged.held_on(TODAY)
    old = replace(judged, until=date(2019, 3, 2))
    new = replace(judged, since=date(2019, 3, 3))
    for day, number in ((date(2019, 3, 2), 1), (date(2019, 3, 3), 1), (TODAY, 1)):
        found = check_rules(case, terms, Calendar(), day, (old, new))
        assert len(found) == number


def test_an_old_case_is_judged_by_what_held_then(complete: Group, edit: Edit, terms: Terms, read_case: Read) -> None:
    case = read_case(edit(complete, {"checks.discipline[1].level": "巡视巡察"}))
    numbers = [{one.rule for one in check_rules(case, terms, Calendar(), day)} for day in (date(2019, 3, 2), TODAY)]
    assert [("R-610" in found) for found in numbers] == [False, True]


def test_findings_come_in_the_order_of_the_file(complete: Group, edit: Edit, check: Check, read_case: Read) -> None:
    case = read_case(
        edit(
            complete,
            {
                "publicity.end": "2026-04-16",
                "motion.scheme.mode": None,
                "mode": None,
                "team.members": None,
                "feedback.date": None,
            },
        )
    )
    lines = [one.place.line for one in check(case)]
    assert len(lines) > 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "path", ["talks", "people.gao-mingyuan", "deliberation", "recommendations[0].rows", "team", "positions"]
)
@pytest.mark.parametrize("value", ["甲", [], {}, [["甲"]], {"name": 3}, ["甲", {"person": "nobody"}]])
def test_no_shape_of_a_section_makes_a_rule_fall_over(
    path: str, value: object, complete: Group, *, edit: Edit, check: Check, read_case: Read
) -> None:
    assert all(finding.rule for finding in check(read_case(edit(complete, {path: value}))))


def test_local_terms_weigh(complete: Group, edit: Edit, check: Check, read_case: Read) -> None:
    moved = read_case(edit(complete, {"talks[2].setting": "社区", "visits[1].setting": "社区"}))
    assert "R-510" in rules(check(moved), Severity.WARNING)
    assert "R-510" in rules(check(moved, profile="text-1"), Severity.ERROR)
    four = read_case(edit(complete, {"publicity.start": "2026-04-13"}))
    assert "R-901" not in rules(check(four, publicity_count_first=True))
    week = read_case(edit(complete, {"publicity.end": "2026-04-17"}))
    assert "R-901" in rules(check(week), Severity.ERROR)
    counted = read_case(edit(complete, {"publicity.end": "2026-04-17", "publicity.start": "2026-04-13"}))
    assert "R-901" in rules(check(counted), Severity.WARNING)
    assert "R-901" not in rules(check(counted, publicity_count_first=True))


def test_many_talks_on_one_day_are_counted(complete: Group, edit: Edit, check: Check, read_case: Read) -> None:
    crowded = read_case(edit(complete, {f"talks[{place}].date": "2026-03-26" for place in range(5)}))
    (found,) = [one for one in check(crowded, talks_per_day=5) if one.rule == "R-520"]
    assert found.facts["problem"].zh == "2026-03-26一天谈话6人"
    assert not [one for one in check(crowded, talks_per_day=6) if one.rule == "R-520"]


def test_a_notice_in_a_year_without_calendar_is_provisional(
    complete: Group, edit: Edit, check: Check, read_case: Read
) -> None:
    later = read_case(edit(complete, {
        "publicity.published_on": "2027-03-01", "publicity.start": "2027-03-02", "publicity.end": "2027-03-12",
    }))  # fmt: skip
    (found,) = [one for one in check(later) if one.rule == "R-901"]
    assert (found.place.field, found.severity) == ("publicity.start", Severity.ERROR)


def test_every_rule_can_be_explained() -> None:
    for one in BOOK:
        assert one.title.zh != one.title.en
        assert 1 <= one.chapter <= 12
