"""What a path of a file plan means in a case: the case, its decision, the entry of an item, a reference."""

from collections.abc import Callable

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.tree import Group, Node, find, rows, text
from archive_tool.procedure.paths import (
    Scope,
    decided,
    mentions,
    of_candidate,
    person,
    persons_of,
    resolve,
    resolve_all,
)

CASE = """
kind: appointment
id: KC-1
people:
  gao: {name: 高明远, current_post: {unit: 水务局}}
  su: {name: 苏景和}
positions:
  - {id: zw0, title: 局长}
  - {id: zw1, title: 副局长}
candidates:
  - {person: gao, position: zw1, result: ""}
  - {person: su, position: zw0}
team: {leader: {name: 郑文澜}, members: [gao, {person: su}, {name: 韦思齐}, 庄亦凡, {unit: 纪委}]}
checks:
  archive:
    - {candidate: su, conclusion: 甲}
    - {candidate: gao, conclusion: 乙}
  letters: [{candidates: [gao, su], conclusion: 丙}]
  petitions: [{about: gao, conclusion: 丁}, {person: su, conclusion: 戊}]
reports: [{candidate: gao, date: 2026-03-31}]
title: 副局长人选考察
"""
DECISION = """
kind: decision
id: JD-1
people:
  gao: {name: 另一人}
  yan: {name: 严正清}
candidates:
  - {case: KC-2, person: gao, result: 缓议, result_on: 2026-04-09}
  - {case: KC-1, person: gao, result: 任用, removed_post: 科长}
  - {person: su, result: 未任用}
deliberation: {meeting: {date: 2026-04-10, chair: yan}}
"""


@pytest.fixture
def alone(read_group: Callable[..., Group], read_case: Callable[..., Case]) -> Case:
    return read_case(read_group(CASE))


@pytest.fixture
def together(read_group: Callable[..., Group], read_case: Callable[..., Case]) -> Case:
    return read_case(read_group(CASE), decision=read_case(read_group(DECISION)))


def entry(case: Case, path: str) -> Node | None:
    return find(case.record, path)


def test_the_decision_speaks_of_the_same_person_in_the_same_case(together: Case, alone: Case) -> None:
    gao, su = together.rows("candidates")
    assert text(decided(together, gao), "result") == "任用"
    assert text(decided(together, su), "result") == "未任用"  # an entry that names no case is of any
    assert decided(alone, gao) is None
    assert decided(together, None) is None
    assert decided(together, entry(together, "reports[0]")) is None


def test_a_field_of_a_candidate_is_ones_own_else_the_decisions(together: Case, alone: Case) -> None:
    gao, _ = together.rows("candidates")
    assert text(of_candidate(together, gao, "position")) == "zw1"
    assert text(of_candidate(together, gao, "removed_post")) == "科长"
    assert text(of_candidate(together, gao, "result")) == ""  # written here, though empty
    assert of_candidate(together, gao, "result_on") is None
    assert of_candidate(alone, gao, "removed_post") is None


def test_a_person_is_known_to_the_case_else_to_its_decision(together: Case, alone: Case) -> None:
    def name(case: Case, reference: str) -> str | None:
        found = person(case, reference)
        return found and found.name

    assert [name(together, one) for one in ("gao", "yan", "nobody")] == ["高明远", "严正清", None]
    assert [name(alone, one) for one in ("gao", "yan")] == ["高明远", None]


def test_an_entry_speaks_of_its_candidate_person_or_candidates(alone: Case) -> None:
    assert persons_of(entry(alone, "checks.archive[0]")) == {"su"}
    assert persons_of(entry(alone, "checks.letters[0]")) == {"gao", "su"}
    assert persons_of(entry(alone, "checks.petitions[0]")) == {"gao"}
    assert persons_of(entry(alone, "checks.petitions[1]")) == {"su"}
    assert persons_of(entry(alone, "team")) == set()
    assert persons_of(None) == set()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("candidate", ""),
        ("candidate.position", "zw1"),
        ("candidate.person.name", "高明远"),
        ("candidate.person.current_post.unit", "水务局"),
        ("candidate.position.title", "副局长"),  # the post it refers to, and not the first
        ("candidate.current_post.unit", "水务局"),  # the entry stands for its person
        ("candidate.position.headcount", ""),
        ("checks.archive[candidate].conclusion", "乙"),
        ("checks.letters[candidate].conclusion", "丙"),
        ("checks.petitions[candidate].conclusion", "丁"),
        ("checks.matters[candidate].conclusion", ""),
        ("title", "副局长人选考察"),
        ("team.leader.name", "郑文澜"),
        ("candidates[1].person.name", "苏景和"),
        ("deliberation.meeting.date", "2026-04-10"),
        ("deliberation.meeting.chair.name", ""),  # a reference in the decision is stepped through from there alone
        ("candidate.removed_post", "科长"),
        ("candidatex.position", ""),
    ],
)
def test_a_path_is_read_from_the_entry_the_case_the_decision_and_through_references(
    path: str, said: str, together: Case
) -> None:
    scope = Scope(together, "candidate", together.rows("candidates")[0])
    assert text(resolve(scope, path)) == said


def test_the_entry_itself_is_meant_by_its_name(alone: Case) -> None:
    gao = alone.rows("candidates")[0]
    assert resolve(Scope(alone, "candidate", gao), "candidate") is gao
    assert resolve(Scope(alone), "candidate") is None


def test_an_entry_that_names_its_candidate_finds_what_speaks_of_him(together: Case) -> None:
    scope = Scope(together, "report", entry(together, "reports[0]"))
    assert text(resolve(scope, "checks.archive[candidate].conclusion")) == "乙"
    assert text(resolve(scope, "report.date")) == "2026-03-31"
    assert text(resolve(scope, "report.candidate.name")) == "高明远"
    assert resolve(scope, "report.removed_post") is None  # only a candidate reads on in the decision


def test_a_path_through_a_list_means_each_entry(together: Case, alone: Case) -> None:
    def each(case: Case, path: str) -> list[str]:
        return [text(node) for node in resolve_all(Scope(case), path)]

    assert each(together, "candidates[].removed_post") == ["科长", ""]
    assert each(together, "candidates[].position") == ["zw1", "zw0"]
    assert each(alone, "candidates[].removed_post") == ["", ""]
    assert each(alone, "positions[].title") == ["局长", "副局长"]
    assert each(alone, "title") == ["副局长人选考察"]
    assert each(alone, "visits[].date") == []


def test_a_mention_is_an_id_a_name_or_a_group_with_either(alone: Case) -> None:
    members = entry(alone, "team.members")
    nodes = rows(members)
    assert list(mentions(alone, members)) == [
        ("gao", "高明远", nodes[0]),
        ("su", "苏景和", nodes[1]),
        ("", "韦思齐", nodes[2]),
        ("", "庄亦凡", nodes[3]),
    ]
    assert list(mentions(alone, None)) == []


def test_a_person_that_is_not_known_is_called_as_written(
    read_group: Callable[..., Group], read_case: Callable[..., Case]
) -> None:
    case = read_case(read_group("id: KC-1\nleader: {person: lu}\nchair: {person: lu, name: 鲁某}\n"))
    assert [(one, name) for one, name, _ in mentions(case, find(case.record, "leader"))] == [("", "lu")]
    assert [(one, name) for one, name, _ in mentions(case, find(case.record, "chair"))] == [("", "鲁某")]
