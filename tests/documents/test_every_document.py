"""Every shipped document with awkward values, with empty lists, and with hardly any record at all."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from archive_tool import resources
from archive_tool.documents.properties import Marks
from archive_tool.documents.reading import lines_of
from archive_tool.documents.rendering import Template, load_template, render
from archive_tool.documents.vocabulary import chinese
from archive_tool.documents.wording import Words, as_node
from archive_tool.errors import TemplateFailed
from archive_tool.model.tree import Group
from tests.documents.record import COMPUTED, PEOPLE, RECORD, words
from tests.documents.test_templates import known

_APPOINTMENT, _DECISION = (resources.folder("templates") / kind for kind in ("appointment", "decision"))
# Those of a decision too, where they are not the very same file.
TEMPLATES = [
    *sorted(_APPOINTMENT.glob("*.docx")),
    *(p for p in sorted(_DECISION.glob("*.docx")) if p.read_bytes() != (_APPOINTMENT / p.name).read_bytes()),
]
AWKWARD = "&<>\"'㐂𠮷·｛{{ }}%}"


@cache
def loaded(path: Path) -> Template:
    return load_template(path.name, path.read_bytes())


def changed(value: object, change: Callable[[object], object]) -> object:
    """The same record with each value changed, and each list after its entries."""
    if isinstance(value, dict):
        return {key: changed(entry, change) for key, entry in value.items()}
    if isinstance(value, list):
        return change([changed(entry, change) for entry in value])
    return change(value)


def awkward(value: object) -> object:
    return (
        f"{value}{AWKWARD}{'长' * 500}" if isinstance(value, str) and not value.isascii() and len(value) > 6 else value
    )


def emptied(value: object) -> object:
    return [] if isinstance(value, list) else value


def people(change: Callable[[object], object]) -> dict[str, Group]:
    return {
        key: node for key, facts in PEOPLE.items() if isinstance(node := as_node(changed(facts, change), "p"), Group)
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_awkward_values_come_out_whole(path: Path) -> None:
    """The read-back inside `render` looks for every value in the finished file."""
    record = changed(RECORD, awkward)
    assert isinstance(record, dict)
    named = {key: {**facts, "name": f"{facts['name']}{AWKWARD}"} for key, facts in PEOPLE.items()}
    made = render(
        loaded(path),
        words(record, named, org={"organisation_department": f"组织部{AWKWARD}"}),
        Marks("题&名", "作<者>"),
        draft=True,
    )
    said = "".join(lines_of(made.data))
    assert (AWKWARD in said) is any(AWKWARD in value for value in made.reads.values())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_empty_lists_leave_no_traces(path: Path) -> None:
    record = changed(RECORD, emptied)
    assert isinstance(record, dict)
    made = render(loaded(path), words(record), Marks(), draft=True)
    text = "".join(lines_of(made.data))
    assert "{%" not in text
    assert "None" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_hardly_any_record_gives_a_draft_or_a_finding_for_each_gap(path: Path) -> None:
    record = as_node({"id": "KC", "title": "题名", "candidates": [{"person": "wei-dong"}]}, "r")
    computed = {key: as_node(value, "computed") for key, value in COMPUTED.items() if key != "period"}
    assert isinstance(record, Group)
    candidate = record.fields["candidates"].items[0]  # type: ignore[union-attr]
    names = chinese(known(path.parent.name))
    extra = {**computed, "candidate": candidate}
    given = Words(record, extra=extra, people=people(lambda value: value), vocabulary=names)
    draft = render(loaded(path), given, Marks(), draft=True)
    gaps = re.findall("【待填：([^】]*)】", "".join(lines_of(draft.data)))
    assert draft.missing or not gaps
    assert [gap for gap in gaps if re.search("[a-z_]{3}", gap)] == [], "a clerk reads Chinese names"
    if draft.missing:
        with pytest.raises(TemplateFailed) as failed:
            render(loaded(path), given, Marks())
        assert {finding.place.field for finding in failed.value.findings} == set(draft.missing)
