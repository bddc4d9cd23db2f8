"""What a file plan says under `when`, of a case and of the entry an item stands for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive_tool.model.cases import Case
from archive_tool.model.plans import Condition, Making, PlanItem
from archive_tool.model.tree import Group, find
from archive_tool.procedure.conditions import applies, is_there
from archive_tool.procedure.paths import Scope

RANKS = ("乡科级正职", "县处级副职", "县处级正职")
RECORD = """
purpose: 提拔任职
secrecy: ""
paper_kept: 否
positions: [{id: zw1, rank: 县处级副职}, {id: zw2, rank: 办事员}]
checks:
  archive: [{candidate: gao, conclusion: 审核无误}]
talks: [{id: th1, kind: 面谈}, {id: th2}]
empty: []
"""
ReadGroup = Callable[[str], Group]


def item(*together: Condition, name: str = "") -> PlanItem:
    return PlanItem("X1", "A", "材料", "paper", "材料", Making.SUPPLIED, name=name, when=(together,) if together else ())


@pytest.fixture
def holds(read_group: ReadGroup, read_case: Callable[[Group], Case]) -> Callable[..., bool]:
    case = read_case(read_group(RECORD))

    def asked(plan: PlanItem, entry: str = "") -> bool:
        return applies(plan, Scope(case, plan.name, find(case.record, entry) if entry else None), RANKS)

    return asked


@pytest.mark.parametrize(
    ("condition", "due"),
    [
        (Condition("purpose", ("提拔任职", "换届")), True),
        (Condition("purpose", ("平级转任",)), False),
        (Condition("purpose", ("平级转任",), negated=True), True),
        (Condition("purpose", ("提拔任职",), negated=True), False),
        (Condition("purpose"), True),
        (Condition("secrecy"), False),  # an empty text is nothing said
        (Condition("secrecy", negated=True), True),
        (Condition("paper_kept", ("否",)), True),
        (Condition("paper_kept", ("是",)), False),
        (Condition("positions[].rank", at_least="县处级副职"), True),
        (Condition("positions[].rank", at_least="县处级正职"), False),
        (Condition("positions[].rank", at_least="没有的职级"), False),
        (Condition("purpose", at_least="乡科级正职"), False),
        (Condition("talks[].kind", ("面谈",)), True),
        (Condition("talks[].kind", ("考察谈话",)), False),
    ],
)
def test_one_line_of_a_plan(condition: Condition, due: bool, holds: Callable[..., bool]) -> None:
    assert holds(item(condition)) is due


def test_lines_hold_together_and_several_groups_of_them_by_any(holds: Callable[..., bool]) -> None:
    kept, broken = Condition("purpose", ("提拔任职",)), Condition("purpose", ("平级转任",))
    assert holds(item())
    assert not holds(item(kept, broken))
    assert holds(replace(item(), when=((kept, broken), (kept,))))
    assert not holds(replace(item(), when=((kept, broken), (broken,))))


def test_what_is_asked_of_an_entry_is_open_until_there_is_one(holds: Callable[..., bool]) -> None:
    face = item(Condition("talk.kind", ("面谈",)), name="talk")
    assert holds(face)
    assert holds(face, "talks[0]")
    assert not holds(face, "talks[1]")


def test_what_is_asked_of_the_entry_of_a_person_is_open_too(holds: Callable[..., bool]) -> None:
    checked = item(Condition("checks.archive[candidate].conclusion", ("审核有误",)), name="candidate")
    assert holds(checked)
    assert not holds(checked, "checks.archive[0]")


def test_what_is_asked_of_the_case_is_never_open(holds: Callable[..., bool]) -> None:
    assert not holds(item(Condition("purpose", ("平级转任",)), name="talk"))
    assert not holds(item(Condition("talking", ("面谈",)), name="talk"))
    assert not holds(item(Condition("checks.archive[candidate].conclusion", ("审核无误",))))


@pytest.mark.parametrize(
    ("path", "due"),
    [("purpose", True), ("secrecy", False), ("checks", True), ("empty", False), ("talks", True), ("nothing", False)],
)
def test_something_was_said(path: str, due: bool, read_group: ReadGroup) -> None:
    assert is_there(find(read_group(RECORD), path)) is due
