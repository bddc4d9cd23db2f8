"""Days as the rules compare them, and the facts that they read from a record."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.cases import Case
from archive_tool.model.dates import Month, Year
from archive_tool.model.tree import Group, text
from archive_tool.procedure.terms import Terms
from archive_tool.procedure.view import Mention, View, a_year_after, flag, is_after, missing, number, years_between
from archive_tool.workdays import Calendar

TODAY = date(2026, 5, 6)
ViewOf = Callable[..., View]


@pytest.fixture
def view_of(read_group: Callable[[str], Group], read_case: Callable[..., Case], terms: Terms) -> ViewOf:
    def viewed(record: str, served: tuple[str, ...] = (), under: str = "") -> View:
        cases = tuple(read_case(read_group(one)) for one in served)
        decision = read_case(read_group(under)) if under else None
        case = read_case(read_group(record), served=cases, decision=decision)
        return View(case, terms, Calendar(), TODAY)

    return viewed


def test_a_year_after_a_leap_day_ends_in_february() -> None:
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2024, 3, 1)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        (date(2026, 4, 2), date(2026, 4, 1), True),
        (date(2026, 4, 1), date(2026, 4, 1), False),
        (Month(2026, 5), date(2026, 4, 30), True),
        (Month(2026, 4), date(2026, 4, 1), False),  # it may have been the first
        (date(2026, 4, 30), Month(2026, 4), False),
        (date(2027, 1, 1), Year(2026), True),
        (None, date(2026, 4, 1), False),
        (date(2026, 4, 1), None, False),
    ],
)
def test_a_day_is_late_only_however_the_month_is_read(one, other, after: bool) -> None:
    assert is_after(one, other) is after


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2023, 4, 10), date(2026, 4, 10), 3),
        (date(2023, 4, 11), date(2026, 4, 10), 2),
        (Month(2023, 4), date(2026, 4, 10), 3),
        (Month(2023, 5), date(2026, 4, 10), 2),
        (Year(2023), Month(2026, 1), 3),
    ],
)
def test_full_years_favour_the_person(since, until, years: int) -> None:
    assert years_between(since, until) == years


@given(st.dates(date(1950, 1, 1), date(2040, 12, 31)))
def test_a_year_after_is_one_full_year(day: date) -> None:
    assert years_between(day, a_year_after(day)) == (0 if (day.month, day.day) == (2, 29) else 1)


def test_a_yes_is_no_number_and_a_number_no_yes(read_group: Callable[[str], Group]) -> None:
    node = read_group("{yes: 是, no: 否, three: 3, word: 三}")
    assert [number(node, key) for key in ("yes", "three", "word", "nothing")] == [None, 3, None, None]
    assert [flag(node, key) for key in ("yes", "no", "three", "nothing")] == [True, False, None, None]


def test_what_is_missing_in_a_group(read_group: Callable[[str], Group]) -> None:
    node = read_group("{unit: 水务局, post: '', names: [], since: 2026-04}")
    assert missing(node, ("unit", "post", "names", "since", "until")) == ["post", "names", "until"]


def test_people_are_told_apart_by_id_else_by_name() -> None:
    assert Mention("gao", "高明远", "").key == "gao"
    assert Mention("", "高明远", "").key == "高明远"


@pytest.mark.parametrize(
    ("record", "stage"),
    [
        ("title: 考察", "A"),
        ("motion: {requests: [{unit: 水务局}]}", "B"),
        ("notice: {date: 2026-03-20}", "C"),
        ("deliberation: {proposal: {date: 2026-04-02}}", "D"),
        ("closed_on: 2026-04-30", "E"),
    ],
)
def test_how_far_a_case_is(record: str, stage: str, view_of: ViewOf) -> None:
    view = view_of(record)
    assert view.stage == stage
    assert "".join(one for one in "ABCDE" if view.is_at(one)) == "ABCDE"[: "ABCDE".index(stage) + 1]
    assert view.is_closed is (stage == "E")


def test_purpose_mode_and_the_day_that_counts(view_of: ViewOf) -> None:
    plain = view_of("{purpose: 免职, mode: 差额}")
    assert (plain.purpose, plain.is_inspected, plain.mode) == ("免职", False, "差额")
    assert (plain.decided_on, plain.counts_on) == (None, TODAY)
    whole = view_of(
        "{purpose: 提拔任职, mode: 差额, motion: {scheme: {mode: 等额}}, deliberation: {meeting: {date: 2026-04-10}}}"
    )
    assert (whole.is_inspected, whole.mode) == (True, "等额")
    assert (whole.decided_on, whole.counts_on) == (date(2026, 4, 10), date(2026, 4, 10))


CASE = """
id: KC-1
purpose: 提拔任职
positions: [{id: zw1, title: 副局长}, {id: zw2, title: 副书记}]
people:
  gao: {name: 高明远}
  su: {name: 苏景和}
candidates:
  - {person: gao, position: zw2, exceptional: {is: 是}, is_new: 是}
  - {person: su, position: zw1, exceptional: {is: 否}, result: 未任用}
  - {person: lin, position: zw9}
"""


def test_a_candidate_knows_person_post_purpose_and_result(view_of: ViewOf) -> None:
    view = view_of(CASE)
    gao, su, lin = view.candidates
    assert (gao.path, gao.id, gao.name, gao.purpose, gao.result) == ("candidates[0]", "gao", "高明远", "提拔任职", "")
    assert gao.person is not None
    assert gao.post is view.posts["zw2"]
    assert gao.of_person("health") == "people.gao.health"
    assert (gao.says("is_new"), su.says("is_new")) == (True, None)
    assert [one.is_exceptional for one in view.candidates] == [True, False, False]
    assert [one.is_live for one in view.candidates] == [True, False, True]
    assert (lin.name, lin.person, lin.post) == ("lin", None, None)
    assert view.live == (gao, lin)
    assert view.candidate("su") is su
    assert view.candidate("he") is None


def test_a_case_takes_the_results_of_its_decision(view_of: ViewOf) -> None:
    decision = "{id: JD-1, kind: decision, candidates: [{person: gao, case: KC-1, result: 任用}]}"
    assert [one.result for one in view_of(CASE, under=decision).candidates] == ["任用", "未任用", ""]


def test_a_decision_takes_persons_posts_and_purpose_from_the_cases(view_of: ViewOf) -> None:
    other = "{id: KC-2, purpose: 免职, positions: [{id: zw2, title: 科长}], people: {he: {name: 何岸}}}"
    decision = """
id: JD-1
kind: decision
positions: [{id: zw2, title: 主任}]
people: {su: {name: 苏静和}}
candidates:
  - {person: gao, case: KC-1, position: zw2}
  - {person: he, case: KC-2, position: zw2}
  - {person: su, case: KC-1}
  - {person: he, position: zw2}
"""
    gao, he, su, alone = view_of(decision, (CASE, other)).candidates
    assert (gao.name, gao.purpose, text(gao.post, "title")) == ("高明远", "提拔任职", "副书记")
    assert (he.name, he.purpose, text(he.post, "title")) == ("何岸", "免职", "科长")
    assert su.name == "苏静和"  # its own register goes before that of the case
    assert (alone.name, alone.purpose) == ("he", "")


def test_those_discussed_are_whom_the_meeting_voted_on_else_who_is_left(view_of: ViewOf) -> None:
    before = view_of(CASE)
    assert before.voted_on == frozenset()
    assert [one.id for one in before.discussed] == ["gao", "lin"]
    after = view_of(CASE + "deliberation: {meeting: {items: [{candidate: su}, {title: 其他事项}]}}")
    assert after.voted_on == {"su"}
    assert [one.id for one in after.discussed] == ["su"]


def test_those_appointed_have_the_result_or_stand_in_a_document(view_of: ViewOf) -> None:
    assert view_of(CASE).appointed == ()
    named = view_of(CASE + "appointment: {documents: [{persons: [{person: lin}, {person: su}]}]}")
    assert [one.id for one in named.appointed] == ["lin"]  # su dropped out
    assert [one.id for one in view_of(CASE.replace("未任用", "任用")).appointed] == ["su"]


def test_who_is_named_and_where(view_of: ViewOf) -> None:
    view = view_of(CASE + """
team:
  leader: {person: gao}
  members: [{name: 韦思齐}, {person: gao}, 庄亦凡]
""")
    assert view.mentions("team.leader") == (Mention("gao", "高明远", "team.leader"),)
    assert view.mentions("team.members[2]") == (Mention("", "庄亦凡", "team.members[2]"),)
    assert [(one.key, one.path) for one in view.team] == [
        ("gao", "team.leader"),
        ("韦思齐", "team.members[0]"),
        ("庄亦凡", "team.members[2]"),
    ]


def test_what_speaks_of_a_candidate(view_of: ViewOf) -> None:
    view = view_of(CASE + """
reports: [{candidate: su}, {candidate: gao}]
talks: [{no: 1}, {objects: [su]}, {objects: [gao, su]}, {candidates: [gao]}, {candidates: [su]}]
""")
    gao = view.candidates[0]
    assert [where for where, _ in view.about("reports", gao)] == ["reports[1]"]
    assert [where for where, _ in view.heard_of("talks", gao)] == ["talks[0]", "talks[2]", "talks[3]"]


def test_the_days_at_paths(view_of: ViewOf) -> None:
    view = view_of("{notice: {date: 2026-03-20}, talks: [{date: 2026-03-24}, {date: 2026-04}, {no: 3}]}")
    assert view.days(("notice.date", "feedback.date", "talks[].date")) == [
        ("notice.date", date(2026, 3, 20)),
        ("talks[0].date", date(2026, 3, 24)),
    ]
