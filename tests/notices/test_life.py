"""Withdrawn, corrected, closed, spoken of, proved; and what is to be done when."""

from datetime import date

import pytest

from archive_tool.messages import speaker
from archive_tool.model.notices import NoticeKind, NoticeState
from archive_tool.notices.drafting import postings
from archive_tool.notices.life import (
    What,
    act_entry,
    conclusion,
    feedback_entry,
    next_number,
    objections,
    proof_entry,
    proofs,
    results,
    settling_entry,
    unfinished,
)
from archive_tool.notices.reminders import reminder_calendar, reminders
from archive_tool.notices.wording import body_text

from .conftest import PRACTICE, TODAY

AFTER = date(2026, 5, 18)


def acts(*entries: str) -> str:
    return "notices:\n" + "".join(f"  - {{item: E1, {entry}}}\n" for entry in entries)


def test_withdrawn_it_is_gone_from_that_day(posted):
    said = acts("act: 撤回, on: 2026-05-12, reason: 另有考虑")
    assert posted(said, date(2026, 5, 11)).state is NoticeState.IN_FORCE
    posting = posted(said, date(2026, 5, 12))
    assert (posting.state, posting.ended_on) == (NoticeState.WITHDRAWN, date(2026, 5, 12))


def test_withdrawing_the_only_person_withdraws_the_notice(posted):
    assert posted(acts("act: 撤回, on: 2026-05-11, persons: [gao-mingyuan]")).state is NoticeState.WITHDRAWN


def test_one_of_two_can_be_withdrawn(posted):
    two = {
        "\ncandidates:": "\n  p2:\n    name: 祁望舒\n    current_post: {title: 云岭市统计局副局长}\ncandidates:",
        "\nteam:": "\n  - {person: p2, proposed_post: 云岭市财政局副局长}\nteam:",
    }
    posting = posted(acts("act: 撤回, on: 2026-05-11, persons: [p2]"), replace=two)
    assert posting.state is NoticeState.IN_FORCE
    assert [person.name for person in posting.notice.persons] == ["高明远"]


def test_closed_it_is_over(posted):
    assert posted(acts("act: 结束, on: 2026-05-11, conclusion: 无反映")).state is NoticeState.OVER


def versions(made, said: str, **changes) -> list:
    return list(postings(made(said, **changes), PRACTICE, date(2026, 5, 13)))


def test_correcting_a_post_starts_the_period_again(made):
    old, new = versions(made, acts("act: 更正, on: 2026-05-13, before: 办公室主任, after: 办公室副主任, reason: 误写"))
    assert (old.state, new.state) == (NoticeState.CORRECTED, NoticeState.IN_FORCE)
    assert (old.id, new.id) == ("KC-2026-001-E1", "KC-2026-001-E1-2")
    assert old.ended_on == date(2026, 5, 13)
    assert "办公室副主任" in body_text(new.notice)
    assert "本公示已于2026年5月13日更正，公示期限自更正后重新计算。" in body_text(new.notice)
    assert (new.notice.period.start, new.notice.period.end) == (date(2026, 5, 14), date(2026, 5, 20))


def test_correcting_a_slip_does_not(made):
    _, new = versions(made, acts("act: 更正, on: 2026-05-13, before: 公共管理硕士, after: 公共管理学硕士"))
    assert "本公示已于2026年5月13日更正，公示期限不变。" in body_text(new.notice)
    assert new.notice.period.end == date(2026, 5, 15)
    assert "公共管理硕士" not in body_text(new.notice), "the wrong words are not said again"


def test_a_correction_that_the_record_has_already_is_found_there(made):
    said = acts("act: 更正, on: 2026-05-13, before: 办公室主任, after: 办公室副主任")
    _, new = versions(made, said, replace={"title: 办公室主任": "title: 办公室副主任"})
    assert body_text(new.notice).count("办公室副主任") == 1
    assert new.findings == ()
    assert new.notice.period.start == date(2026, 5, 14)


def test_new_days_in_the_record_are_kept(made):
    said = acts("act: 更正, on: 2026-05-13, before: 办公室主任, after: 办公室副主任")
    _, new = versions(made, said, replace={"start: 2026-05-11": "start: 2026-05-18"})
    assert new.notice.period.start == date(2026, 5, 18)


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("act: 更正, on: 2026-05-13, reason: 误写", "N-112"),
        ("act: 更正, on: 2026-05-13, before: 没有的话, after: 别的话", "N-114"),
        ("act: 更正, on: 2026-05-13, before: 1983年10月生, after: 高明远", "N-114"),
    ],
)
def test_a_correction_that_cannot_be_followed_is_named(made, entry, rule):
    *_, last = versions(made, acts(entry))
    assert [(f.rule, f.place.source, f.place.line) for f in last.findings] == [(rule, "received.yaml", 3)]


def test_a_correction_says_whom_it_is_about(made):
    two = {
        "\ncandidates:": "\n  p2:\n    name: 祁望舒\n    current_post: {title: 云岭市统计局办公室主任}\ncandidates:",
        "\nteam:": "\n  - {person: p2, proposed_post: 云岭市财政局副局长}\nteam:",
    }
    entry = "act: 更正, on: 2026-05-13, before: 办公室主任, after: 副局长"
    assert "N-113" in [f.rule for f in versions(made, acts(entry), replace=two)[-1].findings]
    last = versions(made, acts(f"{entry}, persons: [p2]"), replace=two)[-1]
    assert [person.current_post for person in last.notice.persons] == ["云岭市水务局办公室主任", "云岭市统计局副局长"]


def test_a_correction_of_a_provisional_year_is_refused(made):
    moved = {"2026-05-08": "2029-12-14", "2026-05-11": "2029-12-17"}
    said = acts("act: 更正, on: 2029-12-18, before: 办公室主任, after: 办公室副主任")
    last = postings(made(said, replace=moved), PRACTICE, date(2029, 12, 18))[-1]
    assert {f.rule for f in last.findings} == {"N-105"}


def test_a_draft_stays_a_draft_when_corrected(made):
    found = versions(made, acts("act: 更正, on: 2026-05-13, before: 办公室主任, after: 副主任"), replace={"approved_by: 秦嘉树, ": ""})
    assert [each.state for each in found] == [NoticeState.DRAFT, NoticeState.DRAFT]


FEEDBACK = """
objections:
  - {no: 1, received_on: 2026-05-12, channel: 来电, reporter: 向南星, summary: 反映其他问题, assigned_to: {name: 陶令仪}, due: 2026-05-20}
  - {received_on: 2026-05-13, channel: 来信, summary: 另一件, outcome: 不属实, affects_use: 否, closed_on: 2026-05-14}
"""


def test_open_feedback_stands_in_the_way(made):
    case = made(FEEDBACK)
    assert [(o.number, o.assigned_to, o.closed_on) for o in objections(case)] == [
        (1, "陶令仪", None),
        (2, "", date(2026, 5, 14)),
    ]
    assert [(f.rule, f.facts) for f in unfinished(case, AFTER, ended=False)] == [("N-201", {"number": 1})]
    assert [f.rule for f in unfinished(case, AFTER, ended=True)] == ["N-201", "N-203"]
    assert next_number(case) == 3


def test_a_conclusion_that_contradicts_what_was_found(made):
    harmful = FEEDBACK.replace("affects_use: 否", "affects_use: 是").replace("due: 2026-05-20}", "closed_on: 2026-05-15}")
    case = made(harmful + acts("act: 结束, on: 2026-05-18, conclusion: 反映已查清不影响"))
    assert [(f.rule, f.facts["number"]) for f in unfinished(case, AFTER, ended=True)] == [("N-202", 2)]


@pytest.mark.parametrize(
    ("said", "result"),
    [("无反映", "任用"), ("反映已查清不影响", "任用"), ("影响任职", "公示有反映"), ("延期", "公示有反映")],
)
def test_a_closing_gives_each_person_a_result(made, said, result):
    case = made(acts(f"act: 结束, on: 2026-05-18, conclusion: {said}"))
    assert conclusion(case, AFTER) == said
    assert results(case, AFTER) == {"gao-mingyuan": result}
    assert unfinished(case, AFTER, ended=True) == ()


def test_proofs_are_found_where_they_were_registered(made):
    case = made("proofs:\n  - {item: E1, file: a.png, kind: 网页截图, channel: 网站, taken_on: 2026-05-11}\n")
    assert len(proofs(case, NoticeKind.APPOINTMENT)) == 1
    assert proofs(case, NoticeKind.INSPECTION) == ()


def test_what_the_commands_add_is_plain_text():
    entry = feedback_entry(2, date(2026, 5, 12), "来电", "反映一事", real_name=False, due=date(2026, 5, 20))
    assert entry == {
        "no": "2", "received_on": "2026-05-12", "channel": "来电", "real_name": "否", "summary": "反映一事",
        "due": "2026-05-20",
    }  # fmt: skip
    assert settling_entry(2, date(2026, 5, 19), "不属实", affects_use=False) == {
        "no": "2", "outcome": "不属实", "affects_use": "否", "closed_on": "2026-05-19",
    }  # fmt: skip
    assert act_entry(NoticeKind.APPOINTMENT, What.WITHDRAWN, date(2026, 5, 12), persons=("a",)) == {
        "item": "E1", "act": "撤回", "on": "2026-05-12", "persons": ["a"],
    }  # fmt: skip
    assert proof_entry(NoticeKind.INSPECTION, "a.jpg", "照片", "公告栏", date(2026, 5, 12))["item"] == "C1"


def due(made, as_of: date, said: str = "", **changes) -> list[tuple[str, str]]:
    case = made(said, **changes)
    found = reminders(case, postings(case, PRACTICE, as_of), as_of)
    return [(each.on.isoformat(), each.key.removeprefix("notices.remind.")) for each in found]


def test_what_is_to_be_done_and_when(made):
    assert due(made, date(2026, 5, 8)) == [
        ("2026-05-08", "start"), ("2026-05-16", "close"), ("2026-05-16", "end"), ("2026-05-16", "proof"),
    ]  # fmt: skip
    assert due(made, AFTER) == [("2026-05-16", "close"), ("2026-05-16", "proof")]
    assert due(made, TODAY, replace={"approved_by: 秦嘉树, ": ""}) == [("2026-05-08", "approve")]
    assert due(made, TODAY, acts("act: 撤回, on: 2026-05-11")) == [("2026-05-11", "take_down")]
    assert ("2026-05-20", "objection") in due(made, TODAY, FEEDBACK)
    assert due(made, TODAY, replace={"  published_on: 2026-05-08\n  start: 2026-05-11\n": ""}) == []


def test_reminders_as_a_calendar_name_nobody(made):
    case = made(FEEDBACK)
    wanted = reminders(case, postings(case, PRACTICE, TODAY), TODAY)
    data = reminder_calendar("公示提醒", wanted, TODAY, speaker("zh")).decode()
    assert data.count("BEGIN:VEVENT") == len(wanted) == 4
    assert data.count("UID:") == len({line for line in data.split("\r\n") if line.startswith("UID:")})
    assert "高明远" not in data
    assert "向南星" not in data
    assert all(len(line.encode()) <= 75 for line in data.split("\r\n"))


def test_reminders_of_another_case_are_not_given(made):
    case = made()
    other = made(replace={"id: KC-2026-001": "id: KC-2026-002"})
    assert reminders(other, postings(case, PRACTICE, TODAY), TODAY) == ()
