"""What comes next, and by which day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.filing import State
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group
from archive_tool.procedure.filing import Present, item_states, items
from archive_tool.procedure.status import Standing, standing_of, timetable
from archive_tool.procedure.terms import Terms
from archive_tool.workdays import Calendar

Look = Callable[..., Standing]
LATE = ("deliberation", "publicity", "appointment", "closed_on", "reports", "feedback")


@pytest.fixture
def look(
    complete: Group, plan: FilePlan, terms: Terms, edit: Callable[..., Group], read_case: Callable[..., Case]
) -> Look:
    def looked(edits: dict[str, object], today: date, **present: Present) -> Standing:
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
