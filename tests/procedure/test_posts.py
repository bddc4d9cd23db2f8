"""Which posts a person is given and leaves, where the record says it once."""

from collections.abc import Callable

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.tree import Group, find, rows, text
from archive_tool.procedure.posts import filled_in, is_silent, proposed_post, record_filled_in, with_posts

CASE = """
kind: appointment
id: {id}
purpose: {purpose}
people: {{gao: {{name: 高明远}}, su: {{name: 苏景和}}}}
positions:
  - {{id: zw0}}
  - {{id: zw3, title: ''}}
  - {{id: zw1, title: 水务局局长}}
  - {{id: zw2, title: 水务局副局长}}
candidates:
{candidates}
{more}
"""
Made = Callable[..., Case]


@pytest.fixture
def made(read_group: Callable[..., Group], read_case: Callable[..., Case]) -> Made:
    def of(*candidates: str, purpose: str = "提拔任职", id: str = "KC-1", more: str = "", **rest) -> Case:  # noqa: A002
        entries = "\n".join(f"  - {{{one}}}" for one in candidates) or "  []"
        return read_case(read_group(CASE.format(id=id, purpose=purpose, candidates=entries, more=more)), **rest)

    return of


def proposed(case: Case) -> str | None:
    post = proposed_post(case, case.groups("candidates")[0])
    return None if post is None else text(post)


@pytest.mark.parametrize(
    ("candidate", "purpose", "post"),
    [
        ("person: gao, position: zw2", "提拔任职", "水务局副局长"),
        ("person: gao, position: zw2, proposed_post: 水务局总工程师", "提拔任职", "水务局总工程师"),
        ("person: gao, position: zw2, proposed_post: ''", "提拔任职", "水务局副局长"),
        ("person: gao, position: zw2, proposed_post: []", "提拔任职", "水务局副局长"),
        ("person: gao, position: zw9", "提拔任职", None),
        ("person: gao, position: zw0", "提拔任职", None),  # the position has no title
        ("person: gao, position: zw3", "提拔任职", None),
        ("person: gao", "提拔任职", None),
        ("person: gao, position: zw2", "免职", None),  # the position that is left
        ("person: gao, position: zw2", "退休", None),
        ("person: gao, position: zw2, proposed_post: 水务局调研员", "免职", "水务局调研员"),
    ],
)
def test_a_candidate_is_proposed_for_the_post_as_worded_else_for_its_position(
    candidate: str, purpose: str, post: str | None, made: Made
) -> None:
    assert proposed(made(candidate, purpose=purpose)) == post


def test_a_candidate_that_names_no_position_is_not_proposed_for_one_that_has_no_id(
    read_group: Callable[..., Group], read_case: Callable[..., Case]
) -> None:
    case = read_case(read_group("purpose: 提拔任职\npositions: [{title: 水务局局长}]\ncandidates: [{person: gao}]"))
    assert proposed(case) is None


def test_a_decision_reads_the_position_in_the_case_that_the_candidate_comes_from(made: Made) -> None:
    first, second = made(id="KC-1", purpose="免职"), made(id="KC-2")
    entry = "person: gao, position: zw2, case: {}"
    assert proposed(made(entry.format("KC-2"), served=(first, second))) == "水务局副局长"
    assert proposed(made(entry.format("KC-1"), served=(first, second))) is None  # a removal
    assert proposed(made(entry.format("KC-9"), served=(first, second))) == "水务局副局长"  # its own positions


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ("person: gao", True),
        ("person: gao, appoint: []", True),
        ("person: gao, appoint: ['']", True),
        ("person: gao, appoint: [局长]", False),
        ("person: gao, remove: [科长]", False),
        ("person: gao, appoint: ['', 局长]", False),
    ],
)
def test_a_line_is_silent_when_it_names_no_post(said: str, silent: bool, read_group: Callable[..., Group]) -> None:
    assert is_silent(read_group(f"{{{said}}}")) is silent


def posts(line: Group) -> dict[str, object]:
    """What a line says, as plain texts."""
    return {key: [text(one) for one in rows(line, key)] or text(line, key) for key in line.fields}


@pytest.fixture
def filled(read_group: Callable[..., Group]) -> Callable[[Case, str], dict[str, object]]:
    return lambda case, line: posts(with_posts(case, read_group(f"{{{line}}}")))


Filled = Callable[[Case, str], dict[str, object]]
GAO = "person: gao, proposed_post: 拟任水务局副局长, removed_post: 水务局科长, probation: 一年"


def test_a_silent_line_has_the_posts_and_the_probation_of_its_candidate(made: Made, filled: Filled) -> None:
    case = made("person: su, proposed_post: 某职", GAO)
    assert filled(case, "person: gao, start: 2026-04-10") == {
        "appoint": ["水务局副局长"], "remove": ["水务局科长"], "probation": "一年", "person": "gao", "start": "2026-04-10",
    }  # fmt: skip
    assert filled(case, "person: gao, probation: 半年")["probation"] == "半年"
    assert filled(case, "person: su") == {"appoint": ["某职"], "person": "su"}


def test_a_line_that_names_a_post_stands_as_it_is(made: Made, filled: Filled) -> None:
    case = made(GAO)
    assert filled(case, "person: gao, appoint: [某局长]") == {"person": "gao", "appoint": ["某局长"]}
    assert filled(case, "person: gao, remove: [某科长]") == {"person": "gao", "remove": ["某科长"]}


@pytest.mark.parametrize("line", ["person: lu, appoint: [], remove: []", "name: 鲁某, appoint: ['']"])
def test_a_silent_line_of_somebody_else_has_no_posts(line: str, made: Made, filled: Filled) -> None:
    assert set(filled(made(GAO, "proposed_post: 某职"), line)) <= {"person", "name"}


def test_who_is_only_given_or_only_leaves_a_post_has_that_one(made: Made, filled: Filled) -> None:
    assert filled(made("person: gao, proposed_post: 某局长"), "person: gao") == {"appoint": ["某局长"], "person": "gao"}
    assert filled(made("person: gao, removed_post: 某科长"), "person: gao") == {"remove": ["某科长"], "person": "gao"}
    assert filled(made("person: gao, removed_post: ''"), "person: gao") == {"person": "gao"}


def test_a_person_proposed_twice_has_each_post_once_and_none_of_what_came_to_nothing(made: Made, filled: Filled) -> None:
    case = made(
        "person: gao, proposed_post: 某局长", "person: gao, proposed_post: 拟任某局长", "person: gao, proposed_post: 某书记",
        "person: gao, proposed_post: 某科长, result: 未任用", more="secrecy: 内部",
    )  # fmt: skip
    assert filled(case, "person: gao")["appoint"] == ["某局长", "某书记"]


def test_posts_are_looked_for_in_the_record_then_the_decision_then_the_cases_served(made: Made, filled: Filled) -> None:
    first, second = made("person: su, proposed_post: 甲职", id="KC-1"), made("person: gao, proposed_post: 乙职", id="KC-2")
    assert filled(made("person: su", served=(first, second)), "person: gao")["appoint"] == ["乙职"]
    assert filled(made("person: gao, proposed_post: 己职", served=(second,)), "person: gao")["appoint"] == ["己职"]
    held = made("person: gao, proposed_post: 丙职", id="JD-1")
    assert filled(made("person: su", decision=held), "person: gao")["appoint"] == ["丙职"]
    # the record names the person but no post, so the decision is asked
    assert filled(made("person: gao", decision=held), "person: gao")["appoint"] == ["丙职"]


def test_a_candidate_and_a_document_are_filled_in_and_anything_else_stands(
    made: Made, read_group: Callable[..., Group]
) -> None:
    case = made("person: gao, position: zw2", "person: su")
    gao, su = case.groups("candidates")
    assert text(filled_in(case, "candidate", gao), "proposed_post") == "水务局副局长"
    assert filled_in(case, "candidate", su) is su
    document = read_group("{no: 1, persons: [{person: gao}, 某人]}")
    told = filled_in(case, "document", document)
    assert [posts(line) if isinstance(line, Group) else text(line) for line in rows(told, "persons")] == [
        {"appoint": ["水务局副局长"], "person": "gao"},
        "某人",
    ]
    assert text(told, "no") == "1"
    silent = read_group("{no: 1}")
    assert filled_in(case, "document", silent) is silent
    assert filled_in(case, "talk", gao) is gao
    name = find(gao, "person")
    assert name is not None
    assert filled_in(case, "candidate", name) is name


def test_the_whole_record_is_filled_in(made: Made) -> None:
    case = made("person: gao, position: zw2", more="appointment: {talks: [{person: gao}], documents: [{persons: [{person: gao}]}]}")
    told = record_filled_in(case)
    assert text(told, "candidates[0].proposed_post") == "水务局副局长"
    assert text(told, "appointment.documents[0].persons[0].appoint[0]") == "水务局副局长"
    assert find(told, "appointment.talks") is find(case.record, "appointment.talks")
    bare = made("person: gao", more="appointment: {documents: 待办}")
    assert record_filled_in(bare) == bare.record
    none = made("person: gao")
    assert record_filled_in(none) == none.record
