"""Each sample in samples/invalid is a trap, with the findings it must give: file, line, field, rule, and no others."""

import pytest

from archive_tool import resources
from archive_tool.messages import speaker
from archive_tool.records.checking import check
from archive_tool.records.reading import load, read

SAMPLES = sorted(resources.folder("samples").glob("invalid/*/case.yaml"))


def expected(path) -> list[tuple[str, int, str]]:
    root = read(load(path.with_name("expected.yaml")), "expected.yaml").root
    return [
        (entry.get("rule").text, int(entry.get("line").text), entry.get("field").text)
        for entry in root.get("findings").items
    ]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_trap_is_named_with_file_line_and_field(path, appointment):
    found = check(read(load(path), "case.yaml"), appointment, frozenset())
    named = [(finding.rule, finding.place.line, finding.place.field) for finding in found.findings]
    assert sorted(named) == sorted(expected(path))
    assert {finding.place.source for finding in found.findings} == {"case.yaml"}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_record_with_an_error_is_not_used_and_one_with_a_warning_is(path, appointment):
    found = check(read(load(path), "case.yaml"), appointment, frozenset())
    assert (found.record is None) == any(finding.stops for finding in found.findings)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_can_be_said_with_a_remedy(language, appointment):
    say = speaker(language)
    for path in SAMPLES:
        for finding in check(read(load(path), "case.yaml"), appointment, frozenset()).findings:
            assert say(finding.rule, **finding.facts)
            assert say(f"{finding.rule}.hint", **finding.facts)


def test_findings_stand_in_the_order_of_the_file(appointment):
    path = next(path for path in SAMPLES if path.parent.name == "many-at-once")
    lines = [finding.place.line for finding in check(read(load(path), "case.yaml"), appointment).findings]
    assert lines == sorted(lines)
