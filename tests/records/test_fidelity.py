"""Nothing is ever changed silently."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_tool.model.dates import Month
from archive_tool.model.tree import find, leaves, text, value
from archive_tool.records.raw import Scalar, scalars
from archive_tool.records.reading import read


@pytest.mark.parametrize("written", ["1983.10", "0123", "9:30", "no", "off", "~", "null", "1e3", "0x1F", "2024-03-05", "1_000", ".5", "=", "是"])
def test_what_yaml_would_take_for_something_else_stays_the_text_it_is(written):
    reading = read(f"k: {written}\nl:\n  - {written}\n".encode(), "x.yaml")
    assert reading.findings == ()
    assert [scalar.text for scalar in scalars(reading.root)] == ["k", written, "l", written]


def test_the_traps_become_values_of_the_schemas_types(checked):
    found = checked("""people:
  gao-mingyuan: {name: 高明远, birth: 1983.10, id_number: 000000198310100004}
positions:
  - {id: "0123", title: 副局长, headcount: 1, elected: no}
candidates: [{person: gao-mingyuan, position: 0123}]
talks:
  - {date: 2024年3月5日, from: 9:30}
scoring: {weights: [{dimension: 德, weight: 20.50}]}
org: {fonds_number: 0123, postcode: 000000}
""")
    record = found.record
    assert found.findings == ()
    assert value(record, "people.gao-mingyuan.birth") == Month(1983, 10)
    assert value(record, "people.gao-mingyuan.id_number") == "000000198310100004"
    assert value(record, "positions[0].id") == value(record, "candidates[0].position") == "0123"
    assert value(record, "positions[0].elected") is False
    assert value(record, "talks[0].date") == date(2024, 3, 5)
    assert value(record, "talks[0].from") == time(9, 30)
    assert value(record, "scoring.weights[0].weight") == Decimal("20.50")
    assert text(record, "org.fonds_number") == "0123"
    assert find(record, "talks[0].from").raw == "9:30"


def test_every_leaf_knows_its_line_column_and_path(checked):
    record = checked("talks:\n  - 日期: 2026-03-05\n    谈话对象: {姓名: 李某某}\n").record
    leaf = find(record, "talks[0].interviewee.name")
    assert (leaf.place.line, leaf.place.column, leaf.place.field) == (9, 16, "talks[0].interviewee.name")


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=40
)


@given(PLAIN)
def test_a_value_is_read_as_it_stands_or_there_is_a_finding(written):
    source = f"k: {written}\n"
    reading = read(source.encode(), "x.yaml")
    value = None if reading.root is None else reading.root.get("k")
    if reading.findings or not isinstance(value, Scalar) or value.style or re.search(r" #+\s", source):
        return
    assert value.text == written.strip(" ")


@given(st.lists(PLAIN, min_size=1, max_size=6))
def test_every_scalar_that_is_read_stands_in_the_source(written):
    source = "".join(f"k{number}: {text}\n" for number, text in enumerate(written))
    reading = read(source.encode(), "x.yaml")
    if any(finding.stops for finding in reading.findings):
        return
    assert all(scalar.text in source for scalar in scalars(reading.root) if not scalar.style)


def test_prose_keeps_its_lines_and_loses_only_the_line_ends_behind_it(checked):
    record = checked("plan:\n  basis: |\n    第一行：要求。\n      缩进保留 # 不是注释\n\n    第三段\n").record
    assert text(record, "plan.basis") == "第一行：要求。\n  缩进保留 # 不是注释\n\n第三段"
    assert find(record, "plan.basis").raw.endswith("第三段\n")


def test_composed_and_decomposed_text_stays_as_typed_while_keys_are_one(checked):
    found = checked("notice: {place: Cafe\u0301}\ncustom: {re\u0301sume\u0301: 1}\n")
    assert text(found.record, "notice.place") == "Cafe\u0301"
    assert text(found.record, "custom.r\u00e9sum\u00e9") == "1"
    assert [finding.rule for finding in found.findings] == ["Y-205"]


def test_leaves_come_in_written_order(checked):
    lines = [leaf.place.line for leaf in leaves(checked("mode: 差额\noccasion: 个别\n").record)]
    assert lines == sorted(lines)
