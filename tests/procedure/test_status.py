"""What comes next, and by which day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.filing import State
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group
from archive_tool.procedure.filing import Present, item_states, items
from archive_tool.procedure.plan import read_plan
from archive_tool.procedure.status import Next, Standing, standing_of, timetable
from archive_tool.procedure.terms import Terms
from archive_tool.workdays import Calendar

Look = Callable[..., Standing]
LATE = ("deliberation", "publicity", "appointment", "closed_on", "reports", "feedback")


@pytest.fixture
def look(
    complete: Group, plan: FilePlan, terms: Terms, edit: Callable[..., Group], read_case: Callable[..., Case]
) -> Look:
    def looked(
        edits: dict[str, object],
        today: date = date(2026, 5, 6),
        plan: FilePlan = plan,
        terms: Terms = terms,
        **present: Present,
    ) -> Standing:
        case = read_case(edit(complete, edits))
        states = item_states(
            items(plan, case, terms.ranks), case, {key.replace("_", "-"): there for key, there in present.items()}
        )
        return standing_of(case, states, plan, terms=terms, calendar=Calendar(), as_of=today)

    return looked


def words(standing: Standing) -> list[tuple[str, date | None]]:
    return [(one.what.zh, one.due) for one in standing.next]


def test_in_the_middle_of_an_inspection(look: Look) -> None:
    found = look({**dict.fromkeys(LATE), "checks.discipline[0].reply_on": None, "checks.discipline[0].due": "2026-04-01"},
                 date(2026, 4, 2), C1=Present(attachments=(Path("attachments/a.jpg"),)))  # fmt: skip
    assert (found.stage.code, found.closed) == ("C", False)
    assert words(found) == [
        ("催收市纪委监委驻水务局纪检监察组的回复", date(2026, 4, 1)),
        ("推荐结果到期，此前完成讨论决定", date(2027, 3, 17)),
        ("向单位主要领导反馈考察情况", None),
    ]
    assert found.next[0].overdue
    assert not found.next[1].overdue
    assert "C6-1" not in {state.item.key for state in found.missing if state.state is not State.MISSING}
    assert "D3" not in {state.item.key for state in found.missing}
    assert found.done == 1
    assert found.wanted > 30


def test_while_the_notice_is_up(look: Look) -> None:
    found = look({"publicity.conclusion": None, "publicity.conclusion_on": None, "publicity.end": None, "appointment": None,
                  "closed_on": None, "publicity.taken_down_on": None}, date(2026, 4, 15))  # fmt: skip
    assert words(found) == [
        ("公示期满，形成公示结论", date(2026, 4, 20)),
        ("收集公示结果、形成结论", None),
    ]
    assert not found.next[0].provisional


def test_a_notice_in_a_year_without_calendar_has_a_provisional_end(look: Look) -> None:
    found = look({"publicity.published_on": "2027-03-01", "publicity.start": "2027-03-02", "publicity.end": None,
                  "publicity.conclusion": None, "appointment": None, "closed_on": None}, date(2027, 3, 3))  # fmt: skip
    assert found.next[0].due == date(2027, 3, 8)
    assert found.next[0].provisional


def test_what_stays_after_the_case_is_closed(look: Look) -> None:
    found = look({"publicity.taken_down_on": None, "candidates[0].qualification.training_done": "否"}, date(2026, 5, 6))
    assert found.closed
    assert words(found) == [
        ("撤下公示", date(2026, 4, 21)),
        ("高明远试用期满考核", date(2027, 4, 10)),
        ("高明远补足培训", date(2027, 4, 10)),
    ]


def test_the_latest_day_for_a_notice_goes_back_over_holidays(look: Look) -> None:
    found = look({"notice": {"time_from": "2026-10-08"}, **dict.fromkeys(LATE), "talks": None, "assessments": None},
                 date(2026, 9, 1))  # fmt: skip
    assert ("发布考察预告", date(2026, 9, 30)) in words(found)


def test_reflections_and_the_other_side_have_their_days(look: Look) -> None:
    found = look({
        "closed_on": None, "publicity.objections": [{"no": 2, "received_on": "2026-04-15", "due": "2026-04-25"}],
        "deliberation.co_management": [{"body": "南江省水利厅", "asked_on": "2026-04-01"}],
    }, date(2026, 4, 20))  # fmt: skip
    assert ("办结公示反映第2件", date(2026, 4, 25)) in words(found)
    assert ("催收南江省水利厅的回复", date(2026, 5, 1)) in words(found)


def test_a_removal_has_no_course_of_an_inspection(look: Look) -> None:
    found = look({"purpose": "退休", **dict.fromkeys(LATE), "checks": None, "opinions": None}, date(2026, 4, 2))
    assert words(found) == []


def test_stale_files_are_named(look: Look) -> None:

    found = look({}, date(2026, 5, 6), C1=Present(Path("documents/C1.docx"), State.STALE, reason="notice.date"))
    assert [state.item.key for state in found.stale] == ["C1"]


def test_the_timetable_has_every_step_with_its_days(
    complete: Group, terms: Terms, edit: Callable[..., Group], read_case: Callable[..., Case]
) -> None:
    case = read_case(edit(complete, {"publicity.end": None, "surveys": []}))
    steps = {one.name.zh: (one.first, one.last) for one in timetable(case, terms, Calendar(), date(2026, 5, 6))}
    assert steps["个别谈话"] == (date(2026, 3, 24), date(2026, 3, 26))
    assert steps["公示结束"] == (date(2026, 4, 20), date(2026, 4, 20))
    assert steps["会议决定"] == (date(2026, 4, 10), date(2026, 4, 10))
    bare = timetable(read_case(edit(complete, {"visits": None})), terms, Calendar(), date(2026, 5, 6))
    assert [one.name.zh for one in bare if one.first is None] == ["走访"]


# -- what lacks ---------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_told_up_to_the_stage_reached(look: Look) -> None:
    found = look({**dict.fromkeys(LATE), "determination": None, "notice": None})
    assert found.stage.code == "C"
    missing = [state.item.key for state in found.missing]
    assert {"B1-1", "C1"} <= set(missing)
    assert not [key for key in missing if key.startswith(("D", "E"))]
    assert all(state.state is State.MISSING for state in found.missing)


OWN = """
kind: training
stages:
  - {code: C, folder: c, zh: 授课, en: Lessons}
  - {code: Z, folder: z, zh: 其他, en: Other}
items:
  - {code: C1, stage: C, zh: 通知, en: notice, short: 通知, making: written, template: a.docx, date: notice.date}
  - {code: C2, stage: C, zh: 教案, en: plan, short: 教案, making: supplied, optional: yes}
  - {code: C3, stage: C, zh: 讲义, en: the paper read, short: 讲义, making: supplied, needs: lesson, date: lesson.date}
  - {code: C4, stage: C, zh: 签到表, en: the list, short: 签到表, making: supplied, date: signed.date}
"""


def test_in_another_kind_the_first_item_that_lacks_comes_next(look: Look, read_group: Callable[..., Group]) -> None:
    plan = read_plan(read_group(OWN))
    scan = Present(attachments=(Path("attachments/a.jpg"),))

    def following(**present: Present) -> list[tuple[str, str, str]]:
        found = look({"closed_on": None}, plan=plan, **present)
        return [(one.what.zh, one.what.en, one.path) for one in found.next]

    assert following() == [("形成通知", "make notice", "notice.date")]
    assert following(C1=scan) == [("形成讲义", "make the paper read", "lesson")]
    assert following(C1=scan, C3=scan) == [("形成签到表", "make the list", "signed.date")]
    assert following(C1=scan, C3=scan, C4=scan) == []
    assert look({}, plan=plan).next == ()  # closed
    assert (look({}, plan=plan, C1=scan).done, look({}, plan=plan, C1=scan).wanted) == (1, 3)


# -- the course ---------------------------------------------------------------------------------------------------------

COURSE = (
    ("motion.unit_analysis.date", "形成单位分析报告"),
    ("motion.meeting.date", "召开干部工作专题会议"),
    ("motion.scheme.date", "制定考察工作方案"),
    ("motion.approval_slip.approved_on", "呈批考察方案"),
    ("recommendations", "组织民主推荐"),
    ("determination.date", "研究确定考察对象"),
    ("notice.date", "发布考察预告"),
    ("assessments", "组织民主测评"),
    ("talks", "开展个别谈话"),
    ("checks.archive", "审核干部档案"),
    ("checks.matters", "查核个人有关事项报告"),
    ("checks.discipline", "征求纪检监察机关意见"),
    ("feedback.date", "向单位主要领导反馈考察情况"),
    ("reports", "撰写考察材料"),
    ("deliberation.proposal.date", "部务会研究任用建议方案"),
    ("deliberation.consultation", "会前沟通酝酿"),
    ("deliberation.meeting.date", "提交会议讨论决定"),
    ("publicity.start", "发布任前公示"),
    ("publicity.conclusion", "收集公示结果、形成结论"),
    ("appointment.talks", "开展任前谈话"),
    ("appointment.documents", "印发任免文件"),
)
RECOMMENDED, SHOWN = ("recommendations", "determination.date"), ("publicity.start", "publicity.conclusion")
DISCUSSED = ("deliberation.proposal.date", "deliberation.consultation", "deliberation.meeting.date", "appointment.talks",
             "appointment.documents")  # fmt: skip


def following(standing: Standing) -> list[tuple[str, str]]:
    """The steps that no rule sets a day for."""
    return [(one.path, one.what.zh) for one in standing.next if one.due is None]


@pytest.mark.parametrize(
    ("purpose", "skipped"),
    [
        ("提拔任职", ()),
        ("换届", SHOWN),
        ("进一步使用", (*RECOMMENDED, *SHOWN)),
        ("转任重要岗位", (*RECOMMENDED, *SHOWN)),
        ("后备", (*RECOMMENDED, *DISCUSSED, *SHOWN)),
    ],
)
def test_each_step_that_the_purpose_asks_for_comes_next_when_its_field_is_empty(
    purpose: str, skipped: tuple[str, ...], look: Look
) -> None:
    base = {"purpose": purpose, "closed_on": None}
    for path, said in COURSE:
        expected = ("closed_on", "整理归档、结卷") if path in skipped else (path, said)
        assert following(look({**base, path: None})) == [expected], path
    assert following(look({**base, **dict.fromkeys(path for path, _ in COURSE if path not in skipped)})) == [COURSE[0]]


@pytest.mark.parametrize("path", [*DISCUSSED, *SHOWN])
def test_a_decision_is_discussed_and_shown(path: str, look: Look) -> None:
    decision = {"kind": "decision", "purpose": None, "closed_on": None}
    assert [at for at, _ in following(look({**decision, path: None}))] == [path]
    assert following(look({**decision, "notice": None, "talks": None, "motion": None, "reports": None})) == [
        ("closed_on", "整理归档、结卷")
    ]


# -- days ---------------------------------------------------------------------------------------------------------------


def dated(standing: Standing, path: str) -> Next | None:
    """The step with a day that is done when the field is filled in."""
    found = [one for one in standing.next if one.path == path and one.due is not None]
    assert len(found) <= 1
    return found[0] if found else None


def test_a_step_is_overdue_the_day_after_it_was_due(look: Look) -> None:
    open_ = {"closed_on": None, "checks.discipline[0].reply_on": None, "checks.discipline[0].due": "2026-04-01"}
    found = [dated(look(open_, date(2026, 4, number)), "checks.discipline[0].reply_on") for number in (1, 2)]
    assert [one and one.overdue for one in found] == [False, True]


SHOWING = {"closed_on": None, "publicity.conclusion": None, "publicity.taken_down_on": None}


@pytest.mark.parametrize(
    ("edits", "due"),
    [
        ({}, date(2026, 4, 20)),
        ({"publicity.end": "2026-04-21"}, date(2026, 4, 21)),
        ({"publicity.published_on": None, "publicity.end": None}, date(2026, 4, 21)),  # five days after its first
        ({"publicity.start": None}, date(2026, 4, 20)),
        ({"publicity.start": None, "publicity.published_on": None}, None),  # its end alone is no notice
        ({"publicity.conclusion": "无反映"}, None),
    ],
)
def test_the_outcome_of_the_notice_is_due_on_its_last_day(
    edits: dict[str, object], due: date | None, look: Look
) -> None:
    found = dated(look({**SHOWING, **edits}, date(2026, 4, 15)), "publicity.conclusion")
    assert (found and found.due) == due
    assert found is None or found.what.en == "the notice ends; record its outcome"


def test_a_notice_that_runs_into_a_year_without_calendar_is_provisional(look: Look) -> None:
    found = dated(look({**SHOWING, "publicity.published_on": "2026-12-29", "publicity.start": "2026-12-30", "publicity.end": "2027-01-06"}), "publicity.conclusion")  # fmt: skip
    assert found is not None
    assert found.provisional


@pytest.mark.parametrize(
    ("today", "taken", "due"),
    [
        (date(2026, 4, 20), None, None),  # still up
        (date(2026, 4, 21), None, date(2026, 4, 21)),
        (date(2026, 4, 21), "2026-04-21", None),
    ],
)
def test_the_notice_is_taken_down_the_day_after_its_last(
    today: date, taken: str | None, due: date | None, look: Look
) -> None:
    found = dated(look({"publicity.taken_down_on": taken}, today), "publicity.taken_down_on")
    assert (found and found.due) == due


def test_a_reflection_stays_until_it_is_closed(look: Look) -> None:
    reflection = {"no": 2, "received_on": "2026-04-15", "due": "2026-04-25"}
    found = dated(look({"closed_on": None, "publicity.objections": [reflection]}), "publicity.objections[0].closed_on")
    assert found is not None
    assert (found.what.en, found.due) == ("close reflection 2", date(2026, 4, 25))
    closed = look({"closed_on": None, "publicity.objections": [{**reflection, "closed_on": "2026-04-24"}]})
    assert dated(closed, "publicity.objections[0].closed_on") is None


@pytest.mark.parametrize(
    ("begins", "lead", "due"),
    [
        ("2026-03-25", 1, date(2026, 3, 24)),
        ("2026-03-25", 0, date(2026, 3, 24)),  # at the latest the day before
        ("2026-03-25", 3, date(2026, 3, 20)),
        ("2026-03-23", 1, date(2026, 3, 20)),
    ],
)
def test_the_notice_of_the_inspection_is_due_working_days_before_it(
    begins: str, lead: int, due: date, *, look: Look, terms: Terms
) -> None:
    own = replace(terms, notice_lead_workdays=lead)
    found = dated(look({"closed_on": None, "notice": {"time_from": begins}}, terms=own), "notice.date")
    assert found is not None
    assert (found.due, found.provisional) == (due, False)


def test_before_an_inspection_in_a_year_without_calendar_the_day_of_its_notice_is_provisional(look: Look) -> None:
    found = dated(look({"closed_on": None, "notice": {"time_from": "2027-01-05"}}), "notice.date")
    assert found is not None
    assert (found.due, found.provisional) == (date(2027, 1, 4), True)


def test_a_notice_of_the_inspection_that_was_given_is_no_step(look: Look) -> None:
    assert dated(look({"closed_on": None}), "notice.date") is None
    assert dated(look({"closed_on": None, "notice": {"channel": ["张贴"]}}), "notice.date") is None


@pytest.mark.parametrize(
    ("path", "letter", "answered", "zh", "en"),
    [
        ("opinions", {"department": "市信访局", "due": "2026-04-01"}, "answered_on", "催收市信访局的回复", "chase the reply of 市信访局"),
        ("checks.discipline", {"body": "市纪委", "due": "2026-04-01"}, "reply_on", "催收市纪委的回复", "chase the reply of 市纪委"),
        (
            "deliberation.co_management",
            {"body": "省水利厅", "asked_on": "2026-03-02"},
            "answered_on",
            "催收省水利厅的回复",
            "chase the reply of 省水利厅",
        ),
    ],
)  # fmt: skip
def test_a_letter_is_chased_until_it_is_answered(
    path: str, letter: dict[str, str], answered: str, *, zh: str, en: str, look: Look
) -> None:
    found = dated(look({"closed_on": None, path: [letter]}), f"{path}[0].{answered}")
    assert found is not None
    assert (found.what.zh, found.what.en, found.due) == (zh, en, date(2026, 4, 1))
    assert dated(look({"closed_on": None, path: [{**letter, answered: "2026-03-30"}]}), f"{path}[0].{answered}") is None


def test_a_letter_without_a_day_is_not_chased_unless_silence_is_consent(look: Look) -> None:
    assert dated(look({"closed_on": None, "opinions": [{"department": "市信访局", "asked_on": "2026-03-02"}]}), "opinions[0].answered_on") is None  # fmt: skip


def test_the_recommendation_lapses_after_its_last_vote(look: Look) -> None:
    found = dated(look({"closed_on": None, "deliberation.meeting": None}), "deliberation.meeting.date")
    assert found is not None
    assert (found.due, found.what.en) == (date(2027, 3, 17), "the recommendation lapses; decide before")
    further = look({"closed_on": None, "deliberation.meeting": None, "purpose": "进一步使用"})
    assert dated(further, "deliberation.meeting.date") is None


def test_probation_ends_for_whoever_is_on_it(look: Look) -> None:
    path = "appointment.probation[0].reviewed_on"
    found = dated(look({}), path)
    assert found is not None
    assert (found.what.zh, found.what.en) == ("高明远试用期满考核", "review 高明远 at the end of probation")
    stranger = dated(look({"appointment.probation[0].person": "lu-mou", "appointment.probation[0].until": "2027-04"}), path)
    assert stranger is not None
    assert (stranger.what.zh, stranger.due) == ("lu-mou试用期满考核", date(2027, 4, 1))
    assert dated(look({"appointment.probation[0].until": None}), path) is None
    assert dated(look({path: "2027-04-12"}), path) is None


@pytest.mark.parametrize(
    ("edits", "due"),
    [
        ({}, date(2027, 4, 10)),
        ({"candidates[0].in_office_from": "2026-04-20"}, date(2027, 4, 20)),
        ({"candidates[0].in_office_from": None}, date(2027, 4, 10)),  # from the day of the decision
        ({"candidates[0].in_office_from": None, "deliberation.meeting.date": None}, None),
        ({"candidates[0].qualification.training_done": None}, None),
        ({"candidates[0].qualification.training_done": "是"}, None),
    ],
)
def test_training_promised_is_due_within_a_year_of_taking_office(
    edits: dict[str, object], due: date | None, look: Look
) -> None:
    promised = {"candidates[0].qualification.training_done": "否", **edits}
    found = dated(look(promised), "candidates[0].qualification.training_done")
    assert (found and found.due) == due
    if due is not None:
        late = [dated(look(promised, one), "candidates[0].qualification.training_done") for one in (due, due.replace(day=due.day + 1))]  # fmt: skip
        assert [one and one.overdue for one in late] == [False, True]
