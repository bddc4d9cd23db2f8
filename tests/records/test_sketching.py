"""`new`: what it writes says every key, and reads without a finding."""

import re

import pytest

from archive_tool.records.checking import check
from archive_tool.records.reading import read
from archive_tool.records.schema import SCALARS, load_schema
from archive_tool.records.sketching import sketch

KINDS = ["appointment", "decision", "person", "received", "calendar", "workspace", "file-plan", "terms"]
PEOPLE = frozenset({"gao-mingyuan", "lin-ruoxi"})


def filled(text: str, schema) -> str:
    """The sketch with every required value that stands empty filled with its example."""
    for known in schema.shape.needed:
        for name in (known.key, known.zh):
            text = re.sub(rf"(?m)^{re.escape(name)}:(?=  #)", f"{name}: {known.example}", text)
    return text


@pytest.mark.parametrize("chinese", [True, False])
@pytest.mark.parametrize("kind", KINDS[:6])
def test_once_what_is_required_is_filled_in_it_reads_without_findings(schemas, kind, chinese):
    schema = load_schema(schemas, kind)
    text = sketch(schema, "KC-2026-001", chinese=chinese)
    assert check(read(filled(text, schema).encode(), "case.yaml"), schema, PEOPLE).findings == ()
    empty = check(read(text.encode(), "case.yaml"), schema, PEOPLE).findings
    assert {finding.rule for finding in empty} <= {"S-104"}


@pytest.mark.parametrize("chinese", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_that_is_turned_on_reads_too(schemas, kind, chinese):
    schema = load_schema(schemas, kind)
    text = re.sub(r"(?m)^# ", "", filled(sketch(schema, "KC-2026-001", chinese=chinese), schema))
    found = check(read(text.encode(), "case.yaml"), schema, PEOPLE).findings
    assert {finding.rule for finding in found} <= {"S-160", "Y-004"}, "nothing but that examples are still there"


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_stands_in_it_with_both_names(schemas, kind):
    schema = load_schema(schemas, kind)
    text = sketch(schema, "KC-2026-001")
    missing = {
        known.key for _, known in schema.paths()
        if not re.search(rf"(?m)(^|[ -]){re.escape(known.zh)}: .*# {re.escape(known.key)}\b|{re.escape(known.zh)}:  # {re.escape(known.key)}\b", text)
        and known.key != "custom"
    }  # fmt: skip
    assert missing == set()


def test_the_id_and_kind_that_were_asked_for_are_filled_in(appointment):
    reading = read(sketch(appointment, "KC-2026-001", chinese=False).encode(), "case.yaml")
    assert [reading.text(key) for key in ("format", "kind", "id", "title")] == ["1", "appointment", "KC-2026-001", ""]


def test_a_required_field_says_so_and_a_choice_lists_its_words(appointment):
    lines = sketch(appointment, "KC-2026-001").splitlines()
    assert next(line for line in lines if line.startswith("题名:")).endswith("# title；必填")
    assert "可选 差额、等额定向" in next(line for line in lines if line.startswith("# 考察方式:"))


def test_what_the_sketch_shows_of_examples_has_no_empty_one(appointment):
    assert all(known.shape.sort not in SCALARS or known.example for known in appointment.shape.needed)
