"""Records as trees from YAML text, for the tests of this room.

Scalars are typed by their look (dates, times, numbers, 是/否); quoted ones stay text. The records room types by the
schema; `test_samples.py` holds the two against each other.
"""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from archive_tool import resources
from archive_tool.model.cases import Attachment, Case, Person
from archive_tool.model.dates import Month
from archive_tool.model.places import Place
from archive_tool.model.plans import FilePlan
from archive_tool.model.tree import Group, Leaf, Node, Rows, Value, find, text
from archive_tool.procedure.plan import read_plan
from archive_tool.procedure.terms import Terms, read_terms

RECORDS = Path(__file__).parent / "records"


def _time(raw: str) -> time:
    hours, minutes = raw.split(":")
    return time(int(hours), int(minutes))


_LOOKS: tuple[tuple[str, Callable[[str], Value]], ...] = (
    (r"是|否", lambda raw: raw == "是"),
    (r"\d{4}-\d\d-\d\d", date.fromisoformat),
    (r"\d{4}-\d\d", lambda raw: Month(int(raw[:4]), int(raw[5:]))),
    (r"\d{1,2}:\d\d", _time),
    (r"\d{1,6}", int),
    (r"\d+(\.\d+)%", lambda raw: Decimal(raw[:-1])),
    (r"\d+\.\d+", Decimal),
)


def typed(raw: str) -> Value:
    return next((read(raw) for look, read in _LOOKS if re.fullmatch(look, raw)), raw)


def tree(node: yaml.Node, source: str, path: str = "") -> Node:
    place = Place(source, node.start_mark.line + 1, node.start_mark.column + 1, path)
    if isinstance(node, yaml.MappingNode):
        return Group(
            {key.value: tree(value, source, f"{path}.{key.value}".lstrip(".")) for key, value in node.value}, place
        )
    if isinstance(node, yaml.SequenceNode):
        return Rows(tuple(tree(value, source, f"{path}[{n}]") for n, value in enumerate(node.value)), place)
    return Leaf(typed(node.value) if not node.style else node.value, node.value, place)


def group(content: str, source: str = "cases/a/case.yaml") -> Group:
    node = tree(yaml.compose(content, Loader=yaml.CSafeLoader), source)
    assert isinstance(node, Group)
    return node


def case_of(
    record: Group, *, decision: Case | None = None, received: tuple[Attachment, ...] = (), served: tuple[Case, ...] = ()
) -> Case:
    people = find(record, "people")
    known = (
        {id_: Person(id_, person) for id_, person in people.fields.items() if isinstance(person, Group)}
        if isinstance(people, Group)
        else {}
    )
    return Case(text(record, "id"), text(record, "kind"), record, Path("cases/a"), known, decision, received, served)


def node_of(value: object, place: Place) -> Node:
    """Plain Python data as a tree; texts are typed by their look."""
    if isinstance(value, dict):
        return Group({key: node_of(one, place.at(f"{place.field}.{key}")) for key, one in value.items()}, place)
    if isinstance(value, list):
        return Rows(tuple(node_of(one, place.at(f"{place.field}[{n}]")) for n, one in enumerate(value)), place)
    return Leaf(typed(str(value)), str(value), place)


def changed(node: Node | None, steps: list[str], value: object, place: Place) -> Node:
    """The tree with the value at the path set, taken out (None), or appended (`[+]`); what is missing on the way is made."""
    if not steps:
        return node_of(value, place)
    step, rest = steps[0], steps[1:]
    if step.isdigit() or step == "+":
        entries = list(node.items) if isinstance(node, Rows) else []
        here = node.place if node is not None else place
        at = len(entries) if step == "+" else int(step)
        inside = here.at(f"{here.field}[{at}]")
        if value is None and not rest:
            del entries[at]
        elif at == len(entries):
            entries.append(changed(None, rest, value, inside))
        else:
            entries[at] = changed(entries[at], rest, value, inside)
        return Rows(tuple(entries), here)
    fields = dict(node.fields) if isinstance(node, Group) else {}
    here = node.place if node is not None else place
    if value is None and not rest:
        fields.pop(step)
    else:
        fields[step] = changed(fields.get(step), rest, value, here.at(f"{here.field}.{step}".lstrip(".")))
    return Group(fields, here)


def edited(record: Group, edits: dict[str, object]) -> Group:
    """The record with edits by dotted path."""
    node: Node = record
    for path, value in edits.items():
        node = changed(node, re.findall(r"[^.\[\]]+", path), value, record.place)
    assert isinstance(node, Group)
    return node


@cache
def terms_of(own: str = "") -> Terms:
    """The shipped terms, and what an organisation sets of them (YAML)."""
    source = resources.folder("schemas") / "terms" / "terms.yaml"
    shipped = group(source.read_text(encoding="utf-8"), "schemas/terms/terms.yaml")
    return read_terms(shipped, group(own, "archive-tool.yaml") if own else None)


@pytest.fixture(scope="session")
def terms() -> Terms:
    return terms_of()


@pytest.fixture(scope="session")
def own_terms() -> Callable[[str], Terms]:
    return terms_of


@pytest.fixture(scope="session")
def plan() -> FilePlan:
    return plan_of("appointment")


def plan_of(kind: str) -> FilePlan:
    source = resources.folder("schemas") / kind / "file-plan.yaml"
    return read_plan(group(source.read_text(encoding="utf-8"), f"schemas/{kind}/file-plan.yaml"))


@pytest.fixture(scope="session")
def decision_plan() -> FilePlan:
    return plan_of("decision")


@pytest.fixture(scope="session")
def read_group() -> Callable[..., Group]:
    return group


@pytest.fixture(scope="session")
def read_case() -> Callable[..., Case]:
    return case_of


@pytest.fixture(scope="session")
def edit() -> Callable[[Group, dict[str, object]], Group]:
    return edited


@pytest.fixture(scope="session")
def complete() -> Group:
    """A 差额 promotion that keeps every rule."""
    return group((RECORDS / "complete.yaml").read_text(encoding="utf-8"))
