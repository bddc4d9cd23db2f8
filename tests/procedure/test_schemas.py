"""Plans, terms, rules and the sample of this room speak of fields that the schemas have, and of templates that exist."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.model.plans import FilePlan, Making, PlanItem
from archive_tool.model.tree import Group, Leaf, Node, Rows
from archive_tool.procedure.book import BOOK
from archive_tool.procedure.plan import read_plan
from archive_tool.procedure.terms import KEYS, read_terms
from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import Schema, load_schema

SCHEMAS = resources.folder("schemas")
TEMPLATES = resources.folder("templates")
RECORDS = Path(__file__).parent / "records"
KINDS = ("appointment", "decision")

# The 24 leaves of the checklist, with its sub-items; C2 is split, D and E stand in the decision too.
LEAVES = {
    "A1", "B1", "B2", "B3", "B4", "B4a", "B4b", "C1", "C1a", "C1b", "C2a", "C2b", "C3", "C4a", "C4b", "C4c", "C4d", "C5",
    "C6", "D1", "D2", "D3", "D4", "E1", "E2", "E3", "E4", "F1",
}  # fmt: skip
EXTRA = {f"X{number}" for number in range(1, 19)}
ADDED = {
    "C2d",
    "D1a",
    "C3b",
    "C7",
    "B5",
    "E1a",
    "E7",
    "E8",
    "E5",
    "E6",
    "C5b",
    "Z1",
    "B4c",
    "B4d",
    "D2b",
    "D2a",
    "C2c",
    "E2a",
    "C3a",
    "D3a",
    "Z2",
}
# What a plan may ask for by purpose although it is among the additions.
ASKED_BY_PURPOSE = {"E7"}


@cache
def schema_of(kind: str) -> Schema:
    return load_schema([SCHEMAS], kind)


def checked(path: Path, kind: str) -> Group:
    found = check(read(path.read_bytes(), path.name), schema_of(kind))
    assert [(one.rule, one.place.line, one.place.field) for one in found.findings] == []
    assert found.record is not None
    return found.record


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def schema(kind: str) -> Schema:
    return schema_of(kind)


@pytest.fixture(scope="module")
def shipped(kind: str) -> FilePlan:
    return read_plan(checked(SCHEMAS / kind / "file-plan.yaml", "file-plan"))


def paths_of(item: PlanItem) -> Iterator[str]:
    for together in item.when:
        yield from (condition.path for condition in together)
    yield from (path for path in (item.each, item.met_by, item.date, item.doc_no, item.maker, *item.people) if path)
    yield from re.findall(r"\{\{\s*([^{}\s]+)\s*\}\}", item.title)


def whole(item: PlanItem, path: str) -> str:
    """The path from the record's root: the entry's name replaced by its list, references stepped through."""
    if item.name and re.match(rf"{item.name}(\.|$)", path):
        path = f"{item.each}[]{path[len(item.name) :]}"
    path = re.sub(r"^candidates\[\]\.position\.", "positions[].", path)
    return re.sub(r"^.*(person|interviewee)\.name$", "people.*.name", path)


def test_every_path_of_a_plan_is_a_field(shipped: FilePlan, schema: Schema) -> None:
    unknown = [
        (item.code, path)
        for item in shipped.items
        for path in paths_of(item)
        if schema.field_at(whole(item, path)) is None
    ]
    assert unknown == []


def test_values_asked_for_are_choices_of_their_field(shipped: FilePlan, schema: Schema) -> None:
    for item in shipped.items:
        for together in item.when:
            for condition in together:
                known = schema.field_at(whole(item, condition.path))
                assert known is not None
                choices = known.shape.choices if known.shape.sort != "yes_no" else ("是", "否")
                assert not choices or set(condition.values) <= set(choices), (item.code, condition)


def test_a_named_template_exists(shipped: FilePlan, kind: str) -> None:
    for item in shipped.items:
        if item.template:
            assert (TEMPLATES / kind / item.template).is_file(), item.template
            assert item.template == f"{item.code}_{item.template.partition('_')[2]}"


def test_titles_for_file_names_are_short_and_safe(shipped: FilePlan) -> None:
    for item in shipped.items:
        assert re.fullmatch(r"[\u4e00-\u9fff]{2,12}", item.short), item.short
    shorts = [item.short for item in shipped.items]
    assert len(shorts) == len(set(shorts))


def test_the_checklist_is_whole_and_additions_are_optional(plan: FilePlan) -> None:
    assert set(plan.by_code) == LEAVES | EXTRA | ADDED
    required = {item.code for item in plan.items if not item.optional}
    assert required == (LEAVES - {"F1"}) | ASKED_BY_PURPOSE


def test_the_filing_order_is_that_of_the_stages(plan: FilePlan, decision_plan: FilePlan) -> None:
    for one in (plan, decision_plan):
        order = [stage.code for stage in one.stages]
        places = [order.index(item.stage) for item in one.items]
        assert places == sorted(places)


def test_what_a_case_shares_the_decision_has(plan: FilePlan, decision_plan: FilePlan) -> None:
    shared = {item.code: item for item in plan.items if item.shared}
    assert set(shared) == {"D3", "D4", "E1", "E2", "E4"}
    for code, item in shared.items():
        own = decision_plan.by_code[code]
        assert (own.short, own.genre, own.each, own.retention) == (item.short, item.genre, item.each, item.retention)


def test_raw_ballots_are_kept_apart_for_ten_years_and_reporters_in_a_package_of_their_own(plan: FilePlan) -> None:
    assert [item.code for item in plan.items if item.retention != "永久"] == ["C2c"]
    assert plan.by_code["C2c"].retention == "10年"
    assert [item.code for item in plan.items if item.restricted] == ["E2a"]


def test_only_notices_are_public_and_what_goes_to_the_personnel_file_is_said(plan: FilePlan) -> None:
    assert [item.code for item in plan.items if item.public] == ["C1", "E1"]
    classes = {item.code: item.personnel_file for item in plan.items if item.personnel_file}
    assert classes == {"C4a": "五", "C4d": "五", "C5b": "五", "C6": "九", "D2a": "九", "D2b": "九", "E7": "九"}


def test_what_people_write_is_made_once_and_signed(plan: FilePlan) -> None:
    assert {item.code for item in plan.items if item.prose} >= {"B2", "B3", "C3", "C6", "D1", "D3", "E3"}
    assert all(item.making is Making.SIGNED for item in plan.items if item.prose)


@pytest.mark.parametrize("rule", BOOK, ids=lambda rule: rule.number)
def test_every_path_that_a_rule_reads_is_a_field(rule) -> None:
    schemas = [schema_of(one) for one in sorted(rule.kinds)]
    for path in rule.reads:
        assert any(schema.field_at(path) for schema in schemas), path


def test_the_terms_are_read_by_their_schema_and_all_of_them_are_used() -> None:
    record = checked(SCHEMAS / "terms" / "terms.yaml", "terms")
    terms = record.fields["terms"]
    assert isinstance(terms, Group)
    assert set(terms) == set(KEYS)
    assert read_terms(record).publicity_workdays == 5


def same(one: Node, other: Node) -> bool:
    if isinstance(one, Leaf) and isinstance(other, Leaf):
        return str(one.value) == str(other.value)
    if isinstance(one, Group) and isinstance(other, Group):
        return list(one) == list(other) and all(same(one.fields[key], other.fields[key]) for key in one)
    return isinstance(one, Rows) and isinstance(other, Rows) and len(one) == len(other) and all(map(same, one, other))


def test_the_sample_of_this_room_is_a_sound_record_and_typed_alike(
    complete: Group, read_case: Callable[..., object]
) -> None:
    real = checked(RECORDS / "complete.yaml", "appointment")
    for key in complete:
        assert same(complete.fields[key], real.fields[key]), key
